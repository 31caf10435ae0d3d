"""IPTC 7901: a telegraphic message between control characters, still the form of many satellite and FTP wires.

``SOH`` agency and message number, priority, category, word count; an optional line of key words; ``STX`` the text, its first line the
headline; ``ETX`` day, time, month and year (``231015 MAY 25``); ``EOT``. The message has no version: it is known by agency, number
and day; heads in the text (CORRECTION, KILL) are its only signs of life.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from services.chassis.errors import PermanentError
from services.ingest.formats.charsets import decode, stated_charset
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch

_HEAD = re.compile(rb"[\x16\x00\s]{0,64}\x01\s{0,8}(?P<agency>[A-Za-z]{1,8})(?P<number>\d{1,8})[ \t\r\n]{1,8}(?P<rest>[^\x02]{0,2000})\x02")
_PRIORITY = re.compile(r"(?P<priority>[1-9A-Za-z])\s{1,4}(?P<category>[A-Za-z]{1,4})(?:\s{1,4}(?P<words>\d{1,6}))?")
_DATE_TIME = re.compile(
    r"(?P<day>\d{2})(?P<hour>\d{2})(?P<minute>\d{2})\s{0,3}(?:GMT|Z|UTC)?\s{0,3}(?P<month>[A-Za-z]{3})\s{0,3}(?P<year>\d{2,4})"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def recognises(arrival: Arrival) -> bool:
    return _HEAD.match(arrival.data[:4096]) is not None


def parse(arrival: Arrival) -> Sequence[Item]:
    match = _HEAD.match(arrival.data)
    assert match is not None
    end = arrival.data.find(b"\x03", match.end())
    if end < 0:
        raise PermanentError("truncated", f"{arrival.name or 'message'}: its end (ETX) is missing; send it again whole")
    text = decode(arrival.data[match.end() : end], stated_charset(arrival.content_type)).text
    headline, _, body = text.replace("\r\n", "\n").replace("\r", "\n").strip().partition("\n")
    agency, number = match["agency"].decode(), match["number"].decode()
    when = _date_time(decode(arrival.data[end + 1 : end + 200]).text)
    day = when or arrival.now
    draft = Draft(
        story_id=f"{agency.lower()}/{day:%Y-%m-%d}/{number}" if day else f"{agency.lower()}/{number}",
        published_at=when,
        headline=headline.strip(),
        body=paragraphs_of_lines(body),
        source=agency,
    )
    return [dispatch(draft, arrival, arrival.data)]


def paragraphs_of_lines(text: str) -> str:
    """Telegraph copy to paragraphs: a blank line or an indented one begins a new paragraph, other line ends are only the line's length."""
    out = list[list[str]]()
    for line in text.split("\n"):
        stripped = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", line).strip()
        if not stripped:
            out.append([])
        elif not out or line[:1] in "\t" or line.startswith("   "):
            out.append([stripped])
        else:
            out[-1].append(stripped)
    return "\n\n".join(" ".join(lines) for lines in out if lines)


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
