"""The topic catalogue: every topic wiretally reads or writes, with key, clean-up, size and model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.article import Article
from schemas.base import Message
from schemas.dead_letter import DeadLetter
from schemas.event import Event
from schemas.incident import Incident
from schemas.story_index import FetchState, StoryIndexEntry
from schemas.tally import Tally, TallyChange

DAY_MS = 86_400_000
ARCHIVE_DAYS = 3650
"""Articles and events are kept ten years: replays start there."""
DEAD_LETTER_DAYS = 90


@dataclass(frozen=True)
class Topic:
    """One topic. ``partitions`` is the default at creation; a setting may raise it, never lower it."""

    name: str
    key: str
    cleanup: Literal["delete", "compact"]
    model: type[Message]
    about: str
    partitions: int = 4
    retention_days: int | None = None
    type: str = ""
    """CloudEvents type: model and major version."""

    @property
    def config(self) -> dict[str, str]:
        """Kafka topic settings."""
        settings: dict[str, str] = {"cleanup.policy": self.cleanup}
        if self.retention_days is not None:
            settings["retention.ms"] = str(self.retention_days * DAY_MS)
        return settings


ARTICLES = Topic(
    "wiretally.articles.v1",
    "story id",
    "delete",
    Article,
    "One revision of one story; the archive.",
    retention_days=ARCHIVE_DAYS,
    type="wiretally.article.v1",
)
EVENTS = Topic(
    "wiretally.events.v1",
    "ledger",
    "delete",
    Event,
    "Upsert or retraction of one event of one story.",
    retention_days=ARCHIVE_DAYS,
    type="wiretally.event.v1",
)
INCIDENTS = Topic(
    "wiretally.incidents.v1",
    "incident id",
    "compact",
    Incident,
    "What the claims about one happening come to; one partition, since a tally may take in incidents of any ledger.",
    partitions=1,
    type="wiretally.incident.v1",
)
TALLIES = Topic(
    "wiretally.tallies.v1",
    "tally key",
    "compact",
    Tally,
    "Absolute value of one tally row.",
    type="wiretally.tally.v1",
)
TALLY_HISTORY = Topic(
    "wiretally.tally-history.v1",
    "tally key",
    "delete",
    TallyChange,
    "Each change of a tally.",
    retention_days=ARCHIVE_DAYS,
    type="wiretally.tally-change.v1",
)
STORY_INDEX = Topic(
    "wiretally.story-index.v1",
    "story id or alias",
    "compact",
    StoryIndexEntry,
    "What ingest knows of stories.",
    type="wiretally.story-index-entry.v1",
)
DEAD_LETTERS = Topic(
    "wiretally.dead-letters.v1",
    "original key",
    "delete",
    DeadLetter,
    "Original bytes; stage, reason, error, origin in headers.",
    partitions=1,
    retention_days=DEAD_LETTER_DAYS,
    type="wiretally.dead-letter.v1",
)
FETCH_STATE = Topic(
    "wiretally.fetch-state.v1",
    "source id",
    "compact",
    FetchState,
    "What ingest knows of a feed.",
    partitions=1,
    type="wiretally.fetch-state.v1",
)

CATALOGUE: tuple[Topic, ...] = (
    ARTICLES,
    EVENTS,
    INCIDENTS,
    TALLIES,
    TALLY_HISTORY,
    STORY_INDEX,
    DEAD_LETTERS,
    FETCH_STATE,
)
