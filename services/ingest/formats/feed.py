"""RSS 0.9x, 1.0, 2.0 and Atom, by feedparser: a feed's entries.

An entry is known by its guid or id, else its link; feeds number no versions, so its date orders them (``updated`` before ``published``).
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import feedparser
import orjson

from services.chassis.errors import PermanentError, TooLarge
from services.ingest.formats.markup import text_of_markup
from services.ingest.formats.wire_format import Arrival, Draft, Item, dispatch
from services.ingest.formats.xml_input import refuse_entities, root_name

_ROOTS = frozenset({"rss", "RDF", "feed", "channel"})
_TIMES = ("updated_parsed", "published_parsed")
"""Read with ``dict.get``: feedparser's own look-up answers one for the other, with a warning."""


def recognises(arrival: Arrival) -> bool:
    return root_name(arrival.data) in _ROOTS


def parse(arrival: Arrival) -> Sequence[Item]:
    refuse_entities(arrival.data)
    if (count := arrival.data.count(b"<item") + arrival.data.count(b"<entry")) > arrival.max_items * 4:
        raise TooLarge(f"some {count:,} entries in one feed; at most {arrival.max_items:,} are taken")
    headers = {"content-type": arrival.content_type or "application/xml"}
    try:
        # No address is resolved against the feed's own: an id would change when the feed moves.
        feed = feedparser.parse(arrival.data, response_headers=headers, sanitize_html=True, resolve_relative_uris=False)
    except RecursionError as error:
        raise PermanentError("invalid_xml", "elements nested too deeply; mend it at its producer") from error
    except ValueError as error:  # it asks for a codec by whatever name the document gives
        raise PermanentError(
            "invalid_xml", f"no encoding that can be read: {error}; declare the one it is in, or none for UTF-8"
        ) from error
    if not feed.entries and feed.bozo and not feed.version:
        raise PermanentError("invalid_xml", f"no feed that can be read: {feed.get('bozo_exception')}; mend it at its producer")
    if len(feed.entries) > arrival.max_items:
        raise TooLarge(f"{len(feed.entries):,} entries in one feed; at most {arrival.max_items:,} are taken")
    return [_entry(entry, feed.feed, arrival) for entry in feed.entries]


def _entry(entry: Any, feed: Any, arrival: Arrival) -> Item:
    when = next((when for each in (entry, feed) for name in _TIMES if (when := _time(dict.get(each, name)))), None)
    draft = Draft(
        story_id=str(entry.get("id") or entry.get("link") or ""),
        published_at=when,
        headline=text_of_markup(str(entry.get("title", ""))),
        body=_body(entry),
        source=str(entry.get("source", {}).get("title") or feed.get("title") or ""),
        url=urljoin(arrival.url, str(entry.get("link", ""))),
        language=str(entry.get("language") or feed.get("language") or "")[:2].lower(),
    )
    raw = orjson.dumps({key: str(value) for key, value in entry.items()})
    return dispatch(draft, arrival, raw)


def _body(entry: Any) -> str:
    """The longest of content and summary: many feeds send a teaser as one and the story as the other."""
    contents = [str(each.get("value", "")) for each in entry.get("content", ())]
    return max((text_of_markup(each) for each in (*contents, str(entry.get("summary", "")))), key=len, default="")


def _time(parsed: Any) -> datetime | None:
    try:
        return None if parsed is None else datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None
