"""Captives counted as they come out, by what others confirm, who is still inside, what they are some of; and bodies by their boxes."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

_FREED = "BANGUI, March 3 - The government freed 240 rebel fighters on Sunday under the truce signed in January.\n\n"
_SWAP = "JUBA, March 3 - South Sudan and Sudan exchanged prisoners on Sunday. South Sudan got back 90 of its soldiers and Sudan 75.\n\n"
_DAY = "2024-03-03"


@pytest.mark.parametrize(
    ("words", "low", "status"),
    [
        ("At dusk 33 women filed out through the gates of Bimbo jail.", 33, "happened"),
        ("By noon dozens of men with bundles had streamed out of the central prison.", 24, "happened"),
        ("About 150 came from the central prison and the rest from the barracks at Bouar.", 135, "happened"),
        ("Another 50 are to leave the prison next week.", 50, "planned"),
    ],
)
def test_those_who_come_out_of_a_prison_are_let_go(told: Told, words: str, low: int, status: str) -> None:
    assert (low, status) in figures(told(_FREED + words, published=_DAY), "low", "status", measure="released")


@pytest.mark.parametrize(
    "words",
    [
        "Twelve visitors left the prison in tears.",
        "Sixty guards left the prison service last year.",
        "About 150 came from the surrounding villages to watch and the rest from the town.",
        "Last year 300 inmates broke out of the prison at Berberati.",
    ],
)
def test_visitors_guards_and_fugitives_are_not(told: Told, words: str) -> None:
    assert figures(told(_FREED + words, published=_DAY), "low", measure="released") == [(240,)]


def test_spies_who_walk_over_a_bridge_are_let_go(told: Told) -> None:
    body = (
        "OSLO, March 3 - Norway and Russia exchanged eight spies on Sunday at Storskog, where six people who had worked for the West "
        "walked into Norway and two Russians were driven the other way."
    )
    rows = told(body, published=_DAY)
    assert {(6, "increment"), (2, "increment")} <= set(figures(rows, "low", "mode", measure="released"))


def test_what_another_confirms_is_its_count(told: Told) -> None:
    body = _FREED + "The rebels for their part have let go 88 soldiers so far, their envoy said. The army confirms only 61."
    assert (61, "cumulative") in figures(told(body, published=_DAY), "low", "mode", measure="released")
    body = _FREED + "The government confirms only that talks go on and that 30 delegates are expected."
    assert figures(told(body, published=_DAY), "low", measure="released") == [(240,)]


def test_those_still_inside_are_held(told: Told) -> None:
    for words, low in (
        ('"About 30 are still inside," said a lawyer for the families.', 27),
        ("Another 310 are still our guests, the prison governor said with a smile.", 310),
    ):
        assert figures(told(_FREED + words, published=_DAY), "low", measure="detained", mode="cumulative") == [(low,)]
    for words in ("About 30 journalists are still inside the hall.", "Another 310 guests are still at the hotel."):
        assert figures(told(_FREED + words, published=_DAY), "low", measure="detained") == []


def test_kinds_of_those_freed_are_some_of_them(told: Told) -> None:
    for words, lows in (
        ("The ministry says: among those freed are 120 men of the north, 80 of the river brigades and 40 cooks.", {120, 80, 40}),
        ("Of the 240, most had been held in the capital and 35 in Bria, the Red Cross said.", {35}),
        ("According to the rebels' spokesman, 19 were foreigners and the others were Central African citizens.", {19}),
        ("Of those released, 60 took part in the defence of the port, 22 of them as gunners.", {60, 22}),
    ):
        rows = told(_FREED + words, published=_DAY)
        assert {low for (low,) in figures(rows, "low", measure="released", mode="part")} == lows
    for words in (
        "Of the 18 men on the commission, 12 had been judges.",
        "Among those who greeted them were 14 chiefs and six priests.",
        "According to their families, eight were tortured in the camp.",
    ):
        assert figures(told(_FREED + words, published=_DAY), "low", measure="released") == [(240,)]


def test_kinds_are_of_the_people_named(told: Told) -> None:
    rows = told(_SWAP + "Among the South Sudanese who came back were 50 infantrymen, 25 gunners and 15 sappers.", published=_DAY)
    assert figures(rows, "low", "side", mode="part") == [(15, "SSD"), (25, "SSD"), (50, "SSD")]


def test_detainees_set_free_beside_others_are_not_held(told: Told) -> None:
    rows = told(_FREED + "In February it let go 40 students in city jails and 118 detainees from Bouar.", published=_DAY)
    assert figures(rows, "measure", low=118) == [("released",)]
    rows = told(_FREED + "The rebels freed 17 policemen while the army still holds 25 captives from the south.", published=_DAY)
    assert figures(rows, "measure", low=25) == [("detained",)]


def test_each_sides_figure_is_no_part_of_what_both_freed(told: Told) -> None:
    body = _SWAP + "In December 2023, 130 prisoners went home: South Sudan freed 70 and Sudan 60."
    rows = [row for row in told(body, published=_DAY) if row["low"] in (60, 70)]
    assert figures(rows, "low", "side") == [(60, "SSD"), (70, "SDN")]
    assert not figures(rows, "low", mode="part")


def test_captives_told_on_either_side_of_against(told: Told) -> None:
    body = "HODEIDAH - Yemen's government and the Houthis traded captives on Sunday, 44 fighters against 19 soldiers."
    assert figures(told(body, published=_DAY), "low", measure="released") == [(19,), (44,)]
    body = "HODEIDAH - Yemen's government and the Houthis traded fire on Sunday, 44 fighters against 19 soldiers."
    assert figures(told(body, published=_DAY), "low", measure="released") == []


def test_an_exchange_under_way_on_its_day_has_happened(told: Told) -> None:
    body = "An exchange of captives took place on March 3. Ukraine is bringing home 40 of its soldiers."
    assert figures(told(body, published=_DAY), "status", low=40) == [("happened",)]
    body = "An exchange of captives took place on March 1. Ukraine is bringing home 40 of its soldiers next week."
    assert figures(told(body, published=_DAY), "status", low=40) == [("planned",)]


def test_bodies_in_boxes_and_what_are_thought_to_be_remains(told: Told) -> None:
    body = "HANOI, March 3 - Vietnam on Sunday handed over what are thought to be the remains of seven American airmen.\n\n"
    assert figures(told(body, published=_DAY), "measure", "low") == [("bodies_returned", 7)]
    more = told(body + "It may turn over up to 40 sets of remains this year, an official said.", published=_DAY)
    assert figures(more, "measure", "status", high=40) == [("bodies_returned", "planned")]
    body = (
        "SEOUL, March 3 - South Korea handed China 36 coffins of soldiers on Sunday.\n\nIt has sent home 900 since 2014 in yearly lots, "
        "the latest, of 25, in November."
    )
    assert figures(told(body, published=_DAY), "low", measure="bodies_returned") == [(25,), (36,), (900,)]


_POLITICAL = "MINSK, March 3 - Belarus released 52 political prisoners on Sunday, officials said.\n\n"


def test_nations_of_the_freed_are_told_with_one_verb(told: Told) -> None:
    rows = told(_POLITICAL + "Nine are Poles and four Lithuanians, the foreign ministry in Vilnius said.", published=_DAY)
    assert figures(rows, "low", measure="released", mode="part") == [(4,), (9,)]


def test_whom_they_were_taken_by_is_no_release(told: Told) -> None:
    rows = told(_POLITICAL + "Twelve of them were arrested again on Monday.", published="2024-03-05")
    assert figures(rows, "measure", low=12) == [("detained",)]
    rows = told(_SWAP + "Sixty of the soldiers had been captured by Sudanese forces in May.", published=_DAY)
    assert figures(rows, "measure", low=60) == [("captured",)]


def test_those_left_behind_are_held(told: Told) -> None:
    for words, low in (
        ("More than 1,100 stay behind, by Vesna's count.", 1101),
        ('"They still have 1,100 of ours," said the group Vesna.', 1100),
    ):
        assert figures(told(_POLITICAL + words, published=_DAY), "low", measure="detained") == [(low,)]
    body = 'MINSK, March 3 - "We counted 95 political prisoners yesterday," said a lawyer. "So about 40 are still inside."'
    rows = told(body, headline="Belarus frees 52 political prisoners", published=_DAY)
    assert figures(rows, "low", measure="detained") == [(36,), (95,)]


def test_those_freed_along_with_one_who_is_named(told: Told) -> None:
    body = "MINSK, March 3 - The blogger Ivan Sarok was suddenly freed from jail in the capital on Sunday, along with 11 other prisoners."
    assert figures(told(body, published=_DAY), "low", measure="released") == [(11,)]
    body = "KANO, March 3 - The mayor was killed on Sunday while he talked about schools, along with 30 pupils, to a crowd."
    assert figures(told(body, published=_DAY), "low", measure="killed") == []


def test_a_next_group_of_wounded_is_to_be_let_go(told: Told) -> None:
    body = (
        "ZAGREB, March 3 - Croatia and Serbia exchanged prisoners on Sunday, 40 on each side.\n\nA second party, of some 30 wounded, is to "
        "leave by train on Thursday."
    )
    assert figures(told(body, published=_DAY), "measure", "status", low=27) == [("released", "planned")]


def test_whom_a_coast_guard_takes_is_under_arrest(told: Told) -> None:
    body = "KARACHI, March 3 - Pakistan freed 60 Indian fishermen on Sunday.\n\nIts coastguard took 200 Indians off their boats last year."
    assert figures(told(body, published=_DAY), "measure", low=200) == [("detained",)]


def test_whom_others_carry_off_a_bus_is_not_abducted(told: Told) -> None:
    body = "TAIZ, March 3 - The Houthis freed 60 soldiers on Sunday.\n\nA doctor said four men were carried off the plane."
    assert figures(told(body, published=_DAY), "measure", "low") == [("released", 60)]
