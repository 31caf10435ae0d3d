"""`find_dates`: every time expression of a sentence, resolved; the longest and surest reading of each stretch of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from services.extractor.dates.almanac import MONTH, WEEKDAY, plus, safe
from services.extractor.dates.clock import CLOCK, ZONE, clock_time
from services.extractor.dates.mention import Found
from services.extractor.dates.publication import Publication
from services.extractor.dates.relative import Relative
from services.extractor.dates.stated import Stated
from services.extractor.dates.weekdays import Weekdays
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import DateMention
from services.extractor.numbers.words import UNITS

_HINT = re.compile(rf"{MONTH}|{WEEKDAY}|\d:\d\d|\d\s?[ap]\.?m\b|(?:19|20)\d\d|\d(?:st|nd|rd|th)\b|\d\d\d\dGMT")
_HINT_WORD = re.compile(
    r"day\b|days\b|night|week|month|year|hours?\b|decade|overnight|tomorrow|since|so\sfar|to\sdate|now\b|dawn|daybreak|noon|midday|dusk|"
    r"nightfall|morning|afternoon|evening|spring|summer|autumn|fall\b|winter|eve\b|ago\b|earlier|later|gmt"
)
"""Of a text in lower case: where case matters, `re` tells at once which word a letter cannot begin."""
_WEEKDAY = re.compile(WEEKDAY)
_SINCE = keyed(
    rf"\b(?:ever\s)?since\s(?P<late>late\s(?:on\s)?|early\s(?:on\s)?|(?:at\s)?(?:about\s|around\s)?(?P<clock>{CLOCK}){ZONE}\s(?:on\s)?)?"
    r"(?:(?:at\s)?(?:the\s)?(?:start|beginning|end|night|evening|morning)\sof\s|"
    # "since fighting resumed on 18 March", "since the army takeover of 2021"; not "since the mothers were out on Friday", a cause
    r"(?:[\w'’-]{1,16}\s){1,4}(?:between\s(?:[\w'’-]{1,16}\s){1,4}and\s(?:[\w'’-]{1,16}\s){1,4})?"
    r"(?:began|commenced|started|resumed|reignited|erupted|broke\sout|ended|collapsed|signed|agreed|announced|took\shold|"
    r"took\seffect|(?:came|went)\sinto\s(?:force|effect))\s(?:(?:in|across|between|"
    r"at)\s(?:[\w'’-]{1,16}\s){1,5}?)?(?:late\s)?(?:on\s|in\s)?|"
    # words of scorn stand in quotation marks: "since the start of the “cleansing” campaign in the north on 1 October"
    r"(?:the\s|its\s|this\s)?(?:start|beginning|onset|outbreak|launch|opening|eruption)\sof\s(?:[\"“”\w'’-]{1,18}\s){1,5}?"
    r"(?:late\s)?(?:on|in)\s|"
    r"(?:[\w'’-]{1,16}\s){0,5}(?:invasion|takeover|war|coup|ceasefire|truce|offensive|operation|elections?|attack|raid|talks|"
    r"deal|start|outbreak)"
    r"(?:\s(?:of|in|on)\s|,?\s\())?$",
    re.I,
)
_SINCE_ATTACK = keyed(
    r"\b(?:ever\s)?since\s(?:[\w'’-]{1,16}\s){1,4}(?:attacked|invaded|stormed|overran|launched|seized|overthrew|toppled|ousted|"
    r"took|crossed|escalated|intensified|expanded|widened|renewed|restarted|relaunched|began|started|opened|broke|violated|deposed|"
    r"(?:stepped|ramped)\sup|"
    r"captured)\s(?:[\w'’-]{1,16}\s){1,7}(?P<late>late\s|early\s)?(?:on\s|in\s)$",
    re.I,
)
"""*Since gunmen attacked the south on Oct. 7*: what opens a war, and the day of it; not *since they attacked it on Oct. 7, killing 12*."""
_COSTING = re.compile(r",?\s(?:and\s)?(?:killing|leaving|wounding|injuring|killed|wounded|injured|abducting|seizing|taking)\b", re.I)
_RECORD = re.compile(r"\b(?:\w{3,}est|most|worst|record|first|second|third|last|(?:no|only) such|fourth|fifth)\b", re.I)
_WHEN = re.compile(r",?\s(?:when|in\swhich|during\swhich)\b", re.I)
"""*the worst since 2003, when 15 died*: not a count from 2003 on, but one of 2003."""
_OPENED = re.compile(rf"\b(?P<word>between|from) (?:the )?(?:(?:\d{{1,2}} )?(?P<clock>{CLOCK}){ZONE},? (?:on )?)?\Z", re.I)
_JOINED = re.compile(
    r"(?:,? (?:when|which|after|as|in which|the day|the date)\b[^.;:]{1,140}?,)?[ ,]{0,2}(?P<word>and|to|until|till|through|up to) "
    rf"(?:the )?(?:(?:\d{{1,2}} )?(?:{CLOCK}){ZONE},? (?:on )?)?",
    re.I,
)
"""*From 4 a.m. on 24 February, when the attack began, until midnight on 1 March*: what may stand between the two days of a time."""
_JOINS = {"between": ("and",), "from": ("to", "until", "till", "through", "up to")}
_OPENS = 32
"""Characters of *from 4 a.m. local time on* before the first day of a time."""
_HOURS_FROM = keyed(
    r"\b(?:(?:in|over|during|within) )?(?:the |a |an? (?:span|period|space) of )?(?P<hours>24|48|72)[ -]hours? (?:span |period )?"
    r"(?:from|since|beginning|starting|after)(?: on| early| late)? \Z",
    re.I,
)
"""*Nine rockets in the 24 hours from Friday noon*: to Saturday."""
_HOURS_TO = keyed(
    rf"\b(?:in|over|during|for)\sthe\s(?P<hours>\d{{1,3}})\shours\s(?:to|until|till|up\sto|"
    rf"ending)\s(?:(?P<clock>{CLOCK}){ZONE},?\s(?:on\s)?)?$",
    re.I,
)
_PERIOD_TO = keyed(
    r"\b(?:in|over|during|for|within|throughout)\s(?:the|a)\s(?:(?P<count>two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,2})[\s-])?"
    r"(?P<unit>day|week|month|year)s?(?:\speriod)?,?\s(?:ending|ended|to|up\sto|until|through)\s(?:on\s)?$",
    re.I,
)
"""*In the week ending May 16*, *in the 12 months to March*."""
_COUNTS = {"twelve": 12, **UNITS}
_SO_FAR_IN = re.compile(r"\bso\sfar\s(?:in|during)\s$", re.I)
_SO_FAR_AFTER = re.compile(r",?\sso\sfar\b", re.I)
_AS_OF = re.compile(
    rf"\b(?:as\s(?:of|at)|at)\s(?:the\s(?:evening|morning|end|afternoon)\sof\s)?(?:(?P<clock>{CLOCK}){ZONE},?\s(?:on\s)?)?$", re.I
)
_BY = keyed(
    rf"\bby\s(?:(?P<clock>{CLOCK}){ZONE},?\s(?:on\s)?|late\s|early\s|(?:the\s)?(?:evening|morning|end|middle|start|afternoon)\sof\s)?$",
    re.I,
)
_APPOSED = re.compile(r"\s\(|,\s(?:that\sis,?\s)?(?:on\s)?")
"""*In the past day (July 7)*, *yesterday, 7 July*, *on Sunday (July 7)*: what stands between a time and the day
that says which is meant."""
_COUNTED_BACK = re.compile(r"\b(?:days?|nights?) (?:earlier|before|ago)\Z", re.I)
"""*Two days earlier, on Monday evening*: the weekday is surer than the count."""
_FROM_THEN = re.compile(r"\b(?:from|since) (?:the )?\Z", re.I)
_TILL_NOW = re.compile(r" (?:till|until|to|up to) (?:date|now|today|the present)\b", re.I)
"""*From January 1 till date*."""
_HOURS = re.compile(r"(?:between|from)\b", re.I)
_BESIDE = re.compile(r",? \(?(?:at some (?:time|point) )?")
_UNTIL = keyed(r"\b(?P<moved>(?:postponed|delayed|put\soff|moved|rescheduled|pushed\sback|deferred)\s)?(?:until|till)\s$", re.I)
_NEAR = r"(?:at|about|around|from|shortly\safter|just\safter|shortly\sbefore|after|before)"
_FROM_NIGHT = keyed(
    rf"\b(?:from|starting\s(?:at|from)|beginning\s(?:at|from))\s(?:about\s|around\s)?(?:(?:late\s|the\s)?(?:evening|"
    rf"night)\s(?:of|on)\s(?:the\s)?"
    rf"|late\s(?:on\s)?|(?P<clock>{CLOCK}){ZONE},?\s(?:on\s)?(?:the\s(?:evening|night)\sof\s)?)$",
    re.I,
)
_UP_TO = re.compile(r"(?:\s(?:evening|night))?,?\s(?:to|until|till|and|through|up\sto|into)\b|\s?[-\u2013]", re.I)
_FROM_PART = re.compile(r"\b(?:from|between)\s(?:the\s)?(?:evening|night|morning|afternoon)\s(?:of|on)\s(?:the\s)?$", re.I)
_TO_PART = re.compile(
    r"\s(?:to|until|till|and|through)\s(?:the\s)?(?:early\s)?(?:(?:morning|evening|night|afternoon|hours)\s(?:of|on)\s)?(?:the\s)?", re.I
)
_FEW_DAYS = 3
_FROM = keyed(r"\b(?:from|starting|beginning)\s(?:on\s)?$", re.I)
_EVENING = range(18, 24)
"""Hours of the clock that begin a night."""
_AT_CLOCK = re.compile(rf"(?:\b{_NEAR}\s)?(?P<clock>{CLOCK}){ZONE},?\s(?:on\s)?$", re.I)
_CLOCK_AFTER = re.compile(rf",?\s(?:at|around|about|shortly\safter|just\safter|shortly\sbefore)\s(?P<clock>{CLOCK})\b", re.I)
_BARE_CLOCK = re.compile(rf"\b(?P<lead>as\s(?:of|at)|by|{_NEAR})\s(?:about\s|around\s)?(?P<clock>{CLOCK})(?![\w:]){ZONE}", re.I)
_SAYING_BEFORE = re.compile(r"\b(?:said|reported|announced|told|wrote|added|says|stated|reports)\s(?:(?:late|early)\s)?(?:on\s)?$", re.I)
_SAYING_AFTER = re.compile(r",?\s(?:reported|said|announced|told|stated|acknowledged|claimed)\b", re.I)
_WINDOW = 84
_LATE = re.compile(r"\blate\b|\b(?:evening|night)\b", re.I)
_NIGHT_PHRASE = re.compile(r"\b(?:late|night|evening|\d)", re.I)


def find_dates(text: str, publication: Publication, *, offset: int = 0, anchor: date | None = None) -> tuple[DateMention, ...]:
    """The time expressions of one sentence in order, none overlapping, spans shifted by ``offset``.

    Weekdays, days and months count from publication, backwards unless the tense of their clause points forward. *overnight*, *today*,
    *yesterday*, *the previous day* count from ``anchor``, the day that the story or its entry is about, where the caller knows it;
    else from publication. A night counts for its morning (*overnight*, *the night of 16–17 June*, *overnight into Sunday*); a named
    evening for its own day (*on Sunday night*). Where the publication's day is unknown, what counts from it has ``start`` and ``end`` None.
    *X and Y* of neighbouring weekdays is one span; a list of days (*the 13th, 14th and 15th*) is one mention a day.
    """
    if not (_HINT_WORD.search(text.lower()) or _HINT.search(text)):
        return ()
    return tuple(found.mention(text, offset) for found in _Search(text, publication, anchor).run())


class _Search:
    def __init__(self, text: str, publication: Publication, anchor: date | None) -> None:
        self._text = text
        self._today = publication.day or anchor
        self._now = anchor or publication.day
        self._year = publication.year
        self._taken = bytearray(len(text))
        self._found: list[Found] = []

    def run(self) -> list[Found]:
        stated = Stated(self._text, self._today, self._year)
        if any(map(str.isdigit, self._text)):
            self._take(stated.days())
            self._take(Weekdays(self._text, self._today, self._now).found())
        elif _WEEKDAY.search(self._text):
            self._take(Weekdays(self._text, self._today, self._now).found())
        self._take(stated.months())
        self._found = self._between(sorted(self._found, key=lambda found: found.start))
        vague = any(found.precision in ("month", "year") for found in self._found)
        self._days = [(found.start, found.one_day) for found in self._found if found.one_day]
        told_on = self._told_on()
        self._take(Relative(self._text, self._today, self._now, self._earlier_day, self._last_day, told_on, vague_base=vague).found())
        self._found = self._apart(self._with_lead(found) for found in self._bridged())
        self._take(self._bare_clocks())
        return sorted(self._found, key=lambda found: found.start)

    def _take(self, candidates: Iterable[Found]) -> None:
        """Keep each candidate whose words are still free."""
        for found in candidates:
            if found.start < found.end and not any(self._taken[found.start : found.end]):
                self._mark(found)
                self._found.append(found)

    def _between(self, days: list[Found]) -> list[Found]:
        """*Between Oct. 7, 2023 and Friday*: one time that runs from the one day to the other."""
        kept: list[Found] = []
        for found in days:
            before = kept[-1] if kept else None
            if before is not None and (months := self._between_months(before, found)) is not None:
                kept[-1] = months
                continue
            if (
                before is not None
                and before.precision == "month"
                and found.one_day
                and (mixed := self._from_month(before, found)) is not None
            ):
                kept[-1] = mixed
                continue
            if before is not None and before.one_day and found.one_day and before.one_day < found.one_day:
                opened = _OPENED.search(self._text[max(0, before.start - _OPENS) : before.start])
                joined = _JOINED.fullmatch(self._text, before.end, found.start) if opened is not None else None
                if opened is not None and joined is not None and key_of(joined["word"]) in _JOINS[key_of(opened["word"])]:
                    days_long = (found.one_day - before.one_day).days
                    kept[-1] = before.starting_at(
                        before.start - len(opened[0]), end=found.end, last=found.one_day, precision="span", cumulative=days_long > 1
                    )
                    continue
            kept.append(found)
        return kept

    def _from_month(self, month: Found, day: Found) -> Found | None:
        """*Between late April and May 18*: from the first day of the one to the other."""
        opened = _OPENED.search(self._text[max(0, month.start - _OPENS) : month.start])
        joined = self._text[month.end : day.start].strip(" ,")
        if opened is None or month.first is None or day.one_day is None or joined not in _JOINS[key_of(opened["word"])]:
            return None
        if month.first >= day.one_day:
            return None
        start = month.start - len(opened[0])
        return month.starting_at(start, end=day.end, last=day.one_day, precision="span", cumulative=True)

    def _between_months(self, first: Found, last: Found) -> Found | None:
        """*Between June and August*, *from April 2023 to June 2024*: from the first day of the one to the last of the other."""
        if not {first.precision, last.precision} <= {"month", "year"} or first.first is None or last.last is None:
            return None
        opened = _OPENED.search(self._text[max(0, first.start - _OPENS) : first.start])
        joined = opened is None and self._text[first.end : last.start] == " and " and first.precision == last.precision == "month"
        if joined and first.last is not None and (last.first or first.first) - first.last == timedelta(days=1):
            return first.starting_at(first.start, end=last.end, last=last.last, precision="span")  # "last November and December"
        if opened is None or self._text[first.end : last.start].strip(" ,") not in _JOINS[key_of(opened["word"])]:
            return None
        start = first.first
        if start > last.last:  # "between November and March 2024"
            start = start.replace(year=last.last.year)
            start = start.replace(year=start.year - 1) if start > last.last else start
        return first.starting_at(first.start - len(opened[0]), end=last.end, first=start, last=last.last, precision="span", cumulative=True)

    def _mark(self, found: Found) -> None:
        self._taken[found.start : found.end] = b"\x01" * (found.end - found.start)

    def _bridged(self) -> Iterator[Found]:
        """The found, with *from the evening of 2 July to the morning of 3 July* as one span, *the past day (July 7)* as one day."""
        waiting: Found | None = None
        for found in sorted(self._found, key=lambda found: found.start):
            if waiting is None:
                waiting = found
                continue
            if self._is_apposed(waiting, found):
                waiting = found.starting_at(waiting.start)
                continue
            if (counted := self._counted_back(waiting, found)) is not None:
                waiting = counted
                continue
            if (timed := self._timed(waiting, found)) is not None:
                waiting = timed
                continue
            first, last = waiting.one_day, found.one_day
            opened = _FROM_PART.search(self._text[max(0, waiting.start - _WINDOW) : waiting.start])
            bridge = _TO_PART.fullmatch(self._text[waiting.end : found.start])
            if first is not None and last is not None and opened and bridge and 0 < (last - first).days <= _FEW_DAYS:
                start = waiting.start - len(opened[0])
                waiting = replace(waiting, start=start, end=found.end, first=first, last=last, precision="span")
            else:
                yield waiting
                waiting = found
        if waiting is not None:
            yield waiting

    def _timed(self, day: Found, hours: Found) -> Found | None:
        """*On Sunday evening, between 17:00 and 23:30*: the hours are of the day beside them, and run over midnight where they say so."""
        on, first, last = day.one_day, hours.first, hours.last
        clocks = hours.basis == "relative" and hours.time is not None and _HOURS.match(self._text, hours.start) is not None
        if on is None or first is None or last is None or not clocks or _BESIDE.fullmatch(self._text[day.end : hours.start]) is None:
            return None
        return replace(day, end=hours.end, last=plus(on, (last - first).days), time=hours.time, precision="span" if first < last else "day")

    def _is_apposed(self, loose: Found, exact: Found) -> bool:
        """Whether the day right behind a time of a day or two is the one that it means."""
        first, last, day = loose.first, loose.last, exact.one_day
        if loose.basis not in ("relative", "weekday") or exact.basis != "stated" or first is None or last is None or day is None:
            return False
        near = first <= day <= last and (last - first).days <= 1
        return near and _APPOSED.fullmatch(self._text[loose.end : exact.start]) is not None

    def _counted_back(self, count: Found, named: Found) -> Found | None:
        """*Two days earlier, on Monday evening* as that Monday: the last one that is no later than what is counted to."""
        day, weekday = count.one_day, named.one_day
        if count.basis != "relative" or named.basis != "weekday" or day is None or weekday is None:
            return None
        if (
            _COUNTED_BACK.search(self._text, count.start, count.end) is None
            or _APPOSED.fullmatch(self._text[count.end : named.start]) is None
        ):
            return None
        back = (day.weekday() - weekday.weekday()) % 7
        return replace(named, start=count.start, first=plus(day, -back), last=plus(day, -back), ahead=False) if back <= _FEW_DAYS else None

    def _apart(self, extended: Iterable[Found]) -> list[Found]:
        """Without those that a neighbour has grown over: *since fighting* before *since fighting resumed on 18 March*."""
        self._taken = bytearray(len(self._text))
        kept = []
        for found in sorted(extended, key=lambda found: (found.start, -found.end)):
            if not self._taken[found.start]:
                self._mark(found)
                kept.append(found)
        return kept

    def _earlier_day(self, at: int) -> date | None:
        """The last day that the sentence names before offset ``at``."""
        low, high = 0, len(self._days)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._days[middle][0] < at else (low, middle)
        return self._days[low - 1][1] if low else None

    def _last_day(self, at: int) -> date | None:
        """What *the last day* is after the days named before ``at``: the next of a list of days, else the latest of them."""
        days = [day for start, day in self._days if start < at]
        if not days:
            return None
        return plus(days[-1], 1) if plus(days[-1], -1) in days else max(days)

    def _told_on(self) -> date | None:
        """The day of *on Wednesday reported* or *said on Wednesday*, where the sentence has it and names no other day."""
        days = {found.one_day for found in self._found if found.one_day and not found.ahead}
        if len(days) != 1:
            return None
        for found in self._found:
            before = self._text[max(0, found.start - 30) : found.start]
            if found.one_day and (_SAYING_BEFORE.search(before) or _SAYING_AFTER.match(self._text, found.end)):
                return found.one_day
        return None

    def _with_lead(self, found: Found) -> Found:
        """*since*, *as of*, *by*, *until* and a clock time before the expression become part of it."""
        before = max(0, found.start - _WINDOW), found.start
        possessive = self._text[found.end : found.end + 2] in ("'s", "’s")
        if (match := _HOURS_FROM.search(self._text, *before)) and found.one_day and not possessive:
            last = plus(found.one_day, int(match["hours"]) // 24)
            if self._today is not None and last <= self._today:
                return found.starting_at(found.start - len(match[0]), last=last, precision="span", time=None)
        if match := _SINCE.search(self._text, *before):
            return self._since(found, found.start - len(match[0]), match)
        opens = found.basis == "stated" and not _COSTING.match(self._text, found.end)
        if opens and (match := _SINCE_ATTACK.search(self._text, *before)):
            return self._since(found, found.start - len(match[0]), match)
        now = _TILL_NOW.match(self._text, found.end)
        if now is not None and found.first is not None and self._today is not None and (match := _FROM_THEN.search(self._text, *before)):
            last = max(self._today, found.first)
            return found.starting_at(found.start - len(match[0]), end=now.end(), last=last, precision="span", cumulative=True)
        if (match := _PERIOD_TO.search(self._text, *before)) and found.last is not None and (found.one_day or found.precision == "month"):
            first = _first_of(found.last, match)
            return found.starting_at(found.start - len(match[0]), first=first, precision="span", cumulative=True, time=None)
        leads, follows = _SO_FAR_IN.search(self._text, *before), _SO_FAR_AFTER.match(self._text, found.end)
        if (leads or follows) and found.precision in ("month", "year") and self._is_going_on(found):
            start, end = leads.start() if leads else found.start, follows.end() if follows else found.end
            return found.starting_at(start, end=end, last=self._today, precision="span", cumulative=True)
        if (match := _HOURS_TO.search(self._text, *before)) and found.one_day:
            days = -(-int(match["hours"]) // 24)
            first = plus(found.one_day, -days)
            return found.starting_at(found.start - len(match[0]), first=first, precision="span", time=_clock(match))
        if (match := _AS_OF.search(self._text, *before)) and (match[0].lower().startswith("as") or match["clock"]):
            precision = "time" if match["clock"] else found.precision
            as_of = match[0].lower().startswith("as")
            return found.starting_at(found.start - len(match[0]), as_of=as_of, time=_clock(match), precision=precision)
        if (match := _BY.search(self._text, *before)) and not possessive and not found.cumulative:
            start = found.start - len(match[0])
            if found.ahead:
                return found.starting_at(start, first=None, time=_clock(match))
            return found.starting_at(start, as_of=True, first=found.last, time=_clock(match))
        if match := _UNTIL.search(self._text, *before):
            return found if match["moved"] else found.starting_at(found.start - len(match[0]), first=None)
        late = _FROM.search(self._text, *before) and _LATE.search(self._text[found.start : found.end])
        if late and self._is_of_last_night(found, None):
            return replace(found, last=self._today, precision="span")
        if (match := _FROM_NIGHT.search(self._text, *before)) and self._is_of_last_night(found, match):
            start = found.start - len(match[0])
            return found.starting_at(start, last=self._today, precision="span", time=None)
        if match := _AT_CLOCK.search(self._text, *before):
            return found.starting_at(
                found.start - len(match[0]), time=_clock(match), precision="time" if found.one_day else found.precision
            )
        if (match := _CLOCK_AFTER.match(self._text, found.end)) and found.one_day:
            return replace(found, end=match.end(), time=_clock(match), precision="time")
        return found

    def _is_going_on(self, found: Found) -> bool:
        """Whether the day of publication is within the time."""
        if self._today is None or found.first is None or found.last is None:
            return False
        return found.first <= self._today < found.last

    def _is_of_last_night(self, found: Found, match: re.Match[str] | None) -> bool:
        """*From 20:30 on 2 July*, *from the evening of 2 July*, told the morning after: the night runs into the day of the story."""
        clock = _clock(match) if match is not None else None
        evening = clock is None or int(clock[:2]) in _EVENING
        yesterday = self._today is not None and found.one_day is not None and (self._today - found.one_day).days == 1
        return evening and yesterday and _UP_TO.match(self._text, found.end) is None

    def _since(self, found: Found, start: int, match: re.Match[str]) -> Found:
        """From then until now. One night (*since late Thursday*, said on Friday) is a count of its own, a longer time a running total."""
        if found.first is None or self._today is None:
            return found.starting_at(start, cumulative=True, last=self._today, precision="unknown")
        if _WHEN.match(self._text, found.end) and _RECORD.search(self._text[:start]):
            return found.starting_at(start, forward=True)
        night = match["late"] or _NIGHT_PHRASE.search(self._text[found.start : found.end])
        one_night = bool(night) and (self._today - found.first).days <= 1
        first = found.last if found.precision in ("month", "year") and "end of" in match[0].lower() else found.first
        if first == self._today and match["late"] is None and _WEEKDAY.fullmatch(self._text, found.start, found.end):
            first = plus(first, -7)  # of today's own hours one says "since early Monday", "since Monday morning"
        last = max(self._today, first or self._today)
        return found.starting_at(start, first=first, last=last, precision="span", cumulative=not one_night, time=_clock(match))

    def _bare_clocks(self) -> Iterable[Found]:
        """A clock time without its day. Only *as of* and *by* say which day: the one told of."""
        for match in _BARE_CLOCK.finditer(self._text):
            time = clock_time(match["clock"])
            if time is None:
                continue
            as_of = match["lead"].lower().startswith(("as", "by"))
            day = self._now if as_of else None
            yield Found(match.start(), match.end(), day, day, "time", "relative", as_of=as_of, time=time)


def _first_of(last: date, match: re.Match[str]) -> date:
    """The first day of so many days, weeks, months or years that end on ``last``."""
    said = key_of(match["count"] or "one")
    count = int(said) if said.isdigit() else _COUNTS[said]
    if (days := {"day": 1, "week": 7}.get(key_of(match["unit"]))) is not None:
        return plus(last, 1 - days * count)
    months = count * (12 if key_of(match["unit"]) == "year" else 1)
    after = plus(last, 1)
    at = after.year * 12 + after.month - 1 - months
    return safe(at // 12, at % 12 + 1, after.day) or plus(last, -30 * months)


def _clock(match: re.Match[str]) -> str | None:
    return clock_time(clock) if (clock := match.groupdict().get("clock")) else None
