"""Barrages that two sides tell of: the reply to one, launches that one side owns up to, and towns that stand for a government elsewhere."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import Told, events_of, figures

FIRED = "Chad fired 30 rockets at the Sudanese town of Kutum on Tuesday, Sudan said."


@pytest.mark.parametrize(
    "reply",
    [
        "Some 15 drones took part in the reply on Wednesday.",
        "On Wednesday 15 drones were launched in retaliation.",
        "In all, 15 drones flew over the border on Wednesday in response.",
    ],
)
def test_the_drones_of_a_reply_are_those_of_whoever_was_fired_at(told: Told, reply: str) -> None:
    rows = told(f"{FIRED}\n\n{reply}")
    assert figures(rows, "side", unit="rockets", measure="launched") == [("TCD",)]
    assert figures(rows, "side", unit="drones", measure="launched") == [("SDN",)]


def test_launches_count_the_weapons_that_the_story_has_told_of(told: Told) -> None:
    rows = told(f"{FIRED}\n\nThe Chadian army acknowledged nine launches in all.")
    assert figures(rows, "low", "unit", "side", measure="launched") == [(9, "rockets", "TCD"), (30, "rockets", "TCD")]


def test_launches_of_no_weapons_count_nothing(told: Told) -> None:
    assert told("The space agency spoke of nine launches in all this year.") == []


def test_its_ministry_is_that_of_the_one_party_named_in_the_sentence_before(extractor: Extractor) -> None:
    events = events_of(extractor, f"{FIRED}\n\nChad's account is a different one. Its information ministry spoke of nine launches.")
    claimants = [figure.claimant for event in events for figure in event.figures if figure.low == 9]
    assert [(claimant.name, claimant.side) for claimant in claimants if claimant] == [("information ministry", "TCD")]


def test_a_capital_that_drones_are_sent_against_is_a_town(told: Told) -> None:
    body = (
        "Sudan sent swarms of drones against Ndjamena and the town of Abeche on Tuesday. Seven people were hurt in Abeche.\n\n"
        "In Ndjamena eight people were taken to hospital, and in Moundou the same number, a Chadian doctor said."
    )
    rows = told(body, published="2025-05-22")
    assert figures(rows, "low", "place", "start", "mode", measure="injured") == [
        (7, "Abeche", "2025-05-20", "increment"),
        (8, "Moundou", "2025-05-20", "increment"),
        (8, "Ndjamena", "2025-05-20", "increment"),
    ]
