"""`read_idioms`: phrases, the triggers beside them, counts and lists, swaps; then status, mode and whose each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.figure import Group, Mode
from services.extractor.bank import Bank
from services.extractor.model import Number, Reading, Sentence, Span
from services.extractor.readers.idioms.cues import both_sides, clause_around, each_side, formula_status, mode_of, status_of
from services.extractor.readers.idioms.direct import direct
from services.extractor.readers.idioms.draft import FAINT, LIKELY, Draft, drafted
from services.extractor.readers.idioms.items import Item, items_of
from services.extractor.readers.idioms.lists import fronted, spread
from services.extractor.readers.idioms.made_up import made_up
from services.extractor.readers.idioms.phrase import Phrase, phrase_at
from services.extractor.readers.idioms.swaps import FROM_EACH, swaps
from services.extractor.readers.idioms.tolls import tolls
from services.extractor.readers.idioms.words import STOPS

_SWAP_NOTES = ("swap", "swap, other side")
_LOOK_BACK = 40
"""Items before a number in which the noun that it leaves out is looked for."""
_FLOOR = 0.5
"""Readings below it are dropped: nothing but their own guess speaks for them."""
_LEVELS = frozenset({"killed", "injured", "missing"})
_CASUALTY = "casualty"
_SWAPPED = re.compile(r"\b(?:exchang|swapp|trad)(?:ed|ing)\b", re.I)
"""*Exchanged two spies for the release of six*."""
_AND = frozenset({"and", "&"})
_IS = frozenset({"are", "were", "is", "was"})
_NOUN_REACH = 9
"""Words after *are* in which the kind is named: *was a six-year-old boy*."""
_KIND_REACH = 5
"""Words before *are*: *seven of those wounded in the raid are*."""


def read_idioms(sentence: Sentence, numbers: Sequence[Number], bank: Bank) -> tuple[Reading, ...]:
    """What the surface of ``sentence`` says of ``numbers`` (all of that sentence, distractors included), in the order of the text.

    One reading per number and measure; two for *no casualties* and *nobody was killed or hurt*. Sides, places, dates and claimants are
    left open: a surface pattern that names the nearest country takes the wrong one too often. *several* and *a few* give no reading.
    ``notes`` say how a reading came about; *outdated* marks the level before (*up from 11*). Time is linear in the sentence.
    """
    if not any(number.distractor is None for number in numbers):
        return ()
    row, text = items_of(sentence, numbers), sentence.text
    counts = [at for at, item in enumerate(row) if item.number is not None]
    phrases = {at: phrase for at in counts if (phrase := phrase_at(row, at, bank, text)) is not None}
    _share_nouns(row, phrases, bank, text)
    _share_bodies(row, phrases)
    drafts: dict[int, Draft] = {}
    extra: list[Draft] = []
    for at, phrase in phrases.items():
        found = list(_no_casualties(row, phrase, bank)) or list(direct(row, phrase, bank, text))
        if found:
            drafts[at] = found[0]
            extra.extend(found[1:])
    drafts = {at: _settled(row, draft, bank) for at, draft in drafts.items()}
    for draft in tolls(row, phrases, drafts, bank):
        drafts[draft.phrase.at] = draft
    made_up(row, phrases, drafts)
    fronted(row, phrases, drafts, bank)
    spread(row, phrases, drafts, bank, text)
    for draft in swaps(row, phrases, drafts, bank, text):
        drafts[draft.phrase.at] = draft
    spread(row, phrases, drafts, bank, text)
    drafts = {at: _settled(row, draft, bank) for at, draft in drafts.items()}
    _drop_wholes(drafts)
    finished = (
        _reading(sentence, row, draft, bank)
        for draft in (*drafts.values(), *extra)
        if draft.confidence >= _FLOOR and not draft.phrase.number.is_faint
    )
    return tuple(sorted(finished, key=lambda reading: (reading.number.span, reading.measure)))


def _no_casualties(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Iterator[Draft]:
    """*There were no casualties*: nobody dead and nobody hurt."""
    if phrase.number.high != 0 or phrase.noun is None or phrase.noun.base != _CASUALTY:
        return
    for measure in ("killed", "injured"):
        trigger = bank.measures[measure].triggers[0]
        yield drafted(phrase, trigger, row[phrase.at].start, row[phrase.right - 1].end, note="no casualties", confidence=LIKELY)


def _share_nouns(row: Sequence[Item], phrases: dict[int, Phrase], bank: Bank, text: str) -> None:
    """*45 Ethiopian and 150 Eritrean soldiers*: the noun is said once."""
    order = sorted(phrases)
    for at, following in zip(reversed(order[:-1]), reversed(order[1:]), strict=True):
        phrase, lead = phrases[at], phrases[following]
        if (
            not phrase.foreign
            or phrase.right - at != 2
            or lead.noun is None
            or lead.left != phrase.right + 1
            or row[phrase.right].word not in _AND
        ):
            continue
        printed = text[row[at + 1].start : row[at + 1].end]
        if any(alias.form == "adjective" for alias in bank.aliases_by_text.get(printed, ())):
            unit = phrase.unit if phrase.unit == "bodies" else lead.unit
            phrases[at] = replace(phrase, noun=lead.noun, unit=unit, group=lead.group, foreign=False)


def _share_bodies(row: Sequence[Item], phrases: dict[int, Phrase]) -> None:
    """*the remains of 14 soldiers and nine civilians*: what they are the remains of is joined, the word is said once."""
    order = sorted(phrases)
    for at, following in pairwise(order):
        phrase, other = phrases[at], phrases[following]
        gap = row[phrase.right : other.left]
        of_bodies = phrase.unit == "bodies" and (phrase.noun is None or phrase.noun.unit == "persons")
        joined = bool(gap) and all(item.word in _AND or item.word == "," for item in gap)
        if of_bodies and joined and other.noun is not None and other.noun.unit == "persons":
            phrases[following] = replace(other, unit="bodies")


def _drop_wholes(drafts: dict[int, Draft]) -> None:
    """*Thirty of the 98 hostages are dead*: what is said of the part is not said of the whole, which *ten of the 26 deaths* does say."""
    by_number = {draft.phrase.number: at for at, draft in drafts.items()}
    for draft in tuple(drafts.values()):
        whole = draft.phrase.number.of_whole
        at = by_number.get(whole) if whole is not None else None
        if at is not None and at in drafts and "head" not in drafts[at].notes and drafts[at].trigger.measure == draft.trigger.measure:
            del drafts[at]


def _settled(row: Sequence[Item], draft: Draft, bank: Bank) -> Draft:
    """The unit of a number that names none, from the last fitting noun before it; of *delivered 27*, whether bodies or persons."""
    phrase, trigger = draft.phrase, draft.trigger
    if phrase.noun is not None or phrase.unit != "unknown":
        return draft
    units = [
        noun.unit for item in row[max(0, phrase.left - _LOOK_BACK) : phrase.left] if item.is_word and (noun := bank.nouns.get(item.word))
    ]
    if trigger.measure == "released":
        twin = next(
            (t for t in bank.triggers_by_form.get(trigger.form, ()) if t.measure == "bodies_returned" and t.kind == trigger.kind), None
        )
        near = [unit for unit in units if unit in ("persons", "bodies")]
        if twin is not None and near[-1:] == ["bodies"]:
            return draft.with_(trigger=twin, unit="bodies")
        sure = near or len(trigger.words) > 1 or not trigger.weak or phrase.number.pair
        return draft if sure else draft.with_(confidence=min(draft.confidence, FROM_EACH))
    settled = "by place" in draft.notes and trigger.only  # "60 bodies were taken to one morgue, 21 to another"
    if trigger.weak and trigger.units == frozenset({"persons"}) and not settled and "persons" not in units[-1:] and len(trigger.words) == 1:
        return draft.with_(confidence=FAINT)  # "five were burnt out": lorries, for all that is known
    if draft.unit == "unknown":
        fitting_units = [unit for unit in units if unit in trigger.units]
        return draft.with_(unit=fitting_units[-1]) if fitting_units else draft.with_(confidence=min(draft.confidence, FROM_EACH))
    return draft


def _reading(sentence: Sentence, row: Sequence[Item], draft: Draft, bank: Bank) -> Reading:
    base, text, phrase = sentence.span.start, sentence.text, draft.phrase
    start, end = row[phrase.left].start, row[phrase.right - 1].end
    before, after = clause_around(text, min(start, draft.first), max(end, draft.last))
    beside = text[max(0, start - 90) : start]
    of_each = each_side(before if draft.first >= start else f"{before} {beside}"[-120:], text[end : end + 90])
    swap = next((note for note in draft.notes if note in _SWAP_NOTES), None)
    if swap:
        other = next((item.end for item in row[phrase.at : phrase.at + _LOOK_BACK] if item.number == phrase.number.pair), end)
        status = formula_status(text[max(0, start - 90) : start], text[other : other + 90])
        of_each = swap == "swap" and _equal(phrase.number)
    else:
        status = status_of(before, draft.link, after, zero=phrase.number.high == 0, infinitive=_is_infinitive(draft))
        given = before.rstrip().removesuffix(" the")
        transfer = draft.trigger.measure in ("released", "bodies_returned")
        lists = given.endswith(" for") and not given.endswith((" exchange for", " return for")) and not _SWAPPED.search(text, 0, start)
        if transfer and status == "happened" and "of" in draft.notes and lists:
            status = "planned"  # "lists for the exchange of 1,000"
        if status == "planned" and draft.trigger.measure == "missing":
            status = "happened"  # "may still be buried there": they are missed now
    between = text[draft.last : start] if "toll" in draft.notes and draft.last < start else ""
    mode = _mode(draft, before, text[draft.first : draft.last], between, text[end : end + 90])
    noun = phrase.noun_item
    return Reading(
        reader="idiom",
        sentence=sentence.index,
        measure=draft.trigger.measure,
        unit=draft.unit,
        number=phrase.number,
        each_side=of_each,
        both_sides=not of_each and draft.trigger.measure == "released" and both_sides(before, text[end : end + 60]),
        group=_kind_after(row, phrase, bank) or draft.group,
        status=status,
        mode=mode,
        perspective=draft.trigger.view,
        trigger=Span(draft.first + base, draft.last + base),
        noun=Span(row[noun[0]].start + base, row[noun[1] - 1].end + base) if noun else None,
        confidence=draft.confidence,
        notes=draft.notes,
    )


def _is_infinitive(draft: Draft) -> bool:
    """Whether the trigger has its base form: *is to free 40 and give back 12*."""
    return draft.trigger.kind == "verb" and draft.trigger.form == draft.trigger.base.lower()


def _mode(draft: Draft, before: str, trigger: str, between: str, after: str) -> Mode:
    if draft.part:
        return "part"
    # "raising the number of dead to 58" is a new level of one happening; the number of those freed runs over all exchanges.
    running = "toll" in draft.notes and draft.trigger.measure not in _LEVELS
    return mode_of(f"{before}{trigger}{between}" if running else f"{before}{between}", after)


def _equal(number: Number) -> bool:
    return number.pair is not None and (number.low, number.high) == (number.pair.low, number.pair.high)


def _kind_after(row: Sequence[Item], phrase: Phrase, bank: Bank) -> Group | None:
    """What kind *seven of the wounded are children* makes of the seven; None where no kind of person is said of them."""
    if not (phrase.definite or phrase.anaphor):
        return None
    at = phrase.right  # "seven of those wounded in the raid are": where it happened may stand between
    while at < len(row) and at - phrase.right < _KIND_REACH and row[at].is_word and row[at].word not in _IS:
        at += 1
    if at >= len(row) or row[at].word not in _IS:
        return None
    for step in range(at + 1, min(len(row), at + _NOUN_REACH)):
        if row[step].word == "-" or row[step].number is not None:
            continue  # "one of the dead was a six-year-old boy"
        if not row[step].is_word or row[step].word in STOPS:
            return None
        noun = bank.nouns.get(" ".join(item.word for item in row[step : step + 2])) or bank.nouns.get(row[step].word)
        if noun is not None and noun.unit == "persons":
            return noun.group if noun.group != "all" else "other"
    return None
