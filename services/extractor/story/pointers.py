"""Numbers said by pointing: *the same number*, *as many*. They count what was counted last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.model import Number, Span

_POINTER = re.compile(
    r"\b(?:the|an?) (?:same|equal|identical) (?:number|amount|quantity)\b(?! as\b)|\b[Aa]s many(?= (?:more )?(?:were|had|have|was|are|"
    r"again|came|returned|went|crossed|died|people|others|of (?:its|their|them)))"
)
_NEXT_DIGITS = re.compile(r"[\w ]{0,12}: ?\d")


def find_pointers(text: str, *, offset: int = 0) -> tuple[Number, ...]:
    """A number of unknown value for each pointer in a sentence.

    >>> [n.text for n in find_pointers("Moscow said the same number of its troops had come back.")]
    ['the same number']
    """
    return tuple(
        Number(Span(match.start() + offset, match.end() + offset), match[0], 0, None, None)
        for match in _POINTER.finditer(text)
        if not _NEXT_DIGITS.match(text, match.end())
    )


def is_pointer(number: Number) -> bool:
    return number.high is None and number.low == 0 and number.best is None and _POINTER.match(f"{number.text} were") is not None


def pointed_at(facts: Sequence[Fact], measure: str, unit: str) -> Fact | None:
    """The figure that a pointer repeats: the last of its kind, a part or a plan only where nothing else was said."""
    same = [fact for fact in facts if fact.reading.measure == measure and (fact.reading.unit == unit or unit == "unknown")]
    whole = [f for f in same if f.mode != "part" and f.status == "happened" and not {"definite", "anaphor"} & set(f.reading.notes)]
    return next(reversed(whole or same), None)
