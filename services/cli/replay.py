"""`wiretally replay`: let the extractor read the archive again from a day on, as after a better release of it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from schemas.topics import ARTICLES
from services.chassis.broker_ready import wait_for_broker
from services.chassis.rewind import set_back
from services.chassis.settings import ServiceSettings
from services.chassis.topics import partition_counts
from services.cli.connection import BrokerOption, connect
from services.cli.failures import CommandFailed
from services.cli.snapshot import CONNECT_WITHIN_S

EXTRACTOR_GROUP = "wiretally-extractor"


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no date; write 2025-05-23 or 2025-05-23T06:00Z") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def replay(
    since: Annotated[
        datetime,
        typer.Option("--from", metavar="DATE", parser=_moment, help="The moment an article reached the topic, UTC.", show_default=False),
    ],
    broker: BrokerOption = None,
) -> None:
    """Set the extractor back to a date. Stop it first; when it starts again it reads the articles anew.

    Nothing is counted twice: only what it now reads differently changes events and tallies.

    Example: wiretally replay --from 2025-05-23
    """
    settings = connect(broker)
    count = asyncio.run(_set_back(settings, since))
    print(f"the extractor will read {count} articles again, those from {since.isoformat()} on; start it now")


async def _set_back(settings: ServiceSettings, since: datetime) -> int:
    await wait_for_broker(settings.kafka, CONNECT_WITHIN_S)
    group, topic = settings.topics.prefix + EXTRACTOR_GROUP, settings.topics.name(ARTICLES)
    count = (await partition_counts(settings.kafka)).get(topic)
    if count is None:
        raise CommandFailed(f"{settings.kafka.bootstrap_servers} has no topic {topic}: run `wiretally topics apply`")
    try:
        return await set_back(settings.kafka, group, [TopicPartition(topic, number) for number in range(count)], since)
    except KafkaError as error:
        raise CommandFailed(
            f"the offsets of {group} could not be set ({type(error).__name__}): stop every extractor, then try again"
        ) from error
