"""Days that no happening could have later, and times from one day to another. All sentences are invented."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def _days(told: Told, published: str, body: str, *, headline: str = "", **having: object) -> list[tuple[object, ...]]:
    return figures(told(body, headline=headline, published=published), "low", "start", "end", **having)


@pytest.mark.parametrize(
    "told_before",
    [
        "On Tuesday, officials said guerrillas had stormed a police post in Tame and killed five officers.",
        "Officials reported on Tuesday that bandits overran a post near Tame and killed five officers.",
    ],
)
def test_what_was_told_before_the_news_happened_no_later(told: Told, told_before: str) -> None:
    """Not on the Thursday of the lead: a deed is no later than the day on which somebody spoke of it."""
    body = f"BOGOTA (AP) - Guerrillas shelled a garrison in Arauca on Thursday, killing nine troops, the army said.\n\n{told_before}"
    assert (5, "2013-06-11", "2013-06-11") in _days(told, "2013-06-14", body, measure="killed")


def test_what_was_told_after_the_news_is_of_its_day(told: Told) -> None:
    body = (
        "Guerrillas shelled a garrison in Arauca on Wednesday, killing nine troops.\n\nOfficials said on Thursday that four had been hurt."
    )
    assert _days(told, "2013-06-14", body, measure="injured") == [(4, "2013-06-12", "2013-06-12")]


def test_the_day_a_war_began_is_no_day_of_an_attack_in_it(told: Told) -> None:
    body = (
        "India's defence minister threatened Pakistan on Thursday after the latest missile salvo damaged a hospital in Amritsar.\n\n"
        "At least 140 people were wounded by the missiles, according to the health ministry.\n\n"
        "The war began last Saturday with a wave of raids on military bases."
    )
    assert _days(told, "2025-08-15", body, measure="injured") == [(140, "2025-08-14", "2025-08-14")]


def test_clashes_that_began_on_a_day_are_of_it(told: Told) -> None:
    """What is over in hours has the day on which it began."""
    body = "Twelve people were killed in clashes in Osh, police said on Monday.\n\nThe clashes broke out on Saturday at a market."
    assert _days(told, "2010-05-10", body, measure="killed") == [(12, "2010-05-08", "2010-05-08")]


def test_the_news_is_not_of_the_day_it_came_after(told: Told) -> None:
    body = (
        "Police found five bodies near Chilapa on Tuesday, prosecutors said.\n\n"
        "The killings came two days after gunmen opened fire on a bar in Acapulco. Nine people were hurt in the Sunday attack."
    )
    rows = told(body, published="2016-08-24")
    assert figures(rows, "low", "start", measure="killed") == [(5, "2016-08-23")]
    assert figures(rows, "low", "start", measure="injured") == [(9, "2016-08-21")]


def test_buried_on_a_day_and_found_since(told: Told) -> None:
    """The slope gave way on Wednesday, in floods that began on Monday; only the finds may be later."""
    body = (
        "At least 30 people died in floods in northern Peru this week, the civil defence said on Friday. The floods started on Monday.\n\n"
        "Eleven people were buried early on Wednesday when a hillside gave way at Chosica, but only six bodies have been found."
    )
    assert (6, "2017-09-13", "2017-09-13") in _days(told, "2017-09-15", body, measure="killed")


def test_found_dead_later_died_in_the_disaster(told: Told) -> None:
    body = "A dam burst in Chosica on Monday, killing 30 people.\n\nSix more bodies were found on Wednesday, the civil defence said."
    assert (6, "2017-09-11", "2017-09-11") in _days(told, "2017-09-14", body, measure="killed")


def test_taken_since_is_of_that_day(told: Told) -> None:
    """*Since they took 110* tells of the taking; the raids have gone on since, and the 110 have not."""
    body = "Abductions have haunted the region since Boko Haram seized 110 girls from a school at Dapchi on February 19, 2018."
    assert _days(told, "2021-05-04", body, measure="abducted") == [(110, "2018-02-19", "2018-02-19")]
    sum_since = "Boko Haram has seized 110 girls since it attacked a school at Dapchi on February 19, 2018."
    assert _days(told, "2021-05-04", sum_since, measure="abducted") == [(110, "2018-02-19", "2021-05-04")]


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("Between 4 July, when fighting broke out, and 8 July, 52 civilians were killed in Donetsk.", "2014-07-04", "2014-07-08"),
        ("From 6 pm on 3 July, when the raids began, until midnight on 8 July, 52 people were killed in Gaza.", "2014-07-03", "2014-07-08"),
        ("In Aleppo 52 civilians were killed from 8 p.m. on 3 July until 11 p.m. on 9 July.", "2014-07-03", "2014-07-09"),
    ],
)  # fmt: skip
def test_a_time_from_a_day_to_another_whatever_stands_between(told: Told, sentence: str, start: str, end: str) -> None:
    assert figures(told(sentence, published="2014-07-11"), "low", "start", "end", "mode") == [(52, start, end, "cumulative")]


def test_two_days_that_are_no_time_together(told: Told) -> None:
    body = "On 3 July, when the raids began, 12 people were killed in Gaza, and on 8 July nine."
    assert (12, "2014-07-03", "2014-07-03") in _days(told, "2014-07-11", body)
