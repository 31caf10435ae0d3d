"""The verb after the number: *12 people were killed*, *eight others injured*, *14 dead*, and past what stands between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.extractor.bank import Bank, Trigger
from services.extractor.model import CAUGHT, FREED, TAKEN
from services.extractor.readers.idioms.draft import LIKELY, Draft, drafted, fitting
from services.extractor.readers.idioms.items import Item
from services.extractor.readers.idioms.lookup import Hit, may_be_participle, starting_at
from services.extractor.readers.idioms.phrase import Phrase
from services.extractor.readers.idioms.words import QUALIFIERS

BE = frozenset("was were is are be been being 're 's got get gets getting left lay lie lies".split())
_HAVE = frozenset("has have had having 've".split())
_MODAL = frozenset("will would could may might must should shall can".split())
_AUXILIARIES = BE | _HAVE | _MODAL
_LINKS = _AUXILIARIES | frozenset(
    """
    who which that also reportedly then later now still already all both confirmed considered feared believed thought presumed known to
    expected due set not never again subsequently themselves reported registered listed as declared found either officially alive so far
    since remain remains remained stay stayed
    recently immediately apparently just only safely successfully finally eventually initially instead
    """.split()
)  # fmt: skip
_LINK_MAX = 8
"""Auxiliaries and adverbs between a noun and its verb: *are now also believed to have been*."""

_STEP_OVER = 8
"""Items stepped over between a noun and its verb."""

OBJECT = frozenset({"object", "either"})
_SUBJECT = frozenset({"subject", "either"})
_OBJECT_FOLLOWS = frozenset("a an the their his her its our some any more several another each up".split())
_AFTER_IT = frozenset("in on at near by when while as after before during with outside inside over from and but last".split())
"""What may follow *two guards shot and killed*, and not *two gunmen shot and killed guards*."""
_CLAUSE = 30
"""Items within which a clause comes to its verb."""
_VERBS = 9
"""Items of a list of verbs that ends with *to death*."""
_LEAST_VERBS = 4
_DESCRIBES = 0.6
_RELATIVES = frozenset({"who", "that", "whom", "which"})
_PREPOSITIONS = frozenset({"of", "from", "in", "at", "on", "aboard", "near", "with", "across", "inside", "outside", "around"})


def verbs_after(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> list[Draft]:
    """Readings by the verb that follows; two for *none killed or hurt*. What only describes the counted (*soldiers captured in May*) is
    noted as *state* and given up where the clause has a verb of its own further on.
    """
    if phrase.head is not None:
        return []
    found = list(_verb_at(row, phrase, phrase.right, bank, text))
    if found and found[0].trigger.form in CAUGHT and not is_explicit(found[0]):
        return list(_freed(row, phrase, bank, text)) or found
    if not found or "state" in found[0].notes:
        return list(_resumed(row, phrase, bank, text)) or list(_freed(row, phrase, bank, text)) or found
    if found[0].trigger.measure == "missing" and not is_explicit(found[0]):
        return list(_freed(row, phrase, bank, text)) or found  # "four miners trapped underground since Monday were rescued"
    return found


def _freed(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """*130 children abducted two weeks ago from their school in the north were rescued on Sunday*, *six miners trapped by a cave-in since
    July were found dead*: what became of the taken and the missed.
    """
    taken = _trigger_at(row, phrase.right, bank) or _told_of(row, phrase, bank)
    if taken is None or not any(trigger.measure in TAKEN or trigger.measure == "missing" for trigger in taken.triggers):
        return
    for at in range(max(taken.end, phrase.right + 2), min(len(row), phrase.right + _CLAUSE)):
        if (row[at].is_mark and row[at].word != ",") or row[at].word in _OTHERS_TOLD:
            return
        if row[at].word in _AUXILIARIES and not _is_month(row, at):
            for draft in _verb_at(row, phrase, at, bank, text):
                became = draft.trigger.measure in FREED or (draft.trigger.measure == "killed" and not draft.trigger.weak)
                if became and is_explicit(draft):
                    yield draft.with_(confidence=LIKELY, notes=("resumed",))
            return


_OTHERS_TOLD = frozenset({"and", "but", "who", "while", "though", "although"})
"""*Twenty captives are still missing, though some have died*: no more is told of all of them."""


def _is_month(row: Sequence[Item], at: int) -> bool:
    """*Seized on May 3*, *held since May*: no verb."""
    if row[at].word != "may":
        return False
    return row[at - 1].word in _BEFORE_MONTH or (at + 1 < len(row) and row[at + 1].number is not None)


_BEFORE_MONTH = frozenset("in on since of last this early late mid until from by between during every".split())


def _told_of(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Hit | None:
    """*Two drivers who had been held since March*: what a relative clause says was done to them."""
    at = phrase.right
    if at >= len(row) or row[at].word not in _RELATIVES:
        return None
    while at + 1 < len(row) and at - phrase.right < _LINK_MAX and row[at + 1].word in _AUXILIARIES:
        at += 1
    return _trigger_at(row, at + 1, bank) if at > phrase.right else None


def is_explicit(draft: Draft) -> bool:
    """Whether an auxiliary ties the verb to the phrase; without one *12 held* may only describe them."""
    return any(word in _AUXILIARIES for word in draft.link.lower().split()[-_LINK_MAX:])


def _resumed(row: Sequence[Item], phrase: Phrase, bank: Bank, text: str) -> Iterator[Draft]:
    """*Three employees of the plant were hurt*, *Four people, two of them guards, were shot dead*: what stands between is stepped over.

    Only an auxiliary, or a verb whose subject is counted, proves that the clause goes on with the number.
    """
    if phrase.head is not None or phrase.noun is None or phrase.right >= len(row):
        return
    for at in _resumptions(row, phrase, bank):
        found = [draft for draft in _verb_at(row, phrase, at, bank, text) if is_explicit(draft) or draft.trigger.counts == "subject"]
        if found:
            aside = row[phrase.left - 1].word in _OPENS_ASIDE if phrase.left else False
            yield from (draft.with_(confidence=LIKELY, part=aside or draft.part) for draft in found)
            return


_OPENS_ASIDE = frozenset({"including"})
"""*All aboard, including two Swiss, were killed*: some of those of whom it is said."""


def _resumptions(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Iterator[int]:
    start = phrase.right
    whole = row[start].word == "of"  # "25 missiles of 38 fired were shot down"
    if row[start].word in _PREPOSITIONS or starting_at(row, start, bank):
        for at in range(start + 2, min(len(row), start + _STEP_OVER)):
            if (row[at].number is not None and not whole) or row[at].is_mark:
                return
            if (row[at].word in _AUXILIARIES and not _is_month(row, at)) or starting_at(row, at, bank):
                yield at
                if not whole:
                    return
    elif row[start].word in _RELATIVES:  # "42 people that the governor had said were kidnapped"
        for at in range(start + 2, min(len(row), start + _STEP_OVER)):
            if row[at].word in BE and row[at - 1].word in bank.claims.speech:
                yield at
                return
    elif row[start].word == "," and phrase.left and row[phrase.left - 1].word in _OPENS_ASIDE:
        if start + 1 < len(row) and row[start + 1].word in BE | _HAVE:
            yield start + 1
    elif row[start].word == ",":
        for at in range(start + 2, min(len(row), start + _STEP_OVER + 6)):
            if row[at].word in (";", ":", "."):
                return
            if row[at].word == ",":
                yield at + 1


def _verb_at(row: Sequence[Item], phrase: Phrase, at: int, bank: Bank, text: str) -> Iterator[Draft]:
    link_from = at
    while at < len(row) and at - link_from < _LINK_MAX and _is_link(row, at, bank):
        at += 1
    hit = _to_death(row, at, bank) or _trigger_at(row, at, bank)
    if hit is None and at > link_from:
        at -= 1  # "had been found": a word that may also lead to another verb
        hit = _trigger_at(row, at, bank) if row[at].word not in _HAVE else None
    if hit is None or (phrase.bare and phrase.number.text.lower() == "another"):
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


def _to_death(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    """*were shot, hacked or burned to death*: what the last verb says of all."""
    end = next((step for step in range(at + 1, min(len(row), at + _VERBS)) if row[step].word == "death"), 0)
    words = [item.word for item in row[at:end]]
    if len(words) < _LEAST_VERBS or words[-1] != "to" or words[-3] not in ("or", "and"):
        return None
    listed = all(word in (",", "or", "and") or word.endswith(("ed", "en", "ot")) for word in words[:-1])
    return starting_at(row, end - 2, bank) if listed else None


def _number_after(row: Sequence[Item], at: int) -> bool:
    return any(item.number is not None for item in row[at : at + 4])


def _is_link(row: Sequence[Item], at: int, bank: Bank) -> bool:
    word = row[at].word
    if word in _LINKS:
        hit = starting_at(row, at, bank)
        return hit is None or hit.end - hit.start == 1
    return word == "," and at + 1 < len(row) and row[at + 1].word in ("who", "all", "which")


def _trigger_at(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    hit = starting_at(row, at, bank) or _in_so_many(row, at, bank)
    if hit is None and at < len(row) and row[at].word.endswith("ly"):
        hit = starting_at(row, at + 1, bank)
    return hit


def _in_so_many(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    """*More than 4,000 are still in 80 evacuation centres*: how many centres stands within the words that say so."""
    if at >= len(row) or row[at].word != "in":
        return None
    step = next((i + 1 for i in range(at + 1, min(len(row), at + _SO_MANY)) if row[i].number is not None), 0)
    if not step or any(row[i].word not in QUALIFIERS for i in range(at + 1, step - 1)):
        return None
    triggers = bank.triggers_by_form.get(" ".join(["in", *(item.word for item in row[step : step + 2])]), ())
    return Hit(at, step + 2, triggers) if triggers else None


_SO_MANY = 5
"""Items in which *in more than 80* comes to its number."""


def _of_verb(row: Sequence[Item], phrase: Phrase, hit: Hit, link: list[str], text: str) -> Draft | None:
    passive = any(word in BE for word in link)
    perfect = any(word in _HAVE for word in link) and not passive
    elliptic = passive or perfect or phrase.anaphor or any(word in _MODAL for word in link)
    follows_object = hit.end < len(row) and (row[hit.end].word in _OBJECT_FOLLOWS or row[hit.end].number is not None)
    if " and " in hit.triggers[0].form and not passive and hit.end < len(row) and row[hit.end].is_word:
        follows_object = follows_object or row[hit.end].word not in _AFTER_IT
    trigger = None
    if not perfect and (passive or not follows_object):
        candidates = tuple(t for t in hit.triggers if t.kind == "verb" and (may_be_participle(t) or "being" in link))
        candidates = () if not passive and _is_of_the_subject(hit) else candidates  # "eleven soldiers surrendered"
        trigger = fitting(candidates, phrase, OBJECT, elliptic_ok=elliptic)
    if trigger is None and not perfect and (passive or not follows_object):
        trigger = fitting((t for t in hit.triggers if t.kind == "adjective"), phrase, frozenset({"predicate"}), elliptic_ok=passive)
    if trigger is None and (not passive or "being" in link or any(w in ("to", "be") for w in link) or " " in hit.triggers[0].form):
        trigger = fitting((t for t in hit.triggers if t.kind == "verb"), phrase, _SUBJECT, elliptic_ok=elliptic)
        if trigger is not None and trigger.weak and not link and phrase.bare:
            trigger = None
    if trigger is None and not link and not follows_object:
        trigger = fitting((t for t in hit.triggers if t.kind == "noun"), phrase, frozenset({"self"}), elliptic_ok=False)
    if trigger is None or _misleads(trigger, link, passive=passive):
        return None
    first, last = row[hit.start].start, row[hit.end - 1].end
    draft = drafted(phrase, trigger, first, last, link=text[row[phrase.right - 1].end : first].strip(" ,"))
    returning = trigger.measure == "released" and trigger.counts == "either" and trigger.words[0].endswith("ing") and not link
    participle = trigger.measure in TAKEN and not passive and trigger.counts != "subject"
    if participle or returning:  # "twelve pilgrims returning from a festival were killed"
        return draft.with_(notes=("state",), confidence=min(draft.confidence, _DESCRIBES))
    return draft


def _is_of_the_subject(hit: Hit) -> bool:
    """Whether the verb tells of its subject in a measure of its own: who *surrendered* was captured, who *was surrendered* let go."""
    return any(t.kind == "verb" and t.counts == "subject" and t.measure == "captured" for t in hit.triggers)


def _misleads(trigger: Trigger, link: list[str], *, passive: bool) -> bool:
    """Verbs that say something else there: *the men who were listed as killed*, *people were taken off the train*, *drones heading for*,
    *80 were last seen in captivity*.
    """
    if passive and trigger.base in ("see", "get"):
        return True
    if any(word in ("who", "that", "which") for word in link) and ("listed" in link or trigger.measure in TAKEN or trigger.weak):
        return True
    if passive and trigger.weak and trigger.measure == "abducted":
        return True
    return not link and trigger.counts == "subject" and trigger.words[0].endswith("ing")
