"""Pairwise scores of merges: what the labels decide is counted, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from services.cli.evaluation.gold import GoldFact, GoldStory
from services.cli.evaluation.merges import MergeReport, score_merges
from services.cli.evaluation.tallies import IncidentForm


def fact(low: int, *, date: str | None = "2031-03-05", **fields: Any) -> GoldFact:
    said = {
        "measure": "killed",
        "item": "persons",
        "low": low,
        "high": low,
        "who": "NOR",
        "place": "Arnvik",
        "anchor": f"{low} people died in",
    }
    return GoldFact(**(said | {"date": date, "status": "happened", "scope": "event"} | fields))


def incident(name: str, *claims: tuple[str, int]) -> IncidentForm:
    figure = {"measure": "killed", "unit": "persons", "side": "NOR"}
    said = [
        {"story": {"story_id": story}, "figure": figure | {"low": n, "high": n, "sentence": f"{n} people died in the fire."}}
        for story, n in claims
    ]
    slot = {"measure": "killed", "unit": "persons", "claims": said}
    return IncidentForm.model_validate({"incident": name, "status": "happened", "slots": [slot]})


def scored(*incidents: IncidentForm, **stories: GoldFact) -> MergeReport:
    return score_merges([GoldStory(story=name, facts=(said,)) for name, said in stories.items()], incidents)


def test_two_words_on_one_fire_that_met_are_a_hit_and_apart_a_miss() -> None:
    assert scored(incident("i", ("a", 3), ("b", 5)), a=fact(3), b=fact(5)).rates.f1 == 1
    apart = scored(incident("i", ("a", 3)), incident("j", ("b", 5)), a=fact(3), b=fact(5))
    assert (apart.met, len(apart.missed), len(apart.false)) == (0, 1, 0)


def test_fires_of_two_days_in_one_incident_are_a_false_merge() -> None:
    report = scored(incident("i", ("a", 3), ("b", 5)), a=fact(3), b=fact(5, date="2031-03-06"))
    assert (report.met, len(report.false)) == (0, 1)
    assert "FALSE MERGE a killed 3 NOR 2031-03-05 Arnvik + b killed 5 NOR 2031-03-06 Arnvik" in list(report.lines())


@pytest.mark.parametrize("other", [fact(5, place="Bexfjord"), fact(5, place=None), fact(5, date=None), fact(5, status="planned"), fact(7)])
def test_what_the_labels_or_the_run_leave_open_is_not_counted(other: GoldFact) -> None:
    report = scored(incident("i", ("a", 3), ("b", 5)), a=fact(3), b=other)
    assert (report.met, report.missed, report.false) == (0, [], [])


def test_parties_tell_handovers_apart_and_place_does_not() -> None:
    def freed(low: int, who: str, by: str) -> GoldFact:
        return fact(low, measure="released", who=who, by=by, place=None, anchor="")

    def handover(name: str, *claims: tuple[str, int, str]) -> IncidentForm:
        said = [
            {"story": {"story_id": story}, "figure": {"measure": "released", "unit": "persons", "low": n, "high": n, "side": side}}
            for story, n, side in claims
        ]
        return IncidentForm.model_validate({"incident": name, "slots": [{"measure": "released", "unit": "persons", "claims": said}]})

    joined = handover("i", ("a", 3, "NOR"), ("b", 5, "SWE"), ("c", 9, "TCD"))
    report = scored(joined, a=freed(3, "NOR", "SWE"), b=freed(5, "SWE", "NOR"), c=freed(9, "TCD", "tsf"))
    assert (report.met, len(report.missed), len(report.false)) == (1, 0, 2)


def test_a_handover_whose_label_names_no_party_is_not_held_against_those_that_do() -> None:
    def freed(low: int, who: str | None) -> GoldFact:
        return fact(low, measure="released", who=who, by={"NOR": "SWE", "SWE": "NOR"}.get(who or ""), place=None, anchor="")

    said = [
        {"story": {"story_id": story}, "figure": {"measure": "released", "unit": "persons", "low": n, "high": n, "side": side}}
        for story, n, side in (("a", 230, None), ("b", 115, "NOR"), ("c", 115, "SWE"))
    ]
    joined = IncidentForm.model_validate({"incident": "i", "slots": [{"measure": "released", "unit": "persons", "claims": said}]})
    report = scored(joined, a=freed(230, None), b=freed(115, "NOR"), c=freed(115, "SWE"))
    assert (report.met, report.missed, report.false) == (1, [], [])
