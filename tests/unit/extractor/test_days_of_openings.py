"""Sums since something broke out, days of what goes on, and the days of what came before: whose time each of them is."""

from __future__ import annotations

from datetime import date

import pytest

from services.extractor.dates import Publication, find_dates
from tests.unit.extractor.conftest import Told, figures

FRIDAY = Publication.on(date(2025, 5, 23))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Since the war between the army and its old allies broke out on May 3, 2024, 900 have died.", [("2024-05-03", "2025-05-23")]),
        ("Ninety have died since fighting reignited between the two clans on May 10.", [("2025-05-10", "2025-05-23")]),
        ("That makes 90 freed since swaps commenced on January 19.", [("2025-01-19", "2025-05-23")]),
        ("It lost 90 men since the start of its “cleansing” drive in Tagra on 1 March.", [("2025-03-01", "2025-05-23")]),
        ("Since the mayor spoke to the men the army held on May 3, 90 have died.", [("2025-05-03", "2025-05-03")]),
    ],
)
def test_a_sum_runs_from_the_day_on_which_a_war_of_many_words_broke_out(text: str, days: list[tuple[str, str]]) -> None:
    found = [(str(m.start), str(m.end)) for m in find_dates(text, FRIDAY)]

    assert [day for day in found if day[0] != "None"] == days


COLD = "{} in a cold spell that has gripped northern Chile over the past week, officials said."


def test_how_long_the_cold_has_lasted_is_not_when_people_died(told: Told) -> None:
    rows = told(COLD.format("Nine people died on Wednesday"), published="2025-05-23")
    assert figures(rows, "start", "end") == [("2025-05-21", "2025-05-21")]


def test_without_a_day_of_their_own_they_died_while_it_lasted(told: Told) -> None:
    rows = told(COLD.format("Ninety people have died"), published="2025-05-23")
    assert figures(rows, "start", "end") == [("2025-05-16", "2025-05-23")]


def test_what_is_fired_a_day_after_a_counted_attack_is_the_news(told: Told) -> None:
    rows = told(
        "The rebels said on Friday they had fired 20 rockets at Gondar, a day after attacks killed five people in Axum.",
        published="2025-05-23",
    )
    assert figures(rows, "measure", "start") == [("killed", "2025-05-22"), ("launched", "2025-05-23")]


def test_a_toll_a_day_after_an_attack_is_of_the_attack(told: Told) -> None:
    rows = told("Twelve people were confirmed dead on Friday, a day after the attack on a market in Gondar.", published="2025-05-23")
    assert figures(rows, "measure", "start") == [("killed", "2025-05-22")]


def test_all_clashes_took_place_on_the_day_that_a_sentence_gives_them(told: Told) -> None:
    rows = told(
        "Twenty rebels have been killed in clashes in two provinces, the ministry said on Friday.\n\n"
        "All clashes took place on Thursday.\n\nNine rebels were killed near Gondar.",
        published="2025-05-23",
    )
    assert figures(rows, "start") == [("2025-05-22",), ("2025-05-22",)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Raiders shelled the port today (Thursday), the army said.", "2025-05-22"),
        ("Raiders shelled the port yesterday (Wednesday), the army said.", "2025-05-21"),
        ("Raiders shelled the port today (and on other days), the army said.", "2025-05-23"),
    ],
)
def test_a_weekday_in_brackets_says_which_day_today_is(text: str, day: str) -> None:
    assert str(find_dates(text, FRIDAY)[0].start) == day


ROUND_UP = "Axum was in shock a day after an attack on a church.\n\nIn Gondar, a bomb killed three people and wounded six others."


@pytest.mark.parametrize(
    ("headline", "day"), [("Friday: 3 killed, 6 wounded", "2025-05-23"), ("Church attack in Axum: a town in shock", "2025-05-22")]
)
def test_a_headline_that_begins_with_the_day_dates_what_it_counts(told: Told, headline: str, day: str) -> None:
    rows = told(ROUND_UP, headline=headline, published="2025-05-23")
    assert figures(rows, "start", low=6, measure="injured")[-1] == (day,)


SWAP = "The two armies carried out a prisoner swap on the border, {}.\n\nUnder the exchange, 230 Ukrainian captives were returned home."


@pytest.mark.parametrize(
    ("told_on", "day"),
    [("an agency said Thursday", "2025-05-22"), ("an agency said", "2025-05-23"), ("an agency said on Friday", "2025-05-23")],
)
def test_a_swap_told_of_on_a_day_was_made_by_then(told: Told, told_on: str, day: str) -> None:
    assert figures(told(SWAP.format(told_on), published="2025-05-23"), "start", low=230) == [(day,)]
