"""What the aggregator holds between messages: the standing events of its ledgers, and the rows of all tallies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from typing import Generic, TypeVar

import structlog
from pydantic import ValidationError

from schemas.base import EventId, Ledger
from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange, TallyValue
from schemas.topics import INCIDENTS, TALLIES, Topic
from services.aggregator.claims import replaces
from services.aggregator.definitions import Definitions
from services.aggregator.reconcile import Bound, Ledgers, TallyBook
from services.chassis.kafka import Record
from services.chassis.read_topic import read_all
from services.chassis.settings import ServiceSettings
from services.chassis.state import StateTable, StateWrite

M = TypeVar("M", Incident, Tally)

log = structlog.get_logger(__name__)


class EventStore:
    """The newest message of each event, on the broker by ledger and event id, and the ledgers over them, of which at most ``in_memory``
    events stay decoded."""

    def __init__(self, settings: ServiceSettings, table: StateTable, in_memory: int) -> None:
        self._settings = settings
        self._table = table
        self._bound = Bound(in_memory, self._read)
        self._ledgers = Ledgers(self._bound)

    @property
    def in_memory(self) -> int:
        """How many events are decoded that may leave memory."""
        return self._ledgers.held

    @property
    def read_back(self) -> int:
        """How many were read again since the last rebuilding."""
        return self._ledgers.read_back

    def rebuild(self) -> None:
        """Make the ledgers anew from the events that this process holds now; the same events give the same incidents in any order."""
        self._ledgers = Ledgers(self._bound)
        self._ledgers.recover(map(Event.read, self._table.values()))
        log.info("ledgers_rebuilt", in_memory=self.in_memory)

    async def published(self, since: datetime) -> tuple[Incident, ...]:
        """What stands on the topic of the incidents that were published at ``since`` or later."""
        newest = await _newest(self._settings, INCIDENTS, Incident, since=since)
        return tuple({one.incident: one for one in newest.messages}.values())

    def corrections(self, published: Iterable[Incident]) -> tuple[Incident, ...]:
        """What must stand instead of ``published``, incidents of ledgers that this process holds whole."""
        now = ((self._ledgers.now(one), one) for one in published)
        return tuple(right for right, one in now if right != one and not (right.retracted and one.retracted))

    def take(self, event: Event) -> None:
        """Apply ``event`` to its ledger."""
        self._ledgers.take((event,))

    def changes(self) -> tuple[Incident, ...]:
        """The incidents that differ from when this was last asked."""
        return self._ledgers.changes()

    def remembered(self, event: Event, partition: int) -> tuple[StateWrite, ...]:
        """The write of the message, unless a newer one of that event is held.

        A retraction is kept like an upsert: an older upsert may still come, or come again.
        """
        key = _key(event.ledger, event.event_id)
        held = self._table.get(partition, key)
        return (self._table.planned(partition, key, event.to_json()),) if held is None or replaces(event, Event.read(held)) else ()

    def _read(self, ledger: Ledger, event: EventId) -> Event | None:
        held = self._table.find(_key(ledger, event))
        return None if held is None else Event.read(held)


def _key(ledger: Ledger, event: EventId) -> bytes:
    return f"{ledger}|{event}".encode()


class TallyStore:
    """The tallies over all incidents. ``rows`` holds those that stand, by key."""

    def __init__(self, settings: ServiceSettings, definitions: Definitions) -> None:
        self._settings = settings
        self._definitions = definitions
        self._book = TallyBook(definitions)
        self._read_to = 0
        self.rows: dict[str, Tally] = {}

    async def rebuild(self, partitions: frozenset[int]) -> None:
        """Fill the tallies from the incidents on the topic. Without its partition another process has them, and there is nothing here."""
        self._book, self._read_to = TallyBook(self._definitions), 0
        self.rows.clear()
        if not partitions:
            return
        newest = await _newest(self._settings, INCIDENTS, Incident)
        self._read_to = newest.read_to
        incidents = {one.incident: one for one in newest.messages}
        for incident in incidents.values():
            self.note(self._book.apply(incident))
        log.info("tallies_rebuilt", incidents=len(incidents), rows=len(self.rows))

    async def differences(self, partitions: frozenset[int]) -> tuple[tuple[Tally, TallyChange], ...]:
        """What differs from the tallies published so far, to be published: after a crash between incidents and rows, after another has
        published older ones, and when a definition was added, changed or removed."""
        if not partitions:
            return ()
        published = {one.key: one for one in (await _newest(self._settings, TALLIES, Tally)).messages}
        return tuple(_differences(published, self.rows))

    @property
    def unsound(self) -> int:
        """How many incidents have numbers that do not fit one another."""
        return len(self._book.unsound)

    def apply(self, incident: Incident, offset: int) -> tuple[tuple[Tally, TallyChange], ...]:
        """What ``incident`` changes; nothing where the rebuilt tallies hold it already."""
        return self._book.apply(incident) if offset >= self._read_to else ()

    def note(self, changes: tuple[tuple[Tally, TallyChange], ...]) -> None:
        """Show changed rows in ``rows``."""
        for tally, _ in changes:
            if tally.retracted:
                self.rows.pop(tally.key, None)
            else:
                self.rows[tally.key] = tally


def overtakes(value: bytes, held: bytes) -> bool:
    """Whether a written event may follow ``held``, one of the same id."""
    return not replaces(Event.read(held), Event.read(value))


@dataclass(frozen=True, slots=True)
class _Newest(Generic[M]):
    """Of each key of a topic the newest message that can be read, in the topic's order; nothing else lies before ``read_to``."""

    messages: Sequence[M]
    read_to: int


async def _newest(settings: ServiceSettings, topic: Topic, model: type[M], *, since: datetime | None = None) -> _Newest[M]:
    """Only these are decoded: an incident is published anew with every claim. Where the newest cannot be read, the one before it stands.

    For such keys the topic is read once more, and their older messages are all decoded: never a reading for each that is unreadable too.
    """
    name, read_to = settings.topics.name(topic), 0
    newest: dict[bytes | None, Record] = {}
    async for record in read_all(settings.kafka, name, since=since):
        read_to = record.offset + 1
        newest[record.key] = record
    found: dict[bytes | None, tuple[int, int, M]] = {}
    spoiled: dict[bytes | None, tuple[int, int]] = {}
    for key, record in newest.items():
        if (message := _read(model, record.value, record.origin)) is not None:
            found[key] = (record.partition, record.offset, message)
        else:
            spoiled[key] = (record.partition, record.offset)
    if spoiled:
        async for record in read_all(settings.kafka, name, since=since):
            where: tuple[int, int] = (record.partition, record.offset)
            if (at := spoiled.get(record.key)) is None or where >= at:
                continue  # what came after the first reading is not of it
            if (message := _read(model, record.value, record.origin)) is not None:
                found[record.key] = (*where, message)
    return _Newest([message for *_, message in sorted(found.values(), key=itemgetter(0, 1))], read_to)


def _read(model: type[M], value: bytes | None, origin: str) -> M | None:
    try:
        return model.read(value or b"")
    except ValidationError:
        log.warning("message_passed_over", origin=origin, model=model.__name__)
        return None


def _differences(published: dict[str, Tally], standing: dict[str, Tally]) -> Iterator[tuple[Tally, TallyChange]]:
    for key in sorted(published.keys() | standing.keys()):
        before, now = published.get(key), standing.get(key)
        if before is not None and before.retracted:
            before = None
        if before == now:
            continue
        if now is None:
            assert before is not None
            now = before.model_copy(update={"retracted": True})
        yield now, _change(before, now)


def _change(before: Tally | None, now: Tally) -> TallyChange:
    at = now.updated_at or datetime.fromtimestamp(0, UTC)
    after = None if now.retracted else now
    return TallyChange(key=now.key, tally=now.tally, before=_value(before), after=_value(after), changed_at=at)


def _value(tally: Tally | None) -> TallyValue:
    if tally is None:
        return TallyValue()
    return TallyValue(low=tally.low, best=tally.best, high=tally.high, agreed=tally.agreed)
