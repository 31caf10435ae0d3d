"""IPTC 7901: a telegraphic message between control characters, still the form of many satellite and FTP wires.

``SOH`` agency and message number, priority, category, word count; an optional line of key words; ``STX`` the text, its first line the
headline; ``ETX`` day, time, month and year (``231015 MAY 25``); ``EOT``. The message has no version: it is known by agency, number
and day; heads in the text (CORRECTION, KILL) are its only signs of life.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import dropwhile

from services.ingest.formats.telegraph import read_telegram
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch

_HEAD = re.compile(rb"[\x16\x00\s]{0,64}\x01\s{0,8}(?P<agency>[A-Za-z]{1,8})(?P<number>\d{1,8})[ \t\r\n]{1,8}(?P<rest>[^\x02]{0,2000})\x02")
_DATE_TIME = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s{0,3}(?:GMT|Z|UTC)?\s{0,3}(?P<month>[A-Za-z]{3})\s{0,3}(?P<year>\d{2,4})"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def recognises(arrival: Arrival) -> bool:
    return _HEAD.match(arrival.data[:4096]) is not None


def parse(arrival: Arrival) -> Sequence[Item]:
    match = _HEAD.match(arrival.data)
    assert match is not None
    telegram = read_telegram(arrival, match.end())
    lines = list(dropwhile(lambda line: not line.strip(), telegram.lines))
    agency, number = match["agency"].decode(), match["number"].decode()
    when = _date_time(telegram.trailer)
    day = when or arrival.now
    draft = Draft(
        story_id=f"{agency.lower()}/{day:%Y-%m-%d}/{number}" if day else f"{agency.lower()}/{number}",
        published_at=when,
        headline=lines[0].strip() if lines else "",
        body=_paragraphs(lines[1:]),
        source=agency,
    )
    return [dispatch(draft, arrival, arrival.data)]


def _paragraphs(lines: Sequence[str]) -> str:
    """A blank line or an indented one begins a new paragraph; other line ends are only the line's length."""
    out = list[list[str]]()
    for line in lines:
        if not line.strip():
            out.append([])
        elif not out or line.startswith(("\t", "   ")):
            out.append([line.strip()])
        else:
            out[-1].append(line.strip())
    return "\n\n".join(" ".join(paragraph) for paragraph in out if paragraph)


def _date_time(text: str) -> datetime | None:
    match = _DATE_TIME.search(text)
    if match is None or match["month"].lower() not in _MONTHS:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        return datetime(
            year, _MONTHS.index(match["month"].lower()) + 1, int(match["day"]), int(match["hour"]), int(match["minute"]), tzinfo=UTC
        )
    except ValueError:
        return None
