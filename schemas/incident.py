"""`Incident`: what the claims about one happening come to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from schemas.base import Count, EventId, IncidentId, Ledger, Message
from schemas.event import EventType, StoryReference
from schemas.figure import Figure, Group, Measure, Mode, Status, Unit, When, Where

Grade = Literal["denied", "contested", "agreed", "corroborated", "single", "unknown"]
Outcome = Literal["standing", "superseded", "high_only", "contained", "copy", "withdrawn", "rejected", "unknown"]


class Claim(Message):
    """One figure of one standing event of one story revision, and what became of it in its slot.

    ``outcome``: *standing* decides the value; *superseded* gave way to a later claim; *high_only* is an earlier, higher toll not
    withdrawn; *contained* is a vaguer claim that holds a standing exact one; *copy* repeats another claim of the same origin.
    ``reason`` says why in words.
    """

    claim: str = Field(description="Hash of event id and figure; equal claims of one story share it.")
    event_id: EventId
    story: StoryReference
    figure: Figure
    type: EventType = "unknown"
    status: Status = "happened"
    when: When = When()
    where: Where | None = None
    phase: int | None = None
    programme: str | None = None
    origin: str = Field(default="", description="Who gathered it: copies and credited wires share one.")
    outcome: Outcome = "standing"
    reason: str = ""


class Slot(Message):
    """One value of an incident: measure, unit, side, by, group and place say of what.

    A slot with ``part`` true is a breakdown (by place or kind) of another slot here and never adds to it.
    ``origins`` counts the independent origins that state the value; ``rule`` names the rule of design 5.5 that chose ``best``.
    """

    measure: Measure
    unit: Unit
    side: str | None = None
    by: str | None = None
    group: Group = "all"
    place: str | None = None
    part: bool = False
    mode: Mode = "increment"
    low: Count
    best: Count | None = None
    high: Count | None = None
    grade: Grade = "single"
    origins: int = Field(default=1, ge=0)
    rule: str = ""
    claims: tuple[Claim, ...] = ()


class Incident(Message):
    """What all standing claims about one happening come to. ``retracted`` marks one that no claim supports any more: of it only the days
    are still said.

    ``start`` and ``end`` are days, both included; ``theatre`` is the sides in alphabetical order joined by ``-``.
    """

    incident: IncidentId
    ledger: Ledger
    type: EventType = "unknown"
    theatre: str | None = Field(default=None, examples=["RUS-UKR"])
    status: Status = "happened"
    start: date | None = None
    end: date | None = None
    place: str | None = None
    where: Where | None = None
    phase: int | None = None
    programme: str | None = None
    slots: tuple[Slot, ...] = ()
    reasons: tuple[str, ...] = Field(default=(), description="Why these claims are one incident, each merge in words.")
    violations: tuple[str, ...] = Field(default=(), description="Identities that do not hold, such as parts above their whole.")
    updated_at: datetime | None = Field(default=None, description="Newest received_at among its claims.")
    retracted: bool = False
