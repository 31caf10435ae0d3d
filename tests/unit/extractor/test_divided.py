"""What a number is made up of, told behind it, and weapons stopped that no number counts. All sentences are invented."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_of_these_so_many_come_from_each_front(told: Told) -> None:
    body = (
        "Ukraine got the bodies of 310 soldiers back on Friday, the Headquarters said. "
        "Of them, 250 are from the Donetsk front, 40 from Kharkiv and 20 from Kursk."
    )
    rows = told(body, published="2024-11-29")
    assert figures(rows, "low", mode="part") == [(20,), (40,), (250,)]
    assert {row["measure"] for row in rows} == {"bodies_returned"}


def test_of_the_injured_so_many_are_of_each_nation(told: Told) -> None:
    """*Romanian, 14 were Spanish* gives no age, as *Ion Pop, 14, was* does."""
    body = (
        "A fire in a Bucharest club early on Thursday killed 30 people and injured 80, police said. "
        "Their chief said that, of the injured, 50 were Romanian, 14 were Spanish and nine were Greek."
    )
    rows = told(body, published="2026-01-02")
    assert figures(rows, "low", "side", measure="injured", mode="part")[:2] == [(9, "GRC"), (14, "ESP")]
    aged = told("A blast in Bucharest on Thursday injured Ion Pop, 14, and killed Ana Rus, 50.", published="2026-01-02")
    assert figures(aged, "low") == []


def test_of_those_with_an_aside(told: Told) -> None:
    body = (
        "Police said on Monday that 5,120 people have been arrested since the protests began on October 18. "
        "Of those, 1,870 \u2014 or over a third \u2014 are students."
    )
    assert figures(told(body, published="2019-12-09"), "low", "start", "end", mode="part") == [(1870, "2019-10-18", "2019-12-09")]


@pytest.mark.parametrize(
    "behind",
    [
        "Of these attacks, 12 were in Homs.",
        "Of the buildings, 30 were in Homs.",
        "Of those, 300 were in Homs.",
        "Of them, 12 were flown home.",
    ],
)
def test_no_division_of_what_was_counted(told: Told, behind: str) -> None:
    """Attacks and houses are no people, and some are never more than all of them."""
    rows = told(f"A strike killed 40 people in Hama on Sunday. {behind}", published="2019-12-09")
    assert figures(rows, "low") == [(40,)]


@pytest.mark.parametrize("dash", ["-", "\u2014"])
def test_a_list_by_place_with_dashes_for_the_noun(told: Told, dash: str) -> None:
    body = (
        f"Pakistan's forces shot down 24 Indian drones overnight: twelve drones over Lahore, seven {dash} over Sialkot, "
        f"three {dash} over Kasur, and two over Gujrat, the army said."
    )
    rows = told(body, published="2025-03-27")
    assert figures(rows, "low", "place", mode="part") == [(2, "Gujrat"), (3, "Kasur"), (7, "Sialkot"), (12, "Lahore")]


@pytest.mark.parametrize(
    ("stopped", "expected"),
    [
        ("with air defences destroying 18 drones and both missiles", [("drones", 18), ("missiles", 2)]),
        ("and the army said it shot down both missiles and 18 drones", [("drones", 18), ("missiles", 2)]),
        ("and air defences intercepted all of the drones", [("drones", 20)]),
        ("and air defences shot down both drones and missiles", []),
        ("and air defences hoped to have destroyed most of them", []),
    ],
)
def test_all_or_both_of_them_were_stopped(told: Told, stopped: str, expected: list[tuple[str, int]]) -> None:
    rows = told(f"Russia launched 20 drones and two missiles at Odesa overnight, {stopped}.", published="2023-08-11")
    assert figures(rows, "unit", "low", measure="intercepted") == expected


def test_forced_to_vacate_their_homes(told: Told) -> None:
    body = "Some 600 villagers were forced to vacate their homes near Patras on Monday by a wildfire."
    assert figures(told(body, published="2020-07-07"), "measure", "low", "best") == [("evacuated", 540, 600)]
