"""`Article`: one revision of one story, as ingest publishes it and as a foreign producer may."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from schemas.base import Message, StoryId

RevisionKind = Literal["original", "update", "correction", "kill"]
PublishedPrecision = Literal["time", "day", "month"]

MAX_BODY_CHARS = 2_000_000
"""A body longer than this is no story; Kafka's own limit for a message comes soon after."""

_MONTH = re.compile(r"\d{4}-\d{2}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


class Source(Message):
    """The outlet that published the story."""

    id: str = "unknown"
    name: str = ""


class Article(Message):
    """One revision of one story.

    A foreign producer must send ``story_id``, ``body`` and ``published_at``; all else has a default.
    ``published_at`` also takes a day (``2025-05-23``) or a month (``2025-05``): real wires print no more. It is then
    the first instant of that day or month in UTC, and ``published_precision`` says how much of it is meant.
    A time without a zone is UTC.
    """

    story_id: StoryId = Field(min_length=1, max_length=512, examples=["northlight/2025-05-23/swap"])
    revision: int = Field(default=0, ge=0, description="Counts up within a story; a lower one after a higher is stale.")
    kind: RevisionKind = "original"
    source: Source = Source()
    credit: str | None = Field(default=None, description="Agency the outlet credits, if any.", examples=["Northlight"])
    url: str | None = None
    headline: str = ""
    dateline: str = Field(default="", description="Place, date and agency before the first sentence; also in the body.")
    body: str = Field(max_length=MAX_BODY_CHARS, description="Plain text; paragraphs are separated by blank lines.")
    language: str = "en"
    published_at: datetime
    published_precision: PublishedPrecision = "time"
    received_at: datetime | None = Field(default=None, description="When ingest first took it in; null from a foreign producer.")
    content_hash: str = Field(default="", description="sha256 of headline and body, hex.")
    embargoed_until: datetime | None = None
    near_copy_of: StoryId | None = Field(default=None, description="An earlier story that this one repeats nearly word for word, if any.")

    @model_validator(mode="before")
    @classmethod
    def _short_dates(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(text := data.get("published_at"), str):
            if _MONTH.match(text):
                return {"published_precision": "month", **data, "published_at": f"{text}-01T00:00:00Z"}
            if _DAY.match(text):
                return {"published_precision": "day", **data, "published_at": f"{text}T00:00:00Z"}
        return data

    @field_validator("published_at", "received_at", "embargoed_until")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.kind != "kill" and not (self.body.strip() or self.headline.strip()):
            raise ValueError("an article needs a headline or a body; send kind=kill to withdraw a story")
        return self

    @property
    def published_on(self) -> date | None:
        """The day of publication in UTC; None where only the month is known."""
        return None if self.published_precision == "month" else self.published_at.date()

    @property
    def text(self) -> str:
        """Headline, a newline, body: what every offset of a figure counts in, in characters."""
        return f"{self.headline}\n{self.body}"
