"""`Tally`: a named running number, absolute, never a delta; and `TallyChange`: one step of its history."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from pydantic import Field

from schemas.base import Count, IncidentId, Message, StoryId
from schemas.figure import Group, Measure, Unit
from schemas.incident import Claim, Grade


class Check(Message):
    """A cumulative claim held against the sum of increments. ``gap`` is claimed minus counted, null where either is open."""

    claim: Claim
    counted: Count | None = None
    gap: int | None = None
    holds: bool | None = None


class Tally(Message):
    """One row of one tally of ``tallies.yaml``. Keys that the definition does not group by are null.

    ``stories`` and ``incidents`` say what it rests on; ``agreed`` is the promised number of a programme. ``retracted`` marks a row
    that nothing supports any more.
    """

    key: str = Field(
        description="Kafka key: the tally's name and its group-by values, joined by `|`.",
        examples=["prisoners_exchanged|RUS-UKR|1,000-for-1,000|1|2025-05-23||UKR|all"],
    )
    tally: str = Field(examples=["prisoners_exchanged"])
    theatre: str | None = None
    programme: str | None = None
    phase: int | None = None
    date: dt.date | None = None
    place: str | None = None
    side: str | None = None
    group: Group | None = None
    measures: tuple[Measure, ...] = Field(default=(), description="What the row adds up.", examples=[["released"]])
    units: tuple[Unit, ...] = Field(default=(), description="Of what; empty means of anything.", examples=[["persons"]])
    low: Count
    best: Count | None = None
    high: Count | None = None
    agreed: Count | None = None
    grade: Grade = "single"
    origins: int = Field(default=0, ge=0)
    stories: tuple[StoryId, ...] = ()
    incidents: tuple[IncidentId, ...] = ()
    checks: tuple[Check, ...] = ()
    updated_at: datetime | None = None
    retracted: bool = False


class TallyValue(Message):
    """The numbers of a tally at one moment; all null where the row did not stand."""

    low: Count | None = None
    best: Count | None = None
    high: Count | None = None
    agreed: Count | None = None


class TallyChange(Message):
    """One change of one tally: from, to, because of which story, when."""

    key: str
    tally: str
    before: TallyValue
    after: TallyValue
    story_id: StoryId | None = None
    revision: int | None = None
    changed_at: datetime
