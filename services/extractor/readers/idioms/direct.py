"""The trigger beside the number: *killing 12 people*, *12 people were killed*, *eight others injured*, *47 deaths*, *the release of 390*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.extractor.bank import Bank
from services.extractor.readers.idioms.draft import LIKELY, Draft, drafted, fitting
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, ending_at, may_be_participle, starting_at
from services.extractor.readers.idioms.phrase import Phrase

_BE = frozenset("was were is are be been being 're 's got get gets getting left lay lie lies".split())
_HAVE = frozenset("has have had having 've".split())
_LINKS = _BE | _HAVE | frozenset(
    """
    who which that also reportedly then later now still already all both confirmed feared believed thought presumed known to expected due set would
    will could may might must should shall can not never again subsequently themselves reported registered listed as declared found either
    officially alive so far since recently immediately apparently just only being safely successfully finally eventually initially instead
    """.split()
)  # fmt: skip
_LINK_MAX = 8
"""Auxiliaries and adverbs between a noun and its verb: *are now also believed to have been*."""

_OBJECT = frozenset({"object", "either"})
_SUBJECT = frozenset({"subject", "either"})
_OBJECT_FOLLOWS = frozenset("a an the their his her its our some any more several another each up".split())
_OF = frozenset({"of", "involving", "for"})
_ADVERBS = frozenset({"also", "another", "in", "only", "already", "together", "altogether", "back", "total", "all", "home"})


def direct(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """Readings of ``phrase`` by a trigger that touches it; the surest order first. More than one only for *none killed or hurt*."""
    after = list(_after(row, phrase, bank, text))
    before = _before(row, phrase, bank, text)
    if after and (before is None or _explicit(after[0])):
        yield from after
    elif before is not None:
        yield before
    elif (head := _head(row, phrase, text)) is not None:
        yield head
    elif (described := _described(row, phrase)) is not None:
        yield described


def _explicit(draft: Draft) -> bool:
    """Whether an auxiliary ties the verb to the phrase; without one *12 held* may only describe them."""
    return any(word in _BE | _HAVE for word in draft.link.lower().split())


def _after(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    at = phrase.right
    if phrase.head is not None:
        return
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
    elliptic = passive or perfect or phrase.anaphor
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
    if trigger is None:
        return None
    first, last = row[hit.start].start, row[hit.end - 1].end
    return drafted(phrase, trigger, first, last, link=text[row[phrase.right - 1].end : first].strip(" ,"))


def _before(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Draft | None:
    at = phrase.left - 1
    for _ in range(3):
        if at < 0:
            return None
        if row[at].word in ("a", "the") or row[at].word in '"“‘':
            at -= 1
            continue
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
    if hit.start and row[hit.start - 1].word in _BE and not hit.triggers[0].form.split()[0].endswith("ing"):
        return None
    verbs = tuple(t for t in hit.triggers if t.kind == "verb")
    trigger = fitting(verbs, phrase, _OBJECT, elliptic_ok=False)
    if trigger is None and phrase.bare:
        # "killing 12", "wounding scores", "received 14 in return": a number alone, where no noun follows that could be the object.
        trigger = fitting(verbs, phrase, _OBJECT, elliptic_ok=_ends_here(row, phrase))
    if trigger is None:
        return None
    confidence = LIKELY if phrase.bare else None
    return drafted(phrase, trigger, row[hit.start].start, row[hit.end - 1].end, confidence=confidence)


def _ends_here(row: Sequence[Item], phrase: Phrase) -> bool:
    """Whether the number stands alone: before a mark, a conjunction, *others*, a preposition."""
    return (
        phrase.right >= len(row)
        or row[phrase.right].is_mark
        or row[phrase.right].word in ("and", "in", "on", "over", "near", "others", "overnight", "from")
    )


def _head(row: Sequence[Item], phrase: Phrase, text: str) -> Draft | None:
    """*47 deaths*, *three of the dead*: the trigger is the noun. With *of the* the count is part of it."""
    if phrase.head is None:
        return None
    triggers = [t for t in phrase.head.triggers if t.kind == "noun" and t.counts in ("self", "of") and t.units != frozenset({"bodies"})]
    triggers = [t for t in triggers if not t.weak or phrase.definite] if any(t.weak for t in triggers) else triggers
    if not triggers:
        return None
    trigger = min(triggers, key=lambda t: t.weak)
    if trigger.counts == "of" and trigger.weak:
        return None
    draft = drafted(phrase, trigger, row[phrase.head.start].start, row[phrase.head.end - 1].end, note="head")
    return draft.with_(part=phrase.definite or draft.part)


def _described(row: Sequence[Item], phrase: Phrase) -> Draft | None:
    """*15 injured residents*: the trigger describes the noun."""
    if phrase.modifier is None:
        return None
    candidates = tuple(t for t in phrase.modifier.triggers if not t.weak)
    trigger = fitting(candidates, phrase, frozenset({"object", "predicate"}), elliptic_ok=False)
    if trigger is None:
        return None
    return drafted(phrase, trigger, row[phrase.modifier.start].start, row[phrase.modifier.end - 1].end, note="described", confidence=LIKELY)
