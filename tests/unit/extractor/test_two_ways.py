"""Who lets whom go where the parser or the words mislead, and phases of what has not been."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "sides"),
    [
        (
            "KAMPALA, May 24 (Northwire) - The M23 rebels freed 44 captives and Congo's army released 93 prisoners on Saturday in a swap.",
            [(44, "COD", "m23"), (93, "m23", "COD")],
        ),
        (
            "KAMPALA, May 24 (Northwire) - Chad freed 44 soldiers and Sudan's government let go 93 prisoners on Saturday in an exchange.",
            [(44, "SDN", "TCD"), (93, "TCD", "SDN")],
        ),
        (
            "KAMPALA, May 24 (Northwire) - Chad freed 44 soldiers and civilians captured last year in an exchange with Sudan on Saturday.",
            [(44, "SDN", "TCD")],
        ),
    ],
)
def test_the_second_giver_is_the_subject_that_stands_before_its_verb(told: Told, body: str, sides: list[tuple[int, str, str]]) -> None:
    assert figures(told(body, published="2025-05-24"), "low", "side", "by") == sides


def test_who_went_the_other_way_is_the_other_side_s(told: Told) -> None:
    rows = told(
        "YEREVAN, May 24 (Northwire) - Armenia freed 15 captives in an exchange with Azerbaijan on Saturday, the Red Cross said.\n\n"
        "With this phase, 48 people have come home to Armenia, while 77 have gone the other way.",
        published="2025-05-24",
    )
    pairs = {row["low"]: (row["side"], row["by"]) for row in rows}
    assert pairs[48] == pairs[77][::-1]


def test_a_phase_that_was_put_off_is_not_the_number_of_one_that_was_held(told: Told) -> None:
    rows = told(
        "KAMPALA, May 24 (Northwire) - A prisoner exchange between Chad and Sudan has been halted.\n\n"
        "The two sides swapped 31 soldiers for 58 on May 20.",
        headline="Third phase of Chad prisoner exchange put off",
        published="2025-05-24",
    )
    assert {row["phase"] for row in rows if row["status"] == "happened"} == {None}


def test_a_headline_near_the_capital_is_of_the_town_that_the_text_names(told: Told) -> None:
    rows = told(
        "BAMAKO, May 24 (Northwire) - Gunmen killed 13 people in Kati early on Saturday, the mayor said.",
        headline="Raid leaves 13 dead near Bamako",
        published="2025-05-24",
    )
    assert {row["place"] for row in rows} == {"Kati"}


def test_bombs_in_two_towns_are_summed_up_in_the_headline(told: Told) -> None:
    rows = told(
        "ABUJA, May 24 (Northwire) - A car bomb killed eight people in Jos on Saturday, hours before a blast at a market in Kaduna left "
        "five dead, police said.",
        headline="Bombs kill 13 in two Nigerian cities",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(5, "increment"), (8, "increment"), (13, "cumulative")]
