"""Kafka clients with the settings that lose nothing, the topics, and reading a topic whole.

Every send waits for all in-sync replicas and is idempotent; every error comes out in our own vocabulary.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    KafkaError,
    MessageSizeTooLargeError,
    NodeNotReadyError,
    RecordTooLargeError,
    TopicAlreadyExistsError,
    for_code,
)
from aiokafka.partitioner import DefaultPartitioner

from schemas.base import Message
from schemas.envelope import Headers, cloud_event_headers
from schemas.topics import CATALOGUE, DEAD_LETTERS, Topic
from services.chassis.contact import contact
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
_REQUEST_TIMEOUT_MS = 20_000
"""Of readers and of the topics' keeper; a producer's is a setting."""
_CLIENT_SPEAKS_FIRST_S = 1.0
"""An idempotent aiokafka producer tries some faults for ever (too few replicas), so the deadline is ours; most others it names by then."""
_STOP_WITHIN_S = 5.0
"""What such a producer still tries at the end was never acknowledged to anyone."""
_PROBE_TIMEOUT_MS = 3_000
_PROBE_PAUSE_S = 0.1
_PROBE_LOG_EVERY_S = 5.0
_LINGER_MS = 2
"""Long enough to put a burst into one request; far below the 150 ms that a story may take to the board."""

log = structlog.get_logger(__name__)


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
        request_timeout_ms=_REQUEST_TIMEOUT_MS,
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
                await asyncio.wait_for(producer.stop(), _STOP_WITHIN_S)

    @property
    def connected(self) -> bool:
        return self._producer is not None

    async def ask(self) -> None:
        """Ask the broker for metadata. Raises BrokerUnavailable where none answers in time."""
        try:
            await asyncio.wait_for(self._started().client.fetch_all_metadata(), _PROBE_TIMEOUT_MS / 1000)
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


async def wait_for_broker(kafka: KafkaSettings, within_s: float, *, still_worth_it: Callable[[], bool] = lambda: True) -> None:
    """Return once metadata and a group coordinator answer: only then can a consumer group start.

    Raises BrokerUnavailable after ``within_s`` seconds, or as soon as ``still_worth_it`` says no; ConfigurationError at once where a
    broker is there and the settings do not fit it.
    """
    deadline = monotonic() + within_s
    next_log = monotonic() + _PROBE_LOG_EVERY_S
    while True:
        try:
            await _probe(kafka)
            return
        except (KafkaError, OSError, TimeoutError, BrokerUnavailable) as error:
            cause = error
        if monotonic() > deadline or not still_worth_it():
            raise cause if isinstance(cause, BrokerUnavailable) else BrokerUnavailable(unreachable(kafka, cause)) from cause
        if monotonic() > next_log:
            log.warning("broker_not_ready", address=kafka.bootstrap_servers, cause=str(cause), waiting_s=round(deadline - monotonic()))
            next_log = monotonic() + _PROBE_LOG_EVERY_S
        await asyncio.sleep(_PROBE_PAUSE_S)


async def _probe(kafka: KafkaSettings) -> None:
    options = client_options(kafka)
    admin = AIOKafkaAdminClient(**options, client_id="wiretally-probe", request_timeout_ms=_PROBE_TIMEOUT_MS)
    try:
        with _quiet_library():
            await contact(options, _PROBE_TIMEOUT_MS)
            await admin.start()
            await admin.list_topics()
            # A coordinator that says our user may not have this group answers: its access list holds the groups that we really use.
            with suppress(GroupAuthorizationFailedError):
                await admin.find_coordinator("wiretally-probe")
    finally:
        await admin.close()


@contextmanager
def _quiet_library() -> Iterator[None]:
    """While probing: aiokafka logs an error per attempt, ten a second, where our own line every few seconds says it all."""
    library = logging.getLogger("aiokafka")
    level = library.level
    library.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        library.setLevel(level)


@dataclass(frozen=True, slots=True)
class AppliedTopic:
    """What :func:`apply_topics` did with one topic. ``partitions`` is how many it has now."""

    name: str
    partitions: int
    created: bool


async def apply_topics(
    kafka: KafkaSettings, topics: TopicSettings, *, changelogs: Iterable[tuple[str, Topic]] = (), catalogue: Iterable[Topic] = CATALOGUE
) -> tuple[AppliedTopic, ...]:
    """Create what is missing of the catalogue and of ``changelogs`` (name, the topic it shares partitions with).

    Doing it twice, or twice at once, is harmless. An existing topic is left as it is: adding partitions would part the revisions of a
    story. Raises BrokerUnavailable, or ConfigurationError where the broker refuses one.
    """
    wanted = {
        topics.name(topic): NewTopic(
            topics.name(topic), topics.partitions_of(topic), topics.replication, topic_configs={**topic.config, **_size_limit(topic)}
        )
        for topic in catalogue
    }
    admin = AIOKafkaAdminClient(**client_options(kafka), client_id="wiretally-topics", request_timeout_ms=_REQUEST_TIMEOUT_MS)
    try:
        await admin.start()
        existing = await _partition_counts(admin)
        for name, source in changelogs:
            count = existing.get(topics.name(source), topics.partitions_of(source))
            wanted[name] = NewTopic(name, count, topics.replication, topic_configs={"cleanup.policy": "compact", **_size_limit(source)})
        missing = [topic for name, topic in wanted.items() if name not in existing]
        if missing:
            _check_created(await admin.create_topics(missing))
            existing = await _wait_for_topics(admin, set(wanted))
    except (KafkaError, OSError) as error:
        raise BrokerUnavailable(unreachable(kafka, error)) from error
    finally:
        await admin.close()
    created = {topic.name for topic in missing}
    return tuple(AppliedTopic(name, existing[name], name in created) for name in wanted)


def _size_limit(topic: Topic) -> dict[str, str]:
    return {"max.message.bytes": str(MAX_LETTER_BYTES if topic == DEAD_LETTERS else MAX_MESSAGE_BYTES)}


async def _partition_counts(admin: AIOKafkaAdminClient) -> dict[str, int]:
    """Partitions of every topic. The client asks a broker at random: one that is away is no fault of a cluster whose others are there."""
    deadline = monotonic() + _REQUEST_TIMEOUT_MS / 1000
    while True:
        try:
            return {found["topic"]: len(found["partitions"]) for found in await admin.describe_topics()}
        except NodeNotReadyError:
            if monotonic() > deadline:
                raise
            await asyncio.sleep(_PROBE_PAUSE_S)


def _check_created(response: Any) -> None:
    for name, code, *explanation in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            why = next((text for text in explanation if text), error.description)
            raise ConfigurationError(f"the broker did not create topic {name}: {error.__name__}: {why}")


async def _wait_for_topics(admin: AIOKafkaAdminClient, names: set[str]) -> dict[str, int]:
    """Creation returns before every broker knows of it; a producer would see an unknown topic."""
    deadline = monotonic() + _REQUEST_TIMEOUT_MS / 1000
    while True:
        existing = await _partition_counts(admin)
        if names <= existing.keys():
            return existing
        if monotonic() > deadline:
            raise BrokerUnavailable(f"topics were created but do not appear: {sorted(names - existing.keys())}")
        await asyncio.sleep(_PROBE_PAUSE_S)


async def read_all(
    kafka: KafkaSettings, topic: str, *, partitions: Iterable[int] | None = None, since: datetime | None = None
) -> AsyncIterator[Record]:
    """Every message of a topic (or of some partitions) from its first, or the first that came at ``since`` or later, to the one that is
    last at the call. Raises BrokerUnavailable.

    Of a compacted topic the newest message of a key comes after its older ones, so the last wins.
    """
    known = await _partitions(kafka, topic)
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


async def _partitions(kafka: KafkaSettings, topic: str) -> set[int]:
    """Asked of the admin client: a consumer's ``partitions_for_topic`` knows only topics that it was assigned before."""
    admin = AIOKafkaAdminClient(**client_options(kafka), client_id="wiretally-reader", request_timeout_ms=_REQUEST_TIMEOUT_MS)
    try:
        await admin.start()
        counts = await _partition_counts(admin)
    except (KafkaError, OSError) as error:
        raise BrokerUnavailable(unreachable(kafka, error)) from error
    finally:
        await admin.close()
    if topic not in counts:
        raise ConfigurationError(f"topic {topic} does not exist; run `wiretally topics apply`")
    return set(range(counts[topic]))
