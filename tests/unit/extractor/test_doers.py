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
