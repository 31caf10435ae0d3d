"""A stranger at the broker, on no proxy: a client that floods topics, repeats what lies on them, and meddles with consumer groups."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from random import Random
from typing import TypeVar

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.protocol.group import LeaveGroupRequest

from schemas.topics import Topic
from services.chassis.errors import BrokerUnavailable
from services.chassis.kafka import Record, client_options, new_producer
from services.chassis.read_topic import read_all
from services.chassis.rewind import set_back
from services.chassis.settings import ServiceSettings
from services.chassis.topics import partition_counts

T = TypeVar("T")

_DONE_WITHIN_S = 60.0
"""A broker that was killed a moment ago, or a group whose dead member is not missed yet."""
_TRY_AGAIN_S = 0.3
_EVER = datetime.fromtimestamp(0, UTC)
POISON = (
    b"",
    b"\x00\xff\xfe not text",
    b"{",
    b"null",
    b'{"story_id": "poison", "body": ["no", "text"]}',
    b'{"story_id": "poison", "body": "From no time at all.", "published_at": "9999-12-31T00:00:00Z"}',
    b'{"event_id": "poison"}',
)
"""What no stage can use: no bytes, no text, no JSON, no fields, no such date."""


class Stranger:
    """``poison`` holds the origin of every message that it put on a topic and no stage can use."""

    def __init__(self, settings: ServiceSettings) -> None:
        self._settings = settings
        self._kafka = settings.kafka
        self.poison = set[str]()
        self.put_again = 0

    def flood(self, topic: Topic, count: int, noise: Random) -> None:
        """So many useless messages, on every partition."""
        values = [noise.choice(POISON) for _ in range(count)]
        keys = [f"poison-{noise.randrange(100)}".encode() for _ in range(count)]
        name = self._settings.topics.name(topic)

        async def put() -> list[str]:
            async with new_producer(self._kafka, "stranger") as producer:
                sent = [await producer.send(name, key=key, value=value) for key, value in zip(keys, values, strict=True)]
                return [f"{name}/{done.partition}/{done.offset}" for done in [await each for each in sent]]

        self.poison.update(asyncio.run(put()))

    def repeat(self, topic: Topic, noise: Random) -> None:
        """All that lies on ``topic`` again, keys and headers too, each where it lay, in another order: old revisions after new ones."""

        async def again() -> int:
            name = self._settings.topics.name(topic)
            records = [record async for record in read_all(self._kafka, name) if record.origin not in self.poison]
            records = _shuffled(records, noise)
            async with new_producer(self._kafka, "stranger") as producer:
                sent = [
                    await producer.send(name, key=one.key, value=one.value, headers=list(one.headers), partition=one.partition)
                    for one in records
                ]
                await asyncio.gather(*sent)
            return len(records)

        self.put_again += asyncio.run(again())

    def evict(self, service: str) -> int:
        """Make every member of the service's group leave it, as if each had said so; how many there were."""

        async def leave(admin: AIOKafkaAdminClient) -> int:
            group = self._group(service)
            (answer,) = await admin.describe_consumer_groups([group])
            members = [member[0] for member in answer.groups[0][5]]
            coordinator = await admin.find_coordinator(group)
            for member in members:
                await admin._client.send(coordinator, LeaveGroupRequest(group, member))
            return len(members)

        return asyncio.run(_patiently(lambda: self._asking(leave)))

    def rewind(self, service: str, topic: Topic) -> None:
        """Set the group of a service that is stopped back to the first message of all, once the group has no member any more."""

        async def back() -> int:
            name = self._settings.topics.name(topic)
            count = (await partition_counts(self._kafka))[name]
            return await set_back(self._kafka, self._group(service), [TopicPartition(name, number) for number in range(count)], _EVER)

        asyncio.run(_patiently(back))

    def _group(self, service: str) -> str:
        return f"{self._settings.topics.prefix}wiretally-{service}"

    async def _asking(self, question: Callable[[AIOKafkaAdminClient], Awaitable[T]]) -> T:
        admin = AIOKafkaAdminClient(**client_options(self._kafka), client_id="stranger")
        try:
            await admin.start()
            return await question(admin)
        finally:
            await admin.close()


def _shuffled(records: Sequence[Record], noise: Random) -> list[Record]:
    """By place and not by time of reading, so that a seed gives one order."""
    placed = sorted(records, key=lambda record: (record.partition, record.offset))
    return noise.sample(placed, len(placed))


async def _patiently(work: Callable[[], Awaitable[T]]) -> T:
    deadline = time.monotonic() + _DONE_WITHIN_S
    while True:
        try:
            return await work()
        except (KafkaError, BrokerUnavailable, OSError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(_TRY_AGAIN_S)
