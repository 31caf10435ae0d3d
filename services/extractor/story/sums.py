"""Figures that add up: totals of several days, and shares by place of one whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations

from schemas.figure import When
from services.extractor.fact import Fact

_MAX_DAYS = 7
"""Longer runs are never added up in a news story; it also bounds the subsets that are tried."""

Slot = tuple[str, str, str | None]


def settle_sums(facts: Sequence[Fact]) -> list[Fact]:
    """Marks totals (*1,000 on each side, 390 on Friday, 307 on Saturday and 303 on the last day*) as running over those days, and
    figures by place that make up a figure of the story as its parts."""
    settled = [_as_total(fact, facts) for fact in facts]
    return _parts_of_totals(_parts_by_kind(_parts_by_place(settled)))


def _slot(fact: Fact) -> Slot:
    return fact.reading.measure, fact.reading.unit, fact.side


def _as_total(fact: Fact, facts: Sequence[Fact]) -> Fact:
    number = fact.reading.number
    if fact.status != "happened" or fact.mode != "increment" or number.low != number.high or fact.reading.measure not in ("released", "bodies_returned"):
        return fact
    by_day: dict[date, int] = {}
    for other in facts:
        day, counted = other.when.start, other.reading.number
        if (
            _slot(other) == _slot(fact) and other is not fact and other.status == "happened" and other.mode == "increment" and day is not None
            and day == other.when.end and counted.low == counted.high and counted.low < number.low
        ):
            by_day[day] = max(by_day.get(day, 0), counted.low)
    days = sorted(by_day)[-_MAX_DAYS:]
    for size in range(len(days), 1, -1):
        for chosen in combinations(days, size):
            if sum(by_day[day] for day in chosen) == number.low:
                when = When(start=chosen[0], end=chosen[-1], precision="span", basis="relative", phrase=fact.when.phrase)
                return fact.with_(mode="cumulative", when=when, phase=None, since=chosen[0])
    return fact


def _parts_of_totals(facts: list[Fact]) -> list[Fact]:
    """*1,000 people returned, 880 of them servicemen*: parts ran over the days of their whole."""
    totals = [fact for fact in facts if fact.mode == "cumulative" and fact.status == "happened"]
    return [
        fact.with_(when=whole.when)
        if fact.mode == "part" and (whole := next((t for t in totals if t.sentence.index == fact.sentence.index and _slot(t) == _slot(fact)), None))
        else fact
        for fact in facts
    ]


def _parts_by_kind(facts: list[Fact]) -> list[Fact]:
    """*112 were stopped: 74 shot down and 38 lost*; *128 were shot down and 117 vanished*: what fell and what was jammed make one whole."""
    settled = list(facts)
    for i, fact in enumerate(facts):
        if fact.mode != "increment" or fact.reading.measure not in ("intercepted", "launched"):
            continue
        here = [f for f in facts if f is not fact and _slot(f) == _slot(fact) and f.sentence.index == fact.sentence.index]
        wholes = [f for f in here if f.span.start < fact.span.start and f.reading.number.low > fact.reading.number.low]
        shares = [f for f in here if "partial" in f.reading.notes]
        if fact.reading.measure == "intercepted" and shares and "partial" not in fact.reading.notes:
            apart = [f for f in wholes if sum(s.reading.number.low for s in shares) + fact.reading.number.low == f.reading.number.low]
            bigger = any(f.reading.number.low < fact.reading.number.low for f in shares) and not wholes and _makes_whole(fact, shares)
            if apart or (wholes == [] and not bigger and shares[0].span.start > fact.span.start):
                settled[i] = fact.with_(mode="part")
    return settled


def _makes_whole(fact: Fact, shares: Sequence[Fact]) -> bool:
    """Whether the shares are some of the fact's own: *45 were destroyed, 12 of them by jamming*."""
    return any("part of antecedent" in share.reading.notes for share in shares)


def _parts_by_place(facts: list[Fact]) -> list[Fact]:
    """*Four died in A, four in B, three in C and one in D*: together the twelve of the lead."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.where is not None and fact.mode == "increment" and fact.reading.number.low == fact.reading.number.high:
            groups[(_slot(fact), fact.sentence.index, fact.reading.group, fact.status)].append(i)
    for (slot, _, _, status), members in groups.items():
        places = {facts[i].where.name for i in members}  # type: ignore[union-attr]
        total = sum(facts[i].reading.number.low for i in members)
        if len(places) < 2 or len(places) < len(members):
            continue
        wholes = [other for i, other in enumerate(facts) if i not in members and _slot(other) == slot and other.status == status and other.reading.number.low == total]
        if wholes:
            for i in members:
                facts[i] = facts[i].with_(mode="part")
    return facts
