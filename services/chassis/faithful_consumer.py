"""Faust's consumer and flow control, mended where they skip messages at a start or a rebalance (faust-streaming 0.15.3).

Measured with a service that is killed and started again: one start of four never saw messages that lay on its topic, and of two workers
with one killed, the other hung in one run of twenty. Four causes:

* While Faust recovers, a fetch under way may return messages of partitions that are not resumed yet: its set of wanted partitions is
  emptied under it, and empty means all. They are dropped (``Consumer.getmany``).
* The step back to the committed offsets that should bring them again does nothing for a partition that was never committed, or at 0
  (``AIOKafkaConsumer.seek_to_committed``: ``if offset and offset > 0``).
* Nor does anything bring back messages of a changelog that came while the flow stood still (``Consumer.getmany``).
* At the end of a recovery the queues are emptied once more, with messages in them (``FlowControlEvent.resume``).

And where they let a message wait for nothing:

* One fetch at a time is under way to a broker, and it names only the partitions that had nothing waiting when it was made. A partition that
  is read meanwhile waits until that fetch ends, which Faust lets hang for 1.5 s (``fetch_max_wait_ms``, no setting).
* While the queue of one topic is full the fetcher waits a second for others, though that one is soon empty again (``getmany``), and another
  second where there is no other (``_wait_next_records``).
"""

from __future__ import annotations

from typing import Any

from aiokafka import AIOKafkaConsumer
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport
from faust.types import TP
from mode.utils.queues import FlowControlEvent

from services.chassis.kafka import FETCH_WAIT_MS

_FULL_WAIT_S = 0.02
"""Between looks at a queue that is full: it has room again after some 100 messages, which take the tally stage 0.1 s."""


class _PromptThread(AIOKafkaConsumerThread):
    """Lets no fetch hang for longer than a message may wait."""

    def _create_worker_consumer(self, transport: Transport) -> AIOKafkaConsumer:
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer


class FaithfulConsumer(Consumer):
    """Goes back for every message that was fetched and not delivered, and lets none wait for nothing."""

    def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
        return _PromptThread(self, loop=self.loop, beacon=self.beacon)

    async def perform_seek(self) -> None:
        """Go back to the committed offset of every partition, and to its start where that is 0 or there is none."""
        await super().perform_seek()
        at_start = [tp for tp in self.assignment() if not self._is_changelog_tp(tp) and not self._committed_offset.get(tp)]
        if at_start:
            await self.seek_wait(await self.earliest_offsets(*at_start))

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 (Faust calls it so)
        """Before Faust drops what it fetched while the flow stood still, or of partitions not wanted now, step back to it.

        Of a changelog nothing else would: the recovery then waits for ever for messages that it has been given, or ends without them.
        """
        while self._is_full() and not self._get_active_partitions() and self.flow_active and not self.should_stop:
            await self.sleep(_FULL_WAIT_S)
        records, active = await super()._wait_next_records(_FULL_WAIT_S if self._is_full() else timeout)
        if records:
            wanted = None if active is None else active | self._buffered_partitions
            dropped = {
                tp: batch[0].offset for tp, batch in records.items() if not self.flow_active or (wanted is not None and tp not in wanted)
            }
            if dropped:
                await self._thread.call_thread(self._step_back, dropped)
                records = {tp: batch for tp, batch in records.items() if tp not in dropped}
        return records, active

    def _is_full(self) -> bool:
        """Whether a partition waits for room in its queue. Faust keeps those on the list that a rebalance took away."""
        return bool(self._buffered_partitions) and not self._buffered_partitions.isdisjoint(self.assignment())

    async def _step_back(self, offsets: dict[TP, int]) -> None:
        """In the consumer's thread: never forward, since a recovery may have gone further back meanwhile."""
        consumer = self._thread._ensure_consumer()
        for tp, offset in offsets.items():
            if tp in consumer.assignment() and await consumer.position(tp) > offset:
                consumer.seek(tp, offset)

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ASYNC109 (Faust calls it so)
        # A copy: the original is changed while the fetch waits in its thread.
        return await super()._getmany(None if active_partitions is None else set(active_partitions), timeout)


class FaithfulTransport(Transport):
    """Faust's Kafka transport with our consumer."""

    Consumer = FaithfulConsumer


class KeepingFlowControl(FlowControlEvent):
    """Empties the queues when a suspended flow is resumed, and not when it flows already."""

    def resume(self) -> None:
        if not self.is_active():
            super().resume()
