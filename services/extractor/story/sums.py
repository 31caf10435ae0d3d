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
    return _parts_by_place(settled)


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
