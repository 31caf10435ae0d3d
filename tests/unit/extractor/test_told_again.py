"""What a second story of a happening says: whose numbers, days and places are its own, and which are of another happening."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import Told, events_of, figures

NEWS = "2025-05-20"  # a Tuesday


@pytest.mark.parametrize(
    "said",
    [
        "a village elder and two residents said",
        "three security sources told reporters",
        "two aid workers and a local chief said",
        "two residents said",
    ],
)
def test_those_who_say_so_are_not_counted_with_the_dead(told: Told, said: str) -> None:
    rows = told(f"A mortar shell hit a tea shop in Kassala on Sunday, killing at least 14 people, {said}.", published=NEWS)
    assert figures(rows, "measure", "low") == [("killed", 14)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Four more people wounded in a suicide attack on a bus station in Kassala have died in hospital, raising the toll to 31.",
        "Four men injured in a raid on Kassala on May 12 have succumbed to their wounds.",
    ],
)
def test_the_hurt_who_have_died_are_dead(told: Told, sentence: str) -> None:
    assert figures(told(sentence, published=NEWS), "measure", low=4) == [("killed",)]


def test_the_day_on_which_more_of_the_hurt_die_is_not_that_of_the_attack(extractor: Extractor) -> None:
    body = (
        "CAIRO, May 20 (Northwire) - Four more people wounded in a suicide attack on a bus station in Kassala have died, raising the toll "
        'to 31, a doctor said on Tuesday.\n\n"We lost three on Monday night and one this morning," he said.'
    )
    found = [e for e in events_of(extractor, body, published_at=NEWS) for f in e.figures if f.low == 31]
    assert [(str(e.when.start), e.when.basis) for e in found] == [(NEWS, "publication")]


def test_of_two_days_told_together_each_has_its_own_whole(told: Told) -> None:
    rows = told(
        "Two days of shelling killed 34 people in Kassala, a charity said on Thursday.\n\nTwenty died on Tuesday and 14 on Wednesday.",
        published="2025-05-22",
    )
    days = [(20, "increment", "2025-05-20", "2025-05-20"), (14, "increment", "2025-05-21", "2025-05-21")]
    assert {*days} <= {*figures(rows, "low", "mode", "start", "end")}


def test_a_description_of_a_region_is_not_its_name(told: Told) -> None:
    rows = told("A bus fell 200 metres in Peru's Andean region of Huancavelica on Monday, killing 22 people.", published=NEWS)
    assert figures(rows, "place", low=22) == [("Huancavelica region",)]


def test_a_headline_that_calls_a_camp_by_its_country_has_the_town_of_the_text(told: Told) -> None:
    rows = told(
        "Shells killed 14 people on Tuesday in a camp for displaced people in El Fasher, medics said.",
        headline="Shelling of Darfur camp kills 14",
        published=NEWS,
    )
    assert {*figures(rows, "place", low=14)} == {("El Fasher",)}


def test_where_an_older_attack_was_is_not_where_the_news_is(told: Told) -> None:
    rows = told(
        "Officials said on Tuesday that 19 people had died in a suicide attack on a livestock market the day before.\n\n"
        "The governor visited the scene in Damboa town.\n\n"
        "The bombing came two days after gunmen on motorcycles killed 11 farmers near Konduga in Nigeria.",
        published=NEWS,
    )
    assert figures(rows, "low", "place") == [(11, "Konduga"), (19, "Damboa")]


def test_a_day_of_searching_is_none_of_a_landslide_last_week(extractor: Extractor) -> None:
    lead = "Crews were still digging on Tuesday for the last four people missing after last week's landslides in Leyte"
    body = f"TACLOBAN, May 20 (Northwire) - {lead}, as the number of dead reached 58."
    assert {e.when.basis for e in events_of(extractor, body, published_at=NEWS) for f in e.figures if f.low == 58} == {"publication"}


def test_those_who_remain_in_hospital_are_not_all_the_hurt(told: Told) -> None:
    rows = told(
        "The number of people killed when a bus fell into a ravine near Potosi rose to 31, police said.\n\n"
        "Ten patients remain in intensive care.",
        published=NEWS,
    )
    assert figures(rows, "mode", low=10) == [("part",)]


def test_floods_told_below_a_fire_are_not_where_the_fire_was(told: Told) -> None:
    rows = told(
        "A fire at a care home in Villafranca de Ebro in Spain killed ten people early on Tuesday, the government said.\n\n"
        "The country is still mourning the 224 people who lost their lives in the floods of April 29.",
        published=NEWS,
    )
    assert figures(rows, "low", "place") == [(10, "Villafranca de Ebro"), (224, "Spain")]


def test_those_buried_after_a_massacre_are_dead(told: Told) -> None:
    rows = told(
        "Gunmen on motorbikes raided Banibangou in Niger on Monday and killed 34 people.\n\nResidents said that 38 had been buried.",
        published=NEWS,
    )
    assert figures(rows, "measure", low=38) == [("killed",)]


def test_the_day_of_a_separate_accident_is_not_that_of_the_news(extractor: Extractor) -> None:
    body = (
        "KINSHASA, May 20 (Northwire) - The death toll from a boat accident on Lake Kivu has risen to 87, officials said on Tuesday.\n\n"
        "A separate accident on the Lukenie river in Mai-Ndombe province last Wednesday killed 20 people."
    )
    days = {(f.low, str(e.when.start)) for e in events_of(extractor, body, published_at=NEWS) for f in e.figures}
    assert days == {(87, NEWS), (20, "2025-05-14")}


def test_accidents_that_claim_lives_on_a_day_happened_on_it(extractor: Extractor) -> None:
    body = (
        "MEXICO CITY, May 20 (Northwire) - Two bus accidents claimed at least 32 lives in Mexico on Monday.\n\n"
        "In Oaxaca the toll stood at 18 dead, while in Durango 14 were killed."
    )
    found = [e.when for e in events_of(extractor, body, published_at=NEWS) for f in e.figures if f.low == 18]
    assert [(str(when.start), when.basis) for when in found] == [("2025-05-19", "weekday")]


def test_a_town_that_has_a_death_toll_is_a_place(told: Told) -> None:
    rows = told(
        "The number of those killed by the missile attack on the institute has increased to 58, officials reported.",
        headline="Poltava death toll at 58",
        published=NEWS,
    )
    assert {*figures(rows, "place", "side", low=58)} == {("Poltava", "UKR")}


def test_tank_fire_is_no_blaze(extractor: Extractor) -> None:
    body = "Two peacekeepers were hurt by Israeli tank fire at Naqoura in Lebanon on Monday."
    assert {e.type for e in events_of(extractor, body, published_at=NEWS)} == {"shelling"}


@pytest.mark.parametrize("said", ["number of people killed in this week's earthquake", "toll of this week's mudslide"])
def test_the_toll_of_this_weeks_quake_is_of_one_happening(told: Told, said: str) -> None:
    assert figures(told(f"The {said} in the Philippines rose to 72, officials said.", published=NEWS), "mode", low=72) == [("increment",)]
    rows = told("Gunmen killed nine people in Kano, raising the number of dead this month to 72.", published=NEWS)
    assert figures(rows, "mode", low=72) == [("cumulative",)]
