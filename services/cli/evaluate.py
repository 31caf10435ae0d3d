"""`wiretally eval`: scores against a labelled set."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from services.aggregator.definitions import load_definitions
from services.board.forms import incident_form, tally_form
from services.cli.evaluation.figures import FigureReport
from services.cli.evaluation.sets import SetReport, evaluate_folder, evaluate_tallies
from services.cli.failures import CommandFailed
from services.cli.progress import waiting
from services.ingest.formats.text import parse_text


class Format(StrEnum):
    text = "text"
    json = "json"


def evaluate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Stories with gold.json (what each says), checks.json (what all come to), or both.", show_default=False
        ),
    ],
    tallies: Annotated[bool, typer.Option("--tallies", help="Only what all stories come to, and how their claims met.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Also every miss, extra and wrong attribute.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Status 1 where a check of checks.json is wrong.")] = False,
    format: Annotated[Format, typer.Option("--format")] = Format.text,
) -> None:
    """Score extraction and tallies against a labelled set; the last line is the sum of it.

    Example: wiretally eval tests/stories --misses
    """
    has_gold, has_checks = (folder / "gold.json").is_file(), (folder / "checks.json").is_file()
    if tallies and not has_checks:
        raise CommandFailed(f"{folder}: no checks.json, which says what all stories must come to")
    if not (has_gold or has_checks):
        raise CommandFailed(f"{folder}: no labelled set; it holds neither gold.json nor checks.json")
    reports = _scored(folder, figures=has_gold and not tallies, tallies=has_checks)
    if format is Format.json:
        print(json.dumps({name: report.to_json() for name, report in reports.items()}, indent=1))
    else:
        for report in reports.values():
            for line in report.lines(misses=misses):
                print(line)
        if len(reports) > 1:
            print("; ".join(report.summary() for report in reports.values()))
    if strict and not all(report.passed for report in reports.values()):
        raise typer.Exit(1)


def _scored(folder: Path, *, figures: bool, tallies: bool) -> dict[str, FigureReport | SetReport]:
    """A report each of what is asked for. Raises CommandFailed where a labelled story is not there."""
    # Not at the top: the language model's library takes seconds, and a folder that is none is told at once.
    from services.cli.pipeline import run_pipeline
    from services.extractor.extract import load_extractor

    with waiting("loading the language model"):
        extractor = load_extractor()

    def run(files: Sequence[Path]) -> Mapping[str, Any]:
        outcome = run_pipeline([parse_text(file.read_bytes(), name=file.name) for file in files], extractor, load_definitions())
        return {
            "tallies": [tally_form(row) for row in outcome.tallies],
            "incidents": [incident_form(incident) for incident in outcome.incidents],
        }

    reports: dict[str, FigureReport | SetReport] = {}
    try:
        with waiting("scoring"):
            if figures:
                reports["figures"] = evaluate_folder(folder, extractor)
            if tallies:
                reports["tallies"] = evaluate_tallies(folder, run)
    except FileNotFoundError as error:
        raise CommandFailed(f"{folder}: gold.json labels a story that is not there: {error.filename}") from None
    return reports
