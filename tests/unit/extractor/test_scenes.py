"""Where the happening is that a story tells of: vague places take the exact one, and what is told of elsewhere stays elsewhere."""

from __future__ import annotations

from tests.unit.extractor.conftest import Told, figures


def test_a_country_in_the_lead_takes_the_town_named_further_down(told: Told) -> None:
    rows = told("A bomb killed 26 people in southwestern Pakistan on Saturday, police said.\n\nThe blast hit a railway station in Quetta.")
    assert figures(rows, "low", "place") == [(26, "Quetta")]


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


def test_a_landslide_has_one_spot_and_a_flood_has_not(told: Told) -> None:
    body = (
        "The {} in Ethiopia killed 55 people on Monday, police said.\n\nThe {} buried homes in the village of Kencho, where rescuers dug."
    )
    assert figures(told(body.format("landslide", "landslide")), "place") == [("Kencho",)]
    assert figures(told(body.format("floods", "water")), "place") == [("Ethiopia",)]


def test_what_nobody_places_is_of_the_town_and_not_of_the_district_named_before(told: Told) -> None:
    rows = told(
        "Drones hit the city of Kharkiv in Ukraine on Friday.\n\nKharkiv was hit 20 times, the mayor said, most of all in the Osnova "
        "district. Three people were hurt."
    )
    assert figures(rows, "low", "place") == [(3, "Kharkiv")]


def test_the_second_of_two_places_is_the_inner_one_where_it_is_called_a_part(told: Told) -> None:
    rows = told("A bomb went off in Baghdad's central district of Karrada on Friday, killing a policeman and wounding three others.")
    assert ("injured", "Karrada district") in figures(rows, "measure", "place")


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
