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
    assert figures(rows, "side", "start", "place") == [("NER", "2025-05-19", "Niger")]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("DUBAI, May 23 (Axle) - An Iranian official said on Friday that at least 500 people had died in the unrest.", "IRN"),
        ("SYDNEY, May 23 (Axle) - Papua New Guinea police said 26 people had been killed in raids on three villages.", "PNG"),
        ("ISTANBUL, May 23 (Axle) - Syrian state television said six people were killed when a bomb went off in a mosque.", "SYR"),
        ("GENEVA, May 23 (Axle) - Cholera has spread in Upper Nile state in South Sudan. It has killed 90 people, doctors said.", "SSD"),
    ],
)
def test_a_dateline_abroad_is_no_scene(told: Told, text: str, side: str) -> None:
    (row,) = told(text, published="2025-05-23")
    assert row["side"] == side
    assert row["place"] not in ("Dubai", "Sydney", "Istanbul", "Geneva")


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("ISTANBUL, May 23 (Axle) - Six people were killed in a fire at a hotel, the governor said.", "TUR"),
        ("SYDNEY, May 23 (Axle) - New Zealand officials said two tourists were killed when a bus overturned in Australia.", "AUS"),
        ("KARACHI, May 23 (Axle) - The Iranian navy said it fired a warning. Four people were killed in Pakistan, police said.", "PAK"),
    ],
)
def test_a_dateline_is_at_home_where_its_country_is_told_of_or_nothing_else_is(told: Told, text: str, side: str) -> None:
    assert figures(told(text, published="2025-05-23"), "side", measure="killed") == [(side,)]


@pytest.mark.parametrize(
    ("text", "lows"),
    [
        ("Four children aged 3, 5, 9 and 11 were killed in Jos.", [4]),
        ("Two sisters aged six and nine died in a fire in Jos.", [2]),
        ("Three boys aged between 10 and 14 drowned in Jos.", [3]),
        ("A man aged 70 and 12 others were killed in Jos.", [12]),
    ],
)
def test_of_several_ages_none_counts(told: Told, text: str, lows: list[int]) -> None:
    assert sorted(row["low"] for row in told(text) if row["measure"] == "killed") == lows


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Twenty inmates fled a crowded prison in Cotabato after a riot.", "escaped"),
        ("Police have recaptured 20 of the runaways.", "captured"),
        ("Three workers suffocated while they cleaned a tank.", "killed"),
        ("The wildfire has forced 3,000 people to evacuate.", "evacuated"),
        ("Nine climbers were brought down safely by helicopter.", "rescued"),
        ("The enemy lost a tank. Eleven Ukrainian soldiers surrendered near Pokrovsk.", "captured"),
        ("The enemy surrendered a village and 11 soldiers died.", "killed"),
    ],
)
def test_what_became_of_them_is_told_by_the_verb(told: Told, text: str, measure: str) -> None:
    assert measure in {row["measure"] for row in told(text)}


def test_who_flees_a_home_has_not_escaped(told: Told) -> None:
    assert figures(told("Some 200 villagers fled their homes near the prison as the river rose."), "measure") == [("displaced",)]


def test_rebels_turn_over_whom_they_took(told: Told) -> None:
    rows = told("The ELN guerrilla group turned over five soldiers to the Red Cross in Arauca, Colombia, on Saturday.")
    assert figures(rows, "measure", "low", "side", "by") == [("released", 5, "COL", "eln")]


def test_the_time_may_stand_before_the_object(told: Told) -> None:
    rows = told("Soldiers detained at dawn today 14 people, among them a woman and two students, in Nablus, a rights group said.")
    assert figures(rows, "low", "mode", measure="detained") == [(2, "part"), (14, "increment")]
    assert told("The bus crashed on Monday 12 miles from Jos.") == []


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("A year ago 46 inmates were shot, hacked or burned to death in a prison in Jos.", 46),
        ("Twelve villagers were beaten, stabbed or shot to death near Jos.", 12),
        ("Seven workers were charred to death in a fireworks shed near Jos.", 7),
        ("Two tourists plunged to their deaths from a cliff near Jos.", 2),
    ],
)
def test_whatever_is_done_to_death_kills(told: Told, text: str, low: int) -> None:
    assert figures(told(text), "measure", "low") == [("killed", low)]


def test_the_shot_and_the_beaten_to_death_are_told_apart(told: Told) -> None:
    rows = told("Six men were shot and wounded near Jos, and one man was beaten to death.")
    assert figures(rows, "measure", "low") == [("injured", 6), ("killed", 1)]


def test_that_of_another_thing_is_no_toll(told: Told) -> None:
    rows = told("The number of deaths this year has risen to 302, and that of cases to 74,992.")
    assert figures(rows, "low") == [(302,)]


def test_places_beside_deaths_are_not_counted(told: Told) -> None:
    assert figures(told("The mission spoke of at least 10 deaths in three cities."), "low") == [(10,)]


@pytest.mark.parametrize(
    "text",
    [
        "The number of people hurt in the attack on Jos has grown to 38, among whom are ten children.",
        "In Jos 38 people were hurt, among whom were ten children.",
        "In Jos 38 people were hurt, including ten children.",
    ],
)
def test_among_whom_tells_of_some(told: Told, text: str) -> None:
    assert figures(told(text), "mode", measure="injured", low=10) == [("part",)]


def test_drones_that_were_launched_are_a_whole_and_those_that_got_through_are_none(told: Told) -> None:
    rows = told("The army shot down 13 of 15 drones that the rebels had launched at Merowe.")
    assert figures(rows, "measure", "low") == [("intercepted", 13), ("launched", 15)]
    rows = told("The army sent up 90 drones. It shot down two of the five drones that got through.")
    assert figures(rows, "measure", low=5) == []


@pytest.mark.parametrize(
    "text",
    [
        "All four workers trapped in a flooded tunnel were lifted to safety on Thursday.",
        "Four miners trapped underground since Monday were rescued on Thursday.",
        "Four people buried under the rubble were pulled out alive.",
    ],
)
def test_the_trapped_who_are_saved_are_rescued(told: Told, text: str) -> None:
    assert figures(told(text), "measure", "low") == [("rescued", 4)]


def test_a_force_loses_some_of_its_own(told: Told) -> None:
    rows = told("Boko Haram fighters stormed a post in Chad. They killed 17 Chadian soldiers and lost 96 of their own.")
    assert figures(rows, "low", measure="killed") == [(17,), (96,)]


def test_injuries_are_had(told: Told) -> None:
    rows = told("A shed near Jos burned down; 12 workers with severe burns are in the city's hospital.")
    assert figures(rows, "measure", "low") == [("injured", 12)]


@pytest.mark.parametrize(
    ("text", "measure", "low"),
    [
        ("Twelve pilgrims returning from a festival in Jos were killed when a van rammed a truck.", "killed", 12),
        ("Cuba mourns 32 of its citizens who fell in combat.", "killed", 32),
        ("Nine bodies have washed up on the coast of Ghana since a boat broke apart.", "killed", 9),
        ("The Sri Lanka Navy seized 14 fishermen and a trawler off Mannar.", "detained", 14),
        ("Pirates seized 14 fishermen off Mannar.", "abducted", 14),
        ("About 40 rockets crossed the border, the army said.", "launched", None),
        ("Twelve soldiers returning from captivity were greeted by their families.", "released", 12),
    ],
)
def test_what_the_verb_says_of_its_subject(told: Told, text: str, measure: str, low: int | None) -> None:
    (row,) = told(text)
    assert row["measure"] == measure
    assert low in (None, row["low"])
