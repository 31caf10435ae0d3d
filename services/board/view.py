"""`View`: what a board knows of tallies, incidents, recent events and history, as the topics have said so far.

Pure: the messages come in by :meth:`View.apply`, in any order the topics allow and as often as they like.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from schemas.base import Message
from schemas.event import Event, StoryReference
from schemas.incident import Incident, Slot
from schemas.tally import Tally, TallyChange
from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY, Topic
from services.board.provenance import StoryTold, stories_told

VIEWED: tuple[Topic, ...] = (INCIDENTS, TALLIES, EVENTS, TALLY_HISTORY)
"""The topics a view is made of."""

M = TypeVar("M", bound=Message)

Kind = Literal["tally", "incident", "event", "history"]


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a view: the newest message under ``key``, or None where it is gone."""

    kind: Kind
    key: str
    message: Message | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A tally with what it rests on. ``missing`` names incidents that the tally counts and that have not arrived here (yet)."""

    tally: Tally
    incidents: tuple[Incident, ...]
    stories: tuple[StoryReference, ...]
    missing: tuple[str, ...]


@dataclass
class View:
    """Tallies and incidents whole; the ``max_events`` newest events; the ``max_history`` last changes of each tally.

    ``version`` grows with each change and never otherwise: what was rendered at one version is still true at the same version.
    """

    max_events: int = 5_000
    max_history: int = 200
    version: int = 0
    _tallies: dict[str, Tally] = field(default_factory=dict)
    _incidents: dict[str, Incident] = field(default_factory=dict)
    _events: dict[str, Event] = field(default_factory=dict)
    _history: dict[str, deque[TallyChange]] = field(default_factory=dict)
    _told: tuple[int, list[StoryTold]] = (-1, [])

    def apply(self, topic: str, key: str, message: Message | None) -> Change | None:
        """Take in one message; None is a tombstone. Returns the change, or None if it says nothing new.

        Raises ValueError for a topic that is not in :data:`VIEWED` or a message that is not of its model.
        """
        change = self._change(topic, key, message)
        if change is not None:
            self.version += 1
        return change

    def _change(self, topic: str, key: str, message: Message | None) -> Change | None:
        match topic, message:
            case TALLIES.name, Tally() | None:
                standing = message if message is not None and not message.retracted else None
                return Change("tally", key, standing) if _put(self._tallies, key, standing) else None
            case INCIDENTS.name, Incident() | None:
                known = message if message is not None and not message.retracted else None
                return Change("incident", key, known) if _put(self._incidents, key, known) else None
            case EVENTS.name, Event():
                return self._apply_event(message)
            case TALLY_HISTORY.name, TallyChange():
                steps = self._history.setdefault(message.key, deque(maxlen=self.max_history))
                if message in steps:  # a crash between send and commit sends a step again
                    return None
                steps.append(message)
                return Change("history", message.key, message)
            case ((EVENTS.name | TALLY_HISTORY.name), None):
                return None
        raise ValueError(f"a board takes no {type(message).__name__} from topic {topic}")

    def _apply_event(self, event: Event) -> Change | None:
        standing = event if event.op == "upsert" else None
        if not _put(self._events, event.event_id, standing):
            return None
        # Twice the bound before cutting back, so that the sort is paid once in max_events messages.
        if len(self._events) >= 2 * self.max_events:
            self._events = {kept.event_id: kept for kept in self.events(limit=self.max_events)}
        return Change("event", event.event_id, standing)

    def tallies(self, wanted: Callable[[Tally], bool] = lambda _: True) -> list[Tally]:
        """The rows that stand, in the order of their names and group-by values."""
        return sorted((row for row in self._tallies.values() if wanted(row)), key=tally_order)

    def tally(self, key: str) -> Tally | None:
        return self._tallies.get(key)

    def incidents(self, wanted: Callable[[Incident], bool] = lambda _: True) -> list[Incident]:
        """The incidents that stand, newest day first, undated last."""
        found = [incident for incident in self._incidents.values() if wanted(incident)]
        found.sort(key=lambda incident: incident.incident)
        found.sort(key=lambda incident: str(incident.end or incident.start or ""), reverse=True)
        return found

    def incident(self, id: str) -> Incident | None:
        return self._incidents.get(id)

    def events(self, wanted: Callable[[Event], bool] = lambda _: True, *, limit: int | None = None) -> list[Event]:
        """Events that stand, the newest story first; at most ``limit`` and never more than ``max_events``."""
        found = [event for event in self._events.values() if wanted(event)]
        found.sort(key=lambda event: (event.story.received_at or event.story.published_at, event.event_id), reverse=True)
        return found[: min(limit or self.max_events, self.max_events)]

    def history(self, key: str) -> list[TallyChange]:
        """The last changes of one tally, oldest first; empty for a tally never seen."""
        return list(self._history.get(key, ()))

    def stories(self) -> list[StoryTold]:
        """Every story that what stands here rests on, the newest first; gathered once for each version of the view."""
        version, told = self._told
        if version != self.version:
            told = stories_told(self._events.values(), self._incidents.values(), self._tallies.values())
            self._told = (self.version, told)
        return told

    def event(self, id: str) -> Event | None:
        return self._events.get(id)

    def explain(self, key: str) -> Explanation | None:
        """What the tally of that key rests on; None if there is no such tally."""
        if (tally := self.tally(key)) is None:
            return None
        found = [(id, self._incidents.get(id)) for id in tally.incidents]
        incidents = tuple(incident for _, incident in found if incident is not None)
        return Explanation(tally, incidents, stories_of(incidents), tuple(id for id, incident in found if incident is None))


def stories_of(incidents: tuple[Incident, ...]) -> tuple[StoryReference, ...]:
    """Provenance: each story once, in its last revision, the oldest first."""
    last: dict[str, StoryReference] = {}
    for incident in incidents:
        for slot in incident.slots:
            for claim in slot.claims:
                held = last.get(claim.story.story_id)
                if held is None or claim.story.revision > held.revision:
                    last[claim.story.story_id] = claim.story
    return tuple(sorted(last.values(), key=lambda story: (story.published_at, story.story_id)))


def counted_slots(incident: Incident, tally: Tally) -> tuple[Slot, ...]:
    """The slots of an incident that are of the row's kind: its measure and unit, and its side, group and place where it is kept by them."""
    return tuple(
        slot
        for slot in incident.slots
        if not slot.part
        and slot.mode == "increment"
        and (not tally.measures or slot.measure in tally.measures)
        and (not tally.units or slot.unit in tally.units)
        and (tally.side is None or slot.side == tally.side)
        and (tally.group is None or slot.group == tally.group)
        and (tally.place is None or (slot.place or incident.place) == tally.place)
    )


def tally_order(row: Tally) -> tuple[str, ...]:
    """Rows of one tally together; inside it by theatre, programme, phase, day, place, side, group."""
    phase = f"{row.phase:06d}" if row.phase is not None else ""
    values = (row.tally, row.theatre, row.programme, phase, row.date, row.place, row.side, row.group, row.key)
    return tuple("" if value is None else str(value) for value in values)


def _put(held: dict[str, M], key: str, message: M | None) -> bool:
    """Set or drop ``key``; whether anything changed."""
    if message is None:
        return held.pop(key, None) is not None
    if held.get(key) == message:
        return False
    held[key] = message
    return True
