"""Those let go who are counted only as they travel: *117 were on board*, *357 people flown today*, *249 went up and 69 came down*."""

from __future__ import annotations

import re

from schemas.figure import Status
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted
from services.extractor.story.unsaid import unsaid

_WHO = r"(?: (?!crew|nurse|doctor|medic|journalist|reporter|passenger|staff|official|delegate)[\w’'-]{2,20}){0,3}?"
_ABOARD = re.compile(
    rf"{_WHO} (?:on board|aboard)\b|"
    rf"{_WHO} (?:(?:were|was|are|came|left|travelled|traveled|flew) )?on (?:the|a|an|its|another) (?:[\w-]+ ){{0,2}}?"
    r"(?:flights?|planes?|aircraft|jet|bus|buses|convoy|one from)\b"
)
_CARRIED = re.compile(
    r"\b(?:planes?|flights?|aircraft|jets?|airliners?|helicopters?|bus|buses|convoys?|ferry)\b[^.;:]{0,50}? "
    r"(?:(?P<ahead>will|would|should|(?:is|are) (?:due|expected|set|scheduled) to|(?:is|are) to) )?"
    r"(?:carried|carries|carry|brought|brings?|took|takes?|flew|fl(?:y|ies)|held|had|has|have|with|carrying|bringing) "
    r"(?:(?:some|about|around|another|at least|more than) )?\Z",
    re.I,
)
_FLOWN = re.compile(rf"{_WHO} (?:(?:had|have|were|was|had been|have been) )?(?:flown|bused|bussed|ferried|airlifted|transported)\b")
_UP_AND_DOWN = re.compile(
    rf"{_WHO} (?:who )?(?:went|came|flew|travelled|traveled) (?:up|down|north|south|east|west|the other way|between [A-Z]\w+ and)\b"
)
_NOBODY_FREED = re.compile(
    r"(?: [\w’'-]{1,20}){0,3} (?:crew|nurses?|doctors?|medics?|journalists?|reporters?|passengers?|staff|officials?|delegates?|tonnes?|"
    r"tons?|refugees?|migrants?|tourists?|pilgrims?)\b",
    re.I,
)
_ELSEWHERE = re.compile(r"\b(?:crash(?:ed|es)?|evacuat\w+|airlines?|passengers|tourists|pilgrims|refugees)\b|\bflown out of\b", re.I)


def is_aboard(passage: Passage, number: Number) -> bool:
    """*117 on board*, *aboard were 117*: whom a plane carries."""
    text, local = passage.sentence.text, passage.local(number.span)
    return _ABOARD.match(text, local.end) is not None or _CARRIED.search(text, 0, local.start) is not None


def flown_reading(passage: Passage, number: Number, thing: Counted) -> Reading | None:
    """The reading of a number of travellers in the story of an exchange; crews, helpers and cargo are none of them."""
    text, local = passage.sentence.text, passage.local(number.span)
    nameless = thing.unit == "unknown" and (thing.elliptic or thing.anaphor)
    if not (nameless or thing.unit == "persons") or passage.tree is None:
        return None
    if number.high == 0 or _NOBODY_FREED.match(text, local.end) or _ELSEWHERE.search(text):
        return None
    carried = _CARRIED.search(text, 0, local.start)
    moved = _ABOARD.match(text, local.end) or _FLOWN.match(text, local.end) or _UP_AND_DOWN.match(text, local.end)
    if carried is None and moved is None:
        return None
    status: Status = "planned" if carried is not None and carried["ahead"] else "happened"
    return unsaid(passage, number, thing, "released", "persons", notes=("left out",), group=thing.group, status=status)
