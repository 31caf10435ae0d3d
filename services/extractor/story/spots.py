"""Where a figure happened: in its clause, or where the story is telling of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.model import PlaceMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, CLAUSE, ELSEWHERE, closest
from services.extractor.story.families import Family
from services.extractor.story.phases import CARDINALS
from services.extractor.story.state import State

_NOUNS = r"(?:[A-Z][\w\u2019'-]*(?: [A-Z][\w\u2019'-]*){0,2})"
_LIST = rf"(?:{_NOUNS}(?:, | and |, and )){{0,3}}"
_GONE_TO = re.compile(
    r"\b(?:(?:flown|taken|rushed|airlifted|transferred|brought|moved|sent|referred|admitted|evacuated) to (?:the )?|"
    r"hospitals? (?:in|of) (?:the )?|"
    r"(?:heading|headed|bound|en route|on (?:its|the|their|his|her) way|travel(?:l?ing|l?ed)|flying|sailing|driving|going|"
    r"return(?:ing|ed)?) "
    r"(?:back )?(?:to|for|from) (?:the )?|(?:departed|departing|flight|train|bus|ferry|left) (?:from|for) (?:the )?|"
    r"(?:km|kilomet(?:er|re)s?|miles?|hours?)(?: \([^)]{1,20}\))?,? (?:(?:to the )?[a-z-]{4,14} )?(?:of|from|away from) "
    r"(?:the (?:\w+ ){0,2})?|"
    rf"\bborder(?:s|ing)? (?:with|between|near|on)? ?(?:the )?{_LIST}(?:the )?|"
    rf"\bbetween (?:the )?{_LIST}(?:the )?|"
    r"(?:talks|meeting|summit|conference|negotiations|negotiators|spoke|speaking|reporters|journalists|broadcast|embassy|trial|court) "
    r"(?:\w+ )?(?:in|from|at) (?:the )?)\Z",
    re.IGNORECASE,
)
"""What stands before a place where the hurt were taken, people were going, or from which a distance or a border is told."""
_FROM = re.compile(r"\bfrom (?:the )?\Z", re.I)
_PEOPLE_FROM = re.compile(
    r"\b(?:evacuat|abduct|kidnap|rescu|displac|flee|fled|snatch|seiz|taken|free|escap|report|toll|part|area|kill)", re.I
)
_RUNS = re.compile(
    r"\b(?:governors?|mayor|head|chief|administration|council|police|prosecutors?|doctors?|medics?|hospital|medical|authorities)\b", re.I
)
_BEARING = re.compile(r"\b(?:north|south|east|west)(?:-?(?:east|west))? of (?:the )?(?:[a-z]+ of )?\Z", re.I)
_WITHIN = re.compile(
    r"(?:,|,? (?:in|near|outside|off|of|close to)\b)?(?: (?:an?|the))?"
    rf"(?: (?!(?:and|or|a|{'|'.join(CARDINALS)}|\w+teen)\b|\d)[\w'\u2019-]+){{0,4}} ?(?:['\u2019]s )?"
)
"""What stands between two places of which the first lies in the second: no conjunction and no number."""
_AFTER_PLACE = re.compile(
    r"(?:'s|\u2019s)? (?:(?:city |central |general |main |provincial |regional |military )?(?:hospitals?|clinics?|morgue|mortuary))|"
    r"-based\b|(?:'s|\u2019s)? (?:border|frontier) with\b",
    re.I,
)


def settle_place(state: State, passage: Passage, reading: Reading, family: Family) -> PlaceMention | None:
    """The place of a reading. Transfers and the air war take only a place of their own clause: they have no place to carry on.

    A town comes before a country; a country that is not the one told of takes its figures along (*across the border in ...*).
    """
    if reading.places:
        return reading.places[0]
    harm = family not in ("exchange", "air")
    at = passage.at(reading)
    if passage.tree is not None and at is not None:
        places = [place for place in passage.places if is_scene(passage, place)]
        near = closest(passage.tree, at, reading.number.span, places, state.is_speech, limit=ELSEWHERE if harm else CLAUSE)
        town = next((place for _, place in near if place.kind != "country" and not _is_aside(passage, place)), None)
        if town is not None or not harm:
            return _innermost(passage, town, places) if town is not None else None
        told = state.near_place(passage)
        country = next((place for close, place in near if close <= BESIDE), None)
        if country is not None and (told is None or told.country not in (None, country.country)):
            return country
        if (local := _speakers_own(passage, reading, state)) is not None:
            return local
        if told is None and (beyond := [place for place in places if place.kind != "country"]):
            return min(beyond, key=lambda place: _is_aside(passage, place))
    return state.known_place(passage) if harm else None


def _speakers_own(passage: Passage, reading: Reading, state: State) -> PlaceMention | None:
    """*the governor of the neighbouring Smolensk region said two were hurt*: those who run, police or nurse a place speak of it.

    Not where the story has one scene elsewhere: then they speak of that.
    """
    scene = state.scenes.get(passage.sentence.entry)
    for claimant in passage.claimants:
        if claimant.role not in ("local_official", "party") or not claimant.scope.start <= reading.number.span.start < claimant.scope.end:
            continue
        words = Span(claimant.span.start - 60, claimant.span.end + 90)
        own = [
            place for place in passage.places if place.kind != "country" and place.span in words and _RUNS.search(_around(passage, place))
        ]
        if own and (scene is None or scene.place.country != own[0].country):
            return own[0]
    return None


def _around(passage: Passage, place: PlaceMention) -> str:
    return passage.between(place.span.start - 40, place.span.end + 24)


def _innermost(passage: Passage, place: PlaceMention, places: Sequence[PlaceMention]) -> PlaceMention:
    """*the town of Qaraqosh in Iraq's Nineveh province*, *Bat Yam near Tel Aviv*: the first of places that stand one in the other."""
    for before in reversed([other for other in places if other.span.end <= place.span.start and other.kind != "country"]):
        if _WITHIN.fullmatch(passage.between(before.span.end, place.span.start)) is None:
            break
        place = before
    return place


def _is_aside(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place only says where another one is (*north of Zaporizhzhia*); good for the scene where no other is named."""
    return _BEARING.search(passage.between(place.span.start - 24, place.span.start)) is not None


def is_scene(passage: Passage, place: PlaceMention) -> bool:
    """Whether something can have happened at the place: it is not where the hurt were taken (*died in a Mogadishu hospital*), where
    people were going or came from, the far end of a distance or a border (*near Niger's border with Mali*), or the speaker's.
    """
    start, end = place.span.start, place.span.end
    before, after = passage.between(start - 80, start), passage.between(end, end + 40)
    if _GONE_TO.search(before) or _AFTER_PLACE.match(after) or is_speakers(passage, place):
        return False
    return _FROM.search(before) is None or _PEOPLE_FROM.search(before) is not None


def is_speakers(passage: Passage, place: PlaceMention) -> bool:
    """Whether the place only says who speaks: *the governor of Kharkiv*."""
    return any(place.span in claimant.span for claimant in passage.claimants)
