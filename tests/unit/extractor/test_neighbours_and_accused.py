"""Neighbours that a place borders on, those accused of what killed, the already freed, and who came back from captivity."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_a_country_that_a_region_borders_on_is_not_attacked(told: Told) -> None:
    rows = told(
        "Russia shot down 60 Ukrainian drones overnight. Most came to the Kursk region, bordering Ukraine, and 46 were intercepted there."
    )
    assert (46, "UKR", "RUS") in figures(rows, "low", "side", "by", measure="intercepted")


def test_a_country_named_as_the_target_is_attacked(told: Told) -> None:
    rows = told("Ukraine came under attack from 250 Russian drones on Friday, and 46 were intercepted over Ukraine.")
    assert (46, "RUS", "UKR") in figures(rows, "low", "side", "by", measure="intercepted")


def test_what_follows_from_the_deed_that_somebody_is_accused_of_is_theirs(told: Told) -> None:
    rows = told("Houthi officials accused Saudi forces of firing at a farm near Saada, wounding two villagers.")
    assert figures(rows, "low", "by", measure="injured") == [(2, "SAU")]


def test_who_accuses_somebody_of_nothing_deadly_may_do_it(told: Told) -> None:
    rows = told("The Houthis shelled a market near Marib on Friday, killing two villagers, and accused Saudi Arabia of lying.")
    assert figures(rows, "low", "by", measure="killed") == [(2, "houthis")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The Houthis would free 40 more, according to the envoy, who said that they had already freed more than 900 prisoners.",
            "happened",
        ),
        ("The Houthis have already agreed to free 900 prisoners next week.", "planned"),
    ],
)
def test_who_has_already_been_freed_is_free(told: Told, sentence: str, expected: str) -> None:
    rows = told("Yemen's government and the Houthi rebels talked about a swap of prisoners on Friday. " + sentence)
    assert [row["status"] for row in rows if row["low"] in (900, 901)] == [expected]


def test_whom_a_party_reports_back_from_captivity_are_its_own(told: Told) -> None:
    swap = "Azerbaijan and Armenia exchanged captives on Friday. "
    rows = told(
        swap + "According to Armenian Prime Minister Nikol Pashinyan, the authorities were able to return 27 people from captivity."
    )
    assert figures(rows, "low", "side", "by", measure="released") == [(27, "ARM", "AZE")]
    rows = told(swap + "According to a Swiss envoy, 27 people returned from captivity.")
    assert figures(rows, "low", "side", measure="released") == [(27, None)]
