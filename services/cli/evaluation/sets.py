"""A labelled set on disk: story files beside `gold.json` (what each says) and `checks.json` (what all together come to)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from schemas.article import Article
from schemas.event import Event
from services.cli.evaluation.agreement import FigureRow
from services.cli.evaluation.figures import FigureReport, score
from services.cli.evaluation.gold import load_gold
from services.cli.evaluation.merges import MergeReport, score_merges
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


@dataclass(frozen=True)
class SetReport:
    """What a whole set comes to: its checks, and where stories are labelled how their claims met."""

    tallies: TallyReport
    merges: MergeReport | None = None

    @property
    def passed(self) -> bool:
        """Whether every check is right."""
        return self.tallies.passed

    def summary(self) -> str:
        return self.tallies.summary() if self.merges is None else f"{self.merges.summary()}; {self.tallies.summary()}"

    def lines(self, *, misses: bool = True) -> Iterable[str]:
        """Those of the merges, then those of the checks."""
        if self.merges is not None:
            yield from self.merges.lines(misses=misses)
        yield from self.tallies.lines(misses=misses)

    def to_json(self) -> dict[str, object]:
        return self.tallies.to_json() | ({} if self.merges is None else {"merges": self.merges.to_json()})


def evaluate_tallies(folder: Path, run: Run) -> SetReport:
    """Holds a run over all story files of the folder, in the order of their names, against its `checks.json` and, if it has one, the
    happenings that its `gold.json` tells apart.

    Raises FileNotFoundError if `checks.json` is not there.
    """
    checks = load_checks(folder / "checks.json")
    form = RunForm.model_validate(run(sorted(folder.glob("*.txt"))))
    labels = folder / "gold.json"
    return SetReport(check_run(checks, form), score_merges(load_gold(labels), form.incidents) if labels.is_file() else None)
