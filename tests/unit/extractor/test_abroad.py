"""Who attacked is no place: where harm happened that a sentence tells beside the attacker's country."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister accused Israel of an escalation after the killing of six Palestinians on Friday.",
        "The president accused Israel of killing six Palestinians, a day after the truce was extended.",
        "Israel has killed at least six Palestinians since Friday morning, the health ministry said.",
        "Six Palestinians have been killed since Israel resumed its strikes, the health ministry said.",
    ],
)
def test_the_country_that_attacked_is_no_place(told: Told, sentence: str) -> None:
    rows = told(sentence)
    assert rows
    assert all(row["place"] != "Israel" for row in rows if row["low"] == 6)


def test_a_headline_that_goes_on_about_the_attackers_country_gives_no_place_to_the_victims(told: Told) -> None:
    body = "A Russian missile hit a Ukrainian training ground on Friday, killing 14 soldiers, the army said."
    rows = told(body, headline="Missile kills 14 Ukrainian recruits; oil depots burn in Russia")
    assert {place for (place,) in figures(rows, "place", low=14)} == {None}


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Seven Turkish soldiers were killed by Iraqi militiamen in Iraq on Friday.", "Iraq"),
        ("Israel killed seven Syrian soldiers in Syria on Friday.", "Syria"),
    ],
)
def test_a_country_in_which_it_happened_is_the_place(told: Told, sentence: str, place: str) -> None:
    assert {found for (found,) in figures(told(sentence), "place", low=7)} == {place}
