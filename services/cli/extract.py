"""`wiretally extract`: what single stories say, without a broker and without reconciling."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from services.board.forms import event_form
from services.chassis.errors import PermanentError
from services.cli.failures import tell
from services.cli.progress import tracked, waiting
from services.cli.stories import StoriesArgument, read_stories
from services.cli.tables import console, plain_table, write_csv


class Format(StrEnum):
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    table = "table"


FIGURE_FIELDS = (
    "story", "measure", "unit", "low", "best", "high", "qualifier", "side", "by", "group", "start", "end", "place", "status", "mode",
    "phase", "claimant", "sentence", "offset_start", "offset_end", "confidence",
)  # fmt: skip
CLOCKS_APART = timedelta(days=1)
"""How far ahead a story's date may be for its time zone alone."""
SHOWN_FIELDS = tuple(name for name in FIGURE_FIELDS if name not in ("offset_start", "offset_end", "sentence", "confidence", "qualifier"))


def extract(
    files: StoriesArgument,
    figures: Annotated[bool, typer.Option("--figures", help="The flat view: one row per figure.")] = False,
    format: Annotated[Format, typer.Option("--format", help="csv and table are of figures.")] = Format.table,
) -> None:
    """Extract the events or figures of stories. No broker is needed.

    Example: wiretally extract --figures --format jsonl story.txt
    """
    stories = read_stories(files)
    from services.extractor.extract import load_extractor
    from services.extractor.flat import flat_figures

    with waiting("loading the language model"):
        extractor = load_extractor()
    rows: list[dict[str, Any]] = []
    now = datetime.now(UTC)
    for name, article in tracked(stories.articles, "extracting"):
        if article.published_at > now + CLOCKS_APART:
            tell(f"{name}: dated {article.published_at:%Y-%m-%d}, which is still to come; its days are counted from that date all the same")
        try:
            events = () if article.kind == "kill" else extractor.extract(article)
        except PermanentError as error:
            stories.give_up(f"{name}: {error.message}")
            continue
        if figures or format in (Format.csv, Format.table):
            found = flat_figures(article, events, story=name)
        else:
            found = [event_form(event) for event in events]
        if format is Format.jsonl:
            for row in found:
                print(json.dumps(row, ensure_ascii=False))
        else:
            rows += found
    if format is Format.json:
        print(json.dumps({"figures" if figures else "events": rows}, ensure_ascii=False, indent=1))
    elif format is Format.csv:
        write_csv(rows, FIGURE_FIELDS, sys.stdout)
    elif format is Format.table:
        console().print(plain_table(rows, SHOWN_FIELDS) if rows else "no figures")
    stories.finish()
