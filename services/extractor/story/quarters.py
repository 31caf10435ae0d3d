"""Which town a quarter lies in that no table has: *Baghdad's Karrada district*, *five of the dead in the Solomianskyi district*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.within import same_days

_QUARTER = re.compile(r" (?:district|neighbou?rhood|quarter|suburb|borough|area|locality|favela)\Z", re.I)
"""What a part of a town is called; a county, a township or an island is none."""
_URBAN = re.compile(r" (?:neighbou?rhood|quarter|suburb|borough|favela)\Z", re.I)
"""What only a town has, so that it is of the town named last; a district may be a piece of country."""
_OF_TOWN = re.compile(r"['’]s? (?:[a-z-]+ ){0,3}|['’]?s? (?:[a-z-]+ ){0,3}(?:districts?|neighbou?rhoods?|suburbs?|quarter) of (?:the )?")
"""Between a town and its quarter: *the capital's western Kadhimiya district*."""
_IN_TOWN = re.compile(r"(?:,| of| in| inside)(?: the)?(?: [a-z-]+){0,3} |, ")
"""Between a quarter and its town: *the Shaab district of northern Baghdad*."""
_THE_CITY = keyed(r"\b(?:the|this) (?:city|capital|town)['’]s (?:[a-z-]+ ){0,3}\Z", re.I)
_BEFORE = 60


def settle_quarters(facts: Sequence[Fact], passages: Sequence[Passage]) -> list[Fact]:
    """The facts, those of a quarter with the town it lies in, as the words around its name say or as its harmed are some of the town's."""
    towns = {**_by_parts(facts), **_by_words(passages)}
    return [
        fact.with_(where=_put(fact.where, town))
        if fact.where is not None and (town := towns.get(fact.where.name)) is not None and _may_lie(fact.where, town)
        else fact
        for fact in facts
    ]


def _may_lie(place: PlaceMention, town: PlaceMention) -> bool:
    return _is_quarter(place) and place.country in (None, town.country)


def _is_unknown(place: PlaceMention, town: PlaceMention) -> bool:
    """Whether no table says that the place lies elsewhere."""
    return place.lat is None or (place.lat, place.lon) == (town.lat, town.lon)


def _put(quarter: PlaceMention, town: PlaceMention) -> PlaceMention:
    return replace(quarter, within=town.name, country=town.country, admin1=town.admin1, lat=town.lat, lon=town.lon)


def _is_quarter(place: PlaceMention) -> bool:
    return place.geonames_id is None and place.kind == "district" and _QUARTER.search(place.name) is not None


def _is_town(place: PlaceMention) -> bool:
    return place.kind == "city" and place.geonames_id is not None


def _by_words(passages: Sequence[Passage]) -> Mapping[str, PlaceMention]:
    found: dict[str, PlaceMention] = {}
    last: PlaceMention | None = None
    for passage in passages:
        for at, place in enumerate(passage.places):
            if _is_town(place):
                last = place
            elif _is_quarter(place) and (town := _beside(passage, at, last)) is not None and _may_lie(place, town):
                found.setdefault(place.name, town)
    return found


def _beside(passage: Passage, at: int, last: PlaceMention | None) -> PlaceMention | None:
    """The town that the words around the quarter put it in; ``last`` is the one named before."""
    quarter, before, after = passage.places[at], passage.places[at - 1 : at], passage.places[at + 1 : at + 2]
    if before and _is_town(before[0]) and _OF_TOWN.fullmatch(passage.between(before[0].span.end, quarter.span.start)):
        return before[0]
    if after and _is_town(after[0]) and _IN_TOWN.fullmatch(passage.between(quarter.span.end, after[0].span.start)):
        return after[0]
    if last is None or not _is_unknown(quarter, last):
        return None
    return last if _URBAN.search(quarter.name) or passage.says(_THE_CITY, quarter.span.start - _BEFORE, quarter.span.start) else None


def _by_parts(facts: Sequence[Fact]) -> Mapping[str, PlaceMention]:
    found: dict[str, PlaceMention] = {}
    for part in facts:
        if part.mode != "part" or part.where is None or not _is_quarter(part.where):
            continue
        towns = {
            whole.where.name: whole.where
            for whole in facts
            if whole.where is not None
            and _is_town(whole.where)
            and _may_lie(part.where, whole.where)
            and _is_unknown(part.where, whole.where)
            and (whole.reading.measure, whole.reading.unit, whole.status) == (part.reading.measure, part.reading.unit, part.status)
            and whole.mode == "increment"
            and whole.reading.number.low >= part.reading.number.low
            and same_days(whole, part)
        }
        if len(towns) == 1:
            found[part.where.name] = next(iter(towns.values()))
    return found
