"""Days that stand beside the news or count up to it: which of a story's days its figures have."""

from __future__ import annotations

from datetime import date

import pytest

from services.extractor.dates import Publication, find_dates
from tests.unit.extractor.conftest import Told, figures

FRIDAY = Publication.on(date(2025, 5, 23))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ten had come home, an aide said on Sunday (May 18).", [("2025-05-18", "2025-05-18")]),
        ("Two days earlier, on Monday evening, riders said to be from the hills had burned a mill.", [("2025-05-19", "2025-05-19")]),
        ("Two days earlier, on Thursday, they will vote.", [("2025-05-21", "2025-05-21"), ("2025-05-29", "2025-05-29")]),
        ("In 2014, a depot blew up on June 27 outside the town.", [("2014-01-01", "2014-12-31"), ("2014-06-27", "2014-06-27")]),
        ("Nine more were killed from January 1 till date.", [("2025-01-01", "2025-05-23")]),
        ("Rockets fell often in the first two weeks of April.", [("2025-04-01", "2025-04-14")]),
        ("In the week ending May 16, nine were killed.", [("2025-05-10", "2025-05-16")]),
        ("In the 12 months to March 2025, nine were killed.", [("2024-04-01", "2025-03-31")]),
        ("Over a two-week period ending on May 18, nine were killed.", [("2025-05-05", "2025-05-18")]),
        ("In the year to April 30, nine were killed.", [("2024-05-01", "2025-04-30")]),
        ("Nine were killed in the second half of April.", [("2025-04-16", "2025-04-30")]),
        ("Nine were killed in the second week of May.", [("2025-05-08", "2025-05-14")]),
        ("Nine were killed in the third 3 weeks of May.", [("2025-05-01", "2025-05-31")]),
        ("Nine were killed between late April and May 18.", [("2025-04-21", "2025-05-18")]),
        ("Nine have been killed so far in May.", [("2025-05-01", "2025-05-23")]),
        ("Nine have been killed in 2025 so far.", [("2025-01-01", "2025-05-23")]),
        ("Nine had been killed in 2024 so far as anyone knew.", [("2024-01-01", "2024-12-31")]),
        ("Nine were killed in the first five months of this year.", [("2025-01-01", "2025-05-23")]),
        ("There have been ten such raids since the start of last year, in which 90 died.", [("2024-01-01", "2025-05-23")]),
        ("There was no such raid since 2003, when 15 died.", [("2003-01-01", "2003-12-31")]),
        ("A mine killed one yesterday, a day after rebels killed six.", [("2025-05-22", "2025-05-22"), ("2025-05-21", "2025-05-21")]),
        ("A mine killed one, a day after rebels killed six.", [("2025-05-22", "2025-05-22")]),
    ],
)
def test_a_day_is_read_with_the_words_beside_it(text: str, days: list[tuple[str, str]]) -> None:
    assert [(str(m.start), str(m.end)) for m in find_dates(text, FRIDAY)] == days


def test_an_exchange_of_fire_is_a_happening_and_no_exchange(told: Told) -> None:
    rows = told(
        "The toll of the fight for a hill camp has grown to 26, an officer said Thursday.\n\n"
        "Long exchanges of rifle and mortar fire broke out late Tuesday near the hill.",
        published="2014-05-01",
    )
    assert figures(rows, "start", low=26) == [("2014-04-29",)]


def test_an_exchange_of_captives_still_dates_no_harm(told: Told) -> None:
    rows = told(
        "The toll of the fight for a hill camp has grown to 26, an officer said Thursday.\n\n"
        "Long exchanges of captives began late Tuesday near the hill.",
        published="2014-05-01",
    )
    assert figures(rows, "start", low=26) == [("2014-05-01",)]


NEWS = "A man walked into a market in Tamale on Wednesday and killed four people.\n\nTwelve others were wounded.\n\n{}"


def test_an_older_day_of_another_town_is_not_that_of_the_lead(told: Told) -> None:
    body = NEWS.format("The mayor was unhurt but seven of his aides were injured.\n\nLate on Monday gunmen opened fire on a bar in Kumasi.")
    assert figures(told(f"ACCRA - {body}", published="2007-01-10"), "start", low=7) == [("2007-01-10",)]


def test_an_attack_that_the_sentence_calls_similar_is_another(told: Told) -> None:
    rows = told(
        "A mine killed five soldiers in the north, the army said.\n\nA similar raid on Monday killed 17 farmers.\n\nSeven men were hurt.",
        published="2007-04-12",
    )
    assert figures(rows, "start", low=5) == [("2007-04-12",)]
    assert figures(rows, "start", low=17) == [("2007-04-09",)]


def test_what_is_told_in_addition_has_the_day_of_another_happening(told: Told) -> None:
    rows = told(
        "Six soldiers have been killed in a clash with rebels, the army said. The six died in a firefight on Saturday. "
        "It said 13 rebels were killed.\n\nIn addition to the nine soldiers killed on Friday, four were hurt.",
        published="2023-12-24",
    )
    assert figures(rows, "start", low=13) == [("2023-12-23",)]


def test_the_day_of_an_attack_since_which_men_have_searched(told: Told) -> None:
    rows = told(
        "A total of 27 soldiers were killed in an attack in the north, the army said on Wednesday.\n\n"
        "Searches since the attack of September 23 have settled the toll.\n\nAnother 29 were wounded.",
        published="2022-10-06",
    )
    assert figures(rows, "low", "start", "end") == [(27, "2022-09-23", "2022-09-23"), (29, "2022-09-23", "2022-09-23")]


def test_a_truce_since_which_they_have_searched_is_no_day_of_harm(told: Told) -> None:
    rows = told(
        "Another 29 soldiers were wounded in the north, the army said.\n\nSearches since the truce of September 23 have found nobody.",
        published="2022-10-06",
    )
    assert figures(rows, "start", low=29) == [("2022-10-06",)]


def test_the_clash_took_place_on_the_day_that_the_story_gives_it(told: Told) -> None:
    rows = told(
        "Rebel losses rose to nine dead as three more died in a clash with troops, said a colonel on Wednesday.\n\n"
        "The clash took place Tuesday, after the rebels suffered five dead in a firefight.",
        published="2017-02-09",
    )
    assert figures(rows, "start", low=3) == [("2017-02-07",)]


def test_who_opened_fire_on_a_day_owns_it_no_more_than_the_lead(told: Told) -> None:
    rows = told(
        "Some 30 gunmen broke into the village of Gudi on Sunday and set houses on fire.\n\nSix guards were killed.\n\n"
        "In neighbouring Yobe, two policemen died when gunmen opened fire in a market early on Monday.",
        published="2010-08-30",
    )
    assert figures(rows, "start", low=6) == [("2010-08-29",)]


def test_the_years_of_a_war_date_no_mine(told: Told) -> None:
    rows = told(
        "A mine killed one soldier yesterday, the army said.\n\n"
        "Clashes are a daily sight in the war, which began some two decades ago.\n\n"
        "“Two soldiers were lightly injured,” a spokesman said of the mine.",
        published="2007-04-09",
    )
    assert figures(rows, "start", low=2) == [("2007-04-08",)]


def test_who_fell_in_the_fighting_fell_on_the_day_of_the_firefight_before(told: Told) -> None:
    rows = told(
        "A mine blast killed five soldiers in Jaffna on Sunday, the army said.\n\n"
        "On Saturday troops killed three rebels in a firefight near Vavuniya.\n\nOne soldier died and nine were injured in the fighting.",
        published="2007-04-09",
    )
    assert figures(rows, "start", low=9) == [("2007-04-07",)]


def test_some_in_a_shorter_time_keep_it(told: Told) -> None:
    rows = told(
        "Since the start of 2012 over 700 rockets have hit Chad, over 30 of them in the first week of May, the army says.",
        published="2012-05-14",
    )
    assert figures(rows, "low", "start", "end") == [(31, "2012-05-01", "2012-05-07"), (701, "2012-01-01", "2012-05-14")]


def test_the_raids_since_a_day_in_which_so_many_died(told: Told) -> None:
    rows = told("Jets have flown some 60 raids since May, in which 320 people have died, officials say.", published="2009-07-17")
    assert figures(rows, "start", "end", low=320) == [("2009-05-01", "2009-07-17")]


def test_a_region_named_with_the_weekend_is_not_that_of_a_raid(told: Told) -> None:
    rows = told(
        "Militants stormed a village in Chechnya on Sunday. Six officers were killed.\n\n"
        "Another four gunmen died in Dagestan over the weekend, a mayor said.",
        published="2010-08-30",
    )
    assert figures(rows, "start", "end", low=4) == [("2010-08-28", "2010-08-29")]


def test_some_of_a_sum_without_a_beginning_keep_the_day_of_the_news(told: Told) -> None:
    rows = told(
        "A spate of attacks have left dozens dead and scores wounded in Kano. Agencies put Monday's death toll at 31.\n\n"
        "In the first of them a bomb exploded beside a school bus, killing three people and wounding 13.",
        published="2009-06-22",
    )
    assert figures(rows, "start", low=13) == [("2009-06-22",)]


def test_the_day_on_which_the_freed_were_taken_is_no_day_of_death(told: Told) -> None:
    rows = told(
        "The rebels on Friday released two nurses, the Red Cross said.\n\n"
        "The nurses had been kidnapped in a January 21 raid.\n\nThree rebels died when they attacked a convoy.",
        published="2013-02-15",
    )
    assert figures(rows, "start", low=3) == [("2013-02-15",)]


def test_brackets_behind_a_period_say_which(told: Told) -> None:
    rows = told("At least 320 civilians were killed in the reporting period (12-18 May), the ministry said.", published="2025-05-23")
    assert figures(rows, "start", "end", low=320) == [("2025-05-12", "2025-05-18")]


def test_who_is_thought_to_be_someone_says_nothing(told: Told) -> None:
    rows = told(
        "Two days earlier, on Monday evening, riders thought to be rebels had killed 24 people in two hamlets.", published="2015-09-03"
    )
    assert figures(rows, "start", low=24) == [("2015-08-31",)]
