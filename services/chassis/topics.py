"""The topics at the broker: what is there, and making what is missing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, NodeNotReadyError, TopicAlreadyExistsError, for_code

from schemas.topics import CATALOGUE, DEAD_LETTERS, Topic
from services.chassis.errors import BrokerUnavailable, ConfigurationError
from services.chassis.kafka import MAX_LETTER_BYTES, MAX_MESSAGE_BYTES, REQUEST_TIMEOUT_MS, client_options, unreachable
from services.chassis.settings import KafkaSettings, TopicSettings

_PAUSE_S = 0.1
"""Before the broker is asked again for what it does not have yet."""


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
    admin = AIOKafkaAdminClient(**client_options(kafka), client_id="wiretally-topics", request_timeout_ms=REQUEST_TIMEOUT_MS)
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
    deadline = monotonic() + REQUEST_TIMEOUT_MS / 1000
    while True:
        try:
            return {found["topic"]: len(found["partitions"]) for found in await admin.describe_topics()}
        except NodeNotReadyError:
            if monotonic() > deadline:
                raise
            await asyncio.sleep(_PAUSE_S)


def _check_created(response: Any) -> None:
    for name, code, *explanation in response.topic_errors:
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            why = next((text for text in explanation if text), error.description)
            raise ConfigurationError(f"the broker did not create topic {name}: {error.__name__}: {why}")


async def _wait_for_topics(admin: AIOKafkaAdminClient, names: set[str]) -> dict[str, int]:
    """Creation returns before every broker knows of it; a producer would see an unknown topic."""
    deadline = monotonic() + REQUEST_TIMEOUT_MS / 1000
    while True:
        existing = await _partition_counts(admin)
        if names <= existing.keys():
            return existing
        if monotonic() > deadline:
            raise BrokerUnavailable(f"topics were created but do not appear: {sorted(names - existing.keys())}")
        await asyncio.sleep(_PAUSE_S)


async def partition_counts(kafka: KafkaSettings) -> dict[str, int]:
    """Partitions of every topic at the broker. Raises BrokerUnavailable.

    Asked of the admin client: a consumer's ``partitions_for_topic`` knows only topics that it was assigned before.
    """
    admin = AIOKafkaAdminClient(**client_options(kafka), client_id="wiretally-topics", request_timeout_ms=REQUEST_TIMEOUT_MS)
    try:
        await admin.start()
        return await _partition_counts(admin)
    except (KafkaError, OSError) as error:
        raise BrokerUnavailable(unreachable(kafka, error)) from error
    finally:
        await admin.close()
