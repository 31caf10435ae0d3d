"""Weapons that a share tells of as its whole: *93 of 141 drones were shot down* says that 141 came."""

from __future__ import annotations

from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import counted
from services.extractor.readers.fit import WEAPONS
from services.extractor.story.rosters import CONFIDENCE

_SENT = frozenset({"launched", "fired", "sent", "used", "unleashed", "directed", "deployed"})
_SENT_REACH = 10
"""*13 of the 15 drones that the rebels had launched*: tokens after the noun in which it is said that they came."""


def launched_whole(passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank) -> list[Reading]:
    """The whole of *93 of 141 drones were shot down*, *of 60 drones 40 were*, *most of the 100 missiles*: so many came.

    A whole that the story has told of before (*two of the 60 drones*) is nothing new.
    """
    if passage.tree is None or any(fact.reading.number.low == number.low and fact.reading.unit in WEAPONS for fact in facts):
        return []
    thing = counted(passage.tree, number, bank)
    if thing is None or thing.unit not in WEAPONS or thing.entry is None or thing.noun is None:
        return []
    after = passage.tree.lower[thing.noun + 1 : thing.noun + _SENT_REACH]
    if after[:1] in (["that"], ["which"]) and _SENT.isdisjoint(after):
        return []  # "of the five drones that got through": not all that came
    like = next((r for r in passage.readings if r.number.of_whole is not None and r.number.of_whole.span == number.span), None)
    if like is not None and like.measure not in ("intercepted", "hit", "lost"):
        return []
    whole = Reading(
        "dependency",
        passage.sentence.index,
        "launched",
        thing.unit,
        number,
        noun=thing.span(passage.tree) or number.span,
        confidence=CONFIDENCE,
        notes=("whole",),
    )
    return [whole]
