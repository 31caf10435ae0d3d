"""Brokers and workers come and go; every story is handled (design section 6, on a broker of the tests' own)."""

from __future__ import annotations

import pytest

from schemas.topics import ARTICLES
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import LocalBroker
from tests.conftest import free_port
from tests.integration.chassis.test_loop import TOY, copied, story
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka


def environment_for(broker: LocalBroker, service_environment: dict[str, str]) -> dict[str, str]:
    return {
        **service_environment,
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": broker.bootstrap_servers,
        "WIRETALLY_HTTP__PORT": str(free_port()),
    }


def test_a_service_waits_out_a_broker_that_is_killed_and_comes_back(
    own_broker: LocalBroker, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    access = TopicAccess(KafkaSettings(bootstrap_servers=own_broker.bootstrap_servers), topics)
    access.apply()
    with ServiceProcess(TOY, environment_for(own_broker, service_environment)) as toy:
        toy.wait_ready()
        access.put_json(ARTICLES, story("before"))
        eventually(lambda: copied(access) == {"before"}, "the first story is handled")
        own_broker.kill()
        eventually(lambda: own_broker.bootstrap_servers in toy.get("/readyz")[1], "it says which broker does not answer")
        own_broker.start()
        access.put_json(ARTICLES, story("after"))
        eventually(lambda: copied(access) == {"before", "after"}, "the story after the outage is handled")
        toy.wait_ready()


def test_a_killed_worker_s_stories_go_to_the_other(access: TopicAccess, service_environment: dict[str, str]) -> None:
    other = {**service_environment, "WIRETALLY_HTTP__PORT": str(free_port())}
    with ServiceProcess(TOY, service_environment) as first, ServiceProcess(TOY, other) as second:
        first.wait_ready()
        second.wait_ready()
        wanted = {f"story {number}" for number in range(200)}
        access.put_json(ARTICLES, *map(story, sorted(wanted)[:100]))
        eventually(lambda: len(copied(access)) > 20, "both are at work")
        second.kill()
        access.put_json(ARTICLES, *map(story, sorted(wanted)[100:]))
        eventually(lambda: copied(access) == wanted, "every story is handled")
        assert first.process.poll() is None


def test_a_worker_that_is_told_to_stop_in_a_rebalance_loses_nothing(
    access: TopicAccess, service_environment: dict[str, str], topics: TopicSettings
) -> None:
    wanted = {f"story {number}" for number in range(120)}
    access.put_json(ARTICLES, *map(story, sorted(wanted)))
    other = {**service_environment, "WIRETALLY_HTTP__PORT": str(free_port())}
    with ServiceProcess(TOY, service_environment) as first:
        eventually(lambda: copied(access), "the first worker is at work")
        with ServiceProcess(TOY, other) as second:
            # Its consumer joins the group, and the first has to give partitions up: told to stop just then.
            eventually(lambda: "joining" in first.get("/readyz")[1] or second.get("/readyz")[0] == 200, "the second worker joins")
            assert first.terminate() in (0, 1)
            eventually(lambda: copied(access) == wanted, "every story is handled")
            assert second.process.poll() is None
