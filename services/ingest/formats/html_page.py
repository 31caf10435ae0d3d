"""A web page: its story by trafilatura, its date and names from what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import trafilatura
from trafilatura.settings import Document

from schemas.article import PublishedPrecision
from services.chassis.errors import PermanentError, TooLarge
from services.ingest.formats.charsets import decode, stated_charset
from services.ingest.formats.dating import read_time
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch

MAX_BYTES = 5_000_000
"""Of one page: a long live blog has about two."""
MAX_TAGS = 100_000
"""Of one page; the time of extraction grows with them."""

_PAGE = re.compile(rb"\s*(?:<!--(?:(?!-->).){0,5000}-->\s*){0,5}(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL)
_XHTML = re.compile(rb"\s*<\?xml[^>]{0,200}\?>\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

_META_TIME = re.compile(
    r"<meta\b(?=[^>]{0,300}?\b(?:property|name|itemprop)\s*=\s*[\"']?(?P<name>article:(?:modified|published)_time|dateModified|datePublished)\b)"
    r"[^>]{0,300}?\bcontent\s*=\s*[\"']?(?P<time>[\dT:.Z+ -]{10,35})",
    re.IGNORECASE,
)
_HEAD_CHARS = 100_000


def recognises(arrival: Arrival) -> bool:
    head = arrival.data[:20_000].removeprefix(b"\xef\xbb\xbf")
    return _PAGE.match(head) is not None or _XHTML.match(head) is not None


def parse(arrival: Arrival) -> Sequence[Item]:
    if len(arrival.data) > MAX_BYTES:
        raise TooLarge(f"{arrival.name or arrival.url or 'page'}: {len(arrival.data):,} bytes; a page may have {MAX_BYTES:,}")
    if (tags := arrival.data.count(b"<")) > MAX_TAGS:
        raise TooLarge(f"{arrival.name or arrival.url or 'page'}: {tags:,} tags; a page may have {MAX_TAGS:,}")
    meta = _META_CHARSET.search(arrival.data[:4096])
    page = decode(arrival.data, stated_charset(arrival.content_type), meta[1].decode("ascii", "replace") if meta else None).text
    found = trafilatura.bare_extraction(
        page, url=arrival.url or None, include_comments=False, include_tables=False, with_metadata=True, favor_precision=True
    )
    if not isinstance(found, Document) or not (found.text or "").strip():
        raise PermanentError("no_text", f"{arrival.name or arrival.url or 'page'}: no story was found on this page; send its text")
    when = _last_time(page) or read_time(found.date)
    draft = Draft(
        story_id=str(found.url or arrival.url or ""),
        published_at=when[0] if when else None,
        precision=when[1] if when else "time",
        headline=str(found.title or ""),
        body=re.sub(r"\n+", "\n\n", str(found.text).removeprefix(f"{found.title}\n")),
        source=str(found.sitename or found.hostname or ""),
        url=str(found.url or arrival.url or ""),
        language=str(found.language or ""),
    )
    return [dispatch(draft, arrival, arrival.data)]


def _last_time(page: str) -> tuple[datetime, PublishedPrecision] | None:
    """When this version came out, as the page says for machines; trafilatura gives only days, and a page may change within one."""
    times = [(match["name"].lower(), read) for match in _META_TIME.finditer(page[:_HEAD_CHARS]) if (read := read_time(match["time"]))]
    changed = [read for name, read in times if "modified" in name]
    return max(changed or [read for _, read in times], default=None)
