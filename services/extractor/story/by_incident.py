"""The days of figures that only another sentence dates: the happening's of the story, or the season's."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import timedelta

from schemas.figure import When
from services.extractor.dates.almanac import plus
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention
from services.extractor.story.families import AIR, family_of
from services.extractor.story.incidents import Incident
from services.extractor.story.state import State

_TOLLS = ("killed", "injured")
_LEAD = 3
"""Sentences, the headline's among them, in which a story leads with its happening."""
_LONG_AGO = timedelta(days=31)
_A_WEEK = timedelta(days=7)
_OVER = re.compile(r"\b(?:over|in connection with|linked to|suspected of|accused of|on suspicion of|for questioning|in relation to)\b")


def date_by_incident(state: State) -> list[Fact]:
    """The facts, with those dead and injured dated that only another sentence dates: *the bridge came down on Saturday*."""
    season = _season(state)
    return [
        _of_season(season, fact) or _with_incident(state, fact) if season is not None else _with_incident(state, fact)
        for fact in state.facts
    ]


def _season(state: State) -> Fact | None:
    """The sum that leads the story of a season, which has no day: *flooding has claimed 71 lives since June*."""
    lead = next((f for f in state.facts if f.sentence.kind == "body" and f.reading.measure in _TOLLS and f.status == "happened"), None)
    if lead is None or lead.mode != "cumulative" or lead.when.start is None or lead.when.end is None or lead.sentence.index > _LEAD:
        return None
    return lead if state.context.cause == "disaster" and lead.when.end - lead.when.start > _A_WEEK else None


def _of_season(season: Fact, fact: Fact) -> Fact | None:
    """The dead, hurt and missing of whom no day is said, as those of the season; some of a place are still a part."""
    if fact.reading.measure not in (*_TOLLS, "missing") or fact.status != "happened" or fact.when.phrase or fact.reading.number.high == 0:
        return None
    return fact.with_(when=season.when)


def sum_up_season(facts: Sequence[Fact], state: State) -> list[Fact]:
    """The facts, with those of the season's own days that are no part of its sum as sums of their own (*a further 90 have been hurt*)."""
    season = _season(state)
    if season is None:
        return list(facts)
    return [
        fact.with_(mode="cumulative", since=season.since) if fact.mode == "increment" and fact.when == season.when else fact
        for fact in facts
    ]


def _with_incident(state: State, fact: Fact) -> Fact:
    incident = state.incident_of(fact.sentence)
    if incident is None:
        return fact
    if _is_undated(state, fact, incident) or _is_first_day(fact, incident):
        fact = fact.with_(when=incident.when)
    return fact.with_(where=incident.place) if _is_placeless(fact, incident) else fact


def _is_first_day(fact: Fact, incident: Incident) -> bool:
    """Whether the fact has no more than the day on which the incident, which took days, began, and that from another sentence."""
    first, last = incident.when.start, incident.when.end
    return (
        first != last and not fact.when.phrase and (fact.when.start, fact.when.end) == (first, first) and family_of(fact.reading) == "harm"
    )


def _is_placeless(fact: Fact, incident: Incident) -> bool:
    """Whether the fact has only the country of the incident, and from another sentence at that."""
    if incident.place is None or family_of(fact.reading) != "harm":
        return False
    if fact.where is None:  # "an attack on a market killed 36, the presidency said. Armed men entered the market at ... on Monday"
        return fact.when == incident.when and 0 < incident.sentence - fact.sentence.index <= _LEAD
    carried = fact.where.kind == "country" and fact.where.country == incident.place.country and fact.where.span not in fact.sentence.span
    return carried and fact.when == incident.when


def _is_undated(state: State, fact: Fact, incident: Incident) -> bool:
    """Whether the fact is of the incident and its own time says no more: none, the day of publication, or the week around."""
    when = fact.when
    family = family_of(fact.reading)
    undated = when.basis == "publication" and not when.phrase
    if (undated and _is_told_before(fact, incident)) or (incident.taking and fact.reading.measure in _TOLLS):
        return False
    if family in ("harm", "air") and undated and fact.status == "happened" and _is_of_the_wave(state, fact, incident):
        return True
    if family not in ("harm", "movement") or fact.status not in ("happened", "denied"):
        return False
    if fact.sentence.entry_time is not None or _is_arrest_over(fact) or (family == "movement" and fact.mode == "cumulative"):
        return False
    carried = fact.where is None or fact.where.span not in fact.sentence.span
    if carried and fact.where is not None and incident.place is not None and _is_another_town(state, fact.where, incident.place):
        carried = False
    same = carried or incident.place is None or (fact.where is not None and fact.where.name == incident.place.name)
    same = same or (fact.where is not None and incident.place is not None and fact.where.admin1 == incident.place.admin1 is not None)
    main = state.main.get("harm")
    many = state.context.cause in ("air_attack", "shelling")  # a night of attacks has many places, each with its own time
    kinds = ("disaster", "accident", "bombing", "shooting")
    alone = (
        state.context.cause in kinds or fact.reading.measure == "abducted"
    ) and not state.context.exchange  # one happening, whatever the places it is told from
    if not same and not alone and (incident.counted or (many and not (main is not None and fact.where == main.place))):
        return False
    if undated:
        return True
    if fact.type == "disaster" and state.context.cause == "accident":
        return False  # "landslides have killed more than 40 this week", in the story of a bus off the road
    day = incident.when.start
    old = day is not None and state.context.day - day > _LONG_AGO
    vague = (
        (when.precision == "week" and fact.mode != "cumulative")
        or (
            _is_weekend(when)
            and fact.mode != "cumulative"
            and (_is_around(fact.where, incident.place) or _is_of_the_one(state, fact, incident))
        )
        or (old and fact.mode != "cumulative" and when.precision in ("month", "year"))
    )
    last = incident.when.end or day
    return vague and bool(when.start and when.end and day and last and when.start <= last and day <= when.end)


def _is_told_before(fact: Fact, incident: Incident) -> bool:
    """*On Tuesday police said rebels had raided a post*, in the story of what happened on Thursday: told before it, and so none of it."""
    told, start = fact.when.end, incident.when.start
    return told is not None and start is not None and told < start


def _is_arrest_over(fact: Fact) -> bool:
    """*Police have held five men over the massacre*: later than the happening."""
    return fact.reading.measure == "detained" and _OVER.search(fact.sentence.text) is not None


def _is_weekend(when: When) -> bool:
    """Said here, or taken from the sentence before."""
    if "weekend" in when.phrase.lower() or when.phrase or when.start is None or when.basis != "relative":
        return "weekend" in when.phrase.lower()
    return when.start.weekday() == calendar.SATURDAY and when.end == plus(when.start, 1)


def _is_of_the_one(state: State, fact: Fact, incident: Incident) -> bool:
    """*The weekend's quake*, which *struck on Saturday*: nobody says where, and the figure is not of several happenings."""
    alone = incident.place is None or (not incident.counted and incident.sentence <= _LEAD)
    if fact.where is not None and incident.place is not None and _is_said_elsewhere(fact, fact.where, incident.place):
        return False
    return alone and fact.where is not None and state.bank.happenings.plural.search(fact.sentence.text) is None


def _is_said_elsewhere(fact: Fact, place: PlaceMention, scene: PlaceMention) -> bool:
    """*Over the weekend four died in Dagestan*, in the story of Sunday's raid on a Chechen village."""
    apart = None not in (place.admin1, scene.admin1) and place.admin1 != scene.admin1
    return apart and place.kind != "country" and place.span in fact.sentence.span


def _is_around(place: PlaceMention | None, scene: PlaceMention | None) -> bool:
    """Whether a figure's place is that of the incident, or the country of it."""
    if place is None or scene is None:
        return False
    return place.name == scene.name or (place.kind == "country" and place.country == scene.country)


def _is_another_town(state: State, place: PlaceMention, scene: PlaceMention) -> bool:
    """Whether a town told of before is not that of the incident, nor where the story's own harm was."""
    main = state.main.get("harm")
    of_main = main is not None and main.place is not None and scene.name == main.place.name
    return place.kind == scene.kind == "city" and place.name != scene.name and not of_main


def _is_of_the_wave(state: State, fact: Fact, incident: Incident) -> bool:
    """Whether the story leads with attacks on one day, and the fact is of the same country or of the weapons sent and shot down."""
    wave = state.context.cause in ("air_attack", "shelling") and incident.sure and incident.sentence <= _LEAD
    if not wave or fact.sentence.entry_time is not None or fact.sentence.kind == "label":
        return False
    there = incident.place.country if incident.place is not None else None
    return fact.reading.measure in AIR or fact.where is None or there is None or fact.where.country == there
