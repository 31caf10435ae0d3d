"""Sums of a season beside the day's count, days that are of another thing than the happening, and what a denial does not deny."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import Told, events_of, figures


@pytest.mark.parametrize(
    "body",
    [
        "Seven villagers died when a hillside gave way in eastern Laos on Friday, pushing the number of people killed this rainy season "
        "to 61, the interior ministry said.",
        "Seven villagers died when a hillside gave way in eastern Laos on Friday. The monsoon death toll now stands at 61.",
        "Seven villagers died when a hillside gave way in eastern Laos on Friday. The season's toll has risen to 61, officials said.",
    ],
)
def test_the_dead_of_a_season_are_a_sum_beside_those_of_the_day(told: Told, body: str) -> None:
    assert figures(told(body, published="2025-05-24"), "low", "mode") == [(7, "increment"), (61, "cumulative")]


def test_who_died_in_hospital_later_does_not_date_the_crash(extractor: Extractor) -> None:
    body = (
        "OSLO, May 20 (Northwire) - The toll from a coach crash near Voss has risen to 19, police said.\n\n"
        "The coach left the road in heavy snow. Two children succumbed to their injuries in a hospital overnight."
    )
    found = [e for e in events_of(extractor, body, published_at="2025-05-20") if any(f.best == 19 for f in e.figures)]
    assert {e.when.basis for e in found} == {"publication"}


def test_the_same_day_that_something_else_happened_is_no_day(extractor: Extractor) -> None:
    body = (
        "OSLO, May 20 (Northwire) - Crews found four more bodies in a sunken trawler on Tuesday, raising the toll to 19, police said.\n\n"
        "The trawler went down on the same day that a storm closed the port."
    )
    found = [e for e in events_of(extractor, body, published_at="2025-05-20") if any(f.best == 19 for f in e.figures)]
    assert {e.when.basis for e in found} == {"publication"}


def test_who_denies_one_number_and_says_another_asserts_the_other(told: Told) -> None:
    rows = told("The Karen rebels denied that they had lost 40 men in the raid and said only six of their fighters were killed.")
    assert figures(rows, "low", "status") == [(6, "happened"), (40, "denied")]


def test_a_doctor_who_has_received_bodies_counts_the_dead_of_the_blast(told: Told) -> None:
    blast = 'A bomb tore through a market in Jos on Friday. "We have received {} so far," said Dr Musa Bello.'
    assert figures(told(blast.format("16 bodies")), "low", "measure") == [(16, "killed")]
    given = told("The army received 16 bodies from the rebels on Friday, the Red Cross said.")
    assert [row["measure"] for row in given] == ["bodies_returned"]
