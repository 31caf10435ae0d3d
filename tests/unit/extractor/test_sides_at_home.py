"""Whose people are they: of the country and no party, of whoever speaks, of where the story is."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

_CHAD = (
    "N'DJAMENA - Five commanders of Boko Haram were released in exchange for the pupils, the government of Chad said on Sunday.\n\n"
    "Boko Haram has fought Chad for years and wants more prisoners freed."
)


@pytest.mark.parametrize(
    "text",
    [
        "A first group of 21 girls was released in October.",
        "The 82 freed school pupils arrived in the capital on Sunday.",
        "Earlier, 14 teachers had been freed.",
    ],
)
def test_girls_and_teachers_let_go_are_none_of_an_armed_group(told: Told, text: str) -> None:
    rows = told(f"{_CHAD}\n\n{text}", published="2017-05-07")
    assert [side for low, side in figures(rows, "low", "side", measure="released") if low > 5] == ["TCD"]


def test_whom_a_junta_pardons_are_the_countrys(told: Told) -> None:
    rows = told(
        "YANGON - The head of Myanmar's military government pardoned 6,134 prisoners to mark the day, state television said.",
        published="2026-01-04",
    )
    assert figures(rows, "side", low=6134) == [("MMR",)]


def test_the_militant_group_that_speaks_launched_what_it_says_it_did(told: Told) -> None:
    rows = told(
        "BEIRUT - Israel struck targets across southern Lebanon on Sunday to stop an attack by Hezbollah; the militant group said it "
        "had fired 320 rockets to avenge the killing of a commander.",
        published="2024-08-25",
    )
    assert figures(rows, "side", measure="launched", low=320) == [("hezbollah",)]


def test_an_unlisted_village_is_where_the_story_is_and_not_where_its_attackers_are_from(told: Told) -> None:
    rows = told(
        "GAZA CITY - An Israeli airstrike killed 30 people at a school in Gaza on Saturday, Palestinian officials said.\n\n"
        "Israel said it struck a command center of Hamas.\n\n"
        "Al-Qarasi has often come under Israeli attack, and a strike there on July 14 killed 90 people and injured 300.",
        published="2024-07-28",
    )
    assert figures(rows, "low", "side") == [(30, "PSE"), (90, "PSE"), (300, "PSE")]


def test_its_own_soldiers_are_of_whoever_the_clause_begins_with(told: Told) -> None:
    rows = told(
        "YEREVAN - Armenia and Azerbaijan traded captives on Wednesday.\n\n"
        "Baku's offensive in September killed 192 of its own soldiers by its own count and drove thousands of Armenians out.",
        published="2023-12-13",
    )
    assert figures(rows, "side", low=192) == [("AZE",)]


def test_what_goes_the_other_way_without_a_verb_is_of_the_movements_people(told: Told) -> None:
    rows = told(
        "GAZA CITY - Hamas and Israel kept to a truce on Saturday.\n\n"
        "Hamas is to release 50 Israeli hostages in all and Israel 150 Palestinian prisoners by the end of it.",
        published="2023-11-25",
    )
    assert figures(rows, "low", "side", "by") == [(50, "ISR", "hamas"), (150, "PSE", "ISR")]


def test_fighters_for_the_central_government_are_the_states(told: Told) -> None:
    rows = told(
        "JUBA - The army of South Sudan and the SPLA-IO rebels began a prisoner swap on Sunday.\n\n"
        "The government would hand over 87 rebels, and the rebels would give back 55 pro-central government fighters, the army said.",
        published="2019-12-29",
    )
    assert figures(rows, "side", low=55) == [("SSD",)]


def test_soldiers_whom_a_movement_would_free_are_the_states(told: Told) -> None:
    rows = told(
        "COLOMBO - Tamil Tiger guerrillas released 14 government soldiers in return for 30 of their comrades, the Red Cross said.\n\n"
        "The Tigers said they would free 20 more soldiers on Saturday.",
        published="1995-02-02",
    )
    assert figures(rows, "low", "side") == [(14, "LKA"), (20, "LKA"), (30, "ltte")]


def test_the_dead_of_a_nation_are_its_own(told: Told) -> None:
    rows = told(
        "BAMAKO - Gunmen killed 19 people at a hotel in Bamako on Friday.\n\nSecurity sources said six of the dead were Russians.",
        published="2015-11-21",
    )
    assert figures(rows, "side", low=6) == [("RUS",)]
