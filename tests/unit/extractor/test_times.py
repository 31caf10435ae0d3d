"""When it happened, and as of when a count stood so: the happening's own day against those of rescue, count and remark."""

from __future__ import annotations

from datetime import date

import pytest

from services.extractor.bank import load_bank
from services.extractor.dates import Publication, find_dates
from services.extractor.extract import Extractor
from services.extractor.model import Sentence, Span
from services.extractor.passage import Passage
from services.extractor.story.senses import Sense, sense_of
from tests.unit.extractor.conftest import Told, events_of, figures

WORDS = load_bank().happenings


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("The toll of Saturday's derailment is 12.", "owned"),
        ("The shelling of the port city of Mocimboa on Saturday has cost 12 lives.", "owned"),
        ("The ferry capsized in high waves on Saturday, the agency said.", "happened"),
        ("Twelve people were killed on Saturday when a bus left the road.", "happened"),
        ("The death toll climbed to 12 on Saturday.", "counted"),
        ("Rescuers on Saturday retrieved five bodies.", "aftermath"),
        ("The minister, who toured the crash site on Saturday, promised help.", "aftermath"),
        ("Officials said on Saturday that 12 had drowned.", "said"),
        ("The boat left on Saturday night, the agency said.", "bare"),
    ],
)
def test_the_verb_that_governs_a_date_says_what_it_dates(text: str, sense: Sense) -> None:
    dates = find_dates(text, Publication.on(date(2025, 5, 26)))
    passage = Passage(Sentence(text, Span(0, len(text)), 0, 0), dates=dates)
    assert [sense_of(passage, mention, WORDS) for mention in dates] == [sense]


def test_a_toll_is_of_the_day_of_the_happening_and_not_of_the_day_it_was_given(told: Told) -> None:
    rows = told(
        "The death toll from the collapse of a bridge rose to 12 on Monday, with 30 people injured, officials said.\n\n"
        "The bridge came down on Saturday.",
        published="2025-05-26",
    )
    assert figures(rows, "low", "start") == [(12, "2025-05-24"), (30, "2025-05-24")]


def test_a_day_of_finding_is_not_the_day_of_death(told: Told) -> None:
    rows = told(
        "Divers on Monday recovered five more bodies from a ferry, raising the death toll to 50.\n\nThe ferry sank in a storm on Saturday.",
        published="2025-05-26",
    )
    assert figures(rows, "low", "start", measure="killed") == [(5, "2025-05-24"), (50, "2025-05-24")]


def test_a_toll_stands_as_of_the_day_that_it_was_given(extractor: Extractor) -> None:
    body = "The death toll of Saturday's fire rose to 12 on Sunday. Officials said on Saturday that 9 had died."
    found = {figure.low: figure.as_of for event in events_of(extractor, body, published_at="2025-05-26") for figure in event.figures}
    assert {low: moment and moment.date().isoformat() for low, moment in found.items()} == {12: "2025-05-25", 9: "2025-05-24"}


def test_the_day_that_a_happening_is_called_by_is_never_the_as_of_of_its_toll(extractor: Extractor) -> None:
    body = "The death toll of the strike on 24 June is 21, the number of injured 314."
    events = events_of(extractor, body, published_at="2025-06-30")
    assert {figure.as_of for event in events for figure in event.figures} == {None}
    assert {event.when.start for event in events} == {date(2025, 6, 24)}


def test_no_toll_stands_later_than_its_story_came_out(extractor: Extractor) -> None:
    events = events_of(extractor, "The death toll of Saturday's fire rose to 12 on Sunday.", published_at="2025-05-25T10:00:00Z")
    assert [figure.as_of.isoformat() for event in events for figure in event.figures if figure.as_of] == ["2025-05-25T10:00:00+00:00"]


def test_what_was_said_before_is_superseded_where_the_story_counts_otherwise_now(extractor: Extractor) -> None:
    body = (
        "A bomb killed 22 people at a market in Baidoa on Friday, police said.\n\nAt noon the mayor had put the number of dead at 17.\n\n"
        "The number of wounded rose to 40 from 31."
    )
    found = {figure.low: figure.superseded for event in events_of(extractor, body) for figure in event.figures}
    assert found == {22: False, 17: True, 40: False, 31: True}


def test_what_was_known_in_the_morning_is_superseded_by_the_number_of_noon(extractor: Extractor) -> None:
    body = "Three people were killed in Odesa on Friday as of 13:00, the governor said. In the morning it was known about two dead."
    found = {figure.low: figure.superseded for event in events_of(extractor, body) for figure in event.figures}
    assert found == {3: False, 2: True}


def test_a_day_after_dates_what_follows_and_not_what_stands_before(told: Told) -> None:
    rows = told("Ethiopia freed 45 Eritrean soldiers on Saturday, a day after a blast killed 12 people in Gondar.", published="2025-05-24")
    assert figures(rows, "measure", "low", "start") == [("killed", 12, "2025-05-23"), ("released", 45, "2025-05-24")]


def test_the_worst_since_then_is_no_count_since_then(told: Told) -> None:
    rows = told("The blaze killed 20 people in Porto on Friday, the worst since 2003, when 15 people were killed.", published="2025-05-24")
    assert figures(rows, "low", "start", "mode") == [(15, "2003-01-01", "increment"), (20, "2025-05-23", "increment")]


def test_the_day_of_an_earlier_swap_is_not_that_of_the_later_one(told: Told) -> None:
    body = "Each side returned 307 prisoners of war, following an earlier swap of 390 on Friday, Armenia and Azerbaijan said on Saturday."
    rows = told(body, published="2025-05-24")
    assert {row["start"] for row in rows if row["low"] == 307} == {"2025-05-24"}


def test_a_date_at_the_end_of_joined_clauses_is_of_both(told: Told) -> None:
    rows = told("Eleven people died and 174 were injured on Tuesday when a plant blew up in Harda, India.", published="2024-02-05")
    assert figures(rows, "low", "start") == [(11, "2024-01-30"), (174, "2024-01-30")]


def test_each_item_of_a_digest_has_its_own_happening(told: Told) -> None:
    rows = told(
        "CHILE - A fire broke out in Valparaiso on Sunday. It killed 12 people.\n\nKENYA - A truck blew up in Nairobi late on Thursday. "
        "Three people were killed.",
        published="2024-02-05",
    )
    assert figures(rows, "low", "start") == [(3, "2024-02-01"), (12, "2024-02-04")]


def test_what_a_background_date_dates_ends_with_its_sentence(told: Told) -> None:
    rows = told(
        "A fire in a factory in Rupganj killed 3 people on Thursday.\n\nIn February 2019, 70 people died in a fire in Dhaka.\n\n"
        "Firefighters rescued 25 people from the roof.",
        published="2021-07-10",
    )
    assert figures(rows, "start", measure="rescued") == [("2021-07-08",)]


def test_those_who_make_a_toll_rise_are_of_the_day_of_the_happening(told: Told) -> None:
    rows = told(
        "Five more people died overnight, bringing the death toll of Tuesday's bombing in Quetta to 31, police said.\n\n"
        "About 40 people were still being treated in hospitals on Thursday.",
        published="2024-02-01",
    )
    assert {(row["low"], row["start"]) for row in rows} == {(5, "2024-01-30"), (31, "2024-01-30"), (36, "2024-01-30")}


def test_a_wave_of_attacks_has_one_day_wherever_it_struck(told: Told) -> None:
    rows = told(
        "Russia rained missiles down on cities across Ukraine on Monday, killing at least 41 people.\n\n"
        "Eleven were confirmed dead in the Dnipropetrovsk region.\n\nUkraine's air force said it had shot down 30 of 38 missiles.",
        published="2024-07-09",
    )
    assert {row["start"] for row in rows} == {"2024-07-08"}


def test_a_happening_in_another_town_does_not_date_the_leads(told: Told) -> None:
    rows = told(
        "At least 36 people have died after helicopters dropped bombs on the city of Aleppo in Syria, activists say.\n\n"
        "The activists also said the toll of an attack on Wednesday in the town of Hama had risen to 28.",
        published="2025-05-26",
    )
    assert figures(rows, "low", "start") == [(28, "2025-05-21"), (36, "2025-05-26")]


def test_a_day_counted_from_a_happening_is_the_happenings(told: Told) -> None:
    rows = told(
        "The last two bodies were brought up four days after a mine fire. That brought the death toll to 301.", published="2025-05-17"
    )
    assert figures(rows, "low", "start")[-1] == (301, "2025-05-13")


@pytest.mark.parametrize(
    "sentence",
    [
        "Five gunmen attacked a checkpoint in Bol late Thursday, killing six soldiers, the army said on Friday.",
        "Two bombers set off explosives late Thursday in the town of Bol, killing six people, the governor, Ali Haroun, said Friday.",
    ],
)
def test_the_day_of_saying_is_not_that_of_the_dead(told: Told, sentence: str) -> None:
    assert figures(told(sentence), "start", low=6) == [("2025-05-22",)]


@pytest.mark.parametrize("words", ["yesterday, Thursday", "yesterday Thursday"])
def test_a_weekday_beside_yesterday_says_which_day_it_was(told: Told, words: str) -> None:
    rows = told(f'KHARTOUM (NW) - "Ground defences shot down 16 drones {words}," the army said in a statement on Friday.')
    assert figures(rows, "start", low=16) == [("2025-05-22",)]


def test_a_rare_deal_since_the_war_began_is_no_sum(told: Told) -> None:
    rows = told(
        "Chad and Libya swapped prisoners on Friday. Over 100 prisoners were exchanged in a rare deal since the war started in 2011."
    )
    assert figures(rows, "start", "mode", low=101) == [("2025-05-23", "increment")]


def test_the_time_of_a_war_is_not_that_of_a_transfer(told: Told) -> None:
    rows = told(
        "Ukraine and Russia swapped prisoners on Friday. The ombudsman said 82 of the returned Ukrainians defended a port in 2022.",
        published="2025-05-24",
    )
    assert figures(rows, "start", measure="released", low=82) == [("2025-05-23",)]


def test_weapons_without_a_day_are_of_the_attack_told_of_just_before(told: Told) -> None:
    rows = told("Ukraine said that Saturday's bombardments cut the power. 25 missiles of 38 fired were shot down.", published="2025-05-26")
    assert {row["start"] for row in rows} == {"2025-05-24"}


def test_overnight_and_the_day_before_are_two_days(told: Told) -> None:
    rows = told("The Nile Hospital received seven bodies from strikes overnight and four from strikes the previous day.")
    assert figures(rows, "low", "start") == [(4, "2025-05-23"), (7, "2025-05-24")]


def test_an_older_disaster_told_below_does_not_date_the_news(told: Told) -> None:
    rows = told(
        "At least 98 people have been killed in floods across Nepal since Thursday, the ministry said.\n\n"
        "In Banke, five people have died.\n\nThe slide in Sindhupalchok on August 2 killed more than 150 people.",
        published="2014-08-18",
    )
    assert {row["low"]: row["start"] for row in rows if row["low"] in (5, 151)} == {5: "2014-08-14", 151: "2014-08-02"}


def test_a_day_after_what_came_before_is_not_the_figures(told: Told) -> None:
    rows = told("Drones wounded four soldiers in Lahore, the army said, a day after missiles struck several towns in Pakistan.")
    assert figures(rows, "low", "start") == [(4, "2025-05-24")]


def test_a_number_after_a_date_is_no_second_day(told: Told) -> None:
    rows = told("On May 14, 15 protesters were killed in Nairobi, police said.")
    assert figures(rows, "low", "start") == [(15, "2025-05-14")]


def test_what_stands_before_a_day_after_is_of_the_story_s_own_day(told: Told) -> None:
    rows = told(
        "Rebels shelled Goma, wounding six people, the army said, a day after they shot down a helicopter.\n\n"
        "The rebels' strikes on Friday killed 20 people in Sake, the army said."
    )
    assert figures(rows, "low", "start") == [(6, "2025-05-24"), (20, "2025-05-23")]


def test_how_things_stand_a_day_after_is_of_no_day_of_its_own(told: Told) -> None:
    rows = told(
        "Fifteen people have died in Varna, the mayor said, a day after a bus went into the sea.\n\nThe bus left the road on Thursday."
    )
    assert figures(rows, "low", "start") == [(15, "2025-05-22")]


@pytest.mark.parametrize(
    "clause",
    [
        "The casualties occurred during what officials called random firing on Thursday night, it added.",
        "The incident happened on Thursday, when a convoy was stopped.",
        "It took place late on Thursday.",
    ],
)
def test_a_sentence_that_says_when_it_happened_dates_what_was_reported_later(told: Told, clause: str) -> None:
    rows = told(f"Five people were killed in Quetta, television reported on Friday.\n\n{clause}", published="2025-05-25")
    assert figures(rows, "low", "start") == [(5, "2025-05-22")]


def test_the_day_that_ends_a_relative_clause_is_not_that_of_the_main_verb(told: Told) -> None:
    rows = told("An official said that 42 people, including pupils, who were abducted from a school in Niger last week have been freed.")
    assert [row["start"] for row in rows if row["measure"] == "released"] == ["2025-05-24"]


@pytest.mark.parametrize(
    "pointer",
    ["In connection with that exchange, both sides", "As part of that swap, both sides", "Under that deal and in that release, both sides"],
)
def test_that_exchange_is_of_the_day_named_last(told: Told, pointer: str) -> None:
    rows = told(
        "Russia and Ukraine each freed 95 prisoners on Saturday.\n\n"
        f"On May 6, the president thanked the mediators. {pointer} handed over 205 prisoners."
    )
    assert {row["start"] for row in rows if row["low"] == 205} == {"2025-05-06"}


def test_the_season_of_a_war_is_not_the_day_of_a_release(told: Told) -> None:
    rows = told(
        "Crowds in Yerevan on Friday greeted 44 freed captives, most of them soldiers taken in last autumn's war with Azerbaijan.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "start") == [(44, "2025-05-23")]


def test_a_headline_s_at_least_is_no_word_for_a_far_greater_number(told: Told) -> None:
    rows = told(
        "Six people were killed in Iowa and eight in Ohio as storms tore through on Friday, officials said.\n\n"
        "On March 14, a similar storm killed 42 people in Texas.",
        headline="Storms leave at least 14 dead in two states",
    )
    assert [row["start"] for row in rows if row["low"] == 14] == ["2025-05-23"]


def test_the_day_before_is_not_the_day_of_a_story_that_tells_of_this_morning(told: Told) -> None:
    rows = told(
        "Shells hit Sumy this morning, wounding three people.\n\nThe army shot down 40 drones overnight. On Friday it had shot down 30.",
        published="2025-05-24",
    )
    assert {row["low"]: row["start"] for row in rows} == {3: "2025-05-24", 40: "2025-05-24", 30: "2025-05-23"}


def test_one_of_the_strikes_told_just_before_is_of_their_day(told: Told) -> None:
    rows = told(
        "A strike killed five people in Idlib on Thursday night.\n\n"
        "The hospital in Idlib received 11 bodies from strikes overnight. One of the strikes killed two children."
    )
    assert {row["low"]: row["start"] for row in rows} == {5: "2025-05-22", 11: "2025-05-24", 2: "2025-05-24"}


def test_who_writes_yesterday_of_the_lead_s_weekday_writes_the_day_after(told: Told) -> None:
    rows = told(
        "A ferry sank off Nias, Indonesia, on Friday, and 12 people died.\n\nSince yesterday's sinking divers have found four survivors.",
        published="2025-05-24",
    )
    assert figures(rows, "start", measure="killed") == [("2025-05-23",)]
    assert figures(rows, "start", measure="rescued") == [("2025-05-23",)]


def test_a_sum_of_a_swap_on_one_day_runs_from_the_day_that_the_story_counts_from(told: Told) -> None:
    rows = told(
        "Hamas freed three Israeli hostages on Saturday and Israel let go 90 Palestinian prisoners, in the fourth exchange since the truce "
        "began on May 3.\n\nWith Saturday's release, 13 Israelis have come home.",
    )
    assert [(row["start"], row["end"]) for row in rows if row["low"] == 13] == [("2025-05-03", "2025-05-24")]


def test_sums_of_one_sentence_run_over_the_same_days(told: Told) -> None:
    rows = told(
        "Chad freed 45 Libyan soldiers on Saturday in exchange for 20 of its own in the second round of a swap.\n\n"
        "A week ago 60 Libyans were let go.\n\nSo far 105 Libyans and 50 Chadians have gone home, the Red Cross said."
    )
    assert {(row["start"], row["end"]) for row in rows if row["low"] in (105, 50)} == {("2025-05-17", "2025-05-24")}


def test_a_sum_over_these_two_days_shows_when_the_agreed_exchange_began(told: Told) -> None:
    rows = told(
        "Russia and Ukraine each freed 307 prisoners on Saturday.\n\nIn these two days 697 people have been brought back under the "
        "1,000-for-1,000 deal, the president said. The rest of the exchange is to follow on Sunday."
    )
    assert {(row["start"], row["end"]) for row in rows if row["low"] == 1000} == {("2025-05-23", "2025-05-25")}


def test_since_then_counts_from_the_day_named_last(told: Told) -> None:
    rows = told("Militants attacked the border on March 3, killing 20 people. Since then, the ministry says, 140 people have been killed.")
    assert [(row["start"], row["end"]) for row in rows if row["low"] == 140] == [("2025-03-03", "2025-05-24")]


def test_the_day_of_a_search_is_not_the_day_of_those_it_was_for(told: Told) -> None:
    rows = told(
        "Relatives searched hospitals on Friday for victims of a stampede that killed 121 people in northern India.\n\n"
        "The crush happened on Thursday afternoon in Hathras district.",
    )
    assert figures(rows, "low", "start") == [(121, "2025-05-22")]


def test_a_day_that_describes_an_airport_dates_no_release(told: Told) -> None:
    rows = told(
        "Chad and Niger exchanged prisoners. The Red Cross said on Friday that 28 freed captives arrived at Diffa International Airport, "
        "which was closed on March 9, 2022, by the army."
    )
    assert figures(rows, "start", low=28) == [("2025-05-23",)]


def test_a_plan_runs_over_the_days_that_the_exchange_is_said_to_take(told: Told) -> None:
    rows = told(
        "An exchange of more than 800 captives between Chad and Niger began on Friday, the Red Cross said.\n\n"
        "The three-day operation is the largest in years.\n\nThe Red Cross said that 318 detainees had been let go on Friday."
    )
    assert {(row["start"], row["end"], row["status"], row["mode"]) for row in rows if row["low"] == 801} == {
        ("2025-05-23", "2025-05-25", "planned", "cumulative")
    }


def test_the_second_day_of_an_exchange_shows_its_first(told: Told) -> None:
    rows = told(
        "The second day of the exchange between Chad and Niger, on Saturday, saw 40 Chadians go home.\n\n"
        "Under the deal the two sides are to exchange 300 prisoners over three days."
    )
    assert {(row["start"], row["end"]) for row in rows if row["low"] == 300} == {("2025-05-23", "2025-05-25")}


@pytest.mark.parametrize(
    "body",
    [
        "Chad and Niger on Saturday finished trading 900 prisoners each, in the biggest exchange of their war.\n\n"
        "Begun on Thursday and spread over three days, the exchange covered soldiers and civilians. "
        "In Saturday's round both sides handed over 310 prisoners.",
        "The exchange of 900 prisoners between Chad and Niger has been completed, the Red Cross said on Saturday.\n\n"
        "Some 300 went free on Saturday, after three days of flights in which the two exchanged them.",
    ],
)
def test_what_is_told_as_finished_ran_from_the_first_day_to_the_last(told: Told, body: str) -> None:
    rows = [row for row in told(body) if row["low"] == 900]
    assert {(row["start"], row["end"], row["mode"]) for row in rows} == {("2025-05-22", "2025-05-24", "cumulative")}


def test_a_weekday_before_the_promise_of_more_is_no_day_to_come(told: Told) -> None:
    rows = told(
        "Chad and Niger freed 90 prisoners each on Saturday and promised further releases in the days ahead.\n\n"
        "A deal to trade 300 prisoners a side was struck at last week's talks. More groups are to follow on Sunday."
    )
    assert {row["end"] for row in rows if row["low"] == 300} == {"2025-05-25"}


def test_kinds_that_add_up_to_the_day_s_figure_are_its_parts(told: Told) -> None:
    rows = told(
        "Chad and Niger freed 39 prisoners each on Saturday in an exchange.\n\n"
        "Each has so far handed over 27 soldiers and 12 civilians, and more groups are to follow on Sunday."
    )
    assert {(row["low"], row["mode"], row["start"]) for row in rows if row["low"] in (27, 12)} == {
        (27, "part", "2025-05-24"),
        (12, "part", "2025-05-24"),
    }


def test_what_stands_after_the_swap_is_behind(told: Told) -> None:
    rows = told(
        "Chad and Niger traded 58 prisoners of war on Friday.\n\n"
        "After the 30-for-28 exchange, more than 400 Chadian soldiers have come home since the war began, the ombudsman said."
    )
    assert {(row["status"], row["mode"], row["start"]) for row in rows if row["low"] in (30, 28)} == {
        ("happened", "increment", "2025-05-23")
    }


def test_prisoners_brought_out_of_enemy_hands_are_released(told: Told) -> None:
    rows = told("An exchange on May 22 brought 35 prisoners of war out of Sudanese hands, the Chadian presidency said.")
    assert figures(rows, "measure", "start") == [("released", "2025-05-22")]


def test_a_week_later_counts_from_the_day_that_the_story_named_last(told: Told) -> None:
    rows = told(
        "Hamas freed three hostages on Saturday in return for 90 Palestinian prisoners.\n\n"
        "In the first exchange, on May 3, 30 prisoners were let go. A week later 45 prisoners went home."
    )
    assert [row["start"] for row in rows if row["low"] == 45] == ["2025-05-10"]


def test_the_day_of_the_deal_is_not_that_of_the_transfer(told: Told) -> None:
    rows = told(
        "Chad has handed over the bodies of another 45 soldiers from Niger, completing a transfer agreed in Doha on May 2, the army said."
    )
    assert figures(rows, "start", low=45) == [("2025-05-24",)]


def test_what_is_told_of_the_day_that_a_sum_runs_from_is_of_that_day(told: Told) -> None:
    rows = told("In total, 205 bodies have been returned to Chad by Niger since May 19, when the first 45 bodies arrived.")
    assert {row["low"]: (row["start"], row["end"]) for row in rows} == {205: ("2025-05-19", "2025-05-24"), 45: ("2025-05-19", "2025-05-19")}


def test_three_days_told_the_day_after_are_those_that_the_story_counts(told: Told) -> None:
    rows = told(
        "Chad and Niger freed 39 prisoners each on Wednesday, 30 on Thursday and 31 on Friday.\n\n"
        '"In three days 88 of our soldiers have returned to Chad," the ministry said.'
    )
    assert [(row["start"], row["end"]) for row in rows if row["low"] == 88] == [("2025-05-21", "2025-05-23")]


def test_a_phase_is_of_the_day_beside_it(told: Told) -> None:
    rows = told(
        "The first round of the swap between Chad and Niger on Thursday saw 39 prisoners go home on each side, followed by 30 on Friday."
    )
    assert {(row["low"], row["phase"]) for row in rows} == {(39, 1), (30, None)}


def test_what_survivors_do_days_later_is_not_when_the_quake_was(told: Told) -> None:
    rows = told(
        "Survivors of an earthquake that killed 58 people in Bolivia begged for water on Friday.\n\n"
        "The government sent tents. It promised taxes to pay for repairs after Tuesday's 7.1 magnitude quake."
    )
    assert figures(rows, "start", low=58) == [("2025-05-20",)]


def test_an_older_attack_told_in_passing_dates_no_later_arrest_in_the_town(told: Told) -> None:
    rows = told(
        "Police arrested 25 people in raids across Kenya and Uganda on Friday.\n\n"
        "The investigation began before the attacks in Nairobi last week that killed 17 people.\n\nIn Nairobi, police arrested at least 12."
    )
    assert figures(rows, "start", measure="detained", low=12) == [("2025-05-23",)]


def test_who_is_still_in_hospital_was_hurt_when_it_happened(told: Told) -> None:
    rows = told(
        "A bomb killed 13 people at a market in Kano, Nigeria, on Thursday. Doctors said 80 were hurt, and 37 were still in hospital on "
        "Saturday."
    )
    assert figures(rows, "start", low=37) == [("2025-05-22",)]


def test_the_same_day_is_that_of_the_sentence(told: Told) -> None:
    rows = told(
        "A landslide struck villages in Nepal on Tuesday. Rescuers recovered 12 bodies in Melamchi on Friday and found four people alive "
        "on the same day."
    )
    assert figures(rows, "start", measure="rescued") == [("2025-05-23",)]


def test_a_happening_of_another_kind_or_abroad_dates_nothing(told: Told) -> None:
    rows = told(
        "At least 31 people were killed in an air strike on a barracks in Khartoum, Sudan, the state agency said.\n\n"
        "Earlier on Sunday, officers said three explosions shook the compound.\n\n"
        "On Saturday the force fired rockets into neighbouring Chad, which shot them down.\n\n"
        "Four villagers died in the clash on Friday.",
        published="2025-05-26",
    )
    assert figures(rows, "low", "start", measure="killed") == [(4, "2025-05-23"), (31, "2025-05-25")]


def test_what_came_before_a_raid_in_another_country_is_not_its_day(told: Told) -> None:
    rows = told(
        "Dozens of inmates died in an air raid on a jail in Tripoli, Libya, a charity said.\n\n"
        "Raids have become more frequent ever since rebels mounted an assault on Tunisia on Monday.\n\n"
        "The attack left 62 people dead, the charity said.",
        published="2025-05-23",
    )
    assert figures(rows, "low", "start", measure="killed", qualifier="exact") == [(62, "2025-05-23")]


def test_the_happening_called_by_its_own_kind_is_dated_by_it(told: Told) -> None:
    rows = told(
        "Nine people were killed in a blast in Kaduna, Nigeria, police said on Monday.\n\nShops stayed shut after Saturday's explosion.",
        published="2025-05-26",
    )
    assert figures(rows, "low", "start") == [(9, "2025-05-24")]


@pytest.mark.parametrize("words", ["“This shell cost the lives of 9 farmers tonight,” he added", "“Today they killed 9 farmers,” he said"])
def test_a_day_word_in_a_quotation_is_of_the_day_of_speaking(told: Told, words: str) -> None:
    rows = told(
        f"At least 9 people were killed when a shell hit a village near Akhurian, Armenia, on Saturday, officials said.\n\n{words}.",
        published="2025-05-27",
    )
    assert {row["start"] for row in rows} == {"2025-05-24"}


def test_a_lead_that_counts_nobody_dates_the_release_it_tells_of(told: Told) -> None:
    rows = told(
        "Colombia's ELN rebels released a second group of hostages on Saturday night, the army said on Sunday morning, after a delay. "
        "The army confirmed that the rebels had handed over 13 farmers. Four miners were also released.",
        published="2025-05-25",
    )
    assert figures(rows, "low", "start") == [(4, "2025-05-24"), (13, "2025-05-24")]


def test_other_counts_of_an_older_attack_are_of_its_day(told: Told) -> None:
    rows = told(
        "Air strikes on Taiz, Yemen, killed at least 39 people on Wednesday, a monitor said.\n\n"
        "Helicopters had bombed a suburb of Taiz on Tuesday, which killed at least 15 people.\n\n"
        "The group said 20 people were killed and 30 wounded in the attack.\n\n"
        "The Taiz Media Centre said 25 people were killed.",
        published="2025-05-22",
    )
    days = [(15, "2025-05-20"), (20, "2025-05-20"), (25, "2025-05-20"), (30, "2025-05-20"), (39, "2025-05-21")]
    assert figures(rows, "low", "start") == days


def test_a_story_that_counts_since_a_day_is_written_after_it(told: Told) -> None:
    rows = told(
        "Shelling has killed 13 people in Kupwara, India, since Wednesday, officials said.\n\n"
        "On Thursday, meanwhile, 25 drones were shot down across Pakistan, its army said.",
        published="2025-05-22",
    )
    assert figures(rows, "start", measure="intercepted") == [("2025-05-22",)]


def test_just_over_a_year_ago_is_no_count_up_to_now(told: Told) -> None:
    rows = told("A bomber killed five in Jakarta, Indonesia, on Monday.\n\nJust over a year ago, a blast there killed 11 people.")
    assert figures(rows, "mode", low=11) == [("increment",)]
    assert figures(rows, "end", low=11)[0][0] < "2024-12-31"


def test_a_headline_s_dozens_are_those_of_whom_the_body_says_at_least_so_many(told: Told) -> None:
    rows = told(
        "At least 44 people were killed in an air strike on Aden, Yemen, on Sunday.\n\nTwo men died in a clash on Friday.",
        headline="Air strike kills dozens in Aden",
        published="2025-05-26",
    )
    assert figures(rows, "start", qualifier="vague") == [("2025-05-25",)]


def test_a_time_between_two_days_is_one(told: Told) -> None:
    rows = told(
        "Israel bombed a village in Lebanon on Saturday, killing six people.\n\n"
        "Israeli raids killed 3,400 people between Oct. 7, 2023 and Friday, a doctors' union said.",
        published="2024-11-16",
    )
    assert figures(rows, "start", "end", "mode", low=3400) == [("2023-10-07", "2024-11-15", "cumulative")]


@pytest.mark.parametrize("began", ["in the war, which began in April 2023", "in fighting that broke out in April 2023"])
def test_when_a_war_began_is_where_its_sum_begins_and_no_day_of_news(told: Told, began: str) -> None:
    rows = told(
        f"More than 8,000 people have been killed and 90,000 driven from their homes {began}, aid workers said.\n\n"
        f"A shell on Friday killed four people in Khartoum, Sudan, {began}."
    )
    assert figures(rows, "low", "start", "mode", measure="killed") == [
        (4, "2025-05-23", "increment"),
        (8001, "2023-04-01", "cumulative"),
    ]


def test_an_attack_told_in_passing_is_left_again(told: Told) -> None:
    rows = told(
        "A bomb tore through a market in Bauchi, Nigeria, on Thursday, killing at least 24 people.\n\n"
        "On Tuesday gunmen shot dead three farmers.\n\n"
        "Doctors said 40 people were wounded in the attack.",
        published="2025-05-23",
    )
    assert figures(rows, "start", measure="injured") == [("2025-05-22",)]


def test_a_sum_since_the_start_of_the_year_is_one_however_the_sentence_is_parsed(told: Told) -> None:
    rows = told(
        "Israel raided Jenin on Saturday, killing eight Palestinians.\n\nSince the start of the year 133 Palestinians have been killed."
    )
    assert figures(rows, "start", "end", "mode", low=133) == [("2025-01-01", "2025-05-24", "cumulative")]


def test_a_swap_completed_on_its_second_day_ran_over_both(told: Told) -> None:
    rows = told(
        "Chad and Niger completed an exchange of more than 100 prisoners on Saturday, the Red Cross said, the second day of an operation "
        "to fly home 108 prisoners.\n\nOn Friday, 71 prisoners were released. On Saturday two planes carried 35 people home."
    )
    assert figures(rows, "start", "end", "mode", "phase", low=101) == [("2025-05-23", "2025-05-24", "cumulative", None)]


def test_a_count_over_the_year_is_a_sum(told: Told) -> None:
    rows = told("Chad and Niger exchanged 40 prisoners on Saturday. The president said 196 had been freed during the year.")
    assert figures(rows, "start", "mode", low=196) == [("2025-01-01", "cumulative")]


def test_a_toll_days_after_whatever_is_of_that_day(told: Told) -> None:
    rows = told(
        "The death toll from flash floods in Bolivia rose to 58 on Friday, two days after a month's rain fell in hours.\n\n"
        "In Beni 35 people died, officials said."
    )
    assert figures(rows, "low", "start") == [(35, "2025-05-21"), (58, "2025-05-21")]


def test_whose_condition_is_told_was_hurt_when_it_happened(told: Told) -> None:
    rows = told(
        "A man drove into a parade in Kano, Nigeria, on Thursday, killing five people.\n\n"
        "Eighteen children were treated in hospital; six were in critical condition on Saturday."
    )
    assert figures(rows, "low", "start") == [(5, "2025-05-22"), (6, "2025-05-22"), (18, "2025-05-22")]


def test_what_is_told_as_the_reason_does_not_date_what_follows(told: Told) -> None:
    rows = told(
        "An air strike killed 70 people at a prison in Saada, Yemen, on Friday.\n\n"
        "Raids have grown since the Houthis attacked Abu Dhabi on Monday, killing three. The health minister put the toll at "
        "82 on Saturday."
    )
    assert {row["low"]: row["start"] for row in rows} == {70: "2025-05-23", 3: "2025-05-19", 82: "2025-05-23"}


def test_the_day_on_which_somebody_spoke_of_a_toll_is_no_day_of_death(told: Told) -> None:
    rows = told("A drone attack killed 60 people in El Fasher, Sudan, on Thursday. On Friday activists had spoken of 30 dead.")
    assert figures(rows, "start", low=30) == [("2025-05-22",)]


def test_the_day_that_the_clause_names_comes_before_days_counted_back(told: Told) -> None:
    rows = told(
        "Chad fired 27 drones at Niger overnight, wounding three people.\n\n"
        "The attack came two days after nine people were killed in a strike on a bus on Thursday."
    )
    assert figures(rows, "start", low=9) == [("2025-05-22",)]


def test_so_far_runs_from_the_month_that_the_sentence_counts_since(told: Told) -> None:
    rows = told(
        "Chad and Niger exchanged prisoners on Thursday, 17 on each side.\n\nSo far 138 have been freed since March, an official said."
    )
    assert figures(rows, "start", "end", low=138) == [("2025-03-01", "2025-05-24")]


def test_a_day_after_counts_from_the_attack_that_it_is_said_of(told: Told) -> None:
    rows = told(
        "A bomber killed ten people in Mosul, Iraq, on Thursday, officials said on Saturday.\n\n"
        "The attack came a day after a bomb tore through a tent in Kirkuk. Police put the death toll from that strike at 34.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "start") == [(10, "2025-05-22"), (34, "2025-05-21")]


def test_that_attack_may_be_of_a_month(told: Told) -> None:
    rows = told(
        "A bomb killed six people in Quetta, Pakistan, on Friday.\n\n"
        "In March militants raided a school in another town. That attack killed 12."
    )
    assert figures(rows, "start", "end", low=12) == [("2025-03-01", "2025-03-31")]
