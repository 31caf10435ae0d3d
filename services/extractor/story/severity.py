"""How badly people were hurt, and who of them is well again: *three were critically wounded*, *90 have left hospital*, of all the hurt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.within import are_apart, exceeds

_BADLY = re.compile(
    r"[^.,;:]{0,30}?\b(?:critically|seriously|severely|gravely|badly|lightly|slightly) (?:injured|wounded|hurt|burned)\b|"
    r"[^.,;:]{0,40}?\bin (?:an? )?(?:critical|serious|grave) condition\b"
)
_ELSEWHERE = re.compile(r"\b(?:another|separate|second|elsewhere|earlier|later|previous)\b", re.I)
LEFT_HOSPITAL = re.compile(r"[^.,;:]{0,40}?\b(?:discharged|sent home|(?:left|released from|allowed to leave) (?:the )?hospitals?)\b")
"""*Nearly 90 injured have been discharged*: of more who were hurt, whether or not the story counts them."""
_LEADING = 12
"""Sentences within which a story counts all the hurt before some of them."""


def is_severe(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the figure tells how badly some were hurt of those whom the story has counted in the same happening."""
    if fact.reading.measure != "injured" or fact.reading.number.additional or fact.status != "happened":
        return False
    text, end = fact.sentence.text, fact.end
    if LEFT_HOSPITAL.match(text, end) is not None:
        return True
    if _BADLY.match(text, end) is None or _ELSEWHERE.search(text) is not None:
        return False
    return any(
        whole.mode == "increment"
        and (whole.reading.measure, whole.status, whole.side) == ("injured", "happened", fact.side)
        and (whole.when.start, whole.when.end) == (fact.when.start, fact.when.end)
        and whole.span.start < fact.span.start
        and fact.sentence.index - whole.sentence.index <= _LEADING
        and exceeds(whole, fact)
        and not are_apart(whole, fact)
        for whole in facts
    )
