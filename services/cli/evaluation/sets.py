"""A labelled set on disk: story files beside `gold.json` (what each says) and `checks.json` (what all together come to)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from schemas.article import Article
from schemas.event import Event
from services.cli.evaluation.agreement import FigureRow
from services.cli.evaluation.figures import FigureReport, score
from services.cli.evaluation.gold import load_gold
from services.cli.evaluation.tallies import RunForm, TallyReport, check_run, load_checks
from services.extractor.flat import flat_figures
from services.ingest.formats.text import parse_text

Run = Callable[[Sequence[Path]], Mapping[str, Any]]
"""The whole pipeline over story files, giving the object that `wiretally run --format json` prints."""


class Extracts(Protocol):
    """What reads events out of an article."""

    def extract(self, article: Article) -> Sequence[Event]: ...


def evaluate_folder(folder: Path, extractor: Extracts) -> FigureReport:
    """Scores every story of the folder's `gold.json`, each file by itself, as a revision is when it arrives.

    Raises FileNotFoundError if `gold.json` or a story that it labels is not there.
    """
    gold = load_gold(folder / "gold.json")
    rows: list[FigureRow] = []
    for story in gold:
        file = folder / f"{story.story}.txt"
        article = parse_text(file.read_bytes(), name=file.name)
        rows += map(FigureRow.model_validate, flat_figures(article, extractor.extract(article), story=story.story))
    return score(gold, rows)


def evaluate_tallies(folder: Path, run: Run) -> TallyReport:
    """Holds a run over all story files of the folder, in the order of their names, against its `checks.json`.

    Raises FileNotFoundError if that is not there.
    """
    checks = load_checks(folder / "checks.json")
    return check_run(checks, RunForm.model_validate(run(sorted(folder.glob("*.txt")))))
