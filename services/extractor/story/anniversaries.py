"""The old day of a story of its anniversary: *gathered on Monday to mark one year since the attack*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.figure import When
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.numbers.words import TENS, UNITS
from services.extractor.passage import Passage
from services.extractor.story.phases import ORDINALS

_COUNT = rf"(?:an?|one|{'|'.join(word for word in (*UNITS, *TENS) if len(word) > 2)}|\d{{1,2}})"
_NTH = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_MARKED = keyed(
    rf"\b(?P<eve>on the eve of |ahead of |before |until |approaching |(?:days?|weeks?|hours) (?:before|ahead of) )?"
    r"(?:the |its |their |this )?"
    rf"(?P<nth>{_NTH})[ -](?:year )?anniversary (?:of|since)\b"
    r"(?! (?:the |its |their |\w+[’']s )?(?:\w+ )?(?:independence|birth|founding|foundation|"
    r"establishment|liberation|revolution|coronation|accession|victory|republic|party|union))|"
    rf"\b(?:mark(?:s|ed|ing)?|commemorat(?:es|ed|ing)|(?:it (?:is|was|has been)|exactly)) (?:exactly )?(?P<count>{_COUNT}) years?,? "
    rf"(?:since|after|from|on from|to the day)\b|"
    rf"\b(?P<day>{_COUNT}) years? (?:ago )?to the day\b|\b(?P<today>{_COUNT}) years ago (?:today|on this day)\b",
    re.I,
)
_HELD = re.compile(
    r"\b(?:protests?|demonstrations?|rall(?:y|ies)|march(?:es)?|celebrations?|gatherings?|vigils?|parades?|processions?|clashes|unrest|"
    r"riots?|strikes?)"
    r"(?: (?:(?:across|in|throughout|around|at|by|of|near|over) (?:the )?[\w'’-]{1,20}(?: (?!\w+ed |met |came )"
    r"[\w'’-]{1,20}){0,3}?|nationwide|held|called|staged|"
    r"organi[sz]ed|planned)){0,3},? (?:to (?:mark|commemorate|observe)|marking|commemorating|on|held on|for|over)(?: the| its)? ?\Z",
    re.I,
)
"""*Killed in rallies held in the capital to mark the second anniversary*: on the anniversary, and not a year before it."""
_MARKING = re.compile(r"(?:mark(?:s|ed|ing)?|commemorat(?:es|ed|ing)) ", re.I)
_IN_IT = re.compile(r"\b(?:in|during|at|amid|by|after|as|when|from)\b")
_IN_WHICH = re.compile(r"\b(?:that|which|who|when|where)\b|\b(?:killing|leaving) of\b")
_ONE = frozenset({"a", "an", "one"})
_LEAD = 3
"""Sentences of the body in which a story says what day it is."""


def day_of_anniversary(body: Sequence[Passage], day: date) -> When | None:
    """The day, so many years back, of the happening whose anniversary the story is of; None on its eve, or where a day is stated."""
    for passage in body[:_LEAD]:
        match = _MARKED.search(passage.sentence.text)
        if match is None or match["eve"] is not None:
            continue
        if _happened_on_it(passage, match):
            return None
        years = _years(match)
        told = [m.start for m in passage.dates if m.start is not None and m.start == m.end and m.precision == "day" and not m.forward]
        on = next((d for d in told if abs((day - d).days) <= 1), day)
        if not 0 < years < on.year:
            return None
        then = on.replace(year=on.year - years, day=min(on.day, 28) if on.month == 2 else on.day)
        return When(start=then, end=then, precision="day", basis="relative", phrase=match[0])
    return None


def _happened_on_it(passage: Passage, match: re.Match[str]) -> bool:
    """Whether people were hurt or taken as the anniversary was marked: *eight died in marches on the anniversary of the coup*,
    *protests to mark the anniversary of the coup left eight dead*.
    """
    text = passage.sentence.text
    marking = _MARKING.match(match[0])
    held = _HELD.search(text, 0, match.start() + marking.end()) if marking is not None else None
    held = held or _HELD.search(text, 0, match.start())
    if held is None:
        return False
    for reading in passage.readings:
        if reading.measure not in ("killed", "injured", "detained"):
            continue
        number = passage.local(reading.number.span)
        if number.end <= held.start() and _IN_IT.search(text, number.end, held.start()) is not None:
            return True
        if number.start >= match.end() and _IN_WHICH.search(text, match.end(), number.start) is None:
            return True
    return False


def _years(match: re.Match[str]) -> int:
    said = key_of(match["nth"] or match["count"] or match["day"] or match["today"])
    if match["nth"] is not None:
        digits = re.sub(r"\D", "", said)
        return int(digits) if digits else ORDINALS.get(said, 0)
    return 1 if said in _ONE else int(said) if said.isdigit() else UNITS.get(said) or TENS.get(said, 0)
