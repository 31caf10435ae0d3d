"""The tallies, watched in a terminal and in a pipe."""

from __future__ import annotations

import io
from datetime import date

from rich.console import Console

from schemas.tally import Tally
from services.cli.watching import Screen, Watched, line
from tests.unit.board.messages import NOON, tally

PROGRESS = tally("p", tally="programme_progress", programme="100-for-100", best=70, agreed=100, date=None)


def days(count: int) -> list[Tally]:
    return [tally(f"d{day}", tally="killed", best=day, date=date(2025, 5, day)) for day in range(1, count + 1)]


def drawn(watched: Watched, rows: list[Tally], height: int) -> str:
    console = Console(width=120, height=height, file=io.StringIO(), record=True)
    console.print(watched.drawn(rows, height, NOON))
    return console.export_text()


def test_a_programme_is_a_bar_towards_the_agreed_number() -> None:
    text = drawn(Watched(), [PROGRESS], 20)
    assert "100-for-100 AAA" in text
    assert "70 of 100" in text
    assert "━" in text


def test_what_is_drawn_fits_the_screen_and_holds_the_row_that_changed_last() -> None:
    rows = [PROGRESS, *days(28)]
    watched = Watched()
    assert watched.note(tally("d27", tally="killed", best=1, date=date(2025, 5, 27)), rows[27])
    text = drawn(watched, rows, 14)
    assert len(text.splitlines()) <= 14
    assert "2025-05-27" in text
    assert "killed 2025-05-27 AAA: 1 -> 27" in text
    assert "more: narrow them with --tally" in text


def test_a_row_that_only_gained_a_source_is_no_news() -> None:
    assert not Watched().note(tally("a"), tally("a", origins=2))
    assert Watched().note(tally("a"), tally("a", grade="corroborated"))


def test_in_a_pipe_each_change_is_a_line() -> None:
    out = io.StringIO()
    with Screen(Console(file=out, width=160), lambda: NOON) as screen:
        screen.tell("reading")
        screen.show([tally("a")], [])
        screen.show([tally("a", best=41)], [(tally("a"), tally("a", best=41))])
    assert out.getvalue() == "prisoners_exchanged 2025-03-04 AAA: 40 -> 41 (single, 1 source)\n"


def test_a_row_that_fell_away_and_one_without_a_best_number_are_told_in_words() -> None:
    assert line(tally("a"), tally("a", retracted=True)).startswith("prisoners_exchanged 2025-03-04 AAA: gone")
    assert ": 24 or more (" in line(None, tally("a", low=24, best=None, high=None, place="[b]Northport"))
