"""`wiretally explain` over the output of a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from services.board.forms import incident_form, tally_form
from services.cli.main import app
from tests.unit.board.messages import claim, incident, story, tally

KEYS = ("prisoners_exchanged|AAA-BBB|||2025-03-04||AAA|all", "prisoners_exchanged|AAA-BBB|||2025-03-04||BBB|all")


@pytest.fixture
def run_file(tmp_path: Path) -> Path:
    copied = claim(40, of=story("gazette-9")).model_copy(update={"outcome": "copy", "reason": "prints the Harbour Wire"})
    swap = incident(claims=(claim(40), copied), reasons=("same day and sides",))
    rows = [tally(KEYS[0], measures=("released",)), tally(KEYS[1], side="BBB", measures=("released",))]
    path = tmp_path / "run.json"
    path.write_text(json.dumps({"tallies": [tally_form(row) for row in rows], "incidents": [incident_form(swap)]}))
    return path


def explained(run_file: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["explain", *arguments, "--from-run", str(run_file)])
    return result.exit_code, result.stdout, result.stderr


def test_a_key_opens_to_the_sentences_with_the_number_marked_and_the_fate_of_each_claim(run_file: Path) -> None:
    status, out, _ = explained(run_file, KEYS[0])
    assert status == 0
    assert "prisoners_exchanged · AAA-BBB · 2025-03-04 · AAA · all" in out
    assert "● Each side let [40 prisoners] go on Tuesday." in out
    assert "the interior ministry, Harbour Wire, harbour-1, 2025-03-04 12:00 UTC" in out
    assert "○ Each side let [40 prisoners] go on Tuesday." in out
    assert "copy: prints the Harbour Wire" in out
    assert "because: same day and sides" in out


def test_a_name_with_filters_that_leave_one_row_is_enough(run_file: Path) -> None:
    assert explained(run_file, "prisoners_exchanged", "--side", "AAA")[0] == 0


def test_a_name_that_fits_several_rows_lists_their_keys(run_file: Path) -> None:
    status, out, error = explained(run_file, "prisoners_exchanged")
    assert status == 1
    assert all(key in out.splitlines() for key in KEYS)
    assert "2 rows match" in error


def test_a_name_that_fits_nothing_says_which_tallies_stand(run_file: Path) -> None:
    status, _, error = explained(run_file, "bodies_returned")
    assert (status, "tallies that stand: prisoners_exchanged" in error) == (1, True)


def test_json_holds_the_tally_its_incidents_and_stories(run_file: Path) -> None:
    form = json.loads(explained(run_file, KEYS[0], "--format", "json")[1])
    assert form["tally"]["key"] == KEYS[0]
    assert [one["story_id"] for one in form["stories"]] == ["gazette-9", "harbour-1"]
