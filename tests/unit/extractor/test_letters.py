"""Letters that `re` takes for others where case means nothing: a dotless i, a long s, the sign for kelvins."""

from __future__ import annotations

import pytest

from services.extractor.text.clean import plain
from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    "day",
    [
        "two n\u0131ghts ago",
        "over the past three n\u0131ghts",
        "since the inva\u017fion",
        "on Chr\u0131\u017ftmas Day",
        "in three wee\u212as",
    ],
)
def test_a_word_with_such_a_letter_does_not_end_the_story(told: Told, day: str) -> None:
    rows = told(f"The inva\u017fion began on May 4. Gunmen killed nine people {day}, police said.")
    assert figures(rows, "low", measure="killed") == [(9,)]


def test_names_keep_their_dotless_i() -> None:
    assert plain("nine n\u0131ghts in K\u0131r\u0131kkale") == "nine nights in K\u0131r\u0131kkale"


@pytest.mark.parametrize(
    "body",
    [
        "The S\u0131xth stage freed 12 prisoners.",
        "FIRST INVAS\u0130ON killed 12 since the \u0130nvasion began on March 3.",
        "F\u0131ght\u0131ng began on Monday; 12 were killed s\u0131nce the F\u0131ght\u0131ng began.",
        "On Fr\u0131day 12 died, S\u0131x days after the attack.",
        "Shelling killed 12 people in the F\u0131rst phase, between 3 Apr\u0131l and 4 APR\u0130L.",
        "Two N\u0131ghts ago shelling killed 12, as it did on Chr\u0131stmas Day.",
        "Shelling killed 12 early th\u0131s week and Earl\u0131er th\u0131s Month.",
        "There were 30 M\u0130L\u0130TARY casualties in May: 12 killed and 18 hurt.",
        "There were 30 c\u0130vilian lo\u017f\u017fes in May: 12 killed and 18 hurt.",
        "The army entered its Th\u0131rd day of clashes, which killed 12.",
    ],
)
def test_nor_does_one_in_a_capitalised_word(told: Told, body: str) -> None:
    assert any(row["low"] == 12 for row in told(body))


def test_nor_does_a_list_whose_every_word_is_capitalised(told: Told) -> None:
    rows = told("By Noon 12 People Had Been Killed In Northern Essex With Nine, Officials Said.")
    assert any(row["low"] == 12 for row in rows)
