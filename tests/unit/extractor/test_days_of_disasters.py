"""Floods, fires and wrecks that a story tells of days later: which of its days is theirs."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

NEWS = "2018-02-14"  # a Wednesday


def test_flames_that_race_somewhere_are_the_happening(told: Told) -> None:
    body = (
        "LISBON - Officials on Wednesday put the number of dead in the fire that swept the hills above Coimbra at 44.\n\n"
        "The flames raced through three villages without warning on Feb. 9.\n\nRelatives have reported 12 people as missing."
    )
    assert figures(told(body, published=NEWS), "measure", "start") == [("killed", "2018-02-09"), ("missing", "2018-02-09")]


def test_rescuers_who_race_somewhere_are_no_happening(told: Told) -> None:
    body = (
        "SANTIAGO - A mudslide killed 19 people in central Chile on Monday, officials said.\n\n"
        "Rescuers raced through the night on Tuesday to reach the last houses. Seven people are missing."
    )
    assert figures(told(body, published=NEWS), "measure", "start") == [("killed", "2018-02-12"), ("missing", "2018-02-12")]


@pytest.mark.parametrize(
    "plan",
    [
        "Diallo was due to start on his U.N. job early Thursday, his brother said.",
        "The funeral of the first victims will begin at 3 p.m. Thursday in Conakry.",
        "The port is to be inspected by Gen. Camara on Thursday.",
    ],
)
def test_an_abbreviation_ends_no_clause(told: Told, plan: str) -> None:
    body = f"CONAKRY, Guinea - A packed ferry capsized off Guinea, killing 27 people, police said Wednesday.\n\n{plan}\n\nTwelve were hurt."
    assert figures(told(body, published=NEWS), "measure", "start") == [("injured", "2018-02-14"), ("killed", "2018-02-14")]


@pytest.mark.parametrize("help_", ["five others were brought up alive", "rescuers pulled out five survivors"])
def test_what_a_toll_comes_a_day_after_may_be_the_help(told: Told, help_: str) -> None:
    body = (
        "LA PAZ - Searchers found the bodies of six miners Wednesday in a tin mine in Bolivia, raising the death toll to 14 a day after "
        f"{help_}, officials said.\n\nTwo workers are still missing.\n\nThe gallery caved in when an explosion on Feb. 3 cut the shaft."
    )
    found = figures(told(body, published=NEWS), "measure", "low", "start")
    assert found == [
        ("killed", 6, "2018-02-03"),
        ("killed", 14, "2018-02-03"),
        ("missing", 2, "2018-02-03"),
        ("rescued", 5, "2018-02-13"),
    ]


def test_what_deaths_come_on_top_of_has_a_day_of_its_own(told: Told) -> None:
    body = (
        "RABAT - A boat sank off the coast of Morocco on Wednesday, leaving 12 people dead.\n\n"
        "The deaths come on top of seven on Monday when another boat overturned off Tangier."
    )
    assert figures(told(body, published=NEWS), "low", "start") == [(7, "2018-02-12"), (12, "2018-02-14")]
