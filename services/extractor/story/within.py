"""When one figure may lie within another: its number, its place and its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from schemas.figure import Group
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention
from services.extractor.story.grounds import holds

_OPEN = 1.5
"""A number that is *more than* another is seldom more by half."""


def exceeds(whole: Fact, part: Fact) -> bool:
    """Whether the one is surely more than the other: *about 1,000* may be the 1,000, *hundreds* the 390, *more than 100* the 128."""
    number = part.reading.number
    return whole.reading.number.low > (number.high if number.high is not None else _OPEN * number.low)


def may_exceed(other: Fact, fact: Fact) -> bool:
    """*At least three were hurt. Three others were in hospital*: a number told before that is open may be of more."""
    return other.reading.number.high is None and other.reading.number.low >= fact.reading.number.low and other.span.start < fact.span.start


def encloses(outer: PlaceMention | None, inner: PlaceMention | None) -> bool:
    """Whether ``inner`` lies in ``outer``: in a country or region, as `grounds.holds` has it, or below them a town in a district of its
    region, a district in its town.
    """
    if outer is None or inner is None or outer.country != inner.country or outer.country is None:
        return False
    if holds(outer, inner):
        return True
    if outer.kind == "district":
        return inner.kind == "city" and outer.admin1 == inner.admin1 is not None  # as far as the map knows: no table has districts
    return inner.kind in ("district", "site") and outer.kind == "city" and outer.admin1 == inner.admin1


def covers(outer: PlaceMention | None, inner: PlaceMention | None) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it."""
    return outer == inner or encloses(outer, inner)


def may_have_quarter(outer: PlaceMention, named: PlaceMention | None) -> bool:
    """Whether a place that no map has may lie in ``outer``: in a country, or in the town that is the only one named."""
    return outer.kind == "country" or (outer.kind == "city" and (named is None or named.kind == "district" or named.name == outer.name))


def own_place(fact: Fact) -> PlaceMention | None:
    """The place that the fact's own sentence names."""
    return fact.where if fact.where is not None and fact.where.span in fact.sentence.span else None


def are_apart(one: Fact, other: Fact) -> bool:
    """Whether the sentences name two places of which neither lies in the other, as far as the map knows them."""
    here, there = _named_place(one), _named_place(other)
    if here is None or there is None or here.name == there.name or {here.kind, there.kind} & _VAGUE:
        return False
    if here.name in other.sentence.text or there.name in one.sentence.text:
        return False  # "in Karrada, Baghdad"
    return not (encloses(here, there) or encloses(there, here))


def are_rivals(whole: Fact, share: Fact) -> bool:
    """*The minister said 16 had died, while a rights group put the number of dead at 19*: two counts of the same people."""
    speakers = {fact.claimant.name for fact in (whole, share) if fact.claimant is not None}
    return whole.sentence.index == share.sentence.index and len(speakers) > 1


def are_told_by_foes(whole: Fact, share: Fact) -> bool:
    """*The rebels claimed to have killed 30 soldiers. The army put its dead at two*: what one claims holds nothing of what the other
    admits.
    """
    one, other = (fact.claimant.side if fact.claimant is not None else None for fact in (whole, share))
    return None not in (one, other) and one != other and {one, other} <= {whole.side, whole.by, share.side, share.by}


def _named_place(fact: Fact) -> PlaceMention | None:
    return fact.where if fact.where is not None and (own_place(fact) is not None or fact.where.name in fact.sentence.text) else None


_VAGUE = frozenset({"district", "site", "unknown"})
"""Places whose town or region the map does not always know."""


def same_days(whole: Fact, share: Fact) -> bool:
    """Whether their days meet; a whole of no day covers none, and days as a share is told of only the same days (*a four-day siege*)."""
    first, last = whole.when.start, whole.when.end
    start, end = share.when.start, share.when.end
    if first is None or last is None or start is None or end is None:
        return False
    return start <= last and first <= end and (end - start <= timedelta(days=1) or (start, end) == (first, last))


def is_of_one_of_its_days(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*26 died in two days of shelling: sixteen on Tuesday and ten on Wednesday*: the whole of each day, and no share of one happening."""
    when = fact.when
    if fact.mode != "part" or when.start is None or when.start != when.end or when.basis in ("publication", "unknown", "dateline"):
        return False
    if not when.phrase or when.phrase not in fact.sentence.text or fact.reading.measure not in ("killed", "injured"):
        return False
    key = (fact.reading.measure, fact.reading.unit, fact.status)
    counted = [f for f in facts if (f.reading.measure, f.reading.unit, f.status) == key and f.reading.number.low > fact.reading.number.low]
    longer = [f for f in counted if f.when.start and f.when.end and f.when.start < f.when.end and f.when.start <= when.start <= f.when.end]
    others = [f for f in facts if (f.reading.measure, f.reading.unit, f.status) == key and f.when.start == f.when.end != when.start]
    beside = any(f.sentence.index == fact.sentence.index for f in others)
    return bool(longer) and beside and not any(f.when.start == f.when.end == when.start for f in counted)


def of_one_moment(whole: Fact, share: Fact) -> bool:
    """An older count is no share of a newer one, but those found since are."""
    return share.as_of is None or share.sentence.entry is not None or share.as_of == whole.as_of or share.reading.number.additional


def noun_of(fact: Fact) -> str:
    """The noun that the number stands with, in small letters; empty where it stands alone."""
    noun, base = fact.reading.noun, fact.sentence.span.start
    return fact.sentence.text[noun.start - base : noun.end - base].lower() if noun is not None and noun != fact.reading.number.span else ""


def text_between(one: Fact, other: Fact) -> str:
    """What stands between the numbers of two facts of one sentence."""
    base = one.sentence.span.start
    return one.sentence.text[one.reading.number.span.end - base : other.reading.number.span.start - base]


def are_of_no(kind: Group, whole: Fact, facts: Sequence[Fact]) -> bool:
    """*13 inmates lost their lives and 41 were injured*: no policeman is one of them; the noun may stand with the number before."""
    if kind not in ("police", "military", "medic", "journalist", "aid_worker"):
        return False
    before = [f for f in facts if f.sentence.index == whole.sentence.index and f.span.start < whole.span.start]
    noun = noun_of(whole) or (noun_of(max(before, key=lambda f: f.span.start)) if before else "")
    return _NO_SERVANTS.search(noun) is not None


_NO_SERVANTS = re.compile(
    r"\b(?:inmates|prisoners|convicts|detainees|protest[eo]rs|demonstrators|marchers|rioters|students|pupils|children|villagers|residents|"
    r"miners|migrants|refugees|worshippers|pilgrims|fishermen|tourists|fans|supporters)\b"
)
