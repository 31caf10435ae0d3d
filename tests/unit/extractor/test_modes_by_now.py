"""Numbers of no one day: what has been done by now, one by one, since a beginning, region by region; and what one day brought so far."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

SWAP = "The Casamance Front freed six Senegalese soldiers on Friday in an exchange with Senegal. "


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("At least 29 people have been killed in Gaza since midnight, medics said.", "increment"),
        ("At least 29 people have been killed in Gaza since dawn, medics said.", "increment"),
        ("Shelling of Goma has killed 14 people since early Friday, medics said.", "increment"),
        ("Shelling of Goma has killed 140 people since the siege began, medics said.", "cumulative"),
        ("Police counted 31 dead in Peru since the strikes broke out.", "cumulative"),
        ("The road toll in Kenya has risen to 41.", "cumulative"),
        ("The holiday road toll stands at 41 in Kenya.", "cumulative"),
        ("The toll of the blast in Kenya has risen to 41.", "increment"),
        ("Missiles struck Aden three times in a week, killing 52 people.", "cumulative"),
        ("A missile struck Aden twice on Friday, killing 52 people.", "increment"),
        ("At least four hostages are believed to have died in captivity in Mali.", "cumulative"),
        ("Twenty-five people were killed at the weekend in bombings in Lahore.", "increment"),
    ],
)
def test_whether_harm_is_of_one_happening_or_of_many(told: Told, sentence: str, mode: str) -> None:
    assert figures(told(sentence), "mode") == [(mode,)]


@pytest.mark.parametrize(
    ("sentence", "number", "mode"),
    [
        ("As of Thursday, Senegal had released 80 rebels.", 80, "cumulative"),
        ("Senegal has let go 80 rebels through separate negotiations.", 80, "cumulative"),
        ("Four other hostages were released before the truce.", 4, "cumulative"),
        ("Senegal released 80 rebels on Friday.", 80, "increment"),
        ("Senegal let go 80 rebels who had been jailed before the truce.", 80, "increment"),
    ],
)
def test_whether_a_release_is_of_a_day_or_by_now(told: Told, sentence: str, number: int, mode: str) -> None:
    assert (mode,) in figures(told(SWAP + sentence), "mode", low=number, measure="released")


def test_captives_taken_by_now_are_a_sum(told: Told) -> None:
    rows = told("Kachin rebels have now captured 215 soldiers in northern Myanmar.")
    assert figures(rows, "low", "mode") == [(215, "cumulative")]


def test_thousands_jailed_over_the_years_are_a_sum(told: Told) -> None:
    rows = told("Thousands have been jailed in Belarus for protesting against the election, rights groups say.")
    assert figures(rows, "measure", "mode") == [("detained", "cumulative")]


def test_a_count_after_a_sum_is_one(told: Told) -> None:
    rows = told(
        "Israel has arrested 71 Palestinians since May 2, the army says. A prisoners' club put the number of those arrested at 112."
    )
    assert figures(rows, "low", "mode", measure="detained") == [(71, "cumulative"), (112, "cumulative")]


def test_the_other_side_of_an_exchange_of_several_days_has_freed_by_now(told: Told) -> None:
    rows = told(
        "Hamas released 10 Israeli hostages on Friday and 11 on Thursday.\n\nIsrael has freed 180 Palestinian prisoners in exchange.",
        published="2025-05-24",
    )
    assert figures(rows, "mode", low=180) == [("cumulative",)]


def test_the_other_side_of_an_exchange_of_one_day_has_freed_on_it(told: Told) -> None:
    rows = told("Hamas released 10 Israeli hostages on Friday.\n\nIsrael has freed 90 Palestinian prisoners in exchange.")
    assert figures(rows, "mode", low=90) == [("increment",)]


@pytest.mark.parametrize("price", ["three for every hostage", "15 bodies for each captive", "30 prisoners in return for every soldier"])
def test_a_price_a_head_counts_nobody(told: Told, price: str) -> None:
    rows = told(f"Israel released 90 Palestinian prisoners on Friday in an exchange with Hamas, {price}.")
    assert figures(rows, "low") == [(90,)]


def test_regions_told_after_a_countrys_toll_are_parts_of_it(told: Told) -> None:
    rows = told(
        "The holiday road toll in Nigeria has risen to 37.\n\n"
        "Fifteen people have died in Kano State, ten in Kaduna State and eight in Borno State.",
    )
    assert figures(rows, "low", "mode") == [(8, "part"), (10, "part"), (15, "part"), (37, "cumulative")]


def test_regions_are_no_parts_of_what_is_many_times_as_much(told: Told) -> None:
    rows = told(
        "Gunmen killed five people in Kano State, four in Kaduna State and three in Borno State on Friday.\n\n"
        "The conflict in Nigeria has killed more than 40,000 people.",
    )
    assert not figures(rows, "low", mode="part")


def test_deaths_named_as_a_whole_are_counted_where_nothing_has_told_of_them(told: Told) -> None:
    rows = told("The coast has had 10 of the 26 deaths in Kenya since the rains began.")
    assert figures(rows, "low", "mode") == [(10, "part"), (26, "cumulative")]


def test_what_follows_an_aside_is_no_part(told: Told) -> None:
    rows = told("A flood in Swat killed 18 tourists, 14 of them Danes, and three guides on Friday.")
    assert figures(rows, "low", "mode") == [(3, "increment"), (14, "part"), (18, "increment")]


def test_what_a_day_s_toll_includes_is_a_part(told: Told) -> None:
    rows = told("Strikes on Gaza killed at least 29 people on Friday, medics said. The toll included eight people killed in Khan Yunis.")
    assert figures(rows, "low", "mode") == [(8, "part"), (29, "increment")]


@pytest.mark.parametrize("ages", ["aged three and 13", "aged 9, 11 and 13", "aged seven or eight"])
def test_ages_one_after_another_count_nobody(told: Told, ages: str) -> None:
    rows = told(f"Two boys {ages} died in Hebron on Friday.")
    assert figures(rows, "low") == [(2,)]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The minister denied responsibility for the deaths of 14 miners in Sudan on Friday.", "happened"),
        ("The company rejected any blame for the deaths of 14 miners in Sudan on Friday.", "happened"),
        ("Three guides deny they played any role in the deaths of 14 tourists in Nepal.", "happened"),
        ("The army denied that 14 miners had died in Sudan on Friday.", "denied"),
        ("The junta rejected reports of 14 deaths in Sudan on Friday.", "denied"),
        ("A court in Spain jailed a man on Friday for the murder of 14 people.", "happened"),
        ("The president vowed never to forget the 14 firemen who died in the blaze in Lagos.", "happened"),
    ],
)
def test_a_part_in_the_deed_is_denied_and_not_the_deed(told: Told, sentence: str, status: str) -> None:
    assert figures(told(sentence), "status", low=14) == [(status,)]


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("Parliament approved a truce with Hamas that includes the release of 50 hostages.", "planned"),
        ("The deal included the release of 50 hostages by Hamas.", "planned"),
        ("The accord that led to the release of 50 hostages in Gaza was signed on Friday.", "happened"),
        ("Lists for the exchange of 50 prisoners between Chad and Niger were handed over on Friday.", "planned"),
    ],
)
def test_what_a_deal_holds_is_planned_and_what_it_led_to_has_happened(told: Told, sentence: str, status: str) -> None:
    assert set(figures(told(sentence), "status", low=50)) == {(status,)}


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Mali's army opened an offensive near Kidal last week which has killed dozens of villagers, medics said.", "cumulative"),
        ("The crackdown, which rights groups say has killed 40 people, is in its second week in Togo.", "cumulative"),
        ("The raid came after an assault on the fort on Friday that killed 40 people in Mali.", "increment"),
        ("The army of Mali said 60 rebels had been killed in recent clashes.", "cumulative"),
        ("A strike killed nine people in Rafah amid ongoing fighting.", "increment"),
        ("The group was blamed for two bombings in the north of Mali in May that killed at least 23 people.", "cumulative"),
        ("Three bombings killed 23 people in Mali in May.", "cumulative"),
        ("A bombing killed 23 people in Mali in May.", "increment"),
        ("At least 13 protesters have died in a week of unrest in Togo, three of them on Friday.", "cumulative"),
        ("At least 4,100 villagers died in Togo in two months of fighting to mid-May.", "cumulative"),
        ("Thirteen people were killed in Togo on Friday after weeks of clashes.", "increment"),
        ("In all, 38 people died in the two avalanches in Nepal.", "cumulative"),
        ("A singer's death set off unrest in which 160 people died in Ethiopia last year.", "cumulative"),
        ("Troops of Chad stormed a mine after a siege in which 60 people died last year.", "increment"),
        ("Prosecutors say that 90 Ethiopian soldiers have been executed by the rebels of the north while in captivity.", "cumulative"),
    ],
)
def test_whether_dead_are_of_a_campaign_or_of_one_happening(told: Told, sentence: str, mode: str) -> None:
    assert (mode,) in figures(told(sentence), "mode", measure="killed")


@pytest.mark.parametrize(
    ("sentence", "number", "mode"),
    [
        ("Peru also says that 94 civilians were killed on its side.", 94, "cumulative"),
        ("Eighteen Peruvians have been killed.", 18, "cumulative"),
        ("A rocket killed 18 Peruvians on Friday.", 18, "increment"),
    ],
)
def test_who_was_killed_in_the_time_of_a_sum(told: Told, sentence: str, number: int, mode: str) -> None:
    rows = told(f"Peru and Chile swapped 12 prisoners on Friday. Chile has acknowledged 2,718 dead in the war. {sentence}")
    assert figures(rows, "mode", low=number) == [(mode,)]


def test_some_of_a_sum_are_a_part(told: Told) -> None:
    rows = told("The war in Chad has killed 3,200 people, 700 of them soldiers.")
    assert figures(rows, "low", "mode") == [(700, "part"), (3200, "cumulative")]


def test_what_has_been_killed_by_bombs_is_more_than_the_past_days(told: Told) -> None:
    rows = told(
        "Saudi raids on Saada killed 70 people in the past 24 hours. A ministry said 5,300 Yemenis have been killed by the bombardments."
    )
    assert figures(rows, "low", "mode", measure="killed") == [(70, "increment"), (5300, "cumulative")]


@pytest.mark.parametrize(
    ("sentence", "number", "mode"),
    [
        ("The sides exchanged the bodies of 12 men on Friday, the second known exchange between Senegal and the rebels so far this year.",
         12, "increment"),
        ("Senegal has so far released 80 rebels.", 80, "cumulative"),
        ("Senegal let go a total of 80 rebels, but two were handed to their kin separately.", 80, "increment"),
        ("In all, Senegal is to release at least 60 rebels during the five-day truce.", 60, "cumulative"),
        ("Senegal is to release 60 rebels before the truce ends.", 60, "increment"),
        ("Senegal will release 60 rebels in two months.", 60, "increment"),
        ("Senegal will release 60 rebels in the coming two weeks.", 60, "cumulative"),
        ("Senegal freed 38 rebels on Saturday, in the second exchange in two days.", 38, "increment"),
    ],
)  # fmt: skip
def test_what_a_record_or_a_truce_of_days_makes_of_a_release(told: Told, sentence: str, number: int, mode: str) -> None:
    assert (mode,) in figures(told(SWAP + sentence), "mode", low=number)


@pytest.mark.parametrize(
    ("sentence", "number", "mode"),
    [
        ("Fighting between the two armies broke out on May 3 and has killed more than 900 people.", 901, "cumulative"),
        ("Fighting broke out in the market on May 23 and killed nine people.", 9, "increment"),
        ("Operations that began two weeks ago have killed at least 110 rebels.", 110, "cumulative"),
        (
            "Since the conflict between the army and the rebels broke out on May 3, 2024, 15,400 people have been killed.",
            15400,
            "cumulative",
        ),
        ("The monitors said that as of May 20, a total of 940 people have been arrested over the coup.", 940, "cumulative"),
        ("Police said that a total of 94 people were arrested in Friday's raid.", 94, "increment"),
        ("Over 300 people were killed in Senegal in 2023, while 180 were killed in 2022.", 301, "cumulative"),
        ("In 2023, 68 people were killed in Senegal while celebrating a wedding.", 68, "increment"),
        ("The highest monthly toll was in March, when 58 soldiers died.", 58, "cumulative"),
        ("There were a total of 47 militant attacks, resulting in 62 deaths.", 62, "cumulative"),
        ("There was one attack, resulting in 62 deaths.", 62, "increment"),
        ("Rebels killed 31 villagers in raids in 3 districts.", 31, "cumulative"),
        ("Rebels killed 31 villagers in a raid in Ayod district.", 31, "increment"),
    ],
)
def test_what_has_gone_on_since_it_broke_out_is_a_sum(told: Told, sentence: str, number: int, mode: str) -> None:
    assert figures(told(sentence), "mode", low=number) == [(mode,)]


@pytest.mark.parametrize(
    ("sentence", "number", "mode"),
    [
        ("Senegal has returned the bodies of 21 rebels under a ceasefire that began on May 10.", 21, "cumulative"),
        ("Senegal returned the bodies of 21 rebels on Friday under a ceasefire.", 21, "increment"),
        ("The number of rebels released under the deal is 583, with the number of soldiers released rising to 18.", 18, "cumulative"),
        ("During the first phase, Senegal is to release 33 rebels.", 33, "cumulative"),
        ("Senegal is to release 33 rebels on Sunday.", 33, "increment"),
    ],
)
def test_what_is_handed_over_under_a_truce_or_in_a_phase_is_a_sum(told: Told, sentence: str, number: int, mode: str) -> None:
    assert (mode,) in figures(told(SWAP + sentence), "mode", low=number)


@pytest.mark.parametrize(
    ("story", "number", "mode"),
    [
        (
            "During talks on May 2, Russia and Ukraine agreed to exchange 6,000 bodies. On May 20, Ukraine got the bodies of 1,100 men. "
            "On May 22, Ukraine received the bodies of 1,200 soldiers.",
            6000,
            "cumulative",
        ),
        (
            "On May 20, Senegal freed 40 rebels. On May 21, Senegal freed 30 rebels. On May 30, Senegal will free 90 rebels.",
            90,
            "increment",
        ),
    ],
)
def test_a_promise_kept_over_days_is_a_sum(told: Told, story: str, number: int, mode: str) -> None:
    assert {(mode,)} == set(figures(told(story), "mode", low=number))


def test_the_time_of_a_cold_snap_is_not_that_of_a_days_dead(told: Told) -> None:
    rows = told("Nine people died on Friday in Peru in a cold snap that has gripped the country over the past week.")
    assert figures(rows, "low", "start", "mode") == [(9, "2025-05-23", "increment")]


def test_the_dead_of_a_week_have_its_time(told: Told) -> None:
    rows = told("Forty people have died in a cold snap in Peru over the past week.")
    assert figures(rows, "low", "mode") == [(40, "cumulative")]


def test_the_hurt_of_one_town_are_no_share_of_those_of_another(told: Told) -> None:
    rows = told(
        "Soldiers killed 24 protesters across Myanmar on Friday. In Bago, 20 people were killed and 30 were injured by the soldiers. "
        "In Pyay, four people were killed and 19 were injured by the soldiers."
    )
    assert sorted(figures(rows, "low", "mode", measure="injured")) == [(19, "increment"), (30, "increment")]
