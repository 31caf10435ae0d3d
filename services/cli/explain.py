"""`wiretally explain`: a tally down to the sentences that say so."""

from __future__ import annotations

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from schemas.incident import Incident
from schemas.tally import Tally
from schemas.topics import INCIDENTS, TALLIES
from services.board.filters import TallyFilter
from services.board.forms import explanation_form
from services.board.view import Explanation, View
from services.cli.connection import BrokerOption, connect
from services.cli.explanation import explanation_text
from services.cli.failures import CommandFailed
from services.cli.selection import DateOption, GroupOption, PhaseOption, PlaceOption, ProgrammeOption, SideOption, TheatreOption
from services.cli.snapshot import read_view
from services.cli.tables import console, tally_table


class Format(StrEnum):
    text = "text"
    json = "json"


def explain(
    tally: Annotated[str, typer.Argument(metavar="TALLY", help="A full key, or a tally's name with filters.", show_default=False)],
    theatre: TheatreOption = None,
    programme: ProgrammeOption = None,
    phase: PhaseOption = None,
    date: DateOption = None,
    place: PlaceOption = None,
    side: SideOption = None,
    group: GroupOption = None,
    from_run: Annotated[
        Path | None, typer.Option("--from-run", metavar="FILE", help="Output of `wiretally run --format json`, instead of a broker.")
    ] = None,
    format: Annotated[Format, typer.Option("--format")] = Format.text,
    broker: BrokerOption = None,
) -> None:
    """Open one tally down to the claims and the sentences behind it.

    Example: wiretally explain prisoners_exchanged --phase 1 --side UKR --group all
    """
    view = _view_of_run(from_run) if from_run is not None else asyncio.run(read_view(connect(broker)))
    explanation = _one(view, tally, TallyFilter(tally, theatre, programme, phase, date, place, side, group))
    if format is Format.json:
        print(json.dumps(explanation_form(explanation), ensure_ascii=False, indent=1))
    else:
        console().print(explanation_text(explanation))


def _one(view: View, name: str, wanted: TallyFilter) -> Explanation:
    if (exact := view.explain(name)) is not None:
        return exact
    rows = view.tallies(wanted)
    if not rows:
        names = ", ".join(sorted({row.tally for row in view.tallies()})) or "none stands"
        raise CommandFailed(f"no tally matches {name!r} and the filters; tallies that stand: {names}")
    if len(rows) > 1:
        console().print(tally_table(rows))
        for row in rows:
            print(row.key)
        raise CommandFailed(f"{len(rows)} rows match {name!r}: give one of the keys above, in quotes, or more filters")
    found = view.explain(rows[0].key)
    assert found is not None
    return found


def _view_of_run(path: Path) -> View:
    """A view of what `wiretally run --format json` printed. Raises CommandFailed where the file holds something else."""
    try:
        run: Any = json.loads(path.read_bytes())
        tallies = [Tally.read_object(row) for row in run["tallies"]]
        incidents = [Incident.read_object(incident) for incident in run["incidents"]]
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise CommandFailed(f"{path}: not the output of `wiretally run --format json` ({_first_line(error)})") from None
    view = View()
    for row in tallies:
        view.apply(TALLIES.name, row.key, row)
    for incident in incidents:
        view.apply(INCIDENTS.name, incident.incident, incident)
    return view


def _first_line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
