"""The day and night that a daily count is of, the day a happening came after, and regions whose towns have namesakes abroad."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

DAY = ("2025-05-23", "2025-05-24")


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "5 killed, 12 hurt in shelling of Sudan's west over past day",
            "In Zalingei, two people were killed and four wounded, the governor said.\n\nIn Nyala, three people were killed.",
        ),
        (
            "",
            "At least five people were killed by shelling over the past 24 hours, the ministry said.\n\n"
            "In Zalingei, two people were killed, the governor said.\n\nIn Nyala, three people were killed.",
        ),
    ],
)
def test_figures_of_a_daily_count_are_of_its_day_and_night(told: Told, headline: str, body: str) -> None:
    rows = told(body, headline=headline)
    assert {(row["start"], row["end"]) for row in rows} == {DAY}


@pytest.mark.parametrize(
    "body",
    [
        "The army said it had lost three drones over the past day.\n\nIn Zalingei, two people were killed on Saturday, the governor said.",
        "The rebels have held the town for the past 24 hours.\n\nIn Zalingei, two people were killed, the governor said.",
    ],
)
def test_where_the_lead_counts_no_harm_of_the_past_day_the_rest_is_of_its_own(told: Told, body: str) -> None:
    assert figures(told(body), "start", "end", measure="killed") == [("2025-05-24", "2025-05-24")]


@pytest.mark.parametrize(
    ("body", "number", "start"),
    [
        ("The raid took place the day after an air strike killed 39 villagers, officials said on Friday.", 39, "2025-05-22"),
        ("The blast came two days after an ambush in which nine soldiers died, the army said on Friday.", 9, "2025-05-21"),
        ("A bomb killed four people in Goma on Friday, a day after shelling killed 12 in Sake.", 12, "2025-05-22"),
        ("A bomb killed four people in Goma on Friday, a day after shelling killed 12 in Sake.", 4, "2025-05-23"),
        ("It came two days after nine people were killed in a strike on Sunday.", 9, "2025-05-18"),
    ],
)
def test_what_came_before_is_dated_by_what_came_after(told: Told, body: str, number: int, start: str) -> None:
    assert figures(told(body), "start", low=number) == [(start,)]


def test_a_region_is_the_one_that_has_the_name_though_the_attackers_country_has_a_town_of_it(told: Told) -> None:
    rows = told("Russian troops shelled towns of the Donetsk region, killing two people and wounding four.")
    assert figures(rows, "measure", "side") == [("injured", "UKR"), ("killed", "UKR")]


@pytest.mark.parametrize(
    "told_of",
    ["dropped off radars", "fell off the radar", "vanished from radar screens", "disappeared from radar", "were lost from radar"],
)
def test_drones_that_leave_the_radar_are_some_of_those_stopped(told: Told, told_of: str) -> None:
    rows = told(f"Air defences shot down 74 drones. Another 46 drones {told_of}, the air force said.")
    assert figures(rows, "measure", "mode", low=46) == [("intercepted", "part")]


def test_towns_of_a_district_have_shares_of_its_number(told: Told) -> None:
    rows = told(
        "At least three people were killed by shelling of the Pokrovsk district in the Donetsk region, the governor said.\n\n"
        "In Myrnohrad, two people were killed. In Dobropillia, one person was killed."
    )
    assert figures(rows, "mode", measure="killed") == [("increment",), ("part",), ("part",)]
