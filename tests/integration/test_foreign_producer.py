"""The articles topic is an open door: a producer that knows nothing of us but three JSON fields gets its events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from prometheus_client.parser import text_string_to_metric_families

from schemas.event import Event
from schemas.topics import ARTICLES, DEAD_LETTERS, EVENTS
from services.chassis.dead_letters import read_letter
from services.chassis.kafka import apply_topics, read_all
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.processes import ServiceProcess, eventually

pytestmark = pytest.mark.kafka

EXTRACTED_WITHIN_S = 60

STORY = {
    "story_id": "foreign/1",
    "published_at": "2025-05-23",
    "body": "Russia and Ukraine each released 390 prisoners on Friday, Ukraine's defence ministry said.",
}


async def test_bare_json_without_key_or_headers_becomes_events(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str], tmp_path: Path
) -> None:
    await apply_topics(kafka, topics)
    no_article, article = b'{"story_id": "foreign/2"}', json.dumps({**STORY, "desk": "east"}).encode()
    partitions = range(topics.partitions_of(ARTICLES))
    # With no key on any partition, and under a key that is not the story's; with a field that we do not know.
    sent = [(value, partition, None) for partition in partitions for value in (no_article, article)] + [(article, None, b"mine")]
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers)
    await producer.start()
    try:
        for value, partition, key in sent:
            await producer.send_and_wait(topics.name(ARTICLES), value, partition=partition, key=key)
    finally:
        await producer.stop()

    extractor = ServiceProcess("extractor", service_environment, tmp_path / "extractor.log")
    await extractor.start()
    try:
        await eventually(lambda: _has_read_all(extractor, at_least=len(sent)), EXTRACTED_WITHIN_S)
    finally:
        await extractor.kill()

    events, letters = await _events(kafka, topics), await _letters(kafka, topics)
    assert {event.story.story_id for event in events} == {"foreign/1"}
    released = {
        (figure.side, figure.low) for event in events for figure in event.figures if figure.measure == "released" and event.op == "upsert"
    }
    assert released == {("UKR", 390), ("RUS", 390)}
    assert len({event.event_id for event in events}) == len(events), "one story sent several times is extracted once"
    assert set(letters) == {("invalid_message", no_article)}


async def _has_read_all(extractor: ServiceProcess, *, at_least: int) -> bool:
    """Every message is handled, those it sent back to their story's partition too."""
    samples = [sample for family in text_string_to_metric_families(await extractor.metrics()) for sample in family.samples]
    lags = [sample.value for sample in samples if sample.name == "wiretally_consumer_lag_messages"]
    handled = sum(sample.value for sample in samples if sample.name == "wiretally_messages_total")
    return handled >= at_least and bool(lags) and not any(lags)


async def _events(kafka: KafkaSettings, topics: TopicSettings) -> list[Event]:
    return [Event.read(record.value) async for record in read_all(kafka, topics.name(EVENTS)) if record.value]


async def _letters(kafka: KafkaSettings, topics: TopicSettings) -> list[tuple[str, bytes | None]]:
    return [(read_letter(record.headers).reason, record.value) async for record in read_all(kafka, topics.name(DEAD_LETTERS))]
