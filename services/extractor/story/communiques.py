"""The period of a communiqué: its lead counts several deeds over a week or a month, and every figure below is of that period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from schemas.figure import Measure, When
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.passage import Passage
from services.extractor.record import record

_LEAD = 2
"""Sentences of the body in one of which the period is told."""
_SHORTEST = timedelta(days=3)
"""From the first day to the last: what took fewer days may be one happening."""
_DEEDS: frozenset[Measure] = frozenset({"killed", "captured", "detained", "abducted", "released", "rescued", "injured", "missing"})
"""What forces, police or gangs account for."""
_BROKEN = re.compile(r";|\b(?:that|who|whom|which|where|when|after|before|because|since|including|among|of them|of whom)\b", re.I)
"""What parts one count of a sentence from the next: a relative clause, another time, some of the same."""
_OPERATIONS = re.compile(r"\boperations\b", re.I)
_IN_OPERATIONS = re.compile(r"(?:In|During|Over the course of) (?:the |these |those |its |their )?(?:same |ongoing )?operations\b")
"""*36 were killed in operations over the past week ... During operations, four soldiers died*: in that week."""
_AT_ONCE = re.compile(r"\b(?:when|after|where)\b", re.I)
"""*Died when a truck hit a mine*: one happening."""
_DOING = re.compile(r"(?:,|\band) \Z")
"""*Raided camps, killing 20*: what stands after these and ends in *-ing* tells what was done and names no happening."""


@record(frozen=True, slots=True)
class Communique:
    """``totals`` are the figures of the ``sentence`` that tells the period ``when``."""

    sentence: int
    when: When
    totals: tuple[Fact, ...]
    of_operations: bool = False
    """The lead counts one deed of operations: only what is told of *during operations* is of their time."""


def settle_communique(facts: Sequence[Fact], passages: Sequence[Passage], bank: Bank) -> list[Fact]:
    """The facts of a communiqué over its period: those of its lead are sums, those below with no day of their own parts of these or sums
    too. One happening told below (*a bomb killed two*) stays what it is.
    """
    told = _communique(facts, passages, bank)
    if told is None:
        return list(facts)
    dated = {passage.sentence.index for passage in passages if any(m.precision in ("day", "time") for m in passage.dates)}
    return [_over_period(fact, told, dated, bank) for fact in facts]


def _communique(facts: Sequence[Fact], passages: Sequence[Passage], bank: Bank) -> Communique | None:
    leads = [passage.sentence.index for passage in passages if passage.sentence.kind == "body"][:_LEAD]
    for index in leads:
        counted = [fact for fact in facts if fact.sentence.index == index and fact.reading.measure in _DEEDS and fact.status == "happened"]
        period = next((fact for fact in counted if fact.mode == "cumulative" and fact.says_when and _is_long(fact.when)), None)
        if period is None:
            continue
        totals = tuple(fact for fact in counted if fact is period or _shares(fact, period, bank))
        if len({fact.reading.measure for fact in totals}) > 1:
            return Communique(index, period.when, totals)
        if _OPERATIONS.search(period.sentence.text) is not None:
            exact = next((fact for fact in facts if _is_exact_period(fact, period)), period)
            return Communique(index, exact.when, totals, of_operations=True)
    return None


def _is_exact_period(fact: Fact, period: Fact) -> bool:
    """*From March 31 to April 6*, told with the same number as *over the past week*."""
    same = (fact.reading.measure, fact.reading.number.low) == (period.reading.measure, period.reading.number.low)
    return same and fact.mode == "cumulative" and fact.when.basis == "stated" and _is_long(fact.when)


def _is_long(when: When) -> bool:
    return when.start is not None and when.end is not None and when.end - when.start >= _SHORTEST


def _shares(fact: Fact, period: Fact, bank: Bank) -> bool:
    """Whether one time is said of both, as of deeds told in one breath: *killed 18, captured 41 and freed nine in the past week*."""
    if fact.mode == "part" or (fact.says_when and fact.when.phrase != period.when.phrase):
        return False
    first, last = sorted((fact.span, period.span))
    between = fact.sentence.text[first.end - fact.sentence.span.start : last.start - fact.sentence.span.start]
    return _BROKEN.search(between) is None and not _names_happening(between, bank)


def _names_happening(text: str, bank: Bank) -> bool:
    """*In an ambush*, *the bombing*; not *raided camps, killing 20*."""
    found = bank.happenings.single.finditer(text)
    return any(not (match[0].endswith("ing") and _DOING.search(text, 0, match.start())) for match in found)


def _over_period(fact: Fact, told: Communique, dated: set[int], bank: Bank) -> Fact:
    if told.of_operations and _IN_OPERATIONS.match(fact.sentence.text) is None:
        return fact
    if any(fact is total for total in told.totals):
        return fact.with_(mode="cumulative", when=told.when, since=told.totals[0].since)
    if fact.sentence.index <= told.sentence or not _is_undated_deed(fact, dated, bank):
        return fact
    when = told.when.model_copy(update={"phrase": ""})
    if fact.mode == "part" or (not told.of_operations and _whole(fact, told.totals)):
        return fact.with_(mode="part", when=when)
    return fact.with_(mode="cumulative", when=when)


def _is_undated_deed(fact: Fact, dated: set[int], bank: Bank) -> bool:
    """Whether the fact counts deeds of which no day is told, neither in its sentence nor before it, and no one happening."""
    if fact.reading.measure not in _DEEDS or fact.status != "happened" or fact.sentence.index in dated or fact.reading.number.high == 0:
        return False
    if fact.says_when or (fact.mode == "increment" and fact.when.basis != "publication"):
        return False
    text = fact.sentence.text
    return _AT_ONCE.search(text) is None and not _names_happening(text, bank)


def _whole(fact: Fact, totals: Sequence[Fact]) -> bool:
    """Whether a total of the lead is of the same kind and no less."""
    return any(
        total.reading.measure == fact.reading.measure
        and total.reading.number.low >= fact.reading.number.low
        and (None in (total.side, fact.side) or total.side == fact.side or (total.by is not None and total.by == fact.by))
        for total in totals
    )
