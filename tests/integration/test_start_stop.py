"""The four services and the broker may come and go in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.request import Request, urlopen

import pytest

from services.cli.local_kafka import LocalBroker, local_kafka
from tests.conftest import free_port
from tests.integration.process import ServiceProcess, eventually

pytestmark = pytest.mark.kafka

FLOW = ("ingest", "extractor", "aggregator", "board")
ORDERS = {"against the flow": FLOW[::-1], "inside out": ("aggregator", "extractor", "board", "ingest")}
SWAP = {
    "story_id": "northlight/swap",
    "published_at": "2025-05-23",
    "body": "Russia and Ukraine each released 390 prisoners on Friday, the two sides said.",
}


@pytest.fixture(scope="module")
def own_broker() -> Iterator[LocalBroker]:
    with local_kafka() as running:
        yield running


def services(stack: ExitStack, environment: dict[str, str], order: tuple[str, ...]) -> dict[str, ServiceProcess]:
    """All four started in that order, none waited for."""
    return {
        name: stack.enter_context(
            ServiceProcess(f"services.{name}.app", {**environment, "WIRETALLY_HTTP__PORT": str(free_port())}),
        )
        for name in order
    }


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_services_started_before_their_broker_tally_once_it_is_there_and_end_in_order(
    order: tuple[str, ...], own_broker: LocalBroker, service_environment: dict[str, str]
) -> None:
    environment = {
        **service_environment,
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": own_broker.bootstrap_servers,
        "WIRETALLY_KAFKA__STARTUP_DEADLINE_S": "120",
    }
    own_broker.kill()
    with ExitStack() as stack:
        running = services(stack, environment, order)
        eventually(lambda: "broker_not_ready" in running[order[0]].log(), "the first service waits for its broker")
        own_broker.start()
        for service in running.values():
            service.wait_ready()
        assert push(running["ingest"]) == "published"
        eventually(lambda: is_tallied(running["board"]), "the story is tallied")
        for name in order:
            assert running[name].terminate() == 0, name


def test_services_whose_broker_went_first_end_within_their_deadline_and_lose_nothing(
    own_broker: LocalBroker, service_environment: dict[str, str]
) -> None:
    environment = {
        **service_environment,
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": own_broker.bootstrap_servers,
        "WIRETALLY_SHUTDOWN_DEADLINE_S": "5",
    }
    with ExitStack() as stack:
        running = services(stack, environment, FLOW)
        for service in running.values():
            service.wait_ready()
        assert push(running["ingest"]) == "published"
        own_broker.kill()
        for service in running.values():
            assert service.terminate() in (0, 1)
            last = service.log().strip().splitlines()[-1]
            assert "service_stopped" in last or "shutdown_deadline_passed" in last
        own_broker.start()
        for service in running.values():
            service.start()
        eventually(lambda: is_tallied(running["board"]), "the story is tallied after all have come back")


def push(ingest: ServiceProcess) -> str:
    request = Request(f"{ingest.url}/v1/articles", json.dumps(SWAP).encode(), {"Content-Type": "application/json"}, method="POST")
    with urlopen(request, timeout=60) as answer:
        outcome: str = json.load(answer)["outcome"]
        return outcome


def is_tallied(board: ServiceProcess) -> bool:
    status, body = board.get("/v1/tallies?tally=prisoners_exchanged")
    return status == 200 and {row["best"] for row in json.loads(body)["tallies"]} == {390}
