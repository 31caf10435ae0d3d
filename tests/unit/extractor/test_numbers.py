"""What `find_numbers` reads, one line a rule: sentence, the number's words, low, best, high."""

from __future__ import annotations

import re
import time

import pytest

from services.extractor.model import Number
from services.extractor.numbers import find_numbers
from services.extractor.numbers.distractors import BEFORE, LAST_BEFORE


def only(text: str, words: str) -> Number:
    found = [number for number in find_numbers(text) if number.text == words]
    assert len(found) == 1, f"{words!r} among {[n.text for n in find_numbers(text)]}"
    return found[0]


READ = [
    # words
    ("Seventy-nine people were hurt.", "Seventy-nine", 79, 79, 79),
    ("Three hundred and seven of ours are back.", "Three hundred and seven", 307, 307, 307),
    ("twenty-seven thousand three hundred residents", "twenty-seven thousand three hundred", 27_300, 27_300, 27_300),
    ("a hundred captives", "a hundred", 100, 100, 100),
    ("half a dozen miners", "half a dozen", 6, 6, 6),
    ("two dozen rockets", "two dozen", 24, 24, 24),
    ("a pair of missiles", "a pair", 2, 2, 2),
    ("a couple of hundred refugees", "a couple of hundred", 180, 200, 220),
    ("half a million people", "half a million", 500_000, 500_000, 500_000),
    ("two and a half thousand people", "two and a half thousand", 2_500, 2_500, 2_500),
    # digits and their separators
    ("1,465 drones", "1,465", 1465, 1465, 1465),
    ("1\u202f465 drones", "1\u202f465", 1465, 1465, 1465),
    ("1\u00a0465 drones", "1\u00a0465", 1465, 1465, 1465),
    ("1 465 drones", "1 465", 1465, 1465, 1465),
    ("1.465 drones", "1.465", 1465, 1465, 1465),
    ("3,00,000 people fled", "3,00,000", 300_000, 300_000, 300_000),
    ("2 lakh people fled", "2 lakh", 200_000, 200_000, 200_000),
    ("1.5 million people", "1.5 million", 1_500_000, 1_500_000, 1_500_000),
    # bounds
    ("at least 40 people died", "40", 40, 40, None),
    ("no fewer than 15 soldiers", "15", 15, 15, None),
    ("more than 60 were wounded", "60", 61, 60, None),
    ("well over sixty drones", "sixty", 61, 60, None),
    ("in excess of 46,000 people", "46,000", 46_001, 46_000, None),
    ("the toll exceeded 300", "300", 301, 300, None),
    ("the death toll passes 2,000", "2,000", 2001, 2000, None),
    ("the toll rose toward 300", "300", 270, 300, 299),
    ("about 120 pupils", "120", 108, 120, 132),
    ("some 90 are missing", "90", 81, 90, 99),
    ("around sixty others", "sixty", 54, 60, 66),
    ("a hundred or so villagers", "a hundred", 90, 100, 110),
    ("nearly 300 hurt", "300", 270, 300, 299),
    ("close to 300 drones", "300", 270, 300, 299),
    ("fewer than 50 people", "50", 45, 50, 49),
    ("up to 1,200 people", "1,200", 1080, 1200, 1200),
    ("as many as 164 pupils", "164", 148, 164, 164),
    ("as many as another 30 people", "30", 27, 30, 30),
    ("twenty dead, if not more", "twenty", 20, 20, None),
    ("eight dead at the very least", "eight", 8, 8, None),
    ("a dozen or more families", "a dozen", 12, 12, None),
    ("200+ wounded", "200", 200, 200, None),
    ("fifty-something wounded", "fifty-something", 50, None, 59),
    # vague words
    ("dozens of people", "dozens", 24, None, 99),
    ("several dozen people", "several dozen", 24, None, 99),
    ("wounding scores as lunch began", "scores", 40, None, 99),
    ("hundreds of soldiers", "hundreds", 200, None, 999),
    ("thousands evacuated", "thousands", 2_000, None, 9_999),
    ("tens of thousands of soldiers", "tens of thousands", 20_000, None, 99_999),
    ("tens\nof\nthousands of soldiers", "tens\nof\nthousands", 20_000, None, 99_999),
    ("tens of\nthousands of soldiers", "tens of\nthousands", 20_000, None, 99_999),
    ("tens\nof thousands of soldiers", "tens\nof thousands", 20_000, None, 99_999),
    ("several\nthousand soldiers", "several\nthousand", 2_000, None, 9_999),
    ("a couple\nof\nhundred soldiers", "a couple\nof\nhundred", 180, 200, 220),
    ("hundreds of thousands fled", "hundreds of thousands", 200_000, None, 999_999),
    ("several people were hurt", "several", 3, None, 9),
    # ranges
    ("200 to 300 people on each side", "200 to 300", 200, None, 300),
    ("20-25 explosions", "20-25", 20, None, 25),
    ("between 20 and 25 of the victims", "20 and 25", 20, None, 25),
    ("two or three men", "two or three", 2, None, 3),
    ("2 to 3 million people", "2 to 3 million", 2_000_000, None, 3_000_000),
    # nothing
    ("No one was hurt.", "No one", 0, 0, 0),
    ("Nobody died there.", "Nobody", 0, 0, 0),
    ("None of the passengers was killed.", "None", 0, 0, 0),
    ("not a single body was handed over", "not a single", 0, 0, 0),
    ("They did not hand over a single body.", "a single", 0, 0, 0),
    ("There were no casualties.", "no", 0, 0, 0),
    # parts of a stated whole
    ("half of the 40 hostages", "half", 20, 20, 20),
    ("a third of the 90 prisoners", "a third", 30, 30, 30),
    ("60% of the 54,000 residents left", "60", 32_130, 32_400, 32_670),
    ("all but two of the 40 were rescued", "two", 38, 38, 38),
]


@pytest.mark.parametrize(("text", "words", "low", "best", "high"), READ, ids=[row[0] for row in READ])
def test_a_number_is_read_with_its_bounds(text: str, words: str, low: int, best: int | None, high: int | None) -> None:
    number = only(text, words)
    assert (number.low, number.best, number.high) == (low, best, high)
    assert number.distractor is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They handed over 11 bodies.", "11"),
        ("Kyiv turned over 11 prisoners.", "11"),
        ("The toll climbed up to 16", "16"),
        ("He spoke about 12 prisoners.", "12"),
        ("He denied reports about 30 dead.", "30"),
        ("under the 1,000-for-1,000 formula", "1,000"),
        ("The mayor was jailed over 30 deaths.", "30"),
        ("An inquiry over the 12 drownings began.", "12"),
    ],
)
def test_a_verb_s_particle_or_a_subject_bounds_nothing(text: str, words: str) -> None:
    number = next(n for n in find_numbers(text) if n.text == words)
    assert number.qualifier == "exact"
    assert number.low == number.high


@pytest.mark.parametrize(
    "text",
    ["Judges jailed over 30 people.", "Police questioned over 30 men.", "The driver hurt over 30 people.", "a trial of over 30 monks"],
)
def test_over_bounds_people_where_no_harm_is_the_reason(text: str) -> None:
    assert only(text, "30").qualifier == "more_than"


def test_up_to_after_toll_is_a_level_and_elsewhere_a_ceiling() -> None:
    assert only("death toll up to 16", "16").qualifier == "exact"
    assert only("it could free up to 16 people", "16").qualifier == "up_to"


DISTRACTORS = [
    ("Svitlana Kuzmenko, 49, held a sign.", "49", "age"),
    ("a boy of 8 and his aunt", "8", "age"),
    ("a girl aged 17", "17", "age"),
    ("her 40-year-old husband", "40", "age"),
    ("all captured soldiers under 25 and all who are ill", "25", "age"),
    ("children Ivan, eight, and Olena, 12, died", "eight", "age"),
    ("the invasion of 2022", "2022", "year"),
    ("Since March 2022, it has grown", "2022", "year"),
    ("the 2019-2021 ceasefire", "2019-2021", "year"),
    ("on May 23, officials said", "23", "date"),
    ("on 23 May, officials said", "23", "date"),
    ("between May 20-23", "20-23", "date"),
    ("on 13, 14 and 15 June", "14", "date"),
    ("a $7 billion loss", "7 billion", "money"),
    ("3 million shillings for each family", "3 million", "money"),
    ("100,000 hryvnias a year", "100,000", "money"),
    ("about 350 kilometers away", "350", "distance"),
    ("the 1,000-kilometre front", "1,000", "distance"),
    ("100-mm guns", "100", "distance"),
    ("minus 11 degrees Celsius", "11", "measure"),
    ("lost 25 kilograms", "25", "measure"),
    ("for an hour and 40 minutes", "40", "duration"),
    ("three consecutive nights", "three", "duration"),
    ("at 8 p.m. on Wednesday", "8", "time"),
    ("by 09:30 they had left", "09:30", "time"),
    ("the 57th Brigade", "57", "ordinal"),
    ("an F-16 pilot", "16", "code"),
    ("the Group of Seven summit", "Seven", "label"),
    ("train No. 984 left", "984", "label"),
    ("Resolution 2728 was adopted", "2728", "label"),
    ("60% of them", "60", "percentage"),
    ("18 percent", "18", "percentage"),
    ("a magnitude 7.1 quake", "7.1", "decimal"),
    ("a third of the volume", "a third", "share"),
    ("half of them came home", "half", "share"),
    ("by 148 votes to 3", "3", "score"),
    ("won the set 131-98", "131-98", "score"),
    ("open 24/7 for you", "24/7", "ratio"),
    ("call +380 44 123 4567 now", "+380 44 123 4567", "phone"),
    ("four more than first thought", "four", "difference"),
    ("went up by one to 13", "one", "difference"),
    ("built for 90 patients a day", "90", "rate"),
    ("exchanged four times", "four", "times"),
    ("a nine-storey block", "nine", "distance"),
    ("its 15-member council", "15", "compound"),
    ("one of the largest attacks", "one", "pronoun"),
    ("in one of the worst crashes", "one", "pronoun"),
    ("a baby was one of the dead", "one", "pronoun"),
    ("One of the bodies found was identified as the mate", "One", "pronoun"),
    ("one in five homes", "five", "ratio"),
    ("one of Norway's oldest ports", "one", "pronoun"),
    ("Olena Kovalenko (45) was hurt", "45", "age"),
    ("a man (52) was hurt", "52", "age"),
    ("Noura, 26; Andrea, 27, were saved", "26", "age"),
    ("This one will take weeks", "one", "pronoun"),
    ("the reactors at Three Mile Island", "Three", "name"),
    ("he said on state television, KTV 1.", "1", "name"),
    ("Kestrel 24 – Agencies: A ferry sank.", "24", "name"),
    ("id 123456789012345678 leaked", "123456789012345678", "code"),
]


@pytest.mark.parametrize(("text", "words", "reason"), DISTRACTORS, ids=[row[0] for row in DISTRACTORS])
def test_what_counts_nothing_is_marked_with_its_reason(text: str, words: str, reason: str) -> None:
    assert only(text, words).distractor == reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2000 soldiers came home", "2000"),
        ("1840 of the evacuees are children", "1840"),
        ("an 80-strong team", "80"),
        ("that one person had died", "one"),
        ("plus seven missiles", "seven"),
        ("Two Die In Market Blast", "Two"),
        ("In May 23 people were killed", "23"),
        ("In Odesa, 12, among them a child, were hurt", "12"),
        ("One of the wounded died", "One"),
        ("drones fell over Eastmark (32) and elsewhere", "32"),
        ("in the Kara Sea (12) and beyond", "12"),
        ("Northland Region (17), Eastmark", "17"),
    ],
)
def test_a_count_that_looks_like_a_distractor_stays_a_count(text: str, words: str) -> None:
    assert only(text, words).distractor is None


def test_a_day_before_a_count_is_not_one_grouped_number() -> None:
    assert [(n.text, n.distractor) for n in find_numbers("On May 23 390 people died")] == [("23", "date"), ("390", None)]


def test_n_of_m_keeps_its_whole_and_both_are_listed() -> None:
    first, second = find_numbers("They downed 245 of the 298 drones.")
    assert first.of_whole == second
    assert (first.best, second.best) == (245, 298)


def test_words_that_describe_may_stand_between_part_and_whole_but_not_a_new_clause() -> None:
    assert find_numbers("five of the capital's 10 districts")[0].of_whole is not None
    assert find_numbers("five of the missiles and 12 drones")[0].of_whole is None


@pytest.mark.parametrize("text", ["390 for 390", "1,000-for-1,000", "four for 120", "a thousand for a thousand"])
def test_n_for_n_is_a_pair_not_a_distractor(text: str) -> None:
    first, second = find_numbers(text)
    assert first.pair == second
    assert (first.distractor, second.distractor) == (None, None)


def test_about_n_for_n_loosens_both() -> None:
    first, second = find_numbers("around 50 for 50")
    assert (first.low, first.high) == (second.low, second.high) == (45, 55)


@pytest.mark.parametrize("text", ["another 12 died", "a further 12 died", "12 more died", "12 others died", "at least another 12 died"])
def test_additional_numbers_say_so(text: str) -> None:
    (number,) = find_numbers(text)
    assert number.additional


def test_another_alone_is_one_more() -> None:
    (number,) = find_numbers("another hit a depot")
    assert (number.best, number.additional) == (1, True)
    assert find_numbers("they helped one another") == ()


def test_the_offset_shifts_every_span_nested_ones_too() -> None:
    first, second = find_numbers("9 of 12 drones", offset=100)
    assert (first.span.start, second.span.start) == (100, 105)
    assert first.of_whole == second


@pytest.mark.parametrize(
    "bait",
    [
        bait * (100_000 // len(bait))
        for bait in ("one ", "1,234,", "1 ", "a hundred and ", "at least ", "9", "more than some of ", "-–—", "May 3 ")
    ],
)
def test_hostile_text_takes_linear_time(bait: str) -> None:
    def seconds(text: str) -> float:
        began = time.process_time()
        find_numbers(text)
        return time.process_time() - began

    quarter, whole = seconds(bait[: len(bait) // 4]), seconds(bait)
    assert whole < 8 * quarter + 0.5  # four times the text; quadratic time would need sixteen


def test_the_number_of_an_airline_s_flight_counts_nobody() -> None:
    numbers = find_numbers("All 132 people aboard Red Plain Airlines Flight 5735 were declared dead.", 0)
    assert [(n.low, n.distractor) for n in numbers] == [(132, None), (5735, "label")]


def test_a_toll_that_nears_a_hundred_is_below_it() -> None:
    assert [(n.low, n.high) for n in find_numbers("The toll nears 100.", 0)] == [(90, 99)]


@pytest.mark.parametrize(
    ("text", "distractor"),
    [
        ("On Monday, 40 were killed in the camp.", None),
        ("Overnight from Sunday to Monday, 40 died.", None),
        ("Ana Reyes, 40, was killed.", "age"),
        ("On Monday, Ana Reyes, 40, said so.", "age"),
    ],
)
def test_a_number_behind_the_day_is_no_age(text: str, distractor: str | None) -> None:
    assert [number.distractor for number in find_numbers(text, 0) if number.low == 40] == [distractor]


@pytest.mark.parametrize(
    ("text", "low", "distractor"),
    [
        ("Two cooks, both 29, were seized.", 29, "age"),
        ("Three cooks, all 24, were seized.", 24, "age"),
        ("The miners, all 33, were brought up.", 33, None),
        ("The crew of the tug, all 22, were saved.", 22, None),
    ],
)
def test_all_of_them_are_counted_unless_so_many_have_one_age(text: str, low: int, distractor: str | None) -> None:
    assert [number.distractor for number in find_numbers(text, 0) if number.low == low] == [distractor]


LEADS = (
    "",
    "was ",
    "one ",
    "one in ",
    "two ",
    "all ",
    "and ",
    "city ",
    "boy ",
    "rose ",
    "votes ",
    "aged ",
    "minus ",
    "for ",
    ", if not ",
    "Group of ",
    "home of more ",
    "cut by at ",
)
"""Each begins a row of words that show a number to be no count, of which the last words may be sought alone."""


def test_no_word_that_shows_a_number_to_be_no_count_is_passed_over_by_its_look() -> None:
    words = re.findall("[A-Za-z]+", re.sub(r"\\[a-z]", " ", BEFORE.pattern.pattern))
    shown = {word for word in words for lead in LEADS if BEFORE.pattern.search(f"{lead}{word} ")}
    assert {"turn", "magnitude", "every", "each", "even", "number", "not"} <= shown
    assert {word.lower() for word in shown} <= LAST_BEFORE


@pytest.mark.parametrize("text", ["more than 1,000,000,000,000 people died", "a trillion people died", "about 950 billion people died"])
def test_more_than_mankind_counts_nobody(text: str) -> None:
    (number,) = find_numbers(text)
    assert number.distractor == "too large"
    assert (number.low, number.best, number.high) == (10**10, None, None)
