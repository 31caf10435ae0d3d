"""What a sentence leaves open comes from the story: days, sides, places, phases, pointers, wholes and shares."""

from __future__ import annotations

from services.extractor.extract import Extractor
from services.extractor.story.phases import find_phases, find_programme
from tests.unit.extractor.conftest import Told, events_of, figures

SWAP = (
    "ZALAMBESSA (Wire) -- Ethiopia and Eritrea began a prisoner exchange on Friday, each side freeing 60 people in the first phase.\n\n"
    "The Eritrean army said the same number of its soldiers had come back.\n\n"
    "Under the agreement, 200 people are to go home on each side; the rest are to follow on Sunday."
)


def test_a_number_for_each_side_is_two_figures(told: Told) -> None:
    rows = told("Ethiopia and Eritrea each released 412 prisoners of war on Friday.", published="2024-06-14")
    assert figures(rows, "side", "by", "low") == [("ERI", "ETH", 412), ("ETH", "ERI", 412)]


def test_the_same_number_repeats_it_for_the_other_side(told: Told) -> None:
    rows = told(
        "Ethiopia said 60 of its soldiers came home from Eritrean captivity in a swap. "
        "Eritrea said the same number of its troops had come back."
    )
    assert figures(rows, "side", "low") == [("ERI", 60), ("ETH", 60)]


def test_what_is_given_in_return_goes_the_other_way(told: Told) -> None:
    rows = told("In a prisoner exchange on Friday, Ethiopia freed 60 Eritrean soldiers in exchange for 45 Ethiopian soldiers.")
    assert figures(rows, "side", "by", "low") == [("ERI", "ETH", 60), ("ETH", "ERI", 45)]


def test_returned_means_got_back_unless_somebody_is_named_who_receives(told: Told) -> None:
    swap = "Ethiopia and Eritrea exchanged prisoners of war. "
    assert figures(told(swap + "Ethiopia got back 33 soldiers."), "side") == [("ETH",)]
    assert figures(told(swap + "Ethiopia handed over 33 soldiers to Eritrea."), "side") == [("ERI",)]


def test_phase_and_programme_of_a_running_exchange(extractor: Extractor) -> None:
    events = events_of(extractor, SWAP, published_at="2024-06-14")
    done = [event for event in events if event.status == "happened" and event.type == "prisoner_exchange"]
    assert {(event.phase.number, event.when.start.isoformat()) for event in done if event.phase and event.when.start} == {(1, "2024-06-14")}
    planned = [event for event in events if event.status == "planned"]
    assert {(figure.side, figure.low, figure.mode) for event in planned for figure in event.figures} == {
        ("ETH", 200, "cumulative"),
        ("ERI", 200, "cumulative"),
    }
    assert {event.programme.label for event in events if event.programme} == {"200-for-200"}
    assert all(event.ledger == "exchange/ERI/ETH" for event in events)


def test_phases_are_numbered_as_the_words_say_and_talks_have_none() -> None:
    assert [number for _, number, _ in find_phases("on the second day of the exchange")] == [2]
    assert [number for _, number, _ in find_phases("in the first and third stages")] == [1, 3]
    assert not find_phases("a second round of talks")
    assert find_programme("the 1,000-for-1,000 formula") == (1000, 1000)
    assert find_programme("swapped 45 for 150 on Friday") is None


def test_a_recap_has_its_own_day(told: Told) -> None:
    rows = told("Ethiopia and Eritrea traded 30 prisoners each on Saturday. On Friday each side had released 60.", published="2024-06-15")
    assert figures(rows, "low", "start", side="ETH") == [(30, "2024-06-15"), (60, "2024-06-14")]


def test_an_undated_toll_happened_with_the_happening_that_the_story_dates(told: Told) -> None:
    rows = told(
        "Nine people were killed when a bridge fell in Lima, officials said on Monday.\n\nThe bridge came down on Saturday evening.",
        published="2025-06-02T10:00:00Z",
    )
    assert figures(rows, "measure", "low", "start") == [("killed", 9, "2025-05-31")]


def test_the_day_of_saying_is_not_the_day_of_the_thing_said(told: Told) -> None:
    rows = told("Six people died in Thursday's blast in Lima, the mayor said on Friday.", published="2025-05-23T10:00:00Z")
    assert figures(rows, "start") == [("2025-05-22",)]


def test_the_place_told_of_carries_on_and_victims_are_of_its_country(told: Told) -> None:
    rows = told("A bomb went off in Nairobi on Friday. Four people were killed. Nine were hurt.", published="2025-05-23")
    assert figures(rows, "measure", "low", "side", "place") == [("injured", 9, "KEN", "Nairobi"), ("killed", 4, "KEN", "Nairobi")]


def test_parallel_clauses_keep_their_own_places(told: Told) -> None:
    rows = told("The quake killed 12 people in Lima and three in Cusco.")
    assert figures(rows, "low", "place") == [(3, "Cusco"), (12, "Lima")]


def test_shares_that_add_up_to_a_figure_are_its_parts(told: Told) -> None:
    rows = told("Floods killed 12 people in Peru.\n\nSeven people drowned in Lima, three in Cusco and two in Tacna.")
    assert figures(rows, "low", "mode") == [(2, "part"), (3, "part"), (7, "part"), (12, "increment")]


def test_a_total_that_its_days_make_up_runs_over_them(told: Told) -> None:
    rows = told(
        "Ethiopia and Eritrea ended their prisoner exchange on Sunday. Each side freed 60 people on Friday. "
        "Each side freed 40 people on Saturday. "
        "That makes 100 people on each side.",
        published="2024-06-16",
    )
    assert figures(rows, "low", "mode", "start", "end", side="ETH", low=100) == [(100, "cumulative", "2024-06-14", "2024-06-15")]


def test_drones_stopped_are_one_figure_and_those_jammed_a_part(told: Told) -> None:
    rows = told(
        "Eritrea launched 40 drones at Ethiopia overnight, the Ethiopian air force said. "
        "It said 30 drones were stopped: 18 were shot down and 12 jammed."
    )
    assert figures(rows, "measure", "low", "side", "mode", measure="intercepted") == [
        ("intercepted", 12, "ERI", "part"),
        ("intercepted", 18, "ERI", "part"),
        ("intercepted", 30, "ERI", "increment"),
    ]


def test_an_attribution_goes_on_in_its_paragraph_and_ends_with_it(told: Told) -> None:
    rows = told(
        "The air force said on Friday that 90 drones were launched at Odesa overnight. Sixty of them were shot down over the port.\n\n"
        "Four people were killed in the harbour."
    )
    assert figures(rows, "measure", "claimant") == [("intercepted", "air force"), ("killed", None), ("launched", "air force")]


def test_the_speaker_named_at_the_end_of_a_quotation_says_all_of_it(told: Told) -> None:
    rows = told('"We freed 12 Peruvian captives on Friday. In return 15 prisoners of war were handed over," the Lima ministry said.')
    assert {row["claimant"] for row in rows} == {"Lima ministry"}


def test_it_is_whom_the_sentence_before_was_about_where_nobody_spoke_in_it(told: Told) -> None:
    rows = told(
        "Nine soldiers were killed in an ambush on Friday, a governor said.\n\n"
        "The Chadian army confirmed the ambush. It said that 14 soldiers had been killed."
    )
    assert figures(rows, "low", "claimant") == [(9, "governor"), (14, "Chadian army")]


def test_an_earlier_level_told_by_a_pronoun_is_the_word_of_the_one_named_before_it(told: Told) -> None:
    (old,) = figures(
        told("Twelve people died in the cave, the ministry said on Friday, more than on Thursday, when it spoke of five dead."),
        "claimant",
        low=5,
    )
    assert old == ("ministry",)


def test_the_claimant_of_a_pronoun_is_the_one_before(told: Told) -> None:
    rows = told("Two people died in a crash in Lima, mayor Ana Reyes said. Five were hurt, she added.")
    assert figures(rows, "measure", "claimant") == [("injured", "Ana Reyes"), ("killed", "Ana Reyes")]


def test_the_headline_takes_day_and_sides_from_the_body(told: Told) -> None:
    rows = told(
        "LIMA (Wire) -- A bus crash killed 11 people in Cusco on Thursday, police said.",
        headline="Bus crash kills 11",
        published="2025-05-23",
    )
    assert {(row["low"], row["start"], row["side"]) for row in rows} == {(11, "2025-05-22", "PER")}


def test_a_month_alone_is_narrowed_to_the_day_that_the_story_shows(told: Told) -> None:
    rows = told(
        "Ethiopia and Eritrea swapped 60 prisoners each on Friday. The exchange was agreed after talks on May 16.", published="2025-05"
    )
    assert {row["start"] for row in rows} == {"2025-05-16"}


def test_a_report_reprinted_below_counts_from_its_own_day(told: Told) -> None:
    rows = told(
        "Sixteen people are now known to have died in the crash in Lima, the health ministry said.\n\n"
        "What follows is a report published on May 20th.\n\nNine people were killed in a bus crash in Cusco on Monday.",
        published="2025-05-24",
    )
    assert ("2025-05-19",) in figures(rows, "start", low=9)


def test_a_story_in_another_language_says_nothing(extractor: Extractor) -> None:
    assert events_of(extractor, "Dos personas murieron en Lima.", language="es") == ()


def test_the_party_blamed_for_the_attack_did_the_harm(told: Told) -> None:
    rows = told(
        "At least 14 people were killed when a bomb exploded at a bus station in Mogadishu on Friday.\n\n"
        "Al-Shabaab claimed responsibility for the attack."
    )
    assert figures(rows, "side", "by", measure="killed") == [("SOM", "al-shabaab")]


def test_a_strike_named_by_its_country_blames_nobody(told: Told) -> None:
    rows = told("A Kenya airstrike killed 12 people in Mandera on Friday, residents said.")
    assert figures(rows, "by", measure="killed") == [(None,)]


def test_who_ends_the_sentence_says_all_of_it_though_others_speak_in_it(told: Told) -> None:
    rows = told("At least 70 people died in Peru, but monitors believe the toll could be as high as 90, the Andean radio reports.")
    assert (70, "Andean radio") in figures(rows, "low", "claimant")
