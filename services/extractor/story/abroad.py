"""Harm placed in the attacker's own country only because the sentence names the attacker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.families import family_of

_WHERE = re.compile(
    r"\b(?:in|inside|into|within|across|throughout|over|on|at|off|near|around|to|through|from|hit|hits|struck|strikes|shelled|"
    r"bombed|attacked|"
    r"against|entered|invaded|reached|rocked|parts of|(?:north|south|east|west|centr)\w*)(?: (?:the|all of|much of|mainland))* \Z",
    re.I,
)
_DOER = re.compile(r"\b(?:accus|blam|condemn|denounc|criticis|criticiz|since|after|when|that)[a-z]* \Z", re.I)
"""*Accused Israel of*, *since Russia resumed its strikes*: who acts, though the figure names nobody who did it."""
_ANOTHER_CLAUSE = re.compile(r"[;:]|, (?:and|but|while|as) | (?:as|while) ")
_REACH = 40
"""Characters before a country's name that tell whether anything happened there."""


def not_where_the_attacker_is_named(facts: Sequence[Fact], passages: Sequence[Passage]) -> list[Fact]:
    """The facts, without the place of those harmed by a state whose country is the place, where nothing says that it was there.

    *Israel has killed three Palestinians* names who did it; *two Turkish soldiers were killed in Iraq* says where. A headline that goes on
    about the attacker's country (*missile kills 12; bombers burn in ...*) gives the place of what stands there.
    """
    named = {passage.sentence.index: passage.places for passage in passages}
    return [
        fact.with_(where=_told_beside(fact, named.get(fact.sentence.index, ()))) if _is_only_the_attackers(fact) else fact for fact in facts
    ]


def _told_beside(fact: Fact, places: Sequence[PlaceMention]) -> PlaceMention | None:
    """The country that the sentence says it was in: *Israel killed seven Syrian soldiers in Syria*."""
    text, base = fact.sentence.text, fact.sentence.span.start
    return next((p for p in places if p.country == fact.side and _WHERE.search(text[: p.span.start - base]) is not None), None)


def _is_only_the_attackers(fact: Fact) -> bool:
    place = fact.where
    if place is None or place.kind != "country" or place.country is None or family_of(fact.reading) != "harm":
        return False
    if fact.side in (None, place.country) or fact.by not in (None, place.country) or place.span not in fact.sentence.span:
        return False
    text, base = fact.sentence.text, fact.sentence.span.start
    start, end = place.span.start - base, place.span.end - base
    before = text[max(0, start - _REACH) : start]
    if fact.by is None:
        return _DOER.search(before) is not None
    if _WHERE.search(before) is None:
        return True
    number = fact.span.start - base
    between = text[end:number] if end <= number else text[number:start]
    return fact.sentence.kind == "headline" and _ANOTHER_CLAUSE.search(between) is not None


def is_owner_of_attacked(passage: Passage, place: PlaceMention) -> bool:
    """*Attacked a bus with Ghana's football team, killing six*: in whatever land that was."""
    return _ITS.match(passage.sentence.text, passage.local(place.span).end) is not None


_ITS = re.compile(
    r"['’]s (?!(?:[a-z-]+ )?(?:south|north|east|west|southern|northern|eastern|western|central|coast|coastal|capital|border|territory|soil|"
    r"heartland|province|region|cit(?:y|ies)|towns?|villages?|largest|main|second)\b)"
)
