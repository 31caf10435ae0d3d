"""What one party asserts and another denies; what a story itself calls outdated."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "claimant", "denier"),
    [
        ("Sudan's army said it killed 70 RSF fighters in Nyala on Friday. The RSF denied the claim.", "Sudan's army", "RSF"),
        ("Pakistan said it had killed 70 Indian soldiers on Friday, a claim India denied.", "Pakistan", "India"),
        (
            "M23 rebels fought the army on Friday. An M23 spokesman, Leon Kasongo, denied a U.N. report "
            "that they had executed 70 civilians.",
            "U.N. report",
            "Leon Kasongo",
        ),
        (
            "The RSF said on Friday that 70 civilians had been killed in Nyala. Sudan's army denied that 70 civilians had been killed.",
            "RSF",
            "Sudan's army",
        ),
    ],
)
def test_what_one_asserts_and_another_denies_happened_and_names_both(told: Told, body: str, claimant: str, denier: str) -> None:
    asserted = [row for row in told(body) if row["low"] == 70 and row["status"] == "happened"]
    assert [(row["claimant"], row["denied_by"]) for row in asserted] == [(claimant, denier)]


def test_what_nobody_asserts_is_only_denied(told: Told) -> None:
    rows = told("The Chadian army rejected reports of 30 dead in the raid.")
    assert figures(rows, "low", "status", "denied_by") == [(30, "denied", None)]


def test_who_denies_responsibility_denies_no_number(told: Told) -> None:
    rows = told("Sudan's army said 12 people were killed in a raid on Nyala on Friday. The RSF denied responsibility.")
    assert figures(rows, "low", "denied_by") == [(12, None)]


def test_the_level_before_is_superseded_by_the_new_one(told: Told) -> None:
    rows = told("The death toll of the earthquake in Chad rose to 16 from 13, officials said.")
    assert figures(rows, "low", "superseded") == [(13, True), (16, False)]


@pytest.mark.parametrize(
    ("sentence", "claimant", "denier"),
    [
        ("Russia rejected claims by Ukrainian officials that 15 civilians were hurt.", "Ukrainian officials", "Russia"),
        ("The Russian defence ministry dismissed reports from Kyiv of 15 injured residents.", "Kyiv", "Russian defence ministry"),
        ("The Russian ministry denied a Ukrainian report that 15 residents were injured.", "Ukrainian", "Russian ministry"),
        (
            "Commenting on the statement by the Kyiv authorities about 15 injured passers-by, the general shrugged.",
            "Kyiv authorities",
            None,
        ),
        ("Asked about Ukrainian reports of 15 wounded residents, he said Russia struck only factories.", "Ukrainian", None),
        ("Moscow did not comment on Ukraine's announcement that 15 residents had been injured.", "Ukraine", None),
        ("Ukrainian officials said 15 people were hurt.", "Ukrainian officials", None),
    ],
)
def test_what_a_warring_state_says_of_people_is_of_its_own_whoever_answers_it(
    told: Told, sentence: str, claimant: str, denier: str | None
) -> None:
    rows = told(f"Three people were hurt in Russia's Tula region when a Ukrainian drone fell on a warehouse on Saturday.\n\n{sentence}")
    row = next(row for row in rows if row["low"] == 15)
    assert (row["side"], row["status"], row["claimant"], row["denied_by"]) == ("UKR", "happened", claimant, denier)
    assert row["place"] in (None, "Ukraine")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ukrainian officials said 15 soldiers were killed there.",
        "Ukrainian officials said 15 residents were hurt in its strike on the warehouse.",
    ],
)
def test_soldiers_and_those_hurt_in_the_speakers_own_strike_are_the_others(told: Told, sentence: str) -> None:
    rows = told(f"A Ukrainian drone hit a warehouse in Russia's Tula region on Saturday, wounding three people.\n\n{sentence}")
    assert figures(rows, "side", "place", low=15) == [("RUS", "Tula region")]


def test_a_governor_of_whom_no_country_is_said_speaks_of_the_place_told_of(told: Told) -> None:
    rows = told(
        "KYIV, Ukraine (Wire) -- Russian missiles killed 12 people in Odesa on Saturday, Ukraine said.\n\n"
        "In Russia's Kursk region a bridge was blown up over a road. Seven people were hurt, Gov. Pavel Orlenko said."
    )
    assert figures(rows, "side", "place", low=7) == [("RUS", "Kursk region")]
