"""Sums of several happenings that the words alone tell of."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Soldiers killed 23 rebels in two operations near Torit on Friday, the army said.", 23),
        ("Three rebel attacks left 17 policemen dead in Balaghat on Friday.", 17),
        ("At least 14 guards were killed on Friday as rebels attacked three times around Torit.", 14),
        ("Bombings and an ambush killed 18 people across Iraq on Friday, police said.", 18),
        ("Gunmen killed 12 people in three villages on Friday.", 12),
        ("A mortar attack on Friday pushed the country's daily death toll to 26.", 26),
        ("Soldiers fought rebels near Torit on Friday. The number of villagers killed during the day rose to nine.", 9),
    ],
)
def test_several_happenings_of_one_day_make_a_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", "start", low=low) == [("cumulative", "2025-05-23")]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Two bombs killed 11 people at a market in Kut on Friday.", 11),
        ("The November 7 attacks on the town killed 40 people, officials said.", 40),
        ("Five were killed and three others wounded during clashes near Torit on Friday.", 5),
        ("A bomb killed nine people in Kut on Friday, the latest of several attacks.", 9),
        ("Seven people were killed on Friday when a bomb went off, after two raids on the town.", 7),
    ],
)
def test_one_happening_among_several_is_no_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("increment",)]


def test_a_weekday_s_toll_is_a_sum_where_its_happenings_are_told_one_by_one(told: Told) -> None:
    rows = told(
        "The agency put Friday's death toll at 15.\n\nIn Mosul a car bomb killed six people.\n\nIn Basra gunmen killed four people.",
    )
    assert figures(rows, "low", "mode") == [(4, "increment"), (6, "increment"), (15, "cumulative")]


def test_a_weekday_s_toll_of_one_attack_is_none(told: Told) -> None:
    rows = told("A car bomb went off in Mosul on Friday. The agency put Friday's death toll at 15.")
    assert figures(rows, "low", "mode") == [(15, "increment")]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Horsemen killed 24 people in two villages near Torit on Friday.", 24),
        ("At least 26 people died in raids on a mill in Garsen and on a market in Hindi.", 26),
        ("Six rebels were killed in firefights near Torit on Friday, the army said.", 6),
        ("Soldiers killed 41 rebels in operations in several provinces in the past 24 hours, a general said.", 41),
        ("Twelve soldiers have been killed over two days in clashes with rebels, officials said.", 12),
        ("At least 53 villagers were killed around Torit between May 5 and 8, the United Nations said.", 53),
        ("Fighting between soldiers and rebels in the hills this week has left at least 58 dead, the army said.", 58),
        ("April was the bloodiest month in years, as 190 people were killed in attacks.", 190),
        ("The mission said 214 people were killed nationwide during the month.", 214),
        ("At least 278 people were killed in April, down slightly from March.", 278),
        ("In 2014, the number of deaths was 185.", 185),
        ("A mine killed three soldiers, pushing the 2025 toll of the troops to 95.", 95),
        ("Five soldiers were killed in the latest attacks in the region.", 5),
    ],
)
def test_a_time_that_holds_several_happenings_makes_a_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("cumulative",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Shells wounded 13 people in three districts of Kharkiv on Friday.", 13),
        ("Gunmen around a petrol station killed nine people in Kaduna on Friday.", 9),
        ("At least 53 people died in an attack on a hotel between May 5 and 8.", 53),
        ("It was the worst raid on the town since July of last year, when 33 people died.", 33),
        ("A strike this week has left 57 people dead, the army said.", 57),
        ("A quake killed 90 people on Friday. Another 300 were wounded.", 300),
    ],
)
def test_one_happening_makes_none_however_long_it_took(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("increment",)]


def test_a_further_number_after_a_sum_is_of_its_time(told: Told) -> None:
    rows = told("The mission said 214 civilians died nationwide during the month. Another 630 were hurt.")
    assert figures(rows, "low", "mode") == [(214, "cumulative"), (630, "cumulative")]


def test_the_dead_are_of_the_days_in_which_rockets_are_counted(told: Told) -> None:
    rows = told(
        "About 900 rockets have been fired from Chad since fighting resumed on Monday.\n\nSome 17 people have been killed in Sudan."
    )
    assert figures(rows, "mode", measure="killed") == [("cumulative",)]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("A lawyer says that 24 Gambians have died during recent nationwide protests.", "cumulative"),
        ("The number of people killed by the three recent cyclones has increased to 12.", "cumulative"),
        ("In March, bombers killed 100 worshippers in Kaduna, Nigeria, in two different attacks.", "cumulative"),
        ("A police operation has killed 12 people in Recife, Brazil.", "increment"),
        ("A clash between farmers and herders has killed 12 people in Chad.", "increment"),
        ("Fifteen people were killed in two separate attacks in Kaduna, Nigeria, on Friday.", "cumulative"),
    ],
)
def test_many_happenings_make_a_sum_and_one_does_not(told: Told, body: str, mode: str) -> None:
    assert figures(told(body), "mode") == [(mode,)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("The number of guerrillas killed by the brigade has risen to 26.", 26),
        ("As of Friday, nine guards had been killed in clashes with rebels, the army said.", 9),
        ("As of May 18, a total of 1,006 people had been killed by the junta, the group said.", 1006),
        ("The group said it recorded 33 abductions in the region in January.", 33),
        ("The toll in Friday's blasts in Quetta and Parachinar has risen to 63.", 63),
        ("Market attacks pushed the casualty figures up to 37 dead on Friday.", 37),
        ("Rebels killed 24 soldiers on Friday, the highest single day toll.", 24),
    ],
)
def test_what_a_force_has_lost_by_now_is_a_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("cumulative",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("The number of soldiers killed in the ambush has risen to 26.", 26),
        ("As of 09:30, 14 people had been killed in the attack on the town.", 14),
        ("As of Friday, a total of 312 people had died in the quake, the ministry said.", 312),
        ("The group said that in January rebels abducted 33 people from a school in the region.", 33),
        ("The army launched an air strike on the camp early this month, killing 140 people, most of them fighters.", 140),
    ],
)
def test_what_one_happening_has_cost_by_now_is_none(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("increment",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Attacks mainly aimed at the police killed seven people in Chad on Friday.", 7),
        ("Ambushes and bombings killed 13 soldiers near Torit on Friday.", 13),
        ("Attacks in Hilla and Kut injured 11 people on Friday, police said.", 11),
        ("Eleven people were killed on Friday in attacks in Chad, officials said.", 11),
        ("The monitors recorded 41 rebel attacks that left 66 villagers dead.", 66),
    ],
)
def test_plural_attacks_aimed_at_many_or_over_a_country_make_a_sum(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("cumulative",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Eleven people were killed on Friday in an attack in Chad, officials said.", 11),
        ("A raid mainly aimed at the police killed seven people in Hilla on Friday.", 7),
    ],
)
def test_one_attack_in_a_country_is_one_happening(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("increment",)]


def test_the_other_side_s_dead_of_a_war_are_of_its_time_in_both_kinds(told: Told) -> None:
    body = (
        "A strike killed four people in Hilla on Friday. Since March 2, at least 212 people have been killed in Iraq, including 33 "
        "civilians. "
        "Iran says 14 of its soldiers and nine villagers have been killed."
    )
    assert figures(told(body), "mode", low=14) == [("cumulative",)]
    assert figures(told(body), "mode", low=9) == [("cumulative",)]
    assert figures(told(body), "mode", low=33) == [("part",)]


def test_a_year_compared_with_another_is_a_year_as_a_whole(told: Told) -> None:
    body = "More than 340 guerrillas were killed in the region in 2016, while 92 died in 2015."
    assert figures(told(body), "mode", low=341) == [("cumulative",)]
