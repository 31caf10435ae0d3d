"""Days that real copy leaves to the reader: of a truce, of yesterday, of what was done before the help, the visit, the arrest."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "day"),
    [
        (
            "Rebels handed over seven captives on the first day of a three-day truce, mediators said on Sunday.\n\n"
            "The truce began at dawn on Saturday.",
            "2008-11-08",
        ),
        (
            "The rebels were preparing to free more captives on Sunday, the second day of a truce.\n\n"
            "On the first day of the truce they freed seven soldiers.",
            "2008-11-08",
        ),
        ("Rebels freed seven captives on the first day of a three-day truce, mediators said.", "2008-11-09"),
    ],
)
def test_the_nth_day_of_a_truce_is_counted_from_its_first(told: Told, body: str, day: str) -> None:
    assert figures(told(f"COTABATO, Philippines - {body}", published="2008-11-09"), "start", low=7) == [(day,)]


def test_the_undated_of_a_morning_paper_are_of_yesterday(told: Told) -> None:
    rows = told(
        "An army raid killed 54 villagers in eastern Congo yesterday, the bloodiest day of the campaign.\n\n"
        "The rebels fired 40 rockets in reply. Three captives were freed unharmed.\n\n"
        "The two sides are to release 20 prisoners each.",
        published="2006-07-31",
    )
    assert figures(rows, "low", "start", status="happened") == [(3, "2006-07-30"), (40, "2006-07-30"), (54, "2006-07-30")]


def test_a_paper_that_tells_of_today_too_has_its_own_day(told: Told) -> None:
    rows = told(
        "The army has taken the town, rebels said today, a day after they had left it yesterday. Rebels fired 40 rockets.",
        published="2006-07-31",
    )
    assert figures(rows, "start", low=40) == [("2006-07-31",)]


@pytest.mark.parametrize(
    ("text", "low", "day"),
    [
        ("Ten days earlier a car bomb in the same street killed 14.", 14, "2019-08-07"),
        ("A week earlier a car bomb in the same street killed 14.", 14, "2019-08-10"),
        ("A bomb went off at a hotel in February 2018. At least 67 people died in that siege.", 67, "2018-02-01"),
    ],
)
def test_earlier_days_count_from_the_day_told_before(told: Told, text: str, low: int, day: str) -> None:
    rows = told(
        f"KABUL - A suicide bomber killed 63 people at a wedding.\n\nThe blast was on Saturday evening. {text}", published="2019-08-18"
    )
    assert figures(rows, "start", low=low) == [(day,)]


def test_those_who_have_since_died_are_counted_from_the_day_told_before(told: Told) -> None:
    rows = told(
        "BEIRUT - The war began on July 12 when guerrillas killed eight soldiers in a raid. At least 542 people have since been killed.",
        published="2006-07-31",
    )
    assert figures(rows, "start", "end", "mode", low=542) == [("2006-07-12", "2006-07-31", "cumulative")]


def test_an_arrest_over_a_massacre_is_later_than_it(told: Told) -> None:
    rows = told(
        "NAIROBI - Kenyan police said on Sunday they had arrested five men over the massacre at a college.\n\n"
        "Gunmen stormed the campus on Thursday. They killed 148 people.",
        published="2015-04-05",
    )
    assert figures(rows, "low", "start") == [(5, "2015-04-05"), (148, "2015-04-02")]


@pytest.mark.parametrize(
    "lead",
    [
        "Crews saved survivors from rooftops on Sunday after a storm tore through the north, leaving at least 83 people dead.",
        "Crews on Monday called off the search for survivors of a storm that tore through the north, killing 83 people.",
        "The president on Monday declared three days of mourning after a storm that killed 83 people.",
    ],
)
def test_the_day_of_the_help_is_not_that_of_the_harm_before_it(told: Told, lead: str) -> None:
    rows = told(
        f"MANILA - {lead}\n\nThe storm struck at dawn on Saturday and dumped a month's rain in 12 hours.",
        published="2009-09-28",
    )
    assert figures(rows, "start", "status", low=83) == [("2009-09-26", "happened")]


def test_the_freed_who_arrive_on_a_day_were_freed_on_the_day_told_later(told: Told) -> None:
    rows = told(
        "ABUJA - The 82 freed girls arrived in the capital on Sunday to meet the president.\n\n"
        "The girls were freed on Saturday in exchange for detained militants, his office said.",
        published="2017-05-07",
    )
    assert figures(rows, "start", low=82) == [("2017-05-06",)]


def test_releases_have_the_days_on_which_they_took_place(told: Told) -> None:
    rows = told(
        "CARACAS - Venezuelan authorities have released 146 people detained in protests, prosecutors said Thursday.\n\n"
        "The releases took place between Monday and Wednesday.",
        published="2025-01-02",
    )
    assert figures(rows, "start", "end", low=146) == [("2024-12-30", "2025-01-01")]


def test_an_older_attack_that_hurt_more_does_not_date_the_news(told: Told) -> None:
    rows = told(
        "ODESA - Missiles struck the port for the third time in days, wounding 14 people, the governor said Thursday.\n\n"
        "Monday's strike killed five people and hurt 32. A day later three more were killed.",
        published="2024-05-02",
    )
    assert figures(rows, "low", "start") == [(3, "2024-04-30"), (5, "2024-04-29"), (14, "2024-05-02"), (32, "2024-04-29")]


def test_a_count_of_the_past_day_is_of_the_day_that_the_rescue_is_called_by(told: Told) -> None:
    rows = told(
        "ROME - Navies rescued more than 3,000 migrants in the past 24 hours, Italy said.\n\n"
        "Friday's rescue operations were led by an Irish ship.\n\nThe bodies of 17 were found on three dinghies.",
        published="2015-05-30",
    )
    assert figures(rows, "start", "end", low=17) == [("2015-05-29", "2015-05-29")]


def test_what_opened_a_war_is_of_its_day_and_its_sums_run_from_there(told: Told) -> None:
    rows = told(
        "BAKU - A shell killed two people on a farm on Monday.\n\n"
        "Rebels launched their campaign in the north on March 7 after troops burned a village. At least 120 people were killed.\n\n"
        "More than 5,600 have died in the campaign.",
        published="2021-11-15",
    )
    assert figures(rows, "start", low=120) == [("2021-03-07",)]


@pytest.mark.parametrize(
    ("text", "low", "days"),
    [
        ("The war, which broke out on 27 September, has cost 5,600 lives.", 5600, ("2020-09-27", "2020-12-14")),
        (
            "The army says 44 civilians have died since gunmen overran the town on 23 May. More than 300 soldiers have been killed in the "
            "fighting.",
            301,
            ("2020-05-23", "2020-12-14"),
        ),
        ("The army said 48 fighters were killed in the operation, which began on 10 December.", 48, ("2020-12-10", "2020-12-14")),
    ],
)
def test_a_sum_in_the_fighting_runs_from_the_day_told_beside_it(told: Told, text: str, low: int, days: tuple[str, str]) -> None:
    rows = told(f"YEREVAN - A mine killed two shepherds on Monday.\n\n{text}", published="2020-12-14")
    assert figures(rows, "start", "end", low=low) == [days]


def test_weapons_launched_in_the_assault_are_of_the_day_told_before(told: Told) -> None:
    rows = told(
        "KYIV - Ukraine's air force said it shot down 61 of 83 drones overnight.\n\n"
        "It comes after a deadly week, with an attack on the capital on Thursday that killed 31 people.\n\n"
        "More than 300 drones were launched in the assault.",
        published="2025-08-03",
    )
    assert figures(rows, "start", low=301) == [("2025-07-31",)]


def test_a_paper_that_tells_of_today_and_plans_for_its_own_day_was_written_the_day_before(told: Told) -> None:
    rows = told(
        "The government and its allies released 242 prisoners of war today, but the rebels said they would not free theirs until Sunday.",
        published="1996-01-28",
    )
    assert figures(rows, "start", low=242) == [("1996-01-27",)]


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Rescuers at a coal mine have saved 115 miners trapped for more than a week, officials said Tuesday.", "2010-03-28"),
        ("Spain sent troops to the flooded region on Tuesday as the number of the dead rose to 115.", "2010-03-28"),
    ],
)
def test_the_lead_of_a_rescue_is_no_news_that_an_older_day_is_none_of(told: Told, lead: str, day: str) -> None:
    rows = told(
        f"TAIYUAN - {lead}\n\nWater burst into the works on March 28. By Tuesday evening seven bodies had been found.",
        published="2010-04-07",
    )
    assert figures(rows, "start", low=7) == [(day,)]


def test_an_army_abroad_counts_its_own_soldiers(told: Told) -> None:
    rows = told(
        "BAGHDAD - A truck bomb killed 121 people at a market in Baghdad on Saturday, police said.\n\n"
        "The U.S. military said two soldiers died on Friday in fighting west of the capital.",
        published="2007-02-04",
    )
    assert figures(rows, "side", low=2) == [("USA",)]


@pytest.mark.parametrize(
    ("body", "low", "days"),
    [
        (
            "At least 184 people were killed over the weekend in Haiti's capital, the UN rights chief said Monday.\n\n"
            "The killings took place on Friday and Saturday in Cite Soleil.",
            184,
            ("2024-12-06", "2024-12-07"),
        ),
        (
            "Flash floods have killed at least 130 people in Jacmel, officials said on Monday.\n\n"
            "A cloudburst over the town shortly after midnight on Saturday sent mud through the hospital.",
            130,
            ("2024-12-07", "2024-12-07"),
        ),
        (
            "Nine men died when a gold pit caved in near Gonaives on Sunday.\n\nIn July 2023 a similar accident claimed 12 lives.",
            12,
            ("2023-07-01", "2023-07-31"),
        ),
        (
            "Rebels shot three guards in Hinche on Sunday.\n\nA truce with them, which took effect on Aug. 3, runs until January. "
            "Six rebels have been killed in that time.",
            6,
            ("2024-08-03", "2024-12-08"),
        ),
        (
            "Gunmen burned the market of Mirebalais.\n\nMore than 9,000 people have fled since the raid began on November 24. "
            "Seven people were killed when a convoy was ambushed two days later.",
            7,
            ("2024-11-26", "2024-11-26"),
        ),
    ],
)
def test_the_day_is_that_of_the_sentence_that_tells_it(told: Told, body: str, low: int, days: tuple[str, str]) -> None:
    assert figures(told(f"PORT-AU-PRINCE - {body}", published="2024-12-09"), "start", "end", low=low) == [days]


def test_officials_of_no_said_army_do_not_count_the_soldiers_of_the_storys_country(told: Told) -> None:
    rows = told(
        "BEIRUT - The Lebanese army said an air raid cut the road to Syria on Saturday.\n\n"
        "Israel has vowed to end the fire of Hezbollah, and its troops are in the south.\n\n"
        "Three more soldiers were wounded by a drone at a base in northern Israel, military officials said.",
        published="2024-10-05",
    )
    assert figures(rows, "side", low=3) == [("ISR",)]
