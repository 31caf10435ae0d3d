"""Topics as a stranger sees them: a bare aiokafka producer, and everything that lies on a topic."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from schemas.topics import Topic
from services.chassis.kafka import MAX_LETTER_BYTES, Record
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, TopicSettings
from services.chassis.topics import apply_topics, partition_counts
from tests.integration.process import eventually


class TopicAccess:
    """Puts raw messages on a test's topics and reads them back."""

    def __init__(self, kafka: KafkaSettings, topics: TopicSettings) -> None:
        self._kafka = kafka
        self._topics = topics

    def apply(self) -> None:
        asyncio.run(apply_topics(self._kafka, self._topics))

    def delete(self, topic: Topic) -> None:
        """As an operator may by mistake. Returns when it is gone: until then the broker takes, and forgets, what is sent there."""
        name = self._topics.name(topic)

        async def delete() -> None:
            admin = AIOKafkaAdminClient(bootstrap_servers=self._kafka.bootstrap_servers)
            await admin.start()
            try:
                await admin.delete_topics([name])
            finally:
                await admin.close()

        asyncio.run(delete())
        eventually(lambda: name not in asyncio.run(partition_counts(self._kafka)), f"{name} is gone")

    def create(self, topic: Topic, *, replicas: int, in_sync: int) -> bool:
        """Whether the broker makes the topic so."""

        async def create() -> bool:
            admin = AIOKafkaAdminClient(bootstrap_servers=self._kafka.bootstrap_servers)
            await admin.start()
            try:
                wanted = NewTopic(self._topics.name(topic), 2, replicas, topic_configs={"min.insync.replicas": str(in_sync)})
                response = await admin.create_topics([wanted])
                return not any(code for _, code, *_ in response.topic_errors)
            finally:
                await admin.close()

        return asyncio.run(create())

    def put(
        self,
        topic: Topic,
        *values: bytes | None,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
        partition: int | None = None,
    ) -> None:
        """Send with nothing of ours in between: no idempotence, no headers but ``headers``."""

        async def send() -> None:
            producer = AIOKafkaProducer(bootstrap_servers=self._kafka.bootstrap_servers, max_request_size=MAX_LETTER_BYTES)
            await producer.start()
            try:
                for value in values:
                    await producer.send_and_wait(self._topics.name(topic), value, key=key, headers=list(headers), partition=partition)
            finally:
                await producer.stop()

        asyncio.run(send())

    def put_bare(self, topic: Topic, value: bytes | None) -> None:
        """One message without a key; also one without a value, which aiokafka itself does not send and other clients do."""

        async def send() -> None:
            producer = AIOKafkaProducer(
                bootstrap_servers=self._kafka.bootstrap_servers, max_request_size=MAX_LETTER_BYTES, max_batch_size=MAX_LETTER_BYTES
            )
            await producer.start()
            try:
                batch = producer.create_batch()
                assert batch.append(key=None, value=value, timestamp=None) is not None
                await (await producer.send_batch(batch, self._topics.name(topic), partition=0))
            finally:
                await producer.stop()

        asyncio.run(send())

    def put_json(self, topic: Topic, *objects: dict[str, Any], key: bytes | None = None, partition: int | None = None) -> None:
        self.put(topic, *(json.dumps(one).encode() for one in objects), key=key, partition=partition)

    def read(self, topic: Topic) -> list[Record]:
        """All that lies on the topic now."""
        return self.read_named(self._topics.name(topic))

    def read_named(self, topic: str) -> list[Record]:
        """All that lies on a topic that is not of the catalogue."""

        async def everything() -> list[Record]:
            return [record async for record in read_all(self._kafka, topic)]

        return asyncio.run(everything())
