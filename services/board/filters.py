"""Which tallies, incidents and events a reader asks for. A field left None asks for any."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally


@dataclass(frozen=True, slots=True)
class TallyFilter:
    """Tallies by their group-by values; ``date`` is the row's own day, ``since`` and ``until`` include their ends.

    Rows without a day (a programme's progress) pass ``since`` and ``until``: they run over all days.
    """

    tally: str | None = None
    theatre: str | None = None
    programme: str | None = None
    phase: int | None = None
    date: dt.date | None = None
    place: str | None = None
    side: str | None = None
    group: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __call__(self, row: Tally) -> bool:
        return (
            (self.tally is None or row.tally == self.tally)
            and (self.theatre is None or row.theatre == self.theatre)
            and (self.programme is None or row.programme == self.programme)
            and (self.phase is None or row.phase == self.phase)
            and (self.date is None or row.date == self.date)
            and (self.place is None or row.place == self.place)
            and (self.side is None or row.side == self.side)
            and (self.group is None or row.group == self.group)
            and (self.since is None or row.date is None or row.date >= self.since)
            and (self.until is None or row.date is None or row.date <= self.until)
        )


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Incidents by type, theatre, status, place (a part of its name) and by the days they touch."""

    type: str | None = None
    theatre: str | None = None
    status: str | None = None
    place: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def __call__(self, incident: Incident) -> bool:
        last = incident.end or incident.start
        first = incident.start or incident.end
        return (
            (self.type is None or incident.type == self.type)
            and (self.theatre is None or incident.theatre == self.theatre)
            and (self.status is None or incident.status == self.status)
            and (self.place is None or self.place.casefold() in (incident.place or "").casefold())
            and (self.since is None or (last is not None and last >= self.since))
            and (self.until is None or (first is not None and first <= self.until))
        )


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Events by type, status, ledger, story, outlet and by the moment the story was published (UTC, ``since`` included)."""

    type: str | None = None
    status: str | None = None
    ledger: str | None = None
    story: str | None = None
    source: str | None = None
    since: dt.datetime | None = None

    def __call__(self, event: Event) -> bool:
        return (
            (self.type is None or event.type == self.type)
            and (self.status is None or event.status == self.status)
            and (self.ledger is None or event.ledger == self.ledger)
            and (self.story is None or event.story.story_id == self.story)
            and (self.source is None or event.story.source.id == self.source)
            and (self.since is None or event.story.published_at >= self.since)
        )


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Stories by outlet, by the agency they credit, and by the moment they were published (UTC, ``since`` included)."""

    source: str | None = None
    credit: str | None = None
    since: dt.datetime | None = None

    def __call__(self, story: StoryReference) -> bool:
        return (
            (self.source is None or story.source.id == self.source)
            and (self.credit is None or story.credit == self.credit)
            and (self.since is None or story.published_at >= self.since)
        )
