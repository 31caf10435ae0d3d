"""The reading of a number that counts by what the story tells around it, and by no word of its own sentence."""

from __future__ import annotations

from schemas.figure import Group, Measure, Mode, Status, Unit
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted

CONFIDENCE = 0.8
"""What such a reading is worth."""


def unsaid(
    passage: Passage,
    number: Number,
    thing: Counted,
    measure: Measure,
    unit: Unit,
    *,
    notes: tuple[str, ...],
    group: Group = "all",
    status: Status = "happened",
    mode: Mode = "increment",
) -> Reading:
    """``thing`` is what the number counts as far as the sentence says: its noun is the reading's, else the number itself."""
    noun = thing.span(passage.tree) if passage.tree is not None else None
    return Reading(
        "dependency",
        passage.sentence.index,
        measure,
        unit,
        number,
        group=group,
        status=status,
        mode=mode,
        noun=noun or number.span,
        confidence=CONFIDENCE,
        notes=notes,
    )
