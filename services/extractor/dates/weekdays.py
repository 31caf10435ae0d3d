"""Weekdays: *late Thursday*, *overnight into Sunday*, *from Friday to Sunday*, *between 8 p.m. on Wednesday and 8 a.m.*"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from schemas.figure import DateBasis, DatePrecision
from services.extractor.dates.almanac import WEEKDAY, WEEKDAYS, Direction, plus, weekday_from
from services.extractor.dates.clock import CLOCK, ZONE, clock_time
from services.extractor.dates.mention import Found
from services.extractor.dates.tense import direction
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.numbers.words import UNITS

_PART = r"(?:\s(?:night|evening|morning|afternoon|dawn))?"
_INTO = r"(?:,?\s(?:into|to|till|until|and)\s|-|–|\s–\s)(?:early\s|the\s)?"
# A night that names its morning: "overnight into Sunday", "late Saturday into Sunday"; or both its days: "the night of Saturday to Sunday".
_NIGHT = keyed(
    r"(?<!day )"
    rf"\b(?:(?:(?:[Oo]n|[Ii]n|[Dd]uring|[Tt]hrough)\s)?(?:[Tt]he\s)?(?:[Oo]vernight|[Nn]ight)\s(?:(?:on|of|from|between)\s)?(?:late\s)?"
    rf"(?:(?P<eve>{WEEKDAY}){_PART}{_INTO}|(?:in)?to\s(?:early\s)?)|[Oo]vernight\s(?:on\s|late\s)?|"
    rf"(?:late\s)?{WEEKDAY}(?:\s(?:night|evening))?\sinto\s(?:early\s)?)"
    rf"(?P<day>{WEEKDAY}){_PART}"
)
_BOUNDED = keyed(
    rf"\b(?:between|from)\s(?:about\s)?(?P<t1>{CLOCK}){ZONE}(?:,?\s(?:on\s|local\stime\son\s)?(?P<d1>{WEEKDAY}){ZONE})?\s(?:and|"
    rf"to|until|till)\s(?:about\s)?"
    rf"(?P<t2>{CLOCK}){ZONE}(?:,?\s(?:on\s)?(?P<d2>{WEEKDAY})|,?\s(?:on\s)?the\s(?:next|following)\s(?:day|morning))?",
    re.I,
)
# "over three days from Friday", "in four days starting on Monday"
_DAYS_FROM = keyed(
    r"\b(?:[Oo]ver|[Ii]n|[Ww]ithin|[Dd]uring|[Aa]cross)\s(?:the\s(?:course\sof\s)?)?(?P<count>two|three|four|five|six|seven|\d)\sdays,?\s"
    rf"(?:from|starting|beginning|begun|that\s(?:began|started)|which\s(?:began|started)|since)\s(?:on\s)?(?P<day>{WEEKDAY})\b"
)
# "between 8.40 p.m. on Saturday and the morning", "from 21:00 on Saturday until dawn": over midnight to a part of the next day.
_TO_MORNING = keyed(
    rf"\b(?:[Bb]etween|[Ff]rom|[Ss]tarting (?:at|from))\s(?:about\s|around\s)?(?:(?P<t1>{CLOCK}){ZONE}\s(?:on\s)?(?P<d1>{WEEKDAY})"
    rf"|(?P<d2>{WEEKDAY})\s(?:evening|night))\s(?:and|to|until|till)\s(?:the\s|early\s)?(?:next\s)?"
    rf"(?P<part>morning|dawn|daybreak|sunrise|early\shours)\b"
)
_SPAN = keyed(
    rf"(?P<open>\b(?:[Bb]etween|[Ff]rom)\s(?:late\s|early\s)?)?\b(?P<first>{WEEKDAY})(?:\s(?:morning|afternoon|evening|night))?"
    rf"(?:\s?(?P<join>to|through|until|till|and|-|–|—)\s?)(?:early\s|late\s|on\s)?(?P<last>{WEEKDAY})(?:\s(?:morning|afternoon|"
    rf"evening|night))?"
)
_ONE = keyed(
    r"(?P<which>\b(?:[Ll]ast|[Nn]ext|[Tt]his(?:\spast|\scoming)?|[Tt]he\s(?:previous|following|coming)|[Cc]oming|[Pp]revious)\s)?"
    r"(?P<part>\b(?:late|early|earlier)\s(?:on\s)?)?"
    rf"\b(?P<day>{WEEKDAY})(?P<time>\s(?:morning|afternoon|evening|night|noon))?(?:\s(?:of\s)?(?P<week>(?:last|next)\sweek))?"
)


class Weekdays:
    """Finds weekdays. Without ``today`` they are found but stay without days: a month alone does not say which Friday."""

    def __init__(self, text: str, today: date | None, now: date | None) -> None:
        self._text = text
        self._today = today
        self._now = now

    def found(self) -> Iterator[Found]:
        """Nights and clock spans first, then spans of days, then single days."""
        for match in _BOUNDED.finditer(self._text):
            yield from self._bounded(match)
        for match in _DAYS_FROM.finditer(self._text):
            towards = direction(self._text, match.start(), match.end())
            first = self._day(match["day"], towards)
            count = UNITS.get(match["count"]) or int(match["count"])
            last = plus(first, count - 1) if first else None
            yield replace(self._mention(match.start(), match.end(), first, last, ahead=towards == "future"), cumulative=True)
        for match in _TO_MORNING.finditer(self._text):
            first = self._day(match["d1"] or match["d2"], "past")
            last = plus(first, 1) if first else None
            yield Found(match.start(), match.end(), first, last, "span" if first else "unknown", "weekday")
        for match in _NIGHT.finditer(self._text):
            day = self._day(match["day"], direction(self._text, match.start(), match.end()))
            eve = plus(day, -1) if day is not None and match["eve"] else day
            yield self._mention(match.start(), match.end(), eve, day)
        for match in _SPAN.finditer(self._text):
            yield from self._span(match)
        for match in _ONE.finditer(self._text):
            yield self._one(match)

    def _bounded(self, match: re.Match[str]) -> Iterator[Found]:
        """Between two clock times: over midnight where the second comes earlier on the dial."""
        begin, finish = clock_time(match["t1"]), clock_time(match["t2"])
        if begin is None or finish is None:
            return
        last = self._day(match["d2"], "past") if match["d2"] else None
        first = self._day(match["d1"], "past") if match["d1"] else None
        overnight = finish <= begin
        if last is None:
            last = plus(first, int(overnight)) if first else self._now
        if first is None and last is not None:
            first = plus(last, -int(overnight))
        if first is not None and last is not None and last < first:
            last = plus(first, int(overnight))
        basis: DateBasis = "weekday" if match["d2"] else "relative"
        yield Found(match.start(), match.end(), first, last, "span" if first != last else "time", basis, time=finish)

    def _span(self, match: re.Match[str]) -> Iterator[Found]:
        towards = direction(self._text, match.start(), match.end())
        first, last = self._day(match["first"], towards), self._day(match["last"], towards)
        gap = (WEEKDAYS[key_of(match["last"])] - WEEKDAYS[key_of(match["first"])]) % 7
        if match["join"] == "and" and not match["open"] and gap > 2:
            return
        if first and last and first > last:
            first, last = (plus(last, -gap), last) if towards != "future" else (first, plus(first, gap))
        found = self._mention(match.start(), match.end(), first, last, ahead=towards == "future")
        yield replace(found, cumulative=True)

    def _one(self, match: re.Match[str]) -> Found:
        which, week = (match["which"] or "").lower().strip(), match["week"]
        towards: Direction = direction(self._text, match.start(), match.end())
        day: date | None
        if week and self._today:
            monday = plus(self._today, -self._today.weekday() + (7 if week.startswith("next") else -7))
            day = plus(monday, WEEKDAYS[key_of(match["day"])])
        elif which in ("last", "this past", "the previous", "previous"):
            base = self._now if "previous" in which else self._today
            day = weekday_from(WEEKDAYS[key_of(match["day"])], plus(base, -1), "past") if base else None
        elif which in ("next", "the following", "this coming", "coming", "the coming"):
            base = self._now if "following" in which else self._today
            day = weekday_from(WEEKDAYS[key_of(match["day"])], plus(base, 1), "future") if base else None
            towards = "future"
        else:
            day = self._day(match["day"], towards)
        return self._mention(match.start(), match.end(), day, day, ahead=towards == "future")

    def _day(self, name: str, towards: Direction) -> date | None:
        return weekday_from(WEEKDAYS[key_of(name)], self._today, towards) if self._today else None

    def _mention(self, start: int, end: int, first: date | None, last: date | None, *, ahead: bool = False) -> Found:
        precision: DatePrecision = "unknown" if last is None else "day" if first == last else "span"
        return Found(start, end, first, last, precision, "weekday", ahead=ahead)
