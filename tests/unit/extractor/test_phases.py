"""Which stage of an exchange a release belongs to, where its own sentence does not say."""

from __future__ import annotations

import pytest

from services.extractor.story.phases import find_phases
from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("the opening round of a prisoner exchange", [1]),
        ("day two of the exchange", [2]),
        ("the third and final stage", [3]),
        ("the first exchange in three months", []),
        ("the first prisoner swap since February", []),
        ("a second round of talks", []),
    ],
)
def test_an_ordinal_is_a_phase_but_not_how_long_since_the_last(text: str, numbers: list[int]) -> None:
    assert [number for _, number, _ in find_phases(text)] == numbers


def test_a_line_without_a_number_gives_its_phase_to_the_days_releases(told: Told) -> None:
    rows = told(
        "Second day of the exchange between Chad and Niger goes ahead.\n\nChad and Niger freed another 40 prisoners each on Saturday.",
        headline="Chad and Niger trade 40 prisoners each",
    )
    assert {row["phase"] for row in rows if row["low"] == 40} == {2}


def test_a_label_gives_its_phase_to_the_numbers_under_it(told: Told) -> None:
    rows = told(
        "Chad and Niger completed an exchange of prisoners on Saturday. On Saturday 30 were freed on each side.\n\n"
        "• Day one, Friday: 39 prisoners each\n\n• Day two, Saturday: 30 prisoners each"
    )
    assert {(row["low"], row["phase"]) for row in rows if row["low"] in (39, 30)} == {(39, 1), (30, 2)}


@pytest.mark.parametrize(
    "lead",
    [
        "Chad and Niger on Saturday opened what should become the largest exchange of their war, each freeing 40 prisoners",
        "Chad and Niger freed 40 prisoners each on Saturday at the start of a long-awaited swap",
        "A prisoner exchange between Chad and Niger began on Saturday with 40 freed on each side",
    ],
)
def test_the_day_on_which_a_swap_of_several_days_is_opened_is_its_first_phase(told: Told, lead: str) -> None:
    rows = told(f"{lead}.\n\nMore releases are to follow on Sunday, officials in both capitals said.")
    assert {row["phase"] for row in rows if row["low"] == 40} == {1}


def test_a_swap_that_is_only_begun_and_told_as_one_day_has_no_phase(told: Told) -> None:
    rows = told("A prisoner exchange between Chad and Niger began at noon on Saturday and 40 were freed on each side.")
    assert {row["phase"] for row in rows if row["low"] == 40} == {None}


def test_the_phase_of_a_plan_is_not_that_of_the_day_s_deeds(told: Told) -> None:
    rows = told(
        "Hamas freed three hostages on Saturday in return for 90 Palestinian prisoners.\n\n"
        "Under the first phase of the deal, 33 hostages are to be released."
    )
    assert {row["phase"] for row in rows if row["low"] in (3, 90)} == {None}


def test_the_day_beside_the_phase_is_the_one_it_numbers(told: Told) -> None:
    rows = told(
        "Hamas released a second group of hostages on Friday night in exchange for Palestinian prisoners, officials said on Saturday "
        "morning, after a delay of hours. It had handed over 13 Israelis, they said."
    )
    assert figures(rows, "start", "phase", low=13) == [("2025-05-23", 2)]


def test_the_phase_of_the_day_is_that_of_all_who_go_home_on_it(told: Told) -> None:
    rows = told(
        "The second day of the exchange between Chad and Niger, on Saturday, saw 40 Chadians and 30 Nigeriens go home.\n\n"
        "Four Thai captives were also released on Saturday."
    )
    assert figures(rows, "phase", low=4) == [(2,)]
