"""Events in a few words, for tests: who tells what of which happening."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from schemas.article import Source
from schemas.base import EventId, Ledger, StoryId
from schemas.event import Event, EventType, Phase, Programme, StoryReference
from schemas.figure import Claimant, Figure, When, Where
from schemas.incident import Incident, Slot
from services.aggregator.claims import digest
from services.chassis.sketch import sketch

DAY = date(2031, 3, 5)


def at(clock: str, day: date = DAY) -> datetime:
    """``13:30`` of a day, UTC."""
    return datetime.combine(day, time.fromisoformat(clock), UTC)


def story(
    name: str,
    *,
    day: date = DAY,
    clock: str = "12:00",
    precision: str = "time",
    outlet: str = "",
    credit: str | None = None,
    text: str = "",
    revision: int = 0,
) -> StoryReference:
    """A story of its own outlet (``outlet``, else its name) and its own words (``text``)."""
    source = Source(id=outlet or name, name=outlet or name)
    published = at(clock, day)
    return StoryReference(story_id=StoryId(name), revision=revision, source=source, credit=credit, published_at=published,
                          published_precision=precision, received_at=published + timedelta(minutes=5), sketch=sketch(text))  # fmt: skip


def place(name: str, *, region: str | None = None, precision: str = "city", country: str = "NOR") -> Where:
    return Where(name=name, country=country, admin1=region, precision=precision)


def speaker(name: str, role: str = "party", side: str | None = None) -> Claimant:
    return Claimant(name=name, role=role, side=side)


def figure(measure: str, low: int, *, high: int | None = -1, best: int | None = -1, unit: str = "", **fields: Any) -> Figure:
    """An exact number unless ``high`` says otherwise (None: at least)."""
    top = low if high == -1 else high
    number = (low if top in (low, None) else None) if best == -1 else best
    kind = unit or {"bodies_returned": "bodies", "launched": "drones", "intercepted": "drones", "hit": "drones"}.get(measure, "persons")
    qualifier = "exact" if top == low else "at_least" if top is None else "range"
    return Figure(measure=measure, unit=kind, low=low, best=number, high=top, qualifier=qualifier, **fields)


def event(
    teller: StoryReference, *figures: Figure, ledger: str = "harm/NOR", kind: EventType = "casualty_report", day: date | None = DAY,
    last: date | None = None, where: Where | None = None, status: str = "happened", phase: int | None = None, programme: str | None = None,
    basis: str = "stated", name: str = "", happening: str = "",
) -> Event:  # fmt: skip
    """One event of ``teller``. Its id follows from what it says but for its numbers, as the extractor's does.

    ``happening`` makes several events of a story one happening; each is its own otherwise.
    """
    key = (teller.story_id, ledger, kind, day, last, where.name if where else None, status, phase, programme, name)
    return Event(
        event_id=EventId(digest(*key)), happening=happening or digest(*key), ledger=Ledger(ledger), type=kind, status=status,
        when=When(start=day, end=last or day, precision="day", basis=basis),
        where=where, phase=Phase(number=phase) if phase else None, programme=Programme(label=programme) if programme else None,
        figures=figures, story=teller,
    )  # fmt: skip


def swap(teller: StoryReference, number: int, *, day: date | None = DAY, **more: Any) -> Event:
    """``number`` released by each of two sides."""
    sides = (("NOR", "SWE"), ("SWE", "NOR"))
    return event(teller, *(figure("released", number, side=side, by=by) for side, by in sides),
                 ledger="exchange/NOR/SWE", kind="prisoner_exchange", day=day, **more)  # fmt: skip


def slot(incident: Incident, measure: str, *, side: str | None = None, group: str = "all", part: bool = False) -> Slot:
    """The one slot of that description."""
    found = [s for s in incident.slots if s.measure == measure and s.group == group and s.part == part and (side is None or s.side == side)]
    assert len(found) == 1, found
    return found[0]


def outcomes(slot: Slot) -> dict[str, str]:
    """What became of each story's claim."""
    return {claim.story.story_id: claim.outcome for claim in slot.claims}
