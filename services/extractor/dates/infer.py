"""The day of publication, worked out from the text, for stories that print only their month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from services.extractor.dates.almanac import MONTH, WEEKDAY, WEEKDAYS, month_days, plus
from services.extractor.dates.mention import Found
from services.extractor.dates.publication import Publication
from services.extractor.dates.stated import Stated
from services.extractor.dates.tense import direction
from services.extractor.lowered import key_of

_DATELINE = re.compile(
    rf"\A\s*(?:[^\n]{{0,200}}\n+){{0,2}}\s?[A-Z][A-Z’'., -]{{2,60}}?[A-Za-z., ]{{0,30}}[,(]\s?"
    rf"(?=(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})\b)"
)
_WEEKDAY = re.compile(rf"\b(?P<other>[Ll]ast|[Nn]ext|[Pp]revious|[Ff]ollowing|[Cc]oming)?\s?\b(?P<day>{WEEKDAY})\b")
_MONTH_FIRST = re.compile(rf"{MONTH}\s\d{{1,2}}(?!\w)")
_LEAD = 400
"""Characters in which a story that dates its news by the day says so."""

_WEEK = 7
_LONG = 20_000
"""What is read of the text; when the news happened is told early."""


def infer_publication_day(text: str, publication: Publication) -> date | None:
    """The day that ``text`` was most likely published on; ``publication.day`` if that is known, None if nothing tells.

    A dateline's date is that day. Otherwise the latest past day of the month that the text names by its date is where to look from: the
    answer is the first day from there on that falls on the weekday of the news. American wires call the days of the last week by their
    weekday alone, so a day that they name by its date (*the May 16 talks*) is a week or more ago; papers that write *24 May* may name the
    day of the news so.

    >>> month = Publication(day=None, month_start=date(2025, 5, 1), precision="month")
    >>> infer_publication_day("The swap began Friday. 788 drones fell between May 20-23.", month)
    datetime.date(2025, 5, 23)
    """
    if publication.day is not None:
        return publication.day
    text = text[:_LONG]
    first, last = month_days(publication.month_start.year, publication.month_start.month)
    days = [found for found in _apart(Stated(text, last, first.year).days(), len(text)) if found.last and first <= found.last <= last]
    if dateline := _DATELINE.match(text):
        dated = next((found.first for found in days if found.start == dateline.end()), None)
        if dated is not None:
            return dated
    weekday = _weekday_of_the_news(text)
    floor: date | None = None
    for found in days:
        if found.last is None or direction(text, found.start, found.end) == "future":
            continue
        day = found.last
        if found.first == day and weekday is not None and not re.search(WEEKDAY, text[max(0, found.start - 12) : found.end]):
            if _MONTH_FIRST.match(text, found.start):
                day = min(plus(day, _WEEK), last)
            elif found.start < _LEAD:
                return day
        floor = max(floor, day) if floor else day
    if floor is None or weekday is None:
        return floor
    inferred = plus(floor, (weekday - floor.weekday()) % _WEEK)
    return inferred if inferred <= last else None


def _apart(found: Iterable[Found], length: int) -> Iterator[Found]:
    """Without those inside an earlier, longer one: the 20 of *May 20-23* is no day of its own."""
    taken = bytearray(length)
    for one in found:
        if not taken[one.start]:
            taken[one.start : one.end] = b"\x01" * (one.end - one.start)
            yield one


def _weekday_of_the_news(text: str) -> int | None:
    """The first weekday that the story names as past; *last Friday* and coming days are not it."""
    for match in _WEEKDAY.finditer(text):
        if not match["other"] and direction(text, match.start(), match.end()) != "future":
            return WEEKDAYS[key_of(match["day"])]
    return None
