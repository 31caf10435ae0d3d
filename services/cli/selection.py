"""Which tally rows a command means: a full key, or a tally's name with filters."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write year-month-day, as in 2025-05-23") from None


TheatreOption = Annotated[str | None, typer.Option("--theatre", metavar="SIDES", help="As in RUS-UKR.")]
ProgrammeOption = Annotated[str | None, typer.Option("--programme", metavar="NAME", help="As in 1,000-for-1,000.")]
PhaseOption = Annotated[int | None, typer.Option("--phase", metavar="N")]
DateOption = Annotated[dt.date | None, typer.Option("--date", metavar="DAY", parser=_day, help="As in 2025-05-23.")]
PlaceOption = Annotated[str | None, typer.Option("--place", metavar="NAME")]
SideOption = Annotated[str | None, typer.Option("--side", metavar="SIDE", help="Whom the counted belong to, as in UKR.")]
GroupOption = Annotated[str | None, typer.Option("--group", metavar="GROUP", help="As in all, military, civilian.")]
TallyOption = Annotated[str | None, typer.Option("--tally", metavar="NAME", help="As in prisoners_exchanged.")]
