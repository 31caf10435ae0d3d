"""Tables and CSV."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from services.cli.tables import TALLY_FIELDS, bounds, tally_table, write_csv
from tests.unit.board.messages import tally


@pytest.mark.parametrize(
    ("low", "best", "high", "said"),
    [(390, 390, 390, "390"), (162, 162, None, "162 or more"), (24, None, 99, "24 to 99"), (1000, 1000, 1100, "1,000 to 1,100")],
)
def test_bounds_are_said_in_words(low: int, best: int | None, high: int | None, said: str) -> None:
    assert bounds(tally(low=low, best=best, high=high)) == said


def test_a_column_that_no_row_fills_is_left_out() -> None:
    shown = [column.header for column in tally_table([tally()]).columns]
    assert "date" in shown
    assert "phase" not in shown


def test_text_of_stories_is_no_markup_of_the_terminal() -> None:
    out = io.StringIO()
    Console(file=out, width=160).print(tally_table([tally(place="[bold red]Fort[/] [link=x]y[/link]")]))
    assert "[bold red]Fort[/] [link=x]y[/link]" in out.getvalue()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    out = io.StringIO()
    write_csv([{"place": cell}], ["place"], out)
    assert out.getvalue().splitlines()[1].strip('"').startswith("'")


def test_csv_has_every_field_of_the_form_and_joins_lists() -> None:
    out = io.StringIO()
    write_csv([{"tally": "killed", "stories": ["a", "b"], "best": 0}], TALLY_FIELDS, out)
    head, row = out.getvalue().splitlines()
    assert head == ",".join(TALLY_FIELDS)
    assert "killed" in row
    assert ",a b," in row
