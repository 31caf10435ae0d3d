"""Corrections, survivors who do something else, enemies that are no place, datelines without a dash, the clocks of live pages."""

from __future__ import annotations

import pytest

from services.extractor.text import read_story
from tests.unit.extractor.conftest import Told, figures


def test_what_was_reported_erroneously_never_happened(told: Told) -> None:
    rows = told("In a story May 20 about a quake in Peru, the agency reported erroneously that 140 people died. The correct number is 104.")
    assert ("denied", 140) in figures(rows, "status", "low")


@pytest.mark.parametrize(
    ("sentence", "saved"),
    [
        ("Hundreds of survivors crowded the airport on Tuesday.", []),
        ("Some 200 survivors slept in a school.", []),
        ("The army sent tents for 200 survivors.", []),
        ("Rescuers found 12 survivors in the wreck.", [12]),
        ("Twenty survivors reached the shore on Tuesday.", [20]),
    ],
)
def test_survivors_are_counted_where_they_are_saved(told: Told, sentence: str, saved: list[int]) -> None:
    rows = told(f"A cyclone struck Mozambique on Monday. {sentence}")
    assert [low for (low,) in figures(rows, "low", measure="rescued")] == saved


def test_who_gets_away_from_a_storm_was_nobodys_captive(told: Told) -> None:
    assert told("A cyclone struck the port of Beira in Mozambique. Only 300 people got away on the first planes.") == []
    assert figures(told("Gunmen took 40 hostages near Mopti; five got away in the night."), "low", measure="escaped") == [(5,)]


@pytest.mark.parametrize("sent", ["two of its bomb-disposal units", "two missile frigates", "two of its drone crews"])
def test_what_weapons_belong_to_is_not_launched(told: Told, sent: str) -> None:
    assert told(f"The army has sent {sent} to the north.") == []


def test_an_enemy_that_is_fought_with_is_no_place(told: Told) -> None:
    rows = told(
        "Five Thai soldiers were killed in clashes with Cambodia on Monday, the army said. The dead are two officers and three conscripts."
    )
    assert figures(rows, "low", "side", "by") == [(2, "THA", "KHM"), (3, "THA", "KHM"), (5, "THA", "KHM")]


def test_a_town_in_capitals_and_a_day_open_a_story_without_a_dash() -> None:
    story = read_story("Losses", "BAKU, Azerbaijan, Nov. 17. Seven men died.")
    assert [(d.place, d.day) for d in story.datelines] == [("BAKU, Azerbaijan", "Nov. 17")]
    assert [s.text for s in story.sentences[1:]] == ["Seven men died."]


def test_the_halves_of_the_day_are_read_from_the_stamps_of_a_live_page() -> None:
    story = read_story("LIVE: Fire", "11:40 p.m. Two died.\n\n12:05 p.m. One died.\n\n9:15 a.m. A fire broke out.")
    assert [(s.entry_time, s.text) for s in story.sentences[1:]] == [
        ("23:40", "Two died."),
        ("12:05", "One died."),
        ("09:15", "A fire broke out."),
    ]


def test_a_clause_that_dates_the_happening_dates_what_is_told_after_it(told: Told) -> None:
    rows = told(
        "MANILA (Wire) -- Survivors pressed onto the airport of Tacloban on Tuesday.\n\n"
        "Four days after the storm struck, little help has come. Officials estimate that 10,000 people were killed.",
        published="2013-11-12",
    )
    assert figures(rows, "low", "start") == [(10000, "2013-11-08")]
