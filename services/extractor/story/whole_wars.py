"""The losses of a war that is over and told as a whole: *700 dead as a truce ends the nine-day war*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.passage import Passage
from services.extractor.story.families import AIR
from services.extractor.story.lengths import days_of_war

_LOSSES = frozenset({"killed", "injured"})
_FIRST_OR_LAST = re.compile(
    r"[^,.;:\d]{0,50}\b(?P<day>on (?:the|its) (?P<edge>first|last|final|opening|closing) (?:day|night|morning|evening))\b", re.I
)


def settle_whole_war(facts: Sequence[Fact], passages: Sequence[Passage], opening: date | None, day: date) -> list[Fact]:
    """The facts, with the dead and hurt, and the weapons sent and stopped, of whom the story of a whole war says no day, over its days."""
    days = days_of_war(passages, opening, day)
    if days is None:
        return list(facts)
    when = When(start=days[0], end=days[1], precision="span", basis="relative")
    return [_over_war(fact, when) if _is_of_war(fact, when, day) else fact for fact in facts]


def _over_war(fact: Fact, war: When) -> Fact:
    """The fact over the days of the war; of *six of them on the final night* that day alone."""
    told = _FIRST_OR_LAST.match(fact.sentence.text, fact.end)
    if told is None:
        return fact.with_(when=war, mode="part" if fact.mode == "part" else "cumulative")
    edge = war.start if told["edge"].lower() in ("first", "opening") else war.end
    return fact.with_(when=When(start=edge, end=edge, precision="day", basis="relative", phrase=told["day"]))


def _is_of_war(fact: Fact, war: When, day: date) -> bool:
    """Whether the fact has no day but that of the story, or of the beginning or the end of the war."""
    if fact.reading.measure not in _LOSSES and fact.reading.measure not in AIR:
        return False
    if fact.status != "happened" or fact.reading.number.high == 0 or fact.sentence.entry is not None:
        return False
    start, end = fact.when.start, fact.when.end
    if fact.mode == "cumulative":
        return start in (None, war.start) and end == day
    return start == end and (start in (war.start, war.end) or (start == day and not fact.when.phrase))
