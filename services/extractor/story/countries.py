"""The country as the place of what the story places no closer: *Security forces have arrested 12 officers*, told of one country alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, PlaceMention, Span
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.families import family_of
from services.extractor.story.phases import CARDINALS

_OF_NATURE = re.compile(
    r" (?:[a-z-]+,? ){0,2}(?:(?:earth)?quake|tsunami|floods?|flooding|landslides?|mudslides?|storms?|typhoon|cyclone|hurricane|"
    r"tornado(?:es)?|wildfires?|heatwave|avalanches?|eruption)\b",
    re.I,
)
"""*The toll from Philippine landslides*: of the country, be the story of one town."""
_HELPERS = re.compile(
    r" (?:relief|rescue|aid|insurance|monitor|warning|preparedness|expert|survivor|victim|specialist|scientist|agency|cent)"
)
_LEAD = 2


_HAPPENING = re.compile(
    rf"{_OF_NATURE.pattern}| (?:(?!(?:in|at|on|of|near|from|by|off|after|and)\b)[a-z-]+ ){{0,3}}(?:accident|attack|bombing|blast|"
    r"explosion|shooting|stampede|crush|crash|derailment|collision|collapse|sinking|capsizing|shipwreck|plunge|fire|blaze|massacre|ambush|clashes|unrest|riots?)\b",
    re.I,
)


SPREAD = keyed(
    rf"\b(?:nationwide|countrywide|across the (?:country|nation)|(?:in|across) (?:the |all )?(?:{'|'.join(CARDINALS)}|\d{{1,2}}|several|"
    r"affected|most) (?:[a-z-]+ ){0,2}(?:provinces|states|regions|districts|counties|departments|governorates|prefectures))\b",
    re.I,
)
"""*Across the 10 provinces hit*: at none of the places told of before."""


def country_struck(passages: Sequence[Passage]) -> str | None:
    """The one country by which headline and lead call what nature did (*the toll of the Armenian earthquake*), wherever it is told."""
    struck: set[str] = set()
    for passage in passages[: _LEAD + 1]:
        text = passage.sentence.text
        for actor in passage.actors:
            found = _OF_NATURE.match(text, passage.local(actor.span).end) if actor.form == "adjective" and actor.id.isupper() else None
            if found is not None and _HELPERS.match(text, found.end()) is None:
                struck.add(actor.id)
    return next(iter(struck)) if len(struck) == 1 else None


def settle_countries(facts: Sequence[Fact], passages: Sequence[Passage], context: Context, names: Mapping[str, str]) -> list[Fact]:
    """The facts, harm without a place in the country that the story is of, if its own people or nobody's in particular came to it; and a
    toll of what struck a country in that country. ``names``: of countries, by their codes.
    """
    by_index = {passage.sentence.index: passage for passage in passages}
    home = _home(passages, context.home, names)
    return [_settled(fact, by_index[fact.sentence.index], home, names) for fact in facts]


def _settled(fact: Fact, passage: Passage, home: PlaceMention | None, names: Mapping[str, str]) -> Fact:
    if family_of(fact.reading) not in ("harm", "movement") or fact.sentence.entry is not None:
        return fact
    if fact.where is None:
        return fact.with_(where=home) if home is not None and fact.side in (None, home.country) else fact
    if _counts_itself(fact, passage) and fact.side is not None:
        return fact.with_(where=_country(fact.side, fact.sentence.span, names) or fact.where)
    if fact.where.kind == "country" or fact.where.span in fact.sentence.span:
        return fact
    if fact.sentence.kind == "headline" and (named := _called_by(passage, fact.where.country)) is not None:
        return fact.with_(where=_country(named.id, named.span, names))
    if SPREAD.search(passage.sentence.text) and fact.where.country is not None:
        return fact.with_(where=_country(fact.where.country, fact.where.span, names) or fact.where)
    if "toll" not in fact.reading.notes:
        return fact
    called = (a for a in passage.actors if a.form == "adjective" and _OF_NATURE.match(passage.sentence.text, passage.local(a.span).end))
    struck = next(called, None)
    return fact.with_(where=_country(struck.id, struck.span, names)) if struck is not None and struck.id == fact.where.country else fact


def _counts_itself(fact: Fact, passage: Passage) -> bool:
    """*Niger has counted 273 deaths*, after Chad's: what a disaster did to a country's own people is there."""
    if fact.type != "disaster" or fact.where is None or fact.where.country in (None, fact.side) or fact.where.span in fact.sentence.span:
        return False
    start = fact.reading.number.span.start
    return any(a.id == fact.side and a.form == "name" and a.span.end <= start for a in passage.actors)


def _called_by(passage: Passage, country: str | None) -> ActorMention | None:
    """The country by which a headline calls the happening: *At least 17 dead in Kenyan school fire*, *Peru mine blast kills nine*."""
    told = (a for a in passage.actors if a.id == country and a.form in ("adjective", "name"))
    return next((a for a in told if _HAPPENING.match(passage.sentence.text, passage.local(a.span).end)), None)


def _home(passages: Sequence[Passage], country: str | None, names: Mapping[str, str]) -> PlaceMention | None:
    """The first mention of the country as a place, else of its people or of what is its own, else of a place in it."""
    if country is None:
        return None
    named = (place for passage in passages for place in passage.places if place.kind == "country" and place.country == country)
    if (place := next(named, None)) is not None:
        return place
    told = (actor for passage in passages for actor in passage.actors if actor.id == country and actor.form != "pronoun")
    within = (place for passage in passages for place in passage.places if place.country == country)
    mention = next(told, None) or next(within, None)
    return _country(country, mention.span, names) if mention is not None else None


def _country(code: str, span: Span, names: Mapping[str, str]) -> PlaceMention | None:
    return PlaceMention(span, names[code], code, kind="country") if code in names else None
