"""The scorer of tallies: what each kind of check accepts and refuses."""

from __future__ import annotations

from typing import Any

import pytest

from services.cli.evaluation.tallies import Check, RunForm, check_run


def slot(**changes: Any) -> dict[str, Any]:
    return {"measure": "killed", "unit": "persons", "side": "UKR", "by": "RUS", "low": 5, "best": 5, "high": 5, "group": "all", **changes}


def incident(*slots: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {"incident": "i1", "status": "happened", "start": "2025-06-17", "place": "Port Vell", "slots": list(slots), **changes}


def reason(check: dict[str, Any], *incidents: dict[str, Any], tallies: tuple[dict[str, Any], ...] = ()) -> str:
    run = RunForm.model_validate({"incidents": incidents, "tallies": tallies})
    return check_run([Check.model_validate({"kind": "slot", "name": "n", **check})], run).verdicts[0][1]


KILLED = {"measure": "killed", "start": "2025-06-17", "best": 5}


def test_one_slot_with_the_number_is_right() -> None:
    assert reason(KILLED, incident(slot())) == ""


@pytest.mark.parametrize(
    ("check", "why"),
    [
        ({"best": 6}, "best 5 not 6"),
        ({"low": 4}, "low 5 not 4"),
        ({"side": "RUS"}, "0 incidents: []"),
        ({"place": "Elsewhere"}, "0 incidents: []"),
        ({"start": "2025-06-19"}, "0 incidents: []"),
        ({"group": "child"}, "0 incidents: []"),
    ],
)
def test_a_slot_that_differs_is_wrong_and_says_how(check: dict[str, Any], why: str) -> None:
    assert reason({**KILLED, **check}, incident(slot())) == why


def test_the_same_number_in_two_incidents_is_a_missed_merge() -> None:
    assert reason(KILLED, incident(slot()), incident(slot(), incident="i2")) == "2 incidents: [5, 5]"


def test_any_of_several_place_names_will_do() -> None:
    assert reason({**KILLED, "place": "Elsewhere|Port Véll"}, incident(slot())) == ""


def test_parts_plans_and_running_totals_are_passed_over() -> None:
    found = reason(
        KILLED,
        incident(slot(part=True), slot(mode="cumulative"), slot(status="planned")),
        incident(slot(), incident="i2", status="planned"),
    )
    assert found == "0 incidents: []"


def test_a_longer_period_is_another_statement() -> None:
    assert reason(KILLED, incident(slot(), start="2025-06-01", end="2025-06-30")) == "0 incidents: []"


def test_where_no_slot_is_for_all_the_largest_stands_for_it() -> None:
    assert reason(KILLED, incident(slot(group="military"), slot(group="child", best=2))) == ""


def test_a_raid_goes_by_its_last_day_and_a_smaller_local_figure_may_stand_beside() -> None:
    check = {"measure": "launched", "unit": "drones", "start": "2025-06-17", "best": 175}
    night = incident(slot(measure="launched", unit="drones", best=175), start="2025-06-16", end="2025-06-17")
    local = incident(slot(measure="launched", unit="drones", best=12), incident="i2")
    assert reason(check, night, local) == ""
    assert reason({**check, "start": "2025-06-16"}, night) == "0 incidents: []"


def test_a_sum_adds_over_incidents() -> None:
    two = (incident(slot(best=5)), incident(slot(best=3), incident="i2", start="2025-06-18"))
    check = {"kind": "sum", "measure": "killed", "start": "2025-06-17", "end": "2025-06-18"}
    assert reason({**check, "best": 8}, *two) == ""
    assert reason({**check, "best": 5}, *two) == "sum 8 of [5, 3]"


def test_a_number_that_must_not_be_there_is_found() -> None:
    check = {"kind": "none", "measure": "killed", "start": "2025-06-17"}
    assert reason(check, incident(slot())) == "there: [5]"
    assert reason({**check, "best": 8}, incident(slot())) == ""


def test_a_tally_row_is_found_by_the_keys_that_are_asked() -> None:
    rows = (
        {"tally": "prisoners_exchanged", "phase": 1, "side": "UKR", "group": None, "best": 390},
        {"tally": "prisoners_exchanged", "phase": 2, "side": "UKR", "group": "all", "best": 307},
    )
    check = {"kind": "tally", "tally": "prisoners_exchanged", "side": "UKR", "group": "all", "best": 390}
    assert reason({**check, "phase": 1}, tallies=rows) == ""
    assert reason({**check, "phase": 2}, tallies=rows) == "best 307 not 390"
    assert reason(check, tallies=rows) == "2 rows"


def test_a_set_passes_only_if_all_checks_do_and_there_are_some() -> None:
    run = RunForm.model_validate({"incidents": [incident(slot())]})
    right, wrong = (Check.model_validate({"kind": "slot", "name": "n", **KILLED, "best": best}) for best in (5, 6))
    assert check_run([right], run).passed
    assert not check_run([right, wrong], run).passed
    assert not check_run([], run).passed
    assert list(check_run([right, wrong], run).lines()) == ["WRONG n: best 5 not 6", "tallies 1 of 2 right"]
