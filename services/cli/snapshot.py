"""What the topics say at this moment, read once from their start; no service needs to run."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import aclosing

from schemas.topics import INCIDENTS, TALLIES, Topic
from services.board.view import View
from services.chassis.broker_ready import wait_for_broker
from services.chassis.errors import TransientError
from services.chassis.follow import WHOLE, Follower
from services.chassis.settings import ServiceSettings
from services.cli.failures import CommandFailed

TALLIED: Mapping[Topic, int | None] = {TALLIES: WHOLE, INCIDENTS: WHOLE}
CONNECT_WITHIN_S = 5
"""A person waits at the prompt: a broker that is there answers in one second."""
READ_WITHIN_S = 120


async def open_follower(settings: ServiceSettings, sources: Mapping[Topic, int | None]) -> Follower:
    """A follower of a broker that answers. Raises BrokerUnavailable at once, where the client itself would wait long."""
    await wait_for_broker(settings.kafka, CONNECT_WITHIN_S)
    return Follower(settings.kafka, "wiretally-cli", settings.topics, sources)


def refuse_missing_topic(settings: ServiceSettings, follower: Follower) -> None:
    """Raises CommandFailed where the broker lacks a topic: a service waits for it, a person should know at once."""
    if follower.missing is not None:
        raise CommandFailed(f"{settings.kafka.bootstrap_servers} has no topic {follower.missing}: run `wiretally topics apply`")


async def read_view(settings: ServiceSettings, sources: Mapping[Topic, int | None] = TALLIED) -> View:
    """A view of all that stands now. Raises BrokerUnavailable, or CommandFailed where the topics are missing."""
    view = View()
    follower = await open_follower(settings, sources)
    try:
        async with asyncio.timeout(READ_WITHIN_S):
            async with aclosing(follower.batches()) as read:
                async for batch in read:
                    for record in batch:
                        view.apply(record.topic.name, record.key, record.message)
                    refuse_missing_topic(settings, follower)
                    if follower.unready is None:
                        return view
    except TimeoutError:
        raise TransientError(f"the topics could not be read within {READ_WITHIN_S} s: {follower.unready}") from None
    raise AssertionError("a follower never ends by itself")
