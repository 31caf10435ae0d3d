"""One trace from the push of a story to its tally on the board, as a collector gets it; and no collector, which must change nothing."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from schemas.envelope import header
from schemas.topics import ARTICLES, DEAD_LETTERS, TALLIES
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.conftest import free_port
from tests.integration.collector import Collector, collector
from tests.integration.flow import FLOW, SWAP, is_tallied, push, services
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

PUSHED_UNDER = "00f067aa0ba902b7"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PUSHED = {"traceparent": f"00-{TRACE}-{PUSHED_UNDER}-01"}
EXPORT_TRIED_S = 10
"""How long the SDK tries to send one batch of spans."""


@contextmanager
def traced(environment: dict[str, str], endpoint: str) -> Iterator[dict[str, ServiceProcess]]:
    """All four services, ready, tracing to ``endpoint``."""
    with ExitStack() as stack:
        running = services(stack, {**environment, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_BSP_SCHEDULE_DELAY": "200"})
        for service in running.values():
            service.wait_ready()
        yield running


def shown(found: Collector) -> set[str]:
    """The topics of which the board has told that it handled a message of the trace."""
    return {span.name for span in found.spans if span.service == "board"}


def test_a_pushed_story_gives_one_trace_with_each_step_under_what_caused_it(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    access = TopicAccess(kafka, topics)
    access.apply()
    with collector() as found, traced(service_environment, found.endpoint) as running:
        assert push(running["ingest"], headers=PUSHED) == "published"
        eventually(lambda: is_tallied(running["board"]), "the tally is on the board")
        eventually(lambda: len(shown(found)) == 4, "the board has handled a message of each of its topics")
        # A service that ends sends what it still has.
        assert [running[name].terminate() for name in FLOW] == [0, 0, 0, 0]
    assert {span.trace for span in found.spans} == {TRACE}
    p = topics.prefix
    tree = list(dict.fromkeys(found.tree(PUSHED_UNDER)))
    assert tree == [
        "ingest: POST /v1/articles",
        f"  ingest: send {p}wiretally.articles.v1",
        f"    extractor: process {p}wiretally.articles.v1",
        f"      extractor: send {p}wiretally.events.v1",
        f"        aggregator: process {p}wiretally.events.v1",
        f"          aggregator: send {p}wiretally.incidents.v1",
        f"            aggregator: process {p}wiretally.incidents.v1",
        f"              aggregator: send {p}wiretally.tallies.v1",
        f"                board: process {p}wiretally.tallies.v1",
        f"              aggregator: send {p}wiretally.tally-history.v1",
        f"                board: process {p}wiretally.tally-history.v1",
        f"            board: process {p}wiretally.incidents.v1",
        f"        board: process {p}wiretally.events.v1",
    ]
    told = json.dumps([span.attributes for span in found.spans])
    for text in ("390", "prisoner", "KYIV", SWAP["story_id"]):
        assert text not in told
    assert not any(span.failed for span in found.spans)
    by_id = {span.id: span for span in found.spans}
    assert all(span.start >= by_id[span.parent].start for span in found.spans if span.parent in by_id)


def test_a_message_that_becomes_a_dead_letter_is_a_failed_step_of_its_trace(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    access = TopicAccess(kafka, topics)
    access.apply()
    with collector() as found:
        environment = {**service_environment, "OTEL_EXPORTER_OTLP_ENDPOINT": found.endpoint}
        with ServiceProcess("services.extractor.app", environment) as extractor:
            access.put(
                ARTICLES,
                b'{"body": "Nine rebels freed."}',
                key=b"Nine rebels freed",
                headers=[(name, value.encode()) for name, value in PUSHED.items()],
            )
            eventually(lambda: access.read(DEAD_LETTERS), "the dead letter is written")
            assert extractor.terminate() == 0
    (span,) = found.spans
    assert (span.step, span.parent, span.failed) == (f"extractor: process {topics.prefix}wiretally.articles.v1", PUSHED_UNDER, True)
    assert span.attributes["error.type"] == "invalid_message"
    assert "rebels" not in str(span)


@contextmanager
def silent() -> Iterator[str]:
    """A collector that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def absent() -> Iterator[str]:
    """A collector that is not there."""
    yield f"http://127.0.0.1:{free_port()}"


@pytest.mark.parametrize("dead", [absent, silent])
def test_a_dead_collector_delays_no_story_and_no_end(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str], dead: Any
) -> None:
    access = TopicAccess(kafka, topics)
    access.apply()
    # A queue of four spans is full at the first story: the rest are dropped, not waited for.
    full = {**service_environment, "OTEL_BSP_MAX_QUEUE_SIZE": "4", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "2"}
    with dead() as endpoint, traced(full, endpoint) as running:
        for number in range(20):
            began = time.monotonic()
            assert push(running["ingest"], {**SWAP, "story_id": f"northlight/swap-{number}"}, PUSHED) == "published"
            assert time.monotonic() - began < EXPORT_TRIED_S, "no story waits for an export"
        eventually(lambda: is_tallied(running["board"]), "the tally is on the board")
        for name in FLOW:
            began = time.monotonic()
            assert running[name].terminate() == 0, name
            assert time.monotonic() - began < EXPORT_TRIED_S, f"the end of {name} waits for no export"
    assert {header(record.headers, "traceparent") or "" for record in access.read(TALLIES)}.isdisjoint({""})
