"""Kafka clients with the settings that lose nothing, and publishing.

Every send waits for all in-sync replicas and is idempotent; every error comes out in our own vocabulary.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import (
    KafkaError,
    MessageSizeTooLargeError,
    RecordTooLargeError,
)
from aiokafka.partitioner import DefaultPartitioner

from schemas.base import Message
from schemas.envelope import Headers, cloud_event_headers
from schemas.topics import DEAD_LETTERS, Topic
from services.chassis.errors import BrokerUnavailable, ConfigurationError, TooLarge, TransientError, WiretallyError
from services.chassis.settings import KafkaSettings, TopicSettings
from services.chassis.tracing import NO_TRACER, Span, Tracer

MAX_MESSAGE_BYTES = 10 * 1024 * 1024
"""The longest story allowed, in four-byte characters, with its other fields. Kafka's default of 1 MiB refused live pages."""
MAX_LETTER_BYTES = MAX_MESSAGE_BYTES + 64 * 1024
"""A dead letter holds the longest message, and why."""
_RECORD_OVERHEAD_BYTES = 512
"""Of a record alone in its batch, generously; aiokafka's own check forgets the headers, and what the broker refuses breaks the order of the
idempotent producer's numbers."""
FETCH_WAIT_MS = 50
"""A consumer's fetch that brings nothing hangs so long, and what comes to a partition that it does not name waits for its end."""
REQUEST_TIMEOUT_MS = 20_000
"""Of readers and of the topics' keeper; a producer's is a setting."""
_CLIENT_SPEAKS_FIRST_S = 1.0
"""An idempotent aiokafka producer tries some faults for ever (too few replicas), so the deadline is ours; most others it names by then."""
_STOP_WITHIN_S = 5.0
"""What such a producer still tries at the end was never acknowledged to anyone."""
_ASK_TIMEOUT_S = 3.0
_LINGER_MS = 2
"""Long enough to put a burst into one request; far below the 150 ms that a story may take to the board."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to publish. ``id`` is unique per ``topic`` and content; ``time`` is when the thing was said, UTC; ``traceparent`` its own
    trace, where it has another than what is published with it."""

    topic: Topic
    key: str
    message: Message
    id: str
    time: datetime
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """A message to send as it is; without ``partition`` it goes to the key's."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = ()
    partition: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A message as it lies on a topic; ``value`` None is a tombstone."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = ()

    @property
    def origin(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


def client_options(kafka: KafkaSettings) -> dict[str, Any]:
    """What every client needs to reach the broker. Raises ConfigurationError where the settings name none."""
    if kafka.bootstrap_servers is None:
        raise ConfigurationError("no broker is named: set WIRETALLY_KAFKA__BOOTSTRAP_SERVERS=host:port (`make kafka` starts one here)")
    options: dict[str, Any] = {
        "bootstrap_servers": kafka.bootstrap_servers,
        "security_protocol": kafka.security_protocol,
        "ssl_context": kafka.ssl_context(),
    }
    if kafka.sasl_username is not None and kafka.sasl_password is not None:
        options["sasl_mechanism"] = kafka.sasl_mechanism
        options["sasl_plain_username"] = kafka.sasl_username
        options["sasl_plain_password"] = kafka.sasl_password.get_secret_value()
    return options


def new_producer(kafka: KafkaSettings, client_id: str) -> AIOKafkaProducer:
    """An idempotent producer (not started) that waits for all in-sync replicas."""
    return AIOKafkaProducer(
        **client_options(kafka),
        client_id=client_id,
        acks="all",
        enable_idempotence=True,
        linger_ms=_LINGER_MS,
        max_request_size=MAX_LETTER_BYTES,
        request_timeout_ms=int(kafka.send_deadline_s * 1000),
    )


def new_consumer(kafka: KafkaSettings, client_id: str) -> AIOKafkaConsumer:
    """A consumer (not started) in no group: it commits nothing and is assigned its partitions by hand."""
    return AIOKafkaConsumer(
        **client_options(kafka),
        client_id=client_id,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=MAX_MESSAGE_BYTES,
        fetch_max_wait_ms=FETCH_WAIT_MS,
        request_timeout_ms=REQUEST_TIMEOUT_MS,
    )


class Publisher:
    """Sends messages and returns once the broker has them. ``source`` is the CloudEvents source: the service's name."""

    def __init__(self, kafka: KafkaSettings, topics: TopicSettings, source: str, tracer: Tracer = NO_TRACER) -> None:
        self._kafka = kafka
        self._topics = topics
        self._source = source
        self._tracer = tracer
        self._producer: AIOKafkaProducer | None = None

    async def start(self) -> None:
        """Connect. Raises BrokerUnavailable."""
        producer = new_producer(self._kafka, self._source)
        try:
            await producer.start()
        except (KafkaError, OSError) as error:
            await producer.stop()
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error
        self._producer = producer

    async def stop(self) -> None:
        """Send what is left, if the broker takes it within some seconds, and disconnect."""
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(TimeoutError):
                async with asyncio.timeout(_STOP_WITHIN_S):
                    await producer.stop()

    @property
    def connected(self) -> bool:
        return self._producer is not None

    async def ask(self) -> None:
        """Ask the broker for metadata. Raises BrokerUnavailable where none answers in time."""
        try:
            async with asyncio.timeout(_ASK_TIMEOUT_S):  # wait_for of Python 3.11 forgets a cancel that meets the answer
                await self._started().client.fetch_all_metadata()
        except (KafkaError, OSError, TimeoutError) as error:
            raise BrokerUnavailable(unreachable(self._kafka, error)) from error

    async def publish(self, messages: Sequence[Outgoing], traceparent: str | None = None) -> None:
        """Publish in this order; return when the broker has acknowledged all. Raises TransientError or TooLarge.

        After an error some may have been published: the caller publishes all again, so messages must be idempotent.
        """
        causes = [(self._topics.name(one.topic), one.traceparent or traceparent) for one in messages]
        with ExitStack() as until_sent:
            spans = {cause: until_sent.enter_context(self._sending(*cause, count)) for cause, count in Counter(causes).items()}
            await self.publish_raw([self._encoded(one, cause[0], spans[cause]) for one, cause in zip(messages, causes, strict=True)])

    def _sending(self, topic: str, parent: str | None, messages: int) -> Span:
        """One span a topic and cause. What no story causes (the state of a source, the rows of a rebuild) starts no trace."""
        return self._tracer.sending(topic, messages, parent) if parent is not None else Span(None)

    def _encoded(self, one: Outgoing, topic: str, span: Span) -> Raw:
        headers = cloud_event_headers(
            id=one.id, type=one.topic.type, source=f"/wiretally/{self._source}", time=one.time, traceparent=span.traceparent
        )
        return Raw(topic, one.key.encode(), one.message.to_json(), headers)

    async def publish_bytes(
        self,
        topic: str,
        *,
        key: bytes | None,
        value: bytes | None,
        headers: Headers | None = None,
        partition: int | None = None,
    ) -> None:
        """Publish one message as it is. Returns and raises as :meth:`publish` does."""
        await self.publish_raw([Raw(topic, key, value, headers or (), partition)])

    async def publish_raw(self, messages: Sequence[Raw]) -> None:
        """Publish messages as they are. Returns and raises as :meth:`publish` does."""
        producer = self._started()
        for one in messages:
            limit = MAX_LETTER_BYTES if one.topic == self._topics.name(DEAD_LETTERS) else MAX_MESSAGE_BYTES
            if (size := _size(one)) > limit:
                raise TooLarge(f"a message for {one.topic} has {size:,} bytes; at most {limit:,} are taken")
        topics = ", ".join(sorted({one.topic for one in messages}))
        try:
            async with asyncio.timeout(self._kafka.send_deadline_s + _CLIENT_SPEAKS_FIRST_S):
                pending = [
                    await producer.send(one.topic, key=one.key, value=one.value, headers=list(one.headers), partition=one.partition)
                    for one in messages
                ]
                await asyncio.gather(*pending)
        except KafkaError as error:
            raise _ours(error, topics) from error
        except TimeoutError as error:
            raise TransientError(f"the broker did not take a message for {topics} within {self._kafka.send_deadline_s:g} s") from error

    async def partition_for(self, topic: str, key: bytes) -> int:
        """The partition that :meth:`publish` puts ``key`` on. Raises TransientError where the broker does not say how many there are."""
        try:
            partitions = sorted(await self._started().partitions_for(topic))
        except KafkaError as error:
            raise TransientError(f"the broker does not tell the partitions of {topic}: {_told(error)}") from error
        chosen: int = DefaultPartitioner()(key, partitions, partitions)
        return chosen

    def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise RuntimeError("Publisher.start() was not awaited")
        return self._producer


def _size(message: Raw) -> int:
    said = sum(len(name.encode()) + len(content or b"") for name, content in message.headers)
    return len(message.key or b"") + len(message.value or b"") + said + _RECORD_OVERHEAD_BYTES


def _ours(error: KafkaError, topics: str) -> WiretallyError:
    if isinstance(error, MessageSizeTooLargeError | RecordTooLargeError):
        return TooLarge(f"a message for {topics} is larger than the broker takes; ours are up to {MAX_LETTER_BYTES:,} bytes")
    return TransientError(f"the broker did not take a message for {topics}: {_told(error)}")


def _told(error: Exception) -> str:
    """Name and text of an error: aiokafka's say their own names, others may say nothing at all."""
    name, said = type(error).__name__, str(error)
    return said if name in said else f"{name}: {said}".removesuffix(": ")


def unreachable(kafka: KafkaSettings, cause: Exception) -> str:
    """The sentence for a broker that does not answer."""
    why = f"no broker answers at {kafka.bootstrap_servers} (WIRETALLY_KAFKA__BOOTSTRAP_SERVERS): {_told(cause)}"
    return f"{why}. Start it, or correct the address"
