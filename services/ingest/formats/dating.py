"""Times of publication as the wire formats write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from schemas.article import PublishedPrecision

_ISO = re.compile(
    r"(?P<year>\d{4})-?(?P<month>\d{2})"
    r"(?:-?(?P<day>\d{2})(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?\Z"
)


def read_time(text: str | None) -> tuple[datetime, PublishedPrecision] | None:
    """A time as ISO 8601, extended or basic (``20250523T101500+0200``), or as RFC 5322 writes it; None if it is neither.

    In UTC; a time without a zone is UTC. A day or a month is its first instant with its own precision. NITF writes a day as one with
    six zeros (``20250523000000-0400``), which is read as a time: its zone would else be lost.

    >>> [f"{when:%d %B %H:%M} {precision}" for when, precision in map(read_time, ("20250523T101500+0200", "2025-05"))]
    ['23 May 08:15 time', '01 May 00:00 month']
    >>> read_time("Fri, 23 May 2025 10:15:00 +0200")[0].hour, read_time("soon")
    (8, None)
    """
    text = (text or "").strip()[:64]
    match = _ISO.match(text)
    try:
        return _from_iso(match) if match else _from_mail(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _from_iso(match: re.Match[str]) -> tuple[datetime, PublishedPrecision]:
    year, month, day = (int(match[name] or 1) for name in ("year", "month", "day"))
    # A leap second has no place in datetime.
    hour, minute, second = int(match["hour"] or 0), int(match["minute"] or 0), min(int(match["second"] or 0), 59)
    precision: PublishedPrecision = "time" if match["hour"] else "day" if match["day"] else "month"
    zone = (match["zone"] or "Z").replace("Z", "+00:00")
    offset = datetime.fromisoformat(f"2000-01-01T00:00:00{zone if ':' in zone else f'{zone[:3]}:{zone[3:]}'}").tzinfo
    when = datetime(year, month, day, hour, minute, second, tzinfo=offset if precision == "time" else UTC)
    return when.astimezone(UTC), precision


def _from_mail(text: str) -> tuple[datetime, PublishedPrecision]:
    when = parsedate_to_datetime(text)
    return (when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC), "time")
