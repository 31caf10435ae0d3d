"""Tolls of strife that goes on: of protests, fighting, a surge of violence, and what a war has cost one side."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("headline", "body", "published"),
    [
        (
            "Kenya protests death toll climbs to 61",
            "At least 61 people have died in anti-government protests in Kenya, a rights group said on Friday.\n\nThe protests began on "
            "June 18 over a tax bill.",
            "2024-07-19",
        ),
        (
            "Bangladesh unrest toll passes 150",
            "Bangladeshi security forces have killed 151 demonstrators in protests set off by job quotas, a monitor said on Tuesday.",
            "2024-07-23",
        ),
        (
            "",
            "The death toll in fighting between the army and rebels in eastern Congo has reached about 700, officials said on Sunday, as "
            "clashes went on.\n\nThe fighting broke out on Jan. 20.",
            "2025-02-02",
        ),
        (
            "",
            "The number of dead in the demonstrations in Peru now stands at 50, the ombudsman said on Monday.",
            "2023-01-23",
        ),
    ],
)
def test_the_toll_of_strife_is_a_sum(told: Told, headline: str, body: str, published: str) -> None:
    rows = told(body, headline=headline, published=published)
    assert {mode for (mode,) in figures(rows, "mode", measure="killed")} == {"cumulative"}


def test_it_runs_from_the_day_on_which_strife_broke_out(told: Told) -> None:
    body = (
        "The death toll in fighting between the army and rebels in eastern Congo has reached about 700, officials said on Sunday.\n\n"
        "The fighting broke out on Jan. 20."
    )
    assert figures(told(body, published="2025-02-02"), "start", "end") == [("2025-01-20", "2025-02-02")]


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("The surge in violence has left 77 soldiers dead, the government says.", 77),
        ("The latest escalation of fighting has claimed 35 lives.", 35),
        ("Local media put the rebels' losses at over 300.", 301),
        ("The number of dead in the clashes has risen to 90.", 90),
    ],
)
def test_a_sum_below_one_days_happening(told: Told, sentence: str, low: int) -> None:
    rows = told(
        f"Two soldiers were killed in an ambush in southeastern Turkey on Sunday, officials said.\n\n{sentence}", published="2015-09-06"
    )
    assert figures(rows, "mode", low=low) == [("cumulative",)]
    assert figures(rows, "mode", low=2) == [("increment",)]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "Nigeria clash death toll rises to 12",
            "The death toll from Monday's clash between farmers and herders rose to 12 on Tuesday, police in Nigeria said.",
        ),
        (
            "Protest stampede death toll rises to 12",
            "A stampede at a protest rally in Dhaka killed 12 people on Sunday, police said.",
        ),
        ("", "The death toll of a bombing amid the unrest in Iraq rose to 12 on Monday, police said."),
        ("", "Violence erupted in a village in India on Sunday, and 12 people were killed, police said."),
    ],
)
def test_the_toll_of_one_day_is_no_sum(told: Told, headline: str, body: str) -> None:
    rows = told(body, headline=headline, published="2023-01-24")
    assert {mode for (mode,) in figures(rows, "mode", low=12)} == {"increment"}


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        (
            "A total of 61 policemen have been killed since the government sent the army into the valley, following an attack on a school "
            "on Dec. 16, 2014.",
            "2014-12-16",
        ),
        ("According to official figures, 61 soldiers have been killed since Cambodia shelled the border on July 24.", "2015-07-24"),
    ],
)
def test_what_has_gone_on_since_a_deed_is_a_sum(told: Told, sentence: str, start: str) -> None:
    rows = told(f"A bomb killed two policemen in Quetta on Friday.\n\n{sentence}", published="2016-01-22")
    assert figures(rows, "start", "end", "mode", low=61) == [(start, "2016-01-22", "cumulative")]


@pytest.mark.parametrize(
    "deed",
    ["a gas tank exploded at a market in Lome on Sunday", "a ferry sank off Lome on Sunday", "gunmen attacked a hotel in Lome on Sunday"],
)
def test_who_has_died_since_one_happening_died_of_it(told: Told, deed: str) -> None:
    assert figures(told(f"Eleven people have died since {deed}, officials said.", published="2024-12-10"), "mode") == [("increment",)]
