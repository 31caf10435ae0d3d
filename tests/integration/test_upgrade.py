"""The present services take over from each release on its own topics: its changelogs are their state, and its tallies stand."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from schemas.tally import Tally
from schemas.topics import ARTICLES, TALLIES
from services.chassis.kafka import Publisher
from services.chassis.settings import KafkaSettings, TopicSettings
from services.chassis.topics import apply_topics
from tests.integration.flow import FLOW, services
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess
from tests.releases.fixtures import CHANGELOGS, GROUPS, PARTITIONS, messages, numbers, releases, standing, tallies, topic_names

pytestmark = pytest.mark.kafka

SWAP = "northlight-swap"
"""One of the two stories of the exchange; the other stands on in the changelog alone."""


async def restore(version: str, kafka: KafkaSettings, topics: TopicSettings) -> None:
    """Put every message of the release where it lay, and every group where it stood: at the end."""
    changelogs = [(topics.prefix + name, source) for name, source in CHANGELOGS]
    await apply_topics(kafka, topics, changelogs=changelogs)
    publisher = Publisher(kafka, topics, "restore")
    await publisher.start()
    try:
        for topic in topic_names():
            for message in messages(version, topic):
                await publisher.publish_bytes(
                    topics.prefix + topic,
                    key=None if message.key is None else message.key.encode(),
                    value=None if message.value is None else message.value.encode(),
                    headers=[(name, value.encode()) for name, value in message.headers],
                    partition=message.partition,
                )
    finally:
        await publisher.stop()
    for group, read in GROUPS:
        lying = [TopicPartition(topics.name(topic), number) for topic in read for number in range(topics.partitions_of(topic))]
        await commit_ends(kafka, topics.prefix + group, lying)


async def commit_ends(kafka: KafkaSettings, group: str, partitions: list[TopicPartition]) -> None:
    """As if the group had read all of them."""
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap_servers, group_id=group, enable_auto_commit=False)
    await consumer.start()
    try:
        consumer.assign(partitions)
        await consumer.commit(await consumer.end_offsets(partitions))
    finally:
        await consumer.stop()


def article_of(version: str, story: str) -> dict[str, Any]:
    """The story's newest revision as the release wrote it."""
    lying = [json.loads(message.value or "{}") for message in messages(version, ARTICLES.name) if message.headers]
    return max((article for article in lying if article["story_id"].endswith(story)), key=lambda article: int(article["revision"]))


def shown(board: ServiceProcess) -> dict[tuple[str, ...], tuple[Any, ...]]:
    status, body = board.get("/v1/tallies?limit=1000")
    return numbers(json.loads(body)["tallies"]) if status == 200 else {}


@pytest.mark.parametrize("version", releases())
def test_the_services_go_on_from_what_a_release_left(
    version: str, kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    assert topics.partitions == PARTITIONS
    asyncio.run(restore(version, kafka, topics))
    access = TopicAccess(kafka, topics)
    written = len(access.read(TALLIES))
    with ExitStack() as stack:
        running = services(stack, service_environment)
        for service in running.values():
            service.wait_ready()
        left = numbers(tallies(version))
        eventually(lambda: shown(running["board"]) == left, "the board shows the release's tallies")
        eventually(lambda: "tallies_rebuilt" in running["aggregator"].log(), "the aggregator has read its state")
        rows = [Tally.read(record.value or b"") for record in access.read(TALLIES)]
        assert numbers(standing(rows)) == left
        assert len(rows) == written, "nothing is told anew"

        told = article_of(version, SWAP)
        # The later text of a story that the old version read: what the old version said of it is taken back, the other agency's stands.
        kill = {**told, "revision": told["revision"] + 1, "kind": "kill", "body": "", "headline": "Kill"}
        access.put_json(ARTICLES, kill, key=told["story_id"].encode())
        exchange = ("prisoners_exchanged", "persons_released")
        one_source = {about: (*says[:3], "single", 1) if about[0] in exchange else says for about, says in left.items()}
        assert one_source != left
        eventually(lambda: shown(running["board"]) == one_source, "one agency's word for the exchange stands")
        for name in FLOW:
            assert running[name].terminate() == 0, running[name].log()
