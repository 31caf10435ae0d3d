"""A plain text story: ``date 2025-05-23`` on its first line, then an optional headline, then the body.

The date may be a month, a day or an ISO 8601 timestamp; the text may begin on the same line.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import PurePath

from pydantic import ValidationError

from schemas.article import Article, PublishedPrecision, RevisionKind, Source
from schemas.base import StoryId
from services.chassis.credit_lines import credit_line, dateline, normalise_agency
from services.chassis.errors import PermanentError, TooLarge
from services.chassis.publication import check_date
from services.ingest.formats.opening import split_opening
from services.ingest.notices import kind_of

MAX_BYTES = 500_000
"""Of one story: sixty times a long wire story, and below Kafka's default limit for a message even when quoted as JSON."""

_DATE_LINE = re.compile(
    r"\s*date\s*:?\s*(?P<date>\d{1,5}-\d{1,2}(?:-\d{1,2})?)"
    r"(?P<time>[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w:-])",
    re.IGNORECASE,
)
_REVISION = re.compile(r"(?P<stem>.+)\.r(?P<revision>\d{1,9})\Z", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\x85\u2028]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def parse_text(data: bytes | str, *, name: str, now: datetime | None = None) -> Article:
    """The story in ``data``, UTF-8 with or without a byte order mark.

    ``name`` is its file name: ``NAME.txt`` is the story NAME, ``NAME.r2.txt`` its revision 2. ``now`` (UTC) is what "in the future"
    is measured by; without it no date is too late. Raises PermanentError with the reason ``empty``, ``not_utf8``, ``binary``,
    ``too_large``, ``no_date``, ``impossible_date``, ``no_text`` or ``bad_name``.
    """
    story_id, revision = story_name(name)
    text = _decoded(data, name)
    match = _DATE_LINE.match(text)
    if match is None:
        raise PermanentError(
            "no_date", f'{name}: line 1 has no date; write "date 2025-05-23" (or "date 2025-05", or a timestamp) before the text'
        )
    published_at, precision = _published(match, name, now)
    headline, body = split_opening(text[match.end() :])
    if not headline and not body:
        raise PermanentError("no_text", f"{name}: nothing after the date; add a headline or a body")
    kind: RevisionKind = kind_of(headline, body)
    credit = credit_line(headline, body)
    fields: dict[str, object] = {
        "story_id": story_id,
        "kind": "update" if kind == "original" and revision else kind,
        "source": Source(id=normalise_agency(credit), name=credit) if credit else Source(id=f"file/{story_id}"),
        "credit": credit,
        "headline": headline,
        "dateline": dateline(body),
        "body": body,
        "published_at": published_at,
        "published_precision": precision,
        "content_hash": content_hash(headline, body),
    }
    if revision is not None:
        fields["revision"] = revision
    try:
        return Article.model_validate(fields)
    except ValidationError as error:
        raise PermanentError("invalid_message", f"{name}: {error.errors()[0]['msg']}") from error


def story_name(name: str) -> tuple[StoryId, int | None]:
    """Story id and revision of a file name, folders and the last extension dropped; no revision is None.

    >>> story_name("wire/flood.r2.txt"), story_name("flood.txt"), story_name("flood")
    (('flood', 2), ('flood', None), ('flood', None))
    """
    base = PurePath(name.replace("\\", "/")).name
    stem = re.sub(r"\.(?:txt|text|md|story|wire|news)\Z", "", base, flags=re.IGNORECASE).strip()
    match = _REVISION.match(stem)
    stem, revision = (match["stem"], int(match["revision"])) if match else (stem, None)
    if not stem or len(stem) > 512:
        raise PermanentError("bad_name", f"{name!r} names no story; call the file NAME.txt, or NAME.r1.txt for its revision 1")
    return StoryId(stem), revision


def content_hash(headline: str, body: str) -> str:
    """sha256 of headline, newline, body, in hex: two revisions with one hash say the same."""
    return hashlib.sha256(f"{headline}\n{body}".encode()).hexdigest()


def _decoded(data: bytes | str, name: str) -> str:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > MAX_BYTES:
        raise TooLarge(f"{name}: {size:,} bytes; a story may have {MAX_BYTES:,}, so split it or send its text alone")
    text = _from_utf8(data, name) if isinstance(data, bytes) else data
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")).replace("\u2029", "\n\n")
    if not text.strip():
        raise PermanentError("empty", f'{name}: empty; the first line must be "date 2025-05-23", then the text')
    if _CONTROL.search(text):
        raise PermanentError("binary", f"{name}: control characters, not a text; send the story as plain UTF-8 text")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PermanentError("not_utf8", f"{name}: broken characters (surrogates); save the file as UTF-8") from error
    return text


def _from_utf8(data: bytes, name: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise PermanentError("not_utf8", f"{name}: UTF-16; save it as UTF-8")
    if b"\0" in data:
        raise PermanentError("binary", f"{name}: binary data, not a text; send the story as plain UTF-8 text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PermanentError("not_utf8", f"{name}: line {line} (byte {error.start}) is not UTF-8; save the file as UTF-8") from error


def _published(match: re.Match[str], name: str, now: datetime | None) -> tuple[datetime, PublishedPrecision]:
    said = match["date"] + (match["time"] or "")
    parts = [int(part) for part in match["date"].split("-")]
    precision: PublishedPrecision = "time" if match["time"] else "day" if len(parts) == 3 else "month"
    try:
        day = date(*(parts if len(parts) == 3 else [*parts, 1]))
        time = match["time"].strip("T ").replace(",", ".").replace("Z", "+00:00") if match["time"] else "00:00"
        when = datetime.fromisoformat(f"{day.isoformat()}T{time}")
    except ValueError as error:
        raise PermanentError("impossible_date", f"{name}: line 1: {said} is no date ({error}); write year-month-day") from error
    if precision == "time" and len(parts) != 3:
        raise PermanentError("impossible_date", f"{name}: line 1: {said} has a time but no day; write year-month-dayThh:mm")
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    check_date(when, now, f"{name}: line 1: {said}")
    return when, precision
