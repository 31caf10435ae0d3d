"""A war that is over and told as a whole, and other sums whose time only another sentence tells."""

from __future__ import annotations

from tests.unit.extractor.conftest import Told, figures

OVER = "Peru and Chile counted their losses on Tuesday when a truce ended 12 days of fighting.\n\n"
BEGAN = "The war began on June 13 with a raid on a port."


def test_losses_of_a_war_that_is_over_run_over_its_days(told: Told) -> None:
    rows = told(
        OVER + "In Peru, 708 people were killed. Chile confirmed 35 deaths, six of them on the final night.\n\n"
        "Peru launched about 550 missiles and 1,000 drones.\n\n" + BEGAN,
        published="2025-06-24",
    )
    whole = ("cumulative", "2025-06-13", "2025-06-24")
    for low in (708, 35, 495, 1000):
        assert figures(rows, "mode", "start", "end", low=low) == [whole]
    assert figures(rows, "mode", "start", "end", low=6) == [("part", "2025-06-24", "2025-06-24")]


def test_a_war_ends_on_the_day_that_the_story_gives_its_end(told: Told) -> None:
    rows = told(
        "A total of 2,600 soldiers were killed in the border war, the ministry said on Thursday.\n\n"
        "Of the 44-day war, which began on September 27 and ended on November 10, it said 1,300 soldiers were injured.",
        published="2020-12-03",
    )
    assert figures(rows, "low", "start", "end") == [(1300, "2020-09-27", "2020-11-10"), (2600, "2020-09-27", "2020-11-10")]


def test_what_has_its_own_day_is_not_of_the_whole_war(told: Told) -> None:
    rows = told(OVER + "A shell killed nine people in Tacna on Sunday.\n\n" + BEGAN, published="2025-06-24")
    assert figures(rows, "mode", "start", low=9) == [("increment", "2025-06-22")]


def test_without_its_first_day_a_war_has_no_days(told: Told) -> None:
    rows = told(OVER + "In Peru, 708 people were killed.", published="2025-06-24")
    assert figures(rows, "start", "end", low=708) == [("2025-06-24", "2025-06-24")]


def test_the_dead_of_what_the_lead_counts_since_a_day_are_since_that_day(told: Told) -> None:
    rows = told(
        "About 900 rockets have been fired at the north since fighting broke out on Monday.\n\n"
        "At least 17 herders have been killed in Peru and more than 80 farmers injured. In Chile the number of dead is higher, at 73.",
        published="2021-05-13",
    )
    for low in (17, 81, 73):
        assert figures(rows, "mode", "start", "end", low=low) == [("cumulative", "2021-05-10", "2021-05-13")]


def test_rockets_of_one_night_lead_no_sum(told: Told) -> None:
    rows = told(
        "About 30 rockets were fired at the north on Wednesday night.\n\nAt least 17 herders have been killed in Peru.",
        published="2021-05-13",
    )
    assert figures(rows, "mode", low=17) == [("increment",)]


def test_months_of_war_run_from_its_first_day(told: Told) -> None:
    rows = told(
        "At least 3,400 people have been killed during nearly seven months of war, the ministry said.\n\n"
        "The war began when gunmen crossed the border on October 7.",
        published="2024-04-24",
    )
    assert figures(rows, "start", "end", low=3400) == [("2023-10-07", "2024-04-24")]


def test_what_is_said_of_a_period_is_of_that_period(told: Told) -> None:
    rows = told(
        "At least 338 people have been arrested by the army, a lawyers' group said of the period from March 1 to August 17.",
        published="2021-08-18",
    )
    assert figures(rows, "start", "end", low=338) == [("2021-03-01", "2021-08-17")]


def test_one_of_the_deadliest_days_this_year_is_a_day(told: Told) -> None:
    rows = told(
        "Bombs ripped through twelve towns on Monday, killing 64 people on one of the deadliest days this year.", published="2011-08-15"
    )
    assert figures(rows, "start", "end", low=64) == [("2011-08-15", "2011-08-15")]


def test_days_later_far_below_count_from_the_day_named_last(told: Told) -> None:
    rows = told(
        "Soldiers killed at least 34 gunmen in two operations, officials said.\n\nThe first came near Doubalma on September 17. "
        "Troops killed 22 of them. Seven soldiers died.\n\nTwo days later aircraft killed 12 gunmen in the hills.",
        published="2025-09-20",
    )
    assert figures(rows, "start", low=12) == [("2025-09-19",)]


def test_what_befell_soldiers_during_the_operations_of_a_week_was_in_that_week(told: Told) -> None:
    rows = told(
        "A total of 38 rebels were killed in operations in the east over the past week, the general staff said on April 8.\n\n"
        "It said the 38 rebels were killed in three provinces from March 31 to April 6.\n\n"
        "During operations, four guards were killed and 23 wounded.\n\nA mine in Van killed two drivers.",
        published="2017-04-08",
    )
    for low in (4, 23):
        assert figures(rows, "mode", "start", "end", low=low) == [("cumulative", "2017-03-31", "2017-04-06")]
    assert figures(rows, "mode", low=2) == [("increment",)]
