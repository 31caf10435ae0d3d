"""Happenings that take days or a season, and the hurt who are moved and nursed: their days, their sums, and what is none of them."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "days"),
    [
        (
            "Police retook a prison in Lima on Saturday, ending a three-day mutiny that left 13 dead. It began on Thursday.",
            ("2025-10-30", "2025-11-01"),
        ),
        (
            "The unrest erupted on Thursday. Three days of clashes in the city killed 16 people, the minister said.",
            ("2025-10-30", "2025-11-01"),
        ),
        ("Troops ended a two-day siege of a hotel on Sunday in which 21 people died.", ("2025-11-01", "2025-11-02")),
        ("The riots broke out on Friday. The rioting lasted two days and left nine people dead.", ("2025-10-31", "2025-11-01")),
        # Other things that take days: help, mourning, a feast, a journey, and what comes days after.
        ("A ferry sank on Friday, killing 16 people. A three-day search ended on Sunday.", ("2025-10-31", "2025-10-31")),
        ("A blast killed 16 people on Friday at a three-day festival.", ("2025-10-31", "2025-10-31")),
        ("A bomb killed 16 people on Friday, three days after an attack on a bus.", ("2025-10-31", "2025-10-31")),
        ("A blast killed 16 people on Friday. Three days of mourning were declared.", ("2025-10-31", "2025-10-31")),
    ],
)
def test_a_stated_length_gives_a_happening_its_days(told: Told, body: str, days: tuple[str, str]) -> None:
    assert set(figures(told(body, published="2025-11-03"), "start", "end", measure="killed")) == {days}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("At least 34 people have died since Tuesday's quake.", [("2025-11-04", "2025-11-04", "increment")]),
        ("At least 34 people have died since Tuesday's derailment in the north.", [("2025-11-04", "2025-11-04", "increment")]),
        ("At least 34 people have died in clashes since Tuesday.", [("2025-11-04", "2025-11-06", "cumulative")]),
        ("At least 34 people have died since Tuesday's election.", [("2025-11-04", "2025-11-06", "cumulative")]),
    ],
)
def test_those_dead_since_a_shock_died_of_it(told: Told, body: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(told(body, published="2025-11-06"), "start", "end", "mode") == expected


def test_the_hurt_of_a_season_are_of_the_season_and_its_regions_are_parts(told: Told) -> None:
    rows = told(
        "Seasonal flooding in Niger has claimed 71 lives since June, the ministry said on Tuesday.\n\n"
        "In Maradi, 23 people died, followed by Tahoua with 16 and Tillaberi with 12. A further 90 people have been hurt.\n\n"
        "In Niamey, soldiers used boats on Monday to evacuate 220 people.",
        published="2025-09-09",
    )
    assert figures(rows, "low", "mode", measure="killed") == [(12, "part"), (16, "part"), (23, "part"), (71, "cumulative")]
    assert figures(rows, "start", "mode", measure="injured") == [("2025-06-01", "cumulative")]
    assert figures(rows, "start", measure="evacuated") == [("2025-09-08",)]


def test_an_outbreak_that_began_months_ago_has_no_day(told: Told) -> None:
    rows = told(
        "A cholera outbreak that began in the Zambian capital in October has now killed 66 people, the minister said.\n\n"
        "Three people died in the past 24 hours and 128 patients were being treated at a treatment centre.",
        published="2025-11-20",
    )
    assert figures(rows, "low", "start", "mode", measure="killed") == [(3, "2025-11-19", "increment"), (66, "2025-10-01", "cumulative")]
    assert not figures(rows, "low", measure="injured")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Twelve people were taken to hospital in Sukkur, and another 13 were moved to Rohri.", [("injured", 12), ("injured", 13)]),
        ("She said 17 survivors were being treated there.", [("injured", 17)]),
        ("She said 17 survivors were found.", [("rescued", 17)]),
        ("She said 17 survivors spoke of panic.", []),
    ],
)
def test_patients_are_hurt_wherever_they_are_moved(told: Told, sentence: str, expected: list[tuple[str, int]]) -> None:
    assert figures(told(f"A ferry sank off the coast on Friday.\n\n{sentence}"), "measure", "low") == expected


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("By noon, 340 of them had returned to their homes.", False),
        ("Some 340 have already returned home.", False),
        ("Another 340 were moved to schools.", True),
    ],
)
def test_evacuees_who_go_home_are_not_evacuated(told: Told, sentence: str, counted: bool) -> None:
    rows = told(f"A fire broke out at a depot on Friday. Rescuers evacuated 1,197 residents of three villages. {sentence}")
    assert bool(figures(rows, "measure", low=340)) is counted


@pytest.mark.parametrize(
    ("headline", "counted"),
    [
        ("Floods: toll rises to 71, more than 350,000 affected", [("killed", 71)]),
        ("Toll in floods rises to 71, some 4,000 stranded", [("killed", 71)]),
        ("Toll in floods rises to 71, with 40 missing", [("killed", 71), ("missing", 40)]),
    ],
)
def test_a_number_with_a_fate_of_its_own_is_no_toll(told: Told, headline: str, counted: list[tuple[str, int]]) -> None:
    assert figures(told("Floods hit the north on Friday.", headline=headline), "measure", "low") == counted


@pytest.mark.parametrize("sentence", ["Officials warned the number of dead could top 1,000.", "The toll may well pass 1,000, he said."])
def test_a_toll_that_may_rise_is_no_count(told: Told, sentence: str) -> None:
    assert not figures(told(f"A quake struck the city on Friday.\n\n{sentence}"), "low", status="happened")


def test_a_toll_stood_so_last_night_and_lasted_no_nights(told: Told) -> None:
    assert figures(told("A quake struck the city on Friday.\n\nThe death toll stood at 25 last night."), "measure", "low") == [
        ("killed", 25)
    ]


def test_other_ships_go_on_with_the_rescue(told: Told) -> None:
    rows = told("A storm hit the coast on Friday.\n\nNavy ships rescued 412 fishermen. Thai vessels picked up another 83.")
    assert figures(rows, "low", measure="rescued") == [(83,), (412,)]


def test_gunmen_free_travellers_and_not_their_own(told: Told) -> None:
    rows = told(
        "Bandits have released 11 of the 27 passengers they abducted on a road in Nigeria.\n\n"
        "The travellers were seized on May 12.\n\nOn Friday troops rescued four captives after a gun battle in which five bandits died."
    )
    assert figures(rows, "low", "side", measure="released") == [(4, "NGA"), (11, "NGA")]
    assert figures(rows, "low", "start", measure="abducted") == [(27, "2025-05-12")]
    assert figures(rows, "low", "start", measure="killed") == [(5, "2025-05-23")]


def test_no_policeman_is_among_hurt_inmates(told: Told) -> None:
    rows = told("A riot in a prison in Lima on Friday hurt 41 inmates.\n\nTwo police officers were wounded.")
    assert set(figures(rows, "mode")) == {("increment",)}


def test_two_counts_of_one_sentence_by_two_speakers_are_no_whole_and_part(told: Told) -> None:
    rows = told(
        "After clashes on Friday in Senegal the interior minister said 16 people had been killed in Dakar and Thies, while a rights group "
        "put the number of dead at 19."
    )
    assert figures(rows, "low", "mode") == [(16, "increment"), (19, "increment")]


def test_who_is_to_be_visited_later_dates_no_crash(told: Told) -> None:
    rows = told(
        "10:30\nA train has derailed in a tunnel near Hualien. Four people are dead.\n\n"
        "13:25\n41 people are now confirmed dead. The president is to visit the injured on Saturday.",
        headline="Taiwan train crash - live",
        published="2025-05-23",
    )
    assert set(figures(rows, "start")) == {("2025-05-23",)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The hospital said it had received 160 casualties, 45 of them with gunshot wounds.", [("injured", 45), ("injured", 160)]),
        ("Of those, four were airlifted to a hospital in Lima.", [("injured", 4)]),
        ("3,000 residents of lower streets were removed from their homes.", [("evacuated", 3000)]),
    ],
)
def test_who_takes_in_the_hurt_frees_nobody(told: Told, sentence: str, expected: list[tuple[str, int]]) -> None:
    rows = told(f"Police fired on a crowd in Lima on Friday. A court later freed a protester held in a jail.\n\n{sentence}")
    assert figures(rows, "measure", "low") == expected


@pytest.mark.parametrize(
    ("headline", "low"),
    [
        ("Court upholds conviction of captain over 295 deaths", 295),
        ("Two sentenced to prison over 295 deaths", 295),
        ("Quake leaves over 295 dead", 296),
    ],
)
def test_over_names_a_reason_where_people_are_judged(told: Told, headline: str, low: int) -> None:
    assert figures(told("A court sat in Seoul on Friday.", headline=headline), "low", measure="killed") == [(low,)]


def test_a_headline_that_detains_tells_what_was_done(told: Told) -> None:
    rows = told("The guards were held at their barracks, officials said.", headline="Turkey detains 300 presidential guards")
    assert figures(rows, "low", "mode") == [(300, "increment")]


@pytest.mark.parametrize(
    ("sentence", "mode"), [("Four suspects were held by police.", "increment"), ("Four suspects are still held by police.", "cumulative")]
)
def test_suspects_held_by_police_were_arrested(told: Told, sentence: str, mode: str) -> None:
    assert figures(told(f"A fire killed 38 people in Lima on Friday.\n\n{sentence}"), "mode", measure="detained") == [(mode,)]


def test_a_fire_that_has_burned_for_days_is_one(told: Told) -> None:
    rows = told(
        "Firefighters found two more bodies on Evia, raising to 17 the number of those killed by a wildfire that has burned on the island "
        "for five days."
    )
    assert figures(rows, "low", "mode", low=17) == [(17, "increment")]


def test_a_count_as_of_a_day_in_the_headline_is_not_the_news(told: Told) -> None:
    rows = told(
        "The toll from the cyclone, which made landfall near Beira on 14 March, has risen to 493.\n\nIn Manica, 132 people have died. "
        "The search will end on Friday.\n\nIn neighbouring Zimbabwe, 185 people have died, mainly in Chimanimani. In Malawi it rained.",
        headline="Cyclone Idai: update as of 28 March 2019",
        published="2019-03-29",
    )
    assert set(figures(rows, "start")) == {("2019-03-14",)}
    assert figures(rows, "side", low=185) == [("ZWE",)]


def test_states_that_are_torn_through_say_nothing(told: Told) -> None:
    rows = told(
        "At least 88 people, including 74 in Kentucky, have died after tornadoes tore through six US states on Friday night and Saturday "
        "morning, officials say.\n\nSix workers died when a warehouse collapsed in Edwardsville, Illinois.",
        published="2021-12-13",
    )
    assert set(figures(rows, "start", "end")) == {("2021-12-10", "2021-12-11")}


def test_a_town_of_the_storys_country_comes_before_a_region_abroad(told: Told) -> None:
    rows = told("KINSHASA, Congo - In the city of Beni, where 231 people have died of Ebola, protesters burned a clinic on Friday.")
    assert figures(rows, "side", measure="killed") == [("COD",)]


@pytest.mark.parametrize("sum_", ["Tk 20,000", "KSh 20,000", "Rp 20,000"])
def test_money_frees_nobody(told: Told, sum_: str) -> None:
    rows = told(f"A boat sank in the Karatoya river on Friday. Bodies were handed over to relatives. The families will get {sum_} each.")
    assert not figures(rows, "low", low=20000)
