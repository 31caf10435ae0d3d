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
    withheld: bool = Field(default=False, description="Story: taken back by a withhold, not a kill; its next version lets it out again.")
    releases: int = Field(default=0, ge=0, description="Story: how often it was let out after a withhold or a kill.")
    article: Article | None = Field(default=None, description="The kill or the embargoed story itself.")
    traceparent: str | None = Field(default=None, description="Embargo: the trace that the story came in, and goes on in when it ends.")


class FetchState(Message):
    """What ingest knows of one polled source: validators of the last answer and when to ask again.

    Written only after every story of that answer is acknowledged: a crash in between fetches it again and loses nothing.
    """

    source_id: str
    url: str | None = Field(default=None, description="Where it has moved for good; null while it is where the operator said.")
    configured: str | None = Field(default=None, description="The address the operator gave; another one makes all this void.")
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = Field(default=None, description="sha256 of the last body: servers without validators send it again whole.")
    next_check_at: datetime | None = None
    newest_at: datetime | None = Field(default=None, description="When it last brought a story that was new.")
    failures: int = Field(default=0, ge=0)
    gone: bool = Field(default=False, description="It answered 410 Gone: not asked again until the operator changes its address.")
