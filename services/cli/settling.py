"""When everything fed has become tallies: stage by stage, since a committed offset means that what it caused is on the next topic."""

from __future__ import annotations

import asyncio
import re
import urllib.request
from collections.abc import Callable
from math import isfinite, nan
from time import monotonic

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from schemas.topics import ARTICLES, EVENTS, INCIDENTS, Topic
from services.chassis.kafka import client_options, new_consumer
from services.chassis.settings import ServiceSettings
from services.chassis.topics import partition_counts
from services.cli.failures import CommandFailed

_ASK_EVERY_S = 0.2
_BOARD_LAG = re.compile(rb"^wiretally_board_lag_messages (\S+)$", re.MULTILINE)

STEPS: tuple[tuple[str, Topic], ...] = (("extractor", ARTICLES), ("aggregator", EVENTS), ("aggregator", INCIDENTS))
"""Who has to read what to its end, in the order of the flow."""


async def wait_settled(
    settings: ServiceSettings, board: str, within_s: float, *, check: Callable[[], None], tell: Callable[[str], None]
) -> None:
    """Return when all that is on the topics now has passed every service and the board has read what came of it.

    ``check`` is called again and again and may raise; ``tell`` hears what is waited for. Raises CommandFailed after ``within_s`` seconds.
    """
    deadline = monotonic() + within_s
    reader = new_consumer(settings.kafka, "wiretally-settling")
    admin = AIOKafkaAdminClient(**client_options(settings.kafka), client_id="wiretally-settling")
    try:
        await reader.start()
        await admin.start()
        counts = await partition_counts(settings.kafka)
        for service, topic in STEPS:
            name = settings.topics.name(topic)
            goals = await reader.end_offsets([TopicPartition(name, number) for number in range(counts[name])])
            while (left := await _left(admin, f"{settings.topics.prefix}wiretally-{service}", goals)) > 0:
                check()
                tell(f"{service}: {left} messages to go")
                if monotonic() > deadline:
                    raise CommandFailed(f"not tallied within {within_s:.0f} s: the {service} is {left} messages behind on {name}")
                await asyncio.sleep(_ASK_EVERY_S)
        while (left := await asyncio.to_thread(_board_lag, board)) > 0:
            check()
            tell(f"board: {left} messages to go")
            if monotonic() > deadline:
                raise CommandFailed(f"not shown within {within_s:.0f} s: the board is {left} messages behind")
            await asyncio.sleep(_ASK_EVERY_S)
    finally:
        await admin.close()
        await reader.stop()


async def _left(admin: AIOKafkaAdminClient, group: str, goals: dict[TopicPartition, int]) -> int:
    """Messages before the goals that the group has not committed."""
    try:
        committed = await admin.list_consumer_group_offsets(group)
    except KafkaError:
        return sum(goals.values())
    left = 0
    for partition, goal in goals.items():
        known = committed.get(partition)
        left += max(0, goal - max(known.offset if known is not None else 0, 0))
    return left


def _board_lag(board: str) -> int:
    try:
        with urllib.request.urlopen(f"{board}/metrics", timeout=5) as answer:
            found = _BOARD_LAG.search(answer.read())
    except OSError:
        return 1
    lag = float(found[1]) if found else nan
    return int(lag) if isfinite(lag) else 1
