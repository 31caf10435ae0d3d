"""`wiretally tallies`: the rows that stand, once or live."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Annotated

import typer
from rich.console import Group
from rich.live import Live
from rich.text import Text

from services.board.filters import TallyFilter
from services.board.view import View
from services.chassis.settings import ServiceSettings
from services.cli.connection import BrokerOption, connect
from services.cli.failures import CommandFailed
from services.cli.run import Format, FormatOption, show
from services.cli.selection import (
    DateOption,
    GroupOption,
    PhaseOption,
    PlaceOption,
    ProgrammeOption,
    SideOption,
    TallyOption,
    TheatreOption,
)
from services.cli.snapshot import TALLIED, open_follower, read_view
from services.cli.tables import console, tally_table


def tallies(
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and redraw the table with each change.")] = False,
    format: FormatOption = Format.table,
    tally: TallyOption = None,
    theatre: TheatreOption = None,
    programme: ProgrammeOption = None,
    phase: PhaseOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    side: SideOption = None,
    group: GroupOption = None,
    broker: BrokerOption = None,
) -> None:
    """Print the tallies that stand, straight from the broker.

    Example: wiretally tallies --tally prisoners_exchanged --side UKR --watch
    """
    if watch and format is not Format.table:
        raise CommandFailed(f"--watch draws a table; leave out --format {format}, or use `wiretally events --follow` for a stream of JSON")
    wanted = TallyFilter(tally, theatre, programme, phase, date, place, side, group)
    settings = connect(broker)
    if watch:
        asyncio.run(_watch(settings, wanted))
        return
    view = asyncio.run(read_view(settings))
    rows = view.tallies(wanted)
    counted = {id for row in rows for id in row.incidents}
    show(rows, view.incidents(lambda incident: wanted == TallyFilter() or incident.incident in counted), format)


async def _watch(settings: ServiceSettings, wanted: TallyFilter) -> None:
    view = View()
    follower = await open_follower(settings, TALLIED)
    with Live(Text("reading the topics"), console=console(), auto_refresh=False, vertical_overflow="visible") as live:
        async with aclosing(follower.batches()) as read:
            async for batch in read:
                changes = [view.apply(record.topic.name, record.key, record.message) for record in batch]
                if follower.unready is not None:
                    live.update(Text(follower.unready), refresh=True)
                elif any(changes) or not batch:
                    rows = view.tallies(wanted)
                    footer = Text(f"{len(rows)} rows, live; Ctrl-C ends", "dim")
                    live.update(Group(tally_table(rows), footer) if rows else Text("no tally stands yet; waiting"), refresh=True)
