"""The scorer of figures: the labelling guide's rules, fact by fact."""

from __future__ import annotations

import pytest

from services.cli.evaluation.agreement import FigureRow, attributes, same_number, side_id
from services.cli.evaluation.figures import FigureReport, score
from services.cli.evaluation.gold import GoldFact, GoldStory

STORY = "harbour-swap"


def fact(**changes: object) -> GoldFact:
    base = {"measure": "released", "item": "persons", "low": 40, "high": 40, "who": "UKR", "date": "2025-05-23"}
    return GoldFact.model_validate({**base, "status": "happened", "scope": "event", **changes})


def row(**changes: object) -> FigureRow:
    base = {"story": STORY, "measure": "released", "unit": "persons", "low": 40, "high": 40, "side": "UKR", "start": "2025-05-23"}
    return FigureRow.model_validate({**base, "status": "happened", "mode": "increment", **changes})


def scored(facts: list[GoldFact], rows: list[FigureRow]) -> FigureReport:
    return score([GoldStory(story=STORY, facts=tuple(facts))], rows)


@pytest.mark.parametrize(
    ("gold", "said", "same"),
    [
        ((40, 40), (40, 40), True),
        ((40, 40), (41, 41), False),
        ((40, None), (41, None), True),
        ((40, None), (42, None), False),
        ((40, None), (40, 40), False),
        ((24, 99), (20, 99), True),
        ((24, 99), (90, 200), False),
        ((36, 44), (40, 40), False),
        ((None, 40), (None, 40), True),
        ((None, 40), (36, 40), False),
    ],
)
def test_bounds_agree_as_the_guide_says(gold: tuple[int | None, int | None], said: tuple[int | None, int | None], same: bool) -> None:
    assert same_number(fact(low=gold[0], high=gold[1]), row(low=said[0], high=said[1])) is same


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Ukrainian", "UKR"), ("UKR", "UKR"), ("the Houthis", "houthis"), ("Al-Shabaab", "al shabaab"), ("", None), (None, None)],
)
def test_a_side_goes_by_code_or_slug(name: str | None, expected: str | None) -> None:
    assert side_id(name) == expected


def test_only_what_gold_labels_is_scored() -> None:
    assert set(attributes(fact(who=None, date=None), row())) == {"status", "mode"}


def test_a_perfect_answer_scores_one() -> None:
    report = scored([fact()], [row()])
    assert report.summary() == ("core P 1.000 R 1.000 F1 1.000 | tally-ready P 1.000 R 1.000 F1 1.000 | stories 1 gold 1")
    assert report.faults == []


def test_a_wrong_side_costs_readiness_but_not_the_core() -> None:
    report = scored([fact()], [row(side="RUS")])
    assert (report.core.f1, report.tally_ready.f1) == (1.0, 0.0)
    assert str(report.faults[0]).startswith("wrong side harbour-swap")


def test_equal_rows_and_repeats_in_gold_count_once() -> None:
    report = scored([fact(), fact(repeat=True)], [row(), row()])
    assert (report.hits, report.extras, report.misses) == (1, 0, 0)


def test_an_optional_fact_is_neither_required_nor_an_error() -> None:
    assert scored([fact(), fact(low=7, high=7, optional=True)], [row()]).core.f1 == 1.0
    assert scored([fact(), fact(low=7, high=7, optional=True)], [row(), row(low=7, high=7)]).core.f1 == 1.0


def test_a_plan_told_as_a_deed_is_counted_and_an_optional_one_is_also_an_extra() -> None:
    required = scored([fact(status="planned")], [row()])
    assert (required.taken_for_deeds, required.hits, required.extras) == (1, 1, 0)
    optional = scored([fact(status="denied", optional=True)], [row()])
    assert (optional.taken_for_deeds, optional.hits, optional.extras) == (1, 0, 1)


def test_each_fact_takes_one_row_the_one_with_most_right() -> None:
    report = scored([fact(who="UKR"), fact(who="RUS")], [row(side="RUS"), row(side="UKR")])
    assert (report.hits, report.ready, report.extras) == (2, 2, 0)


def test_a_fact_that_mixes_weapons_takes_any_unit() -> None:
    assert scored([fact(measure="launched", item="weapons", mixed=True)], [row(measure="launched", unit="drones")]).hits == 1


def test_a_missed_and_an_invented_number_are_listed() -> None:
    report = scored([fact()], [row(low=41, high=41)])
    assert [fault.kind for fault in report.faults] == ["miss", "extra"]
    assert list(report.lines(misses=True))[-1] == report.summary()
    assert any(line.startswith("miss harbour-swap") for line in report.lines(misses=True))
    assert not any("harbour-swap" in line for line in report.lines())


def test_an_empty_set_does_not_pass() -> None:
    assert not score([], []).passed


def test_confidence_is_held_against_how_often_it_is_right() -> None:
    facts = [fact(), fact(low=41, high=41, repeat=True)]
    report = scored(facts, [row(confidence=0.9), row(low=41, high=41, confidence=0.9), row(low=50, high=50, confidence=0.6)])
    assert report.to_json()["calibration"] == {
        "error": pytest.approx((2 * 0.1 + 0.6) / 3),
        "buckets": [{"confidence": 0.6, "right": 0, "said": 1}, {"confidence": 0.9, "right": 2, "said": 2}],
    }
    assert any("0.60 0/1=0.00, 0.90 2/2=1.00 (off by 0.267)" in line for line in report.lines())


def test_rows_without_a_confidence_are_not_held_against_any() -> None:
    report = scored([fact()], [row()])
    assert report.calibration_error == 0
    assert not any("right by confidence" in line for line in report.lines())
