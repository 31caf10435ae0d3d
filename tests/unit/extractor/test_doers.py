"""Who did it and to whom: claims of responsibility, accusations, attacks told in an aside, fighters by their kind, arrests, own fire."""

from __future__ import annotations

import pytest

from services.extractor.bank import load_bank
from services.extractor.story.context import is_exchange
from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ("A bomb killed 12 people in Mogadishu, Somalia, on Friday. Al-Shabaab militants claimed responsibility.", "al-shabaab"),
        (
            "A bomb killed 12 people in Quetta, Pakistan, on Friday. The Baloch Liberation Army took responsibility.",
            "baloch-liberation-army",
        ),
        (
            "A bomb killed 12 people in Nairobi, Kenya, on Friday. Al-Shabaab, a group allied with al-Qaeda, claimed the attack.",
            "al-shabaab",
        ),
        ("A bomb killed 12 people in Peshawar, Pakistan, on Friday. The Pakistani Taliban admitted responsibility.", "ttp"),
        ("A bomb killed 12 people in Istanbul, Turkey, on Friday. Ankara blamed the PKK for the blast.", "pkk"),
        (
            "A bomb killed 12 people in Srinagar, India, on Friday. Jaish-e-Mohammed, based in Pakistan, claimed responsibility.",
            "jaish-e-mohammed",
        ),
    ],
)
def test_an_attack_is_by_whoever_owns_up_to_it_or_is_blamed(told: Told, body: str, by: str) -> None:
    assert figures(told(body), "by", measure="killed") == [(by,)]


@pytest.mark.parametrize(
    "headline", ["Kenyan mall attack kills 12", "Twelve dead in Kenyan market bombing", "Toll in Kenyan church attack rises to 12"]
)
def test_an_attack_on_something_of_a_country_is_not_by_the_country(told: Told, headline: str) -> None:
    rows = told("The attack in Nairobi, Kenya, killed 12 people on Friday, officials said.", headline=headline)
    assert figures(rows, "side", "by", measure="killed", low=12)[0] == ("KEN", None)


@pytest.mark.parametrize("headline", ["Israeli drone attack kills 12 in Gaza", "Israeli raid kills 12 in West Bank"])
def test_an_attack_by_the_means_of_a_country_is_by_it(told: Told, headline: str) -> None:
    assert figures(told("The dead were taken to a hospital.", headline=headline), "side", "by") == [("PSE", "ISR")]


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        ("Rights groups accused the army of killing 40 civilians in Shan state, Myanmar.", ("MMR", "myanmar-military")),
        ("Residents accused Ethiopian troops of killing 40 civilians near Gondar.", ("ETH", "ETH")),
        ("Boko Haram was accused of killing 40 farmers in Borno, Nigeria.", ("NGA", "boko-haram")),
        ("At least 40 people were killed and 90 wounded by Boko Haram gunfire in Borno, Nigeria.", ("NGA", "boko-haram")),
        ("Exactly 40 people were killed and 90 wounded in Israeli shelling of the Gaza Strip.", ("PSE", "ISR")),
        ("Government snipers shot dead 40 protesters in Sanaa, Yemen, medics said.", ("YEM", "YEM")),
    ],
)
def test_the_doer_is_whom_an_accusation_names_or_the_agent_said_once_for_two_verbs(
    told: Told, sentence: str, pair: tuple[str, str]
) -> None:
    assert figures(told(sentence), "side", "by", low=40) == [pair]


@pytest.mark.parametrize(
    "aside",
    [
        "the Hamas-led attack on southern Israel on 7 October 2023, in which about 1,200 people were killed",
        "the rampage it led through southern Israel in 2023 that killed about 1,200 people",
        "the Hamas assault on Israel in October 2023, which killed about 1,200 people",
    ],
)
def test_those_killed_in_an_attack_told_of_in_an_aside_are_of_the_country_attacked(told: Told, aside: str) -> None:
    rows = told(f"Israeli strikes killed 30 people in Gaza on Friday. Israel fights Hamas there since {aside}.")
    assert figures(rows, "side", "by", measure="killed", qualifier="about") == [("ISR", "hamas")]
    assert figures(rows, "side", "by", measure="killed", low=30) == [("PSE", "ISR")]


def test_soldiers_who_die_fighting_a_movement_are_killed_by_it_and_not_by_its_country(told: Told) -> None:
    rows = told("Israeli strikes killed 48 people in Gaza on Friday. The Israeli army said two of its soldiers died fighting Hamas there.")
    assert figures(rows, "side", "by", low=2) == [("ISR", "hamas")]


def test_fighters_whom_nobody_names_are_of_the_other_country_of_a_war(told: Told) -> None:
    rows = told(
        "Palestinian gunmen attacked an Israeli post in the West Bank on Friday. The Israeli army said it had shot dead two militants.",
        published="2001-12-10",
    )
    assert figures(rows, "side", "by", measure="killed") == [("PSE", "ISR")]


def test_a_country_that_acts_is_not_where_it_happened(told: Told) -> None:
    rows = told("Israel has killed at least 115 medics in Lebanon since the fighting with Hezbollah began a year ago.")
    assert figures(rows, "by", measure="killed") == [("ISR",)]


def test_whose_toll_it_is(told: Told) -> None:
    story = "Thai and Cambodian troops clashed on Friday. Thailand put the number of Cambodian soldiers killed at 61."
    assert figures(told(story), "side", "by", low=61) == [("KHM", "THA")]
    story = "Israeli tanks shelled Gaza on Friday. The raids brought the Palestinian death toll to 61."
    assert figures(told(story), "side", "by", low=61) == [("PSE", "ISR")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three U.S. soldiers were killed by a misguided US bomb in Afghanistan.",
        "Three U.S. soldiers were killed by friendly fire in Afghanistan.",
        "A U.S. bomb went astray and killed three U.S. soldiers in Afghanistan.",
    ],
)
def test_own_fire_is_not_the_foes(told: Told, sentence: str) -> None:
    rows = told(f"U.S. warplanes attacked the Taliban in Afghanistan on Friday. {sentence}", published="2001-12-07")
    assert figures(rows, "side", "by", low=3) == [("USA", "USA")]


def test_a_crash_beside_an_attack_is_nobodys_doing(told: Told) -> None:
    rows = told(
        "A bomb killed 20 people in Baghdad, Iraq, on Friday. Al-Qaeda in Iraq claimed the attack. "
        "Five U.S. soldiers died in a helicopter crash near Mosul, the military said."
    )
    assert figures(rows, "side", "by", low=5) == [("USA", None)]
    assert figures(rows, "side", "by", low=20) == [("IRQ", "al-qaeda-in-iraq")]


@pytest.mark.parametrize(
    ("sentence", "pair"),
    [
        ("Police in Nairobi, Kenya, arrested 12 men on Friday.", ("KEN", "KEN")),
        ("A total of 12 people were arrested in Nairobi, Kenya, on Friday.", ("KEN", "KEN")),
        ("Kenyan police arrested 12 Ugandans in Nairobi on Friday.", ("UGA", "KEN")),
        ("Israeli soldiers arrested 12 people in the West Bank on Friday.", ("PSE", "ISR")),
        ("Al-Shabaab abducted 12 people near Garissa in Kenya on Friday.", ("KEN", "al-shabaab")),
    ],
)
def test_a_states_police_arrest_its_people_unless_they_are_said_to_be_others(told: Told, sentence: str, pair: tuple[str, str]) -> None:
    assert figures(told(sentence), "side", "by", low=12) == [pair]


def test_political_prisoners_are_held_and_let_go_by_their_own_state(told: Told) -> None:
    rows = told(
        "MINSK, Belarus - A rights group counted 49 freed on Friday. It says 806 people are still jailed for political reasons.",
        published="2025-06-06",
    )
    assert figures(rows, "side", "by") == [("BLR", "BLR"), ("BLR", "BLR")]


def test_captives_of_a_movement_named_with_its_country_are_let_go_by_the_movement(told: Told) -> None:
    rows = told("Two police officers and four civilians held captive by Colombia's ELN were freed on Sunday.")
    assert figures(rows, "side", "by", measure="released") == [("COL", "eln"), ("COL", "eln")]


@pytest.mark.parametrize(
    ("body", "side", "by"),
    [
        ("Chechen rebels attacked a post on Friday, killing 12 soldiers in Grozny, Russia.", "RUS", "chechen-rebels"),
        ("Tuareg rebels ambushed a convoy on Friday, killing 12 soldiers near Kidal in Mali.", "MLI", "tuareg-rebels"),
        (
            "Communist guerrillas killed 12 soldiers on Mindanao in the Philippines on Friday. The New People's Army fights there.",
            "PHL",
            "new-people-s-army",
        ),
        ("Two gunmen from the radical Islamic group Hamas killed 12 people in Ashkelon, Israel, on Friday.", "ISR", "hamas"),
        ("Three Palestinian bombers of the Islamic movement Hamas killed 12 people in Haifa, Israel, on Friday.", "ISR", "hamas"),
    ],
)
def test_fighters_told_by_their_kind(told: Told, body: str, side: str, by: str) -> None:
    assert figures(told(body), "side", "by", low=12) == [(side, by)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("The two sides exchanged 40 prisoners.", True),
        ("They traded three captives for a commander.", True),
        ("The men were traded at the border.", True),
        ("The sides exchanged artillery fire along the border.", False),
        ("They exchanged heavy gunfire.", False),
        ("A powerful earthquake hit the region.", False),
        ("The airliners crashed into the World Trade Center.", False),
        ("They traded blame for the attack.", False),
    ],
)
def test_exchanges_of_fire_and_trade_are_no_swaps(text: str, meant: bool) -> None:
    assert is_exchange(text) is meant


def test_armed_parties_of_no_country_are_no_mediators(told: Told) -> None:
    rows = told(
        "Islamic State bombers struck the airport of Kabul, Afghanistan, on Friday. The Taliban said 28 of its fighters were killed in it."
    )
    assert figures(rows, "side", "by") == [("taliban", "islamic-state")]


def test_known_parties_have_a_country_of_the_bank() -> None:
    bank = load_bank()
    assert bank.country("northern-alliance") == "AFG"
    assert all(party.country is None or party.country in bank.parties for party in bank.parties.values())


def test_each_state_of_a_war_counts_its_own(told: Told) -> None:
    story = "Thai and Cambodian troops clashed on Friday. Thailand said 26 of its soldiers died; Cambodia reports 31 civilians killed."
    assert figures(told(story), "side", "by", low=31) == [("KHM", "THA")]
    story = (
        "Indian and Pakistani troops exchanged artillery fire, with Islamabad reporting 26 civilians killed and New Delhi at least 12 dead."
    )
    assert figures(told(story), "side", "by", measure="killed") == [("IND", "PAK"), ("PAK", "IND")]


def test_who_fights_militants_counts_no_dead_of_its_own(told: Told) -> None:
    rows = told("Indian and Pakistani troops clashed on Friday. India said 12 militants were killed in Kashmir.")
    assert figures(rows, "side", low=12) != [("IND",)]


def test_who_ends_the_sentence_with_the_claim_and_a_name_between_commas(told: Told) -> None:
    rows = told(
        "A bomb killed 25 people in Haifa, Israel, on Friday. The radical movement, Hamas, claimed responsibility.", published="2001-12-07"
    )
    assert figures(rows, "by", measure="killed") == [("hamas",)]


def test_hospital_staff_where_a_movement_is_at_home_count_its_people(told: Told) -> None:
    rows = told(
        "KHAN YOUNIS, Gaza Strip - Israel's military said its troops killed one man of Hamas on Friday. "
        "Hospital staff said three people were shot dead there."
    )
    assert figures(rows, "side", "by", low=3) == [("PSE", "ISR")]


def test_the_aggression_and_the_occupation_of_a_communique_are_the_foes(told: Told) -> None:
    rows = told(
        "GAZA - Nine wounded reached the hospitals of the Strip on Friday, the Ministry of Health said. "
        "The toll of the aggression has risen to 68,872 martyrs."
    )
    assert figures(rows, "side", "by", low=68872) == [("PSE", "ISR")]


def test_fighters_of_a_people_whom_their_own_state_fights_are_of_the_country(told: Told) -> None:
    rows = told(
        "Syrian troops stormed Sweida in Syria on Friday, and Israel bombed their column. The army said it killed 46 Druze fighters."
    )
    assert figures(rows, "side", measure="killed", low=46) == [("SYR",)]


def test_those_killed_by_their_captors_are_killed_by_the_movement(told: Told) -> None:
    rows = told(
        "Israel fights Hamas, which took hostages, in Gaza. Israeli officials said on Friday that three were killed by their captors."
    )
    assert figures(rows, "by", low=3) == [("hamas",)]


def test_a_round_up_tells_of_each_country_for_itself(told: Told) -> None:
    rows = told(
        "Gunmen of al-Shabaab killed 12 people in Mogadishu, Somalia, and the group claimed responsibility.\n\n"
        "Gunmen killed 14 people in Quito, Ecuador.\n\nA blast killed three in Manila, the Philippines.\n\n"
        "A strike killed five in Kharkiv, Ukraine.\n\nA bomb killed six in Karachi, Pakistan."
    )
    assert ("SOM", "al-shabaab") in figures(rows, "side", "by", low=12)
    assert not {"al-shabaab"} & {row["by"] for row in rows if row["low"] in (3, 5, 6)}


def test_what_some_of_the_freed_belonged_to(told: Told) -> None:
    rows = told(
        "Azerbaijan and Armenia exchanged prisoners on Friday. Azerbaijan freed 32 captives. "
        "He wrote that 31 of the freed belonged to the army of Armenia."
    )
    assert figures(rows, "side", "by", low=31) == [("ARM", "AZE")]


def test_a_state_that_fights_a_movement_frees_its_own_hostages(told: Told) -> None:
    rows = told("Hamas holds 200 hostages in Gaza. Israeli forces freed one hostage on Friday during their offensive against Hamas.")
    assert figures(rows, "side", measure="released") == [("ISR",)]


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("MANILA, Philippines - A raid in Northern Samar killed seven people on Friday, Philippine officials said.", "PHL"),
        ("BOGOTA, Colombia - A bomb in Tarazá killed seven people on Friday, Colombian officials said.", "COL"),
        ("MOSCOW - A fire in Samara killed seven people on Friday, Russian officials said.", "RUS"),
    ],
)
def test_a_name_nearly_that_of_a_town_abroad_is_of_the_storys_country(told: Told, body: str, country: str) -> None:
    assert figures(told(body), "side", low=7) == [(country,)]


def test_a_border_named_by_a_country_makes_it_no_side(told: Told) -> None:
    rows = told("The Karen National Union of Myanmar freed 14 captured soldiers near the Thai border on Friday.")
    assert "THA" not in {row["side"] for row in rows}


@pytest.mark.parametrize(
    ("blame", "by"),
    [
        ("The government blamed the al-Qaida-linked al-Shabab extremist group.", "al-shabaab"),
        ("The attack was claimed by Somalia's al-Shabaab militants.", "al-shabaab"),
    ],
)
def test_whom_a_group_is_linked_with_did_not_do_it_nor_did_who_flew_out_the_wounded(told: Told, blame: str, by: str) -> None:
    rows = told(f"A bomb blast killed 276 people in Mogadishu, Somalia, on Friday. {blame} Turkey sent a plane to evacuate the wounded.")
    assert figures(rows, "side", "by", low=276) == [("SOM", by)]


def test_others_are_such_as_the_one_told_of_before(told: Told) -> None:
    rows = told("Guerrillas killed a U.S. soldier and wounded three others near Tikrit, Iraq, on Friday.")
    assert figures(rows, "side", low=3) == [("USA",)]


def test_hostages_are_held_by_the_movement_and_not_by_its_country(told: Told) -> None:
    rows = told("Israel fights Hamas in Gaza, where Palestinians fled Israeli shelling. About 120 hostages remain held in Gaza.")
    assert figures(rows, "side", "by", measure="detained") == [("ISR", "hamas")]


def test_whose_number_it_is_may_be_said_after_it(told: Told) -> None:
    rows = told("Taliban fighters killed a man on Friday. The deaths bring to 229 the number of British troops killed in Afghanistan.")
    assert figures(rows, "side", low=229) == [("GBR",)]
