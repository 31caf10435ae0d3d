"""Whole numbers of people told again by where they are from: *four were Poles and two were Greeks*, of the six who were saved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted
from services.extractor.story.unsaid import unsaid

_LATELY = 12
"""Figures before the sentence among which their whole is looked for."""
_WERE = re.compile(r" (?:of them )?(?:were|was|are|is) (?:(?:a|an|from|from the) )?")


def of_nation(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """The reading of a number of which only the nation is said, where all such numbers of the sentence add up to one told before."""
    if not is_of_nation(passage, number):
        return None
    told = [(other, nation) for other in passage.numbers if (nation := _nation(passage, other)) is not None]
    if len(told) < _PAIR:
        return None
    total = sum(other.low for other, _ in told)
    whole = next((fact for fact in reversed(facts[-_LATELY:]) if _is_whole(fact, total)), None)
    if whole is None:
        return None
    nation = next(nation for other, nation in told if other.span == number.span)
    part = unsaid(passage, number, thing, whole.reading.measure, "persons", notes=("definite", "of nation"), mode="part")
    return part.with_(side=nation, by=whole.by)


_PAIR = 2
"""Numbers of which fewer tell no whole again."""


def is_of_nation(passage: Passage, number: Number) -> bool:
    """Whether the number is only said to be of a nation: *one was Indian*."""
    return _nation(passage, number) is not None


def _is_whole(fact: Fact, total: int) -> bool:
    """Whether exactly ``total`` people are counted, and not as some of others."""
    number = fact.reading.number
    exact = number.low == number.high == total
    return exact and fact.reading.unit == "persons" and fact.status == "happened" and fact.mode != "part"


def _nation(passage: Passage, number: Number) -> str | None:
    """The nation that a number is said to be of: *one was Indian*, *two were from Chad*."""
    end = number.span.end
    people = ((a.span.start, a.id) for a in passage.actors if a.form in ("people", "adjective") and a.id.isupper())
    lands = ((p.span.start, p.country) for p in passage.places if p.kind == "country")
    return next((nation for start, nation in (*people, *lands) if start > end and _WERE.fullmatch(passage.between(end, start))), None)
