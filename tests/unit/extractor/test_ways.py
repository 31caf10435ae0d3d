"""Which way those let go went: gapped halves, sums over both sides, what is given in return, kinds and stations on the way."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

YEMEN = "Yemen's government and the Houthi rebels exchanged prisoners on Friday in a swap of captives. "
CAUCASUS = "Azerbaijan and Armenia exchanged captives on Friday. "
GAZA = "Israel and Hamas exchanged captives on Friday. "


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Houthis got 70 of theirs back and the government 18.", [(18, "YEM"), (70, "houthis")]),
        ("The government got back 18 of its own, and the rebels 70 of theirs.", [(18, "YEM"), (70, "houthis")]),
        ("In April last year the sides freed almost 900 detainees.", [(810, None)]),
        ("A previous exchange freed 1,056.", [(1056, None)]),
    ],
)
def test_what_each_got_and_what_both_let_go(told: Told, sentence: str, expected: list[tuple[int, str | None]]) -> None:
    rows = told(YEMEN + sentence)
    assert figures(rows, "low", "side", measure="released") == expected


def test_each_half_of_a_swap_of_hostages_and_prisoners_has_its_side(told: Told) -> None:
    rows = told(GAZA + "Before it, 18 hostages and 383 prisoners had changed hands.")
    assert figures(rows, "low", "by", "mode") == [(18, "hamas", "cumulative"), (383, "ISR", "cumulative")]


def test_what_opens_with_in_return_goes_the_other_way(told: Told) -> None:
    rows = told(
        "Rebels freed 12 kidnapped villagers in northern Chad on Friday. In return, 20 men held by the state were handed over in exchange."
    )
    (_, first), (_, second) = figures(rows, "low", "side", measure="released")
    assert first != second


def test_a_third_country_on_the_way_home_gets_nobody_back(told: Told) -> None:
    rows = told(CAUCASUS + "Azerbaijan freed five Armenians. The five crossed into Georgia by bus before being flown to Yerevan.")
    assert set(figures(rows, "measure", "low", "side", "by")) == {("released", 5, "ARM", "AZE")}


def test_who_flees_across_a_border_is_still_displaced(told: Told) -> None:
    rows = told("Fighting broke out in Darfur on Friday. Some 300 people crossed into Chad.")
    assert figures(rows, "measure", "best") == [("displaced", 300)]


def test_kinds_of_those_coming_home(told: Told) -> None:
    rows = told(CAUCASUS + "Azerbaijan freed 32 Armenians. Among those coming home to Armenia were three women.")
    assert figures(rows, "low", "side", "mode", mode="part") == [(3, "ARM", "part")]


def test_where_those_let_go_were_taken_and_who_went_elsewhere(told: Told) -> None:
    rows = told(
        GAZA + "Israel freed 183 Palestinian prisoners. Three buses with 111 prisoners on board have arrived in Khan Younis. "
        "Another 42 went to the West Bank and three to East Jerusalem. Seven of them were taken to hospitals."
    )
    assert figures(rows, "low", "measure", mode="part") == [(3, "released"), (42, "released"), (111, "released")]


def test_a_promise_for_a_coming_month_is_no_deed(told: Told) -> None:
    rows = told("The ELN freed two soldiers on Friday. The rebels have promised to let nine of them go in August.")
    assert figures(rows, "low", "status", "start") == [(2, "happened", "2025-05-23"), (9, "planned", "2025-08-01")]


def test_a_headline_may_add_up_both_ways(told: Told) -> None:
    rows = told(
        "The United States and Iran traded three Americans for four Iranians on Friday. It was the third such swap since 2016, when four "
        "Americans were let go for seven Iranians.",
        headline="US, Iran trade seven prisoners",
    )
    assert figures(rows, "side", "start", low=7) == [(None, "2025-05-23"), ("IRN", "2016-01-01")]


def test_shares_of_the_held_are_of_their_whole(told: Told) -> None:
    rows = told(
        "Pakistan sent home 80 Indian fishermen on Friday. Pakistan is holding 282 Indian prisoners, 215 of them fishermen. "
        "India has 461 Pakistanis in its jails, of whom 116 are fishermen."
    )
    assert figures(rows, "low", "side", "by", measure="detained") == [
        (116, "PAK", "IND"), (215, "IND", "PAK"), (282, "IND", "PAK"), (461, "PAK", "IND"),
    ]  # fmt: skip


def test_the_day_of_an_agreement_is_not_that_of_the_release(told: Told) -> None:
    rows = told(
        "Some 360 Ethiopian prisoners of war returned today in an exchange with Eritrea. On the same day Ethiopia, under the Algiers "
        "Agreement of 12 December, released 359 Eritrean prisoners of war.",
        published="2000-12-23",
    )
    assert figures(rows, "low", "start") == [(324, "2000-12-23"), (359, "2000-12-23")]
