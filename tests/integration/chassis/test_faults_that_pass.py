"""Faults of the broker that pass: readiness says which, nothing is acked meanwhile, and every story is handled in the end."""

from __future__ import annotations

import os
import resource
import signal
from pathlib import Path

import pytest

from schemas.topics import ARTICLES, EVENTS
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import LocalBroker
from tests.conftest import free_port
from tests.integration.chassis.second_broker import second_broker
from tests.integration.chassis.test_loop import TOY, copied, story
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

IMPATIENT = {"WIRETALLY_KAFKA__SEND_DEADLINE_S": "1"}
"""A send fails after a second instead of 20: six tries take 15 s and not two minutes."""


@pytest.fixture
def on_own_broker(own_broker: LocalBroker, service_environment: dict[str, str]) -> dict[str, str]:
    return {**service_environment, "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": own_broker.bootstrap_servers}


def unready_for(toy: ServiceProcess, what: str) -> None:
    def told() -> bool:
        status, body = toy.get("/readyz")
        return status == 503 and what in body

    eventually(told, f"readiness says {what}")


def test_a_topic_that_is_missing_is_waited_for_and_made_again_at_the_next_start(
    access: TopicAccess, service_environment: dict[str, str], topics: TopicSettings
) -> None:
    with ServiceProcess(TOY, {**service_environment, **IMPATIENT}) as toy:
        toy.wait_ready()
        access.delete(EVENTS)
        access.put_json(ARTICLES, story("one"), partition=0)
        unready_for(toy, f"the broker did not take a message for {topics.name(EVENTS)}")
        assert toy.ended() == 1
        assert topics.name(EVENTS) in toy.log().strip().splitlines()[-1]
        toy.start()
        eventually(lambda: toy.get("/readyz")[0] == 200 and copied(access) == {"one"}, "the story is handled")


def test_a_topic_that_the_broker_does_not_know_at_a_rebalance_is_taken_up_soon_after(
    access: TopicAccess, service_environment: dict[str, str]
) -> None:
    """As a broker does that was started a moment ago: Faust then gives the topic's partitions to nobody.

    The fetch that finds the topic gone is what makes the group balance. One more balancing would find the topic without our help.
    """
    with ServiceProcess(TOY, service_environment) as toy:
        toy.wait_ready()
        access.delete(ARTICLES)
        eventually(lambda: "Ignoring missing topic" in toy.log(), "the rebalance has passed over the topic")
        access.apply()
        access.put_json(ARTICLES, story("after it"))
        eventually(lambda: copied(access) == {"after it"}, "the story is handled")


def test_more_replicas_than_there_are_brokers_are_a_fault_of_the_settings(service_environment: dict[str, str]) -> None:
    with ServiceProcess(TOY, {**service_environment, "WIRETALLY_TOPICS__REPLICATION": "3"}) as toy:
        assert toy.ended() == 2
        last = toy.log().strip().splitlines()[-1]
        assert "replication factor" in last.lower()
        assert "wiretally.articles.v1" in last


def test_a_broker_that_does_not_answer_for_a_while_loses_nothing(
    own_broker: LocalBroker, topics: TopicSettings, on_own_broker: dict[str, str]
) -> None:
    access = TopicAccess(KafkaSettings(bootstrap_servers=own_broker.bootstrap_servers), topics)
    access.apply()
    with ServiceProcess(TOY, on_own_broker) as toy:
        access.put_json(ARTICLES, story("before"))
        eventually(lambda: copied(access) == {"before"}, "the first story is handled")
        os.kill(own_broker.pid, signal.SIGSTOP)
        unready_for(toy, own_broker.bootstrap_servers)
        os.kill(own_broker.pid, signal.SIGCONT)
        access.put_json(ARTICLES, story("after"))
        eventually(lambda: copied(access) == {"before", "after"}, "the story after it is handled")
        toy.wait_ready()


def test_a_full_disk_of_the_broker_loses_nothing(
    own_broker: LocalBroker, topics: TopicSettings, on_own_broker: dict[str, str], tmp_path: Path
) -> None:
    access, gate = TopicAccess(KafkaSettings(bootstrap_servers=own_broker.bootstrap_servers), topics), tmp_path / "gate"
    access.apply()
    with ServiceProcess(TOY, {**on_own_broker, "TOY_GATE": str(gate)}) as toy:
        access.put_json(ARTICLES, story("held", "gate"), story("next"), partition=0)
        eventually(lambda: toy.said(), "the story is in hand")
        # No file of the broker may grow any more: what its disk says when it is full, the kernel now says of every write.
        resource.prlimit(own_broker.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        gate.touch()
        unready_for(toy, own_broker.bootstrap_servers)
        own_broker.restart()
        eventually(lambda: toy.process.poll() is not None or copied(access) == {"held", "next"}, "it waits, or it ends")
        if toy.process.poll() is not None:
            toy.start()
        eventually(lambda: copied(access) == {"held", "next"}, "both stories are handled")


def test_too_few_replicas_are_waited_for(
    own_broker: LocalBroker, topics: TopicSettings, on_own_broker: dict[str, str], tmp_path: Path
) -> None:
    access = TopicAccess(KafkaSettings(bootstrap_servers=own_broker.bootstrap_servers), topics)
    access.apply()
    with ServiceProcess(TOY, {**on_own_broker, "WIRETALLY_KAFKA__SEND_DEADLINE_S": "2"}) as toy:
        toy.wait_ready()
        with second_broker(own_broker, tmp_path) as second:
            access.delete(EVENTS)
            eventually(lambda: access.create(EVENTS, replicas=2, in_sync=2), "the events lie on two brokers")
            access.put_json(ARTICLES, story("before"))
            eventually(lambda: copied(access) == {"before"}, "the first story is handled")
            second.kill()
            access.put_json(ARTICLES, story("after"))
            unready_for(toy, f"the broker did not take a message for {topics.name(EVENTS)}")
            second.start()

            def handled() -> bool:
                # It waits 20 s in all; a slow start of the broker may take longer, and its successor then handles the story.
                if toy.process.poll() is not None:
                    toy.start()
                return copied(access) == {"before", "after"}

            eventually(handled, "the story is handled when the replica is back")


def test_two_copies_on_one_port_are_one_too_many_and_the_second_says_so(access: TopicAccess, service_environment: dict[str, str]) -> None:
    with ServiceProcess(TOY, service_environment) as first, ServiceProcess(TOY, service_environment) as second:
        statuses = eventually(lambda: [one for one in (first, second) if one.process.poll() is not None], "one of them ends")
        (loser,) = statuses
        assert loser.ended() == 2
        assert "set WIRETALLY_HTTP__PORT" in loser.log().strip().splitlines()[-1]
        (first if loser is second else second).wait_ready()


def test_two_copies_on_one_machine_share_the_work_and_keep_their_states_apart(
    access: TopicAccess, service_environment: dict[str, str]
) -> None:
    other = {**service_environment, "WIRETALLY_HTTP__PORT": str(free_port())}
    with ServiceProcess(TOY, service_environment) as first, ServiceProcess(TOY, other) as second:
        first.wait_ready()
        second.wait_ready()
        access.put_json(ARTICLES, story("left", "first words"), partition=0)
        access.put_json(ARTICLES, story("right", "first words"), partition=1)
        eventually(lambda: copied(access) == {"left", "right"}, "both stories are handled")
        assert second.terminate() == 0
        access.put_json(ARTICLES, story("left", "second words"), partition=0)
        access.put_json(ARTICLES, story("right", "second words"), partition=1)

        def goes_on() -> bool:
            return {took["story"] for took in first.said() if took["before"] == "first words"} == {"left", "right"}

        eventually(goes_on, "one worker goes on with both states")
