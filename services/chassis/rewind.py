"""Setting a consumer group back, so that it reads again what it has read: the only commit that the loop did not earn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aiokafka import AIOKafkaConsumer, TopicPartition

from services.chassis.kafka import client_options
from services.chassis.settings import KafkaSettings


async def set_back(kafka: KafkaSettings, group: str, partitions: Sequence[TopicPartition], since: datetime) -> int:
    """Commit for ``group`` the offsets of the first messages that came at ``since`` or later; how many messages follow them.

    Raises KafkaError while the group has a member: the broker takes foreign offsets only of a group that sleeps.
    """
    consumer = AIOKafkaConsumer(**client_options(kafka), client_id="wiretally-rewind", group_id=group, enable_auto_commit=False)
    try:
        await consumer.start()
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found = await consumer.offsets_for_times({partition: int(since.timestamp() * 1000) for partition in partitions})
        starts = {partition: at.offset if (at := found[partition]) is not None else ends[partition] for partition in partitions}
        await consumer.commit(starts)
    finally:
        await consumer.stop()
    return sum(ends[partition] - start for partition, start in starts.items())
