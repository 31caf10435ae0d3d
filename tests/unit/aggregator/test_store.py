"""What a worker corrects of its ledgers after a rebalance: what it holds, where another has said something else since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from schemas.incident import Incident
from services.aggregator.app import EventStage
from services.aggregator.metrics import AggregatorMetrics
from services.aggregator.reconcile import gone, reconcile
from services.aggregator.store import EventStore, overtakes
from services.chassis.faust_app import new_app
from services.chassis.kafka import Publisher
from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from services.chassis.state import StateTable
from tests.unit.aggregator.telling import event, figure, story

NOW = datetime(2031, 3, 6, tzinfo=UTC)
SETTINGS = ServiceSettings(kafka=KafkaSettings(bootstrap_servers="nowhere:1"))
FIRST = event(story("tern"), figure("killed", 3))
SECOND = event(story("harrow", clock="14:00"), figure("killed", 5))
GONE = event(story("gazette"), figure("killed", 8), ledger="harm/SWE")


class Placing(Publisher):
    """A publisher for which ledgers of Sweden lie on partition 1, all others on 0."""

    def __init__(self) -> None:
        super().__init__(SETTINGS.kafka, SETTINGS.topics, "test")

    async def partition_for(self, topic: str, key: bytes) -> int:
        return int(key == b"harm/SWE")


def of(*events: object) -> tuple[Incident, ...]:
    """The incidents of the events as they come back from the broker."""
    return tuple(Incident.read(one.to_json()) for one in reconcile(events))  # type: ignore[arg-type]


async def corrections(
    folder: Path, monkeypatch: pytest.MonkeyPatch, published: Sequence[Incident], *, in_memory: int = 0
) -> list[Incident]:
    """What a worker that holds the first two events and partition 0 corrects when it finds ``published`` on the topic."""
    publisher = Placing()
    table = StateTable(new_app(SETTINGS, "test", folder), "events", 4, publisher, overtakes)
    for one in (FIRST, SECOND):
        table._store.put(0, f"{one.ledger}|{one.event_id}".encode(), one.to_json())
    store = EventStore(SETTINGS, table, in_memory)

    async def found(since: datetime) -> tuple[Incident, ...]:
        assert since < NOW
        return tuple(published)

    monkeypatch.setattr(store, "published", found)
    stage = EventStage(store, publisher, TopicSettings(), AggregatorMetrics(CollectorRegistry()), lambda: NOW)
    await stage.prepare(frozenset({0}))
    return [one.message for one in await stage.correct(frozenset({0})) if isinstance(one.message, Incident)]


async def test_what_stands_on_the_topic_as_it_should_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await corrections(tmp_path, monkeypatch, of(FIRST, SECOND)) == []


async def test_an_older_incident_of_a_worker_that_was_taken_for_dead_gives_way_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await corrections(tmp_path, monkeypatch, of(FIRST)) == list(of(FIRST, SECOND))


async def test_an_incident_that_such_a_worker_brought_back_is_retracted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stale,) = of(event(story("tern"), figure("killed", 4), day=date(2031, 3, 20)))
    (retracted,) = await corrections(tmp_path, monkeypatch, (stale,))
    assert retracted.retracted
    assert retracted.incident == stale.incident


@pytest.mark.parametrize("in_memory", [0, 100])
async def test_an_incident_that_such_a_worker_took_back_stands_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    """Seen on the topic is only the retraction, and of the events nothing is in memory: its day says where they lie."""
    (standing,) = of(FIRST, SECOND)
    assert await corrections(tmp_path, monkeypatch, [gone(standing)], in_memory=in_memory) == [standing]


async def test_incidents_of_partitions_that_another_holds_are_not_its_business(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert await corrections(tmp_path, monkeypatch, of(GONE)) == []


def test_in_the_changelog_a_retraction_is_not_followed_by_what_it_retracts() -> None:
    upsert, retraction = FIRST.to_json(), FIRST.model_copy(update={"op": "retract"}).to_json()
    assert overtakes(retraction, upsert)
    assert not overtakes(upsert, retraction)
    assert overtakes(upsert, upsert)
