"""Messages that a consumer passed over, told from offsets that hold none."""

from __future__ import annotations

import itertools
from types import SimpleNamespace
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, RecordsToDelete

from schemas.topics import EVENTS
from services.chassis import continuity
from services.chassis.continuity import Continuity
from services.chassis.errors import TransientError
from services.chassis.kafka import Record, new_consumer
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.topic_access import TopicAccess

MESSAGES = 40


async def _with_gaps(kafka: KafkaSettings, topic: str) -> list[int]:
    """Offsets of messages sent to the first partition, each in a transaction of its own: its end takes an offset too."""
    producer = AIOKafkaProducer(bootstrap_servers=kafka.bootstrap_servers, transactional_id=topic)
    await producer.start()
    offsets = []
    for n in range(MESSAGES):
        async with producer.transaction():
            offsets.append((await producer.send_and_wait(topic, b"%d" % n, partition=0)).offset)
    await producer.stop()
    return offsets


@pytest.fixture
def topic(access: TopicAccess, topics: TopicSettings) -> str:
    return topics.name(EVENTS)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[AIOKafkaConsumer]:
    """The consumers that were made to look."""
    made = []

    def counted(kafka: KafkaSettings, client_id: str) -> AIOKafkaConsumer:
        made.append(new_consumer(kafka, client_id))
        return made[-1]

    monkeypatch.setattr(continuity, "new_consumer", counted)
    return made


def _of(kafka: KafkaSettings) -> Continuity:
    """Of a group that is named by chance, and that Faust knows no commit of."""
    app = SimpleNamespace(consumer=SimpleNamespace(_committed_offset={}), conf=SimpleNamespace(id=f"readers-{uuid4()}"))
    return Continuity(app, kafka)  # type: ignore[arg-type]


async def _commit(kafka: KafkaSettings, follows: Continuity, topic: str, offset: int) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=kafka.bootstrap_servers, group_id=follows._app.conf.id, enable_auto_commit=False)
    await consumer.start()
    try:
        part = TopicPartition(topic, 0)
        consumer.assign([part])
        await consumer.commit({part: offset})
    finally:
        await consumer.stop()


async def test_messages_before_a_commit_that_landed_late_were_not_passed_over(kafka: KafkaSettings, topic: str) -> None:
    offsets = await _with_gaps(kafka, topic)
    follows = _of(kafka)
    await _commit(kafka, follows, topic, offsets[20])
    await follows.check(Record(topic, 0, offsets[20], None, b"", ()))
    with pytest.raises(TransientError, match=f"message {offsets[21]} was passed over before {offsets[22]}"):
        await follows.check(Record(topic, 0, offsets[22], None, b"", ()))


@pytest.mark.parametrize("committed", [None, 19])
async def test_messages_that_no_commit_covers_were_passed_over(kafka: KafkaSettings, topic: str, committed: int | None) -> None:
    offsets = await _with_gaps(kafka, topic)
    follows = _of(kafka)
    if committed is not None:
        await _commit(kafka, follows, topic, offsets[committed])
    with pytest.raises(TransientError, match=f"message {offsets[0]} was passed over before {offsets[20]}"):
        await follows.check(Record(topic, 0, offsets[20], None, b"", ()))


async def test_a_topic_of_gaps_is_followed_with_few_looks(kafka: KafkaSettings, topic: str, looks: list[AIOKafkaConsumer]) -> None:
    offsets = await _with_gaps(kafka, topic)
    assert [b - a for a, b in itertools.pairwise(offsets)] == [2] * (MESSAGES - 1)
    follows = _of(kafka)
    for offset in offsets:
        await follows.check(Record(topic, 0, offset, None, b"", ()))
    assert len(looks) == 1


async def test_a_message_passed_over_among_gaps_is_told(kafka: KafkaSettings, topic: str, looks: list[AIOKafkaConsumer]) -> None:
    offsets = await _with_gaps(kafka, topic)
    follows = _of(kafka)
    for offset in offsets[:20]:
        await follows.check(Record(topic, 0, offset, None, b"", ()))
    with pytest.raises(TransientError, match=f"message {offsets[20]} was passed over before {offsets[21]}"):
        await follows.check(Record(topic, 0, offsets[21], None, b"", ()))
    assert len(looks) == 2  # what is missing may be gone by now: the broker is asked again


async def test_what_was_compacted_away_after_the_look_was_not_passed_over(
    kafka: KafkaSettings, topic: str, looks: list[AIOKafkaConsumer]
) -> None:
    offsets = await _with_gaps(kafka, topic)
    follows = _of(kafka)
    await follows.check(Record(topic, 0, offsets[0], None, b"", ()))
    await follows.check(Record(topic, 0, offsets[1], None, b"", ()))
    await _delete_before(kafka, topic, offsets[10])
    for offset in offsets[10:]:
        await follows.check(Record(topic, 0, offset, None, b"", ()))
    assert len(looks) == 2


async def _delete_before(kafka: KafkaSettings, topic: str, offset: int) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap_servers)
    await admin.start()
    await admin.delete_records({TopicPartition(topic, 0): RecordsToDelete(before_offset=offset)})
    await admin.close()
