"""Whose the dead and hurt are where the number itself names nobody, and who has not harmed them."""

from __future__ import annotations

from tests.unit.extractor.conftest import Told, figures


def test_whoever_suffered_dead_has_lost_its_own(told: Told) -> None:
    rows = told(
        "DIFFA, Niger - Boko Haram casualties rose to nine dead after four more died in a clash with troops near Bosso, an officer "
        "said on Tuesday.\n\nThe clash came after Boko Haram suffered five dead and two captured in a firefight on Monday.",
        published="2017-05-10",
    )
    assert {(side, by) for side, by in figures(rows, "side", "by")} == {("boko-haram", "NER")}
    assert figures(rows, "measure", "low") == [("captured", 2), ("killed", 4), ("killed", 5), ("killed", 9)]


def test_whoever_inflicted_losses_has_lost_nobody(told: Told) -> None:
    rows = told("Boko Haram inflicted heavy losses and killed five soldiers near Bosso in Niger on Monday, an officer said.")
    assert figures(rows, "low", "side", "by") == [(5, "NER", "boko-haram")]


def test_two_verbs_share_the_people_that_the_second_number_names(told: Told) -> None:
    rows = told(
        "NIAMEY, Niger - Ground forces killed 17 and wounded six Boko Haram fighters near Bosso on Monday, the army said.",
        published="2017-05-10",
    )
    assert figures(rows, "low", "side") == [(6, "boko-haram"), (17, "boko-haram")]


def test_a_number_with_people_of_its_own_shares_none(told: Told) -> None:
    rows = told(
        "NIAMEY, Niger - The blast killed 17 villagers and wounded six Boko Haram fighters near Bosso on Monday, the army said.",
        published="2017-05-10",
    )
    assert figures(rows, "low", "side") == [(6, "boko-haram"), (17, "NER")]


def test_a_list_of_places_goes_on_with_the_fighters_it_began_with(told: Told) -> None:
    rows = told(
        "KABUL - Nine Taliban were killed in Helmand province, three killed in Ghazni and four in Kunduz, the ministry said on Friday.",
        published="2017-05-12",
    )
    assert figures(rows, "low", "side") == [(3, "taliban"), (4, "taliban"), (9, "taliban")]


def test_who_opened_the_war_has_not_harmed_all_its_dead(told: Told) -> None:
    rows = told(
        "Israeli strikes killed 61 people in Gaza on Friday, medics said.\n\n"
        "Officials there say 21,000 people have been hurt in Gaza since the war broke out when Hamas gunmen attacked Israel.",
        published="2024-01-06",
    )
    assert figures(rows, "low", "side", "by") == [(61, "PSE", "ISR"), (21000, "PSE", "ISR")]


def test_those_killed_in_that_first_attack_are_its_victims(told: Told) -> None:
    rows = told("The war began when Hamas gunmen killed 1,200 people in Israel on October 7, officials say.", published="2024-01-06")
    assert figures(rows, "low", "side", "by") == [(1200, "ISR", "hamas")]


def test_the_hurt_told_after_the_saved_have_the_attacker(told: Told) -> None:
    rows = told(
        "A Russian missile struck a tower block in Sumy in Ukraine on Saturday.\n\nRescuers said 41 people were saved, 67 were hurt.",
        published="2023-01-15",
    )
    assert figures(rows, "low", "by") == [(41, None), (67, "RUS")]


def test_a_country_named_only_for_its_jails_is_no_movements_foe(told: Told) -> None:
    rows = told(
        "Five soldiers killed in FARC attack\n\nFive soldiers were killed on Monday by FARC guerrillas in the south of Colombia, the "
        "mayor said. The army was looking into it.\n\n"
        "The rebels want to swap 20 policemen for men kept in Colombian and U.S. jails.",
        published="2009-02-10",
    )
    assert {(row["side"], row["by"]) for row in rows if row["measure"] == "killed"} == {("COL", "farc")}


def test_a_states_border_guards_are_no_party_of_their_own(told: Told) -> None:
    rows = told(
        "Four soldiers and a member of the Border Security Force (BSF) died in Kashmir on Friday in shelling by Pakistani troops. "
        "The BSF said one constable was injured.",
        published="2020-11-14",
    )
    assert "border-security-force" not in {by for (by,) in figures(rows, "by")}
    assert figures(rows, "low", "by")[-1] == (4, "PAK")


def test_an_alliance_that_bombs_has_done_so(told: Told) -> None:
    rows = told(
        "KABUL - About 40 people died when a NATO aircraft bombed a convoy held by insurgents in Kunduz on Friday, the governor said. The "
        "Taliban are strong in the province.",
        published="2009-09-04",
    )
    assert {by for (by,) in figures(rows, "by")} == {"nato"}


def test_an_alliance_that_only_reports_has_done_nothing(told: Told) -> None:
    rows = told("KABUL - Taliban fighters killed six policemen in Kunduz on Friday, NATO said.", published="2009-09-04")
    assert figures(rows, "low", "by") == [(6, "taliban")]


def test_a_region_of_two_countries_is_of_the_one_named_last(told: Told) -> None:
    rows = told(
        "Heat kills dozens in India and Pakistan\n\nIn Pakistan, 21 people died in Punjab province on Friday, an official said.\n\n"
        "In India, nine people died in Punjab state on Saturday, officials said.",
        published="2007-06-11",
    )
    assert [(low, side) for low, side in figures(rows, "low", "side") if low in (9, 21)] == [(9, "IND"), (21, "PAK")]


def test_a_country_towards_which_men_fled_is_neither_the_scene_nor_a_foe(told: Told) -> None:
    rows = told(
        "NIAMEY - Niger's army killed at least 20 gunmen in the Dosso region on Friday and the others fled towards Mali, officials said. "
        "Seven soldiers lost their lives.",
        published="2025-09-22",
    )
    assert figures(rows, "low", "side")[0] == (7, "NER")
    assert "MLI" not in {party for pair in figures(rows, "side", "by") for party in pair}


def test_an_agency_in_small_letters_ends_a_dateline(told: Told) -> None:
    rows = told(
        "Three dead in Portugal fires\n\nMadrid, Sept 16, (dpa) - Three people died and 17 were hurt in fires raging across Portugal, "
        "officials said on Monday.",
        published="2024-09-16",
    )
    assert {side for (side,) in figures(rows, "side")} == {"PRT"}


def test_provinces_surrounding_a_capital_are_in_its_country(told: Told) -> None:
    rows = told(
        "PESHAWAR, Pakistan - Snow blocked roads in Pakistan. Forty people were killed by avalanches in the provinces surrounding Kabul on "
        "Saturday.",
        published="2017-02-06",
    )
    assert figures(rows, "low", "side") == [(40, "AFG")]


def test_enemy_troops_are_not_those_who_killed_them(told: Told) -> None:
    rows = told(
        "FMLN troops clashed with the cavalry near San Salvador in El Salvador on Monday, killing seven and wounding nine enemy troops.",
        published="1990-01-10",
    )
    assert figures(rows, "side", "by", low=7) == [("SLV", "fmln")]


def test_the_badly_hurt_who_may_not_live_are_hurt(told: Told) -> None:
    rows = told("FREETOWN - About 40 badly burned men were not expected to live, a nurse said.", published="2021-11-06")
    assert figures(rows, "measure", "status") == [("injured", "happened")]


def test_what_a_past_war_killed_is_no_guess_whatever_may_come(told: Told) -> None:
    rows = told(
        "COLOMBO - The talks could decide whether Sri Lanka is headed for a return to the civil war that killed 9,000 people. It is not "
        "clear whether a blast killed nine people on Friday.",
        published="2006-02-17",
    )
    assert figures(rows, "low", "status") == [(9, "hypothetical"), (9000, "happened")]
