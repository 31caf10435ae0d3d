"""Sums of several happenings that the words alone tell of."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Soldiers killed 23 rebels in two operations near Torit on Friday, the army said.", 23),
        ("Three rebel attacks left 17 policemen dead in Balaghat on Friday.", 17),
        ("At least 14 guards were killed on Friday as rebels attacked three times around Torit.", 14),
        ("Bombings and an ambush killed 18 people across Iraq on Friday, police said.", 18),
        ("Gunmen killed 12 people in three villages on Friday.", 12),
        ("A mortar attack on Friday pushed the country's daily death toll to 26.", 26),
        ("Soldiers fought rebels near Torit on Friday. The number of villagers killed during the day rose to nine.", 9),
    ],
)
def test_several_happenings_of_one_day_make_a_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", "start", low=low) == [("cumulative", "2025-05-23")]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Two bombs killed 11 people at a market in Kut on Friday.", 11),
        ("The November 7 attacks on the town killed 40 people, officials said.", 40),
        ("Five were killed and three others wounded during clashes near Torit on Friday.", 5),
        ("A bomb killed nine people in Kut on Friday, the latest of several attacks.", 9),
        ("Seven people were killed on Friday when a bomb went off, after two raids on the town.", 7),
    ],
)
def test_one_happening_among_several_is_no_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("increment",)]


def test_a_weekday_s_toll_is_a_sum_where_its_happenings_are_told_one_by_one(told: Told) -> None:
    rows = told(
        "The agency put Friday's death toll at 15.\n\nIn Mosul a car bomb killed six people.\n\nIn Basra gunmen killed four people.",
    )
    assert figures(rows, "low", "mode") == [(4, "increment"), (6, "increment"), (15, "cumulative")]


def test_a_weekday_s_toll_of_one_attack_is_none(told: Told) -> None:
    rows = told("A car bomb went off in Mosul on Friday. The agency put Friday's death toll at 15.")
    assert figures(rows, "low", "mode") == [(15, "increment")]
