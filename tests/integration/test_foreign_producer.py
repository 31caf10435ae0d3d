"""The articles topic is an open door: a producer that knows nothing of us but three JSON fields gets its events."""

from __future__ import annotations

import json

import pytest
from prometheus_client.parser import text_string_to_metric_families

from schemas.event import Event
from schemas.topics import ARTICLES, DEAD_LETTERS, EVENTS
from services.chassis.dead_letters import read_letter
from services.chassis.settings import TopicSettings
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka


STORY = {
    "story_id": "foreign/1",
    "published_at": "2025-05-23",
    "body": "Russia and Ukraine each released 390 prisoners on Friday, Ukraine's defence ministry said.",
}


def test_bare_json_without_key_or_headers_becomes_events(
    access: TopicAccess, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    no_article, article = b'{"story_id": "foreign/2"}', json.dumps({**STORY, "desk": "east"}).encode()
    partitions = range(topics.partitions_of(ARTICLES))
    # With no key on any partition, and under a key that is not the story's; with a field that we do not know.
    sent = [(value, partition, None) for partition in partitions for value in (no_article, article)] + [(article, None, b"mine")]
    for value, partition, key in sent:
        access.put(ARTICLES, value, partition=partition, key=key)

    with ServiceProcess("services.extractor.app", service_environment) as extractor:
        eventually(lambda: _has_read_all(extractor, at_least=len(sent)), "every message is handled")
        assert extractor.terminate() == 0

    events = [Event.read(record.value) for record in access.read(EVENTS) if record.value]
    letters = [(read_letter(record.headers).reason, record.value) for record in access.read(DEAD_LETTERS)]
    assert {event.story.story_id for event in events} == {"foreign/1"}
    released = {
        (figure.side, figure.low) for event in events for figure in event.figures if figure.measure == "released" and event.op == "upsert"
    }
    assert released == {("UKR", 390), ("RUS", 390)}
    assert len({event.event_id for event in events}) == len(events), "one story sent several times is extracted once"
    assert set(letters) == {("invalid_message", no_article)}


def _has_read_all(extractor: ServiceProcess, *, at_least: int) -> bool:
    """Every message is handled, those it sent back to their story's partition too."""
    samples = [sample for family in text_string_to_metric_families(extractor.get("/metrics")[1]) for sample in family.samples]
    lags = [sample.value for sample in samples if sample.name == "wiretally_consumer_lag_messages"]
    handled = sum(sample.value for sample in samples if sample.name == "wiretally_messages_total")
    return handled >= at_least and bool(lags) and not any(lags)
