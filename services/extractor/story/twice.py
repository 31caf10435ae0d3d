"""A figure told twice in one story: what the one telling leaves open, the other settles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.families import TRANSFERS


def settle_twice(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those told twice as one kind of people: *a raid left seven guards dead*, and below *seven were killed in the raid*.

    Of transfers a headline's alone: what an agreement gives as people, one side may give as its soldiers.
    """
    kinds: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for fact in facts:
        kinds[_told(fact)].add(fact.reading.group)
    settled = []
    for fact in facts:
        named = kinds[_told(fact)] - {"all"}
        open_to = fact.reading.measure not in TRANSFERS or fact.sentence.kind == "headline"
        if fact.reading.group == "all" and open_to and len(named) == 1:
            fact = fact.with_(reading=fact.reading.with_(group=next(iter(named))))
        settled.append(fact)
    return settled


def _told(fact: Fact) -> tuple[object, ...]:
    """What two tellings of one figure share; nothing where the number is rough, as two happenings may have it."""
    number = fact.reading.number
    told = fact.reading.measure, fact.reading.unit, number.low, fact.side, fact.mode, fact.status, fact.when.start, fact.when.end
    return told if number.high is None or number.low == number.high > 0 else (id(fact),)
