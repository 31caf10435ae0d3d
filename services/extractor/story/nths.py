"""The nth day of a truce or an exchange, counted from its first: *on the first day of the truce, 24 were freed*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from services.extractor.dates.almanac import plus
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import DateMention, Span
from services.extractor.passage import Passage
from services.extractor.story.openings import opening_of
from services.extractor.story.phases import ORDINALS

_NTH = keyed(
    rf"\b(?:[io]n |during )?the (?P<nth>{'|'.join(ORDINALS)}) day of (?:(?:the|an?|its|their|this|that) )?(?:[\w-]+ ){{0,3}}?"
    r"(?P<what>truce|cease-?fire|armistice|pause|lull|exchange|swap)\b",
    re.I,
)
_LEAD = 4
"""Sentences, the headline's among them, in which a story says which day of it this is."""


def with_nth_days(passages: Sequence[Passage], openings: Mapping[str, date], day: date) -> list[Passage]:
    """The passages with each such day as a date, where the story tells when the first one was, or that its own is a later one."""
    found = [(passage, match) for passage in passages for match in _NTH.finditer(passage.sentence.text)]
    if not found:
        return list(passages)
    told = opening_of(found[0][1]["what"].replace("-", ""), openings)
    first = told or next((first for passage, match in found if (first := _first_day(passage, match, day)) is not None), None)
    if first is None:
        return list(passages)
    settled = {id(passage): passage for passage, _ in found}
    for passage, match in found:
        nth = plus(first, ORDINALS[key_of(match["nth"])] - 1)
        if nth <= day:
            settled[id(passage)] = _dated(settled[id(passage)], match, nth)
    return [settled.get(id(passage), passage) for passage in passages]


def _first_day(passage: Passage, match: re.Match[str], day: date) -> date | None:
    """What the day of a sentence of the lead, or its own day if it names one, says of the first."""
    nth = ORDINALS[key_of(match["nth"])]
    days = [m.start for m in passage.dates if m.start is not None and m.precision == "day" and not (m.cumulative or m.forward)]
    if days:
        return plus(days[0], 1 - nth)
    return plus(day, 1 - nth) if nth > 1 and passage.sentence.index <= _LEAD else None


def _dated(passage: Passage, match: re.Match[str], nth: date) -> Passage:
    start = passage.sentence.span.start
    span = Span(start + match.start(), start + match.end())
    if any(m.span.overlaps(span) for m in passage.dates):
        return passage
    mention = DateMention(span=span, phrase=match[0], start=nth, end=nth, precision="day", basis="relative")
    return passage.with_(dates=tuple(sorted((*passage.dates, mention), key=lambda m: m.span)))
