"""What a number counts, and numbers that look like a count: joint numbers of dead and hurt, ages, formats, the dead who are given back."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def _said(told: Told, body: str) -> list[tuple[str, int]]:
    return [(measure, low) for measure, low in figures(told(body), "measure", "low")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Shelling of a market killed or wounded 40 shoppers in Timbuktu on Monday.", []),
        ("The rebels lost 70 men in Mali, suffering 70 casualties, including dead and wounded.", [("killed", 70)]),
        ("Gao had 61 civilian casualties (22 dead, 39 injured) in May.", [("injured", 39), ("killed", 22)]),
        ("A mine in Mali killed 12 farmers and wounded 30.", [("injured", 30), ("killed", 12)]),
        ("The blast in Gao killed nine people and 31 were injured.", [("injured", 31), ("killed", 9)]),
    ],
)
def test_one_number_of_dead_and_hurt_counts_neither(told: Told, body: str, said: list[tuple[str, int]]) -> None:
    assert _said(told, body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Gunmen in Mali offered $90,000 for one of the hostages to be freed.", [("released", 1)]),
        ("The 5+5 commission in Libya praised the release of 30 prisoners.", [("released", 30)]),
        ("Another drone strike in Gao killed seven people.", [("killed", 7)]),
        ("The enemy lost 300 soldiers in Mali and 41 armoured personnel carriers.", [("killed", 300)]),
        ("In May 60 people were killed in Mali, and in June the number decreased by 14.", [("killed", 60)]),
        ("A GUARD AND A NURSE, ROSA IBARRA, 34, WERE KILLED IN THE CLASH IN CALI.", []),
        ("In Gao, 34 were killed on Monday.", [("killed", 34)]),
        ("The command in Nairobi issued releases on eight raids in Somalia.", []),
        ("All 40 aboard escaped without injuries when the ferry ran aground off Cebu.", [("escaped", 40)]),
        ("Three of its men deployed with the mission had been killed in Congo, Malawi said.", [("killed", 3)]),
    ],
)
def test_what_is_no_count(told: Told, body: str, said: list[tuple[str, int]]) -> None:
    assert _said(told, body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("The army freed 12 rebels in Sudan and the rebels handed over six slain soldiers.", [("bodies_returned", 6), ("released", 12)]),
        ("Kenya has returned 14 Somali fighters’ remains.", [("bodies_returned", 14)]),
        ("In a swap with the rebels Kenya has returned 14 Somali fighters.", [("released", 14)]),
    ],
)
def test_the_dead_who_are_given_back_are_bodies(told: Told, body: str, said: list[tuple[str, int]]) -> None:
    assert _said(told, body) == said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("A bus fell into a gorge in Peru. Five or more nurses were among those who died.", [("killed", 5)]),
        ("A bus fell into a gorge in Peru. Six nurses, two of them Chileans, were among the dead.", [("killed", 2), ("killed", 6)]),
        (
            "A raid on a hotel in Mogadishu ended. The toll of the raid included 11 guests and five attackers.",
            [("killed", 5), ("killed", 11)],
        ),
        ("Toll in Mogadishu hotel raid now 37, say police", [("killed", 37)]),
        ("Troops in Mali killed 30 rebels, wounded three and took one prisoner.", [("captured", 1), ("injured", 3), ("killed", 30)]),
        ("A fire broke out in a hotel in Lima and eight guests needed medical help.", [("injured", 8)]),
        ("Two divers have still not been accounted for after the ferry sank off Cebu.", [("missing", 2)]),
        ("Four of the miners in Kabwe were pulled out dead on Monday.", [("killed", 4)]),
        ("A mine caved in near Kabwe. Two of the miners were pulled out alive on Monday.", [("rescued", 2)]),
        ("Six injured sailors were airlifted from the burning tanker off Oman.", [("injured", 6)]),
        ("Some 197 captives remain missing in Niger, though some are said to have died.", [("missing", 178)]),
        (
            "Yemen freed 221 prisoners, including five medics, in addition to 15 Saudis.",
            [("released", 5), ("released", 15), ("released", 221)],
        ),
        (
            "Bombs in Iraq killed 38 people on July 3, 12 on July 5 and 17 on July 9.",
            [("killed", 12), ("killed", 17), ("killed", 38)],
        ),
        (
            "Police in Egypt put the number of dead at ten, two officers and eight conscripts.",
            [("killed", 2), ("killed", 8), ("killed", 10)],
        ),
        ("Gunmen killed ten people in Egypt, a guard and two clerks among them.", [("killed", 2), ("killed", 10)]),
        ("Nineteen people died of the heat in India on Sunday, bringing the total to 76.", [("killed", 19), ("killed", 76)]),
        ("Police in India seized 19 boats on Sunday, bringing the total to 76.", []),
        ("More than 4,000 people are still in 80 evacuation centres in Luzon.", [("evacuated", 4001)]),
        (
            "The toll of the blasts in Quetta rose to 71, as nine men injured in the later blast succumbed to their wounds.",
            [("killed", 9), ("killed", 71)],
        ),
        ("A blast in Quetta left 40 people injured and two died of their wounds.", [("injured", 40), ("killed", 2)]),
        ("Repairs were made in 80 evacuation centres in Luzon.", []),
        ("All those aboard the plane in Nepal, including two Swiss, were confirmed dead.", [("killed", 2)]),
        ("Fighters attacked two soldiers in Mali with petrol bombs, injuring them.", [("injured", 2)]),
        (
            "Six foreigners, two from Chad, two from Mali and one from Niger, were among those rescued off Tunisia.",
            [("rescued", 1), ("rescued", 2), ("rescued", 6)],
        ),
        ("Five Red River Liberation Front (RRLF) rebels were killed on Monday in Mali.", [("killed", 5)]),
        ("A pact followed the assassination of six priests in El Salvador.", [("killed", 6)]),
        ("A swap freed 230 men in Chad. Those returned to Chad include 12 medics.", [("released", 12), ("released", 230)]),
        ("Gunmen fired six rockets at Basra, two of which came down in a school.", [("hit", 2), ("launched", 6)]),
        ("In Peru the president pardoned 119 inmates and granted early release to 193 others.", [("released", 119), ("released", 193)]),
    ],
)
def test_what_is_said_of_the_counted(told: Told, body: str, said: list[tuple[str, int]]) -> None:
    assert sorted(_said(told, body)) == said
