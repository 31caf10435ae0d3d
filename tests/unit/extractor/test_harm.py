"""Whose the dead, hurt and held are and who did it: fighters, forces, blame, losses owned up to, what a number goes on with."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_an_army_that_no_country_is_named_with_is_that_of_the_country_told_of(told: Told) -> None:
    rows = told("Soldiers killed 12 bandits near Katsina in Nigeria on Sunday, the army said, adding that it had lost one soldier.")
    assert figures(rows, "by", "side", measure="killed", low=12) == [("NGA", None)]
    assert figures(rows, "side", measure="killed", low=1) == [("NGA",)]


def test_fighters_counted_without_a_name_are_of_the_armed_party_of_the_story(told: Told) -> None:
    rows = told("M23 rebels attacked Goma in the Democratic Republic of Congo on Friday. The army said 22 fighters were killed in a raid.")
    assert figures(rows, "side", "by", measure="killed") == [("m23", "COD")]


def test_gunmen_are_whom_the_story_blames(told: Told) -> None:
    rows = told("Gunmen seized 40 passengers in Ethiopia on Friday. A spokesman blamed the Oromo Liberation Army for the attack.")
    assert figures(rows, "side", "by", measure="abducted") == [("ETH", "oromo-liberation-army")]


def test_separatists_are_the_party_of_their_country_that_is_called_so(told: Told) -> None:
    rows = told("Armed men took 81 people from a school in Bamenda, Cameroon, the governor said, and accused separatists of the abduction.")
    assert figures(rows, "side", "by", measure="abducted") == [("CMR", "ambazonia-separatists")]


def test_a_movements_people_are_harmed_by_the_state_it_fights(told: Told) -> None:
    rows = told("Hamas attacked two Israeli posts on Friday. Israel struck back. An airstrike in Gaza killed 30 people, medics said.")
    assert figures(rows, "side", "by", measure="killed") == [("PSE", "ISR")]


def test_an_airstrike_at_home_is_by_the_forces_that_rule(told: Told) -> None:
    rows = told("An airstrike on a village near Mandalay in Myanmar killed 12 people on Friday, residents said.")
    assert figures(rows, "side", "by", measure="killed") == [("MMR", "myanmar-military")]


def test_who_arrests_without_being_named_is_the_country(told: Told) -> None:
    rows = told("Police in Durban, South Africa, have detained 190 miners since August.")
    assert figures(rows, "by", measure="detained") == [("ZAF",)]


def test_losses_owned_up_to_are_ones_own(told: Told) -> None:
    rows = told("Armenia and Azerbaijan fought a war over the enclave. Armenia has acknowledged 2,718 dead.")
    assert figures(rows, "side", measure="killed") == [("ARM",)]


def test_another_number_goes_on_with_those_counted_before_it(told: Told) -> None:
    rows = told(
        "Pakistan and Afghanistan clashed on Friday. Pakistan's military said 23 Pakistani soldiers were killed; another 29 were wounded."
    )
    assert figures(rows, "side", measure="injured") == [("PAK",)]


def test_weapons_of_a_named_force_are_its_countrys(told: Told) -> None:
    rows = told("Russia and Ukraine traded attacks. On Friday 221 drones and two missiles of the Armed Forces of Ukraine were shot down.")
    assert figures(rows, "side", measure="intercepted") == [("UKR",), ("UKR",)]


def test_whoever_attacked_one_side_at_a_place_did_not_harm_its_own(told: Told) -> None:
    rows = told(
        "Boko Haram fighters attacked Damboa, Nigeria, on Friday, killing 20 villagers. Troops killed 50 Boko Haram fighters in Damboa."
    )
    assert figures(rows, "side", "by", "low", measure="killed") == [("NGA", "boko-haram", 20), ("boko-haram", "NGA", 50)]


def test_a_number_beside_the_name_of_a_country_is_its(told: Told) -> None:
    rows = told("Armenia and Azerbaijan fought over the enclave. Armenia has acknowledged 2,718 dead and Azerbaijan 2,783.")
    assert figures(rows, "side", "low", measure="killed") == [("ARM", 2718), ("AZE", 2783)]


def test_a_country_named_only_for_its_word_fights_nobody(told: Told) -> None:
    rows = told(
        "The army of Sudan said it shot down 21 of 24 drones launched by the Rapid Support Forces at Khartoum on Friday. "
        "Since 2023 more than 9,000 people have been killed, according to U.S. estimates."
    )
    assert figures(rows, "side", "by", measure="intercepted") == [("rsf", "SDN")]


def test_an_army_that_a_sentence_blames_is_the_one_that_did_it(told: Told) -> None:
    rows = told("Eight people were killed when bombs fell on a market in Katsina, Nigeria, local leaders said, blaming army drones.")
    assert figures(rows, "side", "by", measure="killed") == [("NGA", "NGA")]


def test_what_it_deplored_in_its_ranks_are_the_losses_of_the_army_that_spoke_before(told: Told) -> None:
    rows = told("On Friday the army of Niger said it had fought off a raid in Tillaberi. It deplored two dead in its ranks.")
    assert figures(rows, "side", measure="killed") == [("NER",)]


def test_who_recovers_the_bodies_has_not_killed(told: Told) -> None:
    rows = told("Tunisian coast guards rescued 120 migrants off Sfax, Tunisia, on Friday and recovered the bodies of 20 others.")
    assert figures(rows, "by", measure="killed") == [(None,)]


def test_gang_members_killed_by_the_police_are_of_no_side(told: Told) -> None:
    rows = told("Police killed 12 gang members in Kenscoff, Haiti, on Friday, the mayor said.")
    assert figures(rows, "side", "by", measure="killed") == [(None, "HTI")]


def test_soldiers_that_speaking_militants_say_they_killed_were_killed_by_them(told: Told) -> None:
    rows = told(
        "Somali troops killed 50 al-Shabaab fighters in Afgooye, Somalia, on Friday. The militants said they had killed 12 soldiers."
    )
    assert figures(rows, "side", "by", "low", measure="killed") == [("SOM", "al-shabaab", 12), ("al-shabaab", "SOM", 50)]


def test_those_a_movement_still_holds_are_of_the_country_it_fights(told: Told) -> None:
    rows = told(
        "ADDIS ABABA (Wire) - Ethiopia said the Oromo Liberation Army kidnapped 160 students in Oromia. The Oromo Liberation Army attacked "
        "Ethiopian forces too. A parents' group put the number of those still in captivity at 100 or more."
    )
    assert figures(rows, "side", "by", measure="detained") == [("ETH", "oromo-liberation-army")]


def test_what_killed_is_the_attack_in_a_place_not_the_place(told: Told) -> None:
    rows = told("A group has claimed responsibility for a blast in the Kenyan capital that killed 24 people and wounded 42 on Friday.")
    assert figures(rows, "measure", "by") == [("injured", None), ("killed", None)]


def test_more_behind_a_number_adds_and_does_not_hide_what_is_counted(told: Told) -> None:
    rows = told("At least 100 dead and hundreds more missing after a ferry capsized in Tanzania on Friday.")
    assert figures(rows, "measure", "low") == [("killed", 100), ("missing", 200)]
    rows = told("Nine dead and 20 more injured when a bridge fell in Peru on Friday.")
    assert figures(rows, "measure", "low") == [("injured", 20), ("killed", 9)]


def test_one_that_wounds_is_not_wounded(told: Told) -> None:
    rows = told("Two drones hit a base in Sudan on Friday, with one wounding four soldiers.")
    assert figures(rows, "low", measure="injured") == [(4,)]


def test_abductions_are_not_arrests(told: Told) -> None:
    rows = told("The commission counted 37 arrests and two abductions in Kampala on Friday.")
    assert figures(rows, "measure", "low") == [("abducted", 2), ("detained", 37)]


def test_who_waits_to_be_brought_out_is_not_rescued_yet(told: Told) -> None:
    rows = told("The governor said on Friday that 49 miners were waiting to be brought to the surface.")
    assert figures(rows, "status", measure="rescued") == [("planned",)]


def test_bodies_brought_to_hospitals_are_of_the_day_s_dead(told: Told) -> None:
    rows = told(
        "A mill burned down in Surat, India. 60 bodies were taken to the main hospital, 21 to a clinic and 9 were brought to a morgue."
    )
    assert figures(rows, "low", measure="killed") == [(9,), (21,), (60,)]


def test_bodies_moved_elsewhere_count_nobody(told: Told) -> None:
    assert told("Ten bodies were brought to Kabul from a village in Afghanistan on Friday.") == []


@pytest.mark.parametrize("search", ["halted the search for 11 others", "are still searching for 11 people", "were looking for 11 hikers"])
def test_whom_rescuers_search_for_is_missing(told: Told, search: str) -> None:
    rows = told(f"An avalanche hit a camp in Tajikistan on Friday, killing nine. Rescuers {search} in the snow.")
    assert figures(rows, "low", measure="missing") == [(11,)]


@pytest.mark.parametrize("fate", ["died in hospital", "later succumbed to their burns", "have since died"])
def test_the_injured_who_died_are_among_the_dead(told: Told, fate: str) -> None:
    rows = told(f"A bus fell into a gorge near Leh, India, on Friday, killing 20 people. Six of the injured {fate}, police said.")
    assert figures(rows, "measure", "mode", low=6) == [("killed", "part")]


def test_what_befell_some_of_the_rescued_befell_not_all(told: Told) -> None:
    rows = told("An explosion rocked a mine in Peru on Friday. Rescuers brought out 140 miners, 23 of whom were injured.")
    assert figures(rows, "measure", low=140) == [("rescued",)]
    assert figures(rows, "measure", low=23) == [("injured",)]


def test_each_counted_member_of_a_list_has_its_own_fate(told: Told) -> None:
    rows = told(
        "After clashes in Dhaka, Bangladesh, there are 21 injured officers, one dead and 19 people arrested on suspicion of rioting."
    )
    assert figures(rows, "measure", low=19) == [("detained",)]


@pytest.mark.parametrize("words", ["revised that late in the day to 24", "corrected the figure to 24", "lowered its count down to 24"])
def test_a_toll_that_is_revised_is_the_new_one(told: Told, words: str) -> None:
    rows = told(f"A ferry sank off Zanzibar, Tanzania, on Friday. The police said 30 people had died. The force later {words}.")
    assert figures(rows, "low", measure="killed") == [(24,), (30,)]


def test_planted_bombs_that_explode_are_no_weapons_that_got_through(told: Told) -> None:
    rows = told("Two bombs exploded at a market in Cotabato in the Philippines on Friday, killing 20 people.")
    assert figures(rows, "measure") == [("killed",)]


@pytest.mark.parametrize("buried", ["buried hundreds of homes", "swept away dozens of cars", "trapped scores of trucks"])
def test_what_is_no_person_is_not_missing(told: Told, buried: str) -> None:
    assert told(f"A landslide struck near Osh in Kyrgyzstan on Friday and {buried}.") == []


def test_a_hospital_called_after_a_far_town_moves_nobody_there(told: Told) -> None:
    rows = told("Gunmen stormed a hotel in Mogadishu, Somalia, on Friday. Four people died, said a doctor at Madina hospital in Mogadishu.")
    assert figures(rows, "side", "place", measure="killed") == [("SOM", "Mogadishu")]


def test_kinds_that_add_up_to_the_number_before_them_are_its_parts(told: Told) -> None:
    rows = told("A landslide near Osh in Kyrgyzstan killed eight villagers, five women and three children, on Friday, police said.")
    assert figures(rows, "low", "mode", measure="killed") == [(3, "part"), (5, "part"), (8, "increment")]


def test_paramilitaries_are_those_of_the_story_and_not_of_their_country(told: Told) -> None:
    rows = told(
        "Sudanese paramilitaries killed at least 60 people in the city of El Fasher in Sudan, activists said.\n\n"
        "The Rapid Support Forces hit a shelter there, they said."
    )
    assert figures(rows, "side", "by", low=60) == [("SDN", "rsf")]


def test_those_killed_include_kinds_of_them(told: Told) -> None:
    rows = told("A storm hit Fiji on Friday, killing 90 people. The people killed include 24 women.")
    assert figures(rows, "mode", measure="killed", low=24) == [("part",)]


def test_whom_the_police_look_for_is_not_missing(told: Told) -> None:
    assert told("Police in Perth, Australia, are searching for three people over a robbery on Friday.") == []


@pytest.mark.parametrize("harm", ["suffered broken bones", "sustained fractures", "are still critical", "inhaled smoke"])
def test_kinds_of_injury_injure(told: Told, harm: str) -> None:
    rows = told(f"A wall fell on a crowd in Cairo, Egypt, on Friday. At least 35 workers {harm}, a doctor said.")
    assert figures(rows, "low", measure="injured") == [(35,)]


def test_drownings_are_deaths(told: Told) -> None:
    assert figures(told("At least 60 drownings were confirmed off Tunisia, the agency said."), "low", measure="killed") == [(60,)]


def test_a_participle_with_a_number_of_its_own_counts_nobody_before_it(told: Told) -> None:
    rows = told("A grenade on Friday in Quetta, Pakistan, killed at least 6 guests wounded at least 17 others, medics said.")
    assert figures(rows, "measure", "low") == [("injured", 17), ("killed", 6)]


def test_a_number_after_a_quotation_mark_is_one(told: Told) -> None:
    rows = told("Police cleared a square in Minsk, Belarus, on Friday.", headline="'Hundreds arrested' as protests sweep Belarus")
    assert figures(rows, "low", "side", measure="detained") == [(200, "BLR")]


def test_protesters_and_suspects_held_are_of_the_country(told: Told) -> None:
    assert figures(told("At least 400 people were detained in Togo after protests on Friday."), "side", "by") == [("TGO", "TGO")]
    assert figures(told("Police in Togo arrested 4 people over a robbery on Friday."), "side", "by") == [("TGO", "TGO")]


def test_dead_who_were_attackers_are_of_the_side_that_attacked(told: Told) -> None:
    rows = told(
        "Al-Shabaab fighters stormed a beach hotel in Mogadishu, Somalia, on Friday and killed 16 people, police said.\n\n"
        "Four of the 16 people killed were attackers, shot by the security forces."
    )
    assert figures(rows, "side", "by", low=4) == [("al-shabaab", "SOM")]
    assert {side for side, _ in figures(rows, "side", "by", low=16)} == {"SOM"}


def test_whom_the_story_blames_did_it_though_it_names_another_group(told: Told) -> None:
    rows = told(
        "A car bomb killed seven people in Cali, Colombia, on Friday.\n\nThe authorities blame dissidents of the former FARC.\n\n"
        "The mayor had spoken of the Gulf Clan. Nine people were hurt."
    )
    assert {by for (by,) in figures(rows, "by")} == {"farc-dissidents"}


def test_the_capital_among_the_cities_of_a_country_is_that_country_s(told: Told) -> None:
    rows = told(
        "RIYADH, Saudi Arabia -- Saudi jets struck Yemeni cities, the capital among them, on Friday, "
        "killing at least 12 people, officials said."
    )
    assert {side for (side,) in figures(rows, "side", low=12)} == {"YEM"}


def test_who_counts_the_dead_of_a_place_in_its_name_counts_its_own(told: Told) -> None:
    rows = told(
        "JERUSALEM -- Israel and Hamas exchanged prisoners on Friday.\n\n"
        "Since Monday 40 people have been killed by Israeli fire, according to Gaza's Health Ministry."
    )
    assert figures(rows, "side", "by", low=40) == [("PSE", "ISR")]


def test_police_of_several_countries_who_raid_flats_fight_no_war(told: Told) -> None:
    rows = told(
        "More than 20 people were arrested in raids in Spain, Portugal and Italy on Friday.\n\n"
        "The raids in Portugal came after two suspects were shot dead there on Thursday night."
    )
    assert figures(rows, "side", "by", measure="killed") == [("PRT", None)]


def test_police_are_of_the_country_that_their_sentence_places_them_in(told: Told) -> None:
    rows = told(
        "Israel and Lebanon traded fire across the border on Friday and troops died.\n\n"
        "Police killed two protesters in Cairo in Egypt on Friday."
    )
    assert figures(rows, "side", "by", low=2) == [("EGY", "EGY")]


def test_a_country_named_for_its_border_is_no_foe(told: Told) -> None:
    rows = told(
        "At least 14 people were killed when suspected militants attacked a village in northern Togo, near the border with Benin, "
        "residents said.\n\nThe unrest came over from Benin in 2021."
    )
    assert figures(rows, "side", "by", low=14) == [("TGO", "militants")]


def test_whose_missiles_killed_is_not_where_they_killed(told: Told) -> None:
    rows = told(
        "Iran fired missiles at Israel on Saturday.\n\n"
        "An Iranian missile struck Haifa, medics said, which takes the number of people killed in Iran's barrages to three."
    )
    assert figures(rows, "side", "by", low=3) == [("ISR", "IRN")]


def test_a_movement_of_no_country_is_blamed_too(told: Told) -> None:
    rows = told(
        "Bombings in Baghdad claimed by Islamic State killed 90 people on Sunday, police said.\n\n"
        "A truck blew up in a market in the Iraqi capital and hurt 40. U.S. forces had left the city."
    )
    assert {by for (by,) in figures(rows, "by")} == {"islamic-state"}
