"""`wiretally topics`: the topics at the broker."""

from __future__ import annotations

import asyncio

import typer
from rich.box import SIMPLE_HEAD
from rich.table import Table

from schemas.topics import CATALOGUE
from services.chassis.broker_ready import wait_for_broker
from services.chassis.settings import ServiceSettings
from services.chassis.topics import apply_topics, partition_counts
from services.cli.connection import BrokerOption, connect
from services.cli.snapshot import CONNECT_WITHIN_S
from services.cli.tables import console

app = typer.Typer(no_args_is_help=True, help="Create and list the topics of the catalogue.")


@app.command()
def apply(broker: BrokerOption = None) -> None:
    """Create the topics that are missing; doing it again is harmless.

    Example: wiretally topics apply --broker localhost:9092
    """
    settings = connect(broker)
    console().print(_table(settings, asyncio.run(_apply(settings))))


@app.command("list")
def list_(broker: BrokerOption = None) -> None:
    """List the topics of the catalogue with what the broker has of them.

    Example: wiretally topics list
    """
    settings = connect(broker)
    counts = asyncio.run(_existing(settings))
    console().print(_table(settings, {name: (count, "there" if count else "missing") for name, count in counts.items()}))


async def _apply(settings: ServiceSettings) -> dict[str, tuple[int, str]]:
    await wait_for_broker(settings.kafka, CONNECT_WITHIN_S)
    applied = await apply_topics(settings.kafka, settings.topics)
    return {topic.name: (topic.partitions, "created" if topic.created else "already there") for topic in applied}


async def _existing(settings: ServiceSettings) -> dict[str, int]:
    """Partitions of each topic of the catalogue, 0 where it is missing."""
    await wait_for_broker(settings.kafka, CONNECT_WITHIN_S)
    counts = await partition_counts(settings.kafka)
    return {name: counts.get(name, 0) for name in map(settings.topics.name, CATALOGUE)}


def _table(settings: ServiceSettings, states: dict[str, tuple[int, str]]) -> Table:
    known = {settings.topics.name(topic): topic for topic in CATALOGUE}
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("topic", "key", "clean-up", "kept", "partitions", "state", "holds"):
        table.add_column(title, justify="right" if title == "partitions" else "left", no_wrap=title not in ("holds",))
    for name, (partitions, state) in states.items():
        count = str(partitions or "")
        if (topic := known.get(name)) is None:
            table.add_row(name, "", "compact", "the newest of each key", count, state, "State of a service.")
            continue
        kept = f"{topic.retention_days:,} days" if topic.retention_days else "the newest of each key"
        table.add_row(name, topic.key, topic.cleanup, kept, count, state, topic.about)
    return table
