"""Phases spread over a story, and the agreed exchange that they carry out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.event import Programme
from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.phases import find_phases, find_programme, programme_label

_BATCHES = re.compile(r"\b(?:batch|batches|phase|phases|stage|stages|round|rounds|over (?:two|three|several|the next|\w+ )?(?:days|weekend)|first (?:day|group)|day (?:one|two))\b", re.I)


def settle_programme(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> list[Fact]:
    """Facts with their phase by day, and with the programme that they belong to."""
    settled = [_with_phase(fact, facts, context) for fact in facts]
    programme = context.programme or _agreed(settled)
    if programme is None:
        return settled
    sizes = set(programme.size.values()) | {int(part.replace(",", "")) for part in programme.label.split("-for-")}
    days = sorted(day for fact in settled if _carries_out(fact) and (day := fact.when.start) is not None)
    last = sorted(day for fact in settled if fact.reading.measure == "released" and fact.status == "planned" and (day := fact.when.end) is not None)
    batches = bool(days) or any(_BATCHES.search(passage.sentence.text) for passage in passages)
    return [_in_programme(fact, programme, sizes, days, last, batches) for fact in settled]


def _with_phase(fact: Fact, facts: Sequence[Fact], context: Context) -> Fact:
    """The phase that the story numbers that day's exchange with."""
    if fact.reading.measure != "released" or fact.phase is not None or fact.mode == "cumulative" or context.live or fact.when.start is None:
        return fact
    same_day = {
        other.phase
        for other in facts
        if other.phase is not None and other.reading.measure == "released" and other.when.start == fact.when.start and other.when.end == fact.when.end
    }
    return fact.with_(phase=same_day.pop()) if len(same_day) == 1 else fact


def _carries_out(fact: Fact) -> bool:
    return fact.reading.measure == "released" and fact.status == "happened" and fact.phase is not None and fact.mode != "cumulative"


def _agreed(facts: Sequence[Fact]) -> Programme | None:
    """The agreed exchange where the story gives no formula: as many from each side, still to come, said of the whole."""
    sizes = [
        (fact.reading.number.low, fact.parties)
        for fact in facts
        if fact.reading.measure == "released" and fact.status == "planned" and len(fact.parties) == 2 and fact.side and fact.reading.number.qualifier == "exact"
    ]
    each = [size for size, parties in sizes if sum(1 for other, _ in sizes if other == size) >= 2]
    if not each or not any(_carries_out(fact) for fact in facts):
        return None
    size = max(each)
    parties = next(parties for other, parties in sizes if other == size)
    return Programme(label=programme_label(size, size), size=dict.fromkeys(parties, size))


def _in_programme(fact: Fact, programme: Programme, sizes: set[int], days: list[date], last: list[date], batches: bool) -> Fact:
    if fact.reading.measure != "released":
        return fact
    whole = fact.reading.number.low in sizes and fact.reading.number.high in (*sizes, None) and fact.mode != "part"
    if whole and fact.status in ("planned", "happened"):
        mode = "cumulative" if batches else fact.mode
        when = fact.when
        if days and (fact.status == "planned" or when.basis == "publication"):
            end = max([*days, *(day for day in last if day >= days[0])]) if fact.status == "planned" else days[-1]
            when = When(start=days[0], end=max(end, days[0]), precision="span", basis="relative", phrase=when.phrase)
        return fact.with_(programme=programme, mode=mode, when=when, phase=None)
    if fact.phase is not None or (fact.when.start is not None and days and days[0] <= fact.when.start <= days[-1]):
        return fact.with_(programme=programme)
    return fact


__all__ = ["find_phases", "find_programme", "settle_programme"]
