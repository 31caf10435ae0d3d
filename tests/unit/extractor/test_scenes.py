"""Where the happening is that a story tells of: vague places take the exact one, and what is told of elsewhere stays elsewhere."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_a_figure_keeps_the_place_that_its_own_sentence_names(told: Told) -> None:
    rows = told(
        "A bomb killed 26 people in southwestern Pakistan on Saturday, police said.\n\nThe blast hit a railway station in Quetta. "
        "More than 60 were hurt, doctors said."
    )
    assert figures(rows, "low", "place") == [(26, "Pakistan"), (61, "Quetta")]
    rows = told("A landslide killed 19 people in Peru on Saturday, police said.\n\nIt buried homes in Huaraz. Thirty were hurt.")
    assert figures(rows, "low", "place") == [(19, "Peru"), (30, "Huaraz")]


def test_a_running_total_that_names_no_place_is_of_the_country(told: Told) -> None:
    rows = told(
        "Gunmen killed nine farmers in Zabarmari in Nigeria on Saturday, police said.\n\n"
        "The insurgency has killed more than 36,000 people since 2009."
    )
    assert figures(rows, "low", "place") == [(9, "Zabarmari"), (36001, "Nigeria")]


def test_a_total_over_several_places_stays_with_their_country(told: Told) -> None:
    rows = told(
        "Russian attacks killed 18 people in Ukraine over the past day.\n\n"
        "Nine died in the Kherson region, seven in the Kharkiv region and two in the Sumy region."
    )
    assert figures(rows, "low", "place") == [
        (2, "Sumy region"),
        (7, "Kharkiv region"),
        (9, "Kherson region"),
        (18, "Ukraine"),
    ]


def test_what_happened_apart_is_not_moved_to_the_scene(told: Told) -> None:
    rows = told(
        "A bomb killed 12 people in a market in Baidoa, Somalia, on Friday.\n\nThe blast in Baidoa also hurt 30.\n\n"
        "Separately, gunmen shot dead four soldiers in Kismayo."
    )
    assert figures(rows, "low", "place") == [(4, "Kismayo"), (12, "Baidoa"), (30, "Baidoa")]


def test_a_hospital_town_is_not_where_people_were_hurt(told: Told) -> None:
    rows = told("A bus overturned near Koungheul in Senegal on Monday, killing 15 people.\n\nTwenty were taken to a hospital in Kaolack.")
    assert ("Kaolack",) not in figures(rows, "place")


def test_the_far_side_of_a_border_is_not_the_scene(told: Told) -> None:
    rows = told("COTONOU (Wire) -- Gunmen killed 54 Beninese soldiers near the border with Burkina Faso and Niger, the government said.")
    assert {(row["low"], row["side"]) for row in rows} == {(54, "BEN")}
    assert not {row["place"] for row in rows} & {"Burkina Faso", "Niger"}


def test_the_innermost_of_nested_places_is_meant(told: Told) -> None:
    rows = told("A fire in the town of Qaraqosh in Iraq's Nineveh province killed more than 100 people.")
    assert figures(rows, "low", "place") == [(101, "Qaraqosh")]


def test_a_governor_speaks_of_what_the_governor_governs(told: Told) -> None:
    rows = told(
        "Drones hit the Bryansk region of Russia on Friday, hurting five people.\n\n"
        "The governor of the neighbouring Smolensk region said two firefighters were hurt."
    )
    assert figures(rows, "low", "place") == [(2, "Smolensk region"), (5, "Bryansk region")]


def test_the_capital_of_a_country_is_its_town(told: Told) -> None:
    rows = told("The attack on the capital of Ukraine killed 28 people on Tuesday.")
    assert figures(rows, "low", "place") == [(28, "Kyiv")]


def test_a_claimant_keeps_the_full_name_of_the_introduction(told: Told) -> None:
    rows = told(
        "Interior Minister Panche Toshkovski said on Sunday that 51 people had died in a fire in Kocani, North Macedonia.\n\n"
        "Later the minister said that 100 people were injured."
    )
    assert figures(rows, "low", "claimant") == [(51, "Panche Toshkovski"), (100, "Panche Toshkovski")]


def test_the_dead_of_a_landslide_whose_sentence_names_no_place_are_of_the_village_it_buried(told: Told) -> None:
    rows = told(
        "The landslide in Ethiopia came on Monday.\n\nIt buried homes in the village of Kencho, where rescuers dug.\n\n"
        "About 50 people died."
    )
    assert figures(rows, "place") == [("Kencho",)]


def test_what_nobody_places_is_of_the_town_and_not_of_the_district_named_before(told: Told) -> None:
    rows = told(
        "Drones hit the city of Kharkiv in Ukraine on Friday.\n\nKharkiv was hit 20 times, the mayor said, most of all in the Osnova "
        "district. Three people were hurt."
    )
    assert figures(rows, "low", "place") == [(3, "Kharkiv")]


def test_the_second_of_two_places_is_the_inner_one_where_it_is_called_a_part(told: Told) -> None:
    rows = told("A bomb went off in Baghdad's central district of Karrada on Friday, killing a policeman and wounding three others.")
    assert ("injured", "Karrada district, Baghdad") in figures(rows, "measure", "place")


def test_each_story_of_a_digest_has_its_own_place_and_side(told: Told) -> None:
    rows = told(
        "MOGADISHU, Somalia -- A bomb killed at least 21 people on Tuesday in Beledweyne, police said.\n\n"
        "Rainstorm kills 16\n\n"
        "ROME -- The island of Sardinia was flooded on Tuesday after a rainstorm killed at least 16 people.",
        published="2025-05-21",
    )
    assert {row["side"] for row in rows if row["low"] == 16} == {"ITA"}
    assert {row["place"] for row in rows if row["low"] == 21} == {"Beledweyne"}


def test_a_story_that_turns_to_another_country_leaves_the_first_ones_place(told: Told) -> None:
    rows = told(
        "Floods killed 25 people in Serbia, police said.\n\nTurkish police closed the mining town of Soma as work after the disaster "
        "ended.\n\nThe toll there is 301, a minister said."
    )
    assert figures(rows, "low", "side") == [(25, "SRB"), (301, "TUR")]


def test_where_something_was_launched_from_is_not_where_it_struck(told: Told) -> None:
    rows = told("Three people were hurt in Abha, Saudi Arabia, by drones fired from the Yemeni governorates of Saada and Hajjah on Friday.")
    assert figures(rows, "measure", "place") == [("injured", "Abha")]


def test_authorities_in_a_capital_speak_for_their_country(told: Told) -> None:
    rows = told("Across the border in Kyrgyzstan the quake killed 18 people and injured 112, authorities in Bishkek said on Friday.")
    assert figures(rows, "low", "place") == [(18, "Kyrgyzstan"), (112, "Kyrgyzstan")]


def test_bodies_are_retrieved_from_where_people_died(told: Told) -> None:
    rows = told("At least 41 bodies have been retrieved from Lake Victoria, Tanzania, after a ferry capsized on Friday, police said.")
    assert {row["place"] for row in rows} == {"Lake Victoria"}


def test_there_is_the_place_named_last_be_it_the_speaker_s(told: Told) -> None:
    rows = told(
        "Tornadoes killed five people in Tulsa on Friday.\n\nA couple were found dead, the coroner in Ballard County said. "
        "Two people there are unaccounted for."
    )
    assert [row["place"] for row in rows if row["measure"] == "missing"] == ["Ballard county"]
    rows = told("Wildfires killed nine people in Santa Rosa.\n\nThe sheriff of Yolo County said that two more people died there.")
    assert [row["place"] for row in rows if row["low"] == 2] == ["Yolo county"]


def test_there_were_so_many_names_no_place(told: Told) -> None:
    rows = told("A bomb went off in Karachi on Friday. The mayor of Lahore said there were 30 people killed in Karachi.")
    assert [row["place"] for row in rows if row["low"] == 30] == ["Karachi"]


def test_the_town_named_right_after_its_region_is_meant(told: Told) -> None:
    rows = told("In the Kunar provincial capital, Asadabad, a bomber killed at least 11 people near the governor's office in Afghanistan.")
    assert figures(rows, "low", "place") == [(11, "Asadabad")]


def test_a_place_in_front_of_the_sentence_is_that_of_the_weapons_told_of_after_the_comma(told: Told) -> None:
    rows = told("In Saratov, far from the front, a plant halted work after two Ukrainian drones hit its yard.")
    assert figures(rows, "low", "place", measure="hit") == [(2, "Saratov")]


def test_a_hospital_that_is_attacked_is_the_scene(told: Told) -> None:
    rows = told("Gunmen dressed as doctors stormed Kabul's main military hospital in Afghanistan on Wednesday, killing 49 people.")
    assert figures(rows, "low", "place") == [(49, "Kabul")]


def test_the_port_to_which_survivors_were_taken_is_not_the_scene(told: Told) -> None:
    rows = told(
        "A boat sank off Pylos in Greece early on Wednesday, and at least 79 migrants drowned.\n\n"
        "The coast guard rescued 104 survivors and took them to the port of Kalamata."
    )
    assert "Kalamata" not in {row["place"] for row in rows}


def test_an_older_happening_elsewhere_does_not_keep_the_news_vague(told: Told) -> None:
    rows = told(
        "An explosion at a plant in eastern China has killed 47 people, state media said on Friday.\n\n"
        "The blast occurred on Thursday in the city of Yancheng. Some 90 people were injured.\n\n"
        "In November, 23 people were killed in a blast in Zhangjiakou."
    )
    assert figures(rows, "low", "place") == [(23, "Zhangjiakou"), (47, "China"), (81, "Yancheng")]


def test_a_market_that_the_next_sentence_places_is_there(told: Told) -> None:
    rows = told(
        "Burkina Faso declared two days of mourning after an attack on a market killed 36 civilians, the presidency said.\n\n"
        "Armed men entered the market at Nagraogo on Friday and opened fire."
    )
    assert figures(rows, "low", "place") == [(36, "Nagraogo")]


def test_those_detained_elsewhere_do_not_keep_the_dead_vague(told: Told) -> None:
    rows = told(
        "The number of victims of Tuesday's explosion in a coal mine rose to 282, the minister said.\n\n"
        "Some 90 people were hurt by the blast in Soma in western Turkey.\n\n"
        "Protests broke out in Ankara on Wednesday, and police detained 25 people there."
    )
    assert figures(rows, "low", "place", measure="killed") == [(282, "Soma")]


def test_a_town_of_a_story_about_one_country_is_no_namesake_abroad(told: Told) -> None:
    rows = told(
        "Two trains collided in northern Greece.\n\nThe crash happened on Friday near the town of Tempe. At least 43 people were killed."
    )
    assert figures(rows, "side", "place") == [("GRC", "Tempe")]


def test_a_release_takes_the_place_that_its_sentence_names(told: Told) -> None:
    rows = told("Rebels of the M23 freed 15 soldiers on Friday and handed them to aid workers in Bunagana in Congo, the Red Cross said.")
    assert figures(rows, "low", "place") == [(15, "Bunagana")]


def test_a_people_named_by_its_country_is_no_place(told: Told) -> None:
    rows = told(
        "Police in Gauteng, South Africa, detained 54 miners on Friday.\n\nThe miners are 40 Lesotho nationals and 14 Malawi citizens."
    )
    assert {row["place"] for row in rows} == {"Gauteng"}


def test_weapons_shot_down_on_their_way_have_the_place_they_were_sent_to(told: Told) -> None:
    rows = told("Two drones heading for Riyadh were shot down on Friday, the Saudi military said.")
    assert figures(rows, "low", "place", measure="intercepted") == [(2, "Riyadh")]


def test_where_a_train_came_from_and_went_is_not_the_scene(told: Told) -> None:
    rows = told(
        "A train on its way from Lagos to Ibadan left the rails near Abeokuta in Nigeria on Friday.\n\nEleven passengers were killed."
    )
    assert figures(rows, "low", "place") == [(11, "Abeokuta")]


def test_the_shore_off_which_a_boat_sank_comes_before_the_sea(told: Told) -> None:
    rows = told("A boat with migrants capsized in the Mediterranean off Tunisia on Monday, killing at least 48 people, the UN said.")
    assert figures(rows, "low", "place") == [(48, "Tunisia")]
    rows = told("At least 48 migrants drowned in the Mediterranean on Monday, the UN said.")
    assert figures(rows, "low", "place") == [(48, "Mediterranean")]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("Gunmen killed five people near the West Bank town of Nablus, medics said.", "Nablus"),
        ("Seven people died in the Cairo suburb of Helwan when a factory burned down.", "Helwan suburb, Cairo"),
        ("Raiders shot nine farmers in the Yazidi village of Borik in Nineveh province in Iraq.", "Borik"),
        ("Twelve villagers were killed near the hamlet of al-Qasra in northern Syria.", "al-Qasra"),
        ("Six traders were killed by a shell at the Shuhada market in Omdurman, Sudan.", "Omdurman"),
        ("Four climbers died in the Karwan gorge in northern Pakistan on Tuesday.", "Karwan gorge"),
        ("Eleven people were burned to death in the north of Guatemala City on Tuesday.", "Guatemala City"),
        ("A bomb at a Nairobi shopping mall killed 14 people on Tuesday.", "Nairobi"),
        ("The court heard relatives of the 30 people who died in the Interlaken disaster in Switzerland.", "Interlaken"),
    ],
)
def test_the_place_is_the_one_that_the_words_around_call_by_name(told: Told, body: str, place: str) -> None:
    assert {row["place"] for row in told(body)} == {place}


@pytest.mark.parametrize(
    ("body", "number", "place"),
    [
        ("Israel is fighting in Gaza after the attack on southern Israel in October, in which 900 people were killed.", 900, "Israel"),
        ("Turkey sent troops to Afrin after gunmen raided Borini on Monday, killing 12 people.", 12, "Borini"),
        ("The health ministry in Gaza said 40 people had been killed since Israel resumed its strikes.", 40, "Gaza"),
        ("Three people were hurt by shells in the Bryansk region, which borders northern Ukraine.", 3, "Bryansk region"),
        ("Troops shelled Homs on Friday. Of the 20 wounded, six were remitted to Damascus.", 6, "Homs"),
        ("A bus fell into a ravine near Kandy, killing nine people, on the highway to Colombo.", 9, "Kandy"),
    ],
)
def test_where_the_dead_are_is_not_who_attacks_and_not_where_a_road_leads(told: Told, body: str, number: int, place: str) -> None:
    assert figures(told(body), "place", low=number) == [(place,)]


@pytest.mark.parametrize(
    ("before", "then", "place"),
    [
        ("Militants struck the port of Haifa and, hours before, Jerusalem.", "Guards in the port city said nothing.", None),
        ("A car bomb went off in Mosul on Monday.", "A second blast in the city killed four people.", "Mosul"),
        ("Officials in Jos met on Monday.", "Nine people were killed in a raid on the town.", "Jos"),
        (
            "Floods swept through Lamjung district in Nepal on Monday.",
            "The army said eight people had drowned in the district.",
            "Lamjung district",
        ),
        ("Rebels raided the Bria camp in the east of the country.", "Aid workers said six people were killed in the camp.", "Bria camp"),
        ("Shells fell on Donetsk on Monday.", "In the capital itself three people were hurt.", "Kyiv"),
        ("Gunmen burned a police station in Herat.", "Two officers were shot dead in the southern province of Zabul.", "Zabul province"),
    ],
)
def test_the_town_is_the_one_named_last(told: Told, before: str, then: str, place: str | None) -> None:
    assert {row["place"] for row in told(f"{before} {then}")} == ({place} if place else set())


def test_the_place_of_an_office_is_not_where_it_happened(told: Told) -> None:
    body = (
        "A bomb at the railway station of Quetta killed 12 people on Saturday.\n\n"
        "Three of the injured died overnight, said Dana Rahimi, a spokesman for the Balochistan government."
    )
    assert figures(told(body), "low", place="Quetta") == [(3,), (12,)]


@pytest.mark.parametrize(
    "death",
    [
        "An eighth soldier died of his wounds on Tuesday in Kano, which brings the toll to eight.",
        "Another soldier died of injuries on Tuesday at Kano, raising the death toll to eight.",
        "One soldier later died from severe burns in Kano, taking the number of dead to eight.",
    ],
)
def test_where_the_wounded_died_is_not_where_they_were_hit(told: Told, death: str) -> None:
    rows = told(
        f"ABUJA, Nigeria (NW) - Gunmen ambushed a convoy of the Nigerian army near Maiduguri on Monday, killing seven soldiers. {death}"
    )
    assert "Kano" not in {place for (place,) in figures(rows, "place", low=8)}


def test_what_stands_above_the_name_of_another_town_is_not_of_that_town(told: Told) -> None:
    rows = told(
        "Officials in Lviv have revised the number of people killed in Monday's strike on the city.\n\n"
        "The injured now number 84.\n\nSumy\n\n"
        "In Sumy, where three people were killed and 17 hurt in the same strikes, a school was damaged.",
        headline="Lviv lowers death toll to 12 after DNA tests",
    )
    assert figures(rows, "low", "place") == [(3, "Sumy"), (12, "Lviv"), (17, "Sumy"), (84, "Lviv")]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("A bomb exploded in Baghdad's Karrada district on Saturday, killing five people.", "Karrada district, Baghdad"),
        ("Five people died in the Shaab district of northern Baghdad on Saturday.", "Shaab district, Baghdad"),
        ("A blast hit Baghdad on Saturday. Five people died in the city's Shaab district.", "Shaab district, Baghdad"),
        (
            "A bomb went off in Baghdad on Saturday. It killed five people in the Bab al-Sharqi neighbourhood.",
            "Bab al-Sharqi neighbourhood, Baghdad",
        ),
        ("Floods hit Peshawar on Saturday. Five people died in the Chagharzai district.", "Chagharzai district"),
    ],
)
def test_a_quarter_has_the_town_that_the_words_put_it_in(told: Told, body: str, place: str) -> None:
    assert figures(told(body), "place", low=5) == [(place,)]


def test_those_harmed_in_a_district_who_are_some_of_a_town_s_put_it_there(told: Told) -> None:
    rows = told(
        "Missiles hit Kyiv on Saturday, killing 16 people, rescuers said.\n\nAt least 13 of the dead lived in one block in the "
        "Solomianskyi district. Ten people were missing there."
    )
    assert figures(rows, "low", "place") == [(10, "Solomianskyi district, Kyiv"), (13, "Solomianskyi district, Kyiv"), (16, "Kyiv")]
