"""The people of a body of no country, and how many of them are held or let go."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "measure", "number"),
    [
        ("BAMAKO - Ten U.N. peacekeepers were killed when gunmen attacked a camp in Kidal in northern Mali on Sunday.", "killed", 10),
        ("Authorities in Ethiopia have detained 16 United Nations staff in Addis Ababa, a spokesman said on Tuesday.", "detained", 16),
        ("Rebels in the east of Congo have let go 54 United Nations soldiers, a mission spokesman said in Goma.", "released", 54),
        ("More than 30 of 90 UN observers held by the rebels in Congo have been freed, officials in Goma said.", "released", 31),
        ("The United Nations said two of its soldiers were hurt in a clash near Bunia in eastern Congo on Friday.", "injured", 2),
        ("Rebels in Congo detained 16 UN observers. Six others were freed last week, a spokesman said in Goma.", "released", 6),
        ("Rebels in Congo detained 40 UN soldiers. On Friday 15 of the 28 freed captives were flown out to Goma.", "released", 28),
    ],
)
def test_they_are_its_own_wherever_they_serve(told: Told, body: str, measure: str, number: int) -> None:
    assert figures(told(body), "side", measure=measure, low=number) == [("united-nations",)]


def test_a_nation_named_with_them_is_theirs(told: Told) -> None:
    rows = told("The UN said three Nepali peacekeepers and four Indian UN observers were killed near Bunia in Congo on Friday.")
    assert figures(rows, "side", measure="killed") == [("IND",), ("NPL",)]


def test_whoever_is_said_to_be_holding_or_was_held_by_somebody_is_held_now(told: Told) -> None:
    rows = told("Rebels were holding more than 300 UN troops hostage on Sunday near Goma in Congo, the mission said.")
    assert figures(rows, "low", "mode", measure="detained") == [(301, "cumulative")]


@pytest.mark.parametrize(
    ("body", "measure", "number"),
    [
        ("Gunmen freed 68 of 112 pupils abducted from a school in Kaya, in northern Nigeria, the governor said.", "abducted", 112),
        (
            "More than 30 of 45 fishermen taken hostage by pirates off Somalia have been freed, officials in Mogadishu said Monday.",
            "abducted",
            45,
        ),
    ],
)
def test_of_some_who_are_let_go_the_whole_was_taken(told: Told, body: str, measure: str, number: int) -> None:
    assert (number,) in figures(told(body), "low", measure=measure)


def test_a_release_at_the_weekend_is_one(told: Told) -> None:
    rows = told("Kidnappers in Mali freed 12 hostages at the weekend, the governor of Gao said.", published="2025-05-26")
    assert figures(rows, "low", "mode", measure="released") == [(12, "increment")]


@pytest.mark.parametrize(
    ("body", "measure", "number"),
    [
        ("Doctors in Gao said 12 of the men have gunshot wounds after the shooting.", "injured", 12),
        ("A sweep by police in Karachi has netted 64 suspected militants, officials said on Thursday.", "detained", 64),
    ],
)
def test_further_words_for_the_hurt_and_the_held(told: Told, body: str, measure: str, number: int) -> None:
    assert figures(told(body), "low", measure=measure) == [(number,)]
