"""Those let go by pirates, by amnesty and in swaps: who is no side, what is only told, and which numbers are the same."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

CAUCASUS = (
    "YEREVAN, May 24 (Reuters) - Armenia and Azerbaijan exchanged more than 60 prisoners on Saturday, each side naming its own figure. "
)
SWAP = "WASHINGTON, May 24 (AP) - Iran released five Americans on Saturday in exchange for seven Iranians held in the United States. "
PIRATES = "LOME, May 24 (AFP) - Nigerian pirates on Friday freed a Greek tanker and its 18 crew after a ransom was paid, officials said. "


def test_who_names_a_figure_each_has_not_let_go_as_many(told: Told) -> None:
    rows = told(
        CAUCASUS + "Armenia's Defence Ministry said 32 of its soldiers had returned from Azerbaijani captivity and the same number of "
        "Azerbaijani troops had been sent home."
    )
    assert figures(rows, "low", "side", "mode") == [(32, "ARM", "increment"), (32, "AZE", "increment"), (61, None, "increment")]


def test_who_hands_over_as_many_each_has_let_them_go(told: Told) -> None:
    rows = told("YEREVAN (Reuters) - Armenia and Azerbaijan exchanged prisoners on Saturday, each side handing over 30 soldiers.")
    assert figures(rows, "low", "side") == [(30, "ARM"), (30, "AZE")]


def test_pirates_are_no_state_and_a_flag_is_no_side(told: Told) -> None:
    rows = told(PIRATES + "Pirates let go nine sailors from a Maltese tug in March.")
    assert figures(rows, "low", "side", "by") == [(9, None, "pirates"), (18, None, "pirates")]


def test_a_ship_has_its_number_and_is_no_captive(told: Told) -> None:
    rows = told(PIRATES + "The tanker, the Aegean Star 4, had been held for three months.")
    assert figures(rows, "low") == [(18,)]


def test_sailors_are_held_and_not_their_ships(told: Told) -> None:
    rows = told(PIRATES + "About 60 sailors from at least five ships are still in pirate hands, the maritime bureau said.")
    assert figures(rows, "best", "mode", measure="detained") == [(60, "cumulative")]


def test_a_power_that_left_long_ago_has_no_part_in_an_amnesty(told: Told) -> None:
    rows = told(
        "SINGAPORE (AP) - Sri Lanka's government pardoned more than 1,200 convicts for the 74th anniversary of independence from Britain. "
        "A rights group says at least 340 people have been arrested on political charges since March 2021."
    )
    assert figures(rows, "low", "side") == [(340, "LKA"), (1201, "LKA")]


def test_a_total_that_now_stands_somewhere(told: Told) -> None:
    rows = told(CAUCASUS + "The number of prisoners swapped through Qatari mediation has now reached 912, the ministry in Doha said.")
    assert figures(rows, "mode", low=912) == [("cumulative",)]


def test_a_total_since_the_start_of_a_war(told: Told) -> None:
    rows = told(CAUCASUS + "Since the start of the border war Yerevan has brought home 1,310 people, the state commission said.")
    assert figures(rows, "mode", low=1310) == [("cumulative",)]


@pytest.mark.parametrize(
    "sentence",
    ["Two other Americans were left out of this exchange.", "Three dual nationals were not included in the swap, a lawyer said."],
)
def test_who_is_left_out_is_not_let_go(told: Told, sentence: str) -> None:
    assert figures(told(SWAP + sentence), "low") == [(5,), (7,)]


def test_those_freed_on_a_past_day_are_free_whatever_list_names_them(told: Told) -> None:
    rows = told(SWAP + "The talks led to a list of the eight political prisoners freed from Iran on Saturday.")
    assert figures(rows, "status", low=8) == [("happened",)]


def test_whoever_is_confirmed_to_have_been_freed_is_free(told: Told) -> None:
    rows = told(
        "HAVANA - Cuba released 120 political prisoners on Friday, the church said. "
        "Twelve Spanish nationals are among those reported to have been freed."
    )
    assert figures(rows, "side", "status", "mode", low=12) == [("ESP", "happened", "part")]


def test_never_so_many_before_counts_nobody(told: Told) -> None:
    rows = told(
        "BOGOTA - The rebels released 16 hostages on Friday. "
        '"Never before have the guerrillas let go a similar number of people at once," the minister said.'
    )
    assert len(rows) == 1


def test_a_number_in_brackets_is_the_number_pointed_at(told: Told) -> None:
    rows = told(SWAP + '"I propose the release of an equal number (40) of the prisoners you hold," the president said.')
    assert len(figures(rows, "low", low=40)) == 1


@pytest.mark.parametrize(
    "sentence",
    ["Efforts continued to free three other Malaysians, kidnapped in May off Sandakan.", "Attempts went on to free three Filipinos."],
)
def test_what_efforts_go_on_for_is_not_done(told: Told, sentence: str) -> None:
    rows = told("MANILA - The gunmen freed eight Malaysian fishermen on Saturday. " + sentence)
    assert figures(rows, "status", low=3, measure="released") == [("planned",)]


def test_some_let_go_on_days_of_their_own_are_none_of_the_last(told: Told) -> None:
    rows = told(
        "YAOUNDE (AFP) - Gunmen on Saturday freed the last 60 pupils kidnapped from a school in Cameroon, the governor said. "
        "More than 130 were abducted on 30 April. Earlier this month about 50 of the pupils were let go."
    )
    assert figures(rows, "best", "mode", measure="released") == [(50, "increment"), (60, "increment")]


def test_who_is_missing_while_others_were_freed_is_held(told: Told) -> None:
    rows = told(
        "YAOUNDE (AFP) - Gunmen carried off 130 pupils on Friday. Boko Haram took 90 girls from a school in 2015. "
        "Many have since escaped or been released, but as many as 20 remain missing."
    )
    assert figures(rows, "mode", measure="missing") == [("cumulative",)]


def test_what_a_deal_of_days_provided_for_is_its_whole(told: Told) -> None:
    rows = told(
        "ADEN, May 24 (Northwire) - Yemen's government and the Houthi rebels freed some 150 detainees on Saturday, completing an "
        "exchange that began on Thursday. Their April deal provided for the release of 500 Houthi prisoners in return for 120 people "
        "held by the movement. Nearly 600 people have been freed since Thursday, the Red Cross said."
    )
    assert figures(rows, "low", "mode", status="planned") == [(120, "cumulative"), (500, "cumulative")]


def test_what_is_said_of_a_prison_is_not_said_of_those_in_it(told: Told) -> None:
    rows = told(
        "HAVANA - Cuba released 12 dissidents on Friday. About 40 to 60 men are thought to be held in Combinado prison, which US President "
        "Joe Biden announced should be shut."
    )
    assert figures(rows, "claimant", measure="detained") == [(None,)]


def test_a_plane_that_was_to_bring_others_is_no_part_of_the_swap(told: Told) -> None:
    rows = told(
        "KYIV (AFP) - Russia and Ukraine exchanged some 400 captives on Saturday, the first swap since a plane said to be carrying 65 "
        "prisoners crashed. Moscow said it had got back 195 soldiers."
    )
    assert figures(rows, "best", "side", "mode", status="happened") == [(195, "RUS", "increment"), (400, None, "increment")]


def test_a_sum_after_a_semicolon(told: Told) -> None:
    rows = told(CAUCASUS + "It was the 12th exchange of the war; in all 1,035 soldiers have come home, Yerevan says.")
    assert figures(rows, "mode", low=1035) == [("cumulative",)]


def test_whom_a_junta_lets_go_and_holds_are_the_countrys(told: Told) -> None:
    rows = told(
        "YANGON (AP) - Myanmar's military government freed 5,774 prisoners on Thursday under an amnesty. The junta had let off 712 of them "
        "early. More than 13,000 people are still detained for opposing the coup, a rights group says.",
        headline="Myanmar frees four women and 5,774 prisoners",
    )
    assert {row["side"] for row in rows if row["low"] in (5774, 13001)} == {"MMR"}
