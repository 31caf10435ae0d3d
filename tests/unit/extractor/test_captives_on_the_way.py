"""Captives told without a verb of letting go: on board, on a list, still there, some of a group; and the peoples and days of exchanges."""

from __future__ import annotations

from tests.unit.extractor.conftest import Told, figures

_SWAP = (
    "Russia and Ukraine carried out a prisoner exchange on Saturday. Ukraine got back 120 soldiers and Russia 118, officials of both sides "
    "said.\n\n"
)
_FLIGHTS = "SANAA - Yemen's government and the Houthis exchanged prisoners for a second day on Saturday, the Red Cross said.\n\n"
_BOSNIA = "SARAJEVO - Bosnian Serbs and the government of Bosnia exchanged prisoners on Saturday, the Red Cross said.\n\n"
_BODIES = "Hamas handed over the bodies of two Israeli hostages on Monday, the Israeli military said.\n\n"


def test_serbs_of_a_story_of_bosnian_serbs_are_theirs(told: Told) -> None:
    freed = told(_BOSNIA + "The government freed 40 Serbs at a bridge in Doboj.", published="1996-03-09")
    assert figures(freed, "low", "side", "by") == [(40, "bosnian-serbs", "BIH")]
    killed = told(_BOSNIA + "Twelve Serb soldiers were killed near Brcko on Thursday when a mine went off.", published="1996-03-09")
    assert figures(killed, "low", "side") == [(12, "bosnian-serbs")]


def test_serbs_of_serbia_stay_its_people(told: Told) -> None:
    body = "BELGRADE - Serbia and Croatia exchanged prisoners on Saturday.\n\nCroatia freed 14 Serbs at the border."
    assert figures(told(body, published="2013-03-09"), "low", "side", "by") == [(14, "SRB", "HRV")]
    body = "PRISTINA - Nine Serbian policemen were killed by a mine on Wednesday, Belgrade said. Bosnian Serbs sent condolences."
    assert figures(told(body, published="1999-06-09"), "low", "side") == [(9, "SRB")]


def test_feasts_are_days(told: Told) -> None:
    body = "A bomb killed nine people in Mombasa on New Year's Eve, police in Kenya said."
    assert figures(told(body, published="2012-01-12"), "low", "start") == [(9, "2011-12-31")]
    body = "Rebels of the FARC freed four soldiers of Colombia on Thursday.\n\nOn Christmas Eve they had let go six policemen."
    assert figures(told(body, published="2012-01-12"), "start", low=6) == [("2011-12-24",)]


def test_a_feast_that_only_names_a_thing_dates_nothing(told: Told) -> None:
    body = "A choir that sang at the Christmas Eve Mass lost two of its members when a bus crashed in Peru on Sunday, killing 11 people."
    assert figures(told(body, published="2020-01-20"), "start", low=11) == [("2020-01-19",)]


def test_dead_hostages_are_no_toll(told: Told) -> None:
    rows = told(_BODIES + "Six of the eight dead hostages still in Gaza are Israelis, one is a Thai and one a Nepalese.")
    assert figures(rows, "low", measure="killed") == []
    rows = told("The gunmen left nine hostages dead when troops stormed the school in Kano, Nigeria, on Monday, the army said.")
    assert figures(rows, "low", measure="killed") == [(9,)]


def test_some_of_them_held_is_not_said_of_all(told: Told) -> None:
    body = "Ten policemen, some of them held for more than 12 years, walked free in Colombia on Monday after the FARC let them go."
    assert figures(told(body), "measure", "low", "side") == [("released", 10, "COL")]


def test_what_is_more_than_the_bodies_is_not_of_them(told: Told) -> None:
    body = (
        "Russia and Ukraine exchanged prisoners on Saturday, with 145 men going home, and Russia returned the remains of two doctors.\n\n"
        "The Coordination Headquarters put the number of Ukrainians at 85. Sixty of them belong to the armed forces, it said, 15 to the "
        "National Guard and ten to the police."
    )
    rows = told(body)
    assert figures(rows, "low", measure="bodies_returned") == [(2,)]
    assert figures(rows, "low", measure="released", mode="part") == [(10,), (15,), (60,)]


def test_captives_on_lists_are_a_stock(told: Told) -> None:
    body = (
        "Armenia and Azerbaijan exchanged 60 prisoners on Friday. The Red Cross has registered 310 captives and has 250 still on its lists."
    )
    assert figures(told(body), "low", measure="detained", mode="cumulative") == [(250,), (310,)]
    body = "Belarus released 18 political prisoners on Thursday, the group Viasna said. It counts more than 1,300 political prisoners."
    assert figures(told(body), "low", measure="detained", mode="cumulative") == [(1301,)]
    assert figures(told(_SWAP + "The Red Cross has registered 60 ambulances and 400 volunteers."), "low", measure="detained") == []


def test_those_still_there_are_held(told: Told) -> None:
    body = "Gunmen freed 30 abducted villagers in Zamfara, Nigeria, officials said on Monday.\n\nAt least 40 are still there, they said."
    assert figures(told(body), "low", "mode", measure="detained") == [(40, "cumulative")]
    body = "Gunmen freed 30 abducted villagers in Zamfara, Nigeria, on Monday. Some 200 soldiers are still there to guard the town."
    assert figures(told(body), "low", measure="detained") == []


def test_whom_the_planes_of_an_exchange_carry_is_let_go(told: Told) -> None:
    for words, low in (
        ("A first plane had 110 Houthi prisoners on board.", 110),
        ("The second flight carried 98 people, an adviser of the Red Cross said.", 98),
        ("In all 340 people were flown on Saturday.", 340),
    ):
        rows = told(_FLIGHTS + words, published="2023-04-15")
        assert figures(rows, "measure", "low", "start", "status") == [("released", low, "2023-04-15", "happened")]


def test_crews_and_helpers_are_not_let_go(told: Told) -> None:
    assert told(_FLIGHTS + "The plane had four nurses and six doctors of the Red Cross on board.", published="2023-04-15") == []
    assert (
        figures(told(_FLIGHTS + "Some 900 people were flown out of Sudan on Saturday by the Saudi navy."), "low", measure="released") == []
    )
