"""A tally opens down to its sentences."""

from __future__ import annotations

import json

from services.aggregator.definitions import load_definitions
from services.aggregator.explain import RULES, explain, lines
from services.aggregator.forms import run_form
from services.aggregator.reconcile import evaluate, reconcile
from tests.unit.aggregator.telling import at, event, figure, place, speaker, story

MAYOR = speaker("Mayor Dahl", "local_official", "NOR")
TOLD = [
    event(story("dawn", clock="07:00"), figure("killed", 3, side="NOR", sentence="Three died."), where=place("Arnvik")),
    event(
        story("noon"),
        figure("killed", 5, side="NOR", claimant=MAYOR, sentence="Five died, Dahl said.", as_of=at("11:00")),
        where=place("Arnvik"),
    ),
]
INCIDENTS = reconcile(TOLD)
TALLIES = evaluate(INCIDENTS, load_definitions())
(TALLY,) = [t for t in TALLIES if t.tally == "killed"]


def test_the_data_goes_from_the_tally_to_the_words() -> None:
    told = explain(TALLY, INCIDENTS)
    (incident,) = told["incidents"]
    (slot,) = incident["slots"]
    assert told["tally"]["best"] == 5
    assert slot["because"] == RULES["only_number"]
    assert [(c["sentence"], c["outcome"]) for c in slot["claims"]] == [("Five died, Dahl said.", "standing"), ("Three died.", "superseded")]
    assert slot["claims"][1]["reason"] == "noon has a later number"
    assert json.loads(json.dumps(told)) == told


def test_the_lines_name_what_stands_and_what_was_set_aside() -> None:
    text = "\n".join(lines(explain(TALLY, INCIDENTS)))
    for words in (
        "killed (2031-03-05, Arnvik, NOR, all): 5",
        '"Five died, Dahl said."',
        "says Mayor Dahl",
        "[superseded: noon has a later number]",
    ):
        assert words in text


def test_an_incident_that_is_not_here_is_named_as_missing() -> None:
    told = explain(TALLY, ())
    assert told["missing"] == list(TALLY.incidents)
    assert "is not here (yet)" in "\n".join(lines(told))


def test_the_run_form_has_the_keys_that_programs_rely_on() -> None:
    form = json.loads(json.dumps(run_form(TALLIES, INCIDENTS)))
    tally, incident = form["tallies"][0], form["incidents"][0]
    assert set(
        "tally theatre programme phase date place side group low best high agreed grade origins stories incidents updated_at".split()
    ) <= set(tally)
    assert set("incident type theatre status start end place phase programme slots reasons".split()) <= set(incident)
    assert set("measure unit side by group place low best high grade origins rule claims".split()) <= set(incident["slots"][0])
    assert "sketch" not in json.dumps(form)
