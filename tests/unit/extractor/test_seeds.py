"""The two wire stories that the project grew from, at figure level. They are not in the repository: they are others' text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from services.extractor.extract import Extractor
from services.extractor.flat import flat_figures
from services.ingest.formats.text import parse_text
from tests.unit.extractor.conftest import Row, figures

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
FIRST, SECOND = "000_4f2f9d26a8d8b186.txt", "003_81a17f8e75f1a8d7.txt"


def rows(extractor: Extractor, name: str) -> list[Row]:
    path = SEEDS / name
    if not path.exists():
        pytest.skip(f"{path} is not here: the seed stories are kept beside the repository, not in it")
    article = parse_text(path.read_bytes(), name=name)
    return flat_figures(article, extractor.extract(article))


@pytest.fixture
def first(extractor: Extractor) -> list[Row]:
    return rows(extractor, FIRST)


@pytest.fixture
def second(extractor: Extractor) -> list[Row]:
    return rows(extractor, SECOND)


def happened(story: list[Row], **having: Any) -> list[tuple[Any, ...]]:
    return figures(story, "side", "by", "group", "low", "high", "start", "end", "phase", status="happened", **having)


def test_each_side_got_390_back_in_the_first_phase(first: list[Row]) -> None:
    assert happened(first, measure="released", low=390) == [
        ("RUS", "UKR", "all", 390, 390, "2025-05-23", "2025-05-23", 1),
        ("UKR", "RUS", "all", 390, 390, "2025-05-23", "2025-05-23", 1),
    ]


def test_270_soldiers_and_120_civilians_of_each_side_are_parts(second: list[Row]) -> None:
    exchanged = figures(second, "side", "group", "low", "mode", "start", "phase", measure="released", status="happened")
    assert exchanged == [
        ("RUS", "civilian", 120, "part", "2025-05-23", 1),
        ("RUS", "military", 270, "part", "2025-05-23", 1),
        ("UKR", "civilian", 120, "part", "2025-05-23", 1),
        ("UKR", "military", 270, "part", "2025-05-23", 1),
    ]


def test_the_thousand_are_planned_and_run_over_the_programme(first: list[Row], second: list[Row]) -> None:
    for story in (first, second):
        thousand = {(row["side"], row["status"], row["mode"]) for row in story if row["low"] == 1000}
        assert thousand == {("UKR", "planned", "cumulative"), ("RUS", "planned", "cumulative")}
    about = {(row["side"], row["status"]) for row in second if row["low"] == 900}
    assert about == {("UKR", "planned"), ("RUS", "planned")}


def test_the_dead_and_hurt_of_three_places_each_with_its_claimant(first: list[Row]) -> None:
    harmed = figures(first, "measure", "low", "place", "claimant", "start", side="UKR", by="RUS", status="happened", mode="increment")
    assert [row for row in harmed if row[0] in ("killed", "injured")] == [
        ("injured", 8, "Odesa", "Oleh Kiper", "2025-05-23"),
        ("injured", 10, "Kherson region", "Kherson Regional Prosecutor's Office", "2025-05-23"),
        ("killed", 1, "Kostiantynivka", "Serhii Horbunov", "2025-05-23"),
        ("killed", 2, "Odesa", "Oleh Kiper", "2025-05-23"),
        ("killed", 3, "Kherson region", "Kherson Regional Prosecutor's Office", "2025-05-23"),
    ]


def test_drones_and_missiles_of_the_night_to_friday(first: list[Row], second: list[Row]) -> None:
    assert figures(first, "low", "end", measure="launched", unit="drones", side="RUS") == [(175, "2025-05-23")]
    night = [row for row in second if row["start"] == "2025-05-23"]
    assert figures(night, "unit", "low", "side", measure="launched") == [("drones", 175, "RUS"), ("missiles", 1, "RUS")]
    assert figures(night, "low", "high", "side", "by", measure="intercepted") == [(150, 150, "RUS", "UKR"), (162, None, "UKR", "RUS")]


def test_the_night_to_wednesday_is_another_night(second: list[Row]) -> None:
    assert figures(second, "measure", "low", "side", start="2025-05-21", end="2025-05-21") == [
        ("intercepted", 63, "RUS"),
        ("launched", 76, "RUS"),
    ]


def test_788_drones_are_of_a_period(first: list[Row]) -> None:
    period = figures(first, "low", "mode", "start", "end", "by", measure="intercepted")
    assert period == [(788, "cumulative", "2025-05-20", "2025-05-23", "RUS")]
