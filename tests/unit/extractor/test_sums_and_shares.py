"""What is a sum over several happenings, and what a share of one."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Three attacks in Pakistan killed 21 people on Friday. In Quetta a bomb killed 12 people. Gunmen shot dead six in Karachi.",
            [(6, "increment"), (12, "increment"), (21, "cumulative")],
        ),
        (
            "Two bus crashes in Peru killed 31 people on Friday. In Puno 19 people died, police said. In Ica 12 people died.",
            [(12, "increment"), (19, "increment"), (31, "cumulative")],
        ),
        (
            "Two blasts at a church in Jos, Nigeria, killed 14 people on Friday. The second blast in Jos killed nine people.",
            [(9, "part"), (14, "increment")],
        ),
    ],
)
def test_attacks_told_one_by_one_are_what_happened_and_their_number_together_a_sum(
    told: Told, body: str, modes: list[tuple[int, str]]
) -> None:
    assert figures(told(body), "low", "mode", measure="killed") == modes


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Between January and April 212 people were killed in the state.", "cumulative"),
        ("The week before, 31 people died in several raids in the state.", "cumulative"),
        ("In the first quarter 31 people were killed in the state.", "cumulative"),
        ("Last year 2,300 people were killed in the northwest.", "cumulative"),
        ("Last year 23 people died in Zamfara when a bus caught fire.", "increment"),
        ("Between 20 and 25 people were killed in the town of Gusau in March.", "increment"),
    ],
)
def test_the_dead_of_a_period_are_a_sum(told: Told, sentence: str, mode: str) -> None:
    rows = told(f"Gunmen killed nine farmers in Zamfara, Nigeria, on Friday.\n\n{sentence}")
    assert [row["mode"] for row in rows if row["measure"] == "killed"][1:] == [mode]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("On Friday soldiers recovered eight bodies from a school.", "part"),
        ("A hospital said that eight patients were dead on arrival.", "part"),
        ("Eight bodies had been found by then, the army had said.", "increment"),
    ],
)
def test_bodies_brought_up_are_some_of_the_dead(told: Told, sentence: str, mode: str) -> None:
    rows = told(f"An earthquake that struck Nepal on Monday killed 312 people.\n\n{sentence}", published="2025-05-23")
    assert [row["mode"] for row in rows if row["low"] == 8] == [mode]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Chad and Niger freed 80 prisoners each on Friday. Each has so far handed over 50 soldiers and 30 civilians, officials said.",
            [(30, "part"), (30, "part"), (50, "part"), (50, "part"), (80, "increment"), (80, "increment")],
        ),
        (
            "Niger released 113 Chadian prisoners on Friday. A plane landed in Zinder with 70 Chadian prisoners whom Niger had freed.",
            [(70, "part"), (113, "increment")],
        ),
        (
            "Niger released 113 Chadian prisoners on Friday. Friday's flight brought the prisoners home, 16 Kenyans and three "
            "Somalis among them.",
            [(3, "part"), (16, "part"), (113, "increment")],
        ),
    ],
)
def test_some_of_those_freed_on_a_day_are_parts(told: Told, body: str, modes: list[tuple[int, str]]) -> None:
    assert figures(told(body), "low", "mode", measure="released") == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Chad and Niger finished exchanging 300 prisoners each on Friday. In the last round each freed 90 prisoners.",
            {90: "increment", 300: "cumulative"},
        ),
        (
            "Chad and Niger exchanged prisoners on Friday, each freeing 95. In April both agreed to swap 300 prisoners each.",
            {95: "increment", 300: "cumulative"},
        ),
        (
            "Chad and Niger exchanged 190 prisoners on Friday. Its president had said that each side would release 95 prisoners.",
            {95: "increment", 190: "increment"},
        ),
        (
            "A truce foresees the release of 33 hostages in six weeks. Four of them were let go on Friday.",
            {4: "increment", 33: "cumulative"},
        ),
    ],
)
def test_a_whole_exchange_is_more_than_one_of_its_days(told: Told, body: str, modes: dict[int, str]) -> None:
    rows = told(body, published="2025-05-23")
    assert {row["low"]: row["mode"] for row in rows if row["measure"] == "released"} == modes


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("The main hospital had admitted 35 of the wounded by noon.", "part"),
        ("A doctor at the city's main hospital said that 35 injured people had been brought in.", "part"),
        ("An earlier count by the hospital that treated them was of 35 injured.", "increment"),
    ],
)
def test_those_a_hospital_took_in_are_some_of_the_injured(told: Told, sentence: str, mode: str) -> None:
    rows = told(f"A blast in Kano, Nigeria, injured 70 people on Friday, police said.\n\n{sentence}", published="2025-05-23")
    assert [row["mode"] for row in rows if row["low"] == 35] == [mode]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Shelling killed eight people in Sudan on Friday. The war has killed more than 40,000 people, according to the UN.",
            [(8, "increment"), (40001, "cumulative")],
        ),
        (
            "Police shot dead two men in Kenya on Friday. The operation, now in its third week, has killed 25 people.",
            [(2, "increment"), (25, "cumulative")],
        ),
        (
            "An ambush in Mali killed 15 soldiers on Friday, the army said, raising the number of dead this month to 84.",
            [(15, "increment"), (84, "cumulative")],
        ),
        (
            "A clash in Mali killed 15 soldiers on Friday. The clash has killed 16 people, the army said later.",
            [(15, "increment"), (16, "increment")],
        ),
    ],
)
def test_what_a_war_or_a_month_has_killed_is_a_sum(told: Told, body: str, modes: list[tuple[int, str]]) -> None:
    assert figures(told(body), "low", "mode", measure="killed") == modes


def test_how_far_a_promised_exchange_has_come_is_a_sum(told: Told) -> None:
    rows = told(
        "Chad freed eight rebels on Friday. So far 17 of the 33 rebels who are to be freed are home. In all, 412 rebels have been freed.",
        published="2025-05-23",
    )
    assert (8, "increment") in figures(rows, "low", "mode")
    assert {(17, "cumulative"), (412, "cumulative")} <= set(figures(rows, "low", "mode"))


def test_an_exchange_named_by_its_numbers_is_no_sum_since_the_war_began(told: Told) -> None:
    rows = told(
        "Chad and Niger traded 60 prisoners of war on Friday.\n\n"
        "After the 32-for-28 exchange, more than 500 Chadian soldiers have come home since the war began, an official said."
    )
    assert {(row["low"], row["mode"]) for row in rows} == {(60, "increment"), (32, "increment"), (28, "increment"), (501, "cumulative")}


def test_nights_and_days_told_one_by_one_are_counts_and_the_number_of_all_a_sum(told: Told) -> None:
    nights = told(
        "More than 60 people have been killed and 90 hurt in three nights of NATO air strikes near Sirte, a local council said.\n\n"
        "The first night left 40 dead and 55 wounded. A second night of raids killed ten and hurt 20.",
        published="2011-05-03",
    )
    modes = [("injured", 20, "increment"), ("injured", 55, "increment"), ("injured", 90, "cumulative")]
    assert figures(nights, "measure", "low", "mode", measure="injured") == modes
    assert figures(nights, "low", "mode", measure="killed") == [(10, "increment"), (40, "increment"), (61, "cumulative")]
    days = told(
        "At least 30 people were killed in weekend air raids by Saudi jets in Yemen's Marib province, residents said.\n\n"
        "On Saturday jets struck a market in Sirwah, killing 20 people. Another ten people were killed in Marib on Sunday.",
        published="2011-05-02",
    )
    assert figures(days, "low", "mode", "start", "end") == [
        (10, "increment", "2011-05-01", "2011-05-01"),
        (20, "increment", "2011-04-30", "2011-04-30"),
        (30, "cumulative", "2011-04-30", "2011-05-01"),
    ]


def test_what_is_told_above_three_nights_of_strikes_is_none_of_their_counts(told: Told) -> None:
    rows = told(
        "A medic at the Tunisian border treated six of the rebels, who crossed on Monday.\n\n"
        "More than 60 people have been killed and 90 hurt in three nights of NATO air strikes near Sirte, a local council said.\n\n"
        "The first night left 40 dead and 55 wounded. A second night of raids killed ten and hurt 20.",
        published="2011-05-03",
    )
    assert figures(rows, "measure", "mode", low=6) == [("injured", "part")]


def test_one_day_of_several_alone_makes_no_sum_of_them(told: Told) -> None:
    rows = told(
        "At least 30 people were killed in three days of clashes in Karachi, police said on Tuesday. Twelve of them died on Sunday.",
        published="2011-05-03",
    )
    assert figures(rows, "low", "mode") == [(12, "part"), (30, "increment")]


def test_so_many_each_are_counted_at_every_place_of_the_list(told: Told) -> None:
    rows = told(
        "Air defences shot down 29 Ukrainian drones overnight, the Russian Defence Ministry said: six each over the Lipetsk and Penza "
        "Regions, four each over the Republic of Crimea, Rostov Region, three each over the Ryazan and Saratov Regions and over "
        "the Azov Sea."
    )
    places = {row["place"]: row["low"] for row in rows if row["mode"] == "part"}
    assert places == {
        "Lipetsk region": 6,
        "Penza region": 6,
        "Crimea republic": 4,
        "Rostov region": 4,
        "Ryazan region": 3,
        "Saratov region": 3,
        "Azov Sea": 3,
    }
    assert figures(rows, "place", low=29) == [(None,)]
    storm = told("A storm killed 14 people in Brazil. Six died in Bahia, three each in Pernambuco and Alagoas and two in Sergipe.")
    assert figures(storm, "place", low=3) == [("Alagoas",), ("Pernambuco",)]


def test_a_town_that_tells_the_time_is_no_place_and_whoever_reports_a_downing_did_it(told: Told) -> None:
    rows = told("From 9 p.m. Moscow time to 7 a.m. on May 24, 41 Ukrainian drones were shot down, the Russian Defence Ministry said.")
    assert figures(rows, "low", "side", "by", "place") == [(41, "UKR", "RUS", None)]


def test_the_death_that_raises_a_toll_is_only_the_difference(told: Told) -> None:
    rows = told("The toll of the floods in Peru rose to 37 after another death in Piura.")
    assert figures(rows, "low") == [(37,)]
    assert figures(told("New South Wales has recorded 18 deaths on its roads."), "low", "side") == [(18, "AUS")]
