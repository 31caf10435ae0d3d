"""The day of an older happening that a report comes back to: *43 were killed in a raid last year*, and three sentences on *on 6 August*."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.bank.happenings import Happenings
from services.extractor.fact import Fact
from services.extractor.model import DateMention
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.grounds import related
from services.extractor.story.incidents import is_apart
from services.extractor.story.senses import sense_of
from services.extractor.story.whens import as_when

_LEAD = 3
"""Sentences, the headline's among them, in which such a story says what it comes back to."""
_REACH = 20
"""Sentences of the body within which it gives the day."""
_RECENT = timedelta(days=31)
_FEW_DAYS = timedelta(days=3)
_VAGUE = ("month", "year")
_COUNTED_BACK = re.compile(r"\b(?:ago|earlier|before)\Z", re.I)
_YEARS_OFF, _MONTHS_OFF = timedelta(days=300), timedelta(days=25)
"""*Two years ago*, *five months ago* are not counted to the day."""
_MEASURES = ("killed", "injured", "missing", "abducted")
_SENSES = ("owned", "happened", "bare")
"""What a day may tell to be that of the happening, the surest first."""


def settle_older(facts: Sequence[Fact], passages: Sequence[Passage], *, day: date, words: Happenings) -> list[Fact]:
    """The facts, those that the lead gives a month or a year on the day that the body gives it, and those of the story that have no time
    of their own likewise. Nothing is moved where the lead has news of its own.
    """
    lead = [fact for fact in facts if fact.sentence.index <= _LEAD and _is_harm(fact) and fact.mode != "cumulative"]
    if any(_is_news(fact, day) for fact in lead):
        return list(facts)
    for fact in lead:
        if (period := _period_of(fact.when)) is not None and day - period[0] > _RECENT:
            found = _day_within(period, passages, words)
            if found is not None:
                return [_settled(other, fact, found) for other in facts]
    return list(facts)


def settle_told_twice(facts: Sequence[Fact]) -> list[Fact]:
    """*A 2024 derailment that took eight lives*, and below *eight people were killed last May*: the same, on the closer of the times."""
    dated: dict[tuple[object, ...], list[When]] = defaultdict(list)
    for fact in facts:
        if _is_harm(fact) and _span(fact.when) is not None:
            dated[_told(fact)].append(fact.when)
    return [
        fact.with_(when=closer) if _is_harm(fact) and (closer := _closer(fact.when, dated.get(_told(fact), ()))) is not None else fact
        for fact in facts
    ]


def _told(fact: Fact) -> tuple[object, ...]:
    number = fact.reading.number
    return fact.reading.measure, fact.reading.unit, number.low, number.high, fact.side, fact.mode


def _span(when: When) -> tuple[date, date] | None:
    return (when.start, when.end) if when.start is not None and when.end is not None and when.phrase else None


def _closer(when: When, others: Sequence[When]) -> When | None:
    """The shortest of the ``others`` that lies within a year or a month told; None where that is as close as it gets."""
    own = _span(when)
    if own is None or when.precision not in _VAGUE or len(others) < _TWICE:
        return None
    within = [(span[1] - span[0], other) for other in others if (span := _span(other)) and own[0] <= span[0] and span[1] <= own[1]]
    least, found = min(within, key=lambda item: item[0])
    return found if least < own[1] - own[0] else None


_TWICE = 2


def _is_harm(fact: Fact) -> bool:
    return family_of(fact.reading) == "harm" and fact.reading.measure in _MEASURES and fact.status in ("happened", "denied")


def _is_news(fact: Fact, day: date) -> bool:
    """Whether the sentence itself gives the figure a day of late."""
    last = fact.when.end or fact.when.start
    return bool(fact.when.phrase) and fact.when.precision not in _VAGUE and last is not None and day - last <= _RECENT


def _period_of(when: When) -> tuple[date, date] | None:
    if when.precision not in _VAGUE or when.start is None or when.end is None or not when.phrase:
        return None
    if _COUNTED_BACK.search(when.phrase):
        around = _YEARS_OFF if when.precision == "year" else _MONTHS_OFF
        return when.start - around, when.end + around
    return when.start, when.end


def _day_within(period: tuple[date, date], passages: Sequence[Passage], words: Happenings) -> DateMention | None:
    """The first of the surest: called by its happening before told of it, before one that no verb claims."""
    found: list[tuple[int, int, DateMention]] = []
    for passage in passages:
        if passage.sentence.kind not in ("body", "bullet") or passage.sentence.index > _REACH or is_apart(passage):
            continue
        for mention in _days(passage):
            if mention.start is None or mention.end is None or not period[0] <= mention.start <= mention.end <= period[1]:
                continue
            sense = sense_of(passage, mention, words)
            if sense in _SENSES:
                found.append((_SENSES.index(sense), passage.sentence.index, mention))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _days(passage: Passage) -> Iterator[DateMention]:
    for mention in passage.dates:
        if mention.start is None or mention.end is None or mention.as_of or mention.forward:
            continue
        if mention.precision in ("day", "time", "span") and mention.end - mention.start <= _FEW_DAYS:
            yield mention


def _settled(fact: Fact, lead: Fact, found: DateMention) -> Fact:
    if not _is_harm(fact) or fact.mode == "cumulative":
        return fact
    own = _period_of(fact.when)
    if own is not None and found.start is not None and own[0] <= found.start <= own[1]:
        return fact.with_(when=as_when(found))
    undated = fact.when.basis == "publication" and not fact.when.phrase
    there = fact.where is None or lead.where is None or related(fact.where, lead.where)
    return fact.with_(when=as_when(found).model_copy(update={"phrase": ""})) if undated and there else fact
