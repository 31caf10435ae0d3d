"""What a sentence itself splits off from a whole told before or beside it."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def _modes(told: Told, body: str) -> list[tuple[str, int, str]]:
    return [(measure, low, mode) for measure, low, mode in figures(told(body, published="2023-07-10"), "measure", "low", "mode")]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Losses on the army's side in Mali stood at 61, of whom 18 were killed, 39 wounded and four abducted, a spokesman said.",
            [("abducted", 4, "part"), ("injured", 39, "part"), ("killed", 18, "part")],
        ),
        (  # one deed alone counts all to whom it was done
            "A bomb in Kano killed four farmers on Sunday, of whom two were brothers, and 29 people were wounded.",
            [("injured", 29, "increment"), ("killed", 2, "part"), ("killed", 4, "increment")],
        ),
    ],
)
def test_losses_split_by_deed_are_parts(told: Told, body: str, modes: list[tuple[str, int, str]]) -> None:
    assert _modes(told, body) == modes


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Eleven percent of the victims were women, with 152 killed, the mission said.", "part"),
        ("A total of 152 women, or 11 percent of all the dead, were killed.", "part"),
        ("The south was worst hit, with 152 people killed.", "part"),
        ("Gunmen killed 152 people in a raid on a prison in Herat on Sunday, when 11 percent of the guards were away.", "increment"),
    ],
)
def test_shares_told_by_percentage_or_rank_are_parts_of_a_sum(told: Told, body: str, mode: str) -> None:
    rows = told(
        f"The U.N. said 1,390 civilians have been killed in Afghanistan since the start of the year.\n\n{body}", published="2023-07-10"
    )
    assert [said for low, said in figures(rows, "low", "mode") if low == 152] == [mode]


def test_who_makes_up_a_running_total_is_a_part_of_it(told: Told) -> None:
    body = "This year 74 people, including 49 rebels, 15 soldiers and ten farmers, have been killed in Assam so far."
    assert {(low, mode) for _, low, mode in _modes(told, body)} == {(74, "cumulative"), (49, "part"), (15, "part"), (10, "part")}


def test_what_opens_the_sentence_holds_what_it_tells_of(told: Told) -> None:
    body = "Out of the 231 rebels killed last year in Chad, Kanem recorded most of the killings (127 rebels)."
    assert {(low, mode) for _, low, mode in _modes(told, body)} == {(231, "cumulative"), (127, "part")}


def test_who_makes_the_toll_of_a_heatwave_rise_is_a_part(told: Told) -> None:
    body = "A heatwave has gripped Sindh. Seven people died of sunstroke on Sunday, taking the total to 58."
    assert ("killed", 7, "part") in _modes(told, body)


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        ("A total of 23 troops and nine villagers were killed in a raid in Burkina Faso on Sunday.", [(9, "part"), (23, "part")]),
        ("Gunmen killed 23 troops and nine villagers in a raid in Burkina Faso on Sunday.", [(9, "increment"), (23, "increment")]),
        (
            "Clashes in Jolo have killed 70 people. Most of the dead fell on Sunday, when 21 soldiers and 33 rebels were killed.",
            [(21, "part"), (33, "part"), (70, "increment")],
        ),
        (
            "A raid on a village in Niger killed 120 people on Sunday, elders said. A governor put the toll at a far lower 45.",
            [(45, "increment"), (120, "increment")],
        ),
    ],
)
def test_kinds_of_a_total_and_most_of_the_dead_are_parts(told: Told, body: str, modes: list[tuple[int, str]]) -> None:
    assert [(low, mode) for _, low, mode in _modes(told, body)] == modes


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "The ministry said 21,300 people have been killed in Gaza since the war began, including 52 in the past 24 hours.",
            {(21300, "cumulative"), (52, "increment")},
        ),
        (
            "The agency said 1,630 people have been hurt in the floods, including 52 in the past 24 hours.",
            {(1630, "increment"), (52, "part")},
        ),
        (
            "Fighting killed 57 people in Chad in May, a monitor said. The dead include 33 farmers, 18 police officers and six rebels.",
            {(57, "cumulative"), (33, "part"), (18, "part"), (6, "part")},
        ),
    ],
)
def test_the_last_day_of_a_war_is_a_count_and_the_kinds_of_a_month_are_parts(told: Told, body: str, modes: set[tuple[int, str]]) -> None:
    assert {(low, mode) for _, low, mode in _modes(told, body)} == modes


def test_each_attack_of_a_weekends_sum_is_a_count_of_its_own(told: Told) -> None:
    body = (
        "Gunmen killed at least 54 people in three attacks in Burkina Faso over the weekend, the government said.\n\n"
        "On Saturday 25 traders died when armed men opened fire at a market in Kompienga. A third attack, near Barsalogho, killed 14."
    )
    rows = told(body, published="2023-07-10")
    assert figures(rows, "low", "mode") == [(14, "increment"), (25, "increment"), (54, "cumulative")]


def test_the_dead_of_one_town_are_some_of_a_few_days_unrest(told: Told) -> None:
    body = "Unrest in prisons across Ecuador has killed 54 people since Saturday, officials said. In Cuenca, 25 inmates died."
    assert ("killed", 25, "part") in _modes(told, body)
