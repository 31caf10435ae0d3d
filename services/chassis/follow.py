"""`Follower`: reads topics of the catalogue without a consumer group, so that any number of readers may each see all of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from schemas.base import Message
from schemas.topics import Topic
from services.chassis.errors import BrokerUnavailable
from services.chassis.kafka import new_consumer, unreachable
from services.chassis.settings import KafkaSettings, TopicSettings

MISSING_TOPIC_RETRY_S = 1.0
"""Topics are made by ``wiretally topics apply``, which may run a moment after a board starts."""

POLL_MS = 500
MAX_POLL_RECORDS = 500
"""Between two polls the reader yields to its other work (requests, streams): small enough to keep those answered."""

_LAG_WITHIN_S = 3.0
"""A scrape must have its answer while the broker is away."""

WHOLE: None = None
"""Read a topic from its first message, as a compacted one must be."""


@dataclass(frozen=True, slots=True)
class Record:
    """One message; ``message`` is None for a tombstone."""

    topic: Topic
    key: str
    message: Message | None
    headers: Sequence[tuple[str, bytes]] = ()


class Follower:
    """Follows ``sources`` (topic -> how many of the newest messages of each partition to begin with, or :data:`WHOLE`).

    A message that does not fit its model is logged and passed over: the service that wrote it owns its dead letters, and one bad
    message must not blind every reader. ``unready`` says why what was read so far is not all that stood at the start.
    """

    def __init__(self, kafka: KafkaSettings, client_id: str, topics: TopicSettings, sources: Mapping[Topic, int | None]) -> None:
        self._kafka = kafka
        self._consumer = new_consumer(kafka, client_id)
        self._sources = {topics.name(topic): (topic, tail) for topic, tail in sources.items()}
        self._goals: dict[TopicPartition, int] = {}
        self._unready: str | None = "the broker has not answered yet"
        self.unfit = 0
        self.missing: str | None = None
        """A topic that the broker does not have (yet)."""

    @property
    def unready(self) -> str | None:
        return self._unready

    async def batches(self) -> AsyncGenerator[list[Record], None]:
        """What is read, for ever; also empty batches, after each of which ``unready`` may have changed. Starts and stops the consumer.

        Raises BrokerUnavailable where the client could not mend it by itself.
        """
        try:
            await self._consumer.start()
            while absent := sorted(name for name, numbers in (await self._partitions()).items() if not numbers):
                self.missing = absent[0]
                self._unready = f"no topic {absent[0]} at the broker: run `wiretally topics apply`"
                yield []
                await asyncio.sleep(MISSING_TOPIC_RETRY_S)
            self.missing = None
            await self._begin()
            while True:
                yield []
                fetched = await self._consumer.getmany(timeout_ms=POLL_MS, max_records=MAX_POLL_RECORDS)
                batch = [record for raws in fetched.values() for raw in raws if (record := self._read(raw)) is not None]
                await self._note_progress()
                if batch:
                    yield batch
        except (KafkaError, OSError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        finally:
            await self._consumer.stop()

    async def lag(self) -> int:
        """Messages that the broker holds at this moment and that were not read yet. Raises BrokerUnavailable where it does not say."""
        partitions = list(self._consumer.assignment())
        if not partitions:
            return 0
        try:
            async with asyncio.timeout(_LAG_WITHIN_S):
                ends = await self._consumer.end_offsets(partitions)
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        return sum([max(0, ends[partition] - await self._consumer.position(partition)) for partition in partitions])

    async def _partitions(self) -> dict[str, set[int]]:
        """Of each source, none where the broker does not have it. Asked of the broker: aiokafka's ``partitions_for_topic`` knows only
        topics that the consumer was assigned before, and answers None for all others."""
        metadata = await self._consumer._client.fetch_all_metadata()
        return {name: set(metadata.partitions_for_topic(name) or ()) for name in self._sources}

    async def _begin(self) -> None:
        partitions = [TopicPartition(name, number) for name, numbers in (await self._partitions()).items() for number in sorted(numbers)]
        self._consumer.assign(partitions)
        first = await self._consumer.beginning_offsets(partitions)
        end = await self._consumer.end_offsets(partitions)
        for partition in partitions:
            _, tail = self._sources[partition.topic]
            start = first[partition] if tail is None else max(first[partition], end[partition] - tail)
            self._consumer.seek(partition, start)
            if start < end[partition]:
                self._goals[partition] = end[partition]
        await self._note_progress()

    async def _note_progress(self) -> None:
        for partition, goal in list(self._goals.items()):
            if await self._consumer.position(partition) >= goal:
                del self._goals[partition]
        self._unready = f"still reading {len(self._goals)} partitions from the broker" if self._goals else None

    def _read(self, raw: object) -> Record | None:
        topic, _ = self._sources[raw.topic]  # type: ignore[attr-defined]
        key = (raw.key or b"").decode(errors="replace")  # type: ignore[attr-defined]
        value: bytes | None = raw.value  # type: ignore[attr-defined]
        if value is None:
            return Record(topic, key, None)
        try:
            return Record(topic, key, topic.model.read(value), raw.headers)  # type: ignore[attr-defined]
        except ValidationError as error:
            self.unfit += 1
            place = f"{raw.topic}/{raw.partition}/{raw.offset}"  # type: ignore[attr-defined]
            structlog.get_logger().warning("unfit_message_passed_over", message=place, error=str(error))
            return None
