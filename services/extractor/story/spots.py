"""Where a figure happened: in its clause, or where the story is telling of."""

from __future__ import annotations

import re

from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE, ELSEWHERE, closest
from services.extractor.story.families import Family
from services.extractor.story.state import State

_TAKEN_TO = re.compile(r"\b(?:flown|taken|rushed|airlifted|transferred|brought|moved) to (?:the )?\Z|\bhospitals? in (?:the )?\Z", re.I)
_CLINIC = re.compile(r"(?:'s)? (?:hospital|clinic|morgue|mortuary)", re.I)


def settle_place(state: State, passage: Passage, reading: Reading, family: Family) -> PlaceMention | None:
    """The place of a reading. Transfers and the air war take only a place of their own clause: they have no place to carry on.

    A town comes before a country; a country that is not the one told of takes its figures along (*across the border in ...*).
    """
    if reading.places:
        return reading.places[0]
    harm = family not in ("exchange", "air")
    at = passage.at(reading)
    if passage.tree is not None and at is not None:
        places = [place for place in passage.places if not is_speakers(passage, place) and not _is_way(passage, place)]
        near = closest(passage.tree, at, reading.number.span, places, state.is_speech, limit=ELSEWHERE if harm else CLAUSE)
        town = next((place for _, place in near if place.kind != "country"), None)
        if town is not None or not harm:
            return town
        known = state.known_place(passage)
        country = next((place for close, place in near if close <= BESIDE), None)
        if country is not None and (known is None or known.country not in (None, country.country)):
            return country
        if state.near_place(passage) is None and (beyond := [place for place in passage.places if place.kind != "country"]):
            return beyond[0]
    return state.known_place(passage) if harm else None


def _is_way(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place is only where the hurt were taken: *died in a Mogadishu hospital*, *flown to the capital*."""
    start, end = place.span.start, place.span.end
    before, after = passage.between(start - 30, start), passage.between(end, end + 20)
    return _TAKEN_TO.search(before) is not None or _CLINIC.match(after) is not None


def is_speakers(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place only says who speaks: *the governor of Kharkiv*."""
    return any(place.span in claimant.span for claimant in passage.claimants)
