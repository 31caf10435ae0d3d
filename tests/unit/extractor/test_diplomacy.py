"""Talks, agreements and truces: events without a figure."""

from __future__ import annotations

from typing import Any

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import events_of


def bare(extractor: Extractor, body: str) -> list[tuple[Any, ...]]:
    return [(e.type, e.status, str(e.when.start), e.ledger) for e in events_of(extractor, body) if not e.figures]


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Chadian and Nigerien envoys held talks in Doha on Friday.", ("talks", "happened", "2025-05-23", "diplomacy/NER/TCD")),
        ("Chad and Niger will hold talks on Monday.", ("talks", "planned", "2025-05-26", "diplomacy/NER/TCD")),
        ("Israel and Hamas signed an agreement on Thursday.", ("agreement", "happened", "2025-05-22", "diplomacy/ISR/hamas")),
        (
            "A ceasefire between Thailand and Cambodia took effect on Wednesday.",
            ("ceasefire", "happened", "2025-05-21", "diplomacy/KHM/THA"),
        ),
    ],
)
def test_what_two_parties_did_together_is_an_event_with_status_and_day(extractor: Extractor, sentence: str, event: tuple[str, ...]) -> None:
    assert bare(extractor, sentence) == [event]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Niger failed to agree on a ceasefire.",
        "The United Nations called for a truce between Sudan and the RSF.",
        "Armenia rejected a ceasefire with Azerbaijan.",
        "Talks went on.",
        "If Chad and Niger signed an agreement, the border would open.",
    ],
)
def test_wishes_refusals_and_talks_of_nobody_are_no_events(extractor: Extractor, sentence: str) -> None:
    assert bare(extractor, sentence) == []


def test_a_mediator_is_no_side_of_the_talks(extractor: Extractor) -> None:
    found = bare(extractor, "Israel and Hamas signed an agreement on Thursday, brokered by Qatar.")
    assert [ledger for *_, ledger in found] == ["diplomacy/ISR/hamas"]


def test_a_promise_to_exchange_so_many_is_told_by_its_figures_alone(extractor: Extractor) -> None:
    events = events_of(extractor, "Chad and Niger agreed to exchange 40 prisoners each on Monday.")
    assert events
    assert all(event.figures for event in events)
