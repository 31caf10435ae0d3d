"""Protests and crackdowns: who is arrested by and by, what is withdrawn, which day a blast is of."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "number"),
    [
        # Arrests go on, whatever one happening the story is of.
        ("Gunmen attacked a market in Jos in Nigeria on Monday, killing nine. Police said 40 suspects had been detained so far.", 40),
        # Of the days that the story leads with.
        ("At least 106 protesters have been killed in Iran since Monday, Amnesty said. About 60 people have been arrested.", 54),
    ],
)
def test_arrests_of_unrest_are_a_sum(told: Told, body: str, number: int) -> None:
    assert figures(told(body), "low", "mode", measure="detained") == [(number, "cumulative")]


@pytest.mark.parametrize(
    "body",
    [
        "The ruling party at first said three supporters had been killed in Harare, but later withdrew the claim.",
        "A village chief claimed that 20 herders had died near Jos in Nigeria and then retracted his statement.",
    ],
)
def test_whoever_withdraws_a_claim_denies_it(told: Told, body: str) -> None:
    assert figures(told(body), "status", measure="killed") == [("denied",)]


def test_a_day_that_has_lost_its_apostrophe_owns_the_happening_too(told: Told) -> None:
    body = "At least 24 people are now known to have died in Mondays airstrikes on a school in Idlib in Syria, monitors said."
    assert figures(told(body), "start", measure="killed") == [("2025-05-19",)]
