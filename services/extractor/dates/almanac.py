"""Names of months and weekdays, and the arithmetic of days that wire copy asks for."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

from services.extractor.lowered import key_of

Direction = Literal["past", "future", "unsaid"]
Days = tuple[date, date]

_FULL_MONTHS = "january february march april may june july august september october november december".split()
MONTHS = {name: at for at, name in enumerate(_FULL_MONTHS, 1)} | {name[:3]: at for at, name in enumerate(_FULL_MONTHS, 1)} | {"sept": 9}
WEEKDAYS = {name: at for at, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sep(?:tember|t?\.|t)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![a-z])"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
YEAR = r"(?:19|20)\d\d(?![\d,]\d|\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\d|:\d|[.,]\d)"

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_FUTURE_COST = 4
"""How much nearer a coming day must be than a past one to be meant, where no tense tells: stories tell of what has been."""
_A_MONTH = 31


def month_number(name: str) -> int:
    return MONTHS[key_of(name).rstrip(".")]


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None for 31 June and for years beyond the calendar."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus(day: date, days: int) -> date:
    """``day`` moved by ``days``, stopped at the ends of the calendar instead of failing there."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def month_days(year: int, month: int) -> Days:
    """The first and the last day of a month; beyond the calendar, that of its first or its last year."""
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def nearest(month: int, day: int, today: date, direction: Direction) -> date | None:
    """The day of that name nearest to ``today``, the past preferred; a tense that points forward turns the preference round, and what has
    happened (*erupted on Oct. 7*) is not still to come.

    >>> nearest(3, 11, date(2025, 5, 23), "past"), nearest(6, 18, date(2024, 6, 14), "unsaid")
    (datetime.date(2025, 3, 11), datetime.date(2024, 6, 18))
    """

    def cost(found: date) -> int:
        ahead = (found - today).days
        if ahead > 0:
            return ahead if direction == "future" else _FUTURE_COST * ahead
        return -ahead * (_FUTURE_COST if direction == "future" else 1)

    found = [candidate for year in (today.year - 1, today.year, today.year + 1) if (candidate := safe(year, month, day))]
    # "after the stage of June 3" may be ahead by days, and not by more
    past = [candidate for candidate in found if candidate <= plus(today, _A_MONTH)] if direction == "past" else []
    return min(past or found, key=cost) if found else None


def weekday_from(weekday: int, today: date, direction: Direction) -> date:
    """``Friday`` on a Friday is today; otherwise the last one, or the next where the tense points forward."""
    if direction == "future":
        return plus(today, (weekday - today.weekday()) % 7)
    return plus(today, -((today.weekday() - weekday) % 7))


def week_of(day: date) -> Days:
    monday = plus(day, -day.weekday())
    return monday, plus(monday, 6)


def weekend(today: date, direction: Direction) -> Days:
    """The weekend meant: the present one on its own days, else the last, else the coming one where the tense points forward."""
    saturday = plus(today, 5 - today.weekday())
    if today.weekday() < 5 and direction != "future":
        saturday = plus(saturday, -7)
    return saturday, plus(saturday, 1)


def season(name: str, year: int) -> Days:
    first, last = _SEASONS[key_of(name)]
    end_year = year + 1 if last < first else year
    return month_days(year, first)[0], month_days(end_year, last)[1]


def last_month(today: date, name: int, direction: Direction) -> Days:
    """The month of that name: this year's if it is here or past, else last year's; ahead where the tense points forward."""
    year = today.year
    if direction == "future":
        year += name < today.month
    else:
        year -= name > today.month
    return month_days(year, name)


def third_of_month(part: str | None, month: Days) -> Days:
    """*early*, *mid-* and *late* May are its first ten days, the next ten and the rest."""
    first, last = month
    match (part or "").lower().rstrip("- "):
        case "early":
            return first, first.replace(day=10)
        case "mid":
            return first.replace(day=11), first.replace(day=20)
        case "late":
            return first.replace(day=21), last
        case _:
            return month
