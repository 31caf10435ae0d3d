"""Scores against labelled stories: figures against gold facts, tallies against checks. The rules are the labelling guide's."""

from __future__ import annotations

from services.cli.evaluation.figures import FigureReport
from services.cli.evaluation.sets import evaluate_folder, evaluate_tallies
from services.cli.evaluation.tallies import TallyReport

__all__ = ["FigureReport", "TallyReport", "evaluate_folder", "evaluate_tallies"]
