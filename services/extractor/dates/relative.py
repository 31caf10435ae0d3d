"""Words that count from now or from the day told of: *overnight*, *the previous day*, *two days earlier*, *over the weekend*."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from services.extractor.dates.almanac import Direction, month_days, plus, third_of_month, week_of, weekend
from services.extractor.dates.mention import Found
from services.extractor.dates.tense import direction
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.numbers.words import TENS, UNITS

_COUNTED = {
    **{word: value for word, value in UNITS.items() if value},
    **TENS,
    "a": 1,
    "an": 1,
    "couple": 2,
    "few": 3,
    "several": 3,
    "dozen": 12,
}
_COUNT_WORDS = "|".join(sorted((word for word in _COUNTED if word not in ("a", "an")), key=len, reverse=True))
_COUNT = rf"(?P<count>(?<![\d,.])\d{{1,3}}(?:,\d{{3}})?|a\scouple\sof|a\sfew|an?|{_COUNT_WORDS})"
_UNIT = r"(?P<unit>hour|day|night|week|weekend|month|year|decade)s?"
_ADJECTIVE = r"(?:(?:consecutive|straight|successive|full|whole|long|running)\s)?"

_AGO = keyed(
    rf"\b(?:(?:about|around|some|nearly|almost|more\sthan|less\sthan|under|over|just|exactly|only)\s){{0,2}}{_COUNT}\s{_UNIT}\s"
    r"(?P<way>ago|earlier|before|previously|later|afterwards?|after)\b",
    re.I,
)
_AFTER_EVENT = keyed(rf"\b(?:(?P<sure>exactly\s|just\s)?{_COUNT}|the)\s(?P<unit>day|week|month)s?\safter\b(?=\s[\w“\"'])", re.I)
_YESTERDAY_THEN = re.compile(r"\b[Yy]esterday(?: (?:morning|afternoon|evening|night))?,? \Z")
"""*Killed one yesterday, a day after six had died*: counted back from yesterday."""
_BESIDE = 24
"""Characters of *yesterday afternoon,* before what counts back from it."""
_EVE = keyed(r"\bon\sthe\seve\b(?!\sof\b)", re.I)
_OF_SOMETHING = re.compile(r"\s(?:(?:the|a|an|his|her|its|their)\b|[a-z]{2,12}ing\b|[A-Z])")
_PAST_N = keyed(
    r"\b(?:(?P<within>(?:in|over|for|during|within|through|throughout)\s)?(?:the|these)\s(?:past|last|previous|preceding)|"
    r"(?P<bare>(?:in|over|during|within)\s(?:past|last)(?=\s(?:\d|\w+\shours))))\s"  # headlines drop the article
    rf"(?:{_COUNT}\s)?{_ADJECTIVE}{_UNIT}\b",
    re.I,
)
_IN_N = keyed(
    r"\b(?:in|over|within|across|during|for)\s(?:just\s|only\s|the\s|these\s|the\sspace\sof\s|a\speriod\sof\s|less\sthan\s|under\s)?"
    r"(?P<count>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s"
    rf"{_ADJECTIVE}(?P<unit>day|night|week|month)s\b(?!\s(?:ago|earlier|later|after|before|time))(?:\sof\s[a-z]+)?",
    re.I,
)
_IN_HOURS = keyed(
    r"\b(?:in|within|over)\s(?:just\s|only\s|less\sthan\s|under\s|(?:the|a)\s(?:space|span|period)\sof\s)?(?P<hours>24|48|72)\shours\b"
    r"(?!\s(?:of|from|after|before|later|earlier|ago|to|on)\b)",
    re.I,
)
"""*Shelling killed nine in 24 hours*, *in a span of 24 hours*."""
# "the second such attack in four days" says how often, not how many.
_RANKED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|most|latest|deadliest|biggest|largest|worst)\s(?:[\w-]{1,16}\s){0,4}$", re.I
)
_DAY_WORD = keyed(
    r"\b(?P<word>(?:(?:earlier|later|late|early)\s)?(?:today|tonight|yesterday|tomorrow)(?:\s(?:morning|afternoon|evening|night))?|"
    r"this\s(?:morning|afternoon|evening)|(?:earlier|later)\s(?:in|on)\s(?:the|that|this)\sday|(?:this|that)\s(?:very\s)?day|"
    r"the\ssame\s(?:day|night)(?!\s(?:that|as|when)\b))\b",
    re.I,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SAME_DAY = re.compile(rf",?\s\(?({'|'.join(_WEEKDAYS)})\b", re.I)
"""*Yesterday, Monday*; *today (Friday)*, said on Friday in a story of Saturday."""
_NIGHT = keyed(
    r"\b(?:overnight|last\snight|at\snight|"
    r"(?:(?:at|during|in\sthe\scourse\sof|in|through|throughout|over|on)\s)?(?:the|this)\s(?:past\s|last\s|previous\s)?night(?:\sitself)?|"
    r"in\sthe\s(?:early|small)\shours)\b(?!\s(?:of|into|to|from|raid|watch))",
    re.I,
)
_WAVE = re.compile(r"\b(?:drones?|UAVs?|missiles?|rockets?|Shaheds?|air defen[cs]es?|air force)\b", re.I)
_NEIGHBOUR = keyed(
    r"\b(?:on\s)?(?:the|a)\s(?:(?P<back>previous|preceding)|(?P<forth>following|next|subsequent)|(?P<same>same))\s"
    r"(?P<unit>day|night|morning|evening|afternoon|week|month|year)\b(?!(?<=same\sday)\s(?:that|as|when)\b)|"
    r"\bthe\s(?P<unit2>day|night|evening|morning|afternoon)\s(?P<before>before|after)\b(?!\s[a-z])|"
    r"\ba\s(?P<unit3>day|week|month|year)\s(?P<way>earlier|later|before|after)\b(?!\s(?:the|a|his|its)\b)",
    re.I,
)
_LAST_DAY = keyed(r"\bon\sthe\s(?:last|final|closing)\sday\b(?!\sof\s(?:the\s)?(?:year|month|week)\b)", re.I)
_PERIOD = keyed(
    r"\b(?P<part>earlier\s|later\s|late\s|early\s|mid-?\s?)?(?P<which>this|last|next)\s(?P<unit>week|month|year)\b(?!-)|"
    r"\b(?P<since>so\sfar\sthis\s(?P<unit3>year|month|week)|"
    r"(?:during|over|throughout|in\sthe\scourse\sof)\sthe\s(?:whole\s|entire\s|past\s)?year(?!\s(?:to|before|that|in|after|"
    r"since|ending)\b))\b|"
    r"\b(?:at\s)?the\s(?P<edge>beginning|start|end)\sof\s(?:the|this|last)\s(?P<unit2>week|month|year)\b",
    re.I,
)
_WEEKEND = keyed(
    r"\b(?:(?:over|at|during|on|by|before|this|for)\s)?(?P<which>the|this|last|next|the\spast|the\scoming)\sweekend\b|\bat\sweekend\b|"
    r"\bweekend(?=\s(?:[a-z][\w-]{1,15}\s){0,2}(?:toll|violence|fighting|unrest|shelling|flooding|(?:attack|strike|airstrike|bombing|blast|"
    r"explosion|raid|clash|shooting|killing|crash|storm|flood|fire|quake|landslide|ambush|assault|massacre|accident|barrage|disaster|riot|"
    r"collapse|derailment|sinking|tornado|bombardment)(?:e?s)?)\b)",
    re.I,
)
_PAST_DAY = keyed(
    r"\b(?:in|over|during|within)\s(?:the\s(?:past|last|previous)|past|last(?=\s(?:day|24))|a)\s(?P<unit>day|24|week|month|"
    r"year)(?:\shours)?\b(?!-|\s(?:of|ago|earlier|before|later|after)\b)",
    re.I,
)
_SINCE_EVENT = keyed(
    r"\b(?:ever\s)?since\s(?:then\b|(?:(?:the|its|their|this|[\w-]{2,20}[’']s)\s)?(?:[\w-]{1,16}\s){0,2}?"
    r"(?:start|beginning|outbreak|onset|launch|invasion|war|conflict|coup|takeover|revolution|uprising|ceasefire|truce|"
    r"offensive|hostilities|"
    r"fighting|clashes|violence|unrest|protests|demonstrations|rebellion|revolt|crisis|flare-up|escalation|bombardment|siege|"
    r"(?:earth)?quake|floods?|rains|operation|seizure|collapse|disaster)\b(?:\s(?:of|in|"
    r"on)\s(?:the\s)?(?:[\w-]{1,16}\s?){0,2})?(?:\s(?:first\s)?(?:began|started|erupted|broke\sout))?)",
    re.I,
)
_HAVE_SINCE = keyed(r"\b(?:has|have)\s(?P<since>since)\s(?:also\s)?(?:been\s)?[a-z]+(?:ed|en|t|n)\b", re.I)
"""*542 have since been killed*: from the day told of last."""
_SINCE_PART = keyed(
    r"\b(?:ever\s)?since\s(?:about\s|around\s|early\s|shortly\safter\s|before\s)?(?:midnight|dawn|daybreak|sunrise|noon|midday|"
    r"(?:(?:early|late)\s)?(?:this\s|today[’']s\s|in\sthe\s|the\s(?:early\s)?)?(?:morning|afternoon|hours\sof\s(?:the\smorning|today)))\b"
    r"(?!,?\s(?:(?:of|on)\s|[A-Z]?[a-z]+day\b|\d))",
    re.I,
)
"""*Since midnight*, *since dawn*: the day told of, and no running total."""
_SO_FAR = keyed(r"\b(?:so\sfar|to\sdate|up\sto\snow|until\snow|till\snow|as\sof\snow)\b(?!\sas\b)", re.I)
_RECENT = keyed(
    r"\b(?:in|over|during|within)\s(?:recent|the\smost\srecent)\s(?:days|weeks|months|years|decades)\b|\b(?:over|down|"
    r"through)\sthe\s(?:years|decades)\b|"
    r"\bin\s(?:the\s)?(?:past|last|preceding|previous)\s(?:days|weeks|months|years|decades)\b|"
    r"\b(?:in|over|during|within)\sthe\s(?:few\s|several\s)?(?:days|weeks|months|years)\s"
    r"(?:before|leading\sup\sto|running\sup\sto|prior\sto|preceding|ahead\sof|since)\b",
    re.I,
)
"""*In recent years*, *in the weeks before the vote*: up to now or then, from a time that nobody says."""
_HOURS_A_DAY = 24


class Relative:
    """Finds words that count from ``now``: the day the story or its entry is about, else publication.

    ``earlier_day`` gives the day that the sentence named before an offset, which *the following night* and *a day earlier* count from;
    ``last_day`` the last of those that it lists there; ``told_on`` the day on which it says a night was reported; ``vague_base`` is true
    where it names a month or year, so that *in three days* ends on no known day.
    """

    def __init__(
        self,
        text: str,
        today: date | None,
        now: date | None,
        earlier_day: Callable[[int], date | None],
        last_day: Callable[[int], date | None],
        told_on: date | None,
        *,
        vague_base: bool,
    ) -> None:
        self._text = text
        self._today = today
        self._now = now
        self._earlier_day = earlier_day
        self._last_day = last_day
        self._told_on = told_on
        self._vague_base = vague_base

    def found(self) -> Iterator[Found]:
        """The longest and surest first."""
        for pattern, read in (
            (_PAST_N, self._past_n),
            (_PAST_DAY, self._past_day),
            (_AFTER_EVENT, self._after_event),
            (_NEIGHBOUR, self._neighbour),
            (_LAST_DAY, self._closing_day),
            (_EVE, self._eve),
            (_AGO, self._ago),
            (_WEEKEND, self._weekend),
            (_PERIOD, self._period),
            (_IN_HOURS, self._in_hours),
            (_IN_N, self._in_n),
            (_DAY_WORD, self._day_word),
            (_NIGHT, self._night),
            (_SINCE_PART, self._since_part),
            (_SINCE_EVENT, self._so_far),
            (_SO_FAR, self._so_far),
            (_HAVE_SINCE, self._have_since),
            (_RECENT, self._so_far),
        ):
            for match in pattern.finditer(self._text):
                if found := read(match):
                    yield found

    def _day(self, match: re.Match[str], day: date | None, *, ahead: bool = False) -> Found:
        return Found(match.start(), match.end(), day, day, "day" if day else "unknown", "relative", ahead=ahead)

    def _span(self, match: re.Match[str], days: tuple[date, date] | None, precision: str = "span", **flags: bool) -> Found:
        first, last = days or (None, None)
        return Found(match.start(), match.end(), first, last, precision if days else "unknown", "relative", **flags)  # type: ignore[arg-type]

    def _ago(self, match: re.Match[str]) -> Found | None:
        way, unit, count = key_of(match["way"]), key_of(match["unit"]), _count(match["count"])
        if way in ("before", "after") and _OF_SOMETHING.match(self._text, match.end()):
            return None  # "two days after the strike": the strike's own day is not known here
        back = way not in ("later", "after", "afterward", "afterwards")
        base = self._now if way == "ago" else self._earlier_day(match.start()) or self._now
        if base is None:
            return self._day(match, None)
        sign = -1 if back else 1
        if unit in ("month", "year", "decade"):
            months = count * {"month": 1, "year": 12, "decade": 120}[unit] * sign
            at = base.year * 12 + base.month - 1 + months
            if not 12 <= at < 12 * 9999:
                return None
            return self._span(match, month_days(at // 12, at % 12 + 1), "month" if unit == "month" else "year")
        days = count * {"hour": 0, "day": 1, "night": 1, "week": 7, "weekend": 7}[unit]
        if unit == "hour":
            days = count // _HOURS_A_DAY
        day = plus(base, sign * days)
        exact = unit != "week" or count == 1
        return Found(match.start(), match.end(), day, day, "day" if exact else "week", "relative")

    def _after_event(self, match: re.Match[str]) -> Found | None:
        """*two days after a dam burst*: the day of what comes after these words, counted back from that of what comes before."""
        base = self._earlier_day(match.start()) or self._now
        if base is None:
            return None
        if self._now is not None and _YESTERDAY_THEN.search(self._text, max(0, match.start() - _BESIDE), match.start()):
            base = plus(self._now, -1)
        count = _count(match["count"] or "one")
        if key_of(match["unit"]) == "month":
            at = base.year * 12 + base.month - 1 - count
            return self._span(match, month_days(at // 12, at % 12 + 1), "month", forward=True) if at >= 12 else None
        weeks = key_of(match["unit"]) == "week"
        day = plus(base, -count * (7 if weeks else 1))
        exact = not weeks or count == 1 or match["sure"] is not None
        return Found(match.start(), match.end(), day, day, "day" if exact else "week", "relative", forward=True)

    def _closing_day(self, match: re.Match[str]) -> Found | None:
        """*390 on Friday, 307 on Saturday and 303 on the last day*."""
        day = self._last_day(match.start())
        return self._day(match, day) if day else None

    def _eve(self, match: re.Match[str]) -> Found:
        return self._day(match, plus(self._now, -1) if self._now else None)

    def _past_n(self, match: re.Match[str]) -> Found | None:
        if not match["count"] and not match["within"] and not match["bare"]:
            return None  # "the last day" of a thing, "the previous day"
        unit, count = key_of(match["unit"]), _count(match["count"]) if match["count"] else 1
        if self._now is None:
            return self._span(match, None, cumulative=True)
        if unit == "night" and count == 1:
            return self._day(match, self._night_of())
        if unit == "hour" and not match["count"]:
            return self._day(match, self._now)  # "in the last hours"
        days = {
            "hour": -(-count // _HOURS_A_DAY),
            "day": max(count - 1, 1),
            "night": count - 1,
            "week": 7 * count,
            "weekend": 7 * count,
        }.get(unit)
        if days is None:
            days = count * {"month": 30, "year": 365, "decade": 3652}[unit]
        return self._span(match, (plus(self._now, -days), self._now), cumulative=days > 1)

    def _past_day(self, match: re.Match[str]) -> Found:
        days = {"day": 1, "24": 1, "week": 7, "month": 30, "year": 365}[key_of(match["unit"])]
        return self._span(match, (plus(self._now, -days), self._now) if self._now else None, cumulative=days > 1)

    def _in_n(self, match: re.Match[str]) -> Found | None:
        """*In two days that makes 697*: the last so many days. Said of what is to come, it gives no days."""
        before = self._text[max(0, match.start() - 50) : match.start()]
        if self._now is None or self._vague_base or _RANKED.search(before) or direction(self._text, match.start(), match.end()) == "future":
            return None
        days = _count(match["count"]) * {"day": 1, "night": 1, "week": 7, "month": 30}[key_of(match["unit"])]
        return self._span(match, (plus(self._now, 1 - days), self._now), cumulative=True)

    def _in_hours(self, match: re.Match[str]) -> Found | None:
        ranked = _RANKED.search(self._text[max(0, match.start() - 50) : match.start()])
        if self._now is None or ranked or direction(self._text, match.start(), match.end()) != "past":
            return None
        return self._span(match, (plus(self._now, -(int(match["hours"]) // _HOURS_A_DAY)), self._now))

    def _neighbour(self, match: re.Match[str]) -> Found:
        unit = key_of(match["unit"] or match["unit2"] or match["unit3"])
        base = self._earlier_day(match.start()) or self._now
        if base is None:
            return self._day(match, None)
        if match["same"]:
            step = 0
        else:
            back = match["back"] or (match["before"] or match["way"] or "").lower() in ("before", "earlier")
            step = -1 if back else 1
        if unit in ("week", "month", "year"):
            if match["unit3"] and unit == "week":
                day = plus(base, 7 * step)
                return self._day(match, day)
            return self._span(match, _shifted_period(base, unit, step), unit)
        return self._day(match, plus(base, step))

    def _weekend(self, match: re.Match[str]) -> Found:
        towards: Direction = direction(self._text, match.start(), match.end())
        which = key_of(match["which"] or "")
        if which in ("next", "the coming"):
            towards = "future"
        if self._now is None:
            return self._span(match, None)
        base = plus(self._now, -7) if which == "last" and self._now.weekday() >= 5 else self._now
        days = weekend(base, towards)
        if match[0].lower().startswith("before "):
            return Found(match.start(), match.end(), None, plus(days[0], -1), "day", "relative", ahead=True)
        return self._span(match, days, ahead=towards == "future")

    def _period(self, match: re.Match[str]) -> Found | None:
        if self._today is None:
            return self._span(match, None)
        if match["since"]:
            first, _ = _shifted_period(self._today, key_of(match["unit3"] or "year"), 0)
            return self._span(match, (first, self._today), cumulative=True)
        unit = key_of(match["unit"] or match["unit2"])
        which = key_of(match["which"] or ("last" if "last" in match[0].lower() else "this"))
        step = {"this": 0, "last": -1, "next": 1}[which]
        first, last = _shifted_period(self._today, unit, step)
        part = (match["part"] or match["edge"] or "").lower().strip(" -")
        if part == "earlier" and first < self._today:
            last = plus(self._today, -1)
        elif part == "later" and last > self._today:
            first = plus(self._today, 1)
        elif part in ("beginning", "start", "early", "late", "end", "mid") and unit == "month":
            first, last = third_of_month({"beginning": "early", "start": "early", "end": "late"}.get(part, part), (first, last))
        elif part in ("beginning", "start") and unit == "week":
            last = plus(first, 1)
        elif part in ("late", "end") and unit == "year":
            first = first.replace(month=10)
        elif part in ("beginning", "start", "early") and unit == "year":
            last = first.replace(day=31)
        elif which == "this" and not part and direction(self._text, match.start(), match.end()) == "past":
            last = min(last, self._today)
        return self._span(match, (first, last), unit, ahead=step > 0 or part == "later", cumulative=False)

    def _day_word(self, match: re.Match[str]) -> Found:
        word = key_of(match["word"])
        step = -1 if "yesterday" in word else 1 if "tomorrow" in word else 0
        base = self._now
        if "same" in word or "that day" in word or "in the day" in word:
            base = self._earlier_day(match.start()) or self._now
        elif base is not None and (named := _SAME_DAY.match(self._text, match.end())) is not None:
            base = _nearest(plus(base, step), _WEEKDAYS.index(key_of(named[1])))
            step = 0
        return self._day(match, plus(base, step) if base else None, ahead=step > 0)

    def _night(self, match: re.Match[str]) -> Found:
        """*Last night* is the evening before, but for the waves of drones and missiles that run until the morning they are counted on."""
        told_today = self._told_on in (None, self._now)
        if match[0].lower() == "last night" and told_today and self._now is not None and not _WAVE.search(self._text):
            return self._day(match, plus(self._now, -1))
        return self._day(match, self._night_of())

    def _night_of(self) -> date | None:
        """A night counts for its morning: this morning, or that of the day on which the sentence says it was reported."""
        return self._told_on or self._now

    def _since_part(self, match: re.Match[str]) -> Found:
        return self._day(match, self._now)

    def _so_far(self, match: re.Match[str]) -> Found:
        return Found(match.start(), match.end(), None, self._today, "unknown", "relative", cumulative=True)

    def _have_since(self, match: re.Match[str]) -> Found:
        start, end = match.span("since")
        return Found(start, end, None, self._today, "unknown", "relative", cumulative=True)


def _count(word: str) -> int:
    text = re.sub(r"\s+", " ", word.lower().replace(",", "")).removesuffix(" of").removeprefix("a ")
    return int(text) if text.isdigit() else _COUNTED.get(text, 1)


def _nearest(day: date, weekday: int) -> date:
    """The day of that weekday closest to ``day``: *yesterday, Thursday*, said on Friday and printed on Saturday."""
    return plus(day, (weekday - day.weekday() + 3) % 7 - 3)


def _shifted_period(day: date, unit: str, step: int) -> tuple[date, date]:
    if unit == "week":
        return week_of(plus(day, 7 * step))
    if unit == "year":
        year = min(max(day.year + step, 1), 9999)
        return date(year, 1, 1), date(year, 12, 31)
    at = day.year * 12 + day.month - 1 + step
    return month_days(min(max(at // 12, 1), 9999), at % 12 + 1)
