"""The labelled sets beside the repository: from perfect input every number of theirs, in any order of arrival, and none of their traps."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest

from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import Ledgers, TallyBook, evaluate, reconcile
from services.board.forms import incident_form, tally_form
from services.cli.evaluation.gold import load_gold
from services.cli.evaluation.merges import score_merges
from services.cli.evaluation.tallies import RunForm
from tests.unit.aggregator.oracle import SETS, STORIES, Oracle, Story

CHECKER = STORIES.parent / "tools" / "check_tallies.py"
pytestmark = pytest.mark.skipif(not CHECKER.exists(), reason=f"NOT RUN: the labelled stories are not beside the repository ({STORIES})")
DEFINITIONS = load_definitions()
ORDERS = 50


@cache
def oracle(name: str) -> Oracle:
    return Oracle.load(name)


@cache
def verdict() -> Callable[[dict[str, Any], dict[str, Any]], str]:
    spec = importlib.util.spec_from_file_location("check_tallies", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.verdict  # type: ignore[no-any-return]


def wrong(name: str, form: dict[str, Any]) -> list[str]:
    checks = json.loads((STORIES / name / "checks.json").read_text())
    return [f"{check['name']}: {why}" for check in checks if (why := verdict()(check, form))]


def run_form(tallies: Sequence[Tally], incidents: Sequence[Incident]) -> dict[str, Any]:
    return {"tallies": [tally_form(row) for row in tallies], "incidents": [incident_form(incident) for incident in incidents]}


def told(name: str, until: date | None = None) -> tuple[tuple[Incident, ...], tuple[Tally, ...]]:
    """What stands once all stories published by ``until`` are in."""

    def by_then(stories: list[Story]) -> list[Story]:
        return [s for s in stories if until is None or s.published <= until]

    incidents = reconcile(oracle(name).messages(by_then))
    return incidents, evaluate(incidents, DEFINITIONS)


def rows(tallies: Sequence[Tally], tally: str, **keys: object) -> list[Tally]:
    return [t for t in tallies if t.tally == tally and all(getattr(t, k) == v for k, v in keys.items())]


@pytest.mark.parametrize("name", SETS)
def test_every_number_of_the_set_comes_out(name: str) -> None:
    incidents, tallies = told(name)
    assert wrong(name, run_form(tallies, incidents)) == []


@pytest.mark.parametrize("name", SETS)
def test_the_order_of_arrival_and_duplicates_do_not_matter(name: str) -> None:
    incidents, tallies = told(name)
    for seed in range(ORDERS):
        rng = random.Random(seed)

        def shuffled(stories: list[Story], rng: random.Random = rng) -> list[Story]:
            return rng.sample(stories, len(stories))

        messages = list(oracle(name).messages(shuffled))
        messages += rng.sample(messages, len(messages) // 3)
        rng.shuffle(messages)
        again = reconcile(messages)
        assert again == incidents
        assert evaluate(again, DEFINITIONS) == tallies


@pytest.mark.parametrize("name", SETS)
def test_one_message_at_a_time_comes_to_the_same(name: str) -> None:
    incidents, tallies = told(name)
    ledgers, book = Ledgers(), TallyBook(DEFINITIONS)
    messages = list(oracle(name).messages())
    random.Random(7).shuffle(messages)
    for message in messages:
        for incident in ledgers.apply(message):
            book.apply(incident)
    assert (ledgers.incidents(), book.tallies()) == (incidents, tallies)


@pytest.mark.parametrize(
    ("day", "done"), [("2025-05-22", None), ("2025-05-23", 390), ("2025-05-24", 697), ("2025-05-25", 1000), ("2025-06-30", 1000)]
)
@pytest.mark.parametrize("side", ["UKR", "RUS"])
def test_progress_grows_by_each_handover_and_never_by_a_promise_or_a_total(day: str, done: int | None, side: str) -> None:
    _, tallies = told("exchange", date.fromisoformat(day))
    found = rows(tallies, "programme_progress", side=side, group="all")
    assert [(t.best, t.agreed) for t in found] == ([] if done is None else [(done, 1000)])


def test_running_totals_hold_where_they_are_said() -> None:
    _, tallies = told("exchange")
    (row,) = rows(tallies, "programme_progress", side="UKR", group="all")
    held = {(c.claim.figure.best, c.counted, c.holds) for c in row.checks}
    assert {(697, 697, True), (1000, 1000, True), (1205, 1205, True)} <= held
    (raid,) = rows(tallies, "drones_launched", side="RUS", date=date(2025, 5, 26))
    assert [(c.claim.figure.low, c.counted, c.holds) for c in raid.checks] == [(901, 903, True)]


@pytest.mark.parametrize(
    ("day", "killed", "high"), [("2025-06-17", 16, 16), ("2025-06-18", 15, 15), ("2025-06-19", 28, 28), ("2025-06-30", 28, 28)]
)
def test_a_toll_rises_falls_and_rises_again(day: str, killed: int, high: int) -> None:
    _, tallies = told("exchange", date.fromisoformat(day))
    (row,) = rows(tallies, "killed", place="Kyiv", date=date(2025, 6, 17), group="all")
    assert (row.best, row.high) == (killed, high)


SERIES = [
    ("killed", "2025-02-08", "TZA", {"2025-02-09": 21, "2025-02-12": 58}),
    ("missing", "2025-02-08", "TZA", {"2025-02-12": 46}),
    ("killed", "2026-03-10", "TJK", {"2026-03-10": 312, "2026-03-12": 2140, "2026-03-17": 2867}),
    ("killed", "2026-03-10", "KGZ", {"2026-03-10": 6, "2026-03-12": 18, "2026-03-17": 18}),
    ("killed", "2025-09-15", "BOL", {"2025-09-16": 5, "2025-09-19": 11}),
    ("killed", "2025-11-29", "EGY", {"2025-11-29": 9, "2025-11-30": 16, "2025-12-02": 19}),
    ("injured", "2025-11-29", "EGY", {"2025-11-29": 120, "2025-11-30": 143, "2025-12-02": 143}),
    ("killed", "2026-01-17", "FIN", {"2026-01-17": 6, "2026-01-19": 8}),
    ("killed", "2024-07-18", "MMR", {"2024-07-22": 74}),
]


@pytest.mark.parametrize(("measure", "day", "side", "states"), SERIES, ids=[f"{side}-{measure}" for measure, _, side, _ in SERIES])
def test_each_toll_shows_at_any_time_what_was_then_the_latest(measure: str, day: str, side: str, states: dict[str, int]) -> None:
    for until, best in states.items():
        _, tallies = told("incidents", date.fromisoformat(until))
        found = [
            t
            for t in rows(tallies, measure, date=date.fromisoformat(day), group="all")
            if t.side == side or (side == "TZA" and t.side is None)
        ]
        assert [t.best for t in found] == [best], until


TRAPS = [
    ("exchange", "prisoners_exchanged", {2697, 1697, 2000, 1412, 412, 697, 780, 1170, 606, 500, 700, 640}),
    ("exchange", "prisoners_exchanged", {1200, 1205, 4757, 5147, 5454, 350, 62, 1000}),
    ("exchange", "bodies_returned", {6000, 6057, 6060, 3612, 2388, 2200, 78, 2493, 8001}),
    ("exchange", "killed", {105, 33, 13001, 100, 30, 23}),
    ("exchange", "injured", {72, 24}),
    ("exchange", "drones_launched", {901, 903, 499, 537}),
    ("exchange", "drones_intercepted", {788, 1465, 490, 532, 576, 804, 128, 117, 428, 385}),
    ("incidents", "prisoners_exchanged", {10, 14, 16, 24, 38, 40, 210, 330, 540, 600, 405, 475, 192, 195, 88, 240}),
    ("incidents", "bodies_returned", {12, 54}),
    ("incidents", "abducted", {284, 328, 120}),
    ("incidents", "killed", {98, 100, 114, 132, 76, 14, 42, 38, 79, 72, 2140, 1105, 2911, 4280, 17, 25, 22, 24, 50}),
    ("incidents", "missing", {90, 19, 17}),
    ("incidents", "evacuated", {24000, 15730, 46001, 8400}),
    ("incidents", "missiles_launched", {39, 20, 44}),
    ("incidents", "drones_launched", {98, 62, 82}),
    ("incidents", "drones_intercepted", {53, 54, 37}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tally", "traps"), TRAPS, ids=[f"{name}-{tally}-{min(traps)}" for name, tally, traps in TRAPS])
def test_no_row_shows_a_number_that_a_trap_would_give(name: str, tally: str, traps: set[int]) -> None:
    """Sums of totals and parts, plans, recaps, denials, killed and corrected numbers (``must_not`` of the sets' truth)."""
    _, tallies = told(name)
    found = [t for t in tallies if t.tally == tally and t.group in (None, "all")]
    assert found
    assert {t.best for t in found} & traps == set()


def test_the_corrected_number_stands_and_the_wrong_one_is_gone() -> None:
    incidents, tallies = told("exchange")
    (row,) = rows(tallies, "injured", place="Dnipro", group="child", date=date(2025, 6, 24))
    assert row.best == 27
    assert not any(s.best == 72 for i in incidents for s in i.slots)
    assert not any(s.best == 412 for i in incidents for s in i.slots)


def test_tampered_input_is_noticed() -> None:
    """The checks can fail: one wrong number in one story breaks them."""
    messages = [m for m in oracle("exchange").messages() if "11-day2" not in m.story.story_id and "17-day3" not in m.story.story_id]
    incidents = reconcile(messages)
    assert wrong("exchange", run_form(evaluate(incidents, DEFINITIONS), incidents)) != []


@pytest.mark.parametrize("name", SETS)
def test_claims_of_one_happening_meet_and_others_do_not(name: str) -> None:
    """Pairwise, over all figures whose labels say which happening they are of."""
    incidents, tallies = told(name)
    form = RunForm.model_validate(run_form(tallies, incidents))
    merges = score_merges(load_gold(STORIES / name / "gold.json"), form.incidents)
    assert merges.met > 400
    assert merges.rates.f1 >= 0.97, list(merges.lines())
