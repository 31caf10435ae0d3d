"""The trigger beside the number: *killing 12 people*, *12 people were killed*, *eight others injured*, *47 deaths*, *the release of 390*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from services.extractor.bank import Bank, Trigger
from services.extractor.readers.idioms.draft import LIKELY, Draft, drafted, fitting
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, ending_at, may_be_participle, starting_at
from services.extractor.readers.idioms.phrase import WEAPONS, Phrase

_BE = frozenset("was were is are be been being 're 's got get gets getting left lay lie lies".split())
_HAVE = frozenset("has have had having 've".split())
_MODAL = frozenset("will would could may might must should shall can".split())
_LINKS = _BE | _HAVE | _MODAL | frozenset(
    """
    who which that also reportedly then later now still already all both confirmed considered feared believed thought presumed known to expected due set would
    will could may might must should shall can not never again subsequently themselves reported registered listed as declared found either
    officially alive so far since recently immediately apparently just only being safely successfully finally eventually initially instead
    """.split()
)  # fmt: skip
_LINK_MAX = 8
"""Auxiliaries and adverbs between a noun and its verb: *are now also believed to have been*."""

_OBJECT = frozenset({"object", "either"})
_SUBJECT = frozenset({"subject", "either"})
_OBJECT_FOLLOWS = frozenset("a an the their his her its our some any more several another each up".split())
_STATES = frozenset({"captured", "detained", "abducted"})
"""What the counted were before: *freed 150 soldiers captured in the spring*."""
DESCRIBES = 0.6
_WITH = frozenset({"with", "from", "by", "using", "involving"})
_PREPOSITIONS = frozenset({"of", "from", "in", "at", "on", "aboard", "near", "with", "across", "inside", "outside", "around"})
_STEP_OVER = 8
"""Items stepped over between a noun and its verb."""
_OF = frozenset({"of", "involving", "for"})
_ADVERBS = frozenset({"also", "another", "in", "only", "already", "together", "altogether", "back", "total", "all", "home"})


def direct(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """Readings of ``phrase`` by a trigger that touches it; the surest order first. More than one only for *none killed or hurt*."""
    after = list(_after(row, phrase, bank, text)) or list(_resumed(row, phrase, bank, text))
    before = _before(row, phrase, bank, text) or _bodies_before(row, phrase, bank, text)
    if after and (before is None or _explicit(after[0])):
        yield from after
    elif before is not None:
        yield before
    elif (head := _head(row, phrase, bank)) is not None:
        yield head
    elif (described := _described(row, phrase)) is not None:
        yield described


def _bodies_before(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    """*got back 51 of its dead*: after a verb of transfer the dead are bodies."""
    if phrase.head is None or not phrase.definite or row[phrase.head.start].word not in ("dead", "fallen"):
        return None
    return _before(row, replace(phrase, head=None, unit="bodies"), bank, text)


def _explicit(draft: Draft) -> bool:
    """Whether an auxiliary ties the verb to the phrase; without one *12 held* may only describe them."""
    return any(word in _BE | _HAVE | _MODAL for word in draft.link.lower().split()[-_LINK_MAX:])


def _after(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    if phrase.head is None:
        yield from _verb_after(row, phrase, phrase.right, bank, text)


def _resumed(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """*Three employees of the plant were hurt*, *Four people, two of them guards, were shot dead*: what stands between is stepped over.

    Only an auxiliary, or a verb whose subject is counted, proves that the clause goes on with the number.
    """
    if phrase.head is not None or phrase.noun is None or phrase.right >= len(row):
        return
    for at in _resumptions(row, phrase, bank):
        found = [draft for draft in _verb_after(row, phrase, at, bank, text) if _explicit(draft) or draft.trigger.counts == "subject"]
        if found:
            yield from (draft.with_(confidence=LIKELY) for draft in found)
            return


def _resumptions(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Iterator[int]:
    start = phrase.right
    if row[start].word in _PREPOSITIONS:
        for at in range(start + 2, min(len(row), start + _STEP_OVER)):
            if row[at].number is not None or row[at].is_mark:
                return
            if row[at].word in _BE | _HAVE | _MODAL or starting_at(row, at, bank):
                yield at
                return
    elif row[start].word == ",":
        for at in range(start + 2, min(len(row), start + _STEP_OVER + 6)):
            if row[at].word in (";", ":", "."):
                return
            if row[at].word == ",":
                yield at + 1


def _verb_after(row: Sequence[Item], phrase: Phrase, at: int, bank: Bank, text: str) -> Iterator[Draft]:
    link_from = at
    while at < len(row) and at - link_from < _LINK_MAX and _is_link(row, at, bank):
        at += 1
    hit = _trigger_at(row, at, bank)
    if hit is None:
        return
    words = [item.word for item in row[link_from:at]]
    draft = _of_verb(row, phrase, hit, words, text)
    if draft is None:
        return
    following = row[hit.end].word if hit.end < len(row) else ""
    second = _trigger_at(row, hit.end + 1, bank) if following in ("or", "and") else None
    if second is not None and draft.trigger.measure in ("killed", "injured") and (other := _of_verb(row, phrase, second, words, text)):
        if phrase.number.high == 0:
            yield draft
            yield other
            return
        if (
            other.trigger.measure in ("killed", "injured")
            and other.trigger.measure != draft.trigger.measure
            and not _number_after(row, second.end)
        ):
            return  # "40 were killed or wounded" counts both together
    yield draft


def _number_after(row: Sequence[Item], at: int) -> bool:
    return any(item.number is not None for item in row[at : at + 4])


def _is_link(row: Sequence[Item], at: int, bank: Bank) -> bool:
    word = row[at].word
    if word in _LINKS:
        hit = starting_at(row, at, bank)
        return hit is None or hit.end - hit.start == 1
    return word == "," and at + 1 < len(row) and row[at + 1].word in ("who", "all", "which")


def _trigger_at(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    hit = starting_at(row, at, bank)
    if hit is None and at < len(row) and row[at].word.endswith("ly"):
        hit = starting_at(row, at + 1, bank)
    return hit


def _of_verb(row: Sequence[Item], phrase: Phrase, hit: Hit, link: list[str], text: str) -> Draft | None:
    passive = any(word in _BE for word in link)
    perfect = any(word in _HAVE for word in link) and not passive
    elliptic = passive or perfect or phrase.anaphor or any(word in _MODAL for word in link)
    follows_object = hit.end < len(row) and (row[hit.end].word in _OBJECT_FOLLOWS or row[hit.end].number is not None)
    trigger = None
    if not perfect and (passive or not follows_object):
        candidates = tuple(t for t in hit.triggers if t.kind == "verb" and (may_be_participle(t) or "being" in link))
        trigger = fitting(candidates, phrase, _OBJECT, elliptic_ok=elliptic)
    if trigger is None and not perfect:
        trigger = fitting((t for t in hit.triggers if t.kind == "adjective"), phrase, frozenset({"predicate"}), elliptic_ok=passive)
    if trigger is None and (not passive or "being" in link or any(w in ("to", "be") for w in link) or " " in hit.triggers[0].form):
        trigger = fitting((t for t in hit.triggers if t.kind == "verb"), phrase, _SUBJECT, elliptic_ok=elliptic)
        if trigger is not None and trigger.weak and not link and phrase.bare:
            trigger = None
    if trigger is None and not link:
        trigger = fitting((t for t in hit.triggers if t.kind == "noun"), phrase, frozenset({"self"}), elliptic_ok=False)
    if trigger is None or _misleads(trigger, link, passive=passive):
        return None
    first, last = row[hit.start].start, row[hit.end - 1].end
    draft = drafted(phrase, trigger, first, last, link=text[row[phrase.right - 1].end : first].strip(" ,"))
    if trigger.measure in _STATES and not passive:
        return draft.with_(notes=("state",), confidence=min(draft.confidence, DESCRIBES))
    return draft


def _misleads(trigger: Trigger, link: list[str], *, passive: bool) -> bool:
    """Verbs that say something else there: *the men who were listed as killed*, *people were taken off the train*, *drones heading for*."""
    if any(word in ("who", "that", "which") for word in link) and ("listed" in link or trigger.measure in _STATES):
        return True
    if passive and trigger.weak and trigger.measure == "abducted":
        return True
    return not link and trigger.counts == "subject" and trigger.words[0].endswith("ing")


def _before(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    at = phrase.left - 1
    for _ in range(3):
        if at < 0:
            return None
        if row[at].word in ("a", "the") or row[at].word in '"“‘':
            at -= 1
            continue
        if (draft := _with_weapons(row, phrase, at, bank)) is not None:
            return draft
        hit = ending_at(row, at, bank)
        if hit is not None and (draft := _of_active(row, phrase, hit, text)) is not None:
            return draft
        if row[at].word in _OF and (noun := ending_at(row, at - 1, bank)) is not None:
            trigger = fitting((t for t in noun.triggers if t.kind == "noun"), phrase, frozenset({"of"}), elliptic_ok=False)
            if trigger is not None and (row[at].word != "for" or trigger.base == "release"):
                return drafted(phrase, trigger, row[noun.start].start, row[noun.end - 1].end, note="of")
            return None
        if row[at].word not in _ADVERBS:
            return None
        at -= 1
    return None


def _of_active(row: Sequence[Item], phrase: Phrase, hit: Hit, text: str) -> Draft | None:
    """The verb before its object. After a form of *be* it is a passive whose object is not this number."""
    words = hit.triggers[0].words
    if hit.start and row[hit.start - 1].word in _BE and not words[0].endswith("ing") and words[-1] not in _WITH:
        return None
    verbs = tuple(t for t in hit.triggers if t.kind == "verb")
    trigger = fitting(verbs, phrase, _OBJECT, elliptic_ok=False)
    if trigger is None:
        return None
    confidence = LIKELY if phrase.bare else None
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, confidence=confidence)


def _with_weapons(row: Sequence[Item], phrase: Phrase, at: int, bank: Bank) -> Draft | None:
    """*attacked the city with 17 drones*: the verb stands before what was attacked."""
    if row[at].word not in _WITH or phrase.unit not in WEAPONS:
        return None
    for verb in range(at - 1, max(-1, at - _STEP_OVER), -1):
        if row[verb].is_mark or row[verb].number is not None:
            return None
        triggers = bank.triggers_by_form.get(f"{row[verb].word} {row[at].word}", ())
        if triggers and (trigger := fitting(triggers, phrase, _OBJECT, elliptic_ok=False)) is not None:
            return drafted(phrase, trigger, row[verb].start, row[verb].end)
    return None


def _counted_by_name(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Hit | None:
    """*15,600 evacuees*, *312 fatalities*, *164 abductees*: the noun itself says what became of them."""
    if phrase.noun_item is None or phrase.modifier is not None:
        return None
    start, end = phrase.noun_item
    found = bank.triggers_by_form.get(" ".join(item.word for item in row[start:end]), ())
    sure = tuple(t for t in found if t.kind == "noun" and t.counts in ("self", "of") and not t.weak)
    return Hit(start, end, sure) if sure else None


def _head(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Draft | None:
    """*47 deaths*, *three of the dead*: the trigger is the noun. With *of the* the count is part of it."""
    head = phrase.head or _counted_by_name(row, phrase, bank)
    if head is None:
        return None
    triggers = [t for t in head.triggers if t.kind == "noun" and t.counts in ("self", "of") and t.units != frozenset({"bodies"})]
    triggers = [t for t in triggers if not t.weak or phrase.definite] if any(t.weak for t in triggers) else triggers
    if not triggers:
        return None
    trigger = min(triggers, key=lambda t: t.weak)
    if trigger.counts == "of" and trigger.weak:
        return None
    draft = drafted(phrase, trigger, row[head.start].start, row[head.end - 1].end, note="head")
    return draft.with_(part=phrase.definite or draft.part)


def _described(row: Sequence[Item], phrase: Phrase) -> Draft | None:
    """*15 injured residents*: the trigger describes the noun."""
    if phrase.modifier is None or phrase.definite:
        return None
    candidates = tuple(t for t in phrase.modifier.triggers if not t.weak and t.measure in ("killed", "injured"))
    trigger = fitting(candidates, phrase, frozenset({"object", "predicate"}), elliptic_ok=False)
    if trigger is None:
        return None
    return drafted(phrase, trigger, row[phrase.modifier.start].start, row[phrase.modifier.end - 1].end, note="described", confidence=LIKELY)
