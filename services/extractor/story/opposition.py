"""Those whom a state jailed for their politics: its own people, whoever takes them in."""

from __future__ import annotations

import re

from services.extractor.model import Reading
from services.extractor.passage import Passage

_OPPONENTS = re.compile(
    r"\b(?:political (?:prisoners|detainees|opponents|inmates)|prisoners of conscience|dissidents|opponents|critics|"
    r"opposition (?:\w+ )?(?:members|figures|activists|politicians|leaders|supporters)|(?:political|rights|democracy) activists|"
    r"protesters|demonstrators)\b",
    re.I,
)
_OF_CONSCIENCE = len(" of conscience")


def are_opponents(passage: Passage, reading: Reading) -> bool:
    """*Let out 70 opponents of the king*, *12 political prisoners*: whom the reading counts."""
    noun, start = reading.noun, reading.number.span.end
    if reading.measure not in ("released", "detained") or noun is None or noun.end < start:
        return False
    return _OPPONENTS.search(passage.between(start, noun.end + _OF_CONSCIENCE)) is not None
