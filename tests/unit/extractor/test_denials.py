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
    rows = told("Sudan's army said 12 people were killed in an attack on Nyala on Friday. The RSF denied responsibility.")
    assert figures(rows, "low", "denied_by") == [(12, None)]


def test_the_level_before_is_superseded_by_the_new_one(told: Told) -> None:
    rows = told("The death toll of the earthquake in Chad rose to 16 from 13, officials said.")
    assert figures(rows, "low", "superseded") == [(13, True), (16, False)]
