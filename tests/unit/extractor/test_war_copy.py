"""What war reporting leaves to the reader: daily counts beside a running toll, who *them*, *all four* and *two others* are."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

PAST_DAY = ("2025-05-23", "2025-05-24")


@pytest.mark.parametrize(
    "body",
    [
        "Shelling killed 14 people in Omdurman over the past 24 hours, bringing the toll to 1,900, doctors said.",
        "Attacks on the town killed at least 14 people in the last 24 hours, raising the number of dead since last year to 1,900.",
        "The ministry said shells killed 14 people in the past day. The total death toll now stands at 1,900.",
        "Gunners killed 14 people in two raids on families in the past 24 hours, taking the overall toll to 1,900.\n\n"
        "In Zalingei, a shell killed six people, medics said.\n\nIn Nyala, a shell killed five people, medics said.",
    ],
)
def test_a_daily_count_is_one_happening_and_the_toll_it_raises_runs_up_to_now(told: Told, body: str) -> None:
    rows = [row for row in told(body) if row["low"] in (14, 1900)]
    assert [(row["low"], row["mode"], row["end"]) for row in rows] == [(14, "increment", PAST_DAY[1]), (1900, "cumulative", PAST_DAY[1])]
    assert [row["start"] == PAST_DAY[0] for row in rows] == [True, False]


def test_the_toll_of_a_flood_is_its_one_toll_however_many_died_in_the_past_day(told: Told) -> None:
    body = "Nine people died in the floods in the past 24 hours. The death toll of the floods now stands at 120."
    assert ("increment",) in figures(told(body), "mode", low=120)


@pytest.mark.parametrize(
    ("body", "start"),
    [
        ("Monday's deaths bring to 29 the number of militants killed since the operation began on Saturday.", "2025-05-17"),
        ("The raid brought to 29 the number of soldiers killed since May 2.", "2025-05-02"),
    ],
)
def test_a_number_brought_up_to_now_has_the_time_right_behind_it(told: Told, body: str, start: str) -> None:
    assert figures(told(body), "mode", "start", low=29) == [("cumulative", start)]


def test_in_that_time_is_since_the_day_named_before(told: Told) -> None:
    body = "Twenty people have been killed in Iranian attacks on Israel since Monday. Iran has fired more than 300 missiles in that time."
    assert figures(told(body), "mode", "start", "end", measure="launched") == [("cumulative", "2025-05-19", "2025-05-24")]


@pytest.mark.parametrize(
    "body",
    [
        "Gunmen pulled 25 policemen out of two minibuses near Rafah on Monday and shot them dead.",
        "Militants took 25 passengers off a bus near Mach on Monday, checked their papers and executed them.",
        "The rebels lined up 25 villagers on Monday in front of the mosque and opened fire, killing all of them.",
        "Gunmen seized 25 fishermen at Kukawa on Monday and beheaded them.",
    ],
)
def test_what_was_done_to_them_in_the_end_is_what_is_counted(told: Told, body: str) -> None:
    assert figures(told(body), "measure", "low", "start") == [("killed", 25, "2025-05-19")]


@pytest.mark.parametrize(
    "body",
    [
        "Police pulled 20 men from the vehicles and questioned them.",
        "Soldiers herded 20 men into a hall and threatened to kill them.",
        "Gunmen pulled 20 aid workers from their car and drove them into the forest.",
    ],
)
def test_who_is_only_questioned_or_threatened_is_not_dead(told: Told, body: str) -> None:
    assert figures(told(body), "low", measure="killed") == []


def test_of_a_whole_between_dashes_the_whole_is_counted_too(told: Told) -> None:
    body = "On Wednesday 30 people -- 15 of them soldiers, 11 civilians and four militiamen -- were killed in an ambush."
    assert figures(told(body), "low", "mode") == [(4, "part"), (11, "part"), (15, "part"), (30, "increment")]


@pytest.mark.parametrize(
    "body",
    [
        "A bomb killed 30 people in Konduga. The attackers, two of them girls, had come on foot.",
        "A blast killed 30 people in Konduga. The gunmen, two of whom wore uniforms, then opened fire.",
        "A blast killed 30 people in Konduga. Two gunmen fled on a motorcycle.",
        "A blast killed 30 people in Konduga. Two men seized as they fled in a taxi are being questioned.",
        "Strikes killed 30 people in Konduga. Nine in ten of them were farmers.",
    ],
)
def test_those_who_did_it_and_those_who_get_away_are_none_of_the_dead(told: Told, body: str) -> None:
    assert figures(told(body), "measure", "low") == [("killed", 30)]


@pytest.mark.parametrize(
    "body",
    [
        "A blast killed 30 people in Konduga. The victims, two of them girls, were watching football.",
        "The army killed 30 militants in Konduga. The militants, two of them girls, had come on foot.",
    ],
)
def test_some_of_the_dead_are_a_part_of_them(told: Told, body: str) -> None:
    assert figures(told(body), "measure", "low", "mode") == [("killed", 2, "part"), ("killed", 30, "increment")]


def test_villagers_who_flee_are_driven_out(told: Told) -> None:
    body = "The fighting killed six. Some 2,000 villagers fled on foot across the river."
    assert figures(told(body), "low", measure="displaced") == [(1800,)]


@pytest.mark.parametrize(
    ("body", "low", "side"),
    [
        ("Four gunmen of the Taliban stormed a base in Kandahar, killing 17 soldiers. All four were shot dead.", 4, "taliban"),
        ("Two ELN rebels were killed in Arauca, and five others were captured.", 5, "eln"),
        ("The Israeli army said a soldier was killed and two others seriously wounded in Jabalia in the Gaza Strip.", 2, "ISR"),
        ("Four soldiers went missing in Sumy on Friday. All four were found dead on Monday.", 4, "UKR"),
    ],
)
def test_all_four_and_two_others_are_such_as_those_named_before(told: Told, body: str, low: int, side: str) -> None:
    assert {row["side"] for row in told(body) if row["low"] == low} == {side}


def test_the_day_that_opens_a_paragraph_is_that_of_what_is_shot_down_in_it(told: Told) -> None:
    body = (
        "Last night the enemy launched nine drones at Ukraine. Eight were shot down by the air force.\n\n"
        "During the past day aviation struck nine areas where Russian troops were massed. Our soldiers also shot down three drones."
    )
    assert figures(told(body), "start", "end", low=3) == [PAST_DAY]


def test_each_time_is_that_of_the_clause_it_opens(told: Told) -> None:
    body = (
        "Last October, jets bombed a concert in Hpakant, Kachin State, killing at least 60 people, and in September a helicopter attack on "
        "a school in Let Yet Kone left 11 children dead."
    )
    assert figures(told(body, published="2023-04-12"), "low", "start") == [(11, "2022-09-01"), (60, "2022-10-01")]


def test_what_a_raid_answered_is_not_its_day(told: Told) -> None:
    body = (
        "Troops arrested 31 men across the West Bank overnight, 19 of them in Nablus, where soldiers killed two gunmen.\n\n"
        "The operation was launched in response to Monday night's attack on a kibbutz, in which a gunman shot dead five people."
    )
    assert figures(told(body), "start", low=2) == [("2025-05-24",)]
    assert figures(told(body), "start", low=5) == [("2025-05-19",)]


@pytest.mark.parametrize(
    "body",
    [
        "Twenty-eight people died in Boga, most of them in a camp for the displaced, and 22 in Tchabi.",
        "Twenty-eight people died in Boga and 22 in Tchabi.",
    ],
)
def test_who_most_of_them_are_may_stand_between_two_places(told: Told, body: str) -> None:
    assert figures(told(body), "low", measure="killed") == [(22,), (28,)]


def test_some_of_them_are_of_the_side_of_the_whole(told: Told) -> None:
    body = "Police said 81 Naxalites have been killed in Chhattisgarh this year, 65 of them in the Bastar division."
    assert figures(told(body), "low", "side") == [(65, "maoists"), (81, "maoists")]


def test_as_many_wounded_is_the_number_of_the_dead(told: Told) -> None:
    assert figures(told("Two policemen were killed and as many injured near Bannu."), "measure", "low") == [("injured", 2), ("killed", 2)]


def test_a_town_of_a_country_that_the_story_names_nowhere_is_another(told: Told) -> None:
    body = "MOGADISHU (Herald) - Al-Shabaab attacked a Somali army base at Bal'ad, north of the capital, killing nine soldiers."
    assert figures(told(body), "side", low=9) == [("SOM",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("In air strikes on northern Iraq late on Friday 13 PKK targets were destroyed, the Turkish army said.", []),
        ("Ukrainian air defences destroyed 13 air targets overnight, the air force said.", [(13,)]),
    ],
)
def test_targets_that_are_bombed_are_not_shot_down(told: Told, body: str, low: list[tuple[int]]) -> None:
    assert figures(told(body), "low", measure="intercepted") == low


def test_a_year_of_deaths_told_beside_one_attack_is_a_sum(told: Told) -> None:
    body = "On May 14, the ADF killed six people in Maleki and last year it was blamed for the death of 850 civilians."
    assert figures(told(body), "low", "mode") == [(6, "increment"), (850, "cumulative")]


def test_drones_of_chinese_make_are_not_china_s(told: Told) -> None:
    body = "Sudan's army said it beat off the Rapid Support Forces. Its air defences brought down three drones of Chinese make."
    assert figures(told(body), "side", measure="intercepted") == [("rsf",)]


def test_towns_are_shares_of_a_daily_count(told: Told) -> None:
    body = (
        "Over the past day shelling killed four people in the Kherson region, the governor said.\n\n"
        "In Beryslav, two women died under the rubble of their house."
    )
    assert figures(told(body), "low", "mode") == [(2, "part"), (4, "increment")]


def test_losses_of_the_same_days_are_of_the_same_fighting(told: Told) -> None:
    body = "It said 70 soldiers were killed in three days of fighting in Grozny. It put the rebels' losses at no fewer than 170 dead."
    assert figures(told(body), "low", "mode") == [(70, "increment"), (170, "increment")]


@pytest.mark.parametrize(
    ("body", "intercepted"),
    [
        ("Iran fired 30 missiles at Haifa on Friday, all of which were intercepted, the Israeli army said.", [(30, "increment")]),
        ("Russia attacked with 30 drones overnight. All of them were shot down, the Ukrainian air force said.", [(30, "increment")]),
        (
            "Ukraine sent 30 drones overnight, all of them shot down: 21 over the Bryansk region and nine over Kursk, the ministry said.",
            [(9, "part"), (21, "part"), (30, "increment")],
        ),
        ("Iran fired 30 missiles at Haifa on Friday, most of which were intercepted, the Israeli army said.", []),
        ("Iran fired 30 missiles at Haifa on Friday. All houses in the street were destroyed.", []),
        ("Iran has 30 missiles in the east. All of them would be shot down, the Israeli army said.", []),
    ],
)
def test_all_of_them_is_the_number_sent(told: Told, body: str, intercepted: list[tuple[int, str]]) -> None:
    assert figures(told(body), "low", "mode", measure="intercepted") == intercepted


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("Police killed 28 gang members in Port-au-Prince. Ten of them were shot dead in two cars.", [(10, None)]),
        ("The army killed 28 Taliban fighters in Kandahar. Ten of them were shot dead in a house.", [(10, "taliban")]),
    ],
)
def test_ten_of_them_are_a_part_and_of_their_side(told: Told, body: str, part: list[tuple[int, str | None]]) -> None:
    assert figures(told(body), "low", "side", mode="part") == part


def test_the_other_side_s_dead_are_counted_over_the_same_time(told: Told) -> None:
    body = "Lebanese authorities say 2,309 people have been killed by Israeli fire since October 2023. In Israel 54 civilians have died."
    assert figures(told(body), "low", "side", "mode", "start") == [
        (54, "ISR", "cumulative", "2023-10-01"),
        (2309, "LBN", "cumulative", "2023-10-01"),
    ]


def test_the_latest_strike_is_not_summed_on(told: Told) -> None:
    body = "The ministry says 2,309 people have been killed since October 2023. In the latest strike, on Tyre, 12 people have been killed."
    assert figures(told(body), "mode", low=12) == [("increment",)]


def test_seven_more_are_no_whole_of_what_came_before(told: Told) -> None:
    body = (
        "Last night air defences shot down three drones over the Belgorod region and one over the Bryansk region. "
        "During the day, seven more drones were destroyed."
    )
    assert figures(told(body), "low", "mode") == [(1, "increment"), (3, "increment"), (7, "increment")]


def test_the_past_day_behind_some_is_theirs(told: Told) -> None:
    body = "The governor of Kursk said more than 122,000 people had been evacuated, 514 of them in the past 24 hours."
    assert figures(told(body), "low", "start") == [(514, PAST_DAY[0]), (122001, PAST_DAY[1])]
