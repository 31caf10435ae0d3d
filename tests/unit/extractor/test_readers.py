"""Single sentences: what is counted, by which measure, in which group, and what is no count at all."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

CASES = [
    # what the parser is known to get wrong
    ("Two workers were killed and eight others injured in the blast, police said.", {("killed", 2), ("injured", 8)}),
    ("The strike left one man dead and six people hurt.", {("killed", 1), ("injured", 6)}),
    (
        "Air defences shot down 29 drones over Lviv, 15 over Poltava and 11 over Odesa.",
        {("intercepted", 29), ("intercepted", 15), ("intercepted", 11)},
    ),
    ("Of 60 drones, 40 were shot down.", {("intercepted", 40)}),
    # nouns that stand for people
    ("The flood claimed eleven lives.", {("killed", 11)}),
    ("The war has cost the lives of 1,100 soldiers.", {("killed", 1100)}),
    ("Divers recovered 14 bodies from the lake after the ferry sank.", {("killed", 14)}),
    # tolls
    ("The death toll from the quake rose to 47.", {("killed", 47)}),
    ("Officials put the number of injured at 30 after the crash.", {("injured", 30)}),
    # wholes and shares
    ("Nine of the injured in the crash were taken to hospital.", {("injured", 9)}),
    ("Twelve people were hurt in the crash, two of them children.", {("injured", 12), ("injured", 2)}),
    # what only looks like a count
    ("The party captured 17 seats and lost four.", set()),
    ("The company released 90 workers from a contract.", set()),
    ("The army held 24 hills for 11 days.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_a_sentence_counts_what_it_says(told: Told, sentence: str, expected: set[tuple[str, int]]) -> None:
    assert set(figures(told(sentence), "measure", "low")) == expected


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Three children were killed when a shell hit the yard.", "child"),
        ("Three soldiers were killed when a shell hit the yard.", "military"),
        ("Three civilians were killed when a shell hit the yard.", "civilian"),
        ("Three nurses were killed when a shell hit the clinic.", "medic"),
        ("Three people were killed when a shell hit the yard.", "all"),
    ],
)
def test_the_noun_tells_the_group(told: Told, sentence: str, group: str) -> None:
    assert figures(told(sentence), "measure", "low", "group") == [("killed", 3, group)]


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("At least 40 people were killed in the quake.", 40, None),
        ("Dozens of people were injured in the quake.", 24, 99),
        ("Nobody was hurt in the quake.", 0, 0),
        ("Between 20 and 25 people died in the quake.", 20, 25),
    ],
)
def test_bounds_are_those_the_words_allow(told: Told, sentence: str, low: int, high: int | None) -> None:
    assert figures(told(sentence), "low", "high") == [(low, high)]


def test_agreement_of_both_readers_shows_in_the_confidence(told: Told) -> None:
    (row,) = told("Three people were killed in the blast.")
    assert row["confidence"] == 0.99
