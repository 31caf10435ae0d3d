"""What a story tells beside its numbers: where and since when, what became of those saved, which things are no people."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

NEWS = "2009-05-04"  # a Monday


@pytest.mark.parametrize(
    ("things", "found"),
    [
        ("Some 310 homes were damaged, 84 of them beyond repair.", [("killed", 30)]),
        ("A rescue group said 12 boats had set off and that three of them had sunk.", [("killed", 30)]),
        ("The boat carried 90 people, and 22 of them were injured.", [("injured", 22), ("killed", 30)]),
    ],
)
def test_some_of_the_things_that_a_sentence_counts_are_no_people(told: Told, things: str, found: list[tuple[str, int]]) -> None:
    rows = told(f"TRIPOLI - At least 30 migrants drowned off Libya on Monday. {things}", published=NEWS)
    assert figures(rows, "measure", "low") == found


def test_those_saved_who_died_later_are_some_of_the_dead(told: Told) -> None:
    body = (
        "BANGUI - A school collapsed in Bangui on Sunday, killing 14 people. Three workers were dug out alive but later died in hospital. "
        "Six pupils were dug out alive."
    )
    found = figures(told(body, published=NEWS), "measure", "low", "mode")
    assert found == [("killed", 3, "part"), ("killed", 14, "increment"), ("rescued", 6, "increment")]


def test_those_with_burns_are_hurt(told: Told) -> None:
    body = "ALMATY - Four people were taken to hospital after a plane crash on Monday. Two of them have burns on half of the body."
    assert (2, "part") in figures(told(body, published=NEWS), "low", "mode", measure="injured")


def test_people_in_evacuation_centres_are_evacuated(told: Told) -> None:
    body = "SUVA - A storm battered Fiji on Sunday. The office said 20,300 people were affected, 4,512 of whom were in evacuation centres."
    assert figures(told(body, published=NEWS), "measure", "low") == [("evacuated", 4512)]


@pytest.mark.parametrize(
    ("moved", "found"),
    [
        ("The government took nine guerrillas out of a prison in Lima on Sunday", []),
        ("Guards evacuated 300 inmates from a burning prison in Lima on Sunday", [("evacuated", 300)]),
        ("Firefighters took 40 patients out of a hospital in Lima on Sunday", [("evacuated", 40)]),
    ],
)
def test_who_is_taken_out_of_a_prison_is_not_evacuated(told: Told, moved: str, found: list[tuple[str, int]]) -> None:
    assert figures(told(f"LIMA - {moved}, officials said.", published=NEWS), "measure", "low") == found


def test_where_a_truce_was_signed_nobody_died(told: Told) -> None:
    body = (
        "ZAMBOANGA, Philippines - Six people died in clashes on Sunday. Both sides signed a truce in Oslo on March 2, but the shooting has "
        "continued, killing at least 140 people since then."
    )
    assert figures(told(body, published=NEWS), "side", low=140) == [("PHL",)]


def test_a_disaster_called_by_its_country_is_there_wherever_it_is_told(told: Told) -> None:
    body = (
        "MADRID - The final toll of the Colombian earthquake will be lower than feared, aid officials said Monday. "
        "They now put the number of dead at 940. At first they said 2,000 people had died in the quake."
    )
    assert figures(told(body, published=NEWS), "low", "side") == [(940, "COL"), (2000, "COL")]


def test_experts_on_disasters_of_a_country_say_nothing_of_where_it_was(told: Told) -> None:
    body = "ANKARA - Turkish earthquake experts flew to Kathmandu on Monday. A quake killed 120 people in Nepal on Saturday."
    assert figures(told(body, published=NEWS), "side", measure="killed") == [("NPL",)]


def test_what_was_voted_has_not_happened(told: Told) -> None:
    body = (
        "BANGUI - The government freed 40 rebel prisoners on Sunday. In March lawmakers voted to release 230 prisoners, but the president "
        "never signed the law."
    )
    assert figures(told(body, published=NEWS), "low", "status") == [(40, "happened"), (230, "planned")]


def test_deaths_that_a_plan_follows_have_happened(told: Told) -> None:
    body = "DILI - A team arrived Sunday. Its mission is to assess security after the deaths of three aid workers in Dili in March."
    assert figures(told(body, published=NEWS), "low", "status") == [(3, "happened")]


def test_a_swap_since_yesterday_morning_is_a_sum_of_both_sides(told: Told) -> None:
    body = (
        "NAIROBI, May 4 (AFP) - The Red Cross is flying home prisoners of war of Uganda and Rwanda. "
        "Since Sunday morning 160 Ugandans and 95 Rwandans have been repatriated, the Red Cross said, and a plane was due back on Monday."
    )
    found = figures(told(body, published=NEWS), "side", "low", "start", "mode")
    assert found == [("RWA", 95, "2009-05-03", "cumulative"), ("UGA", 160, "2009-05-03", "cumulative")]


def test_the_number_freed_on_the_day_is_no_sum_and_what_dashes_tell_is_part(told: Told) -> None:
    body = (
        "POKHARA, Nepal - The Nepalese government and the Maoists exchanged prisoners of war on Sunday. Nine members of the security "
        "forces -- eight soldiers and a captain -- were traded for 14 rebels. Three women rebels were handed to their families, "
        "bringing to 17 the number of gunmen set free by the state on the day, an official said."
    )
    found = figures(told(body, published=NEWS), "low", "mode")
    assert found == [(3, "part"), (8, "part"), (9, "increment"), (14, "increment"), (17, "increment")]


def test_the_day_of_an_appeal_is_no_day_of_a_clash(told: Told) -> None:
    body = (
        "RAMALLAH - A calm that followed the leader's appeal on Friday was broken.\n\nThe president sent his police before dawn "
        "to arrest a militant.\n\nNine people were injured when police clashed with protesters."
    )
    assert figures(told(body, published=NEWS), "low", "start") == [(9, "2009-05-04")]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("41 as the number of injured and nine as that of the missing", [("injured", 41), ("killed", 12), ("missing", 9)]),
        ("41 as the number of flights cancelled and nine as that of ferries", [("killed", 12)]),
    ],
)
def test_levels_are_given_before_what_they_count(told: Told, given: str, found: list[tuple[str, int]]) -> None:
    rows = told(f"SUVA - A storm that battered Fiji on Sunday killed 12 people. The disaster office gave {given}.", published=NEWS)
    assert figures(rows, "measure", "low") == found


def test_victims_identified_are_some_of_the_dead(told: Told) -> None:
    body = "SOFIA - A fire at a hotel on Friday killed 71 people. So far 42 victims have been identified, the coroner said."
    assert figures(told(body, published=NEWS), "low", "mode") == [(42, "part"), (71, "increment")]


def test_victims_of_what_nobody_died_of_are_no_dead(told: Told) -> None:
    assert not told("SOFIA - Police said on Monday they had identified 30 victims of a fraud at a bank in Sofia.", published=NEWS)


@pytest.mark.parametrize("where", ["in one county, Garissa, alone", "in Garissa alone", "in one county alone"])
def test_those_of_one_place_alone_are_some_of_all(told: Told, where: str) -> None:
    body = f"NAIROBI - Floods killed four people in Kenya on Sunday. Early figures showed 800 people had been rescued {where}."
    assert figures(told(body, published=NEWS), "mode", low=800) == [("part",)]


def test_kinds_of_those_freed_may_end_with_one(told: Told) -> None:
    body = (
        "NIAMEY - Eleven European tourists held by Islamic militants for three months were released on Sunday, a spokesman said. "
        "The group is made up of six Italians, four Austrians and a Dane."
    )
    found = figures(told(body, published=NEWS), "low", "side", "mode", measure="released")
    assert found[:2] == [(4, "AUT", "part"), (6, "ITA", "part")]


@pytest.mark.parametrize(
    ("moved", "measure"),
    [
        ("60 wounded Rwandan soldiers were flown home", "released"),
        ("the Red Cross flew 60 wounded Rwandan soldiers home", "released"),
        ("60 wounded Rwandan soldiers were taken to a hospital", "injured"),
    ],
)
def test_the_wounded_whom_a_swap_lets_go_are_freed(told: Told, moved: str, measure: str) -> None:
    body = f"NAIROBI, May 4 (AFP) - Uganda and Rwanda swapped prisoners of war on Saturday. On Sunday {moved}."
    assert figures(told(body, published=NEWS), "measure", low=60) == [(measure,)]
