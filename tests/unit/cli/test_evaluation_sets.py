"""A labelled set on disk is read file by file and scored as a whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article
from schemas.base import EventId, Ledger
from schemas.event import Event, StoryReference
from schemas.figure import Figure, When
from services.cli.evaluation import evaluate_folder, evaluate_tallies

DAY = date(2025, 5, 23)


class ReadsForty:
    """An extractor that finds forty freed in any story."""

    def extract(self, article: Article) -> Sequence[Event]:
        return [
            Event(
                event_id=EventId("e1"),
                happening="h1",
                ledger=Ledger("exchange/RUS/UKR"),
                when=When(start=DAY, end=DAY),
                figures=(Figure(measure="released", unit="persons", low=40, best=40, high=40, side="UKR"),),
                story=StoryReference(story_id=article.story_id, published_at=article.published_at),
            )
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbour-swap.txt").write_text("date 2025-05-23\n\nForty Ukrainian soldiers came home on Friday.\n")
    fact = {"measure": "released", "item": "persons", "low": 40, "high": 40, "who": "UKR", "date": "2025-05-23"}
    gold = [{"story": "harbour-swap", "facts": [fact | {"status": "happened", "scope": "event"}]}]
    (tmp_path / "gold.json").write_text(json.dumps(gold))
    check = {"kind": "tally", "name": "freed", "tally": "prisoners_exchanged", "side": "UKR", "best": 40}
    (tmp_path / "checks.json").write_text(json.dumps([check]))
    return tmp_path


def test_each_story_is_extracted_and_scored(folder: Path) -> None:
    report = evaluate_folder(folder, ReadsForty())
    assert (report.core.f1, report.tally_ready.f1, report.gold) == (1.0, 1.0, 1)


def test_a_labelled_story_that_is_not_there_is_an_error_and_not_a_miss(folder: Path) -> None:
    (folder / "harbour-swap.txt").unlink()
    with pytest.raises(FileNotFoundError, match="harbour-swap"):
        evaluate_folder(folder, ReadsForty())


def test_all_stories_are_run_together_and_held_against_the_checks(folder: Path) -> None:
    seen: list[Path] = []

    def run(files: Sequence[Path]) -> dict[str, Any]:
        seen.extend(files)
        return {"tallies": [{"tally": "prisoners_exchanged", "side": "UKR", "best": 40}], "incidents": []}

    assert evaluate_tallies(folder, run).tallies.summary() == "tallies 1 of 1 right"
    assert [file.name for file in seen] == ["harbour-swap.txt"]
