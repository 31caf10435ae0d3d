"""Whom rescuers, hospitals and morgues count: those who have come to them, of all the dead and injured of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.event import EventType
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.within import are_apart, of_one_moment, same_days

_FOUND = re.compile(r"\b(?:bod(?:y|ies) of|remains of|identit(?:y|ies) of)\b", re.I)
_AT_ONE_PLACE = keyed(
    r"\b(?:ha(?:ve|s|d) buried|(?:declared|pronounced|brought in) dead|dead (?:up)?on arrival|dead when they (?:were )?(?:arrived|brought)|"
    r"arrived dead|morgues?|alone|able to reach|"
    r"hospitals?(?: in(?: [A-Z][\w'’-]{1,20}){1,3})? (?:had |has |have )?(?:received|recorded|counted|registered))\b",
    re.I,
)
"""*We have buried 60 in one field*: what one place, hospital or team knows of."""
TOLD_THEN = re.compile(
    r"\bhad (?:\w+ )?(?:said|reported|announced|stated|confirmed|put|spoken)\b|"
    r"\b(?:earlier|previous|initial|preliminary) (?:count|toll|figure|number|report|estimate)s?\b",
    re.I,
)
_FOUND_THEN = re.compile(r"\bhad (?:already |by then )?been (?:\w+ )?(?:recovered|pulled|found|retrieved|brought|dug)\b", re.I)
"""What was counted or had been found at an earlier moment is the toll of then."""
_IN_ALL = re.compile(r"\b(?:a|the) total of (?:at least |about |some )?\Z", re.I)
_BODIES = re.compile(r"\bbod(?:y|ies)\b", re.I)
_HOSPITAL = keyed(r"\b(?:hospitals?|clinics?|medical (?:cent(?:er|re)s?|facilit(?:y|ies))|infirmary)\b", re.I)
_TOOK_IN = re.compile(
    r"\b(?:admit(?:ted|s|ting)?|receiv(?:ed|es|ing)|treat(?:ed|s|ing)?|tak(?:en|ing) in|took in|brought (?:in|to)|taken to|rushed to)\b",
    re.I,
)
_OUT_OF = keyed(r"\b(?:from|out of|beneath|under) (?:the |its |their )?(?:[a-z]+ )?(?:wreck(?:age)?|rubble|debris|ruins|hull|mud)\b", re.I)
"""*Divers pulled four survivors from the hull on Tuesday*, of the 14 who have been saved."""
_SURVIVORS_TAKEN = re.compile(
    r"(?: [\w-]+){0,2} survivors\b[^.;]{0,60}?\b(?:were|was|had been|have been) (?:\w+ )?(?:taken|brought|ferried|flown|carried|landed)\b"
)
MORGUES = re.compile(r"\b(?:hospitals?|morgues?|mortuar(?:y|ies)|clinics?|medics|doctors)\b", re.I)
"""Who takes in the dead of a day: bodies brought to them are killed, not repatriated."""
_WE_GOT = re.compile(
    r"[\"\u201c](?:[^\"\u201d]{0,60} )?[Ww]e (?:have |had |so far |already |now ){0,2}received\b(?![^.;\"\u201d]{0,60}\bfrom\b)"
)
"""*"We have received 14 bodies," he said*, in the story of a bomb: the word of whoever takes in its dead."""
_WARD = 110
"""Characters on either side of a number within which the hospital that took them in is named."""


_FINDING = frozenset({"recover", "retrieve", "collect", "find"})
_TAKING_IN = frozenset(
    {"receive", "bring in", "get", "take back", "bring back", "collect", "deliver", "transfer", "arrive", "hand over", "return"}
)
_GIVEN_BACK = re.compile(r"\b(?:hand(?:ed|ing|s)? (?:\w+ )?over|repatriat|returned to|turned over|delivered to)", re.I)


def is_found_dead(passage: Passage, reading: Reading, cause: EventType | None) -> bool:
    """Whether the bodies are those of the day's dead, found or brought to a hospital, and nobody's to give back; ``cause``: what the
    story tells of.
    """
    hit, sentence = passage.hit(reading), passage.sentence.text
    if reading.measure != "bodies_returned" or hit is None or _GIVEN_BACK.search(sentence):
        return False
    if hit.trigger.base in _FINDING:
        return True
    received = MORGUES.search(sentence) is not None or (cause is not None and _WE_GOT.search(sentence) is not None)
    return hit.trigger.base in _TAKING_IN and received


def is_found(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*The bodies of 23 were pulled from the rubble* where the story's toll is higher; *11 bodies had been found by then* was the toll."""
    of_bodies = fact.reading.measure == "killed" and _is_of_bodies(fact)
    in_hospital = fact.reading.measure == "injured" and _is_of_hospital(fact)
    got_out = fact.reading.measure == "rescued" and not fact.reading.number.additional and _is_got_out(fact)
    if fact.mode != "increment" or fact.superseded or not (of_bodies or in_hospital or got_out):
        return False
    if _IN_ALL.search(fact.sentence.text, 0, fact.at):
        return False  # "divers had brought up a total of 15 bodies"
    if TOLD_THEN.search(fact.sentence.text) or (of_bodies and _FOUND_THEN.search(fact.sentence.text)):
        return False
    return any(
        other.reading.measure == fact.reading.measure
        and other.mode == "increment"
        and other.status == "happened"
        and not other.superseded
        and other.reading.number.low > fact.reading.number.low
        and (other.side == fact.side or None in (other.side, fact.side))
        and (other.where is None or fact.where is None or other.where.country == fact.where.country)
        and (same_days(other, fact) or (got_out and other.span.start < fact.span.start))
        and not (in_hospital and are_apart(other, fact))
        and (of_one_moment(other, fact) or _is_brought_up(fact) or got_out)
        for other in facts
    )


def _is_got_out(fact: Fact) -> bool:
    """*Pulled three from the wreckage*, *93 survivors were taken to the harbour*."""
    text, end = fact.sentence.text, fact.end
    return _OUT_OF.search(text) is not None or _SURVIVORS_TAKEN.match(text, end) is not None


def _is_of_hospital(fact: Fact) -> bool:
    """*The city's hospitals had admitted 79*, *a doctor said that 47 were brought in*: those whom they know of."""
    text, at = fact.sentence.text, fact.span.start - fact.sentence.span.start
    near = text[max(0, at - _WARD) : at + _WARD]
    return _HOSPITAL.search(near) is not None and _TOOK_IN.search(near) is not None


def _is_brought_up(fact: Fact) -> bool:
    """*On Thursday the army recovered 14 bodies*: the day is that of the finding, and no older count's."""
    start, end = fact.span.start - fact.sentence.span.start, fact.span.end - fact.sentence.span.start
    return _BODIES.search(fact.sentence.text[max(0, start - 24) : end + 24]) is not None


def _is_of_bodies(fact: Fact) -> bool:
    text, at = fact.sentence.text, fact.span.start - fact.sentence.span.start
    before, words = text[max(0, at - 40) : at], text[at : fact.span.end - fact.sentence.span.start]
    return _FOUND.search(before) is not None or _BODIES.search(words) is not None or _AT_ONE_PLACE.search(text) is not None
