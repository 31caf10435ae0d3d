"""Days that a story counts from its own happening, its anniversary or its whole, and sums over happenings of several days."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_kinds_and_regions_of_a_sum_have_its_time(told: Told) -> None:
    rows = told(
        "ISLAMABAD - At least 13 people were killed across Pakistan in the last 24 hours, officials said on Sunday.\n\n"
        "The death toll has reached 216 since the onset of the monsoon on June 26. The number of the injured rose to 580.\n\n"
        "Of the deceased, 99 are children, 77 men and 40 women.",
        published="2025-07-20",
    )
    assert figures(rows, "low", "start", "end", "mode") == sorted(
        [
            (13, "2025-07-19", "2025-07-20", "increment"),
            (216, "2025-06-26", "2025-07-20", "cumulative"),
            (580, "2025-06-26", "2025-07-20", "cumulative"),
            (99, "2025-06-26", "2025-07-20", "part"),
            (77, "2025-06-26", "2025-07-20", "part"),
            (40, "2025-06-26", "2025-07-20", "part"),
        ]
    )


def test_regions_have_both_days_of_the_night_that_they_are_told_of(told: Told) -> None:
    rows = told(
        "From 20:00 on 11 August to 07:00 Moscow time on 12 August, air defences destroyed 46 Ukrainian drones, the ministry said.\n\n"
        "Of these, 21 were shot down over Belgorod Region, 14 over Bryansk Region and 11 over Kursk Region.\n\n"
        "On Sunday evening, between 17:00 and 23:30, another 29 drones were intercepted.",
        published="2025-08-12",
    )
    night = ("2025-08-11", "2025-08-12")
    held = [(low, *night) for low in (11, 14, 21, 46)]
    assert figures(rows, "low", "start", "end") == sorted([*held, (29, "2025-08-10", "2025-08-10")])


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Two days after the killings the army arrested 22 people.", "2018-01-08"),
        ("The day before the attack, soldiers had arrested 22 people.", "2018-01-05"),
        ("A week after the massacre police detained 22 suspects.", "2018-01-13"),
    ],
)
def test_days_before_and_after_the_happening_of_a_trial_count_from_it(told: Told, sentence: str, day: str) -> None:
    rows = told(
        "ZIGUINCHOR, Senegal - A court on Monday sentenced three men over the massacre of 14 woodcutters in southern Senegal.\n\n"
        f"The men were rounded up and shot on 6 January 2018. {sentence}",
        published="2022-06-13",
    )
    assert figures(rows, "start", low=22) == [(day,)]
    assert figures(rows, "start", low=14) == [("2018-01-06",)]


def test_a_story_is_not_of_the_day_before_where_somebody_speaks_on_its_own(told: Told) -> None:
    rows = told(
        "A bomb killed 14 people in Baghdad on Monday.\n\nRelatives of the three missing said on Tuesday that they would wait. "
        "Gunmen wounded five policemen overnight.",
        published="2022-06-14",
    )
    assert figures(rows, "start", low=5) == [("2022-06-14",)]


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        (
            "Survivors of a bombing that killed 23 people at a cathedral gathered on Monday for a mass marking one year since the attack.",
            "2019",
        ),
        ("Families on Monday marked the tenth anniversary of a bus crash that killed 23 people.", "2010"),
    ],
)
def test_an_anniversary_dates_what_it_is_of(told: Told, lead: str, day: str) -> None:
    rows = told(
        f"JOLO, Philippines - {lead}\n\nOn Sunday night gunmen ambushed a patrol, leaving two marines dead.", published="2020-01-27"
    )
    assert figures(rows, "low", "start") == [(2, "2020-01-26"), (23, f"{day}-01-27")]


def test_on_the_eve_of_an_anniversary_no_day_is_counted_back(told: Told) -> None:
    rows = told(
        "LIMA - A bomb killed 23 people on Monday, days ahead of the first anniversary of the attack on the port.", published="2020-01-27"
    )
    assert figures(rows, "low", "start") == [(23, "2020-01-27")]


def test_a_few_days_of_violence_hold_what_each_place_counts(told: Told) -> None:
    rows = told(
        "Ecuador prisons: 31 inmates dead in weekend of violence\n\n"
        "QUITO - At least 31 inmates have been killed in clashes at three prisons in Ecuador since Friday, officials say.\n\n"
        "In Guayaquil 22 prisoners died on Sunday. Six inmates were found hanged in Latacunga on Saturday evening.",
        published="2021-11-15",
    )
    assert figures(rows, "low", "start", "mode") == [
        (6, "2021-11-13", "part"),
        (22, "2021-11-14", "part"),
        (31, "2021-11-12", "cumulative"),
        (31, "2021-11-12", "cumulative"),
    ]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("CHICAGO - Seven people were killed in shootings across the city from 5 p.m. Friday to 5 a.m. Monday, police said.", "cumulative"),
        ("TUNIS - In March seven people died in shipwrecks, the judge said.", "cumulative"),
        ("CHICAGO - Seven people were killed in two days of fighting late on Saturday and early on Sunday, police said.", "increment"),
        ("ALGIERS - In May seven people were killed in suicide bombings in Algiers.", "increment"),
    ],
)
def test_many_happenings_of_several_days_are_a_sum(told: Told, text: str, mode: str) -> None:
    assert figures(told(text, published="2022-07-11"), "mode", low=7) == [(mode,)]


def test_the_day_of_an_earlier_count_or_of_another_happening_is_not_that_of_the_news(told: Told) -> None:
    rows = told(
        "KINSHASA - At least 70 people were killed when a boat capsized on the Lukenie river at the weekend.\n\n"
        "The vessel went down on Saturday night. Officials had given a figure on Monday, a day after speaking of 27 dead.\n\n"
        "Two others were injured.",
        published="2023-09-21",
    )
    assert {day for (day,) in figures(rows, "start")} == {"2023-09-16"}


def test_some_of_them_in_a_place_on_a_day_have_that_day(told: Told) -> None:
    rows = told(
        "ALGIERS - More than 300 people have been killed in the past two weeks, 98 of them in the village of Rais on August 29.",
        published="1997-09-07",
    )
    assert figures(rows, "start", low=98) == [("1997-08-29",)]


@pytest.mark.parametrize(
    "text",
    [
        "TUNIS - In the first quarter of the year the guard rescued 1,406 people, five times as many as in the same period of 2022.",
        "TUNIS - In the first quarter of the year the guard rescued 1,406 people, compared with the same months of 2022.",
    ],
)
def test_a_period_compared_with_is_not_that_of_the_count(told: Told, text: str) -> None:
    assert figures(told(text, published="2023-04-27"), "start", "end") == [("2023-01-01", "2023-03-31")]


@pytest.mark.parametrize(
    ("before", "opening", "day"),
    [
        ("On Saturday four policemen died in an ambush in Madera.", "The day before", "2010-08-06"),
        ("Gunmen on Thursday killed four guards in Madera.", "Five days earlier", "2010-07-31"),
        ("Gunmen killed four guards in Madera.", "A day earlier", "2010-08-08"),
        ("On Monday gunmen killed four guards in Madera.", "A day earlier", "2010-08-08"),
    ],
)
def test_what_opens_with_a_day_before_counts_from_the_day_before_it(told: Told, before: str, opening: str, day: str) -> None:
    rows = told(
        f"JUAREZ, Mexico - Police reported more violence on Monday. {before}\n\n{opening}, two women had been shot dead in Juarez.",
        published="2010-08-09",
    )
    assert figures(rows, "start", low=2) == [(day,)]


def test_a_count_of_the_past_day_is_told_on_the_day_of_publication(told: Told) -> None:
    rows = told(
        "Over the past day, police recorded 2,315 strikes. Three civilians were killed and 11 wounded.\n\n"
        "In Myrnohrad, one died when a missile hit a house on Friday evening.\n\nIn Kramatorsk five people were wounded overnight.",
        published="2024-02-03",
    )
    assert figures(rows, "start", low=5) == [("2024-02-03",)]


def test_a_weekend_of_violence_keeps_both_its_days(told: Told) -> None:
    rows = told(
        "JUAREZ, Mexico - Gunmen killed at least 18 people over the weekend in drug violence in northern Mexico, including seven who were "
        "gunned down at a party early Sunday, authorities said.",
        published="2010-08-09",
    )
    assert figures(rows, "low", "start", "end") == [(7, "2010-08-08", "2010-08-08"), (18, "2010-08-07", "2010-08-08")]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("DONETSK, Ukraine - In January, Russian fire killed 78 residents of the region.", "cumulative"),
        ("DONETSK, Ukraine - In January, a Russian missile killed 78 residents of a tower block.", "increment"),
        ("MOGADISHU - In January, 78 soldiers were killed in a bombing in Mogadishu.", "increment"),
    ],
)
def test_what_fire_cost_in_a_month_is_a_sum(told: Told, text: str, mode: str) -> None:
    assert figures(told(text, published="2024-02-03"), "start", "mode", low=78) == [("2024-01-01", mode)]


@pytest.mark.parametrize(
    "body",
    [
        "Troops ended a four-day siege of a hotel 999,999 days ago in which 31 guests died.",
        "Gunmen stormed a hotel on Monday, killing 31 guests. The attack came 999,999 days after a blast hurt 14 people there.",
        "Guards shot 31 people 999,999 weeks later.",
    ],
)
def test_days_counted_past_the_ends_of_the_calendar_stop_there(told: Told, body: str) -> None:
    assert (31,) in figures(told(body, published="2025-07-18"), "low")
