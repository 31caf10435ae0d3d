"""The day and night that a daily count of harm is of: *8 killed, 46 injured in attacks over the past day*, then a line for each region."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.dates.almanac import plus
from services.extractor.model import DateMention
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.sinces import is_past_day
from services.extractor.story.whens import as_when

_LEAD = 2
"""The headline, if there is one, and the sentence after it."""
_EARLY = 8
"""Sentences in which the story says which day it was."""
_A_NIGHT = timedelta(days=1)
_NOW = frozenset({"today", "tonight", "this"})


def day_of_news(passages: Sequence[Passage], day: date) -> date:
    """The day before the story's where its first sentences tell of *yesterday*, as papers of the morning do, else ``day``."""
    body = [passage for passage in passages if passage.sentence.kind == "body"][:_LEAD]
    told = {word for passage in body for m in passage.dates if not _is_quoted(passage, m) for word in m.phrase.lower().split()}
    return plus(day, -1) if "yesterday" in told and told.isdisjoint(_NOW) else day


def _days_in_names(passages: Sequence[Passage], first: date, last: date) -> Iterator[DateMention]:
    """*Friday's rescue operations*: which of the two days it was."""
    for passage in passages[:_EARLY]:
        for mention in passage.dates:
            named = passage.between(mention.span.end, mention.span.end + 2) in ("'s", "\u2019s")
            if named and mention.start == mention.end and mention.start is not None and first <= mention.start <= last:
                yield mention


def _is_quoted(passage: Passage, mention: DateMention) -> bool:
    before = passage.between(passage.sentence.span.start, mention.span.start)
    return before.rfind("\u201c") > before.rfind("\u201d") or before.count('"') % 2 == 1


def day_counted(passages: Sequence[Passage]) -> When | None:
    """The last day of a story that leads with the harm of *the past day* or *24 hours*; None where its lead counts no such harm."""
    for passage in passages[:_LEAD]:
        if not any(family_of(reading) == "harm" for reading in passage.readings):
            continue
        for mention in passage.dates:
            first, last = mention.start, mention.end
            if first is not None and last is not None and last - first == _A_NIGHT and is_past_day(mention.phrase):
                return as_when(next(_days_in_names(passages, first, last), mention))
    return None
