"""What numbers say of two accounts being of one happening."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import IntEnum
from math import prod

from schemas.figure import Measure
from services.aggregator.claims import STOCKS, Number, Size

RISE = 3
"""An unplaced toll may be this many times another and still be its earlier or later state; beyond that it is another attack."""
COINCIDENCE = 100
"""Equal numbers of two measures whose product reaches this are no chance: two unrelated happenings of one country and day would share,
say, 7 dead and 66 hurt once in thousands of times. Nor is one such number, unless it is round: round ones abound."""


TELLING = 20
"""An equal number of this size and more is rarely chance between places of which one may hold the other; small tolls repeat daily."""


REPEATED = 5
"""An equal number of this size and more, said of a town without a day, is that of the happening that has it, not of one with others."""


KINDRED = 1.25
"""Two large tolls of one place and day that differ by no more than this factor are states of one, whomever their stories blame."""


class Evidence(IntEnum):
    """What the numbers of an account and a cluster say of their being the same."""

    APART = 0
    SILENT = 1
    NEAR = 2
    EQUAL = 3


def comparable(a: Size, b: Size) -> bool:
    """Whether two numbers count the same sort of thing for the same side."""
    return a.measure == b.measure and a.unit == b.unit and (a.side is None or b.side is None or a.side == b.side)


def evidence(mine: Iterable[Size], theirs: Collection[Size]) -> Evidence:
    """What the numbers say. Nobody (0) and somebody are apart: that no one was hurt holds for the place named only.

    A number of all and one of a group can be the same, but are not apart for being different. An outdated number counts where it is equal.
    """
    found = Evidence.SILENT
    for size in mine:
        shared = [b for b in theirs if comparable(size, b)]
        alike = [b for b in shared if b.group == size.group]
        grade = max((_alike(size, b) for b in alike or shared), default=Evidence.SILENT)
        if grade is Evidence.EQUAL:
            return grade
        if size.outdated:
            continue
        if not alike or size.measure in STOCKS:
            grade = max(grade, Evidence.SILENT)  # a stock falls as fast as it likes
        found = Evidence.APART if Evidence.APART in (grade, found) else max(found, grade)
    return found


def _alike(a: Size, b: Size) -> Evidence:
    if a.best is not None and a.best == b.best and a.best > 1:
        return Evidence.EQUAL
    if a.meets(b):
        return Evidence.NEAR
    small, large = sorted((a.low if a.best is None else a.best, b.low if b.best is None else b.best))
    return Evidence.NEAR if small > 0 and large <= RISE * small else Evidence.APART


def same_large(mine: Iterable[Size], theirs: Collection[Size], least: int = TELLING) -> bool:
    """Whether a number of both is equal and no less than ``least``."""
    return any(
        a.best is not None and a.best >= least and a.best == b.best and a.group == b.group and comparable(a, b)
        for a in mine
        for b in theirs
    )


def kindred(mine: Iterable[Size], theirs: Collection[Size]) -> bool:
    """Whether a number of both is TELLING and much the same, as a toll is from one day to the next."""
    large = [b for b in theirs if b.best is not None and b.best >= TELLING]
    for a in mine:
        if a.best is None or a.best < TELLING:
            continue
        for b in large:
            if a.group == b.group and comparable(a, b) and b.best and max(a.best, b.best) <= KINDRED * min(a.best, b.best):
                return True
    return False


def adds_up(mine: Iterable[Size], more: Collection[Size], theirs: Collection[Size]) -> bool:
    """Whether a number of ``mine`` is one of ``theirs`` and one of ``more``: *three patients died, bringing the dead to 12* after nine."""
    return any(
        a.best is not None and b.best is not None and b.best > 1 and a.best - b.best == new.best and a.group == new.group == b.group
        for a in mine
        for new in more
        if comparable(a, new) and new.best
        for b in theirs
        if comparable(a, b)
    )


def rises(mine: Iterable[Size], theirs: Collection[Size]) -> bool:
    """Whether the dead of ``mine`` can be those of ``theirs`` and a few more."""
    known = [b for b in theirs if b.measure == "killed" and b.best]
    for a in mine:
        for b in known:
            if a.best and b.best and b.best <= a.best <= RISE * b.best and a.group == b.group and comparable(a, b):
                return True
    return False


def coincide(shared: Iterable[Number]) -> bool:
    """Whether the numbers that two clusters share are such that no chance explains them (COINCIDENCE)."""
    greatest: dict[Measure, int] = {}
    for measure, _, _, _, best in shared:
        greatest[measure] = max(best, greatest.get(measure, 0))
    telling = len(greatest) > 1 or any(number % 10 for number in greatest.values())
    return telling and prod(greatest.values()) >= COINCIDENCE


def same_swap(mine: Collection[Size], theirs: Collection[Size]) -> bool:
    """Whether two stories give one swap: the same number for each of two sides, and no other number for either."""
    pairs = [(a, b) for a in mine for b in theirs if comparable(a, b) and a.group == b.group]
    return len({a.side for a, b in pairs if a.side == b.side}) > 1 and all(a.best is not None and a.best == b.best for a, b in pairs)


def takes_in(mine: Iterable[Size], parts: Collection[Collection[Size]]) -> bool:
    """Whether the numbers could take in those of all the parts together."""
    shared = False
    for size in mine:
        if size.outdated:
            continue
        total = sum(max((b.best or b.low for b in part if comparable(size, b) and not b.outdated), default=0) for part in parts)
        shared |= total > 0
        if total > (size.best if size.best is not None else size.low):
            return False
    return shared
