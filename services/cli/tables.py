"""Tallies, incidents and figures as tables for a reader's terminal, and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.incident import Slot
from schemas.tally import Tally

GRADE_STYLES = {"agreed": "green", "corroborated": "green", "contested": "yellow", "denied": "red"}
TALLY_FIELDS = (
    "tally", "theatre", "programme", "phase", "date", "place", "side", "group", "low", "best", "high", "agreed", "grade", "origins",
    "stories", "incidents", "updated_at",
)  # fmt: skip


def console(stream: TextIO | None = None) -> Console:
    """A console that never cuts a table short where the output is no terminal: a log or a pipe has no width."""
    target = stream or sys.stdout
    return Console(file=target, highlight=False, width=None if target.isatty() else 160)


def number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def bounds(row: Tally | Slot) -> str:
    """``390``, ``162 or more``, ``24 to 99``."""
    if row.high is None:
        return f"{row.low:,} or more"
    return number(row.low) if row.low == row.high else f"{row.low:,} to {row.high:,}"


def tally_table(rows: Sequence[Tally]) -> Table:
    """One table of all rows; columns that no row fills are left out."""
    shown = [name for name in ("theatre", "programme", "phase", "date", "place", "side", "group") if any(_said(row, name) for row in rows)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("tally", no_wrap=True)
    for name in shown:
        table.add_column(name, justify="right" if name == "phase" else "left", no_wrap=name != "place")
    for name in ("best", "low to high", "of"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("grade", no_wrap=True)
    table.add_column("sources", justify="right")
    last = ""
    for row in rows:
        name = row.tally if row.tally != last else ""
        if name and last:
            table.add_section()
        last = row.tally
        table.add_row(
            Text(name, "bold"),
            *(Text(_said(row, field)) for field in shown),
            Text(number(row.best), "bold"),
            Text(bounds(row)),
            Text(number(row.agreed)),
            Text(row.grade, GRADE_STYLES.get(row.grade, "")),
            str(row.origins),
        )
    return table


def _said(row: Tally, field: str) -> str:
    value = getattr(row, field)
    return "" if value is None else str(value)


def write_csv(rows: Iterable[Mapping[str, Any]], fields: Sequence[str], stream: TextIO) -> None:
    """Comma-separated with a head line (RFC 4180 but for the line's end); lists are joined by spaces, null is empty."""
    writer = csv.DictWriter(stream, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row.get(name)) for name in fields})


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return " ".join(str(item) for item in value)
    # A cell that begins like a formula would be run by a spreadsheet, and stories are written by strangers.
    if isinstance(value, str) and value[:1] in "=+-@\t\r":
        return "'" + value
    return value


def plain_table(rows: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> Table:
    """Rows with the named fields as they are; columns that no row fills are left out."""
    shown = [name for name in fields if any(row.get(name) not in (None, "", [], ()) for row in rows)]
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in shown:
        numeric = all(isinstance(row.get(name), (int, float, type(None))) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row.get(name) is None else str(_cell(row[name]))) for name in shown))
    return table
