"""What each of two sides lost in one fight: *eleven soldiers and 15 militiamen were killed*, where 26 died in all.

Each side's number is the whole of its own, and the number of all belongs to no side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.within import noun_of

_HARM = ("killed", "injured")
_SOME = frozenset({"partial", "definite", "anaphor", "part of antecedent", "of them", "of last"})
"""Some of another figure by its own words."""
_OF_EITHER_SIDE = ("combatants", "combatant")
_MAX_PAIRS = 20
"""Sentences that count both sides' losses; who writes more sends a table."""


def settle_both_sides(facts: Sequence[Fact]) -> list[Fact]:
    """The losses of the two sides of one sentence are no shares of a sum over both, nor of what the fighting has cost over days."""
    settled = list(facts)
    for i, j in _pairs(facts)[:_MAX_PAIRS]:
        one, other = settled[i], settled[j]
        total = one.reading.number.low + other.reading.number.low
        sums = [k for k, whole in enumerate(settled) if k not in (i, j) and _counts_both(whole, one, other)]
        wholes = [k for k in sums if (settled[k].reading.number.best or settled[k].reading.number.low) == total]
        for k in wholes:
            settled[k] = settled[k].with_(side=None, by=None)
        if wholes or (sums and all(settled[k].mode == "cumulative" for k in sums) and one.says_when and other.says_when):
            for k in (i, j):
                if settled[k].mode == "part":
                    settled[k] = settled[k].with_(mode="increment")
    return settled


def _pairs(facts: Sequence[Fact]) -> list[tuple[int, int]]:
    """The figures of a sentence that count what either side lost to the other, where the sentence counts no third."""
    counted: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure in _HARM and fact.side is not None and fact.reading.number.high != 0 and fact.status == "happened":
            counted[(fact.reading.measure, fact.sentence.index)].append(i)
    twos = [tuple(members) for members in counted.values() if len(members) == 2]
    return [(i, j) for i, j in twos if _are_opposed(facts[i], facts[j])]


def _are_opposed(one: Fact, other: Fact) -> bool:
    """Whether the one figure is of what the other's side did, told alike and of nobody counted before."""
    own = _SOME.isdisjoint(one.reading.notes) and _SOME.isdisjoint(other.reading.notes)
    return (
        own and one.side != other.side and one.side == other.by and other.side in (one.by, None) and one.mode == other.mode != "cumulative"
    )


def _counts_both(whole: Fact, one: Fact, other: Fact) -> bool:
    """Whether a number of people of any kind, told elsewhere and of the same days, holds both sides' losses."""
    if (whole.reading.measure, whole.status) != (one.reading.measure, one.status) or whole.mode == "part":
        return False
    if whole.reading.group != "all" and noun_of(whole) not in _OF_EITHER_SIDE:
        return False
    if whole.sentence.index == one.sentence.index or whole.reading.number.low < one.reading.number.low + other.reading.number.low:
        return False
    first, last, day = whole.when.start, whole.when.end, one.when.start
    return last is not None and day is not None and (first or day) <= day <= last
