"""One trace from the push of a story to its tally on the board, as a collector gets it; and no collector, which must change nothing."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from schemas.envelope import header
from schemas.topics import ARTICLES, DEAD_LETTERS, TALLIES
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.conftest import free_port
from tests.integration.collector import Collector, Received, collector
from tests.integration.process import ServiceProcess, eventually
from tests.integration.test_pipeline import SWAP
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

SERVICES = ("ingest", "extractor", "aggregator", "board")
PUSHED_UNDER = "00f067aa0ba902b7"
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@contextmanager
def services(environment: dict[str, str], endpoint: str) -> Iterator[dict[str, ServiceProcess]]:
    """All four, ready, tracing to ``endpoint``."""
    traced = {**environment, "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint, "OTEL_BSP_SCHEDULE_DELAY": "200"}
    with ExitStack() as running:
        started = {
            name: running.enter_context(ServiceProcess(f"services.{name}.app", {**traced, "WIRETALLY_HTTP__PORT": str(free_port())}))
            for name in SERVICES
        }
        for service in started.values():
            service.wait_ready()
        yield started


def push(ingest: ServiceProcess, article: dict[str, Any]) -> float:
    """Push an article as a traced producer does; how many seconds the answer took."""
    headers = {"Content-Type": "application/json", "traceparent": f"00-{TRACE}-{PUSHED_UNDER}-01"}
    began = time.monotonic()
    request = urllib.request.Request(f"{ingest.url}/v1/articles", json.dumps(article).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 202
    return time.monotonic() - began


def tallied(board: ServiceProcess) -> bool:
    return '"best":390' in board.get("/v1/tallies?tally=prisoners_exchanged")[1]


def shown(found: Collector) -> list[Received]:
    return [span for span in found.spans if span.step.startswith("board: ") and "tallies" in span.name]


def test_a_pushed_story_gives_one_trace_with_each_step_under_what_caused_it(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    access = TopicAccess(kafka, topics)
    access.apply()
    with collector() as found, services(service_environment, found.endpoint) as running:
        push(running["ingest"], SWAP)
        eventually(lambda: tallied(running["board"]), "the tally is on the board")
        eventually(lambda: shown(found), "the board's spans came")
        # A service that ends sends what it still has.
        assert [running[name].terminate() for name in SERVICES] == [0, 0, 0, 0]
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
                headers=[("traceparent", f"00-{TRACE}-{PUSHED_UNDER}-01".encode())],
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
    with dead() as endpoint, services(full, endpoint) as running:
        began = time.monotonic()
        for number in range(20):
            push(running["ingest"], {**SWAP, "story_id": f"northlight/swap-{number}"})
        # Each export is tried for 10 s; one that stories waited for would show.
        assert time.monotonic() - began < 10
        eventually(lambda: tallied(running["board"]), "the tally is on the board")
        for name in SERVICES:
            began = time.monotonic()
            assert running[name].terminate() == 0
            assert time.monotonic() - began < 8, name
    assert {header(record.headers, "traceparent") or "" for record in access.read(TALLIES)}.isdisjoint({""})
