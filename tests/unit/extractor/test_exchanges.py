"""Swaps and releases that no verb of releasing tells: kinds, ways, stocks, sums, agreed sizes. Sentences of several conflicts."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import Told, events_of, figures

NORLAND = "Chad and Niger carried out a prisoner exchange on Friday. Niger freed 40 Chadians and Chad let go 60 Nigeriens. "


@pytest.mark.parametrize(
    ("told_first", "kinds"),
    [
        (
            "Gunmen in Kaduna freed 12 hostages on Thursday.",
            '"Five nurses, four teachers and three farmers are in good health," a priest said.',
        ),
        ("The rebels of the Casamance Front let go 13 captives on Thursday.", "They are four soldiers, two gendarmes and seven villagers."),
    ],
)
def test_kinds_that_add_up_to_those_just_freed_are_parts_of_them(told: Told, told_first: str, kinds: str) -> None:
    rows = told(f"{told_first}\n\n{kinds}")
    assert len(figures(rows, "low", measure="released", mode="part")) == 3


def test_kinds_that_add_up_to_nothing_are_no_part(told: Told) -> None:
    rows = told("The rebels let go 13 captives on Thursday.\n\nFour soldiers, two gendarmes and nine villagers are in the bus.")
    assert figures(rows, "low", mode="part") == []


def test_people_carried_one_way_and_the_other_are_exchanged(told: Told) -> None:
    rows = told("Buses carried 14 Chilean soldiers one way and 20 Peruvians the other on Friday in a prisoner exchange of Chile and Peru.")
    assert figures(rows, "side", "by", "low", measure="released") == [("CHL", "PER", 14), ("PER", "CHL", 20)]


def test_wounded_prisoners_handed_over_are_let_go_and_not_hurt(told: Told) -> None:
    rows = told(
        "In the exchange 46 wounded prisoners of war were handed over by Chad on Friday. Niger returned another 20 wounded in the exchange."
    )
    assert figures(rows, "measure", "low") == [("released", 20), ("released", 46)]


def test_wounded_hikers_who_are_freed_from_the_rubble_are_hurt(told: Told) -> None:
    rows = told("Twelve people were injured in the blast in Lima on Friday and 40 wounded were treated, doctors said.")
    assert not figures(rows, "low", measure="released")


@pytest.mark.parametrize(
    "sentence",
    [
        "Twenty hostages are still in the Front's hands, officials said.",
        "Twenty captives are still somewhere in the forest, officials said.",
        "Twenty of ours are in their jails, officials said.",
    ],
)
def test_captives_still_held_are_a_stock(told: Told, sentence: str) -> None:
    rows = told(f"The Casamance Liberation Front freed 13 hostages on Friday in Senegal. {sentence}")
    assert figures(rows, "measure", "mode", low=20) == [("detained", "cumulative")]


def test_a_number_of_each_people_is_of_the_exchange_told_of(told: Told) -> None:
    rows = told(
        f'{NORLAND}\n\nThe next exchange is set for Tuesday. "Fifty people, 20 Chadians and 30 Nigeriens, are registered for it," she said.'
    )
    assert figures(rows, "side", "low", "start", status="planned") == [
        (None, 50, "2025-05-27"), ("NER", 30, "2025-05-27"), ("TCD", 20, "2025-05-27"),
    ]  # fmt: skip


def test_people_counted_together_after_their_kinds_are_one_figure(told: Told) -> None:
    rows = told("The guerrillas of the ELN freed 11 police officers and two clerks on Thursday in Colombia. The 13 were flown to Bogota.")
    assert figures(rows, "mode", "start", low=13) == [("increment", "2025-05-22")]


def test_of_the_freed_so_many_had_been_something_is_a_part(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nOf the Nigeriens, 25 had been serving life terms and 35 had been detained without trial.")
    assert figures(rows, "measure", "side", "mode", low=35) == [("released", "NER", "part")]
    assert figures(rows, "measure", "side", "mode", low=25) == [("released", "NER", "part")]


@pytest.mark.parametrize("some", ["Two of the 40 people freed are Libyans.", "Two of the 40 are Libyan drivers."])
def test_some_of_the_freed_may_be_of_another_country(told: Told, some: str) -> None:
    assert figures(told(f"{NORLAND}{some}"), "side", "by", "mode", low=2) == [("LBY", "NER", "part")]


def test_what_will_have_been_exchanged_runs_from_the_first_stage_to_the_one_to_come(told: Told) -> None:
    rows = told(f"{NORLAND}After the stage of May 30, if it goes ahead, 85 Chadians and 110 Nigeriens will have been exchanged.")
    assert figures(rows, "start", "end", "status", "mode", low=85) == [("2025-05-23", "2025-05-30", "planned", "cumulative")]


def test_an_agreed_size_whose_last_day_nobody_says_has_the_day_it_begins(told: Told) -> None:
    rows = told(
        "Chad and Niger carried out the first round of their prisoner exchange on May 20, when 40 Chadians were freed for 60 Nigeriens. "
        "In the second round, on Friday, 30 Chadians were swapped for 50 Nigeriens.\n\nUnder the accord, 190 Chadians are to be exchanged "
        "for 475 Nigeriens over three rounds."
    )
    assert figures(rows, "start", "end", "mode", low=475) == [("2025-05-20", "2025-05-20", "cumulative")]


def test_an_exchange_that_took_place_on_a_day_dates_the_numbers_of_the_next_sentence(told: Told) -> None:
    rows = told(
        "On May 19, with the help of the Red Cross, an exchange of prisoners took place between Chad and Niger.\n\n"
        "The Chadian side handed over 44 persons, the Nigerien side handed over 12 persons."
    )
    assert {row["start"] for row in rows} == {"2025-05-19"}


def test_the_militia_is_the_one_the_story_has_called_so(told: Told) -> None:
    rows = told(
        "Twelve soldiers of Yemen's government were freed on Saturday from the prisons of the Houthi militia in an exchange. "
        "In return the militia received 48 of its elements."
    )
    assert figures(rows, "side", "mode", low=48) == [("houthis", "increment")]


def test_nobody_let_go_is_no_figure(told: Told) -> None:
    assert not figures(told(f"{NORLAND}Not one body was returned by Niger."), "low", low=0)


def test_who_got_home_is_of_the_country_reached(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nAmong those who reached Niger on Friday were three military doctors.")
    assert figures(rows, "side", "mode", low=3) == [("NER", "part")]


def test_some_who_remain_are_the_rest_of_the_whole(told: Told) -> None:
    rows = told(
        "Hamas freed 20 Israeli hostages on Friday and Israel let go 1,500 Palestinian prisoners in return.\n\n"
        "Of the Palestinians let go, 1,300 had been arrested since October 7. The other 200 had been serving life sentences."
    )
    assert figures(rows, "low", "side", "start", "end", mode="part") == [
        (200, "PSE", "2025-05-23", "2025-05-23"),
        (1300, "PSE", "2025-05-23", "2025-05-23"),
    ]


def test_among_them_are_some_of_those_just_freed_whatever_they_did_before(told: Told) -> None:
    rows = told(
        "The exchange brought 80 prisoners of war out of Eritrean hands on Friday, Ethiopia said.\n\n"
        "Among them are 30 members of the air force, some of whom had held the airfield until May."
    )
    assert figures(rows, "measure", "mode", low=30) == [("released", "part")]


def test_an_exchange_of_three_days_told_on_its_last_runs_from_the_first(told: Told) -> None:
    rows = told(
        "The last 96 prisoners went free on Friday, Yemen's government said, after three days in which it and the Houthi rebels exchanged "
        "nearly 400 detainees."
    )
    assert figures(rows, "low", "start", "end", "mode") == [
        (96, "2025-05-23", "2025-05-23", "increment"),
        (360, "2025-05-21", "2025-05-23", "cumulative"),
    ]


def test_an_exchange_that_began_is_planned_for_all_its_days(told: Told) -> None:
    rows = told(
        "An exchange of more than 300 prisoners of the war between Chad and Niger began on Friday, the Red Cross said. "
        "The three-day operation was brokered by Qatar. On Friday 90 detainees had been let go."
    )
    assert figures(rows, "start", "end", "status", low=301) == [("2025-05-23", "2025-05-25", "planned")]


def test_who_finished_trading_so_many_each_traded_them_over_all_days(told: Told) -> None:
    rows = told(
        "Chad and Niger on Friday finished trading 400 prisoners each. Begun on Wednesday and spread over three days, the exchange covered "
        "mainly soldiers, as well as 50 civilians from each side. On Friday both sides handed over 110 prisoners."
    )
    assert set(figures(rows, "start", "end", "mode", low=400)) == {("2025-05-21", "2025-05-23", "cumulative")}
    assert set(figures(rows, "mode", low=50)) == {("part",)}
    assert set(figures(rows, "mode", low=110)) == {("increment",)}


def test_kinds_handed_over_so_far_are_parts_of_the_days_exchange(told: Told) -> None:
    rows = told(
        "Chad and Niger freed 90 prisoners each on Friday. Each has so far handed over 70 servicemen and 20 civilians, both "
        "governments said."
    )
    assert set(figures(rows, "mode", "start", low=20)) == {("part", "2025-05-23")}


def test_further_prisoners_of_another_day_are_no_share(told: Told) -> None:
    rows = told(
        "Two days of swaps between Chad and Niger have brought back 160 Chadians in total. On Thursday Niger freed 100 Chadians, 30 "
        "of them civilians. On Friday another 60 Chadian soldiers were released."
    )
    assert figures(rows, "mode", low=60) == [("increment",)]


def test_who_lets_go_and_takes_home_gets_the_second_back(told: Told) -> None:
    rows = told("The second day of the swap saw Saudi Arabia let go 80 Houthi fighters and take home 19 troops on Friday.")
    assert figures(rows, "measure", "side", low=19) == [("released", "SAU")]


def test_armed_groups_of_one_country_do_not_hold_each_others_people(told: Told) -> None:
    rows = told(
        "Colombian guerrillas let two captured policemen go. The leftist FARC freed the two officers on Friday. The ELN had separately "
        "let go five clerks."
    )
    assert figures(rows, "side", "by", measure="released", low=5) == [("COL", "eln")]


def test_a_state_of_a_federation_is_no_country(told: Told) -> None:
    rows = told(
        "The kidnappers let them go on Friday, and Niger State Governor Sani Bello said he had welcomed 24 students in Kagara, Nigeria."
    )
    assert figures(rows, "side", low=24) == [("NGA",)]


def test_those_listed_among_them_are_parts(told: Told) -> None:
    rows = told("Friday's flights in the swap brought hundreds of prisoners home, 16 Saudis and three Sudanese among them.")
    assert figures(rows, "low", "mode", mode="part") == [(3, "part"), (16, "part")]


def test_what_brings_a_total_to_a_number_is_no_total_itself(told: Told) -> None:
    rows = told(
        "Chad on Friday returned the bodies of 48 Nigerien soldiers. Niger's army headquarters confirmed that 45 bodies had arrived, "
        "bringing the total to 657."
    )
    assert figures(rows, "low", "start", "mode", side="NER") == [
        (45, "2025-05-23", "increment"),
        (48, "2025-05-23", "increment"),
        (657, None, "cumulative"),
    ]


def test_a_total_and_what_is_joined_to_it_run_both(told: Told) -> None:
    rows = told(
        "Chad on Friday returned the bodies of 48 Nigerien soldiers. In total, Chad has handed over 660 bodies and received 78 bodies of "
        "its own."
    )
    assert figures(rows, "low", "side", mode="cumulative") == [(78, "TCD"), (660, "NER")]


def test_the_freed_by_the_forces_they_served_in_are_parts(told: Told) -> None:
    rows = told(
        f"{NORLAND}\n\nThe Nigerien ombudsman said 25 of them came from the army, 20 from the National Guard and 15 from the police."
    )
    assert figures(rows, "low", "side", measure="released", mode="part") == [(15, "NER"), (20, "NER"), (25, "NER")]


def test_each_goes_to_the_country_it_is_flown_to(told: Told) -> None:
    rows = told(
        "Bolivia and Peru carried out a swap of prisoners on Friday. Ten prisoners were moved to Bolivia, 13 to Germany and three to Peru."
    )
    assert figures(rows, "low", "side", measure="released") == [(3, "PER"), (10, "BOL"), (13, "DEU")]


def test_two_who_gave_up_one_each_gave_one_each(told: Told) -> None:
    rows = told(
        "Cuba got back four of its own people on Friday in an exchange with Spain, Italy and Chile. Spain gave up two Cubans, while Italy "
        "and Chile handed over one each."
    )
    assert figures(rows, "side", "by", low=1) == [("CUB", "CHL"), ("CUB", "ITA")]


def test_what_is_given_in_return_with_others_goes_the_same_way(told: Told) -> None:
    rows = told("Bolivia on Friday freed 16 prisoners in exchange for eight Bolivians held in Peru and two minors.")
    assert figures(rows, "side", low=2) == [("BOL",)]


def test_a_total_so_far_on_the_day_of_one_exchange_has_no_first_day(told: Told) -> None:
    rows = told(f"{NORLAND}It was the 49th exchange of the war, and 2,800 Chadians have been brought home so far.")
    assert figures(rows, "start", "mode", low=2800) == [(None, "cumulative")]


def test_who_had_been_held_and_was_freed_is_released(told: Told) -> None:
    rows = told(f"{NORLAND}Two Kenyan lorry drivers who had been held in Niamey since March were freed as well, Kenya's ministry said.")
    assert figures(rows, "measure", "side", low=2) == [("released", "KEN")]


def test_the_remains_of_others_are_bodies(told: Told) -> None:
    rows = told(f"{NORLAND}For its part, Chad handed over to Niger 74 of its members and the remains of three others.")
    assert figures(rows, "measure", low=3) == [("bodies_returned",)]


def test_convoys_of_so_many_each_are_parts_of_those_who_left_in_them(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nThe freed Nigeriens left the prison in two convoys, one of 35 and the other of 25, the ministry said.")
    assert figures(rows, "low", "side", mode="part") == [(25, "NER"), (35, "NER")]


def test_captives_and_as_many_prisoners_of_war_are_one_figure(told: Told) -> None:
    rows = told("Bolivia and Peru traded 80 prisoners of war on Friday, officials said.", headline="Bolivia and Peru exchange 80 captives")
    assert {row["group"] for row in rows if row["low"] == 80} == {"all"}


def test_a_release_demanded_is_nobodys_plan(told: Told) -> None:
    rows = told(f"{NORLAND}The African Union had demanded the release of all 76 captives.")
    assert not figures(rows, "low", low=76)


def test_refugees_who_return_are_not_let_go(told: Told) -> None:
    rows = told(f"{NORLAND}\n\nOver the past day some 400 refugees returned to Agadez. In all, 39,000 people have returned.")
    assert not figures(rows, "low", measure="released", low=39000)


def test_those_brought_here_and_there_are_parts_of_those_let_go(told: Told) -> None:
    rows = told(
        "Hamas freed three Israeli hostages on Friday and Israel began letting 300 Palestinian prisoners go. By nightfall, buses had "
        "brought 12 prisoners to Ramallah and 250 to Gaza."
    )
    assert figures(rows, "low", mode="part") == [(12,), (250,)]


def test_so_many_of_ours_against_so_many_of_theirs_are_exchanged(told: Told) -> None:
    rows = told(
        "Twelve of Yemen's soldiers were freed on Friday from the prisons of the Houthi militia in the second stage of the exchange.\n\n"
        "The government's spokesman, Majed Ali, said that the first stage, which was carried out on Wednesday, included 37 of our heroes "
        "against 104 elements of the militia."
    )
    assert figures(rows, "low", "side", "start", measure="released") == [
        (12, "YEM", "2025-05-23"),
        (37, "YEM", "2025-05-21"),
        (104, "houthis", "2025-05-21"),
    ]


def test_those_who_only_say_that_captives_are_free_did_not_free_them(told: Told) -> None:
    rows = told("Gunmen abducted 40 people in Zamfara, Nigeria, last week. Thirty of them have been released, the government said Friday.")
    assert figures(rows, "by", measure="released") == [(None,)]
    rows = told(
        "Gunmen abducted 40 people in Zamfara, Nigeria, last week.\n\nThe governor said on Friday that the government had welcomed home "
        "30 released pupils."
    )
    assert figures(rows, "by", measure="released") == [("NGA",)]


def test_two_movements_of_one_country_that_let_captives_go_exchange_nothing(told: Told) -> None:
    rows = told(
        "Guerrillas of the FARC freed two police officers in Colombia on Friday, the Red Cross said.\n\n"
        "The National Liberation Army (ELN) let five oil workers go on Thursday."
    )
    assert figures(rows, "low", "side", "by", measure="released") == [(2, "COL", "farc"), (5, "COL", "eln")]


def test_a_headlines_sum_over_both_sides_takes_neither_sides(told: Told) -> None:
    rows = told("Bolivia and Peru on Friday exchanged 95 prisoners each.", headline="Bolivia and Peru swap 190 prisoners")
    assert figures(rows, "side", "by", low=190) == [(None, None)]
    assert figures(rows, "side", "mode", low=95) == [("BOL", "increment"), ("PER", "increment")]


def test_who_is_granted_amnesty_is_released(told: Told) -> None:
    rows = told("Laos on Friday granted amnesty to 2,150 prisoners, state television said.")
    assert figures(rows, "measure", "side", low=2150) == [("released", "LAO")]


def test_prisoners_let_go_for_another_states_favour_are_ones_own(told: Told) -> None:
    rows = told(
        "Belarus on Friday released 52 prisoners after the United States lifted sanctions. Washington and Minsk hailed the release."
    )
    assert figures(rows, "side", "by", low=52) == [("BLR", "BLR")]


def test_what_is_given_for_a_movements_people_is_held_by_the_movement(told: Told) -> None:
    rows = told(
        "JERUSALEM (NW) - Hamas freed 24 hostages on Friday, and in return, Israel let go 39 Palestinians.\n\n"
        "Under the deal, 50 women and children held in Gaza are to be freed over four days in exchange for 150 Palestinian prisoners."
    )
    assert figures(rows, "side", "by", low=50) == [("ISR", "hamas")]


def test_numbers_of_an_exchange_of_bodies_count_bodies(told: Told) -> None:
    rows = told("Kenya and Uganda agreed in May on a 600-for-600 exchange of the bodies of fallen soldiers.")
    assert figures(rows, "measure", "unit", "side", low=600) == [("bodies_returned", "bodies", "KEN"), ("bodies_returned", "bodies", "UGA")]
    rows = told("Kenya and Uganda agreed in May on a 600-for-600 exchange of prisoners; bodies are to follow.")
    assert figures(rows, "measure", "side", low=600) == [("released", "KEN"), ("released", "UGA")]


def test_what_a_transfer_began_with_and_what_followed_are_told_of_it(told: Told) -> None:
    rows = told(
        "Another 245 bodies of fallen Kenyans were brought back to Kenya from Uganda on Friday.\n\n"
        "The transfers began on May 20 with the bodies of 212 soldiers. A further 210 followed on May 21 and another 205 on May 22."
    )
    assert figures(rows, "measure", "side", "start") == [
        ("bodies_returned", "KEN", "2025-05-20"),
        ("bodies_returned", "KEN", "2025-05-21"),
        ("bodies_returned", "KEN", "2025-05-22"),
        ("bodies_returned", "KEN", "2025-05-23"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven border guards are among the Congolese who came home.",
        "The group also includes seven nurses, Kinshasa said.",
        "They include 12 teachers and seven nurses.",
    ],
)
def test_those_said_to_be_among_the_freed_are_some_of_them(told: Told, sentence: str) -> None:
    rows = told(f"M23 rebels on Friday freed 30 Congolese soldiers and officials, Kinshasa said.\n\n{sentence}")
    assert figures(rows, "measure", "side", "mode", low=7) == [("released", "COD", "part")]


def test_those_said_to_be_among_the_dead_are_not_freed(told: Told) -> None:
    rows = told("M23 rebels on Friday freed 30 Congolese soldiers. Seven border guards are among the dead of an attack on Thursday.")
    assert figures(rows, measure="released", low=7) == []


@pytest.mark.parametrize("told_of", ["The soldiers were let go on Tuesday in Goma.", "The men, freed late on Tuesday, were well."])
def test_a_release_has_the_day_that_is_told_after_it(told: Told, told_of: str) -> None:
    rows = told(
        f"The Red Cross said on Thursday that it had helped to free 30 Congolese soldiers held by the M23 rebels.\n\n{told_of}",
        headline="M23 lets 30 Congolese soldiers go",
    )
    assert figures(rows, "start", low=30) == [("2025-05-20",), ("2025-05-20",)]


def test_a_release_keeps_a_day_of_its_own(told: Told) -> None:
    rows = told("M23 rebels on Wednesday freed 30 Congolese soldiers.\n\nThe officers were freed on Monday.")
    assert figures(rows, "start", low=30) == [("2025-05-21",)]


def test_captives_in_the_hands_of_a_group_are_a_stock(told: Told) -> None:
    rows = told(
        "M23 rebels on Friday freed 30 Congolese soldiers.\n\n"
        "Twelve more captives, two Kenyans and ten Congolese, were still in the hands of the group, the army said."
    )
    assert figures(rows, "measure", "by", "mode", low=12) == [("detained", "m23", "cumulative")]


@pytest.mark.parametrize(
    "sentence", ["Kenya sent back to Kampala eight Ugandan prisoners on Friday.", "Uganda freed eight kidnap victims on Friday."]
)
def test_where_they_went_and_what_was_done_to_them_hide_no_release(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "measure", "side", low=8) == [("released", "UGA")]


@pytest.mark.parametrize(
    "sentence", ["M23 rebels let 30 soldiers go on Friday.", "The Red Cross helped to free 30 soldiers held by the M23 rebels."]
)
def test_an_armed_groups_captives_need_not_be_called_so(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "measure", "by", low=30) == [("released", "m23")]


def test_whom_an_employer_lets_go_is_no_captive(told: Told) -> None:
    assert told("The bank let 30 clerks go on Friday.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya and Uganda each released 40 prisoners on Friday.",
        "Both Kenya and Uganda freed 40 prisoners on Friday.",
        "Kenya freed 40 prisoners on Friday and Uganda 50.",
    ],
)
def test_two_states_that_let_go_each_others_people_need_no_war(told: Told, sentence: str) -> None:
    assert ("UGA", "KEN") in figures(told(sentence), "side", "by", low=40)


def test_who_let_go_some_of_one_days_freed_let_go_all_of_them(told: Told) -> None:
    rows = told(
        "Nineteen villagers held for months in the region of Tillaberi were liberated on Friday, the ministry said. "
        "The Islamic State had freed eight of the women on Friday night, an elder said."
    )
    assert {by for (by,) in figures(rows, "by", measure="released")} == {"islamic-state"}


def test_a_plan_of_a_day_before_the_run_does_not_run_backwards(extractor: Extractor) -> None:
    body = "When the stage of June 18 is over, 80 Chadians and 90 Nigeriens will have been exchanged. Two citizens of Ghana also came home."
    for event in events_of(extractor, body, published_at="2015-05-13"):
        assert event.when.start is None or event.when.end is None or event.when.start <= event.when.end
