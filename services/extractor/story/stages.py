"""Stages of an exchange spread over a story: the day of each, and the phase of what was let go on that day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from schemas.figure import When
from services.extractor.dates.almanac import plus
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.passage import Passage
from services.extractor.story.context import Context, is_exchange
from services.extractor.story.phases import find_phases
from services.extractor.story.runs import LONGEST, is_going_on

OPENS = keyed(
    r"\b(?:open(?:s|ed|ing)?|beg[ai]ns?|start(?:s|ed|ing)?|kick(?:s|ed)? off|(?:the )?(?:start|beginning|opening) of)\b"
    r"(?: [\w'’-]+){0,8}? (?:exchange|swap|trade|handover|release)s?\b|"
    r"\b(?:exchange|swap|trade|handover|release)\b[^.;]{0,100} "
    r"(?:began|begins|started|starts|opened|opens|got under ?way|gets under ?way)\b",
    re.I,
)
"""*Opening what should become the largest exchange*: its first day."""
_LEAD_PARAGRAPHS = 1
_NEAR_PHASE = 40
"""Characters on each side of *the second day* in which a plan or another time would be its own."""
_AHEAD = re.compile(
    r"\b(?:will|would|next|due|expected|planned|scheduled|postpon\w+|delay\w+|put off|cancel\w+|called off|halted|"
    r"before|after|follow|since|in \w+ (?:months|weeks|years))\b",
    re.I,
)


def settle_phases(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> list[Fact]:
    """Facts with the phase that the story gives their day, and phases with the day that it gives them."""
    ordered = _each_of_its_day(_phases_in_order(facts))
    told = _told_phases(ordered, passages, context)
    return [_with_phase(fact, ordered, told, context) for fact in ordered]


def _phases_in_order(facts: Sequence[Fact]) -> list[Fact]:
    """*In the first and second stages, 390 and 307 respectively*: as many phases as numbers, one each, in order."""
    settled = list(facts)
    for index in {fact.sentence.index for fact in facts if "respectively" in fact.sentence.text.lower()}:
        here = [i for i, fact in enumerate(settled) if fact.sentence.index == index and fact.reading.measure == "released"]
        phases = [number for _, number, _ in find_phases(next(settled[i] for i in here).sentence.text)] if here else []
        starts = sorted({settled[i].span.start for i in here})
        if phases and len(starts) == len(phases):
            for i in here:
                settled[i] = settled[i].with_(phase=phases[starts.index(settled[i].span.start)], when=When())
    return settled


def _each_of_its_day(facts: Sequence[Fact]) -> list[Fact]:
    """*The first round on Friday saw 39 go home, followed by 30 on Saturday*: the phase is that of the day it stands beside."""
    settled = list(facts)
    for index in {fact.sentence.index for fact in facts if fact.phase is not None and fact.phase_label}:
        here = [i for i, f in enumerate(settled) if f.sentence.index == index and f.phase is not None and f.phase_label]
        for phase in {settled[i].phase for i in here}:
            of_it = [i for i in here if settled[i].phase == phase]
            text, start = settled[of_it[0]].sentence.text, settled[of_it[0]].sentence.span.start
            at = start + max(0, text.find(settled[of_it[0]].phase_label))
            days = {settled[i].when.start for i in of_it if settled[i].when.phrase and settled[i].when.start == settled[i].when.end}
            if len(days) < 2:
                continue
            nearest = min(of_it, key=lambda i: abs(settled[i].span.start - at))
            for i in of_it:
                if settled[i].when.start != settled[nearest].when.start:
                    settled[i] = settled[i].with_(phase=None, phase_label="")
    return settled


def _told_phases(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> dict[date, set[int]]:
    """Phases that sentences without a number give to days: *Second day of record exchange*, over a story of that day's releases."""
    lead = next((f.when.start for f in facts if f.reading.measure == "released" and f.status == "happened" and f.mode == "increment"), None)
    told: dict[date, set[int]] = defaultdict(set)
    if lead is not None and _is_opened(passages, context):
        told[lead].add(1)
    for passage in passages:
        text = passage.sentence.text
        found = find_phases(text)
        phases = {number for _, number, _ in found}
        if passage.readings or len(phases) != 1 or not is_exchange(text):
            continue
        at, _, label = found[0]
        if _AHEAD.search(text, max(0, at - _NEAR_PHASE), at + len(label) + _NEAR_PHASE):
            continue
        near = sorted(passage.dates, key=lambda mention: abs(passage.local(mention.span).start - at - len(label)))
        days = [mention.start for mention in near if mention.start is not None and mention.precision == "day"][:1]
        if not days and lead is not None and (passage.sentence.kind == "headline" or passage.sentence.paragraph <= _LEAD_PARAGRAPHS):
            days = [lead]
        if len(days) == 1 and days[0] <= context.day:
            told[days[0]] |= phases
    return told


def _is_opened(passages: Sequence[Passage], context: Context) -> bool:
    """Whether the story leads with the beginning of an exchange that more days are to follow."""
    lead = [p for p in passages if p.sentence.kind == "headline" or p.sentence.paragraph <= _LEAD_PARAGRAPHS]
    if not any(OPENS.search(p.sentence.text) and not find_phases(p.sentence.text) for p in lead):
        return False
    return is_going_on(passages, context)


def _with_phase(fact: Fact, facts: Sequence[Fact], told: Mapping[date, set[int]], context: Context) -> Fact:
    """The phase that the story numbers that day's exchange with, or the day of the phase that it numbers."""
    if fact.reading.measure != "released" or fact.mode == "cumulative" or context.live:
        return fact
    numbered = [other for other in facts if other.phase is not None and other.reading.measure == "released" and other.mode != "cumulative"]
    if fact.phase is None and fact.when.start is not None:
        on_day = [
            other
            for other in numbered
            if (other.when.start, other.when.end) == (fact.when.start, fact.when.end) and (other.status == "happened" or other.when.phrase)
        ]
        same_day = {other.phase for other in on_day if other.when.phrase} or {other.phase for other in on_day}
        if not same_day and fact.status == "happened" and fact.when.start == fact.when.end:
            same_day = set(told.get(fact.when.start, ()))
        if fact.status == "planned" and not fact.when.phrase:
            same_day = {other.phase for other in on_day if other.status == "planned" and other.when.phrase}
            # what is agreed has no day yet, whatever happened on the story's; but "14 are on the list" of what is to come today
        return fact.with_(phase=same_day.pop()) if len(same_day) == 1 else fact
    if fact.phase is not None and (fact.when.start is None or not fact.when.phrase):
        days = {other.when.start for other in numbered if other.phase == fact.phase and other.when.start and other.when.phrase}
        first = {
            other.when.start
            for other in facts
            if other.reading.measure == "released" and other.mode == "cumulative" and other.when.start and other.status == "happened"
            if context.day - other.when.start <= LONGEST
        }
        if not days:
            days = _days_counted(fact.phase, numbered) if "day" in fact.phase_label else set()
        if not days and len(first) == 1:
            days = {plus(next(iter(first)), fact.phase - 1)}
        if len(days) == 1:
            day = days.pop()
            return fact.with_(when=When(start=day, end=day, precision="day", basis="relative"))
    return fact


def _days_counted(phase: int, numbered: Sequence[Fact]) -> set[date]:
    """The day of *on the first day*, in a story of *today, the second day*."""
    told = ((other.when.start, other.phase) for other in numbered if "day" in other.phase_label and other.when.phrase)
    return {plus(start, phase - number) for start, number in told if start is not None and number is not None}
