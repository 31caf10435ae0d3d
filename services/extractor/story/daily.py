"""The day and night that a daily count of harm is of: *8 killed, 46 injured in attacks over the past day*, then a line for each region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from schemas.figure import When
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.sinces import is_past_day
from services.extractor.story.whens import as_when

_LEAD = 2
"""The headline, if there is one, and the sentence after it."""
_A_NIGHT = timedelta(days=1)


def day_counted(passages: Sequence[Passage]) -> When | None:
    """The last day of a story that leads with the harm of *the past day* or *24 hours*; None where its lead counts no such harm."""
    for passage in passages[:_LEAD]:
        if not any(family_of(reading) == "harm" for reading in passage.readings):
            continue
        for mention in passage.dates:
            first, last = mention.start, mention.end
            if first is not None and last is not None and last - first == _A_NIGHT and is_past_day(mention.phrase):
                return as_when(mention)
    return None
