"""What a scrape of the board finds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from schemas.tally import Tally
from schemas.topics import TALLIES
from services.board.metrics import BoardMetrics, TallyCollector
from services.board.view import Change, View
from tests.unit.board.messages import NOON, incident, tally


def scraped(*rows: Tally, max_rows: int = 100, days: int | None = None) -> list[str]:
    view = View()
    for row in rows:
        view.apply(TALLIES.name, row.key, row)
    registry = CollectorRegistry()
    registry.register(TallyCollector(view, max_rows=max_rows, days=days))
    return [line for line in generate_latest(registry).decode().splitlines() if not line.startswith("#")]


def test_every_bound_of_a_tally_is_a_gauge_of_its_own() -> None:
    row = tally("a", programme="100-for-100", phase=1, low=39, best=40, high=42, agreed=100)
    gauges = {line for line in scraped(row) if line.startswith("wiretally_tally{")}
    labels = 'programme="100-for-100",side="AAA",tally="prisoners_exchanged",theatre="AAA-BBB"'
    assert gauges == {
        f'wiretally_tally{{bound="{bound}",date="2025-03-04",group="all",phase="1",place="",{labels}}} {amount:.1f}'
        for bound, amount in {"low": 39, "best": 40, "high": 42, "agreed": 100}.items()
    }


def test_an_open_bound_is_left_out_and_not_zero() -> None:
    lines = scraped(tally("a", low=24, best=None, high=None))
    assert [line for line in lines if 'bound="low"' in line]
    assert not [line for line in lines if 'bound="best"' in line or 'bound="high"' in line or 'bound="agreed"' in line]


def test_the_newest_days_are_exported_first_and_the_rest_is_counted() -> None:
    rows = [tally(f"d{day}", best=day, date=date(2025, 3, day)) for day in range(1, 6)]
    lines = scraped(*rows, tally("progress", date=None, best=77), max_rows=3)
    best = [float(line.rsplit(" ", 1)[1]) for line in lines if 'bound="best"' in line]
    assert sorted(best) == [4.0, 5.0, 77.0]
    assert "wiretally_board_tally_rows 6.0" in lines
    assert "wiretally_board_tally_rows_left_out 3.0" in lines


def test_a_window_of_days_counts_back_from_the_newest() -> None:
    rows = [tally(f"d{day}", best=day, date=date(2025, 3, day)) for day in range(1, 6)]
    lines = scraped(*rows, tally("progress", date=None, best=77), days=2)
    assert sorted(float(line.rsplit(" ", 1)[1]) for line in lines if 'bound="best"' in line) == [4.0, 5.0, 77.0]


def test_the_time_of_the_newest_story_behind_each_tally_is_exported() -> None:
    rows = [
        tally("a"),
        tally("b", updated_at=NOON + timedelta(hours=1)),
        tally("c", tally="killed"),
        tally("d", tally="hit", updated_at=None),
    ]
    name = "wiretally_tally_updated_timestamp_seconds"
    times = dict(line.rsplit(" ", 1) for line in scraped(*rows) if line.startswith(name))
    assert {key: float(value) for key, value in times.items()} == {
        f'{name}{{tally="killed"}}': NOON.timestamp(),
        f'{name}{{tally="prisoners_exchanged"}}': (NOON + timedelta(hours=1)).timestamp(),
    }


def test_latency_is_measured_of_changes_that_a_newer_story_caused_and_of_no_others() -> None:
    registry = CollectorRegistry()
    metrics = BoardMetrics(registry, readers=lambda: 0, unfit=lambda: 0, now=lambda: NOON + timedelta(milliseconds=120))
    row = tally("a")
    metrics.note_shown(Change("tally", "a", row), None)
    metrics.note_shown(Change("tally", "a", row), tally("a", updated_at=NOON - timedelta(hours=1)))
    metrics.note_shown(Change("tally", "a", tally("a", best=39)), row)
    metrics.note_shown(Change("tally", "a", None), row)
    metrics.note_shown(Change("incident", "i", incident()), None)
    assert registry.get_sample_value("wiretally_board_latency_seconds_count") == 2
    assert registry.get_sample_value("wiretally_board_latency_seconds_sum") == pytest.approx(0.24)


def test_a_hostile_place_breaks_no_line() -> None:
    lines = scraped(tally("a", place='x"} 9\nwiretally_tally{bound="best'))
    assert len([line for line in lines if line.startswith("wiretally_tally{")]) == 3
