"""Swaps and releases that no verb of releasing tells: kinds, ways, stocks, sums, agreed sizes. Sentences of several conflicts."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

NORLAND = "Chad and Niger carried out a prisoner exchange on Friday. Niger freed 40 Chadians and Chad let go 60 Nigeriens. "


@pytest.mark.parametrize(
    ("told_first", "kinds"),
    [
        (
            "Gunmen in Kaduna freed 12 hostages on Thursday.",
            '"Five nurses, four teachers and three farmers are in good health," a priest said.',
        ),
        ("The rebels of the Casamance Front let go 13 captives on Thursday.", "They are four soldiers, two gendarmes and seven villagers."),
    ],
)
def test_kinds_that_add_up_to_those_just_freed_are_parts_of_them(told: Told, told_first: str, kinds: str) -> None:
    rows = told(f"{told_first}\n\n{kinds}")
    assert len(figures(rows, "low", measure="released", mode="part")) == 3


def test_kinds_that_add_up_to_nothing_are_no_part(told: Told) -> None:
    rows = told("The rebels let go 13 captives on Thursday.\n\nFour soldiers, two gendarmes and nine villagers are in the bus.")
    assert figures(rows, "low", mode="part") == []


def test_people_carried_one_way_and_the_other_are_exchanged(told: Told) -> None:
    rows = told("Buses carried 14 Chilean soldiers one way and 20 Peruvians the other on Friday in a prisoner exchange of Chile and Peru.")
    assert figures(rows, "side", "by", "low", measure="released") == [("CHL", "PER", 14), ("PER", "CHL", 20)]


def test_wounded_prisoners_handed_over_are_let_go_and_not_hurt(told: Told) -> None:
    rows = told(
        "In the exchange 46 wounded prisoners of war were handed over by Chad on Friday. Niger returned another 20 wounded in the exchange."
    )
    assert figures(rows, "measure", "low") == [("released", 20), ("released", 46)]


def test_wounded_hikers_who_are_freed_from_the_rubble_are_hurt(told: Told) -> None:
    rows = told("Twelve people were injured in the blast in Lima on Friday and 40 wounded were treated, doctors said.")
    assert not figures(rows, "low", measure="released")


@pytest.mark.parametrize(
    "sentence",
    [
        "Twenty hostages are still in the Front's hands, officials said.",
        "Twenty captives are still somewhere in the forest, officials said.",
        "Twenty of ours are in their jails, officials said.",
    ],
)
def test_captives_still_held_are_a_stock(told: Told, sentence: str) -> None:
    rows = told(f"The Casamance Liberation Front freed 13 hostages on Friday in Senegal. {sentence}")
    assert figures(rows, "measure", "mode", low=20) == [("detained", "cumulative")]


def test_a_number_of_each_people_is_of_the_exchange_told_of(told: Told) -> None:
    rows = told(
        f'{NORLAND}\n\nThe next exchange is set for Tuesday. "Fifty people, 20 Chadians and 30 Nigeriens, are registered for it," she said.'
    )
    assert figures(rows, "side", "low", "start", status="planned") == [
        (None, 50, "2025-05-27"), ("NER", 30, "2025-05-27"), ("TCD", 20, "2025-05-27"),
    ]  # fmt: skip


def test_people_counted_together_after_their_kinds_are_one_figure(told: Told) -> None:
    rows = told("The guerrillas of the ELN freed 11 police officers and two clerks on Thursday in Colombia. The 13 were flown to Bogota.")
    assert figures(rows, "mode", "start", low=13) == [("increment", "2025-05-22")]


def test_of_the_freed_so_many_had_been_something_is_a_part(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nOf the Nigeriens, 25 had been serving life terms and 35 had been detained without trial.")
    assert figures(rows, "measure", "side", "mode", low=35) == [("released", "NER", "part")]
    assert figures(rows, "measure", "side", "mode", low=25) == [("released", "NER", "part")]


@pytest.mark.parametrize("some", ["Two of the 40 people freed are Libyans.", "Two of the 40 are Libyan drivers."])
def test_some_of_the_freed_may_be_of_another_country(told: Told, some: str) -> None:
    assert figures(told(f"{NORLAND}{some}"), "side", "by", "mode", low=2) == [("LBY", "NER", "part")]


def test_what_will_have_been_exchanged_runs_from_the_first_stage_to_the_one_to_come(told: Told) -> None:
    rows = told(f"{NORLAND}After the stage of May 30, if it goes ahead, 85 Chadians and 110 Nigeriens will have been exchanged.")
    assert figures(rows, "start", "end", "status", "mode", low=85) == [("2025-05-23", "2025-05-30", "planned", "cumulative")]


def test_an_agreed_size_whose_last_day_nobody_says_has_the_day_it_begins(told: Told) -> None:
    rows = told(
        "Chad and Niger carried out the first round of their prisoner exchange on May 20, when 40 Chadians were freed for 60 Nigeriens. "
        "In the second round, on Friday, 30 Chadians were swapped for 50 Nigeriens.\n\nUnder the accord, 190 Chadians are to be exchanged "
        "for 475 Nigeriens over three rounds."
    )
    assert figures(rows, "start", "end", "mode", low=475) == [("2025-05-20", "2025-05-20", "cumulative")]


def test_an_exchange_that_took_place_on_a_day_dates_the_numbers_of_the_next_sentence(told: Told) -> None:
    rows = told(
        "On May 19, with the help of the Red Cross, an exchange of prisoners took place between Chad and Niger.\n\n"
        "The Chadian side handed over 44 persons, the Nigerien side handed over 12 persons."
    )
    assert {row["start"] for row in rows} == {"2025-05-19"}


def test_the_militia_is_the_one_the_story_has_called_so(told: Told) -> None:
    rows = told(
        "Twelve soldiers of Yemen's government were freed on Saturday from the prisons of the Houthi militia in an exchange. "
        "In return the militia received 48 of its elements."
    )
    assert figures(rows, "side", "mode", low=48) == [("houthis", "increment")]


def test_nobody_let_go_is_no_figure(told: Told) -> None:
    assert not figures(told(f"{NORLAND}Not one body was returned by Niger."), "low", low=0)


def test_who_got_home_is_of_the_country_reached(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nAmong those who reached Niger on Friday were three military doctors.")
    assert figures(rows, "side", "mode", low=3) == [("NER", "part")]
