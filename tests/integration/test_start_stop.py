"""The four services and the broker may come and go in any order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from services.cli.local_kafka import LocalBroker, local_kafka
from tests.integration.flow import FLOW, is_tallied, push, services
from tests.integration.process import eventually

pytestmark = pytest.mark.kafka

ORDERS = {"against the flow": FLOW[::-1], "inside out": ("aggregator", "extractor", "board", "ingest")}


@pytest.fixture(scope="module")
def own_broker() -> Iterator[LocalBroker]:
    with local_kafka() as running:
        yield running


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
        running = services(stack, environment)
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
