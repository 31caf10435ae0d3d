"""As of when a toll stood: said in the sentence, else the time of a live page's entry, never later than publication; and which tolls a
story itself calls old.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.senses import sense_of
from services.extractor.story.state import State
from services.extractor.story.whens import Stated, moment_of

_TOLLS = ("killed", "injured", "missing")
_OLD = keyed(
    r"\b(?:had (?:\w+ ){0,2}(?:been )?(?:said|put|set|reported|given|spoken|announced|listed|counted|estimated|stood|claimed)|"
    r"earlier|initially|previously|at first|first reports?|early reports?|at that (?:time|point)|preliminary|"
    r"in the morning,? (?:\w+ ){1,2}(?:known|reported))\b",
    re.I,
)
"""*At midday he had spoken of nine dead*, *an earlier count of 11*, *in the morning two were reported*: what was said before."""


def settle_as_of(state: State, passage: Passage, reading: Reading, time_said: Stated) -> datetime | None:
    """None where the number stood so when the story came out, or counts no dead, injured or missing."""
    if family_of(reading) != "harm":
        return None
    said = time_said.as_of or _told(state, passage, reading) or _of_entry(state, passage)
    published = state.context.published
    return said if said is None or published is None else min(said, published)


def _told(state: State, passage: Passage, reading: Reading) -> datetime | None:
    """*Officials said on Sunday that 21 had been found* in Tuesday's story; *at 06:00 he spoke of six dead* in one of noon."""
    for mention in passage.dates:
        if mention.cumulative or mention.start is None or mention.start > state.context.day:
            continue
        earlier = mention.start < state.context.day or (mention.time is not None and passage.sentence.entry is None)
        if earlier and sense_of(passage, mention, state.bank.happenings) == "said":
            return moment_of(mention)
    return None


def _of_entry(state: State, passage: Passage) -> datetime | None:
    clock = passage.sentence.entry_time
    if clock is None:
        return None
    hour, minute = (int(part) for part in clock.split(":")[:2])
    return datetime.combine(passage.day or state.context.day, time(hour % 24, minute % 60), UTC)


def settle_superseded(facts: Sequence[Fact]) -> list[Fact]:
    """Marks the levels that tolls rose or fell from (*to 74 from 58*), and what was said before of what the story now counts otherwise."""
    return [fact.with_(superseded=True) if _is_old(fact, facts) else fact for fact in facts]


def _is_old(fact: Fact, facts: Sequence[Fact]) -> bool:
    if fact.reading.measure not in _TOLLS or fact.mode == "cumulative":
        return False
    if "outdated" in fact.reading.notes:
        return True
    before = fact.sentence.text[: fact.span.start - fact.sentence.span.start]
    if fact.reading.number.additional or before.endswith(("plus ", "and another ")):
        return False  # "four bodies earlier on Friday, plus nine dead on Thursday": they are added, and replace nothing
    return _OLD.search(before) is not None and any(
        other.reading.measure == fact.reading.measure
        and (other.reading.group, other.side, other.mode) == (fact.reading.group, fact.side, fact.mode)
        and other.when.start == fact.when.start
        and other.sentence.index != fact.sentence.index
        and other.reading.number.low != fact.reading.number.low
        and other.status == "happened"
        and not _OLD.search(other.sentence.text)
        and (other.where is None or fact.where is None or other.where.name == fact.where.name)
        for other in facts
    )
