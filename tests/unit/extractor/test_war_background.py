"""What a war story tells besides its news: older attacks, hostages of the first day, campaigns that go on, one of a night's places."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures

HOSTAGES = (
    "A Turkish drone killed nine people in the northern Iraqi town of Sinjar on Friday, local officials said.\n\n"
    "Ankara said it had struck a base of the Kurdistan Workers' Party (PKK).\n\n"
    "Families were sheltering in the building, a doctor said.\n\n"
    "The PKK took 13 Turkish soldiers and policemen hostage years ago and killed them in a cave.\n\n"
    "Zakho has come under repeated Turkish fire, including a strike on July 20, 2022 that killed eight tourists."
)


def test_hostages_of_an_older_attack_do_not_clear_the_state_that_struck(told: Told) -> None:
    rows = told(HOSTAGES)
    assert figures(rows, "side", "by", low=9) == [("IRQ", "TUR")]
    assert figures(rows, "side", "by", "start", low=8) == [("IRQ", "TUR", "2022-07-20")]


def test_an_unlisted_place_is_where_the_storys_towns_are_not_whose_army_struck_it(told: Told) -> None:
    body = (
        "Israeli strikes killed six people in Tyre, Nabatieh and Baalbek on Friday, medics said. Israel said it had hit a depot.\n\n"
        "Wadi Hamoul has come under repeated Israeli attacks, among them an Israeli raid on May 3 that killed 21 people."
    )
    assert figures(told(body), "side", "by", low=21) == [("LBN", "ISR")]


@pytest.mark.parametrize(
    ("body", "low", "start", "end"),
    [
        (
            "Gunmen killed five worshippers in a village near Jos on Friday, police said.\n\n"
            "In June last year, attackers stormed a church in the town of Owo. Forty people died and dozens more were wounded.",
            40, "2024-06-01", "2024-06-30",
        ),
        (
            "An air strike killed 14 people in Nyala on Friday, medics said.\n\n"
            "The war began on April 15, 2023, after the paramilitaries attacked bases in Khartoum. At least 56 civilians were killed.",
            56, "2023-04-15", "2023-04-15",
        ),
        (
            "Commandos killed three gunmen in Mumbai on Friday.\n\n"
            "The siege was compared to July 2006, when bombs tore through trains in the city. More than 180 people were killed.",
            181, "2006-07-01", "2006-07-31",
        ),
        (
            "Turkish jets killed 11 militants in northern Iraq overnight, the defence ministry said on Saturday.\n\n"
            "The raids came five days after gunmen attacked a base in the Hakkari region. Twelve soldiers were killed, the ministry said.",
            12, "2025-05-19", "2025-05-19",
        ),
    ],
)  # fmt: skip
def test_whom_an_older_attack_cost_is_told_in_the_sentence_after_it(told: Told, body: str, low: int, start: str, end: str) -> None:
    assert figures(told(body), "start", "end", low=low) == [(start, end)]


def test_a_number_beside_another_of_the_older_attack_has_its_day(told: Told) -> None:
    body = (
        "A shell hit a clinic in Kherson on Saturday, wounding three people.\n\n"
        "On May 3 a missile fell on a market in the town of Kupiansk. Nine people died and 28 were wounded."
    )
    assert figures(told(body), "start", measure="injured", low=28) == [("2025-05-03",)]


def test_what_was_sent_in_the_assault_was_sent_on_the_day_of_those_it_cost(told: Told) -> None:
    body = (
        "Russia fired 70 drones at Ukraine overnight, the air force said on Saturday, and 50 of them were shot down.\n\n"
        "It follows an attack on the city of Dnipro on Tuesday that killed 46 people.\n\n"
        "More than 30 missiles and 12 drones were launched in the assault, the army said."
    )
    rows = told(body)
    assert figures(rows, "low", "start", measure="launched", unit="missiles") == [(31, "2025-05-20")]
    assert figures(rows, "start", measure="launched", low=70) == [("2025-05-24",)]


@pytest.mark.parametrize("who", ["Hezbollah", "the militant group"])
def test_what_a_party_says_it_fired_is_its_own_though_another_attacks_in_the_sentence(told: Told, who: str) -> None:
    body = (
        f"Israel bombed villages across southern Lebanon early on Friday, as {who} said it had fired 320 rockets at army bases.\n\n"
        "Hezbollah had vowed revenge for its commander."
    )
    assert figures(told(body), "side", measure="launched") == [("hezbollah",)]


def test_an_air_force_counts_what_the_enemy_sent(told: Told) -> None:
    body = "Russia attacked again on Friday night, and Ukraine's air force said it had launched 88 drones."
    assert figures(told(body), "side", measure="launched") == [("RUS",)]


@pytest.mark.parametrize(
    ("body", "low"),
    [
        ("Israel said on Friday that about 90 militants had been killed in recent fighting in Rafah.", 81),
        ("The army launched an offensive in Kordofan at the start of the week which has killed 90 civilians, the UN said.", 90),
        ("The Taliban were blamed for two bombings in Kabul in March that killed 90 people.", 90),
        ("Boko Haram was blamed for a pair of blasts in Abuja in March in which more than 90 people died.", 91),
    ],
)
def test_a_sum_over_weeks_of_fighting_or_several_blasts_is_no_happening(told: Told, body: str, low: int) -> None:
    assert figures(told(body), "mode", low=low) == [("cumulative",)]


@pytest.mark.parametrize(
    "worst",
    [
        "The Sviatoshyn district was hit hardest, where nine people were killed, the mayor said.",
        "Kyiv's Solomian and Podil districts were hit hardest, where nine people were killed, the mayor said.",
    ],
)
def test_the_district_hit_hardest_has_some_of_the_towns_dead(told: Told, worst: str) -> None:
    body = f"Russian missiles hit Kyiv before dawn on Saturday, killing at least 14 people, emergency services said.\n\n{worst}"
    assert figures(told(body), "mode", low=9) == [("part",)]


def test_one_town_of_gaza_has_some_of_those_killed_across_gaza(told: Told) -> None:
    body = (
        "Israeli attacks killed at least 21 people across Gaza on Saturday, health officials said.\n\n"
        "At least 10 people died in an air strike on a house in Khan Younis, a doctor said.\n\n"
        "Another strike hit tents near Rafah, killing at least four people."
    )
    assert figures(told(body), "low", "mode") == [(4, "part"), (10, "part"), (21, "increment")]


@pytest.mark.parametrize(
    "some",
    [
        "One of them was an infant boy brought to a field hospital.",
        "Two of them were children, a doctor said.",
    ],
)
def test_one_of_them_was_a_child(told: Told, some: str) -> None:
    rows = told(f"A strike on tents near Rafah on Friday killed at least four people, medics said. {some}")
    assert figures(rows, "mode", "group", measure="killed") == [("increment", "all"), ("part", "child")]


def test_one_drone_strike_is_no_drone(told: Told) -> None:
    body = "The governor of Belgorod said two people were hurt in one drone strike. One missile attack on the port wounded nine."
    assert figures(told(body), "measure", "low") == [("injured", 2), ("injured", 9)]


def test_the_last_of_a_list_of_weapons_shot_down_was_shot_down_whoever_is_said_to_have_fired_it(told: Told) -> None:
    body = "On Tuesday US warships shot down 18 drones, two cruise missiles and one ballistic missile fired by the Houthis."
    assert figures(told(body), "low", "measure") == [(1, "intercepted"), (2, "intercepted"), (18, "intercepted")]


def test_one_of_three_missiles_that_were_launched_was_shot_down(told: Told) -> None:
    body = "Ukraine's air force said it had shot down 10 of 14 drones and one of three missiles that Russia launched overnight."
    assert figures(told(body), "low", "measure") == [(1, "intercepted"), (3, "launched"), (10, "intercepted"), (14, "launched")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("Two gunmen on a motorcycle shot and killed a policeman in Quetta on Thursday.", []),
        ("The group said two of its members shot and killed guards at the gate in Quetta.", []),
        ("Two guards shot and killed in Quetta on Thursday were buried.", [2]),
        ("Four policemen were shot and killed by gunmen in Zhob.", [4]),
    ],
)
def test_who_shot_and_killed_others_is_not_dead(told: Told, body: str, found: list[int]) -> None:
    assert [low for (low,) in figures(told(body), "low", measure="killed")] == found


def test_targets_struck_with_bombs_are_no_weapons(told: Told) -> None:
    body = "The command said more than 60 targets at 16 sites in Yemen were struck with over 100 guided munitions."
    assert figures(told(body), "low", low=61) == []


def test_a_place_in_the_name_of_a_group_is_no_place(told: Told) -> None:
    body = "The Islamic State in Khorasan Province said it was behind a bombing at a mosque in Kandahar on Friday that killed 47 people."
    assert figures(told(body), "side", "by", "place") == [("AFG", "islamic-state-khorasan", "Kandahar")]


def test_the_day_right_behind_the_dead_is_theirs_though_the_war_began_on_another(told: Told) -> None:
    body = (
        "The conflict began on Wednesday, when India struck camps in response to an attack on tourists in Kashmir that killed 26 people on "
        "April 22."
    )
    assert figures(told(body), "start", low=26) == [("2025-04-22",)]


def test_the_deadliest_of_a_string_of_bombs_has_some_of_their_dead(told: Told) -> None:
    body = (
        "A string of car bombs in Baghdad killed at least 95 people on Wednesday, Iraqi officials said.\n\n"
        "The deadliest blast, outside the Foreign Ministry, killed 59 people, police said."
    )
    assert figures(told(body), "mode", low=59) == [("part",)]


def test_a_series_of_attacks_in_a_month_is_a_sum(told: Told) -> None:
    body = "Gunmen killed three policemen in Cali on Thursday.\n\nIn March a series of attacks by the Gulf Clan killed 15 policemen."
    assert figures(told(body), "mode", low=15) == [("cumulative",)]


def test_all_six_missiles_fired_were_fired_and_shot_down(told: Told) -> None:
    body = "Saudi Arabia said it shot down 19 of 24 drones and all six missiles fired at its border by the Houthis on Friday."
    assert figures(told(body), "measure", low=6) == [("intercepted",), ("launched",)]


def test_what_an_attack_is_compared_with_does_not_date_those_it_killed(told: Told) -> None:
    body = (
        "A suicide bombing killed 19 people in the Syrian city of Manbij on Thursday, a monitor said.\n\n"
        "The attack on a restaurant was the deadliest to hit US forces since they deployed in 2014. Two US troops died, the Pentagon said."
    )
    assert figures(told(body), "start", low=2) == [("2025-05-22",)]


def test_a_headline_of_more_than_70_tells_again_of_at_least_70(told: Told) -> None:
    body = (
        "A drone strike on a mosque in El Fasher killed at least 70 worshippers early on Friday, medics said.\n\n"
        "In the past two weeks alone shelling of the city has killed 124 people."
    )
    rows = told(body, headline="Drone strike on mosque in El Fasher kills more than 70")
    assert figures(rows, "mode", "start", low=71) == [("increment", "2025-05-23")]


def test_a_territory_of_the_storys_country_is_no_region_of_another(told: Told) -> None:
    body = (
        "Rebels killed 38 people in raids on villages in the Beni territory of North Kivu, in eastern Congo, on Friday, officials said. "
        "The army blamed the Allied Democratic Forces."
    )
    assert figures(told(body), "side", low=38) == [("COD",)]
