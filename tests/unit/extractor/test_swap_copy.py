"""Swaps as wires tell them: lists and records beside them, kinds without a whole, parties that are not counted, the same number again."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Niger said Friday that they had exchanged the remains of 90 soldiers, the fourth such handover between the two "
        "neighbours so far this year.",
        "Chad and Niger exchanged the bodies of 90 soldiers on Friday, their third such exchange since the spring.",
    ],
)
def test_the_period_of_a_record_is_not_that_of_the_bodies(told: Told, sentence: str) -> None:
    rows = told(sentence, published="2024-08-02")
    assert figures(rows, "side", "by", "mode", "start", "phase", low=90) == [(None, None, "increment", "2024-08-02", None)]


def test_captives_put_to_death_by_and_by_are_a_sum(told: Told) -> None:
    rows = told("At least 64 captured soldiers have been executed by the rebels while in captivity, Chad's prosecutors said in June.")
    assert figures(rows, "mode", low=64) == [("cumulative",)]


@pytest.mark.parametrize("words", ["handed over about 300", "turned over some 300", "handed over around 300"])
def test_over_of_a_verb_loosens_no_number(told: Told, words: str) -> None:
    rows = told(f"Niger {words} captives to FARC on Friday.")
    assert figures(rows, "low", "high", measure="released") == [(270, 330)]


def test_kinds_whose_whole_is_only_a_round_headline_are_each_a_whole(told: Told) -> None:
    rows = told(
        "Chad freed 100 soldiers and 22 civilians on Friday in an exchange with Niger, the presidency said.",
        headline="Chad frees over 120 captives in swap",
    )
    assert figures(rows, "low", "mode", measure="released") == [(22, "increment"), (100, "increment"), (121, "increment")]


def test_kinds_whose_whole_is_told_are_parts(told: Told) -> None:
    rows = told(
        "Chad let go 122 people on Friday in an exchange with Niger. The group was made up of 100 soldiers and 22 civilians, it said."
    )
    assert figures(rows, "low", "mode", measure="released") == [(22, "part"), (100, "part"), (122, "increment")]


def test_who_were_taken_before_are_none_of_those_told_of_last(told: Told) -> None:
    rows = told(
        "The rebels of the Tibesti let go 30 soldiers on Friday, Chad said. The movement released 12 policemen who were captured in May."
    )
    assert figures(rows, "low", "mode", measure="released") == [(12, "increment"), (30, "increment")]


def test_rivals_are_not_let_go(told: Told) -> None:
    rows = told(
        "Chad returned four fishermen to Niger on Sunday. On Friday Niger gave back six detained Chadians at the two rivals' fortified "
        "border. Tensions then gave way to a stage that saw the two neighbours agree to reopen their joint park."
    )
    assert figures(rows, "low", low=2) == []


def test_lists_exchanged_let_nobody_go(told: Told) -> None:
    rows = told(
        "Chad freed 30 Nigerien herders on Friday. According to lists exchanged by both countries in January, there are 347 Chadian "
        "prisoners in Nigerien jails, 249 of whom are civilians.",
        published="2019-04-08",
    )
    assert figures(rows, "measure", "side", "by", "mode", low=347) == [("detained", "TCD", "NER", "cumulative")]


def test_that_one_of_the_freed_is_no_day_told_before(told: Told) -> None:
    rows = told(
        "Chad and the rebels exchanged prisoners on Wednesday, a sign of progress towards the goals of a 2015 peace deal. The rebels of "
        "the Tibesti handed over 74 prisoners. A spokeswoman said one of the 74 prisoners released on Wednesday would stay in Faya.",
        published="2017-12-27",
    )
    assert figures(rows, "start", low=74) == [("2017-12-27",), ("2017-12-27",)]


def test_days_of_a_truce_are_counted_from_today_the_second(told: Told) -> None:
    rows = told(
        "The rebels of the Casamance were preparing to release 12 hostages today for 30 prisoners held by Senegal, an exchange that falls "
        "on the second day of their cease-fire. On the first day of the truce the rebels released 24 hostages and Senegal "
        "freed 39 prisoners. Those freed in Kolda were 13 Senegalese and 11 Malians. "
        "Earlier today they gave a list of the 14 hostages to be released.",
        published="2023-11-25",
    )
    assert figures(rows, "low", "start", "phase", "status", measure="released") == [
        (11, "2023-11-24", 1, "happened"),
        (12, "2023-11-25", 2, "planned"),
        (13, "2023-11-24", 1, "happened"),
        (14, "2023-11-25", 2, "planned"),
        (24, "2023-11-24", 1, "happened"),
        (30, "2023-11-25", 2, "planned"),
        (39, "2023-11-24", 1, "happened"),
    ]
    assert figures(rows, "low", mode="part", measure="released") == [(11,), (13,)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The warden said he was preparing 42 prisoners for release.",
        "Another 42 prisoners have been prepared for release.",
        "The authorities have listed 42 inmates for release.",
    ],
)
def test_who_is_made_ready_for_release_is_still_to_go(told: Told, sentence: str) -> None:
    rows = told(f"Israel and Hamas agreed on an exchange of prisoners. {sentence}")
    assert figures(rows, "measure", "status", low=42) == [("released", "planned")]


def test_a_price_for_every_captive_counts_nobody(told: Told) -> None:
    rows = told("Under the swap with Hamas, one hostage will be let go for every three prisoners freed by Israel.")
    assert figures(rows, "low", low=3) == []


def test_who_is_not_let_go_until_a_day_is_let_go_on_it(told: Told) -> None:
    rows = told("The rebels of the Tibesti said they would not release the remaining 40 captives until Friday.", published="2024-05-06")
    assert figures(rows, "status", "start", low=40) == [("planned", "2024-05-10")]


def test_flown_home_after_their_release_by_a_state(told: Told) -> None:
    rows = told("The Red Cross flew five Chadian captives home on Monday after their release by Sudan.", published="2013-02-11")
    assert figures(rows, "side", "by", "start", low=5) == [("TCD", "SDN", "2013-02-11")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mali swaps jihadists for 14 soldiers seized by JNIM.",
        "Mali traded detained fighters for 14 soldiers who had been captured by JNIM.",
        "Mali let a dozen jihadists go in exchange for 14 soldiers captured by JNIM.",
    ],
)
def test_the_taken_whom_an_exchange_brings_home_are_let_go(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "measure", "side", "by", low=14) == [("released", "MLI", "jnim")]


def test_freed_pupils_who_land_later_were_let_go_on_the_day_told_after(told: Told) -> None:
    rows = told(
        "The 82 freed schoolgirls, kidnapped in 2014, landed in the capital of Nigeria on Sunday. The girls were let go on Saturday in "
        "exchange for Boko Haram suspects. Five commanders of Boko Haram were let go. The first 21 girls were freed in October.",
        published="2017-05-07",
    )
    assert figures(rows, "side", "by", "start", low=82) == [("NGA", "boko-haram", "2017-05-06")]
    assert figures(rows, "side", "by", low=21) == [("NGA", "boko-haram")]


def test_some_of_a_total_are_part_of_it_and_come_out_of_prisons_of_the_other_side(told: Told) -> None:
    rows = told(
        "Sri Lanka and the rebels of the Tamil Tigers swapped prisoners on Saturday. The government let go a total of 13 rebels, "
        "though two women were handed over separately.",
        published="2002-09-29",
    )
    assert figures(rows, "low", "side", "mode", measure="released") == [(2, "ltte", "part"), (13, "ltte", "increment")]
    rows = told(
        "The Bosnian government and the Bosnian Serbs exchanged prisoners on Friday. The government let go 115 Serbs: 38 in the east "
        "of Bosnia and the others from jails in Sarajevo."
    )
    assert figures(rows, "side", "by", low=38) == [("bosnian-serbs", "BIH")]


def test_nations_of_a_days_hostages_are_parts_of_them(told: Told) -> None:
    rows = told(
        "Sixteen hostages held in Gaza were freed late Wednesday in an exchange between Israel and Hamas. Ten Israelis and four Thais were "
        "handed to the Red Cross.",
        published="2023-11-29",
    )
    assert figures(rows, "low", "mode", measure="released") == [(4, "part"), (10, "part"), (16, "increment")]


def test_a_second_batch_is_no_part_of_the_first(told: Told) -> None:
    rows = told("The rebels of the Tibesti freed 30 soldiers of Chad on Friday. They also let go 12 soldiers on Friday in the north.")
    assert figures(rows, "low", mode="part") == []


def test_what_two_factions_let_go_is_no_part_of_the_sum_over_both(told: Told) -> None:
    rows = told("Zintan and Misrata exchanged 34 detainees on Thursday, elders said. Zintan let 19 men go and Misrata sent back 15.")
    assert figures(rows, "low", mode="part") == []


def test_political_detainees_are_held_by_their_own_state(told: Told) -> None:
    rows = told(
        "MANILA - The New People's Army released two soldiers on Thursday in the Philippines. There are 434 political detainees in the "
        "country's jails, a rights group said."
    )
    assert figures(rows, "side", "by", low=434) == [("PHL", "PHL")]


def test_those_left_of_a_number_freed_are_of_its_side(told: Told) -> None:
    rows = told(
        "KABUL - The Afghan government has freed the last 400 Taliban prisoners. Only seven of the 400 remained behind bars because of "
        "objections by Australia, an official said."
    )
    assert figures(rows, "side", "by", low=7) == [("taliban", "AFG")]


def test_who_walks_out_of_a_states_prison_is_let_go_by_it(told: Told) -> None:
    rows = told(
        "KABUL - The Taliban freed six commandos of the Afghan army under the exchange on Tuesday. Since August 392 men have walked out of "
        "Pul-e-Charkhi prison.",
        published="2020-09-03",
    )
    assert figures(rows, "side", "by", low=392) == [("taliban", "AFG")]


def test_talks_on_exchanging_detainees_free_nobody(told: Told) -> None:
    rows = told("A round of talks on exchanging 2,200 detainees between the Houthis and Yemen's government has stalled.")
    assert figures(rows, "status", low=2200) == [("planned",)]


def test_bodies_taken_in_come_home(told: Told) -> None:
    rows = told("Peru and Chile exchanged bodies of soldiers on Thursday. In June Chile also took in 1,000 bodies and handed back 19.")
    assert figures(rows, "measure", "side", low=1000) == [("bodies_returned", "CHL")]


def test_a_headline_of_as_many_as_a_court_orders_freed_has_their_day(told: Told) -> None:
    rows = told(
        "COLOMBO, March 15 - A Sri Lankan court on Friday ordered the release of 21 Indian fishermen. On Thursday, 18 fishermen who had "
        "been let go a week earlier arrived in Chennai.",
        headline="Sri Lanka releases 21 Indian fishermen",
        published="2024-03-15",
    )
    assert figures(rows, "start", low=21, status="happened") == [("2024-03-15",)]


def test_a_headlines_transfer_has_the_side_of_the_body(told: Told) -> None:
    rows = told(
        "VILNIUS - Belarus released 123 political prisoners on Saturday after the United States lifted sanctions. Five Ukrainians are in "
        "the group. The rights group Viasna says 1,103 political prisoners remain behind bars.",
        headline="Belarus frees 123 prisoners after US eases sanctions",
        published="2025-12-13",
    )
    assert set(figures(rows, "side", "by", low=123)) == {("BLR", "BLR")}
    assert figures(rows, "side", "mode", low=5) == [("UKR", "part")]
    assert figures(rows, "side", "by", low=1103) == [("BLR", "BLR")]


def test_a_gesture_is_on_top_of_what_the_exchange_freed(told: Told) -> None:
    rows = told(
        "Chad got back 246 people from Niger on Saturday in exchange for as many. As a goodwill gesture, 31 wounded Nigerien soldiers were "
        "handed over by Chad. In March Chad also passed on 22 severely wounded men."
    )
    assert figures(rows, "low", "mode", measure="released") == [(22, "increment"), (31, "increment"), (246, "increment")]


def test_the_wounded_among_those_just_freed_are_let_go(told: Told) -> None:
    rows = told("The RSF on Thursday released 125 soldiers of Sudan's army. The Red Cross took the men, 44 of them wounded, to Wad Madani.")
    assert figures(rows, "measure", "mode", low=44) == [("released", "part")]


def test_its_own_men_are_not_those_of_the_observers(told: Told) -> None:
    rows = told("U.N. observers watched as the Georgian side handed over 22 Abkhaz fighters and received 28 of its own men in an exchange.")
    assert figures(rows, "side", low=28) == [("GEO",)]


def test_a_release_told_again_with_its_day_has_it(told: Told) -> None:
    rows = told(
        'Mali has released 110 jailed jihadists, a source said on Monday. "On Saturday 110 jihadist prisoners were set free," he said.',
        published="2020-10-05",
    )
    assert set(figures(rows, "start", low=110)) == {("2020-10-03",)}


def test_the_last_hostages_in_the_hands_of_pirates_are_a_stock(told: Told) -> None:
    rows = told("Somali pirates have released 26 sailors. Ten Iranian fishermen are the last hostages still in pirate hands, he said.")
    assert figures(rows, "measure", "side", "mode", low=10) == [("detained", "IRN", "cumulative")]


def test_on_each_side_is_stronger_than_the_pair_told_last(told: Told) -> None:
    rows = told(
        "Chad and Niger each got back 400 soldiers on Sunday.\n\nIn September 2023 Niger gave up 215 Chadians. This year began slowly: "
        "150 came home on each side on 5 February.",
        headline="Swap",
    )
    assert figures(rows, "side", "by", low=150) == [("NER", "TCD"), ("TCD", "NER")]


def test_the_same_number_is_that_of_its_own_sentence(told: Told) -> None:
    rows = told(
        "Four porters were hurt in the market of Moundou on Friday.\n\nIn Sarh eleven people were taken to hospital with burns, and in "
        "Abéché the same number, a nurse said."
    )
    assert figures(rows, "low", measure="injured") == [(4,), (11,), (11,)]


def test_giving_up_is_no_telling(told: Told) -> None:
    rows = told(
        "Chad and Niger on Friday opened the largest exchange of captives of their war, each side giving up 390 people.",
        headline="Chad, Niger swap captives",
    )
    assert figures(rows, "side", "by", low=390) == [("NER", "TCD"), ("TCD", "NER")]


def test_who_also_were_handed_over_may_stand_behind_the_verb(told: Told) -> None:
    rows = told(
        "Chad and the rebel Tibesti Salvation Front traded four hostages for 120 fighters on Friday. Also handed over were the remains of "
        "three hostages. Also freed were six policemen captured in May.",
        headline="Chad, rebels swap captives",
    )
    assert figures(rows, "low", measure="bodies_returned") == [(3,)]
    assert figures(rows, "low", measure="released") == [(4,), (6,), (120,)]
    assert figures(rows, "low", measure="captured") == []


def test_nobody_gives_its_own_dead_back_to_itself(told: Told) -> None:
    rows = told(
        "Chad and the rebel Tibesti Salvation Front went ahead on Friday with a third exchange, four hostages for 120 fighters.\n\n"
        "Two of the people freed are truck drivers. Also handed over were the remains of three hostages who, the rebels said, had died.\n\n"
        "So far 14 hostages have regained their freedom and 330 prisoners have walked out of Chadian jails.",
        headline="Chad, rebels hold third swap; bodies of 3 hostages returned",
    )
    assert {row["by"] for row in rows if row["measure"] == "bodies_returned"} == {"tibesti-salvation-front"}
