"""`wiretally run`: stories to tallies in this process, no broker."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.board.forms import incident_form, tally_form
from services.board.view import tally_order
from services.cli.progress import waiting
from services.cli.stories import StoriesArgument, read_stories
from services.cli.tables import TALLY_FIELDS, console, tally_table, write_csv


class Format(StrEnum):
    json = "json"
    table = "table"
    csv = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="json also holds the incidents with their claims.")]


def run(
    files: StoriesArgument,
    format: FormatOption = Format.table,
    definitions: Annotated[
        Path | None, typer.Option("--tallies", metavar="FILE", help="Tally definitions to use instead of the shipped tallies.yaml.")
    ] = None,
) -> None:
    """Run the whole pipeline over stories, in any order, and print the tallies.

    Example: wiretally run stories/ --format json > run.json && wiretally explain prisoners_exchanged --from-run run.json
    """
    stories = read_stories(files)
    defined = load_definitions(definitions)
    # Last, since it takes seconds: what is wrong with the files is told before.
    from services.cli.pipeline import run_pipeline
    from services.extractor.extract import load_extractor

    with waiting("loading the language model"):
        extractor = load_extractor()
    outcome = run_pipeline([article for _, article in stories.articles], extractor, defined, refuse=stories.give_up)
    show(sorted(outcome.tallies, key=tally_order), outcome.incidents, format)
    stories.finish()


def show(tallies: Sequence[Tally], incidents: Sequence[Incident], format: Format) -> None:
    """Print rows that stand in one of the forms that other programs rely on, or as a table."""
    if format is Format.json:
        form = {"tallies": [tally_form(row) for row in tallies], "incidents": [incident_form(incident) for incident in incidents]}
        print(json.dumps(form, ensure_ascii=False, indent=1))
    elif format is Format.csv:
        write_csv([tally_form(row) for row in tallies], TALLY_FIELDS, sys.stdout)
    else:
        console().print(tally_table(tallies) if tallies else "no tally stands")
