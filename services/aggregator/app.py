"""The aggregator: events in, incidents and tallies out. With ``store`` the only module here that knows the broker.

Two stages: events of a ledger meet on one partition and become incidents; all incidents, on the single partition of their topic,
become tallies.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange
from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.aggregator.definitions import load_definitions
from services.aggregator.metrics import AggregatorMetrics, TallyCollector
from services.aggregator.settings import Settings
from services.aggregator.store import EventStore, TallyStore, overtakes
from services.chassis.handling import Effects
from services.chassis.kafka import Outgoing, Publisher, Record
from services.chassis.lifecycle import begin, ending_clearly
from services.chassis.settings import TopicSettings
from services.chassis.stream_service import StreamService

_EPOCH = datetime.fromtimestamp(0, UTC)
"""CloudEvents needs a time; what no story dates gets this, never the clock: a repeat must be the same message."""
_UNPLACED = "/XX"
AT_ONCE = 50
"""A story gives a dozen events at once, a busy moment some stories: 50 take 0.1 s to decide on, within what a person calls live."""
LATELY = timedelta(minutes=10)
"""Before a rebalance: one who was away comes back by causing it, and has published what it had in hand a moment before."""
NEW_OBJECTS = 100_000
"""Objects made between two young collections."""


class EventStage:
    """Applies events to their ledgers and publishes the incidents that change: a story's dozen events remake a neighbourhood once.

    ``now`` is the time, UTC.
    """

    def __init__(
        self,
        store: EventStore,
        publisher: Publisher,
        topics: TopicSettings,
        metrics: AggregatorMetrics,
        now: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._publisher = publisher
        self._topic = topics.name(EVENTS)
        self._metrics = metrics
        self._now = now

    async def prepare(self, partitions: frozenset[int]) -> None:
        """Rebuild the ledgers."""
        self._store.rebuild()

    async def correct(self, partitions: frozenset[int]) -> list[Outgoing]:
        """What must stand of the ledgers where another has published something else of them lately: a worker that stood still until it was
        taken for dead publishes what it had in hand after its successor has published more, and only then finds its group again."""
        published = await self._store.published(self._now() - LATELY)
        ours = [one for one in published if await self._publisher.partition_for(self._topic, one.ledger.encode()) in partitions]
        return [_incident(one) for one in self._store.corrections(ours)]

    async def handle(self, event: Event, record: Record) -> Effects:
        """Take it in. It is remembered after what comes of it is published, so that a crash between repeats both."""
        self._metrics.events.labels(event.op).inc()
        if event.op == "retract":
            self._metrics.corrections.inc()
        if event.ledger.endswith(_UNPLACED):
            self._metrics.unplaced.inc()
        self._store.take(event)
        return Effects(state=self._store.remembered(event, record.partition))

    def conclude(self) -> list[Outgoing]:
        """The incidents that the events taken in since have changed."""
        changed = self._store.changes()
        self._metrics.incidents.inc(len(changed))
        self._metrics.merges.inc(sum(_tellers(incident) > 1 for incident in changed))
        return [_incident(one) for one in changed]


class TallyStage:
    """Applies an incident to the tallies and publishes the rows that change, with their history."""

    def __init__(self, store: TallyStore, metrics: AggregatorMetrics) -> None:
        self._store = store
        self._metrics = metrics

    async def prepare(self, partitions: frozenset[int]) -> None:
        """Rebuild the tallies."""
        await self._store.rebuild(partitions)

    async def correct(self, partitions: frozenset[int]) -> list[Outgoing]:
        """The rows that differ from those on the topic."""
        return _rows(await self._store.differences(partitions))

    async def handle(self, incident: Incident, record: Record) -> Effects:
        """The changed rows. An incident that the rebuilt tallies hold already changes nothing."""
        changes = self._store.apply(incident, record.offset)
        for tally, _ in changes:
            self._metrics.tally_changes.labels(tally.tally).inc()

        async def show() -> None:
            self._store.note(changes)

        return Effects(publish=_rows(changes), after=show)


def _tellers(incident: Incident) -> int:
    """How many stories tell of it."""
    return len({claim.story.story_id for slot in incident.slots for claim in slot.claims})


def _incident(incident: Incident) -> Outgoing:
    time = incident.updated_at or _EPOCH
    return Outgoing(INCIDENTS, incident.incident, incident, f"{incident.incident}/{time.isoformat()}", time)


def _rows(changes: tuple[tuple[Tally, TallyChange], ...]) -> list[Outgoing]:
    rows = []
    for tally, change in changes:
        time = tally.updated_at or _EPOCH
        rows.append(Outgoing(TALLIES, tally.key, tally, f"{tally.key}/{time.isoformat()}", time))
        rows.append(Outgoing(TALLY_HISTORY, tally.key, change, f"{tally.key}/{change.changed_at.isoformat()}", change.changed_at))
    return rows


def collect_seldom() -> None:
    """Leave Python's garbage collector for when much has been made.

    Ledgers and tallies are long-lived objects by the million: walking them all again after every few hundred new ones costs a third of
    the time (measured: 800 events a second against 1,100). Nothing here makes cycles in earnest.
    """
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS, 50, 50)


def main() -> None:
    """Run the aggregator until it is told to stop."""
    settings = begin(Settings, "aggregator")
    collect_seldom()
    with ending_clearly():
        service = StreamService("aggregator", settings)
        metrics = AggregatorMetrics(service.registry)
        events = EventStore(settings, service.table("events", EVENTS, overtakes), settings.aggregator.events_in_memory)
        tallies = TallyStore(settings, load_definitions(settings.aggregator.definitions))
        metrics.watch(tallies)
        metrics.in_memory.set_function(lambda: events.in_memory)
        metrics.read_back.set_function(lambda: events.read_back)
        service.registry.register(TallyCollector(tallies.rows, settings.aggregator.exported_days, settings.aggregator.exported_series))
        event_stage = EventStage(events, service.publisher, settings.topics, metrics, lambda: datetime.now(UTC))
        tally_stage = TallyStage(tallies, metrics)
        service.stage(
            "events",
            EVENTS,
            Event,
            event_stage.handle,
            prepare=event_stage.prepare,
            correct=event_stage.correct,
            at_once=AT_ONCE,
            conclude=event_stage.conclude,
        )
        service.stage(
            "incidents",
            INCIDENTS,
            Incident,
            tally_stage.handle,
            prepare=tally_stage.prepare,
            correct=tally_stage.correct,
            at_once=AT_ONCE,
        )
        service.run()


if __name__ == "__main__":
    main()
