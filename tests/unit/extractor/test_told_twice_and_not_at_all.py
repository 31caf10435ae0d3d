"""Numbers beside a word that would count them elsewhere, and figures that one story tells twice."""

from __future__ import annotations

import pytest

from services.extractor.numbers.find import find_numbers
from tests.unit.extractor.conftest import Told, figures

NEWS = "2025-05-20"  # a Tuesday


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The governor of Kassala vowed that the killers of the nine would be arrested.", []),
        ("The governor of Kassala vowed that the nine killers would be arrested.", [("detained", 9)]),
        ("Kassala was hit hardest, with 45 casualties (12 killed, 33 wounded).", [("injured", 33), ("killed", 12)]),
        ("An officer said 190 rebels in Kassala were shortlisted to be eliminated.", []),
        ("An officer said 190 rebels in Kassala were eliminated.", [("killed", 190)]),
        ("The agency spoke of rockets over Kassala and gave no casualties.", []),
        ("Of the 50 in the mine at Kassala, 30 escaped without injuries.", []),
        ("No colonel had been killed by rebels in Kassala in two decades.", []),
        ("At the height of the war rebels in Kassala held 300 hostages at a time.", []),
        ("Rebels in Kassala hold 300 hostages.", [("detained", 300)]),
        ("Floods wipe out crops in Kassala, keeping millions of people desperately poor.", []),
        ("The troops in Kassala found 40 rifles left by the rebels, with nine surrendered and 31 recovered.", []),
        ("Gunmen in Kassala asked $900 for two of the hostages.", []),
    ],
)
def test_what_is_no_count_of_anybody(told: Told, sentence: str, found: list[tuple[str, int]]) -> None:
    assert figures(told(f"KASSALA, Sudan - {sentence}", published=NEWS), "measure", "low") == found


@pytest.mark.parametrize(
    "said", ["Six soldiers were fatally wounded by a mine in Kassala", "A mine fatally injured six soldiers in Kassala"]
)
def test_the_fatally_wounded_are_dead(told: Told, said: str) -> None:
    assert figures(told(f"{said}, the army said.", published=NEWS), "measure", low=6) == [("killed",)]


def test_ages_in_a_story_in_capitals_count_nobody(told: Told) -> None:
    body = "GUARDS MARIA LOPEZ, 34, AND PEDRO MARTINEZ, 29, WERE KILLED IN THE RAID ON THE POST NEAR CALI."
    assert figures(told(body, published="1989-05-20"), "low") == []


@pytest.mark.parametrize(("text", "ages"), [("maria rose, 34, was shot", ["34"]), ("of the dead, 34, who were asleep, 12 had arms", [])])
def test_an_age_stands_after_a_name(text: str, ages: list[str]) -> None:
    assert [number.text for number in find_numbers(text) if number.distractor == "age"] == ages


def test_the_kind_of_people_told_once_holds_for_both_tellings(told: Told) -> None:
    rows = told(
        "Rebels killed seven people in a raid on Kassala on Monday.", headline="Raid kills seven policemen in Kassala", published=NEWS
    )
    assert figures(rows, "kind", low=7) == [("police",), ("police",)]


def test_two_kinds_of_one_number_are_told_apart(told: Told) -> None:
    body = (
        "Rebels raided Kassala on Monday and seven people died. Seven soldiers were killed, the army said. Seven civilians were killed too."
    )
    assert ("all",) in figures(told(body, published=NEWS), "kind", low=7)


def test_those_told_of_with_the_article_are_those_counted_before(told: Told) -> None:
    body = (
        "KASSALA, Sudan - Gunmen killed four Kenyan nurses in Kassala on Sunday, police said.\n\nA crowd gathered in the market.\n\n"
        "On Monday the minister visited the town where the four nurses were killed."
    )
    assert len({*figures(told(body, published=NEWS), "low", "side", "start", "mode", measure="killed")}) == 1


def test_those_of_another_happening_are_not_those_counted_before(told: Told) -> None:
    body = (
        "KASSALA, Sudan - Gunmen killed four nurses in Kassala on Sunday, police said.\n\n"
        "On Monday a second bus was stopped; the four passengers were killed."
    )
    days = figures(told(body, published=NEWS), "start", measure="killed", low=4)
    assert days == [("2025-05-18",), ("2025-05-19",)]


def test_what_is_a_whole_in_one_telling_is_no_part_in_the_other(told: Told) -> None:
    body = (
        "Nine guards died on Monday when rebels raided Kassala, police said.\n\nA doctor put the dead at 12, nine guards and three farmers."
    )
    rows = told(body, headline="Nine guards die in raid on Kassala", published=NEWS)
    assert {*figures(rows, "mode", low=9, status="happened")} == {("increment",)}


def test_some_of_them_are_a_part_though_as_many_are_a_whole_elsewhere(told: Told) -> None:
    body = (
        "A bomb in Kassala on Monday hurt 40 people, nine of them badly.\n\nOn Monday nine people were hurt in a second blast in Kassala."
    )
    assert ("part",) in figures(told(body, published=NEWS), "mode", measure="injured", low=9)


def test_targets_on_the_ground_are_not_shot_down(told: Told) -> None:
    body = "Turkish jets raided the hills near Kassala on Monday.\n\nFive targets were destroyed, two bunkers among them, the army said."
    assert figures(told(body, published=NEWS), "low", measure="intercepted") == []
