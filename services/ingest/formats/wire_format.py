"""What every wire format gives: dispatches, items that are no stories of ours, and items that do not fit."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from schemas.article import Article, PublishedPrecision, RevisionKind, Source
from services.chassis.agencies import normalise_agency
from services.chassis.errors import InvalidMessage, PermanentError
from services.chassis.publication import check_date
from services.ingest.formats.completed import completed
from services.ingest.formats.json_input import decode_json
from services.ingest.formats.text import content_hash

Release = Literal["usable", "withheld", "released"]
"""Whether a story may be used. *withheld* takes it back until a later version comes; *released* lets out even a killed one."""

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
MAX_ID = 512
MAX_HEADLINE = 2_000


@dataclass(frozen=True)
class Dispatch:
    """One version of one story as a wire sends it. ``article.revision`` is set only where the format numbers its versions."""

    article: Article
    release: Release = "usable"
    traceparent: str | None = None
    """The trace it was pushed in (W3C Trace Context)."""


@dataclass(frozen=True)
class Unfit:
    """An item that is no article: its bytes (where it is part of a whole, that part anew) and why."""

    value: bytes
    error: PermanentError


@dataclass(frozen=True)
class Ignored:
    """An item that is well formed and no story: a picture, a list of what else there is. ``why`` is a fixed word for counting."""

    why: Literal["not_text", "package"]


Item = Dispatch | Unfit | Ignored


@dataclass(frozen=True)
class Arrival:
    """Bytes as they came, with what is known of them from outside.

    ``name`` is a file name or another name for a reader; ``url`` where they were fetched from; ``content_type`` what the sender says
    they are, a hint only; ``now`` (UTC) dates what bears no date of its own and tells what lies in the future; None if nothing may be
    judged by the clock. ``max_items`` is how many stories they may hold.
    """

    data: bytes
    name: str = ""
    url: str = ""
    content_type: str = ""
    now: datetime | None = None
    max_items: int = 1000
    headers: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def json(self) -> Any:
        """The bytes as JSON, decoded once however many formats ask; None where they are none."""
        return decode_json(self.data)


class WireFormat(Protocol):
    """One wire format: a module with these two functions."""

    def recognises(self, arrival: Arrival) -> bool:
        """Whether the bytes are of this format, by what they hold; never raises."""

    def parse(self, arrival: Arrival) -> Sequence[Item]:
        """The items, in order; one bad item spoils no other. Raises PermanentError where the whole cannot be read."""


@dataclass(frozen=True)
class Draft:
    """What a format read of one story, before it is checked: plain values, empty where the format has none.

    ``story_id`` falls back on a hash of the text; ``version`` is None where the format does not number versions or the number is no
    integer; ``kind`` is None where only the text can tell.
    """

    story_id: str
    published_at: datetime | None
    headline: str
    body: str
    version: int | None = None
    precision: PublishedPrecision = "time"
    kind: RevisionKind | None = None
    release: Release = "usable"
    source: str = ""
    credit: str = ""
    url: str = ""
    language: str = ""
    embargoed_until: datetime | None = None


def dispatch(draft: Draft, arrival: Arrival, raw: bytes) -> Dispatch | Unfit:
    """The dispatch of ``draft``, or why it is none; ``raw`` are its bytes for the dead letter."""
    try:
        return Dispatch(_article(draft, arrival), draft.release)
    except ValidationError as error:
        problem = error.errors(include_input=False, include_url=False)[0]
        return Unfit(raw, InvalidMessage(f"{_named(draft, arrival)}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}"))
    except PermanentError as error:
        return Unfit(raw, error)


def _article(draft: Draft, arrival: Arrival) -> Article:
    draft = _sound(draft)
    headline, body = draft.headline.strip()[:MAX_HEADLINE], draft.body.strip()
    published_at = draft.published_at or arrival.now
    if published_at is None:
        raise PermanentError("no_date", f"{_named(draft, arrival)}: says no date; send it with one")
    if draft.kind != "kill" and not (headline or body):
        raise PermanentError("no_text", f"{_named(draft, arrival)}: has no text, neither headline nor body")
    check_date(published_at, arrival.now, f"{_named(draft, arrival)}: {published_at.isoformat()}")
    name = draft.source.strip()
    fields: dict[str, Any] = {
        "story_id": _story_id(draft, headline, body),
        "headline": headline,
        "body": body,
        "published_at": published_at,
        "published_precision": draft.precision if draft.published_at else "time",
        "embargoed_until": draft.embargoed_until,
    }
    if name:
        fields["source"] = Source(id=normalise_agency(name) or "unknown", name=name)
    if draft.version is not None:
        fields["revision"] = draft.version
    if draft.kind is not None:
        fields["kind"] = draft.kind
    fields |= {key: value for key in ("credit", "url", "language") if (value := getattr(draft, key).strip())}
    return completed(Article.model_validate(fields))


def _sound(draft: Draft) -> Draft:
    """The draft with text that UTF-8 can say: a header of raw bytes is half characters where Python's mail reader cannot decode it."""
    said = {name: value for name, value in vars(draft).items() if isinstance(value, str)}
    sound: dict[str, Any] = {name: _HALF_CHARACTER.sub("\ufffd", value) for name, value in said.items()}
    return draft if sound == said else replace(draft, **sound)


def _story_id(draft: Draft, headline: str, body: str) -> str:
    said = draft.story_id.strip()
    if not said:
        return f"story-{content_hash(headline, body)[:16]}"
    return said if len(said) <= MAX_ID else f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _named(draft: Draft, arrival: Arrival) -> str:
    return draft.story_id[:200] or arrival.name or "the story"


def version_number(text: str | None) -> int | None:
    """A version as an integer, None if it is none: versions are compared as numbers where both are, else by time.

    >>> version_number(" 12 "), version_number("2N"), version_number(None)
    (12, None, None)
    """
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None
