"""What `find_dates` reads. Publication is Friday 23 May 2025 unless a row says otherwise; one line a rule."""

from __future__ import annotations

import time
from datetime import date

import pytest

from schemas.article import Article
from services.extractor.dates import Publication, find_dates, infer_publication_day
from services.extractor.model import DateMention

FRIDAY = Publication.on(date(2025, 5, 23))
MONDAY = Publication.on(date(2025, 5, 26))
MAY = Publication(day=None, month_start=date(2025, 5, 1), precision="month")


def only(text: str, publication: Publication = FRIDAY, anchor: date | None = None) -> DateMention:
    mentions = find_dates(text, publication, anchor=anchor)
    assert len(mentions) == 1, mentions
    return mentions[0]


def day(text: str | None) -> date | None:
    return date.fromisoformat(f"2025-{text}") if text and len(text) == 5 else date.fromisoformat(text) if text else None


READ = [
    # text, start, end, precision, basis
    ("It began Friday.", "05-23", "05-23", "day", "weekday"),
    ("They met on Thursday.", "05-22", "05-22", "day", "weekday"),
    ("Talks are due to resume on Monday.", "05-26", "05-26", "day", "weekday"),
    ("The swap had been scheduled for Monday but was put off.", "05-19", "05-19", "day", "weekday"),
    ("The office confirmed last Friday's meeting.", "05-16", "05-16", "day", "weekday"),
    ("The first came last Wednesday.", "05-21", "05-21", "day", "weekday"),
    ("Both agreed to resume on Monday.", "05-26", "05-26", "day", "weekday"),
    ("Both agreed to the pause on Monday.", "05-19", "05-19", "day", "weekday"),
    ("They will meet next Tuesday.", "05-27", "05-27", "day", "weekday"),
    ("It rained late Thursday.", "05-22", "05-22", "day", "weekday"),
    ("It burned on Sunday night.", "05-18", "05-18", "day", "weekday"),
    ("A strike hit overnight Friday.", "05-23", "05-23", "day", "weekday"),
    ("A strike hit overnight into Thursday.", "05-22", "05-22", "day", "weekday"),
    ("It fell in the night to Sunday.", "05-18", "05-18", "day", "weekday"),
    ("It fell in the night from Saturday to Sunday.", "05-17", "05-18", "span", "weekday"),
    ("It fell late Saturday into Sunday.", "05-18", "05-18", "day", "weekday"),
    ("On Monday and Tuesday they freed 40.", "05-19", "05-20", "span", "weekday"),
    ("From Monday to Wednesday they freed 40.", "05-19", "05-21", "span", "weekday"),
    ("They claimed 105 between 8 p.m. on Wednesday and 8 a.m. on Thursday.", "05-21", "05-22", "span", "weekday"),
    ("They claimed 96 between 20:00 and 07:00.", "05-22", "05-23", "span", "relative"),
    ("They claimed 14 between 08:00 and 12:00.", "05-23", "05-23", "time", "relative"),
    ("They fired 175 since late Thursday.", "05-22", "05-23", "span", "weekday"),
    # dates that name themselves
    ("It was the first since March 11.", "03-11", "05-23", "span", "stated"),
    ("On Oct. 7, 2023 it began.", "2023-10-07", "2023-10-07", "day", "stated"),
    ("On October 4th they met.", "2024-10-04", "2024-10-04", "day", "stated"),
    ("On 4 October they met.", "2024-10-04", "2024-10-04", "day", "stated"),
    ("On the 4th of May they met.", "05-04", "05-04", "day", "stated"),
    ("On Sunday, 18 May, it fell.", "05-18", "05-18", "day", "stated"),
    ("Put off until Tuesday, May 27.", "05-27", "05-27", "day", "stated"),
    ("After the stage of June 3, if it goes ahead, more will come.", "06-03", "06-03", "day", "stated"),
    ("Logged on 2025-05-20.", "05-20", "05-20", "day", "stated"),
    ("They downed 788 between May 20-23.", "05-20", "05-23", "span", "stated"),
    ("From May 19 to 25 they downed 788.", "05-19", "05-25", "span", "stated"),
    ("From May 19 to May 21 they downed 788.", "05-19", "05-21", "span", "stated"),
    ("In the swap of 20–22 May many came back.", "05-20", "05-22", "span", "stated"),
    ("Two thousand between 20 and 22 May.", "05-20", "05-22", "span", "stated"),
    ("On the night of 16–17 May it burned.", "05-17", "05-17", "day", "stated"),
    ("From 30 December to 2 January it snowed.", "2024-12-30", "2025-01-02", "span", "stated"),
    ("Signed in September 2022.", "2022-09-01", "2022-09-30", "month", "stated"),
    ("The raid came in April.", "04-01", "04-30", "month", "stated"),
    ("The raid came in June.", "2024-06-01", "2024-06-30", "month", "stated"),
    ("In late April it rained.", "04-21", "04-30", "month", "stated"),
    ("Worst since July of last year.", "2024-07-01", "05-23", "span", "stated"),
    ("It began in 2019.", "2019-01-01", "2019-12-31", "year", "stated"),
    ("In May 23 people were killed.", "05-01", "05-31", "month", "stated"),
    ("It opened last winter.", "2024-12-01", "2025-02-28", "month", "stated"),
    # words that count from now
    ("A strike hit overnight.", "05-23", "05-23", "day", "relative"),
    ("In the course of the past night 159 fell.", "05-23", "05-23", "day", "relative"),
    ("Yesterday 390 came.", "05-22", "05-22", "day", "relative"),
    ("This morning 12 came.", "05-23", "05-23", "day", "relative"),
    ("They come tomorrow.", "05-24", "05-24", "day", "relative"),
    ("The bombs fell the previous day.", "05-22", "05-22", "day", "relative"),
    ("The deal was sealed two days earlier.", "05-21", "05-21", "day", "relative"),
    ("It was struck a week earlier.", "05-16", "05-16", "day", "relative"),
    ("It was taken three weeks ago.", "05-02", "05-02", "week", "relative"),
    ("He vanished 1,100 days ago.", "2022-05-19", "2022-05-19", "day", "relative"),
    ("Over the previous 24 hours five died.", "05-22", "05-23", "span", "relative"),
    ("In the 24 hours to 8 a.m. on Thursday 12 died.", "05-21", "05-22", "span", "weekday"),
    ("Some 250,000 have fled since fighting resumed on March 18.", "03-18", "05-23", "span", "stated"),
    ("Since the start of the year, 1,900 have died.", "01-01", "05-23", "span", "relative"),
    ("In the past three nights 900 came.", "05-21", "05-23", "span", "relative"),
    ("In two days that makes 697.", "05-22", "05-23", "span", "relative"),
    ("They agreed last week.", "05-12", "05-18", "week", "relative"),
    ("It reopened last month.", "04-01", "04-30", "month", "relative"),
    ("Late last month it shut.", "04-21", "04-30", "month", "relative"),
    ("Earlier this month six died.", "05-01", "05-22", "month", "relative"),
    ("Clashes earlier this year killed many.", "01-01", "05-22", "year", "relative"),
    ("Releases are expected over the weekend.", "05-24", "05-25", "span", "relative"),
    ("Many were hurt at the weekend.", "05-17", "05-18", "span", "relative"),
]


@pytest.mark.parametrize(("text", "start", "end", "precision", "basis"), READ, ids=[row[0] for row in READ])
def test_a_phrase_is_resolved_against_publication(text: str, start: str, end: str, precision: str, basis: str) -> None:
    mention = only(text)
    assert (mention.start, mention.end, mention.precision, mention.basis) == (day(start), day(end), precision, basis)


def test_a_list_of_days_is_one_mention_a_day() -> None:
    for text in ("1,200 on each of the 13th, 14th and 15th", "on 13, 14 and 15 May there were 1,200", "on May 13, 14 and 15"):
        assert [m.start for m in find_dates(text, FRIDAY)] == [date(2025, 5, 13), date(2025, 5, 14), date(2025, 5, 15)], text


def test_the_last_day_is_the_next_of_a_list_or_the_latest_that_the_sentence_names() -> None:
    def days(text: str) -> list[date | None]:
        return [mention.start for mention in find_dates(text, MONDAY)]

    assert days("Forty came on Thursday, 30 on Friday and 20 on the final day.")[-1] == day("05-24")
    assert days("The march that ended on Sunday drew 300 on Friday and 900 on the last day.")[-1] == day("05-25")
    assert days("They left on the last day of the month.") == []


def test_a_number_that_counts_something_ends_no_list_of_days() -> None:
    assert [mention.start for mention in find_dates("On May 13, 15 protesters were hurt.", FRIDAY)] == [day("05-13")]
    assert [mention.start for mention in find_dates("On May 13, 14 and 15 crowds met.", FRIDAY)] == [date(2025, 5, n) for n in (13, 14, 15)]


def test_a_night_that_was_reported_on_a_day_is_the_night_to_that_day() -> None:
    mentions = find_dates("The air force on Wednesday reported 76 drones overnight.", FRIDAY)
    assert [m.start for m in mentions] == [date(2025, 5, 21), date(2025, 5, 21)]


def test_the_following_night_and_a_day_earlier_count_from_the_day_named_before() -> None:
    assert find_dates("It hit on Wednesday, and they replied the following night.", FRIDAY)[1].start == date(2025, 5, 22)
    assert find_dates("The toll leapt on Thursday from 40 a day earlier.", FRIDAY)[1].start == date(2025, 5, 21)


def test_what_counts_from_the_story_s_day_uses_the_anchor_and_weekdays_do_not() -> None:
    anchor = date(2025, 5, 20)
    assert only("A strike hit overnight.", anchor=anchor).start == anchor
    assert only("It had come the previous day.", anchor=anchor).start == date(2025, 5, 19)
    assert only("It came on Friday.", anchor=anchor).start == date(2025, 5, 23)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Some 900 rockets have been fired since Monday.", date(2025, 5, 19)),  # written on a Monday
        ("Some 900 rockets have been fired since Saturday.", date(2025, 5, 24)),
        ("At least 29 have been killed since Monday morning.", date(2025, 5, 26)),
        ("At least 29 have been killed since early Monday.", date(2025, 5, 26)),
        ("At least 29 have been killed since 8am on Monday.", date(2025, 5, 26)),
    ],
)
def test_since_the_weekday_of_today_is_since_a_week_ago_unless_an_hour_is_said(text: str, first: date) -> None:
    assert only(text, Publication.on(date(2025, 5, 26))).start == first


@pytest.mark.parametrize(
    "text",
    [
        "Six killed in shelling over the past day",
        "Six killed in shelling over past day",  # headlines drop the article
        "Six killed in shelling in last 24 hours",
        "Six were killed by shelling within the last 24 hours",
        "Six were killed by shelling in a day",
    ],
)
def test_the_past_day_is_yesterday_and_today(text: str) -> None:
    found = only(text)
    assert (found.start, found.end, found.cumulative) == (date(2025, 5, 22), date(2025, 5, 23), False)


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("4,757 have come home since March 2022", True),
        ("13,000 dead since the war began", True),
        ("82 projectiles since Thursday", True),
        ("788 since May 20", True),
        ("So far 14 are home", True),
        ("788 between May 20-23", True),
        ("900 in the past three nights", True),
        ("175 since late Thursday", False),
        ("104 since 8pm on Thursday", False),
        ("five over the past 24 hours", False),
        ("105 between 8 p.m. on Wednesday and 8 a.m. on Thursday", False),
        ("12 on Monday", False),
    ],
)
def test_a_period_runs_over_many_happenings_but_one_night_is_one(text: str, cumulative: bool) -> None:
    assert only(text).cumulative is cumulative


def test_a_count_over_a_period_whose_start_is_unknown_has_only_an_end() -> None:
    mention = only("since the war began")
    assert (mention.start, mention.end) == (None, date(2025, 5, 23))


@pytest.mark.parametrize(
    ("text", "end", "clock"),
    [
        ("As of 09:30, 14 had died.", "05-23", "09:30"),
        ("By 3 p.m. the wards had 79.", "05-23", "15:00"),
        ("As of 30 April 32,700 had left.", "04-30", None),
        ("As of 6 p.m. on Thursday, 14 had died.", "05-22", "18:00"),
        ("Kyiv had not replied by Thursday evening.", "05-22", None),
    ],
)
def test_as_of_and_by_say_when_a_number_stood_so(text: str, end: str, clock: str | None) -> None:
    mention = only(text)
    assert mention.as_of
    assert (mention.end, mention.time) == (day(end), clock)


def test_since_may_name_the_event_with_its_day_but_a_cause_is_no_time() -> None:
    assert only("Thousands have died since the army takeover of 2021.").start == date(2021, 1, 1)
    assert not only("No one was hurt, since the wards were empty on Thursday.").cumulative


def test_by_before_a_day_to_come_is_a_deadline() -> None:
    mention = only("A thousand are to go home by Sunday night.")
    assert (mention.start, mention.end, mention.as_of) == (None, date(2025, 5, 25), False)


def test_by_before_an_attack_is_no_time_at_which_a_number_stood() -> None:
    assert not only("Ten were killed by Thursday's strike.").as_of


def test_a_clock_time_goes_with_its_day() -> None:
    mention = only("The bridge came down at 22:44 Moscow time on Thursday.")
    assert (mention.start, mention.time, mention.precision) == (date(2025, 5, 22), "22:44", "time")


@pytest.mark.parametrize(
    "text", ["He may go.", "They march on.", "49, a driver", "24/7", "12 of 40 homes", "Russia's 2022 invasion", "16-18 years old"]
)
def test_what_only_looks_like_a_date_is_not_one(text: str) -> None:
    assert find_dates(text, FRIDAY) == ()


def test_without_a_publication_day_a_weekday_is_found_but_not_resolved() -> None:
    mention = only("It began on Friday.", MAY)
    assert (mention.start, mention.end, mention.basis) == (None, None, "weekday")
    assert only("It fell on May 20.", MAY).start == date(2025, 5, 20)


def test_publication_of_an_article_says_no_more_than_the_article() -> None:
    def of(published: str) -> Publication:
        return Publication.of(Article.model_validate({"story_id": "s", "body": "b", "published_at": published}))

    assert of("2025-05") == MAY
    assert of("2025-05-23").time is None
    assert of("2025-05-23T18:45:00Z").time == "18:45"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The swap began Friday. They downed 788 between May 20-23.", "05-23"),
        ("RIVERTON, May 22 (Northlight) - Rivals traded fire on Wednesday.", "05-22"),
        ("The swap began Friday. After the May 16 talks they agreed.", "05-23"),
        ("Details: On 24 May, 307 came back. Meanwhile the toll of Friday's strike has grown.", "05-24"),
        ("They met on Friday.", None),
        ("They will meet on May 30.", None),
    ],
)
def test_the_day_of_publication_is_worked_out_where_only_the_month_is_printed(text: str, expected: str | None) -> None:
    assert infer_publication_day(text, MAY) == day(expected)


def test_a_known_publication_day_is_never_second_guessed() -> None:
    assert infer_publication_day("They downed 788 between May 20-23.", MONDAY) == date(2025, 5, 26)


def test_the_offset_shifts_spans() -> None:
    (mention,) = find_dates("It began Friday.", FRIDAY, offset=40)
    assert (mention.span.start, mention.span.end) == (49, 55)


@pytest.mark.parametrize(
    "bait", ["Friday ", "May 3 ", "since ", "the night of ", "12, 13, ", "in the past ", "8 p.m. ", "a day earlier ", "May ", "said on "]
)
def test_hostile_text_takes_linear_time(bait: str) -> None:
    def once(text: str) -> float:
        began = time.process_time()
        find_dates(text, FRIDAY)
        infer_publication_day(text, MAY)
        return time.process_time() - began

    def seconds(text: str) -> float:
        return min(once(text) for _ in range(3))  # a garbage collection of the whole suite's objects takes a second

    text = bait * (60_000 // len(bait))
    quarter, whole = seconds(text[: len(text) // 4]), seconds(text)
    assert whole < 8 * quarter + 0.5  # four times the text; quadratic time would need sixteen


@pytest.mark.parametrize(
    "text",
    [
        "From 22.00 Moscow time on September 13 to 7.00 Moscow time on September 14 drones were shot down.",
        "On the night of 14 September (from 19:30 on 13 September) drones attacked.",
        "Drones fell between 8:00 p.m. on September 13 and 7:00 a.m. on September 14.",
    ],
)
def test_two_clock_times_of_neighbouring_days_bound_one_night(text: str) -> None:
    found = find_dates(text, Publication.on(date(2025, 9, 14)))
    assert [(mention.start, mention.end, mention.cumulative) for mention in found] == [(date(2025, 9, 13), date(2025, 9, 14), False)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Three hostages will be freed on Sunday.", date(2025, 1, 19)),
        ("The rest are expected to be exchanged on Friday.", date(2025, 1, 17)),
        ("They may be released on Monday.", date(2025, 1, 20)),
        ("They were freed on Sunday.", date(2025, 1, 12)),
        ("He said they would have been freed on Sunday.", date(2025, 1, 12)),
    ],
)
def test_a_participle_after_will_be_points_forward(text: str, day: date) -> None:
    assert [mention.start for mention in find_dates(text, Publication.on(date(2025, 1, 15)))] == [day]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The swap went on over three days from Wednesday.", "2025-05-21", "2025-05-23"),
        ("In two days starting on Thursday 90 went home.", "2025-05-22", "2025-05-23"),
        ("It shot down 26 drones between 8.40 p.m. on Friday and the morning.", "2025-05-23", "2025-05-24"),
        ("It shot down 26 drones from Friday evening until dawn.", "2025-05-23", "2025-05-24"),
        ("It fired 26 drones from the evening of May 23.", "2025-05-23", "2025-05-24"),
        ("It fired 26 drones from 20:30 on 23 May.", "2025-05-23", "2025-05-24"),
        ("It fired 26 drones from late Friday.", "2025-05-23", "2025-05-24"),
        ("It fired 26 drones from Friday night to Saturday morning.", "2025-05-23", "2025-05-24"),
        ("It fired 26 drones from the evening of May 22 to the morning of May 24.", "2025-05-22", "2025-05-24"),
        ("It fired 26 drones from 9 a.m. on Friday.", "2025-05-23", "2025-05-23"),
    ],
)
def test_days_from_a_day_and_nights_to_a_morning_are_spans(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(text, Publication.on(date(2025, 5, 24)))
    assert (str(mention.start), str(mention.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The bridge fell on Sep. 9.", date(2024, 9, 9)),
        ("The bridge fell on Sept. 9.", date(2024, 9, 9)),
        ("The bridge fell on Sep 9.", date(2024, 9, 9)),
        ("The bridge fell on Sept 9.", date(2024, 9, 9)),
        ("The bridge fell on September 9.", date(2024, 9, 9)),
        ("The bridge fell on Sepember 9.", None),
        ("The bridge fell on 9 Sepember 2024.", None),
    ],
)
def test_a_month_is_read_in_its_spellings_and_passed_over_in_any_other(text: str, day: date | None) -> None:
    days = [mention.start for mention in find_dates(text, Publication.on(date(2024, 10, 1))) if mention.precision == "day"]
    assert days == [day] * (day is not None)
