"""Whether a figure counts one happening, some of another figure, or runs over several."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


def test_tolls_by_region_are_parts_of_the_country_s(told: Told) -> None:
    rows = told(
        "Russian attacks across Ukraine killed six people on Saturday.\n\nIn the Kharkiv region two people were killed.\n\n"
        "A drone killed one person in the Sumy region.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(1, "part"), (2, "part"), (6, "increment")]


def test_what_exceeds_a_figure_is_no_part_of_it(told: Told) -> None:
    rows = told(
        "Russian attacks across Ukraine killed six people on Saturday.\n\nIn the Kharkiv region five people were killed.\n\n"
        "A drone killed four people in the Sumy region.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(4, "increment"), (5, "increment"), (6, "increment")]


def test_the_dead_of_one_attack_are_part_of_those_of_all(told: Told) -> None:
    rows = told(
        "Two bombings killed 15 people in Baghdad on Saturday.\n\nA roadside bomb went off in Karrada, Baghdad, killing five.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(5, "part"), (15, "increment")]


def test_kinds_that_add_up_to_a_figure_are_its_parts(told: Told) -> None:
    rows = told(
        "Gunmen kidnapped 42 people from a school in Kagara, Nigeria, on Friday.\n\n"
        "They took 27 pupils, three teachers and 12 relatives of the staff.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(3, "part"), (12, "part"), (27, "part"), (42, "increment")]


def test_bodies_found_are_part_of_a_higher_toll(told: Told) -> None:
    rows = told(
        "A missile killed 28 people in Kyiv on Saturday.\n\nThe bodies of 23 people were pulled from one block of flats.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode", measure="killed") == [(23, "part"), (28, "increment")]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Tornadoes killed 14 people in Kansas late on Saturday and early on Sunday.", "increment"),
        ("Ethiopia says 498 of its troops have been killed in the conflict.", "cumulative"),
        ("In April, Russia launched 5,438 drones at Ukraine.", "cumulative"),
        ("In April, gunmen killed 44 people at a mosque in Niger.", "increment"),
        ("More than 700 prisoners have been released by Armenia over two days.", "cumulative"),
    ],
)
def test_the_time_a_figure_covers_tells_its_mode(told: Told, body: str, mode: str) -> None:
    assert figures(told(body, published="2025-05-26"), "mode") == [(mode,)]


def test_a_sum_up_to_now_without_a_beginning_has_no_start(told: Told) -> None:
    rows = told("Ethiopia says 498 of its troops have been killed in the conflict.", published="2025-05-26")
    assert figures(rows, "start", "end") == [(None, "2025-05-26")]


def test_so_far_of_one_happening_is_no_running_total(told: Told) -> None:
    rows = told("A dam burst in Solai, Kenya, on Friday. So far 40 people have been rescued from the mud.", published="2025-05-24")
    assert figures(rows, "start", "mode", measure="rescued") == [("2025-05-23", "increment")]


def test_a_month_alone_is_a_sum_over_it(told: Told) -> None:
    rows = told(
        "Russian attacks have gone on. Last month alone, 208 civilians died in Ukraine, fewer than in March.", published="2025-05-24"
    )
    assert figures(rows, "start", "end", "mode") == [("2025-04-01", "2025-04-30", "cumulative")]


def test_what_a_release_brings_the_number_to_runs_over_all_of_them(told: Told) -> None:
    rows = told("Israel and Hamas exchanged captives. With Saturday's release, 19 Israelis have come home.", published="2025-05-24")
    assert figures(rows, "mode") == [("cumulative",)]


def test_a_date_in_brackets_is_not_that_of_numbers_outside(told: Told) -> None:
    rows = told(
        "On Sunday 15 people were killed in Dnipro (in a block of flats hit on January 14) and three in Kherson, officials said.",
        published="2023-01-16",
    )
    assert {row["start"] for row in rows} == {"2023-01-15"}


def test_three_kinds_of_one_deed_are_parts(told: Told) -> None:
    rows = told(
        "Gunmen kidnapped 27 boys, three teachers and 12 relatives of the staff in Kagara, Nigeria, on Friday.", published="2025-05-24"
    )
    assert figures(rows, "low", "mode") == [(3, "part"), (12, "part"), (27, "part")]


def test_a_number_beside_a_running_total_runs_with_it(told: Told) -> None:
    rows = told("Ethiopia says 498 of its troops have been killed in the conflict and about 1,600 injured.", published="2025-05-24")
    assert figures(rows, "measure", "mode", "start") == [("injured", "cumulative", None), ("killed", "cumulative", None)]


def test_the_day_of_an_abduction_is_not_that_of_the_release(told: Told) -> None:
    rows = told("The 42 people who were abducted last week in Kagara, Nigeria, have been freed.", published="2025-05-24")
    assert figures(rows, "start", measure="released") == [("2025-05-24",)]


def test_what_one_place_has_buried_is_part_of_the_toll(told: Told) -> None:
    rows = told(
        'An earthquake killed 410 people in northern Afghanistan on Friday.\n\n"We have buried 60 in one field," said a shepherd.',
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(60, "part"), (410, "increment")]


def test_places_listed_below_a_higher_toll_are_parts_of_it(told: Told) -> None:
    rows = told(
        "Missiles killed eight people in Israel on Friday, the ambulance service said.\n\n"
        "Four people were killed in Petah Tikva and two in Bnei Brak, medics said.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(2, "part"), (4, "part"), (8, "increment")]


def test_an_army_s_own_men_are_no_part_of_a_figure(told: Told) -> None:
    rows = told("Ethiopia and Eritrea swapped prisoners. Ethiopia got back 104 of its fighters on Saturday.", published="2025-05-24")
    assert figures(rows, "low", "mode") == [(104, "increment")]


def test_a_promise_kept_over_weeks_is_a_running_whole(told: Told) -> None:
    rows = told("Under the deal between Israel and Hamas 33 hostages are to be released over six weeks.", published="2025-01-15")
    assert figures(rows, "low", "status", "mode") == [(33, "planned", "cumulative")]


def test_a_count_of_its_own_night_is_no_running_total(told: Told) -> None:
    rows = told(
        "Iranian missiles killed at least 10 people in Israel overnight, bringing the country's total death toll to 13 since Friday.",
        published="2025-06-15",
    )
    assert figures(rows, "low", "mode") == [(10, "increment"), (13, "cumulative")]


def test_one_town_s_older_count_is_no_part_of_the_country_s(told: Told) -> None:
    rows = told(
        "A train crash in Egypt killed 16 people on Saturday, the ministry said.\n\nNine people were killed in Minya, it said.",
        published="2025-11-30",
    )
    assert figures(rows, "low", "mode") == [(9, "increment"), (16, "increment")]


def test_kinds_told_one_after_another_that_add_up_to_the_lead_are_its_parts(told: Told) -> None:
    rows = told(
        "At least 21 people died on Tuesday in an attack by al-Shabaab on a police post in central Somalia, police said.\n\n"
        "Seven Somali policemen and four Djiboutian peacekeepers were killed when a car bomb hit the post in Beledweyne. "
        "Ten fighters died as they tried to storm it."
    )
    assert figures(rows, "low", "mode") == [(4, "part"), (7, "part"), (10, "part"), (21, "increment")]


def test_what_a_region_shot_down_is_part_of_what_the_country_did(told: Told) -> None:
    rows = told(
        "Ukraine's air force said it shot down 17 of 18 drones launched by Russia overnight.\n\n"
        "Ukrainian forces shot down eight drones over the southern region of Mykolaiv, the governor said."
    )
    assert figures(rows, "low", "mode", measure="intercepted") == [(8, "part"), (17, "increment")]


def test_a_districts_dead_are_part_of_a_flood_that_has_run_for_days(told: Told) -> None:
    rows = told(
        "At least 61 people have been killed in floods and landslides across Nepal since Tuesday, the home ministry said. "
        "Surkhet is the worst hit district with 28 deaths."
    )
    assert figures(rows, "low", "mode") == [(28, "part"), (61, "cumulative")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Air defences shot down or suppressed 137 drones and one missile, the air force said.",
        "Air defences shot down/suppressed 137 drones overnight, the air force said.",
        "Ukraine destroyed or jammed 137 drones, its air force said.",
    ],
)
def test_shot_down_or_jammed_is_all_that_was_stopped(told: Told, sentence: str) -> None:
    rows = told(f"Russia attacked Ukraine with 140 drones and three missiles overnight. {sentence}")
    assert figures(rows, "mode", measure="intercepted", low=137) == [("increment",)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Five civilians, among them an infant, died and 29 were wounded in Kharkiv on Friday.",
        "Four farmers died, among them two brothers, and 29 people were injured in Kharkiv on Friday.",
    ],
)
def test_what_follows_those_among_them_is_no_part(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "mode", measure="injured", low=29) == [("increment",)]


@pytest.mark.parametrize(
    ("sentence", "low"),
    [
        ("Armenia has acknowledged 2,718 dead and Azerbaijan 2,783.", 2718),
        ("Azerbaijan says it killed more than 17,000 fighters, without giving evidence.", 17001),
        ("Azerbaijan has counted 2,783 dead.", 2783),
    ],
)
def test_deaths_of_a_war_are_no_single_attacks(told: Told, sentence: str, low: int) -> None:
    rows = told(f"Azerbaijan attacked Armenia and Armenia fired back on Friday, killing four soldiers. {sentence}")
    assert figures(rows, "mode", measure="killed", low=low) == [("cumulative",)]


def test_a_sentence_that_begins_as_a_sum_sums_up_both_sides(told: Told) -> None:
    rows = told(
        "Israel and Hamas exchanged captives on Saturday. With Saturday's release, 19 Israelis have come home and Israel has set free "
        "1,110 Palestinians."
    )
    assert figures(rows, "low", "mode", measure="released") == [(19, "cumulative"), (1110, "cumulative")]


def test_those_let_go_up_to_now_are_more_than_the_days(told: Told) -> None:
    rows = told(
        "Hamas freed three Israeli hostages on Saturday and Israel let go 183 Palestinian prisoners on the same day.\n\n"
        "In return for the hostages of the first stage Israel has let go 566 Palestinian prisoners.",
        published="2025-02-08",
    )
    assert figures(rows, "low", "mode") == [(3, "increment"), (183, "increment"), (566, "cumulative")]


def test_shares_go_on_past_those_in_hospital(told: Told) -> None:
    rows = told(
        "Drones attacked two cities in Ukraine, injuring at least 17 people on Friday evening.\n\n"
        "In Dnipro 14 were injured when drones hit a residential area. Seven of the injured are in hospital.\n\n"
        "Kharkiv was attacked too. Storage facilities were on fire, and three people were hurt."
    )
    assert figures(rows, "low", "mode") == [(3, "part"), (7, "part"), (14, "part"), (17, "increment")]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("The border, closed since 2016, was opened for 128 prisoners whom Chad freed.", "increment"),
        ("The ministry speaks of 224 dead since Monday.", "cumulative"),
        ("Sudan had already repatriated 212 bodies of soldiers who died since the war began in February 2023.", "increment"),
        ("Tension has grown since gunmen killed 26 hikers in Niger last month.", "increment"),
        ("At least 140 miners have been killed in Ghana since 2014.", "cumulative"),
        ("It is the largest swap since the rebels and the army released 340 prisoners in October 2023.", "increment"),
    ],
)
def test_since_makes_a_sum_of_what_has_gone_on_and_not_of_what_it_counts_from(told: Told, body: str, mode: str) -> None:
    assert figures(told(body), "mode") == [(mode,)]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Gunmen killed 15 farmers in northern Mali over the weekend.", "increment"),
        ("Strikes on several towns of Mali killed 15 farmers over the weekend.", "cumulative"),
    ],
)
def test_a_weekend_is_a_sum_only_of_several_happenings(told: Told, body: str, mode: str) -> None:
    assert figures(told(body), "mode") == [(mode,)]


@pytest.mark.parametrize(
    ("body", "mode"),
    [
        ("Eritrea was holding 1,465 prisoners of war in June.", "cumulative"),
        ("The authorities of Gabon had 348 protesters in custody.", "cumulative"),
        ("Lawyers put the number of those still held at 90.", "cumulative"),
        ("The raid left homes in ruins, with some 60 villagers held hostage in the hills.", "cumulative"),
        ("Police in Gabon arrested 348 protesters on Friday.", "increment"),
    ],
)
def test_how_many_are_held_is_a_stock(told: Told, body: str, mode: str) -> None:
    assert figures(told(body), "mode", measure="detained") == [(mode,)]


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("Their release brings the total number of hostages freed since the truce began on March 9 to 26.", "2025-03-09"),
        ("That took the number of captives freed since the accord was signed on March 9 to 26.", "2025-03-09"),
    ],
)
def test_the_level_after_a_day_is_no_second_day(told: Told, sentence: str, start: str) -> None:
    rows = told(f"Hamas freed two hostages on Saturday. {sentence}")
    assert figures(rows, "start", "mode", low=26) == [(start, "cumulative")]


def test_what_a_handover_brings_a_number_to_runs_over_all_of_them(told: Told) -> None:
    rows = told("Hamas freed two hostages on Saturday, bringing the number of freed hostages to 26.")
    assert figures(rows, "mode", low=26) == [("cumulative",)]


def test_what_goes_on_from_a_share_is_a_share(told: Told) -> None:
    rows = told(
        "A strike on Taiz, Yemen, killed 90 people on Friday, with 60 of the 90 killed being villagers. The other 30 people killed were "
        "traders."
    )
    assert set(figures(rows, "low", "mode", measure="killed")) == {(30, "part"), (60, "part"), (90, "increment")}


def test_a_whole_named_again_beside_its_share_stays_whole(told: Told) -> None:
    rows = told(
        "A strike near Taiz, Yemen, killed 90 people on Friday. Most of the people killed were villagers, with 60 of the 90 killed being "
        "farmers."
    )
    assert set(figures(rows, "mode", measure="killed", low=90)) == {("increment",)}


def test_another_number_that_goes_on_from_no_share_is_none(told: Told) -> None:
    rows = told("A bomb killed 12 people in Kano, Nigeria, on Friday. Another seven died in a blast in Jos.")
    assert figures(rows, "low", "mode", measure="killed") == [(7, "increment"), (12, "increment")]


def test_who_is_still_missing_after_a_raid_is_missing_since_that_day(told: Told) -> None:
    rows = told("Gunmen raided a post near Gao, Mali, on Friday, killing nine soldiers. A dozen troops are still missing, the army said.")
    assert figures(rows, "mode", measure="missing") == [("increment",)]


@pytest.mark.parametrize(
    "body",
    [
        "The violence has left at least 190 people dead, according to a rights group.",
        "Rights groups say 312 people have been killed in the crackdown.",
        "Months of protests have left 54 people dead.",
        "An outbreak of cholera has killed 340 people in the region.",
        "It is part of an insurgency that has killed 2,300 people.",
        "Cattle raids have claimed some 90 lives in the country.",
        "The operation has already resulted in the deaths of 48 people.",
    ],
)
def test_what_exceeds_the_day_s_happening_by_far_is_a_campaign_s(told: Told, body: str) -> None:
    rows = told(f"Gunmen killed six people in northern Togo on Friday.\n\n{body}")
    assert figures(rows, "mode", "start") == [("cumulative", None), ("increment", "2025-05-23")]


def test_since_then_counts_what_came_after_the_day_named(told: Told) -> None:
    rows = told("Gunmen killed six people in northern Togo on May 5. Since then, the operation has resulted in the deaths of 48 people.")
    assert figures(rows, "low", "mode", "start") == [(6, "increment", "2025-05-05"), (48, "cumulative", "2025-05-05")]


def test_what_the_clashes_of_these_days_did_is_of_them(told: Told) -> None:
    rows = told("Clashes broke out in Sweida, Syria, on Friday.\n\nThe clashes have killed nine people, a hospital said.")
    assert figures(rows, "mode", measure="killed") == [("increment",)]


@pytest.mark.parametrize(
    ("body", "modes"),
    [
        (
            "Chad freed 128 rebels on Friday. More than 100 captured fighters returned to Faya, Chad, on Friday.",
            [(101, "increment"), (128, "increment")],
        ),
        ("A fire broke out in Dhaka on Friday. Many of the 30 injured people jumped from a roof.", [(30, "increment")]),
        ("Ghana said that only 55 of 60 confirmed dead had been identified.", [(55, "part"), (60, "increment")]),
        ("Nigeria said that the 24 pupils, six staff and eight relatives were freed on Friday.", [(6, "part"), (8, "part"), (24, "part")]),
        (
            "Russia launched 90 drones at Ukraine overnight, of which 71 were shot down. Nine drones were destroyed near Sumy.",
            [(9, "part"), (71, "increment")],
        ),
    ],
)
def test_a_part_is_surely_less_and_of_the_same(told: Told, body: str, modes: list[tuple[int, str]]) -> None:
    rows = [row for row in told(body) if row["measure"] != "launched"]
    assert figures(rows, "low", "mode") == modes


def test_those_who_die_later_are_in_the_toll(told: Told) -> None:
    rows = told(
        "The toll of a bomb in Kaduna, Nigeria, rose to 30 on Saturday, officials said.\n\nAnother three died in hospital, a doctor said.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(3, "part"), (30, "increment")]


def test_those_killed_elsewhere_are_in_no_toll(told: Told) -> None:
    rows = told(
        "The toll of a bomb in Kaduna, Nigeria, rose to 30 on Saturday, officials said.\n\nTwo more people were killed in a raid in Jos.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "mode") == [(2, "increment"), (30, "increment")]


def test_a_headline_counts_as_its_body_does(told: Told) -> None:
    rows = told(
        "Colombia's ELN rebels on Friday freed two soldiers, the army said.",
        headline="ELN rebels free two soldiers held for three weeks",
    )
    assert figures(rows, "low", "mode", measure="released") == [(2, "increment"), (2, "increment")]


@pytest.mark.parametrize(
    ("sentence", "mode"),
    [
        ("Tens of thousands of Nepalis were killed in the 13-year conflict in Nepal.", "cumulative"),
        ("Some 70,000 people died during the decades-long civil war in Peru.", "cumulative"),
        ("Eleven people were killed in a raid that showed how violence had grown in the conflict in Mali.", "increment"),
    ],
)
def test_the_dead_of_a_war_of_years_are_a_sum(told: Told, sentence: str, mode: str) -> None:
    assert figures(told(sentence), "mode", measure="killed") == [(mode,)]


@pytest.mark.parametrize("time", ["in recent years", "over the years", "in recent weeks"])
def test_what_has_happened_in_recent_times_is_a_sum(told: Told, time: str) -> None:
    rows = told(
        "A bomb killed five people in Quetta, Pakistan, on Friday.\n\n"
        f"Rebels have waged a campaign of raids, killing hundreds of people {time}."
    )
    assert figures(rows, "mode", "start", qualifier="vague") == [("cumulative", None)]


def test_the_headline_of_one_place_holds_no_other_place_s_dead(told: Told) -> None:
    rows = told(
        "An air strike on the town of Salqin in Syria's Idlib province killed 17 people on Friday, a monitor said.\n\n"
        "Five people died in shelling in Daraa province.\n\n"
        "Another three were killed when troops shelled the town of Rastan in Homs province.",
        headline="17 killed in Syria air strike",
    )
    assert figures(rows, "low", "mode") == [(3, "increment"), (5, "increment"), (17, "increment"), (17, "increment")]


@pytest.mark.parametrize(
    ("words", "mode"),
    [("the latter killing over 100 people", "increment"), ("one of which claimed 101 lives", "increment")],
)
def test_what_one_of_several_attacks_did_is_no_sum(told: Told, words: str, mode: str) -> None:
    rows = told(
        "A bomb killed ten people in Istanbul, Turkey, on Friday.\n\n"
        f"The country saw two bombings last year, in Suruc and in Ankara, {words}."
    )
    assert figures(rows, "mode", low=101) == [(mode,)]
