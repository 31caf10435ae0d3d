"""`Event`: what one revision of one story says about one happening, or the withdrawal of that."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from schemas.article import PublishedPrecision, RevisionKind, Source
from schemas.base import EventId, Ledger, Message, StoryId
from schemas.figure import Figure, Status, When, Where

EventType = Literal[
    "prisoner_exchange",
    "prisoner_release",
    "exchange_agreement",
    "body_repatriation",
    "capture",
    "detention",
    "abduction",
    "air_attack",
    "shelling",
    "ground_attack",
    "bombing",
    "shooting",
    "air_defence",
    "casualty_report",
    "evacuation",
    "displacement",
    "missing_persons",
    "disaster",
    "accident",
    "talks",
    "agreement",
    "ceasefire",
    "rescue",
    "unknown",
]
Op = Literal["upsert", "retract"]
ActorRole = Literal["side", "attacker", "target", "releaser", "receiver", "mediator", "launcher", "interceptor", "host", "unknown"]


class Actor(Message):
    """A party to the happening: a state (alpha-3) or another (slug)."""

    id: str = Field(examples=["UKR", "houthis"])
    name: str = ""
    role: ActorRole = "unknown"


class Phase(Message):
    """Which instalment of a programme: ``number`` as the story says or by date, ``label`` in its words."""

    number: int | None = Field(default=None, ge=1)
    label: str = ""


class Programme(Message):
    """An agreed exchange and its size for each side: ``{"RUS": 1000, "UKR": 1000}``."""

    label: str = Field(examples=["1,000-for-1,000"])
    size: dict[str, int] = Field(default_factory=dict)


class StoryReference(Message):
    """The story revision that says so. ``sketch`` holds shingle hashes, so that copies of one text are known as one origin."""

    story_id: StoryId
    revision: int = 0
    kind: RevisionKind = "original"
    source: Source = Source()
    credit: str | None = None
    headline: str = ""
    url: str | None = None
    published_at: datetime
    published_precision: PublishedPrecision = "time"
    received_at: datetime | None = None
    sketch: tuple[int, ...] = ()


class Codes(Message):
    """The event type in the field's code books, where one exists."""

    cameo: str | None = None
    plover: str | None = None
    acled: str | None = None


class Event(Message):
    """What a story says about one happening. ``op = retract`` takes back the event of that id, whatever it said.

    ``ledger`` is the Kafka key. Events of one happening in two ledgers share ``happening``.
    ``event_id`` is a hash of the story id and of what the event says, so a revision that leaves a fact alone keeps the id.
    """

    event_id: EventId
    happening: str
    ledger: Ledger = Field(examples=["exchange/RUS/UKR", "harm/UKR", "air/RUS"])
    op: Op = "upsert"
    type: EventType = "unknown"
    status: Status = "happened"
    when: When = When()
    where: Where | None = None
    actors: tuple[Actor, ...] = ()
    phase: Phase | None = None
    programme: Programme | None = None
    figures: tuple[Figure, ...] = ()
    story: StoryReference
    codes: Codes = Codes()
    confidence: float = Field(default=1.0, ge=0, le=1)
    extractor: str = Field(default="", description="Version of the extractor, for audits.")
