"""Times that count on from the day told of before: *A week later four more went home*, *the following day*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.extractor.model import DateMention
from services.extractor.passage import Passage

_LATER = re.compile(r"\b(?:later|afterwards?|following|subsequent|next|after)\b", re.I)
_REACH = 2
"""Sentences within which the day told of before is still meant."""


def with_days_counted_on(passages: Sequence[Passage], day: date | None) -> tuple[Passage, ...]:
    """The passages with *two days later* counted from the day that the sentences before named, where from the day of the story it would be
    still to come.
    """
    if day is None:
        return tuple(passages)
    found: list[Passage] = []
    last: tuple[int, date] | None = None
    for passage in passages:
        now, index = passage.day or day, passage.sentence.index
        before = last[1] if last is not None and 0 < index - last[0] <= _REACH else None
        if before is not None and passage.dates and before < now:
            passage = passage.with_(dates=_counted_on(passage.dates, before, now))
        told = [m.start for m in passage.dates if _is_day(m) and m.start is not None and m.start <= now]
        if told:
            last = index, told[-1]
        found.append(passage)
    return tuple(found)


def _is_day(mention: DateMention) -> bool:
    one = mention.start is not None and mention.start == (mention.end or mention.start)
    return one and mention.precision in ("day", "time") and not (mention.as_of or mention.cumulative or mention.forward)


def _counted_on(mentions: Sequence[DateMention], before: date, now: date) -> tuple[DateMention, ...]:
    """Only the first mentions of a sentence lean on the one before; behind a day of its own they have been counted from that."""
    settled, own = list(mentions), False
    for i, mention in enumerate(mentions):
        later = mention.basis == "relative" and _LATER.search(mention.phrase) is not None
        if not own and later and mention.start is not None and mention.end is not None and mention.start > now:
            shift = mention.start - now
            start, end = before + shift, before + (mention.end - now)
            if shift > timedelta(0) and end <= now:
                settled[i] = replace(mention, start=start, end=end)
        own = own or (_is_day(mention) and not later)
    return tuple(settled)
