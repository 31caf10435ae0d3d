"""The tallies as gauges: every bound of a row that stands, within a window of days and a number of series."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from schemas.tally import Tally
from services.aggregator.metrics import TallyCollector

NOW = datetime(2025, 5, 25, tzinfo=UTC)


def row(day: int, **changes: object) -> Tally:
    values = {
        "tally": "killed",
        "date": date(2025, 5, day),
        "place": "Odesa",
        "side": "UKR",
        "low": 2,
        "best": 2,
        "high": 3,
        "updated_at": NOW,
    }
    values |= changes
    return Tally.model_validate({"key": f"killed|{values['date']}|{values['place']}", **values})


def scrape(rows: list[Tally], days: int = 14, limit: int = 100) -> dict[str, list[tuple[dict[str, str], float]]]:
    collector = TallyCollector({one.key: one for one in rows}, days, limit, lambda: NOW)
    return {metric.name: [(sample.labels, sample.value) for sample in metric.samples] for metric in collector.collect()}


def test_each_bound_is_a_series_and_a_bound_that_is_open_is_none() -> None:
    series = scrape([row(23, high=None)])["wiretally_tally"]
    assert [(labels["bound"], value) for labels, value in series] == [("low", 2), ("best", 2)]
    assert series[0][0] == {
        "tally": "killed",
        "theatre": "",
        "programme": "",
        "phase": "",
        "date": "2025-05-23",
        "place": "Odesa",
        "side": "UKR",
        "group": "",
        "bound": "low",
    }


def test_a_daily_row_that_nothing_came_in_about_is_left_out_and_counted_and_a_total_stays() -> None:
    old = NOW - timedelta(days=15)
    scraped = scrape([row(1, updated_at=old), row(23), row(1, date=None, place=None, updated_at=old)])
    assert {labels["date"] for labels, _ in scraped["wiretally_tally"]} == {"2025-05-23", ""}
    assert ({"reason": "window"}, 1) in scraped["wiretally_tally_rows_left_out"]


def test_beyond_the_limit_totals_stay_first_then_the_newest_days() -> None:
    scraped = scrape([row(21), row(23), row(22), row(1, date=None, place=None)], limit=6)
    assert [labels["date"] for labels, _ in scraped["wiretally_tally"]] == [""] * 3 + ["2025-05-23"] * 3
    assert ({"reason": "limit"}, 6) in scraped["wiretally_tally_rows_left_out"]
