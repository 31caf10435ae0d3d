"""Single sentences: what is counted, by which measure, in which group, and what is no count at all."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

CASES = [
    # what the parser is known to get wrong
    ("Two workers were killed and eight others injured in the blast, police said.", {("killed", 2), ("injured", 8)}),
    ("The strike left one man dead and six people hurt.", {("killed", 1), ("injured", 6)}),
    (
        "Air defences shot down 29 drones over Lviv, 15 over Poltava and 11 over Odesa.",
        {("intercepted", 29), ("intercepted", 15), ("intercepted", 11)},
    ),
    ("Of 60 drones, 40 were shot down.", {("launched", 60), ("intercepted", 40)}),
    ("Air defences shot down 19 of 24 drones overnight.", {("intercepted", 19), ("launched", 24)}),
    ("Air defences shot down six of the drones overnight.", {("intercepted", 6)}),
    ("About 5,300 people were hurt in the quake and up to 900 are missing.", {("injured", 4770), ("missing", 810)}),
    ("Police detained 120 people after the blast, 37 of whom were later released.", {("detained", 120), ("released", 37)}),
    ("With 59 confirmed dead in the wreck, more than 200 were aboard, including 18 crew members.", {("killed", 59)}),
    ("Dozens of former soldiers walked through the rebel-held town.", set()),
    ("Several fishermen were abducted and a handful hurt in the raid.", set()),
    ("Air defences shot down 57 of the 97 attack and decoy drones launched overnight.", {("intercepted", 57), ("launched", 97)}),
    ("The ministry says most of the 100 missiles fell into the sea.", {("launched", 100)}),
    ("The army says it destroyed 120 missile launchers in the raid.", set()),
    ("Police detained 40 miners in the raid; 26 managed to flee.", {("detained", 40), ("escaped", 26)}),
    ("Troops freed 160 of 167 people kidnapped last week.", {("released", 160), ("abducted", 167)}),
    ("Four inmates fell ill after the blast.", {("injured", 4)}),
    ("The hospital had taken in four dead civilians after the raid.", {("killed", 4)}),
    ("Two people, not one as the army said, died in the raid.", {("killed", 2)}),
    ("Their neighbour, 71, was killed in the storm.", set()),
    ("In the Nikopol district 3 people were hurt in the raid.", {("injured", 3)}),
    ("After the quake fighters burned the arms of 30 guerrillas.", set()),
    # nouns that stand for people
    ("Hospitals took in 47 people hurt in the raid and received 12 bodies.", {("injured", 47), ("killed", 12)}),
    ("Some 10,000 people were moved from villages by the river after the flood.", {("evacuated", 9000)}),
    ("A baby was one of 35 people who were declared dead after the wreck.", {("killed", 35)}),
    ("The flood claimed eleven lives.", {("killed", 11)}),
    ("The war has cost the lives of 1,100 soldiers.", {("killed", 1100)}),
    ("Divers recovered 14 bodies from the lake after the ferry sank.", {("killed", 14)}),
    # tolls
    ("The death toll from the quake rose to 47.", {("killed", 47)}),
    ("Officials put the number of injured at 30 after the crash.", {("injured", 30)}),
    # wholes and shares
    ("Nine of the injured in the crash were taken to hospital.", {("injured", 9)}),
    ("Twelve people were hurt in the crash, two of them children.", {("injured", 12), ("injured", 2)}),
    # what only looks like a count
    ("The party captured 17 seats and lost four.", set()),
    ("The company released 90 workers from a contract.", set()),
    ("The army held 24 hills for 11 days.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_a_sentence_counts_what_it_says(told: Told, sentence: str, expected: set[tuple[str, int]]) -> None:
    assert set(figures(told(sentence), "measure", "low")) == expected


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Three children were killed when a shell hit the yard.", "child"),
        ("Three soldiers were killed when a shell hit the yard.", "military"),
        ("Three civilians were killed when a shell hit the yard.", "civilian"),
        ("Three nurses were killed when a shell hit the clinic.", "medic"),
        ("Three people were killed when a shell hit the yard.", "all"),
    ],
)
def test_the_noun_tells_the_group(told: Told, sentence: str, group: str) -> None:
    assert figures(told(sentence), "measure", "low", "kind") == [("killed", 3, group)]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("At least 40 people were killed in the quake.", 40, None),
        ("Dozens of people were injured in the quake.", 24, 99),
        ("Nobody was hurt in the quake.", 0, 0),
        ("Between 20 and 25 people died in the quake.", 20, 25),
    ],
)
def test_bounds_are_those_the_words_allow(told: Told, sentence: str, low: int, high: int | None) -> None:
    assert figures(told(sentence), "low", "high") == [(low, high)]


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Seven of those wounded in the blast are children.", "child"),
        ("Seven of those wounded in the blast were nurses.", "other"),
        ("The blast wounded seven men.", "other"),
        ("The blast wounded seven soldiers and civilians.", "all"),
        ("The blast killed two children and wounded seven.", "all"),
        ("The blast killed two civilians and wounded seven.", "civilian"),
    ],
)
def test_the_flat_view_tells_soldiers_civilians_children_and_others_apart(told: Told, sentence: str, group: str) -> None:
    assert figures(told(sentence), "group", low=7) == [(group,)]


def test_bodies_are_of_the_group_of_the_dead(told: Told) -> None:
    rows = told("In a swap of prisoners and bodies, Eritrea received 27 bodies of its fallen soldiers from Ethiopia.")
    assert figures(rows, "measure", "low", "group") == [("bodies_returned", 27, "military")]


def test_bullets_under_a_count_are_its_parts(told: Told) -> None:
    rows = told("Air defences shot down 53 drones overnight:\n\n- 34 drones over the north,\n\n- 19 over the sea.")
    assert figures(rows, "measure", "unit", "low", "mode") == [
        ("intercepted", "drones", 19, "part"),
        ("intercepted", "drones", 34, "part"),
        ("intercepted", "drones", 53, "increment"),
    ]


def test_a_crosshead_that_counts_in_words_is_read(told: Told) -> None:
    rows = told("Fires burn on.\n\nFour people die in a storm\n\nThe storm moved east.")
    assert figures(rows, "measure", "low") == [("killed", 4)]


def test_a_player_shoots_no_weapons(told: Told) -> None:
    assert told("The guard shot 51 and 26 in the two games after the strike.") == []


def test_agreement_of_both_readers_shows_in_the_confidence(told: Told) -> None:
    (row,) = told("Three people were killed in the blast.")
    assert row["confidence"] == 0.99


def test_what_became_of_the_taken_counts_and_not_that_they_were_taken(told: Told) -> None:
    rows = told("More than 130 children abducted two weeks ago from their school in Kaduna, Nigeria, were rescued on Sunday.")
    assert figures(rows, "measure", "low") == [("released", 131)]


def test_a_day_between_release_and_the_released_holds_nobody(told: Told) -> None:
    rows = told("It comes after the release on Wednesday of two Americans held captive in Yemen by the Houthis.")
    assert figures(rows, "measure", "low", "side") == [("released", 2, "USA")]


def test_how_many_live_in_a_town_is_no_toll(told: Told) -> None:
    assert figures(told("Flames raced through Paradise, a town of 27,000 residents, killing 56 people."), "low") == [(56,)]


def test_one_for_one_is_a_ratio(told: Told) -> None:
    assert figures(told("Ukraine and Russia held a swap: 172 of the soldiers were exchanged one for one."), "low") == [(172,)]


def test_fallen_soldiers_who_are_received_are_bodies(told: Told) -> None:
    assert figures(told("Ukraine receives 1,212 fallen soldiers in a body swap with Russia"), "measure") == [("bodies_returned",)]


def test_the_captured_who_will_be_released_are_a_planned_release(told: Told) -> None:
    rows = told("It is understood that 445 of these prisoners were captured in Gaza in May and will be released back into Gaza by Israel.")
    assert figures(rows, "measure", "low", "status") == [("released", 445, "planned")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The remains of 14 Peruvian and nine Ecuadorian soldiers were exchanged.", {14, 9}),
        ("The remains of 12 Chadian & 30 Libyan soldiers were returned to their homelands.", {12, 30}),
        ("The bodies of eight soldiers and five policemen were handed over to Chad.", {8, 5}),
        ("The rebels handed four bodies to the Red Crescent.", {4}),
    ],
)
def test_the_remains_of_soldiers_of_two_countries_are_bodies_of_both(told: Told, sentence: str, expected: set[int]) -> None:
    rows = told(f"The two countries swapped prisoners on Friday. {sentence}")
    assert {(row["measure"], row["low"]) for row in rows} == {("bodies_returned", low) for low in expected}


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("There are 212 Kenyan prisoners in Ugandan jails.", 212),
        ("Another 95 Kenyans are in Ugandan custody.", 95),
        ("Some 40 Kenyan fishermen are still in Uganda's prisons.", 36),
    ],
)
def test_prisoners_in_a_countrys_jails_are_a_stock_that_it_holds(told: Told, sentence: str, low: int) -> None:
    rows = told(f"Kenya released 20 Ugandan fishermen on Friday. {sentence}")
    assert figures(rows, "measure", "side", "by", "mode", low=low) == [("detained", "KEN", "UGA", "cumulative")]


def test_those_who_die_in_a_prison_are_not_counted_as_held_there(told: Told) -> None:
    rows = told("Thirty-one inmates lost their lives in Machala prison on Sunday, twenty-seven of them by asphyxia.")
    assert figures(rows, "measure", "low") == [("killed", 27), ("killed", 31)]


def test_an_exchange_involving_so_many_detainees_let_them_go(told: Told) -> None:
    rows = told("The last exchange between Chad and Niger, involving about 600 detainees, took place in 2020. Chad freed 20 on Friday.")
    assert figures(rows, "measure", best=600) == [("released",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Forty soldiers captured in the spring arrived at the airport on Friday in a prisoner exchange between Chad and Niger.",
        "Forty villagers abducted in March reached the town of Bol on Friday after the rebels agreed to an exchange with Chad.",
        "Chad and Niger swapped prisoners on Friday. Forty officers captured at Bol were flown to the capital.",
    ],
)
def test_the_captured_who_arrive_somewhere_were_let_go(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "measure", "low") == [("released", 40)]


def test_the_once_captured_who_cross_the_border_are_released_on_that_day(told: Told) -> None:
    rows = told(
        "Chad and Sudan exchanged prisoners on Friday. Twenty men captured in 2019 and two women captured in May 2021 have crossed the "
        "Sudanese-Chadian border."
    )
    assert figures(rows, "measure", "low", "start") == [("released", 2, "2025-05-23"), ("released", 20, "2025-05-23")]


def test_captives_one_has_and_who_remain_in_captivity_are_held(told: Told) -> None:
    rows = told("Chad and Sudan talk of a swap. Chad has 300 Sudanese prisoners. Some 50 Chadians remain in Sudanese captivity.")
    assert figures(rows, "measure", "low", "side", "by") == [("detained", 45, "TCD", "SDN"), ("detained", 300, "SDN", "TCD")]


def test_had_beside_another_verb_holds_nobody(told: Told) -> None:
    assert figures(told("Nine prisoners had fought in Sudan, the minister of Chad said."), "low", measure="detained") == []


def test_survivors_among_those_freed_are_freed(told: Told) -> None:
    rows = told("Chad and Niger swapped prisoners on Friday. Among those released were also 12 survivors of the bombing of a jail.")
    assert figures(rows, "measure", "mode", low=12) == [("released", "part")]
