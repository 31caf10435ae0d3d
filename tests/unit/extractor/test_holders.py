"""Who holds people and who lets them go, whose the held are, and who sent what was shot down. Sentences all invented."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

RELEASES = [
    (
        "ADEN - The Yemeni government and the Houthis exchanged 40 prisoners on Saturday. The government handed over 25 fighters and the "
        "Houthis freed 15 soldiers.",
        {25: ("houthis", "YEM"), 15: ("YEM", "houthis")},
    ),
    (
        "The ceasefire deal, brokered by Oman, saw Saudi Arabia free nine Houthi fighters on Thursday in exchange for two Saudi pilots.",
        {9: ("houthis", "SAU"), 2: ("SAU", "houthis")},
    ),
    (
        "It was agreed on Friday that Azerbaijan would free 30 Armenian soldiers and Armenia two. The prisoner exchange was brokered by "
        "Georgia.",
        {30: ("ARM", "AZE"), 2: ("AZE", "ARM")},
    ),
    (
        "SAN SALVADOR - El Salvador is repatriating 40 jailed Hondurans in exchange for five Salvadorans held in Tegucigalpa.",
        {40: ("HND", "SLV")},
    ),
    ("YANGON - To mark the day the military government pardoned 9,652 prisoners on Thursday, state radio said.", {9652: ("MMR", "MMR")}),
    ("MINSK - In total, 123 political prisoners have been released in Belarus, a lawyer said.", {123: ("BLR", "BLR")}),
    ("TRIPOLI - Libyan coast guards handed over 12 Tunisian fishermen to Tunisia on Friday.", {12: ("TUN", "LBY")}),
    ("GOMA - The Rwandan-backed M23 released 30 Congolese soldiers on Saturday, the Red Cross said.", {30: ("COD", "m23")}),
]


@pytest.mark.parametrize(("text", "expected"), RELEASES)
def test_who_lets_go_whom(told: Told, text: str, expected: dict[int, tuple[str | None, str | None]]) -> None:
    rows = told(text)
    assert {low: figures(rows, "side", "by", measure="released", low=low) for low in expected} == {
        low: [pair] for low, pair in expected.items()
    }


HELD = [
    (
        "ADDIS ABABA - The Tigray People's Liberation Front paraded 6,000 captured soldiers last year; the federal side let go 27 "
        "political detainees in January. The TPLF and the army have fought since November.",
        ("captured", 6000, "ETH", "tplf"),
    ),
    (
        "YEREVAN - Azerbaijan freed 30 Armenian soldiers and Armenia let two Azerbaijanis go in an exchange on Friday. Twenty-eight of the "
        "men had been taken prisoner by Azerbaijani forces in September.",
        ("captured", 28, "ARM", "AZE"),
    ),
    ("JUBA - South Sudanese rebels said they had captured 35 government soldiers.", ("captured", 35, "SSD", "rebels")),
    (
        "WARSAW - Two citizens of Belarus have been detained over the drone flight, Polish Prime Minister Jan Kowal said.",
        ("detained", 2, "BLR", "POL"),
    ),
    ("Turkish police detained five men from Syria in Izmir on Monday.", ("detained", 5, "SYR", "TUR")),
    (
        "MANILA - The Abu Sayyaf keeps 12 foreigners captive: four divers from Indonesia and three Dutch birdwatchers, the army said.",
        ("detained", 4, "IDN", "abu-sayyaf"),
    ),
    ("ABUJA - Gunmen abducted 12 farmers from Zamfara on Monday, police said.", ("abducted", 12, "NGA", "gunmen")),
]


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_who_holds_whom(told: Told, text: str, expected: tuple[str, int, str, str | None]) -> None:
    measure, low, *pair = expected
    assert figures(told(text), "side", "by", measure=measure, low=low) == [tuple(pair)]


SHOT_DOWN = [
    ("KYIV - Russia launched 84 Iranian-made drones at Ukraine overnight.", "launched", 84, "RUS", "RUS"),
    (
        "ISLAMABAD - Pakistan's army said it shot down 25 Israeli-made drones that India had sent over the border.",
        "intercepted",
        25,
        "IND",
        "PAK",
    ),
    ("YEREVAN - Armenia said it had shot down two drones which crossed the border from Azerbaijan.", "intercepted", 2, "AZE", "ARM"),
    ("MOSCOW - Russia shot down six drones that Ukraine had bought from Turkey, the governor said.", "intercepted", 6, "UKR", "RUS"),
    ("AMMAN - Jordan shot down five Iranian missiles that Israel had failed to stop on Saturday.", "intercepted", 5, "IRN", "JOR"),
]


@pytest.mark.parametrize(("text", "measure", "low", "side", "by"), SHOT_DOWN)
def test_weapons_are_of_whoever_sent_them_and_not_of_their_maker(told: Told, text: str, measure: str, low: int, side: str, by: str) -> None:
    assert figures(told(text), "side", "by", measure=measure, low=low) == [(side, by)]


def test_the_fallen_that_a_state_gets_back_are_its_own(told: Told) -> None:
    rows = told("KYIV - Ukraine has returned the bodies of 150 defenders from Russia, the coordination headquarters said on Friday.")
    assert figures(rows, "side", "by", measure="bodies_returned") == [("UKR", "RUS")]


def test_an_item_of_a_digest_has_its_own_sides(told: Told) -> None:
    rows = told(
        "INDIA\n\nPakistan freed 20 Indian fishermen on Monday and India four Pakistanis in a swap.\n\nMYANMAR\n\nTo mark the day the "
        "military government pardoned 9,652 prisoners.\n\nBANGLADESH\n\nPolice arrested 300 opposition supporters in Dhaka."
    )
    assert figures(rows, "by", low=9652) == [("MMR",)]
    assert figures(rows, "side", "by", low=300) == [("BGD", "BGD")]


def test_two_states_of_which_no_paragraph_tells_together_fight_no_war(told: Told) -> None:
    rows = told(
        "A land mine hit a bus in Sri Lanka on Monday, killing 58 people, the army said.\n\nIn Somalia, militias seized a town after a "
        "battle with troops of the Somali government. Mogadishu is calm."
    )
    assert figures(rows, "by", low=58) in ([(None,)], [("ltte",)])


def test_those_let_out_of_a_countrys_jails_are_let_go_by_it_wherever_the_story_is_written(told: Told) -> None:
    rows = told(
        "VILNIUS - A rights group, Spring, said 14 political prisoners were let out of Belarusian jails on Friday. "
        "The group said that 1,100 people were still behind bars."
    )
    assert figures(rows, "side", "by", "claimant", low=14) == [("BLR", "BLR", "Spring")]
    assert figures(rows, "side", "by", "claimant", low=1100) == [("BLR", "BLR", "Spring")]


def test_the_freed_are_counted_though_they_were_flown_somewhere_then(told: Told) -> None:
    rows = told("Iran released five American detainees on Monday and they were flown to Doha.")
    assert figures(rows, "side", "by", measure="released") == [("USA", "IRN")]


def test_what_a_band_of_a_country_does_is_no_deed_of_the_state(told: Told) -> None:
    rows = told("Twenty-two Filipino sailors held by Somali pirates since May were freed on Tuesday, the ship's owner said.")
    assert figures(rows, "side", "by", "claimant") == [("PHL", None, "ship's owner")]
    rows = told("PORT-AU-PRINCE - A Haitian gang freed six American missionaries it had kidnapped, police said.")
    assert figures(rows, "side", "by", measure="released") == [("USA", None)]
    rows = told("NAIROBI - The Indian navy captured 35 Somali pirates on Tuesday, a navy spokesman said.")
    assert figures(rows, "side", "by", measure="captured") == [("SOM", "IND")]
