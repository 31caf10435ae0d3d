"""A headline's figure takes from the body what it leaves out: the day, the sides, the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from services.extractor.fact import Fact
from services.extractor.model import Number, PlaceMention
from services.extractor.story.families import TRANSFERS

_FEW_DAYS = timedelta(days=3)
_FAR_OVER = 2
"""A headline's *at least N* or *more than N* is no word for twice as many."""


def adopt_from_body(body: Sequence[Fact], headline: Sequence[Fact]) -> list[Fact]:
    """All facts, each of the headline's completed from the body's that states the same, or that it rounds; the points under a headline
    take from the body the day that they leave out.
    """
    body = _with_days_of_points(body)
    return [*body, *(_adopted(fact, body) for fact in headline)]


def _with_days_of_points(facts: Sequence[Fact]) -> list[Fact]:
    text = [fact for fact in facts if fact.sentence.kind == "body"]
    first = min((fact.sentence.index for fact in text), default=0)
    return [
        fact.with_(when=twin.when)
        if fact.sentence.kind == "bullet"
        and fact.sentence.index < first
        and fact.when.basis == "publication"
        and (twin := _twin_of_point(fact, text)) is not None
        else fact
        for fact in facts
    ]


def _twin_of_point(fact: Fact, text: Sequence[Fact]) -> Fact | None:
    """The one figure of the text that is the point's again: of more than one nobody knows which."""
    same = [
        other
        for other in text
        if (other.reading.measure, other.status, other.mode) == (fact.reading.measure, fact.status, fact.mode)
        and other.reading.unit == fact.reading.unit
        and _equal(other.reading.number, fact.reading.number)
    ]
    days = {(other.when.start, other.when.end) for other in same}
    return same[0] if len(days) == 1 else None


def _adopted(fact: Fact, body: Sequence[Fact]) -> Fact:
    if (of_both := _summed(fact, body)) is not None:
        return fact.with_(when=of_both.when, phase=of_both.phase if fact.phase is None else fact.phase, mode="increment")
    twin = _twin(fact, body)
    if twin is not None and not _equal(fact.reading.number, twin.reading.number):
        # "X releases 21" over "a court ordered the release of 21": the same people, whatever has been done with them
        twin = next((other for other in body if _is_same_count(fact, other)), twin)
    if twin is None:
        return fact
    least = _is_told_as_least(fact.reading.number, twin.reading.number)
    same = _equal(fact.reading.number, twin.reading.number) or (least and twin.mode != "part")
    alike = same or _rounds(fact.reading.number, twin.reading.number)
    sum_too = twin.mode == "cumulative" and _rounds(fact.reading.number, twin.reading.number)
    sum_of_both = fact.reading.both_sides and not same
    of_nobody = alike and twin.type in ("accident", "disaster") and twin.by is None and fact.reading.by is None
    known = same and twin.reading.measure in TRANSFERS and twin.mode != "part" and fact.reading.number.pair is None
    if known and twin.by == fact.by and twin.side is not None:
        fact = fact.with_(side=twin.side)  # "frees 123 prisoners, after US eases sanctions" over "freed 123 political prisoners"
    return fact.with_(
        when=twin.when if fact.when.basis in ("publication", "unknown", "dateline") or not fact.reading.dates else fact.when,
        side=fact.side if sum_of_both else fact.side or twin.side,
        by=None if of_nobody else fact.by if sum_of_both else fact.by or twin.by,
        where=_where(fact, twin, alike=alike, same=same),
        phase=fact.phase if fact.phase is not None else twin.phase,
        mode=twin.mode if fact.mode != "part" and (same or sum_too) and not fact.reading.each_side else fact.mode,
        type=twin.type if fact.type in ("casualty_report", "unknown") else fact.type,
    )


_NEAR = re.compile(r"\b(?:near|outside|close to|not far from|(?:north|south|east|west) of) (?:the )?\Z", re.I)
"""*13 dead near Port-au-Prince*, where the text names the town."""


def _where(fact: Fact, twin: Fact, *, alike: bool, same: bool) -> PlaceMention | None:
    """The headline's own place before that of its twin, but for one that no table has where the text is sure: *a Darfur camp*."""
    if fact.where is None or (alike and fact.where.span not in fact.sentence.span):
        return twin.where
    text, base = fact.sentence.text, fact.sentence.span.start
    near = fact.where.span in fact.sentence.span and _NEAR.search(text, 0, fact.where.span.start - base) is not None
    vague = near or (fact.where.kind == "site" and fact.where.geonames_id is None)
    return twin.where if same and vague and twin.where is not None and twin.where.kind == "city" else fact.where


def _summed(fact: Fact, body: Sequence[Fact]) -> Fact | None:
    """One of the two figures whose sum the headline gives: *trade seven prisoners*, where three went one way and four the other."""
    number, told = fact.reading.number, [f for f in body if f.reading.measure == fact.reading.measure and f.mode == "increment"]
    if not fact.reading.both_sides or number.low != number.high:
        return None
    for i, one in enumerate(told):
        for other in told[i + 1 :]:
            ways = one.side is not None and one.side == other.by and other.side == one.by and one.when.start == other.when.start
            if ways and one.reading.number.low + other.reading.number.low == number.low and one.status == other.status == fact.status:
                return one
    return None


def _twin(fact: Fact, body: Sequence[Fact]) -> Fact | None:
    """The body's figure of the same thing: equal in number and side before equal in number, before one that the headline rounds."""
    same = [other for other in body if other.reading.measure == fact.reading.measure and other.status == fact.status]
    sided = [other for other in same if fact.side in (None, other.side)]
    for candidates in (sided, same):
        for other in candidates:
            if _equal(fact.reading.number, other.reading.number):
                return other
    least = [other for other in sided if _is_told_as_least(fact.reading.number, other.reading.number)]
    if least:
        return least[0]
    single = [other for other in sided if other.mode != "cumulative" and _is_news(other)]
    told = [other for other in sided if other.when.precision not in ("month", "year") or other.mode == "cumulative"]
    rounded = [other for other in told if _rounds(fact.reading.number, other.reading.number)]
    return next(iter(rounded), single[0] if single else None)


def _is_same_count(fact: Fact, other: Fact) -> bool:
    alike = fact.reading.measure == other.reading.measure and _equal(fact.reading.number, other.reading.number)
    return alike and other.mode == "increment" and other.when.start is not None and fact.side in (None, other.side)


def _is_news(fact: Fact) -> bool:
    """Whether the fact has a day or a few: headlines tell no *last year*."""
    return fact.when.start is None or fact.when.end is None or fact.when.end - fact.when.start <= _FEW_DAYS


def _equal(one: Number, other: Number) -> bool:
    """Also *more than 70*, of *at least 70*."""
    both_open = one.high is None and other.high is None and abs(one.low - other.low) <= 1
    return both_open or (one.low, one.high) == (other.low, other.high)


def _is_told_as_least(headline: Number, body: Number) -> bool:
    """*31 dead in weekend of violence* over *at least 31 have been killed since Friday*."""
    return body.high is None and headline.low == headline.high and body.low - 1 <= headline.low <= body.low


def _rounds(rough: Number, exact: Number) -> bool:
    if rough.high is None and exact.low >= rough.low * _FAR_OVER:
        return False  # "at least 14" is not said of 42
    most = exact.low if exact.high is None and rough.qualifier == "vague" else exact.high  # "dozens" is said of "at least 44"
    return rough.low <= exact.low and (rough.high is None or (most is not None and most <= rough.high))
