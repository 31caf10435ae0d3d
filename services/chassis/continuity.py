"""`Continuity`: notices a message that the consumer passed over, before the commit does.

Faust's own check lets the commit pass over a message that was skipped alone: ``_new_offset(committed=3, acked=[4, 5])`` is 6
(faust-streaming 0.15.3, ``transport/consumer.py``), and checks nothing where nothing was committed yet.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import faust
import structlog
from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from faust.transport.consumer import Consumer
from faust.types import TP

from services.chassis.errors import BrokerUnavailable, TransientError
from services.chassis.kafka import Record, client_options, new_consumer, unreachable
from services.chassis.settings import KafkaSettings

_LOOK_MS = 5_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The offsets of a partition that hold a message, of all from ``start`` to before ``end``."""

    start: int
    end: int
    held: Sequence[int]

    def covers(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end

    def first(self, start: int, end: int) -> int | None:
        """The first one held from ``start`` to before ``end``."""
        at = bisect_left(self.held, start)
        return self.held[at] if at < len(self.held) and self.held[at] < end else None


class Continuity:
    """Sees to it that no message of a partition is passed over: each follows the one before, or nothing lies between them.

    A compacted topic that is read long after it was written has a gap before nearly every message: what the broker was asked for one of
    them is kept for the next.
    """

    def __init__(self, app: faust.App, kafka: KafkaSettings) -> None:
        self._app = app
        self._kafka = kafka
        self._next: dict[TP, int] = {}
        self._looked: dict[TP, Stretch] = {}

    def reset(self) -> None:
        """After a rebalance the next message of a partition is the committed one."""
        self._next.clear()
        self._looked.clear()

    async def check(self, record: Record) -> None:
        """Raises TransientError where messages were skipped: the process must end with nothing more acked, and start again."""
        tp = TP(record.topic, record.partition)
        known = self._next.get(tp)
        expected = known if known is not None else cast(Consumer, self._app.consumer)._committed_offset.get(tp) or 0
        if record.offset > expected and (skipped := await self._first_between(tp, expected, record.offset)) is not None:
            # A commit of before the rebalance, held up where the broker was away, may land after Faust has asked for it and before the
            # client asks, which reads on from there: what it passes over was handled.
            if known is not None or await self._committed(tp) < record.offset:
                raise TransientError(f"{record.topic}/{record.partition}: message {skipped} was passed over before {record.offset}")
            log.info("late_commit", topic=record.topic, partition=record.partition, offset=record.offset)
        self._next[tp] = max(record.offset + 1, expected)

    async def _committed(self, tp: TP) -> int:
        """What the group has committed of a partition by now; 0 where it has not."""
        admin = AIOKafkaAdminClient(**client_options(self._kafka), client_id="wiretally-continuity")
        part = TopicPartition(tp.topic, tp.partition)
        try:
            await admin.start()
            found = await admin.list_consumer_group_offsets(self._app.conf.id, partitions=[part])
            return max(0, int(found[part].offset))
        except (KafkaError, OSError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        finally:
            await admin.close()

    async def _first_between(self, tp: TP, start: int, end: int) -> int | None:
        """Offset of the first message from ``start`` to before ``end``; compaction and transactions leave offsets without one."""
        known = self._looked.get(tp)
        if known is not None and known.covers(start, end) and known.first(start, end) is None:
            return None
        # What was held when it was looked at may have been compacted away since, before the consumer came to it: the broker says.
        self._looked[tp] = await self._look(tp, start)
        return self._looked[tp].first(start, end)

    async def _look(self, tp: TP, start: int) -> Stretch:
        """What the broker holds from ``start`` on, as far as it gives at once."""
        part = TopicPartition(tp.topic, tp.partition)
        consumer = new_consumer(self._kafka, "wiretally-continuity")
        try:
            await consumer.start()
            consumer.assign([part])
            first = (await consumer.beginning_offsets([part]))[part]
            consumer.seek(part, max(first, start))
            batches = await consumer.getmany(part, timeout_ms=_LOOK_MS)
            held = [message.offset for message in batches.get(part, ())]
            return Stretch(start, held[-1] + 1 if held else start, held)
        except (KafkaError, OSError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        finally:
            await consumer.stop()
