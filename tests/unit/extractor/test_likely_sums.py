"""Sums that no words give away, by weights that were learned; what each trait says, and what is never asked of the weights."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from bench.sums import TABLE, WEIGHTS, learn, page, read, why
from schemas.figure import Mode
from services.extractor.bank import load_bank
from services.extractor.bank.likelihood import Likelihood
from services.extractor.extract import Extractor
from services.extractor.story.traits import TRAITS
from tests.unit.extractor.conftest import Told, figures

HELD_UP = "A convoy of nurses reached the Sudanese town of Kutum on Monday after two days at a checkpoint, its leader said.\n\n"


def test_every_trait_has_a_weight_and_nothing_else_has() -> None:
    assert list(load_bank().sums.weights) == list(TRAITS)


def test_the_weights_are_those_that_the_table_teaches() -> None:
    assert page(*learn(read(TABLE))) == WEIGHTS.read_text(encoding="utf-8")


def test_the_table_holds_no_words_of_stories() -> None:
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("# ")]
    assert {is_sum for _, is_sum, _, _ in rows} == {"0", "1"}
    assert {rules for _, _, rules, _ in rows} <= set(get_args(Mode))
    assert all(int(bits, 16) >> len(TRAITS) == 0 for *_, bits in rows)


def test_weights_add_up_to_a_chance() -> None:
    likelihood = Likelihood(bias=-1.0, sure=0.5, weights={"old": 1.0, "near": -2.0})
    assert likelihood.of([]) == pytest.approx(0.269, abs=0.001)
    assert likelihood.of(["old"]) == 0.5
    assert likelihood.of(["old", "near"]) == pytest.approx(0.119, abs=0.001)


def test_a_trait_without_a_weight_is_told() -> None:
    with pytest.raises(KeyError):
        Likelihood(bias=0, sure=0.5, weights={}).of(["old"])


@pytest.mark.parametrize(
    ("sentence", "measure", "mode"),
    [
        ("Gunmen have killed several hundred people in Sudan, by estimates of aid groups.", "killed", "cumulative"),
        ("Rebels are thought to have killed more than 700 villagers in Sudan.", "killed", "cumulative"),
        ("Hundreds of people have been killed and thousands hurt in the campaign.", "injured", "cumulative"),
        ("The army killed 210 rebels near the town.", "killed", "increment"),
        ("Four villagers have been killed in Kutum.", "killed", "increment"),
    ],
)
def test_what_a_war_has_cost_is_told_by_all_that_is_known_of_it(told: Told, sentence: str, measure: str, mode: str) -> None:
    assert figures(told(HELD_UP + sentence), "mode", measure=measure) == [(mode,)]


def test_what_is_counted_over_a_day_is_of_that_day(told: Told) -> None:
    body = "Fighting in Darfur over the last 24 hours has killed 140 soldiers, officials said on Thursday."
    assert figures(told(body, published="2024-05-16"), "mode") == [("increment",)]


def test_a_headline_tells_in_the_present_what_was_just_done(told: Told) -> None:
    rows = told("The guards were held at their barracks, officials said.", headline="Turkey detains 300 presidential guards")
    assert figures(rows, "low", "mode") == [(300, "increment")]


def test_the_toll_of_a_disaster_is_one_however_great(told: Told) -> None:
    body = "An earthquake struck the Afghan province of Paktika on Monday.\n\nHundreds of villagers have been killed and thousands hurt."
    assert figures(told(body), "measure", "mode") == [("injured", "increment"), ("killed", "increment")]


def test_a_reader_can_see_which_traits_made_a_figure_a_sum(extractor: Extractor, tmp_path: Path) -> None:
    story = tmp_path / "kutum.txt"
    story.write_text(
        "date 2025-05-24\n\n" + HELD_UP + "Rebels are thought to have killed more than 700 villagers in Sudan.", encoding="utf-8"
    )
    (line,) = why(story, extractor)
    assert line.startswith("700 killed: 0.")
    assert "a hundred or more +" in line
