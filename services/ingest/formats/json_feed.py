"""JSON Feed 1.0 and 1.1 (jsonfeed.org): a feed's entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from services.chassis.errors import InvalidMessage, TooLarge
from services.ingest.formats.dating import read_time
from services.ingest.formats.json_input import first_text
from services.ingest.formats.markup import text_of_markup
from services.ingest.formats.wire_format import Arrival, Draft, Item, Unfit, dispatch


def recognises(arrival: Arrival) -> bool:
    value = arrival.json
    return isinstance(value, dict) and isinstance(value.get("items"), list) and "jsonfeed.org/version" in str(value.get("version", ""))


def parse(arrival: Arrival) -> Sequence[Item]:
    feed = arrival.json
    if len(feed["items"]) > arrival.max_items:
        raise TooLarge(f"{len(feed['items']):,} entries in one feed; at most {arrival.max_items:,} are taken")
    return [_entry(entry, feed, arrival) for entry in feed["items"]]


def _entry(entry: Any, feed: dict[str, Any], arrival: Arrival) -> Item:
    raw = orjson.dumps(entry)
    if not isinstance(entry, dict):
        return Unfit(raw, InvalidMessage(f"{arrival.name or 'feed'}: a {type(entry).__name__} where an entry should be"))
    when = read_time(first_text([entry.get("date_modified"), entry.get("date_published")]))
    content = first_text([entry.get("content_text")]) or text_of_markup(first_text([entry.get("content_html"), entry.get("summary")]))
    draft = Draft(
        story_id=first_text([entry.get("id"), entry.get("url")]),
        published_at=when[0] if when else None,
        precision=when[1] if when else "time",
        headline=text_of_markup(first_text([entry.get("title")])),
        body=content,
        source=first_text([feed.get("title")]),
        url=first_text([entry.get("url"), entry.get("external_url")]),
        language=first_text([entry.get("language"), feed.get("language")]),
    )
    return dispatch(draft, arrival, raw)
