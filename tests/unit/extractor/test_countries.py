"""The country as a place, sums told by their parts' places, and a place that people were only on their way to."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Sudan's ruling council has foiled a coup. Security forces arrested 12 officers, a general said.", "Sudan"),
        ("Chile's government gave a new count on Thursday. It said 279 people had died.", "Chile"),
        # a place of its own, however vague
        ("Sudan's ruling council has foiled a coup. Forces arrested 12 officers in Omdurman, a general said.", "Omdurman"),
    ],
)
def test_harm_that_no_place_is_given_for_is_of_the_story_s_country(told: Told, text: str, place: str) -> None:
    assert {row["place"] for row in told(text)} == {place}


@pytest.mark.parametrize(
    "text",
    [
        "Nepal's army said that 12 Indian climbers had died.",  # other people
        "Nepal and Bhutan agreed on a swap. Nepal freed 12 soldiers.",  # no harm
    ],
)
def test_other_people_and_transfers_are_left_without_a_place(told: Told, text: str) -> None:
    assert not [row for row in told(text) if row["side"] != "NPL" and row["place"] == "Nepal" and row["measure"] == "killed"]
    assert not [row for row in told(text) if row["measure"] == "released" and row["place"]]


def test_a_toll_of_what_struck_a_country_is_of_the_country(told: Told) -> None:
    text = "Rescuers dug for survivors in the town of Legazpi on Monday after landslides there killed 12 people."
    rows = told(text, headline="Toll from Philippine landslides climbs to 85", published="2019-01-02")
    assert figures(rows, "low", "place") == [(12, "Legazpi"), (85, "Philippines")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Ukraine was hit overnight. Strikes killed seven people: two in Mykolaiv, four in Odesa and one in Lviv, police said.", "Ukraine"),
        ("Strikes killed eight people: four in Kherson, three in Odesa and one in Lviv, Ukrainian officials said.", "Ukraine"),
    ],
)
def test_a_sum_is_at_none_of_the_places_of_its_parts(told: Told, text: str, whole: str) -> None:
    rows = told(text)
    assert {row["place"] for row in rows if row["mode"] != "part"} == {whole}
    assert {"Odesa", "Lviv"} <= {row["place"] for row in rows if row["mode"] == "part"}


def test_one_place_before_a_colon_is_that_of_all_behind_it(told: Told) -> None:
    rows = told("Kharkiv region: three people killed and two wounded by shells on Monday.")
    assert {row["place"] for row in rows} == {"Kharkiv region"}


def test_where_people_were_on_their_way_to_is_a_place_of_what_happened_there(told: Told) -> None:
    text = "Nigerian police ignored warnings that gunmen were heading for Dapchi, where 110 girls were kidnapped."
    assert figures(told(text), "low", "place") == [(110, "Dapchi")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        # the inner of two, wherever the sentence names it
        ("Nigerian gunmen stormed a school at Mokwari town of the Dala local government area and took away 42 people.", "Mokwari"),
        ("Three people were killed in the Donetsk region of Ukraine by Russian shelling of the Pokrovsk district.", "Pokrovsk district"),
        (
            "Shelling in the Donetsk region of Ukraine: at least three people killed and two wounded in the Pokrovsk district.",
            "Pokrovsk district",
        ),
        # near-misses
        ("Nigerian gunmen stormed a school in the Kano suburb of Fagge and took away 42 people.", "Fagge suburb, Kano"),
        ("Three people were killed in the Donetsk region of Ukraine and four in shelling of the Pokrovsk district.", "Donetsk region"),
    ],
)
def test_the_inner_of_two_places_is_that_of_the_number(told: Told, text: str, place: str) -> None:
    assert told(text)[0]["place"] == place


def test_a_dateline_with_its_day_and_agency_needs_no_dash(told: Told) -> None:
    rows = told(
        "Tel Aviv, June 14 (IANS) Two people were killed in a missile strike on homes in Israel on Saturday.", published="2025-06-14"
    )
    assert figures(rows, "place") == [("Israel",)]
