"""Reports of a week or a month: the lead tells the period, and what is told below without a day is of it."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

WEEK = (
    "BOGOTA, March 14 - Colombian troops killed 18 rebels, captured 41 others and freed nine kidnapped people in the past week, the "
    "defence ministry said on Friday.\n\nIn Cauca, soldiers of the third brigade killed 11 rebels and captured 23."
)


def test_one_time_is_said_of_all_deeds_told_in_one_breath(told: Told) -> None:
    rows = told(WEEK, published="2025-03-14")
    week = ("2025-03-07", "2025-03-14", "cumulative")
    assert figures(rows, "measure", "low", "start", "end", "mode", mode="cumulative") == [
        ("captured", 41, *week),
        ("killed", 18, *week),
        ("released", 9, *week),
    ]


def test_what_each_region_adds_is_part_of_the_sums_of_the_lead(told: Told) -> None:
    rows = told(WEEK, published="2025-03-14")
    week = ("2025-03-07", "2025-03-14")
    assert figures(rows, "measure", "low", "start", "end", mode="part") == [("captured", 23, *week), ("killed", 11, *week)]


@pytest.mark.parametrize(
    ("body", "published", "parts"),
    [
        (
            "The army of Cameroon has killed 33 separatists, arrested 71 while 12 hostages were set free between 1 and 31 May, its "
            "spokesman said in Yaounde.\n\nThe first brigade in the Northwest killed 20 separatists and arrested 44 suspects.",
            "2024-06-02",
            [20, 44],
        ),
        (
            "Police in Tamaulipas arrested 512 people and rescued 37 abducted migrants from 3 to 9 June, the prosecutor's office said.\n\n"
            "The marines detained 22 others and rescued 15 migrants in Matamoros.",
            "2024-06-10",
            [15, 22],
        ),
        (
            "In the last two weeks, Pakistani security forces have killed 52 militants and arrested 117, the army said on Monday.\n\n"
            "Troops in Balochistan raided hideouts, killing 20 militants and arresting 31 others.",
            "2025-02-03",
            [20, 31],
        ),
        (
            "Philippine troops have neutralized 26 communist rebels, seized 40 firearms and arrested nine others since Jan. 1, the "
            "military said on Friday.\n\nTroops in Samar killed seven rebels and arrested four in a string of encounters.",
            "2024-02-16",
            [4, 7],
        ),
    ],
)
def test_parts_of_a_period_told_below(told: Told, body: str, published: str, parts: list[int]) -> None:
    assert [low for (low,) in figures(told(body, published=published), "low", mode="part")] == parts


def test_a_deed_that_the_lead_does_not_sum_up_is_a_sum_of_the_period_too(told: Told) -> None:
    rows = told(f"{WEEK}\n\nIn Arauca, the army detained eight suspects.", published="2025-03-14")
    assert figures(rows, "low", "start", "end", "mode", measure="detained") == [(8, "2025-03-07", "2025-03-14", "cumulative")]


@pytest.mark.parametrize(
    "happening",
    ["On Thursday two soldiers were killed near Tumaco.", "Two soldiers were killed when a mine blew up their truck near Tumaco."],
)
def test_one_happening_told_in_such_a_report_is_none_of_its_sums(told: Told, happening: str) -> None:
    rows = told(f"{WEEK}\n\n{happening}", published="2025-03-14")
    assert figures(rows, "mode", low=2) == [("increment",)]


def test_what_an_attack_did_does_not_share_the_time_of_others(told: Told) -> None:
    body = "Gunmen seized six men in an ambush in northern Mali and 40 people have been killed since Jan. 6, officials said on Tuesday."
    assert figures(told(body, published="2025-02-04"), "mode", low=6) == [("increment",)]
