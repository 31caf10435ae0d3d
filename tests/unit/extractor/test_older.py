"""The day of an older happening, of a war's opening, and of times that a sentence spells out: clocks, pairs of days, parts of years."""

from __future__ import annotations

from datetime import date

import pytest

from services.extractor.dates import Publication, find_dates
from tests.unit.extractor.conftest import Told, figures

THURSDAY = Publication.on(date(2025, 9, 25))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("They downed 61 between 10 p.m. Wednesday local time and 5 a.m. the next day.", "2025-09-24", "2025-09-25"),
        ("They downed 61 between 22:00 on 24 September and 05:00.", "2025-09-24", "2025-09-25"),
        ("They downed 61 between 13:00 on 24 September and 17:00.", "2025-09-24", "2025-09-24"),
        ("They downed 61 from 8.30 p.m. on Wednesday, September 24, to 9 a.m. on Thursday, September 25.", "2025-09-24", "2025-09-25"),
        ("It struck on March 2 last year.", "2024-03-02", "2024-03-02"),
        ("It struck on 17 July this year.", "2025-07-17", "2025-07-17"),
        ("They died in the raids of 16 and 17 October 2018.", "2018-10-16", "2018-10-17"),
        ("They died in fighting on September 14 and 15.", "2025-09-14", "2025-09-15"),
        ("In the past day (September 24) they lost 61.", "2025-09-24", "2025-09-24"),
        ("Yesterday, 24 September, they lost 61.", "2025-09-24", "2025-09-24"),
        ("In the past 24 hours, on September 24, they lost 61.", "2025-09-24", "2025-09-24"),
        ("Shelling killed nine people in 24 hours.", "2025-09-24", "2025-09-25"),
        ("They were killed during a 2018 massacre.", "2018-01-01", "2018-12-31"),
        ("The dead of the November massacre were 61.", "2024-11-01", "2024-11-30"),
        ("Late last year 61 died.", "2024-10-01", "2024-12-31"),
        ("Between June and August 61 died.", "2025-06-01", "2025-08-31"),
        ("Between November and March 2024 they lost 61.", "2023-11-01", "2024-03-31"),
        ("In the first half of the year 61 died.", "2025-01-01", "2025-06-30"),
        ("In the last three months of 2024 they lost 61.", "2024-10-01", "2024-12-31"),
        ("So far this month they lost 61.", "2025-09-01", "2025-09-25"),
        ("Since rebels attacked the port on March 3, some 900 have died.", "2025-03-03", "2025-09-25"),
        ("Since fighting erupted in the capital on April 15, some 900 have died.", "2025-04-15", "2025-09-25"),
        ("The war erupted on Nov. 7, when riders crossed the border.", "2024-11-07", "2024-11-07"),
        ("The talks will be held on Nov. 7.", "2025-11-07", "2025-11-07"),
    ],
)
def test_a_time_spelt_out_is_one_mention(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(text, THURSDAY)
    assert (str(mention.start), str(mention.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "On 13 and 15 June they came.",  # no neighbours
        "On each of 13 and 14 June 1,200 came.",
        "On 13 and 14 June 40 and 60 came respectively.",
        "Patrols have doubled since gunmen attacked the mill on March 3, killing 12, and again on 5 May.",  # a cause, and no count
    ],
)
def test_days_that_each_have_something_of_their_own_stay_two(text: str) -> None:
    days = [mention for mention in find_dates(text, THURSDAY) if mention.start == mention.end]
    assert len(days) == 2


def test_what_is_still_to_come_in_24_hours_is_no_time_of_a_count() -> None:
    assert find_dates("Ten more will be freed within 24 hours.", THURSDAY) == ()


def test_a_lead_of_two_days_is_written_on_the_second(told: Told) -> None:
    text = "Air defences downed 61 drones between 10 p.m. Wednesday and 5 a.m. Thursday, the military said."
    assert figures(told(text, published="2025-09-25"), "low", "start", "end") == [(61, "2025-09-24", "2025-09-25")]


def test_a_report_s_vague_time_is_the_day_that_the_story_gives_later(told: Told) -> None:
    text = (
        "An inquiry has found that soldiers killed 43 people in a raid on the village of Tarako last year, the ministry said on Friday.\n\n"
        "The troops came at dawn on 6 August 2023, the report says. It says that 17 people were wounded.\n\n"
        "Rights groups put the number of dead at 61."
    )
    rows = told(text, headline="Soldiers killed 43 in 2023 raid, inquiry finds", published="2024-05-17")
    assert {row["low"]: (row["start"], row["end"]) for row in rows} == dict.fromkeys((43, 17, 61), ("2023-08-06", "2023-08-06"))


def test_an_older_happening_of_two_days_has_both(told: Told) -> None:
    text = (
        "At least 27 people were killed when militiamen rampaged through a mining town in September, a report said on Friday.\n\n"
        "The attack on September 14 and 15 began after a quarrel over a checkpoint, it says."
    )
    assert figures(told(text, published="2022-03-11"), "low", "start", "end") == [(27, "2021-09-14", "2021-09-15")]


@pytest.mark.parametrize(
    "text",
    [
        # the lead has news of its own
        "Nine people died in a bus crash on Thursday. In August 43 people died in such a crash. It was on August 6 that the law changed.",
        # the day is not of that time
        "A report says 43 people were killed in a raid last year. The raid was on 6 August 2019 discussed in court.",
    ],
)
def test_another_day_does_not_date_it(told: Told, text: str) -> None:
    assert not any((row["start"] or "").endswith("08-06") for row in told(text, published="2025-09-25"))


def test_what_opened_a_war_was_on_the_day_that_the_story_gives_it(told: Told) -> None:
    text = (
        "The ministry said on Monday that 36,479 people had been killed in the enclave since the war began on October 7.\n\n"
        "The war started when gunmen crossed the border, killing about 1,200 people and taking some 250 hostages."
    )
    rows = told(text, published="2024-06-03")
    assert {row["low"]: (row["start"], row["end"]) for row in rows} == {
        36479: ("2023-10-07", "2024-06-03"),
        1080: ("2023-10-07", "2023-10-07"),
        225: ("2023-10-07", "2023-10-07"),
    }


def test_a_sum_since_the_fighting_began_runs_from_the_day_it_broke_out(told: Told) -> None:
    text = (
        "More than 4,300 people have died since the fighting began, the aid group said on Tuesday.\n\n"
        "Clashes first broke out on 4 November in the valley between troops and militias."
    )
    assert figures(told(text, published="2021-07-20"), "start", "end") == [("2020-11-04", "2021-07-20")]


def test_two_counts_by_now_share_the_time_that_ends_their_sentence(told: Told) -> None:
    text = "Some 23,084 people have been killed, while 58,926 have been injured in strikes since Oct. 7, the ministry said Monday."
    assert figures(told(text, published="2024-01-08"), "start", "end") == [("2023-10-07", "2024-01-08")] * 2


def test_a_toll_s_time_is_not_that_of_those_who_made_it_rise(told: Told) -> None:
    text = "The ministry said on Monday that 23,084 people had been killed in the war since Oct. 7."
    rows = told(text, headline="Toll of the war crosses 23,000 as 249 are killed in 24 hours", published="2024-01-08")
    assert {row["low"]: row["start"] for row in rows}[23001] == "2023-10-07"


def test_last_night_is_the_evening_before_the_day_it_is_told_on(told: Told) -> None:
    text = "At least 125 people were killed in a crush at a stadium in Malang last night, officials said on Sunday."
    assert figures(told(text, published="2022-10-02"), "start", "end") == [("2022-10-01", "2022-10-01")]


def test_two_paragraphs_that_begin_with_a_town_are_two_stories(told: Told) -> None:
    text = (
        "MANILA - Six people were killed when a bomb exploded in Cotabato on Sunday, the army said.\n\n"
        "KARACHI - Gunmen shot dead four customs officials overnight, police said."
    )
    rows = told(text, headline="World briefs", published="2009-07-13")
    assert {row["low"]: row["start"] for row in rows} == {6: "2009-07-12", 4: "2009-07-13"}


def test_a_trial_s_day_is_not_that_of_the_bombing(told: Told) -> None:
    text = (
        "Ten men went on trial on Tuesday accused of planning a bombing that killed 19 people.\n\n"
        "The bomb exploded on a crowded bus on March 2 last year."
    )
    assert figures(told(text, published="2023-09-05"), "start", "end") == [("2022-03-02", "2022-03-02")]


@pytest.mark.parametrize(
    ("sentence", "number", "start"),
    [
        # the day inside the clause with the number, and not that of what followed
        (
            "The city was under curfew on Thursday after blasts at inns killed 290 people and wounded about 500 on Tuesday.",
            290,
            "2025-09-23",
        ),
        ("Schools stayed shut on Thursday after a bomb killed 12 pupils on Tuesday.", 12, "2025-09-23"),
        # the day that the happening is called by
        (
            "Aid began to reach survivors of Tuesday's quake in the north on Thursday, as the number of dead passed 3,900.",
            3901,
            "2025-09-23",
        ),
        # near-misses: one day alone, and the day of the harm before what comes after it
        ("The quay was shut on Tuesday after a crane fell and killed 12 dockers.", 12, "2025-09-23"),
        ("On Tuesday a bomb killed 12 people after a guard had waved the lorry through on Monday.", 12, "2025-09-23"),
    ],
)
def test_of_two_days_the_number_has_that_of_its_own_happening(told: Told, sentence: str, number: int, start: str) -> None:
    assert {row["low"]: row["start"] for row in told(sentence, published="2025-09-25")}[number] == start


def test_what_survivors_say_was_done_on_a_day_dates_it(told: Told) -> None:
    text = (
        "Twenty-eight men were shot dead by militia members in the Burkinabe town of Noura late last year, the group said on Monday.\n\n"
        "Survivors said the gunmen came on the night of December 30 and dragged the men out of their homes."
    )
    assert figures(told(text, published="2023-01-30"), "start", "end") == [("2022-12-30", "2022-12-30")]


def test_what_was_said_in_a_statement_on_a_day_does_not_date_it(told: Told) -> None:
    text = (
        "Twenty-eight men were shot dead by militia members in the Burkinabe town of Noura late last year, the group said on Monday.\n\n"
        "The army said in remarks carried by state radio on December 30 that it would look into it."
    )
    assert figures(told(text, published="2023-01-30"), "start", "end") == [("2022-10-01", "2022-12-31")]


def test_the_day_of_a_deal_is_not_left_for_the_next_sentence(told: Told) -> None:
    text = "The sides held a new exchange of captives on Thursday under a deal reached in Oslo on June 2. The north got back 50 soldiers."
    assert figures(told(text, published="2025-09-25"), "low", "start") == [(50, "2025-09-25")]


def test_those_whom_the_first_day_of_a_sum_cost_are_of_that_day(told: Told) -> None:
    text = "The ministry said 33,482 people have been killed since October 7, when gunmen killed 1,150 people in the south."
    assert {row["low"]: (row["start"], row["end"]) for row in told(text, published="2024-04-10")} == {
        33482: ("2023-10-07", "2024-04-10"),
        1150: ("2023-10-07", "2023-10-07"),
    }


def test_a_sum_told_after_what_its_first_day_was_runs_on(told: Told) -> None:
    text = "Since October 7, when the war began, 33,482 people have been killed, the ministry said."
    assert figures(told(text, published="2024-04-10"), "start", "end") == [("2023-10-07", "2024-04-10")]
