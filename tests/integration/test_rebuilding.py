"""Tallies made anew from the topic of incidents: of each incident the newest message that can be read, and no other is decoded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest

from schemas.incident import Incident
from schemas.topics import INCIDENTS
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import reconcile
from services.aggregator.settings import AggregatorSettings
from services.aggregator.store import TallyStore
from services.chassis.kafka import Record
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from tests.integration.topic_access import TopicAccess
from tests.unit.aggregator.telling import event, figure, story


def _incident(killed: int, *, clock: str, day: int = 5) -> Incident:
    (incident,) = reconcile([event(story("tern", clock=clock), figure("killed", killed, side="NOR"), day=date(2031, 3, day))])
    return incident


def _put(access: TopicAccess, *incidents: Incident) -> None:
    for one in incidents:
        access.put(INCIDENTS, one.to_json(), key=one.incident.encode())


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[Incident]:
    """The incidents that were decoded."""
    seen: list[Incident] = []
    read = Incident.read.__func__  # type: ignore[attr-defined]

    def noted(cls: type[Incident], value: bytes) -> Incident:
        seen.append(read(cls, value))
        return seen[-1]

    monkeypatch.setattr(Incident, "read", classmethod(noted))
    return seen


def _killed(kafka: KafkaSettings, topics: TopicSettings) -> list[int | None]:
    """What the tallies of the killed stand at once they are made anew."""
    store = TallyStore(ServiceSettings(kafka=kafka, topics=topics), load_definitions(AggregatorSettings().definitions))
    asyncio.run(store.rebuild(frozenset({0})))
    return sorted((row.best for row in store.rows.values() if row.tally == "killed"), key=str)


@pytest.fixture
def told(access: TopicAccess) -> TopicAccess:
    """Three dead, then four, then five; and nine of another day."""
    versions = [_incident(killed, clock=f"{12 + killed}:00") for killed in (3, 4, 5)]
    assert len({one.incident for one in versions}) == 1
    _put(access, versions[0], _incident(9, clock="12:00", day=9), *versions[1:])
    return access


@pytest.mark.usefixtures("told")
def test_only_the_newest_of_an_incident_is_decoded(kafka: KafkaSettings, topics: TopicSettings, decoded: list[Incident]) -> None:
    assert _killed(kafka, topics) == [5, 9]
    assert len(decoded) == 2


def test_where_the_newest_cannot_be_read_the_one_before_it_stands(told: TopicAccess, kafka: KafkaSettings, topics: TopicSettings) -> None:
    spoiled = _incident(6, clock="19:00").incident.encode()
    told.put(INCIDENTS, b"{}", b"not even JSON", key=spoiled)
    assert _killed(kafka, topics) == [5, 9]


def test_however_many_of_a_key_cannot_be_read_the_topic_is_read_twice_at_most(
    told: TopicAccess, kafka: KafkaSettings, topics: TopicSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        told.put(INCIDENTS, b"{}", b"not even JSON", key=_incident(6, clock="19:00").incident.encode())
    readings: list[str] = []

    def counted(kafka: KafkaSettings, topic: str, *, since: datetime | None = None) -> AsyncIterator[Record]:
        readings.append(topic)
        return read_all(kafka, topic, since=since)

    monkeypatch.setattr("services.aggregator.store.read_all", counted)
    assert _killed(kafka, topics) == [5, 9]
    assert readings.count(topics.name(INCIDENTS)) == 2


def test_of_two_keys_for_one_incident_the_later_message_stands(told: TopicAccess, kafka: KafkaSettings, topics: TopicSettings) -> None:
    told.put(INCIDENTS, _incident(7, clock="20:00").to_json(), key=b"a key of another's making")
    assert _killed(kafka, topics) == [7, 9]
