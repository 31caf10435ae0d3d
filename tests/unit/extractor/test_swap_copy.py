"""Swaps as wires tell them: lists and records beside them, kinds without a whole, parties that are not counted, the same number again."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    "sentence",
    [
        "Chad and Niger said Friday that they had exchanged the remains of 90 soldiers, the fourth such handover between the two "
        "neighbours so far this year.",
        "Chad and Niger exchanged the bodies of 90 soldiers on Friday, their third such exchange since the spring.",
    ],
)
def test_the_period_of_a_record_is_not_that_of_the_bodies(told: Told, sentence: str) -> None:
    rows = told(sentence, published="2024-08-02")
    assert figures(rows, "side", "by", "mode", "start", "phase", low=90) == [(None, None, "increment", "2024-08-02", None)]


def test_captives_put_to_death_by_and_by_are_a_sum(told: Told) -> None:
    rows = told("At least 64 captured soldiers have been executed by the rebels while in captivity, Chad's prosecutors said in June.")
    assert figures(rows, "mode", low=64) == [("cumulative",)]


@pytest.mark.parametrize("words", ["handed over about 300", "turned over some 300", "handed over around 300"])
def test_over_of_a_verb_loosens_no_number(told: Told, words: str) -> None:
    rows = told(f"Niger {words} captives to FARC on Friday.")
    assert figures(rows, "low", "high", measure="released") == [(270, 330)]


def test_kinds_whose_whole_is_only_a_round_headline_are_each_a_whole(told: Told) -> None:
    rows = told(
        "Chad freed 100 soldiers and 22 civilians on Friday in an exchange with Niger, the presidency said.",
        headline="Chad frees over 120 captives in swap",
    )
    assert figures(rows, "low", "mode", measure="released") == [(22, "increment"), (100, "increment"), (121, "increment")]


def test_kinds_whose_whole_is_told_are_parts(told: Told) -> None:
    rows = told(
        "Chad let go 122 people on Friday in an exchange with Niger. The group was made up of 100 soldiers and 22 civilians, it said."
    )
    assert figures(rows, "low", "mode", measure="released") == [(22, "part"), (100, "part"), (122, "increment")]


def test_rivals_are_not_let_go(told: Told) -> None:
    rows = told(
        "Chad returned four fishermen to Niger on Sunday. On Friday Niger gave back six detained Chadians at the two rivals' fortified "
        "border. Tensions then gave way to a stage that saw the two neighbours agree to reopen their joint park."
    )
    assert figures(rows, "low", low=2) == []


def test_lists_exchanged_let_nobody_go(told: Told) -> None:
    rows = told(
        "Chad freed 30 Nigerien herders on Friday. According to lists exchanged by both sides in January, there are 347 Chadian prisoners "
        "in Nigerien jails, 249 of whom are civilians.",
        published="2019-04-08",
    )
    assert figures(rows, "measure", "side", "by", "mode", low=347) == [("detained", "TCD", "NER", "cumulative")]


def test_that_one_of_the_freed_is_no_day_told_before(told: Told) -> None:
    rows = told(
        "Chad and the rebels exchanged prisoners on Wednesday, a sign of progress towards the goals of a 2015 peace deal. The rebels of "
        "the Tibesti handed over 74 prisoners. A spokeswoman said that one of the 74 prisoners released by the rebels would stay in Faya.",
        published="2017-12-27",
    )
    assert figures(rows, "start", low=74) == [("2017-12-27",), ("2017-12-27",)]
