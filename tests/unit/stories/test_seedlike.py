"""Two agencies on one exchange: what they come to together, whatever the order and however often each arrives."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemas.article import Article
from services.aggregator.definitions import load_definitions
from services.board.forms import incident_form, tally_form
from services.cli.evaluation.tallies import RunForm, check_run, load_checks
from services.cli.pipeline import run_pipeline
from services.extractor.extract import Extractor, load_extractor
from services.ingest.formats.text import parse_text

HOME = Path(__file__).parents[2] / "stories" / "seedlike"
FIRST, SECOND = "seedlike-01.txt", "seedlike-02.txt"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


def article(name: str) -> Article:
    return parse_text((HOME / name).read_bytes(), name=name)


@pytest.mark.parametrize(
    "arrivals",
    [(FIRST, SECOND), (SECOND, FIRST), (FIRST, FIRST, SECOND, SECOND), (SECOND, FIRST, SECOND, FIRST)],
    ids=["first before second", "second before first", "each twice", "each again"],
)
def test_two_agencies_come_to_one_exchange_and_one_night(extractor: Extractor, arrivals: tuple[str, ...]) -> None:
    outcome = run_pipeline([article(name) for name in arrivals], extractor, load_definitions(None))
    run = RunForm.model_validate(
        {"tallies": [tally_form(row) for row in outcome.tallies], "incidents": [incident_form(incident) for incident in outcome.incidents]}
    )
    report = check_run(load_checks(HOME / "checks.json"), run)
    assert len(report.verdicts) == 21
    assert {name: why for name, why in report.verdicts if why} == {}
