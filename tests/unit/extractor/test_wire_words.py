"""Wordings of wires from many countries: injuries with an adjective, levels before their count, hits, peoples of two words, shares."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Four pupils received minor injuries when a school van overturned near Kumasi.", 4),
        ("A ferry struck the pier in Naples and nine passengers suffered slight injuries.", 9),
        ("Six workers sustained serious burns at a refinery in Basra.", 6),
        ("Two officers suffered gunshot wounds in a clash in Durban.", 2),
        ("Five women sustained shrapnel wounds in the market, a nurse said.", 5),
    ],
)
def test_injuries_are_suffered_with_an_adjective(told: Told, text: str, low: int) -> None:
    assert figures(told(text), "low", measure="injured") == [(low,)]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("A second miner died on Friday, bringing to 15 the number of people killed in the collapse.", 15),
        ("Rescuers found three more bodies, which takes to 41 the death toll from the flood.", 41),
        ("The ministry raised to 230 the number of dead.", 230),
        ("Iran has hanged two men, bringing to 90 the number of people put to death this year.", 90),
    ],
)
def test_a_new_level_may_stand_before_its_count(told: Told, text: str, low: int) -> None:
    assert low in {row["low"] for row in told(text) if row["measure"] == "killed"}


def test_a_level_passed_far_from_its_count_is_more_than_it(told: Told) -> None:
    rows = told("The number of people killed by Storm Berta in the south and east of Madagascar has passed 80, with 12 others missing.")
    assert figures(rows, "low", "high", measure="killed") == [(81, None)]
    assert figures(told("The toll of the flood climbed past 60, officials said."), "low", "high") == [(61, None)]
    assert figures(told("The caravan has passed 80 villages; two people died on the way."), "low", measure="killed") == [(2,)]


@pytest.mark.parametrize(
    "text",
    [
        "A tanker was struck by two missiles off Aden on Friday.",
        "Hits by two missiles were recorded at an airfield on Friday.",
        "The power station was hit by two missiles, the governor said.",
    ],
)
def test_who_is_struck_by_weapons_tells_of_hits(told: Told, text: str) -> None:
    assert figures(told(text), "measure", "unit", "low") == [("hit", "missiles", 2)]


def test_attacked_by_weapons_tells_how_many_came(told: Told) -> None:
    assert figures(told("The city was attacked by 27 drones overnight."), "measure", "low") == [("launched", 27)]


def test_people_hurt_are_no_weapons_that_smash_into_something(told: Told) -> None:
    rows = told("Prosecutors said that ten people were injured, two of them seriously, when a tram left the rails and smashed into a shop.")
    assert figures(rows, "measure", "low", "mode") == [("injured", 2, "part"), ("injured", 10, "increment")]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("The blast killed nine people, including a woman and her three children.", 3),
        ("Seven people died in the fire, among them a pregnant woman, her husband and their two sons.", 2),
        ("The hospital received the bodies of seven people, including a couple and their four daughters, after the strike.", 4),
    ],
)
def test_one_person_may_be_named_before_the_others_of_a_share(told: Told, text: str, low: int) -> None:
    assert figures(told(text), "mode", measure="killed", low=low) == [("part",)]


@pytest.mark.parametrize(
    "text",
    [
        "A blast killed 20 people in Jos. Of them, eight were children.",
        "A blast killed 20 people in Jos. Among them were eight children.",
        "A blast killed 20 people in Jos. Of these, eight were children from one school.",
    ],
)
def test_of_them_counts_some_of_those_counted_in_the_sentence_before(told: Told, text: str) -> None:
    assert figures(told(text), "measure", "mode", "group", low=8) == [("killed", "part", "child")]


def test_of_these_with_another_verb_counts_no_share(told: Told) -> None:
    assert figures(told("A blast killed 20 people in Jos. Of these, eight were flown home."), "low", measure="killed") == [(20,)]


def test_a_people_may_have_two_words(told: Told) -> None:
    rows = told("A fire at a hostel in Doha killed 22 workers. The dead included 18 Nepalis, two Sri Lankans and one South African.")
    assert figures(rows, "side", low=2) == [("LKA",)]


def test_a_service_called_by_its_number_counts_nobody(told: Told) -> None:
    rows = told("The bodies of six people were fished out of the canal, Rescue 1122 said. Crews of Rescue 1122 saved four others.")
    assert {row["low"] for row in rows} == {4, 6}
    assert figures(told("Crews Rescue 150 Miners From Flooded Shaft"), "low", measure="rescued") == [(150,)]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("In the exchange of fire two sons of the soil embraced martyrdom.", "killed"),
        ("Two men convicted of spying were hanged at dawn on Friday.", "killed"),
        ("Armed men raided the village and made off with two girls.", "abducted"),
        ("The president of Belarus pardoned two people convicted of treason.", "released"),
    ],
)
def test_words_of_one_region_count_too(told: Told, text: str, measure: str) -> None:
    assert figures(told(text), "measure", low=2) == [(measure,)]


def test_the_missing_that_are_looked_for_need_no_disaster(told: Told) -> None:
    assert figures(told("Divers were searching the lake for seven people still missing."), "measure", "low") == [("missing", 7)]


def test_the_country_of_a_border_is_no_scene(told: Told) -> None:
    rows = told(
        "NIAMEY, May 23 (Axle) - Ten soldiers were killed in an ambush laid by gunmen near the Burkina Faso border on Monday, Niger's "
        "defence ministry said in a statement on Thursday evening."
    )
    assert figures(rows, "side", "start", "place") == [("NER", "2025-05-19", None)]
