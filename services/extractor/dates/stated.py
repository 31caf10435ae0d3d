"""Dates that name their day or month: *May 23*, *23–25 May*, *the night of 16–17 June*, *late May*, *March 2022*, *in 2019*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from schemas.figure import DatePrecision
from services.extractor.dates.almanac import (
    DAY,
    MONTH,
    WEEKDAY,
    YEAR,
    Days,
    Direction,
    last_month,
    month_days,
    month_number,
    nearest,
    plus,
    safe,
    season,
    third_of_month,
)
from services.extractor.dates.clock import ZONE, clock_time
from services.extractor.dates.mention import Found
from services.extractor.dates.tense import direction
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.numbers.words import UNITS

_A_MONTH = re.compile(MONTH)
_FOUR_DIGITS = re.compile(r"\d{4}")
_DASH = r"\s?(?:-|–|—|to|through|until|till)\s?"
_WHICH_YEAR = rf"(?:{YEAR}|(?:last|this)\syear)"
_NIGHT = r"(?:(?:on|in|during|of|for)\s)?(?:the\s)?night\s(?:of|from|between)\s(?:the\s)?|overnight\s(?:on\s|from\s)?|overnight\sinto\s"
_SPAN = re.compile(
    rf"(?P<night>{_NIGHT})?(?P<open>\b(?:between|from)\s(?:the\s)?)?(?:{WEEKDAY},?\s)?"
    rf"(?:(?P<m1>{MONTH})\s(?P<a>{DAY})(?P<y1>,?\s{YEAR})?(?:{_DASH}|(?P<and1>\sand\s))(?:{WEEKDAY},?\s)?(?:(?P<m2>{MONTH})\s)?(?P<b>{DAY})"
    rf"|(?P<c>{DAY})(?:\s(?P<m3>{MONTH}))?(?P<y2>,?\s{YEAR})?(?:{_DASH}|(?P<and2>\sand\s))(?P<d>{DAY})\s(?:of\s)?(?P<m4>{MONTH}))"
    rf"(?P<y>,?\s{YEAR})?"
)
_HOUR = r"(?:\d{1,2}[.:]\d{2}|\d{1,2})(?:\s?[ap]\.?m\.?)?"
_FIRST = rf"(?:(?P<m1>{MONTH})\s(?P<a>{DAY})|(?P<b>{DAY})\s(?:of\s)?(?P<m2>{MONTH}))"
_LAST = rf"(?:(?P<m3>{MONTH})\s(?P<c>{DAY})|(?P<d>{DAY})\s(?:of\s)?(?P<m4>{MONTH}))"
_ON = rf"(?:on\s|of\s)?(?:{WEEKDAY},?\s(?:the\s)?)?"
_BOUNDED = keyed(
    rf"\b(?:[Bb]etween|[Ff]rom)\s(?:about\s|around\s)?(?P<t1>{_HOUR}){ZONE},?\s{_ON}{_FIRST},?\s(?:and|to|until|"
    rf"till)\s(?:about\s|around\s)?"
    rf"(?P<t2>{_HOUR}){ZONE}(?:,?\s{_ON}{_LAST})?"
)
_NIGHT_FROM = keyed(rf"(?:{_NIGHT}|night\sof\s){_LAST}\s\(from\s(?:about\s)?{_HOUR}{ZONE},?\s(?:on\s|of\s)?{_FIRST}\)")
_LONGEST_NIGHT = 2
"""Days that two clock times may lie apart and still bound one night."""
_LIST = re.compile(
    rf"(?:(?P<m1>{MONTH})\s(?P<list1>{DAY}(?:,\s{DAY}){{0,5}},?\sand\s{DAY})(?![-–]|\s(?:of|{MONTH}))"
    rf"|(?P<list2>{DAY}(?:(?:,\s|\sand\s|,\sand\s){DAY}){{1,6}})\s(?:of\s)?(?P<m2>{MONTH}))(?P<y>,?\s(?:of\s)?{_WHICH_YEAR})?"
)
_OF_EACH = re.compile(r"\b(?:each|both|every|either|respectively)\b", re.I)
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_ORDINALS = keyed(
    rf"\b(?:on|of|by)\s(?:each\sof\s|both\s)?the\s(?P<days>{_NTH}(?:(?:,\s|\sand\s|,\sand\s)(?:the\s)?{_NTH}){{0,6}})(?!\s[A-Za-z])"
)
_ONE = re.compile(
    rf"(?P<night>{_NIGHT}|night\sof\s)?(?:(?P<weekday>{WEEKDAY}),?\s(?:the\s)?)?"
    rf"(?:(?P<m1>{MONTH})\s(?P<a>{DAY})|(?P<b>{DAY})\s(?:of\s)?(?P<m2>{MONTH}))(?P<y>,?\s(?:of\s)?{_WHICH_YEAR})?"
)
_IN_YEAR = re.compile(rf"\W?(?:(?:But|And|Also) )?[Ii]n (?P<year>{YEAR}), ")
"""*In 2014, a depot blew up on June 27*: the year that opens a sentence is that of its days."""
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_MONTH = keyed(
    rf"(?P<part>\b(?:[Ee]arly|[Mm]id|[Ll]ate)[\s-]|\b(?:[Tt]he\s)?(?P<edge>[Bb]eginning|[Ss]tart|[Mm]iddle|[Ee]nd)\sof\s)?"
    rf"(?P<last>\b[Ll]ast\s|\b[Nn]ext\s|\b[Tt]his\s)?\b(?P<month>{MONTH})(?P<year>,?\s(?:of\s)?(?:{YEAR}|last\syear|this\syear|"
    rf"next\syear))?"
)
_PREPOSITION = r"(?i:in|since|until|by|of|from|during|after|before|and|to|through|between|this|last|early|late|mid|year)"
_MONTH_LEAD = re.compile(rf"(?:\b{_PREPOSITION}\s(?:the\s)?|^)$")
_DID = r"(?:[a-z]{3,12}ed|left|hit|struck|swept|shot|took|set|tore|blew)\b"
_YEAR = re.compile(rf"\b{_PREPOSITION}[\s-](?P<year>{YEAR})(?!\s(?:people\b|[a-z]{{3,20}}s\b(?!\s{_DID})))")
"""Not *in 2015 villages*, but *in 2015 militants attacked*."""
_YEAR_NAME = re.compile(rf"(?P<own>\b(?:[Ii]n|[Dd]uring)\s)?\b(?:[Tt]he|[Aa])\s(?P<year>{YEAR})(?=\s[A-Za-z])")
"""*the 1933 fire*: the year that a happening is called by. *Killed during a 2018 massacre*: that of what stands before it."""
_MONTH_NAME = keyed(rf"\b(?:[Ii]n|[Dd]uring|[Oo]f|[Bb]y)\s(?:the|a|an)\s(?P<month>{MONTH})(?=\s[a-z]{{4,}})")
"""*The dead of the November massacre*."""
_PART_OF_YEAR = keyed(
    r"\b(?:[Ii]n|[Dd]uring|[Oo]ver)\s(?:the\s)?(?P<which>first|last|second)\s(?:(?P<unit>half|quarter)|(?P<count>two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|[2-9]|1[01])\smonths)\sof\s"
    rf"(?P<year>{YEAR}|(?:the|this|last)\syear)\b"
)
"""*In the first half of the year*, *in the first nine months of 2024*."""
_WEEKS_OF_MONTH = keyed(
    r"\b(?:[Ii]n|[Dd]uring|[Oo]ver)\s(?:just\s)?the\s(?P<which>first|second|third|last)\s"
    r"(?:(?P<count>two|three|2|3)\sweeks|week|(?P<half>half))\sof\s"
    rf"(?P<month>{MONTH})(?P<year>,?\s(?:of\s)?(?:{YEAR}|last\syear|this\syear))?"
)
"""*In the first two weeks of May*, *in the second half of April*."""
_MONTHS_OF = {"half": 6, "quarter": 3, **{word: count for word, count in UNITS.items() if 1 < count < 12}}
_DECADE = keyed(r"\b[Tt]he\s(?:(?P<part>early|mid|late)[-\s])?['’]?(?P<century>19|20)?(?P<tens>\d)0['’]?s\b")
"""*The mid-1990s*, *the late '70s*."""
_YEARS_OF = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
_OLD_TENS = 3
"""*The '30s* are of the last century, *the '20s* of this one."""
_SEASON = keyed(rf"\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he)\s(?P<name>spring|summer|autumn|fall|winter)\b(?:\sof\s(?P<year>{YEAR}))?")
_FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "valentine's day": (2, 14),
    "st patrick's day": (3, 17),
    "april fools' day": (4, 1),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "all saints' day": (11, 1),
}
_FEAST_OF = keyed(
    r"\b(?P<name>(?:Christmas|New\sYear['’]s)\s(?:Eve|Day))\s(?=(?:[\w-]{1,16}\s){0,2}(?:attack|strike|airstrike|raid|bombing|"
    r"shooting|stabbing|blast|explosion|massacre|fire|crash|assault|ambush|killing|barrage|quake|earthquake|tsunami)s?\b)",
    re.I,
)
"""*The Christmas Day raid on a barracks*."""
_FEAST = keyed(
    rf"\b(?:on|since|until|till|by|before|after|from|of|between|and)\s(?:the\sevening\sof\s|the\smorning\sof\s)?"
    rf"(?P<name>(?:Christmas|New\sYear['’]s)\s(?:Eve|Day)|(?:Boxing|Valentine['’]s|St\.?\sPatrick['’]s|April\sFools['’]|May|Bastille|"
    rf"All\sSaints['’])\sDay)\b(?:,?\s(?:in\s|of\s)?(?P<year>{YEAR}))?"
    r"(?!\s(?:mass|service|concert|market|dinner|party|parade|celebrations?|holiday|sales?|shoppers?|message|address|speech)\b)",
    re.I,
)
"""*On Christmas Eve*, *since New Year's Day 2017*: feasts that have the same day every year."""
_BEGUN = re.compile(r"\b[Ss]ince\s(?:[\w'’-]{1,20}\s){1,7}on\s\Z")
_IN_BEFORE = re.compile(r"\b[Ii]n\s(?:early\s|late\s)?$")
_A_COUNT = re.compile(
    r"\s(?!(?:and|at|in|on|that|the|to|was|were|is|as|by|for|from|with|near|but|when|after|before|of|or|has|had)\b)[a-z]{3,}"
)


def ahead(towards: Direction) -> bool:
    return towards == "future"


class Stated:
    """Finds dates that name themselves. ``today`` supplies the year that they leave out; without one they stay without days."""

    def __init__(self, text: str, today: date | None, year: int) -> None:
        self._text = text
        self._today = today
        self._year = year

    def days(self) -> Iterator[Found]:
        """Spans and days, the longest reading first."""
        if _A_MONTH.search(self._text):
            yield from self._bounded()
            yield from self._spans()
            yield from self._lists()
            yield from self._single_days()
        if _FOUR_DIGITS.search(self._text):
            yield from self._iso()
        yield from self._ordinals()

    def months(self) -> Iterator[Found]:
        """Feasts, months, seasons and years: only what is left when the days have been taken."""
        yield from self._feasts()
        yield from self._parts_of_years()
        yield from self._weeks_of_months()
        yield from self._whole_months()
        yield from self._named_months()
        yield from self._seasons()
        yield from self._decades()
        if not _FOUR_DIGITS.search(self._text):
            return
        for match in _YEAR.finditer(self._text):
            year = int(match["year"])
            yield Found(match.start("year"), match.end(), date(year, 1, 1), date(year, 12, 31), "year", "stated")
        for match in _YEAR_NAME.finditer(self._text):
            if (year := int(match["year"])) < self._year:
                own = match["own"] is not None
                yield Found(match.start("year"), match.end(), date(year, 1, 1), date(year, 12, 31), "year", "stated", forward=not own)

    def _bounded(self) -> Iterator[Found]:
        """*From 8 p.m. on May 20 to 7 a.m. on May 21*, *from 8 p.m. on May 20 to 7 a.m.*, *the night of 14 September (from 19:30 on 13
        September)*.
        """
        for pattern in (_BOUNDED, _NIGHT_FROM):
            for match in pattern.finditer(self._text):
                towards = direction(self._text, match.start(), match.end())
                first = self._day(match["m1"] or match["m2"], match["a"] or match["b"], None, towards)
                last = self._day_after_clock(match, first, towards)
                if first is not None and last is not None and 0 <= (last - first).days <= _LONGEST_NIGHT:
                    yield Found(match.start(), match.end(), first, last, "span" if first < last else "day", "stated", ahead=ahead(towards))

    def _day_after_clock(self, match: re.Match[str], first: date | None, towards: Direction) -> date | None:
        """The day on which it was over; without one of its own the first, or the next where the clock has gone round."""
        if (month := match["m3"] or match["m4"]) is not None:
            return self._day(month, match["c"] or match["d"], None, towards)
        begin, finish = clock_time(match["t1"]), clock_time(match["t2"])
        return plus(first, int(finish <= begin)) if first and begin and finish else None

    def _spans(self) -> Iterator[Found]:
        for match in _SPAN.finditer(self._text):
            night, opened = match["night"], match["open"]
            if (match["and1"] or match["and2"]) and not (opened or night):
                continue  # "May 20 and 23" are two days
            if match["m1"] and not match["m2"] and not (opened or night) and _BEGUN.search(self._text, 0, match.start("m1")):
                continue  # "brings the number freed since the truce began on March 9 to 26"
            towards = direction(self._text, match.start(), match.end())
            year = _year(match["y"] or match["y2"] or match["y1"])
            if match["m1"]:
                first = self._day(match["m1"], match["a"], _year(match["y1"]) or year, towards)
                last = self._day(match["m2"] or match["m1"], match["b"], year, towards)
            else:
                first = self._day(match["m3"] or match["m4"], match["c"], _year(match["y2"]) or year, towards)
                last = self._day(match["m4"], match["d"], year, towards)
            if first and last and first > last:
                first = safe(last.year - 1, first.month, first.day)  # "from 30 December to 2 January"
            if first is None or last is None or (last - first).days > 400:
                continue
            if night:
                first = last  # a night counts for its morning
            several = first != last
            precision: DatePrecision = "span" if several else "day"
            yield Found(match.start(), match.end(), first, last, precision, "stated", cumulative=several, ahead=ahead(towards))

    def _lists(self) -> Iterator[Found]:
        for match in _LIST.finditer(self._text):
            key = "list1" if match["list1"] else "list2"
            days = list(re.finditer(r"\d{1,2}(?:st|nd|rd|th)?", match[key]))
            year = self._which_year(match["y"])
            if (whole := self._two_days(match, [day[0] for day in days], year)) is not None:
                yield whole
                continue
            for at, day in enumerate(days):
                start = match.start() if at == 0 else match.start(key) + day.start()
                end = match.start(key) + day.end() if at < len(days) - 1 else match.end()
                towards = direction(self._text, match.start(), match.end())
                yield from self._found_day(start, end, self._day(match["m1"] or match["m2"], day[0], year, towards), towards)

    def _two_days(self, match: re.Match[str], days: Sequence[str], year: int | None) -> Found | None:
        """*The attacks of 13 and 14 November*: two days that follow each other are one time, unless each has something of its own."""
        if len(days) != 2 or _OF_EACH.search(self._text):
            return None
        towards = direction(self._text, match.start(), match.end())
        first, last = (self._day(match["m1"] or match["m2"], day, year, towards) for day in days)
        if first is None or last is None or plus(first, 1) != last:
            return None
        return Found(match.start(), match.end(), first, last, "span", "stated", cumulative=True, ahead=ahead(towards))

    def _single_days(self) -> Iterator[Found]:
        opened = _IN_YEAR.match(self._text)
        for match in _ONE.finditer(self._text):
            month, day = match["m1"] or match["m2"], match["a"] or match["b"]
            before = self._text[max(0, match.start() - 12) : match.start()]
            if match["a"] and not match["y"] and _IN_BEFORE.search(before) and _A_COUNT.match(self._text, match.end()):
                continue  # "In May 23 people were killed"
            towards = direction(self._text, match.start(), match.end())
            year = self._which_year(match["y"]) or _year(opened["year"] if opened is not None else None)
            yield from self._found_day(match.start(), match.end(), self._day(month, day, year, towards), towards)

    def _iso(self) -> Iterator[Found]:
        for match in _ISO.finditer(self._text):
            year, month, day = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
            yield from self._found_day(match.start(), match.end(), safe(int(year), int(month), int(day)), "unsaid")

    def _ordinals(self) -> Iterator[Found]:
        """*on each of the 13th, 14th and 15th*: days of this month, or of the last one."""
        for match in _ORDINALS.finditer(self._text):
            for day in re.finditer(r"\d{1,2}(?:st|nd|rd|th)", match["days"]):
                number = int(re.sub(r"\D", "", day[0]))
                start = match.start("days") + day.start()
                yield from self._found_day(start, start + len(day[0]), self._day_of_month(number), "unsaid")

    def _found_day(self, start: int, end: int, day: date | None, towards: Direction) -> Iterator[Found]:
        if day is not None:
            yield Found(start, end, day, day, "day", "stated", ahead=ahead(towards))

    def _whole_months(self) -> Iterator[Found]:
        for match in _MONTH.finditer(self._text):
            lead = _MONTH_LEAD.search(self._text[max(0, match.start() - 16) : match.start()])
            if not (lead or match["part"] or match["year"] or match["last"]):
                continue  # "May" and "March" are also words and names
            towards = direction(self._text, match.start(), match.end())
            month = self._month(month_number(match["month"]), match["year"] or match["last"], towards)
            if month is None:
                continue
            part = (match["edge"] or match["part"] or "").lower().strip(" -")
            named = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}.get(part, part)
            first, last = third_of_month(named, month)
            yield Found(match.start(), match.end(), first, last, "month", "stated", ahead=ahead(towards))

    def _feasts(self) -> Iterator[Found]:
        for match in (*_FEAST.finditer(self._text), *_FEAST_OF.finditer(self._text)):
            name = re.sub(r"\s", " ", key_of(match["name"])).replace("’", "'").replace("st. ", "st ")
            month, number = _FEASTS[name]
            towards = direction(self._text, match.start(), match.end())
            said = match.groupdict().get("year")
            year = _year(said)
            if year is None and self._today is not None:
                day = nearest(month, number, self._today, towards)
            else:
                day = safe(year or self._year, month, number)
            yield from self._found_day(match.start("name"), match.end("year" if said else "name"), day, towards)

    def _parts_of_years(self) -> Iterator[Found]:
        for match in _PART_OF_YEAR.finditer(self._text):
            year = self._which_year(match["year"]) or self._year
            said = match["unit"] or match["count"]
            length = int(said) if said.isdigit() else _MONTHS_OF[said]
            begin = {"first": 1, "second": length + 1, "last": 13 - length}[match["which"]]
            if begin + length <= 13:
                first, last = month_days(year, begin)[0], month_days(year, begin + length - 1)[1]
                if self._today is not None and first <= self._today < last and match["count"]:
                    last = self._today  # "in the first five months of this year", told in May
                yield Found(match.start(), match.end(), first, last, "span", "stated", cumulative=True)

    def _weeks_of_months(self) -> Iterator[Found]:
        for match in _WEEKS_OF_MONTH.finditer(self._text):
            month = self._month(month_number(match["month"]), match["year"], "past")
            days = _part_of_month(match, month) if month is not None else None
            if days is not None:
                yield Found(match.start(), match.end(), *days, "span", "stated", cumulative=True)

    def _decades(self) -> Iterator[Found]:
        for match in _DECADE.finditer(self._text):
            tens = int(match["tens"])
            begin = 100 * int(match["century"] or (19 if tens >= _OLD_TENS else 20)) + 10 * tens
            first, last = _YEARS_OF.get(match["part"] or "", (0, 9))
            yield Found(match.start(), match.end(), date(begin + first, 1, 1), date(begin + last, 12, 31), "year", "stated")

    def _named_months(self) -> Iterator[Found]:
        for match in _MONTH_NAME.finditer(self._text):
            month = self._month(month_number(match["month"]), None, "past")
            if month is not None:
                yield Found(match.start("month"), match.end(), *month, "month", "stated")

    def _seasons(self) -> Iterator[Found]:
        for match in _SEASON.finditer(self._text):
            which, name = key_of(match["which"]), match["name"]
            if match["year"]:
                first, last = season(name, int(match["year"]))
            elif self._today and which != "the":
                first, last = season(name, self._today.year)
                if which == "last" and last >= self._today:
                    first, last = season(name, self._today.year - 1)
                elif which == "next" and first <= self._today:
                    first, last = season(name, self._today.year + 1)
            else:
                continue
            yield Found(match.start(), match.end(), first, last, "month", "stated")

    def _day(self, month: str, day: str, year: int | None, towards: Direction) -> date | None:
        number, name = int(re.sub(r"\D", "", day)), month_number(month)
        if year:
            return safe(year, name, number)
        if self._today is None:
            return safe(self._year, name, number)
        return nearest(name, number, self._today, towards)

    def _day_of_month(self, number: int) -> date | None:
        if self._today is None:
            return None
        month = self._today.replace(day=1)
        for _ in range(3):
            found = safe(month.year, month.month, number)
            if found and found <= self._today:
                return found
            month = plus(month, -1).replace(day=1)
        return None

    def _which_year(self, said: str | None) -> int | None:
        """The year of *2 March 2024*, *March 2 last year*; None where the date leaves it out."""
        if said is not None and "year" in said:
            return (self._today.year if self._today else self._year) - ("last" in said)
        return _year(said)

    def _month(self, name: int, year: str | None, towards: Direction) -> Days | None:
        said = (year or "").lower().strip(" ,")
        base = self._today.year if self._today else self._year
        if number := _year(said):
            return month_days(number, name)
        if said == "last year":
            return month_days(base - 1, name)
        if said == "next year":
            return month_days(base + 1, name)
        if self._today is None:
            return month_days(base, name)
        if said == "last" and name == self._today.month:
            return month_days(base - 1, name)
        return last_month(self._today, name, "future" if said == "next" else towards)


def _year(text: str | None) -> int | None:
    match = re.search(r"(?:19|20)\d\d", text or "")
    return int(match[0]) if match else None


def _part_of_month(match: re.Match[str], month: Days) -> Days | None:
    """None of a part that no month has: *the third two weeks*."""
    first, last = month
    count = match["count"] or "one"
    days = 15 if match["half"] else 7 * (int(count) if count.isdigit() else UNITS[count])
    if match["which"] == "last" or (match["half"] and match["which"] != "first"):
        return (first.replace(day=16) if match["half"] else plus(last, 1 - days)), last
    begins = plus(first, days * {"first": 0, "second": 1, "third": 2}[match["which"]])
    return (begins, min(plus(begins, days - 1), last)) if begins <= last else None
