"""Sides and numbers that lean on what was told before: *they were among 66*, *five were Chinese*, *and 12 at Safed*."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_those_whom_they_are_among_are_of_their_side(told: Told) -> None:
    body = (
        "At least 11 Syrians were killed in a Russian strike on a market in Idlib on Friday, rescuers say.\n\nMoscow said that it had hit "
        "a depot.\n\nThey were among 32 people killed in Russian strikes on Friday, as Russia and Turkey held talks."
    )
    assert figures(told(body), "side", "by", low=32) == [("SYR", "RUS")]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (
            "Seven sailors were rescued on Friday after gunmen sank their freighter. Five were Filipinos and two were Greeks.",
            [(2, "GRC", "rescued"), (5, "PHL", "rescued")],
        ),
        (
            "Nine people were killed in a blast in Kabul on Friday. Eight were Afghans and one was Chinese, police said.",
            [(1, "CHN", "killed"), (8, "AFG", "killed")],
        ),
        ("Nine people were killed in a blast in Kabul on Friday. The police seek the drivers: one was Chinese and one was Afghan.", []),
    ],
)
def test_a_whole_is_told_again_by_nations(told: Told, body: str, parts: list[tuple[int, str, str]]) -> None:
    assert figures(told(body), "low", "side", "measure", mode="part") == parts


def test_the_verb_of_sending_is_said_once(told: Told) -> None:
    body = "The army said Hezbollah had fired 30 rockets at Haifa on Friday and 12 at Safed. Four of those fired at Haifa hit houses."
    rows = figures(told(body), "measure", "low", "side")
    assert rows == [("hit", 4, "hezbollah"), ("launched", 12, "hezbollah"), ("launched", 30, "hezbollah")]


def test_what_is_sent_beside_a_sum_is_a_sum(told: Told) -> None:
    body = "Iraq has so far fired 21 missiles at Jordan, one of them on Thursday night, and 19 at Kuwait."
    assert ("cumulative",) in figures(told(body), "mode", low=19)


def test_missiles_are_of_whose_the_story_calls_them(told: Told) -> None:
    body = (
        "Interceptors destroyed an Iraqi missile over Kuwait City late on Friday.\n\nIt was the 12th since the war began. All 12 missiles "
        "have been shot down, an American officer said."
    )
    assert figures(told(body), "side", low=12, measure="intercepted") == [("IRQ",)]


def test_what_was_lost_from_radar_was_stopped(told: Told) -> None:
    body = "Air defences neutralised 71 of 98 drones on Friday, shooting down 30 and losing another 41 from radars with jammers."
    rows = figures(told(body), "low", "mode", measure="intercepted")
    assert rows == [(30, "part"), (41, "part"), (71, "increment")]
    assert figures(told("India lost 41 drones over the valley on Friday."), "side", measure="lost") == [("IND",)]


def test_nurses_of_a_village_no_map_has_are_not_of_the_attackers_land(told: Told) -> None:
    body = (
        "BEIRUT, May 23 - Israel bombed the suburbs of Beirut on Friday. Israel said that it had struck a command post. Israel has sent "
        "more tanks, and Israel closed its own airspace.\n\nThe clinic in the town of Khirbet Zahra said that the shelling had left seven "
        "members of its nursing staff injured."
    )
    assert figures(told(body), "side", low=7) == [("LBN",)]
