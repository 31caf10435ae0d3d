"""A text of one repeated clause takes time in proportion: no step compares every figure with every other."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import pytest

from schemas.figure import Mode
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading, Sentence, Span
from services.extractor.story.splits import settle_splits
from services.extractor.story.twice import settle_twice


def repeated(clause: str, count: int, *, mode: Mode = "increment") -> list[Fact]:
    """The figures of a text that says the ``clause`` of a number ``{}`` so often, with growing numbers."""
    facts, start = [], 0
    for index in range(count):
        low = 100 + index
        text = clause.format(low)
        number = Span(start + clause.index("{"), start + clause.index("{") + len(str(low)))
        sentence = Sentence(text, Span(start, start + len(text)), index, 0)
        counted = Number(number, str(low), low, low, low)
        facts.append(Fact(Reading("both", index, "killed", "persons", counted, mode=mode), sentence, number, mode=mode))
        start += len(text) + 1
    return facts


@pytest.mark.parametrize(
    ("settle", "clause", "mode"),
    [
        (settle_twice, "The {} porters were killed.", "increment"),
        (settle_splits, "The delta recorded the most deaths, {} of them.", "cumulative"),
        (settle_splits, "The dead include {} porters.", "cumulative"),
        (settle_splits, "Another {} porters, or nine percent of all the dead, were killed.", "increment"),
    ],
    ids=["told again", "ranked", "included", "percentage"],
)
def test_figures_of_a_repeated_clause_take_time_in_proportion(settle: Callable[[Sequence[Fact]], object], clause: str, mode: Mode) -> None:
    def seconds(count: int) -> float:
        facts = repeated(clause, count, mode=mode)
        began = time.process_time()
        settle(facts)
        return time.process_time() - began

    quarter, whole = (min(seconds(count) for _ in range(2)) for count in (1_000, 4_000))
    assert whole < 8 * quarter + 0.5  # four times the text; quadratic time would need sixteen
