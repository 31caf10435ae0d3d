"""`wiretally events`: what the extractor publishes, as it comes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from enum import StrEnum
from typing import Annotated

import typer

from schemas.event import Event
from schemas.topics import EVENTS
from services.board.forms import event_form
from services.chassis.settings import ServiceSettings
from services.cli.connection import BrokerOption, connect
from services.cli.snapshot import open_follower, refuse_missing_topic


class Format(StrEnum):
    jsonl = "jsonl"
    text = "text"


def events(
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Stay, and print each event as it comes.")] = False,
    last: Annotated[int, typer.Option("--last", min=0, help="Begin with so many of the newest messages of each partition.")] = 20,
    type: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="As in prisoner_exchange.")] = None,
    format: Annotated[Format, typer.Option("--format")] = Format.text,
    broker: BrokerOption = None,
) -> None:
    """Print events, upserts and retractions alike, in the order of the topic.

    Example: wiretally events --follow --format jsonl | jq .type
    """
    settings = connect(broker)
    asyncio.run(_print(settings, follow, last, lambda event: type is None or event.type == type, format))


async def _print(settings: ServiceSettings, follow: bool, last: int, wanted: Callable[[Event], bool], format: Format) -> None:
    follower = await open_follower(settings, {EVENTS: last})
    async with aclosing(follower.batches()) as read:
        async for batch in read:
            refuse_missing_topic(settings, follower)
            for record in batch:
                event = record.message
                if isinstance(event, Event) and wanted(event):
                    print(json.dumps(event_form(event), ensure_ascii=False) if format is Format.jsonl else line(event), flush=True)
            if not follow and follower.unready is None:
                return


def line(event: Event) -> str:
    """One event for a reader: what, when, where, the figures, who says so."""
    if event.op == "retract":
        return f"retracted {event.event_id} ({event.story.story_id} revision {event.story.revision})"
    figures = ", ".join(
        " ".join(part for part in (figure.measure, figure.text or str(figure.low), f"[{figure.side}]" if figure.side else "") if part)
        for figure in event.figures
    )
    where = event.where.name if event.where else ""
    day = str(event.when.end or event.when.start or "")
    head = " ".join(part for part in (day, event.type, "" if event.status == "happened" else event.status, where) if part)
    return f"{head}: {figures or 'no figure'} ({event.story.source.name or event.story.source.id}, {event.story.story_id})"
