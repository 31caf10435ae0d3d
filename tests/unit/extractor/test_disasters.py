"""What a disaster did at one site, in one region and in each country it struck."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import Told, events_of, figures

_QUAKE = "LIMA, May 23 - An earthquake shook southern Peru on Friday, killing at least 46 people, officials said."


@pytest.mark.parametrize(
    ("sentence", "measure", "number"),
    [
        ("Twelve people died when a hospital wing gave way in the city of Arequipa.", "killed", 12),
        ("Two fishermen drowned when their canoe overturned.", "killed", 2),
        ("A falling tree injured five people at a bus stop.", "injured", 5),
        ("In the town of Camana a wall of a school fell, injuring three people.", "injured", 3),
    ],
)
def test_what_a_disaster_did_at_one_site_is_some_of_what_it_did(told: Told, sentence: str, measure: str, number: int) -> None:
    assert figures(told(f"{_QUAKE} {sentence}"), "mode", measure=measure, low=number) == [("part",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Earlier on Friday a police officer had said that nine people were killed, some of them in a bakery.",
        "On Monday a landslide pushed a bus into a ravine in Bolivia, injuring nine people.",
        "In 2007 a quake in the same region killed 39 people in a church.",
    ],
)
def test_an_older_count_and_another_happening_are_no_part_of_a_disaster(told: Told, sentence: str) -> None:
    rows = [row for row in told(f"{_QUAKE} {sentence}") if row["low"] in (9, 39)]
    assert [row["mode"] for row in rows] == ["increment"]


def test_the_worst_hit_region_has_a_share_of_its_countrys_dead_however_open(told: Told) -> None:
    body = "A hurricane has killed 108 people in Haiti, the interior minister said. In Artibonite province, at least 90 people died."
    assert figures(told(body), "low", "mode", measure="killed") == [(90, "part"), (108, "increment")]


def test_what_several_provinces_count_is_at_none_of_them(told: Told) -> None:
    body = (
        "HANOI - Rain has battered central Vietnam. In Quang Tri province, at least 48 people have died in landslides.\n\n"
        "Across the five provinces hit by the floods, at least 105 people have been killed, the disaster agency said on Monday."
    )
    assert figures(told(body), "low", "place", "mode", measure="killed") == [
        (48, "Quang Tri province", "part"),
        (105, "Vietnam", "increment"),
    ]


def test_the_dead_of_a_disaster_in_several_countries_are_of_the_one_named_with_them(told: Told) -> None:
    body = (
        "BERLIN - Floods in western Europe have killed hundreds of people. Germany said on Friday that 141 people had died.\n\n"
        "In neighbouring Belgium, the authorities put the toll at 27 dead and 103 missing."
    )
    rows = told(body, headline="Hundreds dead as floods sweep western Europe")
    assert figures(rows, "side", "place", low=27) == [("BEL", "Belgium")]
    assert figures(rows, "side", "place", low=103) == [("BEL", "Belgium")]


def test_a_region_that_no_table_has_is_of_the_country_that_the_text_has_turned_to(told: Told) -> None:
    body = (
        "In Indonesia, the toll on Java reached 24, officials said. Thailand counted nine dead.\n\n"
        "In neighbouring Malaysia the toll is lower. "
        "Flooding has left parts of northern Orang Bakau state under water, with five people dead."
    )
    assert figures(told(body, headline="Floods kill dozens in South East Asia"), "side", low=5) == [("MYS",)]


@pytest.mark.parametrize(
    ("body", "measure", "number"),
    [
        ("Firefighters freed 14 passengers from the wreckage of a coach that overturned near Ulm. Three people died.", "rescued", 14),
        ("A pit caved in near Zonguldak and killed a miner. Four men were freed after ten hours.", "rescued", 4),
        ("A boat sank in a storm off Phuket on Friday. By midnight only 48 people had been confirmed alive, the navy said.", "rescued", 48),
        ("Just 21 people have been confirmed as surviving after the ferry Dorado went down off Mindoro on Thursday.", "rescued", 21),
        ("Many of the 310 people who were rescued from the burning ferry off Corfu on Thursday were children.", "rescued", 310),
    ],
)
def test_those_got_out_of_wrecks_and_water_are_rescued(told: Told, body: str, measure: str, number: int) -> None:
    assert figures(told(body), "measure", low=number) == [(measure,)]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ('A landslide killed six people in Kenya on Friday. "My three children survived," said Janet Achieng.', 3),
        ("All 44 people aboard a plane were killed when it crashed in Laos. There were 39 passengers and five crew on board.", 39),
        ("A nurse fell ill after treating one of the two priests who had died of Ebola in Madrid.", 1),
        ("Ellen Rice, who was among 40 passengers taken to a nearby school after the crash, said the carriage had filled with smoke.", 40),
        ("About 900 people, seeking to escape hunger and war, have landed on the island of Kos in the past week.", 810),
        ("Ministers met in Bangkok for talks on how to help 2,500 starving refugees.", 2500),
    ],
)
def test_relatives_travellers_and_those_in_need_are_no_figure(told: Told, body: str, number: int) -> None:
    assert figures(told(body), "measure", low=number) == []


def test_hostages_known_to_be_alive_are_not_rescued(told: Told) -> None:
    body = "Hamas holds 48 hostages in Gaza. Israel says that 20 of the hostages are confirmed to be alive."
    assert figures(told(body), "low", measure="rescued") == []


def test_captured_soldiers_whom_rebels_free_are_not_rescued(told: Told) -> None:
    body = "After the earthquake the rebels freed 14 captured soldiers near the Thai border on Friday."
    assert figures(told(body), "measure", low=14) == [("released",)]


def test_all_the_hurt_in_hospital_are_no_part_and_no_serious_injuries_are_no_figure(told: Told) -> None:
    body = (
        "A train derailed in Virginia on Friday when it hit a digger, killing two people and injuring 35.\n\n"
        "Hospitals took in all 35 people, the fire chief said, and none of the injuries were serious."
    )
    assert set(figures(told(body), "low", "mode", measure="injured")) == {(35, "increment")}


def test_survivors_pulled_from_a_wreck_are_some_of_those_saved(told: Told) -> None:
    body = (
        "By Thursday night 14 people had been rescued after a ship capsized on the Volga.\n\n"
        "Divers pulled three survivors out of the wreckage on Friday."
    )
    assert figures(told(body), "low", "mode", measure="rescued") == [(3, "part"), (14, "increment")]


def test_migrants_adrift_on_no_day_are_of_many_boats(told: Told) -> None:
    body = "Hundreds of African migrants are still missing at sea without help in the Mediterranean, the UN refugee agency said."
    assert figures(told(body, headline="Migrants adrift off Libya"), "mode", measure="missing") == [("cumulative",)]


def test_an_older_happening_told_twice_has_the_closer_of_its_times(told: Told) -> None:
    body = (
        "A bus plunged into a ravine in Guatemala on Friday, killing 12 people. It was near the spot of a 2024 crash that took 18 lives."
        "\n\nThe road is narrow. Eighteen people were killed in March last year when a truck ran into a crowd at Nahuala."
    )
    assert set(figures(told(body), "start", low=18)) == {("2024-03-01",)}


@pytest.mark.parametrize("place", ["Macon, Georgia", "Albany, Georgia"])
def test_a_town_of_an_american_state_is_not_in_the_country_of_its_name(told: Told, place: str) -> None:
    assert figures(told(f"A hurricane killed three people near {place}, on Thursday."), "side", measure="killed") == [("USA",)]


def test_a_town_of_the_country_georgia_is_there(told: Told) -> None:
    assert figures(told("A landslide killed three people near Kutaisi, Georgia, on Thursday."), "side", measure="killed") == [("GEO",)]


def test_who_is_found_dead_after_a_fire_died_in_it(told: Told) -> None:
    body = (
        "ATHENS - A wildfire tore through villages east of Athens on Monday, killing 79 people.\n\n"
        "In a field near the sea 26 people were found dead on Wednesday morning."
    )
    assert figures(told(body), "start", low=26) == [("2025-05-19",)]


def test_where_some_of_the_dead_died_makes_them_a_part(told: Told) -> None:
    body = (
        "Sixteen people were killed when a bus overturned near Svoge on Friday, police said.\n\n"
        "Fifteen passengers died at the scene and a woman died in hospital, the minister said."
    )
    assert figures(told(body), "low", "mode", measure="killed") == [(15, "part"), (16, "increment")]


def test_the_hurt_of_those_rescued_are_a_part_and_a_survivor_named_is_none(told: Told) -> None:
    body = (
        "A ferry overturned on Lake Victoria on Friday and 37 people were rescued. Of those, 32 were in critical condition.\n\n"
        '"I saw the boat go under," said Burchard Kweka, one of the survivors.'
    )
    rows = told(body)
    assert figures(rows, "mode", measure="injured") == [("part",)]
    assert figures(rows, "low", measure="rescued") == [(37,)]


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("Road crashes killed 682 people in Bulgaria last year, one of the highest rates in Europe.", 682),
        ("So far this year 32,029 people have reached the islands. At least 512 migrants have died on the route in the same period.", 512),
    ],
)
def test_what_a_year_has_killed_is_a_sum(told: Told, body: str, number: int) -> None:
    assert figures(told(body), "mode", measure="killed", low=number) == [("cumulative",)]


def test_countries_that_the_burned_were_flown_to_are_not_where_they_burned(told: Told) -> None:
    body = (
        "KOCANI, North Macedonia (AP) - Fire swept through a nightclub on Friday, killing 59 people.\n\n"
        "Doctors in Skopje said they had treated 72 patients, and some were flown to Bulgaria, Greece, Serbia and Turkey.\n\n"
        "Thirty-nine of the dead have been identified so far."
    )
    assert figures(told(body), "side", low=72) == [("MKD",)]
    assert figures(told(body), "side", low=39) == [("MKD",)]


def test_people_taken_off_a_beach_are_rescued(told: Told) -> None:
    body = "A wildfire raged near Rafina on Friday. The coast guard and fishermen took more than 700 people off the beaches."
    assert figures(told(body), "measure", low=701) == [("rescued",)]


def test_each_country_counts_its_own_dead_of_a_disaster(told: Told) -> None:
    body = (
        "DAKAR - Torrential rain has killed at least 1,000 people in West and Central Africa since June, aid agencies said on Tuesday.\n\n"
        "In Chad, floods have killed 341 people. Niger has counted 273 deaths and 278 injuries, its interior ministry reported last week."
    )
    assert figures(told(body), "low", "side", "place")[:3] == [(273, "NER", "Niger"), (278, "NER", "Niger"), (341, "TCD", "Chad")]


def test_who_is_pulled_out_of_the_snow_is_rescued_and_troops_are_not(told: Told) -> None:
    body = "An avalanche hit a camp near Mana in India on Friday. Fifty workers have been pulled out so far, 33 of them on Friday."
    assert figures(told(body), "low", "mode", measure="rescued") == [(33, "part"), (50, "increment")]
    assert figures(told("Rebels attacked a base in Mali on Friday. The army pulled out 300 men."), "low", measure="rescued") == []


def test_cases_of_a_disease_are_no_dead(told: Told) -> None:
    body = "Rwanda has recorded a 14th death from the Marburg virus and 61 cases since the outbreak was declared."
    assert figures(told(body), "low", low=61) == []


def test_the_hospitalised_of_those_saved_are_a_part(told: Told) -> None:
    body = (
        "A boat sank off Pylos on Thursday. The coast guard said 104 people had been saved and brought to Kalamata, "
        "where 30 were taken to hospital with hypothermia."
    )
    assert figures(told(body), "mode", low=30) == [("part",)]


def test_many_who_died_at_one_place_in_a_year_died_at_once(told: Told) -> None:
    body = "A crush killed 717 pilgrims on Friday. In 1990, 1,426 pilgrims died in a tunnel leading out of the city."
    assert figures(told(body), "mode", low=1426) == [("increment",)]


def test_a_countrys_agency_counts_its_own_and_victims_have_the_nation_they_are_said_to_be_of(told: Told) -> None:
    body = (
        "A hurricane has killed 120 people in Central America since Tuesday. "
        "Guatemala's disaster agency Conred counts 44 dead and 96 missing, most of them in the village of Queja."
    )
    assert figures(told(body), "side", low=44) == [("GTM",)]
    assert figures(told(body), "side", low=96) == [("GTM",)]
    fallen = "A bridge fell in Genoa, Italy, on Friday, killing 38 people. Four of those killed were French, the mayor said."
    assert figures(told(fallen), "side", "mode", low=4) == [("FRA", "part")]


def test_a_rate_of_deaths_counts_nobody(told: Told) -> None:
    assert told("Bulgaria had one of the highest road tolls in Europe last year, with 67 deaths per million people.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("An explosion in a coal mine killed 15 people on Tuesday, rescuers said.\n\nThe blast hurt 17.", "accident"),
        ("A boiler exploded at a garment works, killing 15 on Tuesday.\n\nThe explosion at the factory injured 20.", "accident"),
        ("An explosion in a crowded market killed eight people on Tuesday.\n\nAnother 12 were hurt in the blast.", "bombing"),
        ("A gas cylinder packed by rebels killed three people on Tuesday.\n\nThe explosion injured 12.", "bombing"),
        ("Attackers set off an explosion at an oil refinery that killed six people on Tuesday.\n\nThe blast injured 12.", "bombing"),
    ],
)
def test_what_blows_up_by_itself_is_an_accident(extractor: Extractor, text: str, kind: str) -> None:
    assert {event.type for event in events_of(extractor, text)} == {kind}
