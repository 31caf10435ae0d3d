"""What all tests share: one real Kafka for the session, and a name space of its own for each test."""

from __future__ import annotations

import asyncio
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
import pytest

from services.chassis.broker_ready import wait_for_broker
from services.chassis.errors import BrokerUnavailable
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.ports import free_ports

SWITCH = "WIRETALLY_TEST_BROKER"
"""``testcontainers`` runs the same tests on an apache/kafka container; unset: the broker that the settings name, else a local one."""
CONTAINER_IMAGE = "apache/kafka:4.3.1"
_CONTAINER_READY_WITHIN_S = 60

# A change is judged by the same examples each time; `make test ARGS=--hypothesis-profile=search` and `make fuzz` look for new ones.
hypothesis.settings.register_profile("same", derandomize=True)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile("same")


def pytest_report_header() -> str:
    return f"broker: {_which_broker()}"


def _which_broker() -> str:
    if os.environ.get(SWITCH) == "testcontainers":
        return f"a container of {CONTAINER_IMAGE}, started for the first test that needs one"
    if named := KafkaSettings(bootstrap_servers=os.environ.get("WIRETALLY_KAFKA__BOOTSTRAP_SERVERS")).bootstrap_servers:
        return f"{named}, named by WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"
    return "Apache Kafka on this machine, started for the first test that needs one"


@pytest.fixture(scope="session")
def kafka() -> Iterator[KafkaSettings]:
    """Settings that reach a real Apache Kafka. It lives as long as the session; its data does not."""
    if os.environ.get(SWITCH) == "testcontainers":
        with _container() as address:
            yield KafkaSettings(bootstrap_servers=address)
        return
    # Not at the top: unit tests run where no Java is installed.
    from services.cli.local_kafka import broker

    named = KafkaSettings(bootstrap_servers=os.environ.get("WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"))
    with broker(named) as running:
        print(f"\nbroker: {running.about}")
        yield KafkaSettings(bootstrap_servers=running.bootstrap_servers)


@pytest.fixture
def topics() -> TopicSettings:
    """Topic and group names that no other test uses."""
    return TopicSettings(prefix=f"t{uuid.uuid4().hex[:10]}-", partitions=2)


@pytest.fixture
def service_environment(kafka: KafkaSettings, topics: TopicSettings) -> dict[str, str]:
    """The environment of a service process on this test's broker and topics, with a free port."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("WIRETALLY_")},
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": str(kafka.bootstrap_servers),
        "WIRETALLY_TOPICS__PREFIX": topics.prefix,
        "WIRETALLY_TOPICS__PARTITIONS": str(topics.partitions),
        "WIRETALLY_HTTP__PORT": str(free_port()),
    }


@contextmanager
def _container() -> Iterator[str]:
    """The address of a broker in a container; it goes with the block."""
    # Its reaper is one more image to fetch, to clean up after a session that was killed. By hand:
    # docker rm -f $(docker ps -aq --filter label=org.testcontainers=true)
    os.environ.setdefault("TESTCONTAINERS_RYUK_DISABLED", "true")
    from testcontainers.core.container import DockerContainer

    port = free_port()
    container = DockerContainer(CONTAINER_IMAGE).with_bind_ports(9092, port)
    # The image's defaults advertise port 9092 on localhost; ours is another, so the listeners are said in full. The broker asks itself
    # about transactions, and cannot by the port that this machine sees: it has a listener of its own for that.
    for name, value in {
        "KAFKA_NODE_ID": "1",
        "KAFKA_LOG_DIRS": "/tmp/kafka",
        "KAFKA_PROCESS_ROLES": "broker,controller",
        "KAFKA_LISTENERS": "PLAINTEXT://:9092,BROKER://:9094,CONTROLLER://:9093",
        "KAFKA_ADVERTISED_LISTENERS": f"PLAINTEXT://127.0.0.1:{port},BROKER://localhost:9094",
        "KAFKA_INTER_BROKER_LISTENER_NAME": "BROKER",
        "KAFKA_CONTROLLER_LISTENER_NAMES": "CONTROLLER",
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "KAFKA_CONTROLLER_QUORUM_VOTERS": "1@localhost:9093",
        "KAFKA_AUTO_CREATE_TOPICS_ENABLE": "false",
        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR": "1",
        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR": "1",
        "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR": "1",
        "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS": "0",
        "KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS": "1000",
    }.items():
        container = container.with_env(name, value)
    with container:
        address = KafkaSettings(bootstrap_servers=f"127.0.0.1:{port}")
        try:
            asyncio.run(wait_for_broker(address, _CONTAINER_READY_WITHIN_S, still_worth_it=lambda: _status(container) != "exited"))
        except BrokerUnavailable as error:
            written = b"".join(container.get_logs()).decode(errors="replace")
            raise RuntimeError(
                f"the container of {CONTAINER_IMAGE} is {_status(container)}; the end of its log:\n{written[-3000:]}"
            ) from error
        yield str(address.bootstrap_servers)


def _status(container: Any) -> str:
    container.reload()
    return str(container.status)


def free_port() -> int:
    """A port that nothing listens on, and that no outgoing connection is given."""
    return free_ports(1)[0]
