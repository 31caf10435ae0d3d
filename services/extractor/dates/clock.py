"""Clock times: ``16:00``, ``8 p.m.``, ``noon``."""

from __future__ import annotations

import re

CLOCK = (
    r"(?:\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?|(?:[01]\d|2[0-3])[0-5]\d(?=\sGMT|\sUTC)|"
    r"noon|midday|midnight|dawn|daybreak|sunrise|dusk|nightfall|sunset)"
)
ZONE = r"(?:\s(?:local\stime|GMT|UTC|[A-Z][a-z]{2,12}\stime|[A-Z]{2,4}T|hours))?"
_NAMED = {
    "noon": "12:00",
    "midday": "12:00",
    "midnight": "00:00",
    "dawn": "05:00",
    "daybreak": "05:00",
    "sunrise": "06:00",
    "dusk": "20:00",
    "nightfall": "21:00",
    "sunset": "20:00",
}
_PARTS = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?::\d{2})?\s?(?:([ap])\.?m)?", re.I)


def clock_time(text: str) -> str | None:
    """``HH:MM`` of a clock time; None where it is none (25:70).

    >>> clock_time("8 p.m."), clock_time("09:30"), clock_time("noon"), clock_time("0905")
    ('20:00', '09:30', '12:00', '09:05')
    """
    if text.lower() in _NAMED:
        return _NAMED[text.lower()]
    match = _PARTS.match(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        hour = hour % 12 + 12 * (match[3].lower() == "p")
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
