"""Two guards around Faust's consumer, which can skip messages when it starts or rebalances (faust-streaming 0.15.3).

After a recovery Faust empties its queues and then reads on from where the fetcher stands. What was fetched in between is gone, unless
the group has a committed offset to go back to (``tables/recovery.py``, ``on_recovery_completed``; seen in one start of four). And when
exactly one message was skipped, its own check lets the commit pass over it (``transport/consumer.py``, ``_new_offset``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import faust
import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError
from faust.transport.consumer import Consumer
from faust.types import TP

from services.chassis.errors import BrokerUnavailable, TransientError
from services.chassis.kafka import Record, client_options, new_consumer, unreachable
from services.chassis.settings import KafkaSettings

_LOOK_MS = 5_000

log = structlog.get_logger(__name__)


async def commit_starts(kafka: KafkaSettings, group: str, topics: Iterable[str]) -> None:
    """Give each partition that ``group`` never committed its first offset, so that going back to the commit is always possible.

    To be awaited before the group is joined. While another member runs it has done so, and the broker refuses us: that is fine.
    """
    consumer = AIOKafkaConsumer(**client_options(kafka), group_id=group, enable_auto_commit=False)
    try:
        await consumer.start()
        for topic in topics:
            parts = [TopicPartition(topic, number) for number in await _numbers(consumer, topic)]
            consumer.assign(parts)
            missing = [part for part in parts if await consumer.committed(part) is None]
            if missing:
                await consumer.commit(await consumer.beginning_offsets(missing))
    except (KafkaError, OSError) as error:
        log.info("first_offsets_not_committed", group=group, cause=str(error))
    finally:
        await consumer.stop()


async def _numbers(consumer: AIOKafkaConsumer, topic: str) -> list[int]:
    cluster = await consumer._client.fetch_all_metadata()
    return sorted(cluster.partitions_for_topic(topic) or ())


class Continuity:
    """Sees to it that no message of a partition is passed over: each follows the one before, or nothing lies between them."""

    def __init__(self, app: faust.App, kafka: KafkaSettings) -> None:
        self._app = app
        self._kafka = kafka
        self._next: dict[TP, int] = {}

    def reset(self) -> None:
        """After a rebalance the next message of a partition is the committed one."""
        self._next.clear()

    async def check(self, record: Record) -> None:
        """Raises TransientError where messages were skipped: the process must end with nothing more acked, and start again."""
        tp = TP(record.topic, record.partition)
        expected = self._next.get(tp)
        if expected is None:
            expected = cast(Consumer, self._app.consumer)._committed_offset.get(tp) or 0
        if record.offset > expected and (skipped := await self._first_between(tp, expected, record.offset)) is not None:
            raise TransientError(f"{record.topic}/{record.partition}: message {skipped} was passed over before {record.offset}")
        self._next[tp] = max(record.offset + 1, expected)

    async def _first_between(self, tp: TP, start: int, end: int) -> int | None:
        """Offset of the first message from ``start`` to before ``end``; compaction and transactions leave offsets without one."""
        part = TopicPartition(tp.topic, tp.partition)
        consumer = new_consumer(self._kafka, "wiretally-continuity")
        try:
            await consumer.start()
            consumer.assign([part])
            first = (await consumer.beginning_offsets([part]))[part]
            consumer.seek(part, max(first, start))
            batches = await consumer.getmany(part, timeout_ms=_LOOK_MS, max_records=1)
            offsets = [message.offset for message in batches.get(part, ())]
            return offsets[0] if offsets and offsets[0] < end else None
        except (KafkaError, OSError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        finally:
            await consumer.stop()
