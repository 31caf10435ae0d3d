"""ANPA 1312: the wire transmission of American newspapers, one story between control characters.

``SYN SYN SOH`` service level and story number, ``US`` selector; a line of priority, category, version (``bc-`` first, ``1st-ld`` a
lead), slug, date and word count; ``STX`` headers after ``^``, paragraphs after a tab, ``ETX`` service, source and the time of filing
(``05-23-25 1015GMT``); ``EOT``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.article import RevisionKind
from services.ingest.formats.charsets import decode
from services.ingest.formats.telegraph import read_telegram
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch

_HEAD = re.compile(rb"[\x16\x00\s]{0,64}\x01(?P<level>[A-Za-z])(?P<number>\d{4})\x1f(?P<selector>[\w-]{0,20})(?P<rest>[^\x02]{0,2000})\x02")
_SLUG = re.compile(
    r"\b(?:am|pm|bc|ap)-+(?P<slug>[\w.&'-]{1,60})(?P<version>[^\r\n]{0,60}?)\s+(?P<month>\d{1,2})-(?P<day>\d{1,2})\s+(?P<words>\d{1,5})",
    re.IGNORECASE,
)
_FILED = re.compile(
    r"(?P<service>[A-Za-z]{1,8})-(?P<source>[A-Za-z]{1,8})-"
    r"(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{2})\s+(?P<hour>\d{2})(?P<minute>\d{2})\s?GMT",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"\b(?:correct(?:ion|ive)?|sub)\b", re.IGNORECASE)
_UPDATE = re.compile(r"\b(?:\d(?:st|nd|rd|th)?[-\s]?ld|writethru|add|update)\b", re.IGNORECASE)
_KILL = re.compile(r"\b(?:kill|withhold|elimination)\b", re.IGNORECASE)


def recognises(arrival: Arrival) -> bool:
    return _HEAD.match(arrival.data[:4096]) is not None


def parse(arrival: Arrival) -> Sequence[Item]:
    match = _HEAD.match(arrival.data)
    assert match is not None
    telegram = read_telegram(arrival, match.end())
    headers = [line.strip("^<= ").strip() for line in telegram.lines if line.startswith("^")]
    body = [line.strip("<= \t") for line in telegram.lines if line.startswith("\t")] or [
        line.strip("<= \t") for line in telegram.lines if line.strip() and not line.startswith("^")
    ]
    slug = _SLUG.search(decode(match["rest"]).text)
    filed = _FILED.search(telegram.trailer)
    when = _filed(filed)
    service = filed["source"] if filed else ""
    day = when or arrival.now
    draft = Draft(
        # Leads and corrections of a day's story are filed under its slug; the running number is new with each.
        story_id="/".join(
            part
            for part in (service.lower(), f"{day:%Y-%m-%d}" if day else "", (slug["slug"] if slug else match["number"].decode()).lower())
            if part
        ),
        published_at=when,
        headline=headers[1] if len(headers) > 1 else headers[0] if headers else "",
        body="\n\n".join(line for line in body if line),
        kind=_kind(slug["version"] if slug else ""),
        source=service,
    )
    return [dispatch(draft, arrival, arrival.data)]


def _kind(version: str) -> RevisionKind | None:
    if _KILL.search(version):
        return "kill"
    if _CORRECTION.search(version):
        return "correction"
    return "update" if _UPDATE.search(version) else None


def _filed(match: re.Match[str] | None) -> datetime | None:
    if match is None:
        return None
    try:
        return datetime(
            2000 + int(match["year"]), int(match["month"]), int(match["day"]), int(match["hour"]), int(match["minute"]), tzinfo=UTC
        )
    except ValueError:
        return None
