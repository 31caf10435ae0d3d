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


def test_whoever_lets_go_is_a_side_however_little_it_is_named(told: Told) -> None:
    rows = told(
        "Belarus on Friday freed 52 prisoners after the United States lifted sanctions. Lithuania's president thanked the United States. "
        "The U.S. embassy in Lithuania said the Americans would press for more.",
        headline="Prisoners reach Lithuania after U.S. deal",
    )
    assert figures(rows, "low", "by") == [(52, "BLR")]


def test_an_even_swap_that_was_held_is_no_plan(told: Told) -> None:
    rows = told(
        "Russia and Ukraine have conducted a prisoner swap in the 84-for-84 format, the ministry said. On May 24, 84 Russian servicemen "
        "were returned. It was the sixth since the talks of May 3, at which the sides agreed to swap 1,200 prisoners each."
    )
    assert set(figures(rows, "status", "start", low=84)) == {("happened", "2025-05-24")}


def test_held_captives_who_came_home_are_let_go(told: Told) -> None:
    rows = told("Eighteen Cambodian soldiers held captive by Thailand for 155 days returned home on Friday in an exchange.")
    assert figures(rows, "measure", "low", "side", "by") == [("released", 18, "KHM", "THA")]


def test_ministers_of_both_sides_are_not_exchanged(told: Told) -> None:
    rows = told(
        "Thailand handed over 18 Cambodian soldiers on Friday in an exchange, after a truce observed by both sides under a statement "
        "signed by the two defense ministers."
    )
    assert figures(rows, "low") == [(18,)]


def test_those_who_came_out_with_the_freed(told: Told) -> None:
    rows = told(
        "Four Thai farm workers have been freed by Hamas, Bangkok says. They came out with 13 Israelis late on Friday in the exchange.",
        published="2025-05-25",
    )
    assert figures(rows, "low", "side", "start") == [(4, "THA", "2025-05-23"), (13, "ISR", "2025-05-23")]


def test_who_was_hurt_or_taken_before_is_of_the_day_of_release(told: Told) -> None:
    rows = told("The Houthis freed 290 prisoners today in Sanaa. Forty-two of them are survivors of the attack on a prison on 1 May.")
    assert figures(rows, "low", "start", "mode", measure="released") == [
        (42, "2025-05-24", "part"), (290, "2025-05-24", "increment"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "opening", ["In a related development, gunmen on Thursday killed 12 people.", "Gunmen killed 12 people on Thursday."]
)
def test_a_related_development_is_told_by_nobody(told: Told, opening: str) -> None:
    assert figures(told(opening), "low", "start") == [(12, "2025-05-22")]


def test_the_nations_that_a_whole_is_made_of_keep_theirs(told: Told) -> None:
    rows = told(
        "Rebels in Chad freed 26 foreign hostages on Friday. Ten Chinese, five Filipinos, five Cambodians, four Vietnamese and two "
        "Indonesians are well, the ministry said."
    )
    assert figures(rows, "side", mode="part") == [("CHN",), ("IDN",), ("KHM",), ("PHL",), ("VNM",)]


def test_exchanges_are_not_exchanged_themselves(told: Told) -> None:
    rows = told(
        "Ukraine and Russia each handed back 103 prisoners of war on Friday. Mediation has led to the release of 1,994 captives from both "
        "sides in eight exchanges."
    )
    assert sorted({row["low"] for row in rows}) == [103, 1994]
