"""What belongs to another happening, another place or only some of a whole does not move the figures of the story."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_a_village_named_after_the_story_turned_to_another_attack_is_not_its_scene(told: Told) -> None:
    rows = told(
        "Nine soldiers were killed on Thursday when their patrol was ambushed in Karesso in eastern Chad, the army said.\n\n"
        "Another attack was reported the same day.\n\n"
        "Gunmen struck the market town of Dourbila, killing 20 people. Dourbila has been attacked before. People have fled Dourbila.",
        headline="Nine soldiers die in ambush",
        published="2024-08-02",
    )
    assert figures(rows, "low", "place") == [(9, "Karesso"), (9, "Karesso"), (20, "Dourbila")]


def test_what_was_done_in_retaliation_is_not_where_the_attack_was(told: Told) -> None:
    rows = told(
        "A drone struck an academy in Homs province during a ceremony, state media said.\n\nA monitor put the toll at 112 dead.\n\n"
        "In retaliation, troops bombarded the Idlib region, killing nobody. The Idlib region is held by rebels.",
        published="2023-10-06",
    )
    assert figures(rows, "place", low=112) == [("Homs province",)]


def test_a_second_bomb_in_the_same_town_leaves_the_scene_where_it_was(told: Told) -> None:
    rows = told(
        "A bomb went off on Thursday in a market in Tondikoro, in the Gao region of Mali, police said.\n\n"
        "Another bomb was found in Tondikoro. Four people were killed, police said.",
        published="2024-08-02",
    )
    assert figures(rows, "place", low=4) == [("Tondikoro",)]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("The ministry said 31 people had been killed, eight of them in a rocket strike near the village of Harsha.", "Zawiya"),
        ("The ministry said 31 people had been killed, including eight in the village of Harsha.", "Zawiya"),
        ("The ministry said 31 people had been killed in the village of Harsha, eight of them children.", "Harsha"),
    ],
)
def test_the_place_of_some_is_not_that_of_the_whole(told: Told, words: str, place: str) -> None:
    rows = told(f"Militias fought in Zawiya, Libya, on Tuesday, residents said.\n\n{words}", published="2024-03-06")
    assert figures(rows, "place", low=31) == [(place,)]


def test_examples_of_where_people_were_arrested_are_not_where_all_were(told: Told) -> None:
    rows = told(
        "Kenyan police arrested 120 suspects on Wednesday in raids in ten counties, including Nakuru, Kisumu and Mombasa, a minister said.",
        published="2023-09-14",
    )
    assert figures(rows, "place", low=120) == [("Kenya",)]


@pytest.mark.parametrize("words", ["was felt as far away as Guayaquil", "cracked walls as far north as Guayaquil"])
def test_how_far_a_quake_was_felt_is_no_scene(told: Told, words: str) -> None:
    rows = told(
        f"An earthquake off the coast of Peru killed eight people on Wednesday and {words}, officials said.", published="2023-09-14"
    )
    assert figures(rows, "place", low=8) == [("Peru",)]


@pytest.mark.parametrize(
    ("headline", "place"),
    [
        ("At least 17 dead in Kenyan school fire", "Kenya"),
        ("Kenya school blaze kills 17", "Kenya"),
        ("Seventeen Kenyan pupils die in fire", "Nyeri"),
        ("Kenyan police say Nyeri school fire killed 17", "Nyeri"),
    ],
)
def test_a_headline_that_calls_the_happening_by_its_country_has_the_country(told: Told, headline: str, place: str) -> None:
    rows = told("A fire in a dormitory in Nyeri killed 17 pupils on Tuesday, police said.", headline=headline, published="2022-06-08")
    assert figures(rows, "place", low=17, sentence=headline) == [(place,)]


def test_the_place_of_an_office_told_with_its_holder_is_no_scene(told: Told) -> None:
    rows = told(
        "A drone struck a chemical plant in the Russian city of Saransk, authorities said.\n\n"
        "The head of the Erzya Republic, Artyom Zhdanov, confirmed the overnight attack.\n\nLater he reported two dead.",
        published="2025-02-04",
    )
    assert figures(rows, "place", low=2) == [("Saransk",)]


def test_two_towns_that_open_the_sentence_share_what_it_counts(told: Told) -> None:
    rows = told(
        "In Tanga and neighbouring Muheza, a total of 18 people were arrested on Sunday, Tanzanian police said.", published="2022-06-08"
    )
    assert figures(rows, "place", low=18) == [("Tanga",)]


def test_missiles_at_a_countrys_towns_hit_the_country(told: Told) -> None:
    rows = told(
        "A drone was shot down near Lahore on Thursday.\n\n"
        "It comes after Indian missile strikes on Pakistani towns that killed 31 people on Wednesday.",
        published="2025-05-08",
    )
    assert figures(rows, "place", low=31) == [("Pakistan",)]


def test_the_dead_in_the_blasts_have_the_days_of_the_blasts_told_before(told: Told) -> None:
    rows = told(
        '"The death toll has risen to 80," the health minister said on Wednesday as the raids on Yemen continued.\n\n'
        "On Friday and Saturday, bombs went off in two buses in Hodeidah.\n\nAt least 22 people were killed in the blasts.\n\n"
        "On Sunday, an air strike killed a rebel commander. The strike in the district of Haydan killed at least nine people.",
        headline="Death toll in raids on Yemen rises to 80",
        published="2024-10-09",
    )
    assert figures(rows, "start", "end", low=22) == [("2024-10-04", "2024-10-05")]
    assert figures(rows, "start", low=9) == [("2024-10-06",)]


@pytest.mark.parametrize(("words", "day"), [("in the assault", "2023-11-12"), ("in the truck bombing", "2023-11-15")])
def test_the_word_for_the_happening_says_of_which_it_is(told: Told, words: str, day: str) -> None:
    rows = told(
        "A truck bomb killed 15 people outside a ministry in Kabul on Wednesday, police said.\n\n"
        f"On Sunday, gunmen stormed a university in Herat.\n\nTwenty people were wounded {words}.",
        published="2023-11-16",
    )
    assert figures(rows, "start", low=20) == [(day,)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Divers resumed a search Sunday for nine workers feared missing after a barge overturned Thursday near Batangas.", "2023-04-06"),
        ("Rescuers were still looking on Sunday for nine miners missing since a shaft flooded on Wednesday in Coahuila.", "2023-04-05"),
        ("Nine rescuers went missing on Sunday while searching for victims of a landslide that hit Batangas on Thursday.", "2023-04-09"),
    ],
)
def test_people_are_missing_since_the_happening_and_not_since_the_search(told: Told, words: str, day: str) -> None:
    assert figures(told(words, published="2023-04-09"), "start", low=9) == [(day,)]


def test_the_day_of_a_briefing_still_to_come_is_not_that_of_the_missing(told: Told) -> None:
    rows = told(
        "Boats searched off Samoa on Thursday for survivors of a ferry that capsized at the weekend.\n\n"
        "The navy said it would give details on the search for 14 people who remain missing later on Thursday in a briefing in Apia.\n\n"
        "Crews found the body of one man who was on the ferry when it overturned on Sunday morning.",
        published="2022-03-17",
    )
    assert figures(rows, "start", low=14) == [("2022-03-13",)]


def test_numbers_that_add_up_to_the_one_before_have_its_day(told: Told) -> None:
    rows = told(
        "Soldiers freed 40 hostages in Zamfara, Nigeria, on Monday.\n\nOn Tuesday gunmen abducted 16 women in Katsina state.\n\n"
        '"They carried off 14 women and two girls near Danmusa village", a police spokesman said.',
        published="2022-03-17",
    )
    assert set(figures(rows, "start", measure="abducted")) == {("2022-03-15",)}


def test_a_dateline_may_end_in_an_agency_and_a_full_stop(told: Told) -> None:
    rows = told(
        "CUSCO, May 5, 2021, EFE. At least 24 people died when a coach fell into a gorge, police said.\n\n"
        "The coach left the road just before midnight on Monday, a police spokesman said on Wednesday.",
        published="2021-05-05",
    )
    assert figures(rows, "start", low=24) == [("2021-05-03",)]


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("Kenyan police held nine suspects in raids on Tuesday, officials said", "increment"),
        ("Nine students were held over the clashes, Kenyan police said", "increment"),
        ("At least nine people were being held in Kenya, lawyers said", "cumulative"),
        ("Nine people are still held after the protests in Kenya, lawyers said", "cumulative"),
    ],
)
def test_held_by_the_police_in_raids_is_an_arrest_and_no_stock(told: Told, words: str, mode: str) -> None:
    assert figures(told(f"{words}.", published="2019-02-06"), "mode", low=9) == [(mode,)]


def test_others_in_hospital_may_be_some_of_an_open_number(told: Told) -> None:
    rows = told(
        "Debris fell on a house in Bryansk region on Tuesday, killing two people and injuring at least three.\n\n"
        "Three others lay in hospital with burns.",
        published="2024-01-10",
    )
    assert figures(rows, "mode", measure="injured", qualifier="exact") == [("part",)]


def test_a_suicide_attack_called_by_the_country_harms_its_own_people(told: Told) -> None:
    rows = told(
        "A suicide attack on a bazaar in Bannu killed 17 people on Wednesday, police said.",
        headline="Pakistan suicide attack kills 17: police",
        published="2010-12-08",
    )
    assert set(figures(rows, "side")) == {("PAK",)}


def test_hours_counted_from_a_morning_end_the_day_after(told: Told) -> None:
    rows = told("Shelling killed five people in Sirte in the 24 hours from Saturday noon, medics said.", published="2020-06-22")
    assert figures(rows, "start", "end", low=5) == [("2020-06-20", "2020-06-21")]


@pytest.mark.parametrize(
    ("point", "day"), [("Four missiles were shot down", "2020-06-19"), ("Four missiles were shot down on Monday", "2020-06-22")]
)
def test_a_point_under_the_headline_takes_its_day_from_the_text_unless_it_has_one(told: Told, point: str, day: str) -> None:
    rows = told(
        f"• {point}\n\nRIYADH: The coalition said it had intercepted four missiles launched by the Houthis on Friday.",
        headline="Coalition shoots down missiles",
        published="2020-06-22",
    )
    assert figures(rows, "start", low=4, measure="intercepted")[-1] == (day,)


def test_weapons_known_by_their_number_have_the_day_they_were_told_with(told: Told) -> None:
    rows = told(
        "Two drones launched at Jeddah were shot down early Monday, the coalition said.\n\n"
        "It has shot down five missiles fired at the kingdom over the 24 hours from Saturday noon.\n\n"
        "A spokesman said the two drones were intercepted over the desert.",
        published="2020-06-22",
    )
    assert set(figures(rows, "start", low=2)) == {("2020-06-22",)}
