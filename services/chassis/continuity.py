"""`Continuity`: notices a message that the consumer passed over, before the commit does.

Faust's own check lets the commit pass over a message that was skipped alone: ``_new_offset(committed=3, acked=[4, 5])`` is 6
(faust-streaming 0.15.3, ``transport/consumer.py``), and checks nothing where nothing was committed yet.
"""

from __future__ import annotations

from typing import cast

import faust
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from faust.transport.consumer import Consumer
from faust.types import TP

from services.chassis.errors import BrokerUnavailable, TransientError
from services.chassis.kafka import Record, new_consumer, unreachable
from services.chassis.settings import KafkaSettings

_LOOK_MS = 5_000


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
