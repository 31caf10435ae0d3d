"""The day of a figure: from the name of its happening, from the clause beside it, and, where its sentence has none, from the story."""

from __future__ import annotations

from datetime import date

import pytest

from services.extractor.dates import Publication, find_dates
from tests.unit.extractor.conftest import Told, figures

TUESDAY = Publication.on(date(2025, 11, 4))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("It came in the wake of weekend suicide attacks by rebels.", "2025-11-01", "2025-11-02"),
        ("Weekend floods cut the road.", "2025-11-01", "2025-11-02"),
        ("They were freed in the night of Saturday to Sunday.", "2025-11-01", "2025-11-02"),
        ("Gunmen raided the village overnight Saturday to Sunday.", "2025-11-01", "2025-11-02"),
        ("It fell overnight into Sunday.", "2025-11-02", "2025-11-02"),
        ("A light plane crashed near the town last night.", "2025-11-03", "2025-11-03"),
        ("Last night 40 drones were shot down.", "2025-11-04", "2025-11-04"),
        ("Shells have killed nine people since dawn.", "2025-11-04", "2025-11-04"),
        ("Bombardment has killed nine people since midnight in the enclave.", "2025-11-04", "2025-11-04"),
        ("The dead since the truce (October 10) are 80.", "2025-10-10", "2025-11-04"),
        ("Since the start of the war (24 February 2022) 80 have died.", "2022-02-24", "2025-11-04"),
    ],
)
def test_nights_weekends_and_times_since(text: str, start: str, end: str) -> None:
    (mention,) = find_dates(text, TUESDAY)
    assert (str(mention.start), str(mention.end)) == (start, end)


@pytest.mark.parametrize("text", ["He works weekend shifts.", "Weekend papers said so."])
def test_a_weekend_that_nothing_happened_on_is_no_time(text: str) -> None:
    assert find_dates(text, TUESDAY) == ()


@pytest.mark.parametrize(
    ("sentence", "number", "day"),
    [
        ("The premier, who spoke on Monday, blamed the army for Saturday's blast, which killed 30 people.", 30, "2025-11-01"),
        ("The minister toured the town on Monday after the raid on October 28 in which 12 villagers died.", 12, "2025-10-28"),
        ("Police on Monday questioned the owner over the July 27 flood that left 18 campers dead.", 18, "2025-07-27"),
        (
            "He was seized in the rampage that gunmen led through the valley on October 7 that killed about 1,200 people.",
            1080,
            "2025-10-07",
        ),
        (
            "A truce is near in the war, which erupted on October 7 after gunmen crossed the river and killed 1,200 people.",
            1200,
            "2025-10-07",
        ),
        ("Calm held on October 7, when rebels stormed the port and killed 90 people, and is gone.", 90, "2025-10-07"),
        ("The raids came a day after militants killed two dozen guests in bombings at the weekend.", 24, "2025-11-01"),
        ("Experts said on Monday that seven people, not nine, were killed by a bomb in the town a day earlier.", 7, "2025-11-02"),
    ],
)
def test_the_day_beside_a_number_or_in_the_name_of_its_happening_is_its_day(told: Told, sentence: str, number: int, day: str) -> None:
    rows = told(sentence, published="2025-11-04")
    assert figures(rows, "start", low=number, measure="killed") == [(day,)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Three of the injured died overnight, a hospital said.",
        "A third man died of his wounds on Sunday evening in the regional hospital.",
        "Two people succumbed to their injuries on Sunday, the governor said.",
        "Two more died in hospital on Sunday.",
    ],
)
def test_who_dies_of_wounds_has_the_day_of_the_happening(told: Told, sentence: str) -> None:
    rows = told(f"A bomb killed 20 people at a market on Saturday, police said.\n\n{sentence}", published="2025-11-03")
    assert {day for (day,) in figures(rows, "start", measure="killed")} == {"2025-11-01"}


def test_who_dies_of_wounds_where_the_sentence_names_the_happening_has_its_day(told: Told) -> None:
    rows = told("Two people died on Monday of burns that they suffered in Saturday's fire.", published="2025-11-03")
    assert figures(rows, "start", measure="killed") == [("2025-11-01",)]


@pytest.mark.parametrize("said", ["the navy said on Monday", "the navy said Monday"])
def test_what_was_said_the_day_before_happened_no_later(told: Told, said: str) -> None:
    rows = told(f"Ten people drowned when a boat overturned on the lake, {said}.", published="2025-11-04")
    assert figures(rows, "start") == [("2025-11-03",)]


@pytest.mark.parametrize(
    "lead",
    [
        "Two guides were found guilty on Tuesday of manslaughter over the deaths of 14 hikers in a canyon.",
        "Families wept as a court heard how 14 hikers died in a canyon.",
        "A mountain village has remembered the 14 hikers who died in its canyon.",
        "Prosecutors have charged a guide over the deaths of 14 hikers.",
    ],
)
def test_a_court_or_a_memorial_tells_of_the_old_day_that_the_story_names(told: Told, lead: str) -> None:
    rows = told(f"{lead}\n\nThe flood swept through the gorge on July 27, 1999.\n\nThe flood also hurt six people.", published="2001-12-11")
    assert {day for (day,) in figures(rows, "start")} == {"1999-07-27"}


@pytest.mark.parametrize("lead", ["A flood has killed 14 hikers in a canyon.", "A flood has killed 14 hikers who tried to cross a river."])
def test_an_old_day_is_not_that_of_news(told: Told, lead: str) -> None:
    rows = told(f"{lead}\n\nA flood like it came on July 27, 1999.", published="2001-12-11")
    assert figures(rows, "start") == [("2001-12-11",)]


def test_news_without_a_day_is_not_of_an_attack_of_weeks_before(told: Told) -> None:
    rows = told(
        "Soldiers have shot dead eight gunmen in a hamlet in the south.\n\nThe group is blamed for the attack on parliament on October 13.",
        published="2025-11-04",
    )
    assert figures(rows, "start") == [("2025-11-04",)]


def test_another_incident_is_not_the_happening_of_the_lead(told: Told) -> None:
    rows = told(
        "Divers have found 18 bodies in a boat that sank on Saturday.\n\nIn another incident on Sunday, a freighter saved 56 migrants.",
        published="2025-11-03",
    )
    assert figures(rows, "start", measure="killed") == [("2025-11-01",)]


def test_what_the_strikes_came_after_is_not_the_day_of_the_strikes(told: Told) -> None:
    rows = told(
        "Jets pounded the port city of Aden on Monday.\n\nTwo people were killed and nine injured, doctors said.\n\n"
        "The strikes came a day after suicide attacks at the weekend.",
        published="2025-11-04",
    )
    assert {day for (day,) in figures(rows, "start")} == {"2025-11-03"}


@pytest.mark.parametrize(
    "going_on", ["was in its third day", "entered its third day", "raged for a third day", "went into a third straight day"]
)
def test_what_has_gone_on_for_days_has_all_of_them(told: Told, going_on: str) -> None:
    rows = told(
        f"Fighters stormed a camp, killing more than 100 civilians, the envoy said.\n\nThe assault began on Saturday and {going_on}.",
        published="2025-11-03",
    )
    assert figures(rows, "start", "end") == [("2025-11-01", "2025-11-03")]


def test_a_town_told_of_before_does_not_take_the_day_of_another_towns_attack(told: Told) -> None:
    rows = told(
        "Missiles fell on Kyiv on Saturday morning. Fifteen people were injured in the capital.\n\n"
        "In Odesa, three people died in a strike on Friday.",
        published="2025-05-24",
    )
    assert figures(rows, "low", "start") == [(3, "2025-05-23"), (15, "2025-05-24")]


def test_a_release_of_a_night_of_two_days_is_of_that_night_in_later_sentences(told: Told) -> None:
    rows = told(
        'Thirteen hostages were freed in the night of Saturday to Sunday.\n\n"Four soldiers, two police officers and seven civilians are in'
        'good health," the ministry said.',
        published="2025-11-03",
    )
    assert set(figures(rows, "start", "end")) == {("2025-11-01", "2025-11-02")}


def test_a_release_of_months_before_is_not_the_day_of_the_headline(told: Told) -> None:
    rows = told(
        "The gates opened on Monday for the captives.\n\nIn March the army had sent home more than 500 prisoners.",
        headline="Two foes swap hundreds of prisoners",
        published="2025-11-03",
    )
    assert ("2025-11-03",) in figures(rows, "start", low=200)


def test_who_came_home_came_on_the_day_they_did_and_not_on_that_of_the_next_release(told: Told) -> None:
    rows = told(
        "Sixty Ethiopian prisoners came home on Tuesday.\n\nThe next 45 prisoners are to be freed on Friday.\n\n"
        "Of the Ethiopians who came home, 12 were carried on stretchers.",
        published="2024-06-11",
    )
    assert {day for (day,) in figures(rows, "start", low=12)} == {"2024-06-11"}


def test_numbers_with_a_day_each_behind_another_day(told: Told) -> None:
    rows = told(
        "Tuesday's release of hostages followed the return of 11 on Monday, 14 on Sunday and 15 on Saturday.", published="2025-11-04"
    )
    assert figures(rows, "low", "start") == [(11, "2025-11-03"), (14, "2025-11-02"), (15, "2025-11-01")]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Floodwaters rose eight metres before daybreak on Friday, carrying off houses.", "2025-07-04"),
        ("The river reached its highest level on Friday and broke through a dam.", "2025-07-04"),
        ("A landslide buried two hamlets on Friday.", "2025-07-04"),
        ("The blast brought down a block of flats on Friday.", "2025-07-04"),
    ],
)
def test_what_nature_and_blasts_do_is_the_happening(told: Told, sentence: str, day: str) -> None:
    rows = told(
        f"The death toll in the valley climbed to 82 on Monday, and crews were still searching.\n\n{sentence}", published="2025-07-07"
    )
    assert figures(rows, "start", low=82) == [(day,)]


def test_who_buries_the_dead_does_so_later(told: Told) -> None:
    rows = told("The death toll in the valley climbed to 82 on Monday.\n\nThe town buried 14 of them on Sunday.", published="2025-07-07")
    assert figures(rows, "start", low=82) == [("2025-07-07",)]


def test_a_year_in_the_lead_of_a_court_story_is_the_day_that_the_story_gives(told: Told) -> None:
    rows = told(
        "A court sentenced 14 managers on Thursday over a 2012 fire that killed 112 weavers.\n\nThe blaze broke out on November 24, 2012.",
        published="2025-11-20",
    )
    assert figures(rows, "start", low=112) == [("2012-11-24",)]


@pytest.mark.parametrize(
    ("text", "found"),
    [("In 2015 militants attacked the base.", 1), ("In 2015 villages nothing grows.", 0), ("By 2015 people had left.", 0)],
)
def test_a_year_before_those_who_did_something_is_a_year(text: str, found: int) -> None:
    assert len(find_dates(text, TUESDAY)) == found


@pytest.mark.parametrize(
    ("sentence", "low", "day"),
    [
        ("The army said it had shot down 77 drones since Sunday, 29 of them on Monday alone.", 29, "2025-11-03"),
        (
            "The rebels said that they killed 15 soldiers in an ambush two days earlier, and that they had let two captives go.",
            2,
            "2025-11-04",
        ),
        (
            "Soldiers stormed a camp on Monday and rescued 44 of the people seized three weeks ago, but seven hostages died.",
            7,
            "2025-11-03",
        ),
        ("In the last hours 116 prisoners have been released, the ministry said.", 116, "2025-11-04"),
    ],
)
def test_a_day_of_another_clause_is_not_the_numbers(told: Told, sentence: str, low: int, day: str) -> None:
    assert {start for (start,) in figures(told(sentence, published="2025-11-04"), "start", low=low)} == {day}


@pytest.mark.parametrize("opened", ["With Monday's delivery", "Including Monday's", "After Monday's handover"])
def test_a_sum_since_a_truce_is_not_of_the_day_of_its_last_part(told: Told, opened: str) -> None:
    rows = told(
        f"{opened} 270 bodies of Palestinians have been returned by Israel since the truce began on October 10, a ministry said.",
        published="2025-11-03",
    )
    assert figures(rows, "start", "end", low=270) == [("2025-10-10", "2025-11-03")]


def test_a_day_of_finding_is_the_last_that_the_happening_can_have(told: Told) -> None:
    rows = told(
        "The coast guard ended its search on Sunday for 15 migrants missing from a boat found adrift off Crete a day earlier.\n\n"
        "The two survivors told of 18 dead.",
        published="2025-12-07",
    )
    assert {start for (start,) in figures(rows, "start")} == {"2025-12-06"}


def test_the_drones_of_a_day_that_hurt_nobody(told: Told) -> None:
    rows = told(
        "Drones hit the capital on Wednesday, killing two people.\n\nOn Tuesday, eight drones were launched at the airport. "
        "No casualties were reported.",
        published="2025-10-22",
    )
    assert {start for (start,) in figures(rows, "start", low=0)} == {"2025-10-21"}


def test_those_still_in_hospital_were_hurt_in_the_happening(told: Told) -> None:
    rows = told(
        "Rebels killed seven soldiers in an ambush on Monday.\n\nAn eighth died of his wounds on Tuesday night, so that eight are dead; "
        "ten others are still in hospital.",
        published="2025-11-05",
    )
    assert {start for (start,) in figures(rows, "start")} == {"2025-11-03"}


def test_a_count_published_on_a_weekday_reprints_nothing(told: Told) -> None:
    rows = told(
        "MALI - A storm that came on October 20 killed 19, according to a count published on Wednesday.\n\n"
        "NIGER - No one was hurt in a tremor on Saturday.\n\nCHAD - Six people died in a fire on Sunday.",
        published="2025-11-03",
    )
    assert figures(rows, "start", low=6) == [("2025-11-02",)]


def test_each_town_has_the_day_on_which_it_was_struck(told: Told) -> None:
    rows = told(
        "The army shelled Mekele on Saturday, and warplanes struck Adigrat on Sunday.\n\nSeven people were hurt in Mekele.\n\n"
        "Nine people were killed in Adigrat.",
        published="2024-03-11",
    )
    assert figures(rows, "low", "start") == [(7, "2024-03-09"), (9, "2024-03-10")]


def test_the_paragraph_of_a_chronology_has_the_day_of_its_label(told: Told) -> None:
    rows = told(
        "Sept. 17: Pagers explode across Lebanon, killing 12 men.\n\nSept. 18: Radios blow up. Twenty people are killed and 450 hurt.\n\n"
        "19 September - Jets attack the south. Four fighters are killed.",
        published="2024-09-20",
    )
    assert figures(rows, "low", "start") == [(4, "2024-09-19"), (12, "2024-09-17"), (20, "2024-09-18"), (450, "2024-09-18")]


def test_an_anniversary_is_of_the_day_that_the_story_names(told: Told) -> None:
    rows = told(
        "The island on Sunday marked the fifth anniversary of the Easter bombings, in which 269 people were killed.\n\n"
        "On April 21, 2019, suicide bombers hit three churches. More than 500 people were wounded.",
        published="2024-04-22",
    )
    assert {start for (start,) in figures(rows, "start")} == {"2019-04-21"}


def test_an_old_day_below_a_lead_of_today_stays_background(told: Told) -> None:
    rows = told(
        "A court clerk and nine others died when a bus fell into a gorge on Sunday.\n\nOn April 21, 2019, a bus killed 30 people there.\n\n"
        "Sixteen passengers were injured.",
        published="2024-04-22",
    )
    assert figures(rows, "start", low=16) == [("2024-04-21",)]


def test_the_second_strike_of_two_days_and_the_evening_before(told: Told) -> None:
    rows = told(
        "The force said it struck tanks on Sunday and a convoy on Monday. Two men were killed and seven wounded in the second strike.\n\n"
        "On Tuesday three guards were shot dead. The evening before, a rocket wounded 12 children.",
        published="2025-11-04",
    )
    assert figures(rows, "low", "start", measure="killed") == [(2, "2025-11-03"), (3, "2025-11-04")]
    assert figures(rows, "start", low=12) == [("2025-11-03",)]


@pytest.mark.parametrize(
    "opening",
    [
        "A truce took effect on October 10.",
        "The October 10 ceasefire was brokered by Qatar.",
        "The six-week war ended on October 10 with a truce.",
        "The two armies signed a ceasefire on October 10.",
        "Raids have gone on since the truce began on October 10.",
    ],
)
def test_a_sum_since_the_ceasefire_begins_on_its_day(told: Told, opening: str) -> None:
    rows = told(f"{opening}\n\nThe ministry said 240 people had been killed since the ceasefire.", published="2025-11-04")
    assert figures(rows, "start", "end", low=240) == [("2025-10-10", "2025-11-04")]


@pytest.mark.parametrize("other", ["A truce may take effect on November 10.", "Troops left on October 10."])
def test_a_sum_since_the_ceasefire_has_no_beginning_where_nobody_says_it(told: Told, other: str) -> None:
    rows = told(f"{other}\n\nThe ministry said 240 people had been killed since the ceasefire.", published="2025-11-04")
    assert figures(rows, "start", "end", low=240) == [(None, "2025-11-04")]


def test_a_sum_told_two_days_before_ends_on_the_day_it_was_told(told: Told) -> None:
    rows = told("The ministry said on Sunday that 240 people had been killed since October 10.", published="2025-11-04")
    assert figures(rows, "start", "end", low=240) == [("2025-10-10", "2025-11-02")]


@pytest.mark.parametrize("went_on", ["lasted until Sunday morning", "continued into Sunday", "raged through Sunday", "ended on Sunday"])
def test_a_battle_has_the_days_from_its_beginning_to_its_end(told: Told, went_on: str) -> None:
    rows = told(
        f"Rebels have attacked a town, killing at least 40 men.\n\nThe raid began late on Saturday and {went_on}. Three civilians died.",
        published="2025-11-04",
    )
    assert set(figures(rows, "start", "end")) == {("2025-11-01", "2025-11-02")}


def test_a_weekend_is_the_day_of_it_that_the_story_names(told: Told) -> None:
    rows = told(
        "Mourners on Tuesday buried victims of a nightclub fire in Kocani that killed 59 people at the weekend.\n\n"
        "The blaze broke out in Kocani on Sunday.",
        published="2025-03-18",
    )
    assert figures(rows, "start", "end", low=59) == [("2025-03-16", "2025-03-16")]


_COUNTED_FROM_DAYS = (
    "TURKU (Meridian) - Two sailors died when a ferry sank on Saturday, the coast guard said. A tug came on Monday.",
    "TURKU, Jan 30 (Meridian) - Two sailors died when a ferry sank, the coast guard said, two days after the fire.",
    "Forty sailors have died since last December, and nine will be freed next January and in early next February.",
    "Nine sailors died last winter. Four more will be freed in the next autumn and the next winter, the navy said.",
    "Chad and Niger freed 40 prisoners each on Friday, the first part of an exchange. More follow on Sunday and for two more days.",
    "Yesterday two sailors died, three weeks after the fire. Reprinted from yesterday's paper: nine were hurt in 1998.",
)


@pytest.mark.parametrize("precision", ["time", "day", "month"])
@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-03", "0001-02-01", "9998-12-31", "9999-12-01", "9999-12-28", "9999-12-31"])
def test_a_story_of_the_first_or_last_days_of_the_calendar_is_read_like_any_other(told: Told, day: str, precision: str) -> None:
    for text in _COUNTED_FROM_DAYS:
        assert told(text, published=f"{day}T00:00:00Z", published_precision=precision)


@pytest.mark.parametrize(
    ("told_first", "harmed", "day"),
    [
        ("Eritrea sent swarms of drones against Mekele and the town of Adigrat on Saturday night.", "Adigrat", "2024-03-09"),
        ("Ethiopia shelled Asmara on Friday. Eritrea struck Mekele and the town of Adigrat on Saturday.", "Mekele", "2024-03-09"),
        ("A car bomb went off in Gondar on Tuesday, a day after a bomber struck a church in Axum.", "Axum", "2024-03-04"),
        ("Gunmen fired rockets at Gondar and Axum late on Friday, the army said.", "Axum", "2024-03-08"),
    ],
)
def test_harm_told_later_of_a_place_is_of_the_day_it_was_attacked(told: Told, told_first: str, harmed: str, day: str) -> None:
    rows = told(f"{told_first}\n\nThe ministry promised an answer.\n\nIn {harmed} five clerks were hurt.", published="2024-03-11")
    assert figures(rows, "start", "place", measure="injured") == [(day, harmed)]


def test_a_day_on_which_weapons_were_only_spoken_of_dates_no_harm(told: Told) -> None:
    rows = told(
        "Eritrea had fired rockets at Mekele, the minister said on Friday.\n\nThe ministry promised an answer.\n\n"
        "In Mekele five clerks were hurt by splinters.",
        published="2024-03-11",
    )
    assert figures(rows, "start", measure="injured") == [("2024-03-11",)]
