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
_ONE = frozenset({"a", "an", "one"})
_LEAD = 3
"""Sentences of the body in which a story says what day it is."""


def day_of_anniversary(body: Sequence[Passage], day: date) -> When | None:
    """The day, so many years back, of the happening whose anniversary the story is of; None on its eve, or where a day is stated."""
    for passage in body[:_LEAD]:
        match = _MARKED.search(passage.sentence.text)
        if match is None or match["eve"] is not None:
            continue
        years = _years(match)
        told = [m.start for m in passage.dates if m.start is not None and m.start == m.end and m.precision == "day" and not m.forward]
        on = next((d for d in told if abs((day - d).days) <= 1), day)
        if not 0 < years < on.year:
            return None
        then = on.replace(year=on.year - years, day=min(on.day, 28) if on.month == 2 else on.day)
        return When(start=then, end=then, precision="day", basis="relative", phrase=match[0])
    return None


def _years(match: re.Match[str]) -> int:
    said = key_of(match["nth"] or match["count"] or match["day"] or match["today"])
    if match["nth"] is not None:
        digits = re.sub(r"\D", "", said)
        return int(digits) if digits else ORDINALS.get(said, 0)
    return 1 if said in _ONE else int(said) if said.isdigit() else UNITS.get(said) or TENS.get(said, 0)
