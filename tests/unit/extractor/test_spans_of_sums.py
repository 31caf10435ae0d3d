"""The spans that sums are counted over: months of a year, the same months of another, decades, clock to clock, the days before."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("sentence", "published", "start", "end"),
    [
        (
            "Road mines killed 61 people in Mali in the first seven months of the year, the UN said.",
            "2019-08-05",
            "2019-01-01",
            "2019-07-31",
        ),
        ("Police said 61 people had died in fighting in the first 11 months of this year.", "2004-12-05", "2004-01-01", "2004-11-30"),
        ("Some 61 people were killed from 1981 to the mid-1990s in the valley.", "2004-12-05", "1981-01-01", "1996-12-31"),
        ("Between the late 1970s and 1992 at least 61 people were killed in El Salvador.", "2004-12-05", "1977-01-01", "1992-12-31"),
        (
            "From 6 p.m. on 3 May 2019, when the offensive opened, until midnight on 9 May 2019, the monitor recorded 61 civilians killed.",
            "2019-05-10",
            "2019-05-03",
            "2019-05-09",
        ),
        ("The army killed 61 militants from 4 am on 1 March to 8 pm on 6 March, it said.", "2019-03-07", "2019-03-01", "2019-03-06"),
    ],
)
def test_spans(told: Told, sentence: str, published: str, start: str, end: str) -> None:
    assert figures(told(sentence, published=published), "start", "end", "mode") == [(start, end, "cumulative")]


@pytest.mark.parametrize(
    "time",
    [
        "During the same period last year",
        "Last year over the same months",
        "In the same 11 months of 2003",
        "Over the corresponding months of 2003",
    ],
)
def test_the_same_period_of_another_year(told: Told, time: str) -> None:
    body = (
        "From January to November, 90 civilians had been killed, an officer in Assam said.\n\n"
        f"{time}, 120 civilians and 101 rebels were killed, official figures showed."
    )
    rows = told(body, published="2004-12-05")
    year = ("2003-01-01", "2003-11-30", "cumulative")
    assert figures(rows, "low", "start", "end", "mode") == [(90, "2004-01-01", "2004-11-30", "cumulative"), (101, *year), (120, *year)]


@pytest.mark.parametrize(
    "body",
    [
        "A bomb killed nine people in Quetta on Friday.\n\nIn the same period last year, 12 people were killed there.",
        "From January to September, 400 civilians died in Assam, police said. Last year 12 were killed.",
    ],
)
def test_a_year_beside_a_day_or_without_such_words_is_the_whole_year(told: Told, body: str) -> None:
    rows = told(body, published="2008-10-10")
    assert figures(rows, "start", "end", low=12) == [("2007-01-01", "2007-12-31")]


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("From January to November, 90 civilians had been killed in Assam and 93 soldiers wounded, an officer said.", [90, 93]),
        (
            "From January to November this year, 400 civilians had died and 112 soldiers, and 300 rebels were killed, Assam police said.",
            [112, 300, 400],
        ),
    ],
)
def test_a_period_that_opens_the_sentence_is_of_all_that_it_counts(told: Told, sentence: str, counted: list[int]) -> None:
    rows = told(sentence, published="2004-12-05")
    assert figures(rows, "low", "start", "end") == [(low, "2004-01-01", "2004-11-30") for low in counted]


@pytest.mark.parametrize(
    "time", ["In the days before the ambush", "In the weeks leading up to the vote", "Over the months prior to the truce"]
)
def test_the_time_before_a_happening_holds_many(told: Told, time: str) -> None:
    body = f"Gunmen killed nine policemen in an ambush in southern Thailand on Thursday.\n\n{time}, 31 people were killed in the area."
    rows = told(body, published="2008-10-10")
    assert figures(rows, "mode", low=31) == [("cumulative",)]
    assert figures(rows, "start", "mode", low=9) == [("2008-10-09", "increment")]


def test_a_period_is_no_day_of_what_is_told_next(told: Told) -> None:
    period = "From January to November, 600 civilians had been killed in Assam and 56 rebels, an officer said."
    body = f"{period}\n\nFive rebels were killed in a battle."
    assert figures(told(body, published="2004-12-05"), "start", "mode", low=5) == [("2004-12-05", "increment")]
