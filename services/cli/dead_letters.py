"""`wiretally dead-letters`: what could not be used, why, and what becomes of it.

The topic only grows: a letter that was replayed or dropped gets a note after it (headers ``wt_settles``, ``wt_outcome``), and is then
left out of the list.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from schemas.dead_letter import DeadLetter
from schemas.envelope import header
from schemas.topics import DEAD_LETTERS
from services.chassis.broker_ready import wait_for_broker
from services.chassis.dead_letters import HEADER_PREFIX, read_letter
from services.chassis.kafka import Publisher, Record
from services.chassis.read_topic import read_all
from services.chassis.settings import ServiceSettings
from services.cli.connection import BrokerOption, connect
from services.cli.failures import CommandFailed
from services.cli.snapshot import CONNECT_WITHIN_S
from services.cli.tables import console

SETTLES = HEADER_PREFIX + "settles"
OUTCOME = HEADER_PREFIX + "outcome"
_ORIGIN = re.compile(r"(?P<topic>[A-Za-z0-9._-]+)/\d+/\d+\Z")

app = typer.Typer(no_args_is_help=True, help="Messages that could not be used: list, show, replay, drop.")

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="As `dead-letters list` shows it.", show_default=False)]
NumbersArgument = Annotated[list[int], typer.Argument(metavar="NUMBER...", help="As `dead-letters list` shows them.", show_default=False)]


@dataclass(frozen=True, slots=True)
class Filed:
    """One dead letter on the topic; ``outcome`` is replayed or dropped, None while it is open."""

    number: int
    letter: DeadLetter
    record: Record
    outcome: str | None = None


@app.command("list")
def list_(
    all: Annotated[bool, typer.Option("--all", help="Also those that were replayed or dropped.")] = False, broker: BrokerOption = None
) -> None:
    """List the open dead letters with their reasons.

    Example: wiretally dead-letters list
    """
    settings = connect(broker)
    filed = [one for one in asyncio.run(_read(settings)) if all or one.outcome is None]
    if not filed:
        print("no dead letter" if all else "no open dead letter")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in ("number", "failed at", "stage", "reason", "origin", "error"):
        table.add_column(title, overflow="fold", no_wrap=title == "failed at")
    for one in filed:
        error = one.letter.error.strip().splitlines()
        state = f" ({one.outcome})" if one.outcome else ""
        at = f"{one.letter.failed_at:%Y-%m-%d %H:%M:%S}"
        table.add_row(
            str(one.number), at, one.letter.stage, one.letter.reason + state, Text(one.letter.origin), Text(error[-1] if error else "")
        )
    console().print(table)


@app.command()
def show(
    number: NumberArgument,
    raw: Annotated[bool, typer.Option("--raw", help="Only the original bytes, as they came.")] = False,
    broker: BrokerOption = None,
) -> None:
    """Show one dead letter whole.

    Example: wiretally dead-letters show 3 --raw > story.json
    """
    (one,) = _chosen(asyncio.run(_read(connect(broker))), [number])
    if raw:
        sys.stdout.buffer.write(one.record.value or b"")
        return
    for name, value in one.letter.model_dump(mode="json").items():
        print(f"{name}: {value}")
    print(f"state: {one.outcome or 'open'}\nkey: {(one.record.key or b'').decode(errors='backslashreplace')}\n")
    print((one.record.value or b"").decode(errors="backslashreplace"))


@app.command()
def replay(numbers: NumbersArgument, broker: BrokerOption = None) -> None:
    """Send dead letters back to the topic they came from, after the fault was mended.

    Example: wiretally dead-letters replay 3 4
    """
    settings = connect(broker)
    chosen = _chosen(asyncio.run(_read(settings)), numbers)
    for one in chosen:
        if _ORIGIN.match(one.letter.origin) is None:
            raise CommandFailed(
                f"{one.number} came from {one.letter.origin}, not from a topic: save it by "
                f"`wiretally dead-letters show {one.number} --raw`, mend it and `wiretally feed` it"
            )
    asyncio.run(_settle(settings, chosen, "replayed"))
    print(f"replayed {len(chosen)}")


@app.command()
def drop(numbers: NumbersArgument, broker: BrokerOption = None) -> None:
    """Mark dead letters as seen to; they stay on the topic until its time is over.

    Example: wiretally dead-letters drop 3
    """
    settings = connect(broker)
    chosen = _chosen(asyncio.run(_read(settings)), numbers)
    asyncio.run(_settle(settings, chosen, "dropped"))
    print(f"dropped {len(chosen)}")


async def _read(settings: ServiceSettings) -> list[Filed]:
    await wait_for_broker(settings.kafka, CONNECT_WITHIN_S)
    filed: dict[int, Filed] = {}
    async for record in read_all(settings.kafka, settings.topics.name(DEAD_LETTERS)):
        settles = header(record.headers, SETTLES)
        if settles is not None:
            if settles.isdigit() and (one := filed.get(int(settles))) is not None:
                filed[one.number] = Filed(one.number, one.letter, one.record, header(record.headers, OUTCOME))
            continue
        try:
            filed[record.offset] = Filed(record.offset, read_letter(record.headers), record)
        except ValidationError:
            print(f"wiretally: message {record.origin} is no dead letter; passed over", file=sys.stderr)
    return list(filed.values())


def _chosen(filed: Sequence[Filed], numbers: Sequence[int]) -> list[Filed]:
    known = {one.number: one for one in filed}
    for number in numbers:
        if number not in known:
            raise CommandFailed(f"no dead letter has the number {number}; `wiretally dead-letters list --all` shows them")
        if (outcome := known[number].outcome) is not None:
            print(f"wiretally: {number} was {outcome} before", file=sys.stderr)
    return [known[number] for number in dict.fromkeys(numbers)]


async def _settle(settings: ServiceSettings, chosen: Sequence[Filed], outcome: str) -> None:
    """Replay (or not), then note it: a crash between the two replays a letter again, which every stage bears."""
    publisher = Publisher(settings.kafka, settings.topics, "dead-letters")
    await publisher.start()
    try:
        for one in chosen:
            kept = [(name, value) for name, value in one.record.headers if not name.startswith(HEADER_PREFIX)]
            if outcome == "replayed" and (origin := _ORIGIN.match(one.letter.origin)) is not None:
                await publisher.publish_bytes(origin["topic"], key=one.record.key, value=one.record.value, headers=kept)
            note = [(SETTLES, str(one.number).encode()), (OUTCOME, outcome.encode())]
            await publisher.publish_bytes(settings.topics.name(DEAD_LETTERS), key=one.record.key, value=None, headers=note)
    finally:
        await publisher.stop()
