"""`wiretally tallies`: the rows that stand, once or live."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import aclosing
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import Definitions, load_definitions
from services.aggregator.reconcile import evaluate
from services.board.filters import TallyFilter
from services.board.view import View, tally_order
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
from services.cli.tables import console
from services.cli.watching import Screen


def tallies(
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and show each change as it comes; in a pipe, a line a change.")] = False,
    format: FormatOption = Format.table,
    tally: TallyOption = None,
    theatre: TheatreOption = None,
    programme: ProgrammeOption = None,
    phase: PhaseOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    side: SideOption = None,
    group: GroupOption = None,
    define: Annotated[
        Path | None,
        typer.Option("--define", metavar="FILE", help="Tally definitions of your own: what they would give over all incidents so far."),
    ] = None,
    broker: BrokerOption = None,
) -> None:
    """Print the tallies that stand, straight from the broker.

    With --define nothing is published: the aggregator keeps the definitions that its setting WIRETALLY_AGGREGATOR__DEFINITIONS names,
    and fills a new one from the same incidents when it starts.

    Example: wiretally tallies --tally prisoners_exchanged --side UKR --watch
    """
    if watch and format is not Format.table:
        raise CommandFailed(f"--watch draws a table; leave out --format {format}, or use `wiretally events --follow` for a stream of JSON")
    if watch and define is not None:
        raise CommandFailed("--define shows what a definition gives over the past; leave out --watch")
    definitions = load_definitions(define) if define is not None else None
    wanted = TallyFilter(tally, theatre, programme, phase, date, place, side, group)
    settings = connect(broker)
    if watch:
        asyncio.run(_watch(settings, wanted))
        return
    view = asyncio.run(read_view(settings))
    rows = view.tallies(wanted) if definitions is None else rows_by(definitions, view.incidents(), wanted)
    counted = {id for row in rows for id in row.incidents}
    everything = wanted == TallyFilter() and definitions is None
    show(rows, view.incidents(lambda incident: everything or incident.incident in counted), format)


def rows_by(definitions: Definitions, incidents: Iterable[Incident], wanted: TallyFilter) -> list[Tally]:
    """The rows that ``definitions`` give over ``incidents``, in the order a board shows them."""
    return sorted((row for row in evaluate(incidents, definitions) if wanted(row)), key=tally_order)


async def _watch(settings: ServiceSettings, wanted: TallyFilter) -> None:
    view = View()
    follower = await open_follower(settings, TALLIED)
    with Screen(console(), lambda: datetime.now(UTC)) as screen:
        drawn = False
        async with aclosing(follower.batches()) as read:
            async for batch in read:
                changes = []
                for record in batch:
                    before = view.tally(record.key)
                    after = record.message
                    changed = view.apply(record.topic.name, record.key, after)
                    if changed is not None and isinstance(after, Tally) and wanted(after):
                        changes.append((before, after))
                if follower.unready is not None:
                    screen.tell(follower.unready)
                elif changes or not drawn:
                    # What stood at the start is no news.
                    screen.show(view.tallies(wanted), changes if drawn else ())
                    drawn = True
