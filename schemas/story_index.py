"""What ingest remembers of stories and feeds, in compacted topics instead of a second database."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from schemas.article import Article, PublishedPrecision, RevisionKind
from schemas.base import Message, StoryId


class StoryIndexEntry(Message):
    """One key of the index.

    *story*: the last revision published under that id. *alias*: agency and normalised headline -> story id. *waiting_kill*: a kill
    that names its story by agency and headline; it waits for every story that bears them, also after the first.
    *embargo*: a story that waits for its time.
    """

    key: str
    entry: Literal["story", "alias", "waiting_kill", "embargo"]
    story_id: StoryId | None = None
    revision: int = 0
    kind: RevisionKind = "original"
    content_hash: str = ""
    stated: int | None = Field(default=None, description="Story: the revision number its producer gave, null if none.")
    seen: tuple[str, ...] = Field(default=(), description="Story: hashes of the revisions already taken in, oldest first.")
    published_at: datetime | None = None
    published_precision: PublishedPrecision = "time"
    article: Article | None = Field(default=None, description="The kill or the embargoed story itself.")


class FetchState(Message):
    """What ingest knows of one feed: validators of the last answer and when to ask again."""

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    next_check_at: datetime | None = None
    failures: int = Field(default=0, ge=0)
