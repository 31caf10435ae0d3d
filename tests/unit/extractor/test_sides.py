"""Whose the counted are and who did it: releases, the air war, the dead. Sentences of several conflicts, all invented."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.extractor.conftest import Told, figures


def pairs(rows: list[dict[str, Any]], low: int) -> list[tuple[Any, ...]]:
    return figures(rows, "side", "by", low=low)


def test_as_many_of_a_people_repeats_the_number_with_the_sides_turned(told: Told) -> None:
    rows = told("Chad said 60 of its soldiers were freed by Niger in the prisoner exchange. As many Nigeriens had come back from Chad.")
    assert pairs(rows, 60) == [("NER", "TCD"), ("TCD", "NER")]


def test_a_formula_is_one_promise_for_each_side_and_no_deed(told: Told) -> None:
    rows = told('Chad and Niger hold talks on a prisoner swap. "We got 500 for 500," said the Chadian negotiator, Ali Haroun.')
    assert {(row["side"], row["by"]) for row in rows if row["low"] == 500} == {("NER", "TCD"), ("TCD", "NER")}


def test_who_only_mediates_takes_no_captives(told: Told) -> None:
    rows = told(
        "Hamas freed three Israeli hostages on Saturday in an exchange mediated by Qatar and Egypt. "
        "The bodies of four more hostages were handed over to Israel by the Red Cross. Qatar hailed the exchange."
    )
    assert pairs(rows, 3) == [("ISR", "hamas")]
    assert pairs(rows, 4) == [("ISR", "hamas")]


def test_a_movement_gets_back_its_people_by_the_name_of_the_people(told: Told) -> None:
    rows = told("Israel released 110 prisoners in exchange for eight hostages of Hamas. The freed Palestinians were cheered in Ramallah.")
    assert pairs(rows, 110) == [("PSE", "ISR")]


def test_a_swap_of_so_many_is_a_sum_over_both_sides(told: Told) -> None:
    rows = told("Armenia and Azerbaijan swapped 34 prisoners at the border on Wednesday, officials said.")
    assert pairs(rows, 34) == [(None, None)]


def test_a_ratio_counts_nobody(told: Told) -> None:
    rows = told("Under the deal Israel frees 30 Palestinian prisoners for each hostage. Hamas freed six hostages on Saturday.")
    assert figures(rows, "low") == [(6,)]


def test_in_all_after_one_sides_figure_is_that_sides(told: Told) -> None:
    rows = told(
        "In the exchange Sudria got back 51 of its soldiers from Norland. Chad got back 40 captives from Niger on Friday and 90 in all."
    )
    assert pairs(rows, 90) == [("TCD", "NER")]


def test_a_government_lets_go_its_own_people(told: Told) -> None:
    rows = told("VILNIUS (NW) - Belarus released 14 political prisoners on Saturday after a visit by a Lithuanian envoy.")
    assert pairs(rows, 14) == [("BLR", "BLR")]


def test_foreigners_let_go_beside_a_swap_are_of_their_own_country(told: Told) -> None:
    rows = told("Hamas freed 13 Israelis and 10 Thais on Friday in exchange for 39 Palestinians held by Israel.")
    assert pairs(rows, 10) == [("THA", "hamas")]


def test_who_gets_its_own_in_return_has_given(told: Told) -> None:
    rows = told("Armenia returned one captive in exchange for five Armenians on Tuesday. Azerbaijan confirmed the swap.")
    assert pairs(rows, 1) == [("AZE", "ARM")]


def test_kidnappers_are_those_who_carried_them_off(told: Told) -> None:
    rows = told("Islamist insurgents abducted 90 villagers in Mozambique on Monday. The kidnappers let 27 of the girls go on Thursday.")
    assert pairs(rows, 27) == [("MOZ", "islamist-insurgents")]


def test_captives_flown_home_in_a_swap_are_released(told: Told) -> None:
    rows = told("Yemen's government and the Houthis began a prisoner exchange. A plane carrying 60 Houthi prisoners landed in Sanaa.")
    assert figures(rows, "measure", "low", "side") == [("released", 60, "houthis")]


def test_nameless_rebels_are_the_group_the_story_names(told: Told) -> None:
    rows = told(
        "Colombia's largest guerrilla group, the leftist FARC, freed two police officers on Friday.",
        headline="Colombian guerrillas release two police officers",
    )
    assert {row["by"] for row in rows} == {"farc"}


def test_enemy_fighters_killed_by_the_army_are_the_movements(told: Told) -> None:
    rows = told("The army of Ethiopia attacked the Oromo Liberation Army in Oromia on Friday. The army said 22 fighters were killed.")
    assert pairs(rows, 22) == [("oromo-liberation-army", "ETH")]


def test_unnamed_terrorists_are_no_party(told: Told) -> None:
    rows = told("BAMAKO (NW) - The army killed 15 terrorists in an operation on Friday, the Malian defence ministry said.")
    assert pairs(rows, 15) == [(None, "MLI")]


def test_a_health_ministry_counts_the_dead_of_its_country(told: Told) -> None:
    rows = told("Israel and Iran fired missiles at each other. Iran's health ministry spoke of 224 dead on Monday.")
    assert pairs(rows, 224) == [("IRN", "ISR")]


def test_drones_shot_down_belong_to_whoever_launched_them(told: Told) -> None:
    rows = told("Sudan's army said it shot down 21 drones launched by the paramilitary Rapid Support Forces.")
    assert pairs(rows, 21) == [("rsf", "SDN")]


def test_who_attacks_with_drones_is_their_owner(told: Told) -> None:
    rows = told("On Friday night the Russians attacked Ukraine with 16 drones and the Ukrainian army shot down 14 of them.")
    assert pairs(rows, 16) == [("RUS", "RUS")]
    assert pairs(rows, 14) == [("RUS", "UKR")]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Forty hostages of al-Shabaab were freed in Kenya on Friday in a raid by Kenyan troops.", "al-shabaab"),
        ("Forty Boko Haram hostages were freed in Nigeria on Friday.", "boko-haram"),
        ("Israel and Hamas went on with the exchange on Friday. Forty Hamas hostages were freed at noon.", "hamas"),
    ],
)
def test_hostages_of_an_armed_group_are_not_its_own_people(told: Told, text: str, party: str) -> None:
    assert all(side != party for (side,) in figures(told(text), "side", low=40))


def test_the_country_named_right_behind_each_number_is_its_side(told: Told) -> None:
    rows = told("Peru and Ecuador swapped prisoners. The remains of 14 Peruvian and nine Ecuadorian soldiers were taken home.")
    rows += told("Kenya and Uganda exchanged the remains of 11 Kenyan & 20 Ugandan soldiers.")
    assert {(row["low"], row["side"]) for row in rows} >= {(11, "KEN"), (20, "UGA")}


def test_a_story_may_call_an_armed_group_by_its_initials(told: Told) -> None:
    rows = told(
        "The Kachin Independence Army (KIA) stopped a bus near Bhamo. AA troops were not there. "
        "The Arakan Army seized a ferry on Friday. AA troops took 31 passengers hostage, and the AA released 12 of them."
    )
    assert figures(rows, "by", measure="abducted") == [("arakan-army",)]


def test_the_enemy_of_a_communique_that_names_nobody_is_the_one_its_country_fights(told: Told) -> None:
    rows = told(
        "In the night the adversary attacked with 64 strike UAVs of the Shahed type.\n\n"
        "As of 09:00 the air defence has shot down 60 enemy UAVs over the Kharkiv and Poltava regions."
    )
    assert pairs(rows, 64) == [("RUS", "RUS")]
    assert pairs(rows, 60) == [("RUS", "UKR")]


def test_where_drones_were_launched_from_is_not_where_they_were_sent(told: Told) -> None:
    rows = told(
        "In the night the enemy attacked with 64 drones launched from Kursk, Bryansk and Primorsko-Akhtarsk.\n\n"
        "Of these, 60 were shot down over the Kharkiv and Poltava regions."
    )
    assert pairs(rows, 64) == [("RUS", "RUS")]


def test_the_enemy_of_a_country_with_many_is_left_open(told: Told) -> None:
    rows = told("In the night the enemy sent 64 drones at Haifa, the army said.")
    assert pairs(rows, 64) == [(None, None)]


def test_the_second_clause_of_a_swap_has_its_own_giver(told: Told) -> None:
    rows = told("Hamas released three Israeli hostages on Saturday and Israel freed 183 Palestinian prisoners.")
    assert figures(rows, "low", "side", "by") == [(3, "ISR", "hamas"), (183, "PSE", "ISR")]


def test_members_of_a_movement_traded_with_prisoners_go_the_other_way(told: Told) -> None:
    rows = told(
        "Yemen's government and the Houthis went on with their exchange. The government said that 151 government prisoners "
        "were traded with 201 Houthis on Friday."
    )
    assert figures(rows, "low", "side", "by") == [(151, "YEM", "houthis"), (201, "houthis", "YEM")]


def test_who_repatriates_its_dead_gets_them_back(told: Told) -> None:
    rows = told("Ukraine said it has repatriated more than 1,200 bodies of soldiers killed in the war with Russia.")
    assert figures(rows, "measure", "side", "by") == [("bodies_returned", "UKR", "RUS")]


def test_residents_of_ones_own_region_are_got_back(told: Told) -> None:
    rows = told(
        "Russia and Ukraine swapped captives. They sent home 146 captives each, and Russia also gave back eight residents of "
        "the Kursk region."
    )
    assert figures(rows, "side", "by", low=8) == [("RUS", "UKR")]


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        ("The Houthis got back 104 of their fighters and the government 37 soldiers.", (104, "houthis", "YEM"), (37, "YEM", "houthis")),
        ("Yemen released 66 Houthi prisoners and the Houthis 18 soldiers.", (66, "houthis", "YEM"), (18, "YEM", "houthis")),
    ],
)
def test_a_verb_said_once_holds_for_each_side_and_its_own(
    told: Told, sentence: str, first: tuple[int, str, str], second: tuple[int, str, str]
) -> None:
    rows = told(f"Yemen's government and the Houthi movement exchanged prisoners on Friday. {sentence}")
    assert [(low, *pair) for low in (first[0], second[0]) for pair in pairs(rows, low)] == [first, second]


@pytest.mark.parametrize(
    "sentence",
    [
        "India and Pakistan released 80 fishermen between them on Monday.",
        "Between them, India and Pakistan freed 80 prisoners on Monday.",
        "The two rival sides free 80 prisoners, officials in India and Pakistan said.",
    ],
)
def test_what_two_free_between_them_is_of_neither_side(told: Told, sentence: str) -> None:
    rows = told(f"India and Pakistan exchanged prisoners on Monday. {sentence}")
    assert pairs(rows, 80) == [(None, None)]


def test_those_of_a_digests_item_are_of_the_country_that_labels_it(told: Told) -> None:
    rows = told(
        "Here is a list of disasters of the past seven days.\n\n"
        "CHILE - Forest fires in the Valparaiso region killed 112 people on Sunday.\n\n"
        "PHILIPPINES - At least six people were killed in a landslide in the village of Masara on Sunday.\n\n"
        "MADAGASCAR - Cyclone Alvaro killed at least 19, according to a count published on Wednesday.",
        published="2024-02-05",
    )
    assert figures(rows, "low", "side") == [(6, "PHL"), (19, "MDG"), (112, "CHL")]


def test_bodies_found_and_handed_over_are_given_back(told: Told) -> None:
    rows = told(
        "Armenia and Azerbaijan exchanged prisoners on Monday. The remains of 11 servicemen were found and handed over to the Armenian "
        "side."
    )
    assert figures(rows, "measure", "low", "side", "by") == [("bodies_returned", 11, "ARM", "AZE")]


def test_an_exchange_of_one_for_one_counts_nobody(told: Told) -> None:
    rows = told(
        "Russia and Ukraine exchanged prisoners on Monday. From Russian captivity 218 came home; 172 of them were swapped one for one."
    )
    assert {row["low"] for row in rows} == {218, 172}


def test_what_a_plan_gives_in_return_goes_the_other_way(told: Told) -> None:
    rows = told(
        "Yemen's government and the Houthis exchanged prisoners on Wednesday. On Saturday the Houthis are to let 12 more soldiers go in "
        "exchange for 48 fighters."
    )
    assert pairs(rows, 12) == [("YEM", "houthis")]
    assert pairs(rows, 48) == [("houthis", "YEM")]


def test_an_earlier_count_is_of_those_that_the_sentence_counts(told: Told) -> None:
    rows = told(
        "Twelve Turkish soldiers have died in a cave in northern Iraq, the ministry said on Monday, more than double the number it had "
        "announced a day earlier, when it spoke of five."
    )
    assert figures(rows, "low", "side", "group") == [(5, "TUR", "military"), (12, "TUR", "military")]


def test_whoever_acts_after_the_source_of_a_report_is_the_doer(told: Told) -> None:
    rows = told("According to the Red Cross, Ethiopia's army has released 25 Sudanese prisoners of war. The swap began in May.")
    assert pairs(rows, 25) == [("SDN", "ETH")]


def test_who_is_ready_to_part_with_bodies_gives_them(told: Told) -> None:
    rows = told("Armenia and Azerbaijan exchange the bodies of soldiers. Azerbaijan is prepared to part with 60 bodies.")
    assert pairs(rows, 60) == [("ARM", "AZE")]


def test_a_sum_that_a_delivery_brings_about_is_of_who_received_it(told: Told) -> None:
    rows = told(
        "Armenia and Azerbaijan exchanged bodies. Armenia took delivery of 45 bodies on Friday, as agreed with Azerbaijan, bringing the "
        "number received this month to 400."
    )
    assert pairs(rows, 400) == [("ARM", "AZE")]


def test_kinds_of_those_held_are_of_the_side_of_all(told: Told) -> None:
    rows = told(
        "Chad and Sudan exchanged prisoners. In April the minister said 60 Chadian prisoners were being held by Sudan, including 12 "
        "civilians, 41 soldiers and seven separatist leaders."
    )
    assert {(row["side"], row["by"]) for row in rows if row["measure"] == "detained"} == {("TCD", "SDN")}


def test_where_drones_were_shot_down_is_not_whose_they_were(told: Told) -> None:
    rows = told("Russia and Ukraine are at war. The air force of Ukraine reported that 44 drones were shot down in the east of Ukraine.")
    assert pairs(rows, 44) == [("RUS", "UKR")]


def test_a_sum_of_what_each_side_freed_is_no_sides(told: Told) -> None:
    rows = told("Chad and Niger freed 103 prisoners of war each on Friday. A total of 206 servicemen went home.")
    assert pairs(rows, 206) == [(None, None)]


def test_what_is_said_of_each_side_is_said_of_the_number_beside_it(told: Told) -> None:
    rows = told("Chad and Niger exchanged 42 prisoners on Friday, 21 from each side, the Red Cross said.")
    assert pairs(rows, 42) == [(None, None)]
    assert pairs(rows, 21) == [("NER", "TCD"), ("TCD", "NER")]


def test_government_fighters_are_the_governments_and_prisoners_of_two_armies_are_of_both(told: Told) -> None:
    rows = told(
        "Yemen's government and the Houthis swapped prisoners. On Friday 318 prisoners were flown between Aden and Sanaa: 249 Houthis and "
        "69 government fighters."
    )
    assert pairs(rows, 318) == [(None, None)]
    assert pairs(rows, 69) == [("YEM", "houthis")]


def test_what_captors_do_is_not_done_by_the_country_they_do_it_in(told: Told) -> None:
    rows = told(
        "Insurgents abducted 90 villagers in Mozambique on May 2. The kidnappers let 27 women go on May 9, and on May 20 they freed 31 "
        "more."
    )
    assert {by for _, by in pairs(rows, 31)} == {"insurgents"}


def test_hostages_who_remain_are_held_by_the_movement(told: Told) -> None:
    rows = told("Hamas freed four Israeli soldiers in exchange for 200 Palestinian prisoners. Israel said 90 hostages remain in Gaza.")
    assert figures(rows, "measure", "side", "by", low=90) == [("detained", "ISR", "hamas")]


def test_people_of_several_countries_are_each_their_own_countrys(told: Told) -> None:
    rows = told(
        "Hamas released 13 Israelis, four Thais and one Filipino on Saturday. The 13 Israelis included six women and seven children. "
        "Israel let go 39 prisoners in exchange for the hostages."
    )
    assert figures(rows, "side", "mode", low=13) == [("ISR", "increment")]
    assert figures(rows, "side", "mode", low=4) == [("THA", "increment")]
    assert figures(rows, "side", "mode", low=6) == [("ISR", "part")]


def test_a_bare_formula_counts_nobody_again(told: Told) -> None:
    rows = told('Chad freed eight captives of Niger on Friday and got back four of its men. "Eight for four is a good day," an envoy said.')
    assert sorted(row["low"] for row in rows) == [4, 8]


def test_weapons_named_without_a_number_are_what_the_next_number_counts(told: Told) -> None:
    rows = told("Sudan launched a number of missiles at Chad on Friday. Chad's air defence downed nine.")
    assert figures(rows, "unit", "low", "side", "by") == [("missiles", 9, "SDN", "TCD")]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("Four farmers were killed and nine hurt when a rocket from Eritrea fell on a barn in Ethiopia on Friday.", "ETH"),
        ("The missiles that Russia fired on Friday killed 28 people in Kyiv and Dnipro.", "UKR"),
        ("The 1998 bombing of the US embassy in Nairobi killed 213 people.", "KEN"),
        ("Fire from planes killed 12 people in Iran on Friday.", "IRN"),
    ],
)
def test_whence_weapons_came_and_whose_an_embassy_is_are_no_places(told: Told, sentence: str, side: str) -> None:
    assert {row["side"] for row in told(sentence) if row["measure"] in ("killed", "injured")} == {side}


def test_who_leads_a_coalition_is_not_where_it_strikes(told: Told) -> None:
    rows = told(
        "A raid on a depot in Mali by an alliance led by Chad has cost 31 lives, the health service said on Friday.\n\n"
        "So far 52 wounded are in hospital, it said."
    )
    assert {row["side"] for row in rows} == {"MLI"}


def test_weapons_are_of_whoever_the_sentence_before_has_attack(told: Told) -> None:
    rows = told(
        "Overnight, Russia sent 472 drones against Ukraine, the air force said.\n\n"
        "Then came the Ukrainian blow. An officer in Kyiv said 117 drones took off from trucks."
    )
    assert figures(rows, "low", "side", measure="launched") == [(117, "UKR"), (472, "RUS")]


def test_a_country_s_releases_are_no_series_of_releases(told: Told) -> None:
    rows = told("The ministry informs that in the last hours 116 new releases took place in Venezuela, of prisoners of the unrest.")
    assert figures(rows, "low", "mode") == [(116, "increment")]
