"""Which tallies, incidents and events a reader asks for. A field left None asks for any; names are the same in capitals or not."""

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
            _same(self.tally, row.tally)
            and _same(self.theatre, row.theatre)
            and _same(self.programme, row.programme)
            and (self.phase is None or row.phase == self.phase)
            and (self.date is None or row.date == self.date)
            and _same(self.place, row.place)
            and _same(self.side, row.side)
            and _same(self.group, row.group)
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
            _same(self.type, incident.type)
            and _same(self.theatre, incident.theatre)
            and _same(self.status, incident.status)
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
            _same(self.type, event.type)
            and _same(self.status, event.status)
            and _same(self.ledger, event.ledger)
            and (self.story is None or event.story.story_id == self.story)
            and _same(self.source, event.story.source.id)
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
            _same(self.source, story.source.id)
            and _same(self.credit, story.credit)
            and (self.since is None or story.published_at >= self.since)
        )


def _same(wanted: str | None, found: str | None) -> bool:
    return wanted is None or wanted.casefold() == (found or "").casefold()
