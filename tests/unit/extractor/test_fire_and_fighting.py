"""Fire that others count, fighting that goes on, and words that count no weapons, no missing and no older attack."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

BATTLE = "Israel carried out air strikes on Friday, killing 100 Hezbollah fighters, it said.\n\n"


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("Its troops have been battling militants along the border since Tuesday.", "cumulative"),
        ("Its troops stood along the border.", "increment"),
    ],
)
def test_the_dead_of_fighting_that_goes_on_are_a_sum(told: Told, said: str, mode: str) -> None:
    body = BATTLE + said + "\n\nSeven Israeli soldiers have been killed in close fighting there, the military said."
    assert figures(told(body), "mode", low=7) == [(mode,)]


def test_projectiles_that_an_army_identifies_were_sent(told: Told) -> None:
    body = "Israel said it had identified about 20 projectiles crossing from Lebanon on Friday in a barrage it blamed on Hezbollah."
    assert figures(told(body), "measure", "side") == [("launched", "hezbollah")]


def test_drone_strikes_are_no_drones(told: Told) -> None:
    body = "Rebels sent 12 drones at the port on Thursday.\n\nA militia in Iraq says it carried out three drone strikes in Syria."
    assert figures(told(body), "low", measure="launched") == [(12,)]


def test_executions_of_civilians_are_their_deaths(told: Told) -> None:
    body = "The monitor accused the army of the summary executions of 14 Alawite civilians on Friday, including nine at a mill."
    assert figures(told(body), "low", "mode", measure="killed") == [(9, "part"), (14, "increment")]


def test_nobody_in_an_underground_station_is_missing(told: Told) -> None:
    body = "Drones hit Kyiv on Friday, wounding 11 people. Hundreds of people sheltered in underground stations of the metro."
    assert figures(told(body), "measure", measure="missing") == []
    body = "An explosion at a mine on Friday killed four workers. Nine miners were still underground."
    assert figures(told(body), "low", measure="missing") == [(9,)]


def test_the_shares_of_the_lead_are_of_its_day_whatever_older_attack_stands_between(told: Told) -> None:
    body = (
        "Eight people have been killed in overnight Russian attacks across Ukraine, officials said.\n\n"
        "Four deaths were reported in the Rivne region.\n\n"
        "It comes a day after Kyiv suffered a heavy assault, with Russian attacks killing at least 13.\n\n"
        "The airports of Moscow were shut. Flights were put off. Crowds waited. No date was given.\n\n"
        "In a statement, Rivne regional head Oleh Koval said four people had died and another five were injured in Russian attacks."
    )
    assert {start for (start,) in figures(told(body), "start", low=4)} == {"2025-05-24"}


def test_three_and_a_fourth_are_all_of_the_four(told: Told) -> None:
    body = (
        "Two missiles were shot down over Abu Dhabi on Friday, a week after an air raid on the emirate left four people dead.\n\n"
        "Three Indians and a Pakistani died on May 16 when drones hit a depot in Mussafah outside Abu Dhabi."
    )
    assert figures(told(body), "mode", "side", low=3) == [("part", "IND")]


@pytest.mark.parametrize("kind", ["attack drones", "Shahed-type strike drones", "decoys"])
def test_a_kind_named_between_two_numbers_parts_them_not(told: Told, kind: str) -> None:
    body = f"Russia launched 98 drones, including {kind}, and two Iskander-M ballistic missiles overnight, the Air Force said on Friday."
    assert figures(told(body), "low", "unit", measure="launched") == [(2, "missiles"), (98, "drones")]
