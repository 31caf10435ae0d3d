"""Days that lean on a date of the story: the day after *their attack on May 7*, the May assault, the New Year's Eve strike."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_the_day_after_an_attack_counts_from_the_date_that_it_names(told: Told) -> None:
    body = (
        "Saudi jets bombed Sanaa on Friday, killing six people.\n\nThe Houthis began shelling the kingdom the day after the movement's "
        "assault on Abha on March 7, 2023, in which gunmen killed 340 people and took 25 others hostage. Since then, the campaign of the "
        "kingdom has killed more than 4,000 people, according to health officials."
    )
    rows = figures(told(body), "low", "mode", "start")
    assert {(340, "increment", "2023-03-07"), (25, "increment", "2023-03-07"), (4001, "cumulative", "2023-03-07")} <= set(rows)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("Their commanders had boasted of the February 9 assault on Abha.", "2025-02-09"),
        ("They raided Abha on February 9 and struck Najran on February 20.", "2025-02-01"),
    ],
)
def test_the_assault_of_a_month_is_on_the_one_day_that_the_story_gives_it(told: Told, said: str, start: str) -> None:
    body = f"A rocket hit a village on Friday, killing nine people. {said}\n\nDuring the February assault, at least 340 people were killed."
    assert figures(told(body), "start", low=340) == [(start,)]


def test_a_strike_is_called_by_its_feast(told: Told) -> None:
    body = (
        "A missile strike on Kharkiv on Friday killed two people.\n\nMoscow said the reports were to distract from the New Year's Eve "
        "strike on a barracks in Skadovsk.\n\nRussia accuses Ukraine of killing at least 17 people in the drone strike on the barracks."
    )
    assert figures(told(body, published="2026-01-03"), "start", low=17) == [("2025-12-31",)]


def test_more_who_were_said_to_be_back_came_after_those_before(told: Told) -> None:
    body = (
        "On Thursday, Ukraine and Russia each let go 390 people in the biggest exchange of the war.\n\nOn Friday, President Zelensky "
        "said that another 307 Ukrainian soldiers were back home."
    )
    assert figures(told(body), "start", low=307) == [("2025-05-23",)]
