"""Reading a topic whole."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from datetime import datetime

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from services.chassis.errors import BrokerUnavailable, ConfigurationError
from services.chassis.kafka import Record, new_consumer, unreachable
from services.chassis.settings import KafkaSettings
from services.chassis.topics import partition_counts


async def read_all(
    kafka: KafkaSettings, topic: str, *, partitions: Iterable[int] | None = None, since: datetime | None = None
) -> AsyncIterator[Record]:
    """Every message of a topic (or of some partitions) from its first, or the first that came at ``since`` or later, to the one that is
    last at the call. Raises BrokerUnavailable, or ConfigurationError where there is no such topic.

    Of a compacted topic the newest message of a key comes after its older ones, so the last wins.
    """
    counts = await partition_counts(kafka)
    if topic not in counts:
        raise ConfigurationError(f"topic {topic} does not exist; run `wiretally topics apply`")
    known = set(range(counts[topic]))
    consumer = new_consumer(kafka, "wiretally-reader")
    try:
        await consumer.start()
        chosen = [TopicPartition(topic, number) for number in sorted(known if partitions is None else set(partitions) & known)]
        consumer.assign(chosen)
        ends = await consumer.end_offsets(chosen)
        await consumer.seek_to_beginning(*chosen)
        if since is not None:
            for where, found in (await consumer.offsets_for_times(dict.fromkeys(chosen, int(since.timestamp() * 1000)))).items():
                consumer.seek(where, found.offset if found is not None else ends[where])
        open_ends = {where for where in chosen if await consumer.position(where) < ends[where]}
        while open_ends:
            batches = await consumer.getmany(*open_ends, timeout_ms=1000)
            for where, batch in batches.items():
                for got in batch:
                    if got.offset < ends[where]:
                        yield Record(got.topic, got.partition, got.offset, got.key, got.value, got.headers)
            open_ends = {where for where in open_ends if await consumer.position(where) < ends[where]}
    except (KafkaError, OSError) as error:
        raise BrokerUnavailable(unreachable(kafka, error)) from error
    finally:
        await consumer.stop()
