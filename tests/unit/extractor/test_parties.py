"""Who the two sides of a story are, and what follows for all its figures. Stories of several conflicts, all invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.extractor.conftest import Told, figures


def pairs(rows: list[dict[str, Any]], low: int) -> list[tuple[Any, ...]]:
    return figures(rows, "side", "by", low=low)


def test_a_movement_swaps_with_the_government_of_its_country_be_it_never_named(told: Told) -> None:
    rows = told(
        "Government troops and guerrillas of the National Liberation Army (ELN) on Saturday exchanged 24 captives near Arauca, Colombia. "
        "The ELN let go 12 men. In January the ELN freed 20 and the government let go 31."
    )
    assert pairs(rows, 20) == [("COL", "eln")]
    assert pairs(rows, 31) == [("eln", "COL")]


def test_a_power_that_helped_is_no_side_between_a_government_and_its_rebels(told: Told) -> None:
    rows = told(
        "KABUL - The Afghan government said it was releasing 700 Taliban prisoners on Tuesday, the most since the insurgents and the "
        "United States agreed on a deal that foresees a swap of 4,000 of them for 800 captives held by the militants. "
        "\n\nEighty were let go on Monday.\n\nThe Taliban have so far released 95 soldiers, a spokesman for the group said."
    )
    assert pairs(rows, 700) == [("taliban", "AFG")]
    assert pairs(rows, 4000) == [("taliban", "AFG")]
    assert pairs(rows, 800) == [("AFG", "taliban")]
    assert pairs(rows, 80) == [("taliban", "AFG")]
    assert pairs(rows, 95) == [("AFG", "taliban")]


def test_a_movement_that_deals_with_a_third_state_has_that_for_its_foe(told: Told) -> None:
    rows = told(
        "Yemen's Houthi movement freed 20 Saudi soldiers on Wednesday, and Saudi Arabia in turn released 60 Houthi fighters. "
        "Riyadh said the men were flown home from Yemen."
    )
    assert pairs(rows, 20) == [("SAU", "houthis")]
    assert pairs(rows, 60) == [("houthis", "SAU")]


def test_the_land_where_an_exchange_takes_place_is_no_side(told: Told) -> None:
    rows = told(
        "The eight people accused in Sweden of spying for Russia were swapped on Saturday at an airport in Helsinki, Finland. "
        "Two Swedish officers held in Russia were let go. The planes landed in the Finnish capital within minutes."
    )
    assert {row["by"] for row in rows} <= {"RUS", "SWE", None}


def test_whoever_holds_people_in_its_camps_is_a_side(told: Told) -> None:
    rows = told(
        "BAKU, Azerbaijan - Azerbaijani officials said 44 of their people came out of jails in Armenia on Saturday. "
        "In return Baku gave up 21 Armenians. The remains of 12 Azerbaijani soldiers will be returned through Iran."
    )
    assert pairs(rows, 44) == [("AZE", "ARM")]
    assert pairs(rows, 21) == [("ARM", "AZE")]


@pytest.mark.parametrize("country", ["Spain", "the United States"])
def test_opponents_flown_abroad_are_the_own_people_of_the_state_that_jailed_them(told: Told, country: str) -> None:
    rows = told(
        f"Cuba freed 75 opponents of the president on Thursday and flew them to {country}, which had offered nothing. "
        "\n\nAt least 50 people were killed when the police put down protests in Cuba last year. The government admits to 12 deaths."
        "\n\nIn 2015 it released 53 prisoners under an amnesty."
    )
    assert pairs(rows, 75) == [("CUB", "CUB")]
    assert figures(rows, "side", low=50) == [("CUB",)]
    assert figures(rows, "side", low=12) == [("CUB",)]
    assert pairs(rows, 53) == [("CUB", "CUB")]


def test_those_who_have_gone_home_are_the_others_people(told: Told) -> None:
    rows = told(
        "COLOMBO - Sri Lanka set free 85 Indian fishermen on Sunday. With this release 145 fishermen have gone home. "
        "India held 12 Sri Lankans at the time, while 125 Indians sat in Sri Lankan jails."
    )
    assert pairs(rows, 145) == [("IND", "LKA")]
    assert pairs(rows, 125) == [("IND", "LKA")]
    assert pairs(rows, 12) == [("LKA", "IND")]


def test_those_who_came_home_are_the_own_people_of_where_the_story_is_told(told: Told) -> None:
    rows = told("CHENNAI, India - India freed 12 Sri Lankans in an exchange. In all, 145 fishermen came home from Sri Lanka.")
    assert figures(rows, "side", low=145) == [("IND",)]


def test_gunmen_led_by_a_movement_are_the_movements(told: Told) -> None:
    rows = told(
        "Israel said on Saturday that Hamas had freed 11 hostages in Gaza. The war began with a raid in which Hamas-led "
        "gunmen shot dead about 1,200 people on farms in Israel and took 251 more hostage."
    )
    assert pairs(rows, 1080) == [("ISR", "hamas")]
    assert pairs(rows, 251) == [("ISR", "hamas")]


def test_a_country_that_opens_the_sentence_is_where_people_are_missing(told: Told) -> None:
    rows = told(
        "The Ukrainian teacher was detained by Russian forces in Russia's invasion. Russia freed five Ukrainian civilians in a swap. "
        "Across Ukraine, lawyers say, more than 16,000 villagers are missing."
    )
    assert figures(rows, "side", low=16001) == [("UKR",)]


def test_those_still_held_are_of_the_people_whom_the_story_has_seen_let_go(told: Told) -> None:
    rows = told("Russia released eight Ukrainian civilians in a prisoner swap with Ukraine. Forty-three others are still in jail.")
    assert pairs(rows, 43) == [("UKR", "RUS")]


def test_a_sentence_that_names_nobody_counts_the_people_just_counted(told: Told) -> None:
    rows = told(
        "Vietnam gave back the remains of three American airmen on Friday. Nearly 1,600 Americans are still missing from the war, "
        "1,200 of them in the south. About 58,000 were killed."
    )
    assert figures(rows, "side", measure="missing") == [("USA",), ("USA",)]
    assert figures(rows, "side", measure="killed") == [("USA",)]


def test_a_commission_of_the_continent_is_not_of_the_united_states(told: Told) -> None:
    rows = told("At least 40 people were killed in the protests in Honduras, the Inter-American commission said. Twelve died in a jail.")
    assert "USA" not in {value for row in rows for value in (row["side"], row["by"])}


def test_whom_something_is_given_gets_it(told: Told) -> None:
    rows = told("Vietnam gave Laos back the bodies of 36 soldiers in 2012. It has since sent home another 14.")
    assert figures(rows, "side", "by", low=36) == [("LAO", "VNM")]


def test_nobody_hands_bodies_over_to_itself(told: Told) -> None:
    rows = told("North Korea returned the remains of 55 men on Friday. It may hand over up to 200 sets of remains.")
    assert not [row for row in rows if row["side"] == row["by"]]


def test_those_freed_on_both_sides_are_nobodys_in_particular(told: Told) -> None:
    rows = told("Russia freed 115 Ukrainian soldiers in a prisoner swap with Ukraine. So far 1,790 captives have been freed on both sides.")
    assert pairs(rows, 1790) == [(None, None)]


def test_an_amnesty_in_another_item_of_a_digest_is_of_its_own_country(told: Told) -> None:
    rows = told(
        "PAKISTAN\nPakistan and India swapped 40 prisoners at Wagah on Thursday, and India freed 20 Pakistanis.\n\n"
        "MYANMAR\nThe military government pardoned 9,600 prisoners on Thursday.\n\n"
        "BANGLADESH\nBangladesh's police have rounded up some 1,300 people before the vote."
    )
    assert pairs(rows, 9600) == [("MMR", "MMR")]
    assert figures(rows, "side", measure="detained") == [("BGD",)]
