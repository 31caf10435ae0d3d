"""Stories that bring an older happening up to date: what their own day is worth."""

from __future__ import annotations

import pytest

from services.extractor.extract import Extractor
from tests.unit.extractor.conftest import events_of

NEWS = "2025-05-20"  # a Tuesday


def told(extractor: Extractor, body: str, measure: str = "killed") -> set[tuple[str, str]]:
    found = [e for e in events_of(extractor, body, published_at=NEWS) if any(f.measure == measure for f in e.figures)]
    assert found, "nothing is read"
    return {(str(e.when.start), e.when.basis) for e in found}


@pytest.mark.parametrize(
    "lead",
    [
        "The toll from the sinking of a ferry off Cebu climbed to 31 on Tuesday, the coast guard said.",
        "Divers brought up the last bodies on Tuesday, taking the number of dead from a ferry off Cebu to 31, the coast guard said.",
        "The death toll of a landslide in Cebu rose to 31 on Tuesday as crews cleared mud from the road.",
        "Authorities on Tuesday raised the death toll from a landslide in Cebu to 31.",
    ],
)
def test_a_day_on_which_somebody_only_counts_is_no_surer_than_that_of_publication(extractor: Extractor, lead: str) -> None:
    assert told(extractor, f"MANILA, May 20 (Northwire) - {lead}") == {("2025-05-20", "publication")}


@pytest.mark.parametrize(
    "lead",
    [
        "Rescuers ended on Tuesday their search for 12 people missing from a boat found adrift off Samos on Sunday with 14 dead aboard.",
        "Fourteen migrants were found dead in a lorry near Samos on Sunday, police said as they ended their search on Tuesday.",
        "Police on Tuesday searched for the killers of 14 farm workers who were found dead on a farm near Samos on Sunday.",
    ],
)
def test_where_the_dead_were_found_the_find_is_the_happening(extractor: Extractor, lead: str) -> None:
    assert {day for day, _ in told(extractor, f"ATHENS, May 20 (Northwire) - {lead}")} == {"2025-05-18"}


def test_what_searchers_find_gives_the_happening_no_day(extractor: Extractor) -> None:
    body = "ATHENS, May 20 (Northwire) - A ferry sank off Samos on Saturday, killing 14 people. Divers found two more bodies on Tuesday."
    assert ("2025-05-17", "weekday") in told(extractor, body)


def test_a_day_of_the_happening_goes_before_that_of_the_count(extractor: Extractor) -> None:
    body = "MANILA, May 20 (Northwire) - The death toll climbed to 31 on Tuesday. The ferry sank off Cebu on Sunday."
    assert {day for day, _ in told(extractor, body)} == {"2025-05-18"}


@pytest.mark.parametrize(
    "lead",
    [
        "Rescuers pulled more bodies from the mud in Cebu on Tuesday, taking the number of people killed by landslides to 43.",
        "Authorities on Tuesday cut their count of people killed by landslides in Cebu to 43, saying that four had been counted twice.",
        "Crews in Cebu ended the search for victims of the worst landslides in two years on Tuesday with 43 people confirmed dead.",
    ],
)
def test_a_day_of_digging_is_no_day_of_the_landslide(extractor: Extractor, lead: str) -> None:
    assert told(extractor, f"MANILA, May 20 (Northwire) - {lead}") == {("2025-05-20", "publication")}


def test_a_count_on_the_day_of_the_landslide_keeps_it(extractor: Extractor) -> None:
    body = "MANILA, May 20 (Northwire) - The toll of Tuesday's landslide in Cebu rose to 43 as more bodies were found."
    assert told(extractor, body) == {("2025-05-20", "weekday")}


def test_those_whom_the_freed_are_counted_out_of_were_not_taken_on_the_day_of_the_release(extractor: Extractor) -> None:
    body = (
        "MANILA, May 20 (Northwire) - Troops freed 14 of the 58 pupils abducted from a school in Cebu in a raid on Tuesday, the army said."
    )
    assert told(extractor, body, "abducted") == {("2025-05-20", "publication")}
