"""`wiretally tallies --define`: what a definition of one's own gives over the incidents so far."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from services.aggregator.definitions import parse_definitions
from services.aggregator.reconcile import reconcile
from services.board.filters import TallyFilter
from services.cli.main import app
from services.cli.tallies import rows_by
from tests.unit.aggregator.telling import event, figure, place, story

HURT = "tallies:\n  - name: hurt_by_side\n    count: {measure: [killed, injured]}\n    by: [side]\n"
TOLD = [
    event(story("a"), figure("killed", 3, side="NOR"), figure("injured", 7, side="NOR"), where=place("Arnvik")),
    event(story("b"), figure("killed", 2, side="SWE"), ledger="harm/SWE", where=place("Luleå", country="SWE")),
]


def test_a_new_definition_is_filled_from_the_incidents_so_far() -> None:
    rows = rows_by(parse_definitions(HURT), reconcile(TOLD), TallyFilter())
    assert [(row.tally, row.side, row.best) for row in rows] == [("hurt_by_side", "NOR", 10), ("hurt_by_side", "SWE", 2)]
    assert [row.best for row in rows_by(parse_definitions(HURT), reconcile(TOLD), TallyFilter(side="SWE"))] == [2]


def test_a_fault_is_told_with_its_line_before_any_broker_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(HURT.replace("injured", "wounded"))
    result = CliRunner().invoke(app, ["tallies", "--define", str(file), "--broker", "localhost:1"])
    assert result.exit_code != 0
    assert f"{file}, line 3" in result.output + str(result.exception)


def test_the_past_is_not_watched(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["tallies", "--define", str(tmp_path / "mine.yaml"), "--watch"])
    assert result.exit_code != 0
    assert "leave out --watch" in result.output + str(result.exception)
