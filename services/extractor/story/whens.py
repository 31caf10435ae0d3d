"""When a figure happened: from its clause, from the report around it, or from what the story was telling of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from schemas.figure import When
from services.extractor.model import DateMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.attach import ELSEWHERE, SPEECH, closest

_NIGHT = re.compile(r"\b(?:overnight|night|early hours)\b", re.I)
_VAGUE = ("month", "year", "unknown", "week")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a sentence says of a figure's time. ``when`` None: nothing."""

    when: When | None = None
    since: date | None = None
    as_of: datetime | None = None
    cumulative: bool = False
    close: int = ELSEWHERE

    @property
    def vague(self) -> bool:
        return self.when is not None and self.when.precision in _VAGUE


def as_when(mention: DateMention) -> When:
    return When(start=mention.start, end=mention.end or mention.start, precision=mention.precision, basis=mention.basis, phrase=mention.phrase)


def stated(passage: Passage, reading: Reading, is_speech: Callable[[str], bool]) -> Stated:
    """The time that the sentence gives the figure. A date of saying is used only to place a night (*on Wednesday reported ... overnight*)."""
    mentions = reading.dates or passage.dates
    if not mentions:
        return Stated()
    at = passage.at(reading)
    if passage.tree is None or at is None:
        near = sorted(mentions, key=lambda m: abs(m.span.start - reading.number.span.start))
        ranked = [(ELSEWHERE, mention) for mention in near]
    elif reading.dates:
        ranked = [(0, mention) for mention in reading.dates]
    else:
        ranked = closest(passage.tree, at, reading.number.span, mentions, is_speech, limit=SPEECH)
    as_of = next((_moment(mention) for _, mention in ranked if mention.as_of), None)
    told = [mention for close, mention in ranked if close >= SPEECH and not mention.as_of and mention.start]
    for close, mention in ranked:
        if mention.as_of or close >= SPEECH:
            continue
        if mention.start is None and mention.end is None:
            continue
        when = as_when(mention)
        if told and mention.basis == "relative" and _NIGHT.search(mention.phrase) and told[0].basis in ("weekday", "stated"):
            when = when.model_copy(update={"start": told[0].start, "end": told[0].end or told[0].start})
        return Stated(when, mention.start if mention.cumulative else None, as_of, mention.cumulative, close)
    return Stated(as_of=as_of)


def _moment(mention: DateMention) -> datetime | None:
    day = mention.end or mention.start
    if day is None:
        return None
    if mention.time is None:
        return datetime.combine(day, time(23, 59, 59), UTC)
    hour, minute = (int(part) for part in mention.time.split(":")[:2])
    return datetime.combine(day, time(hour % 24, minute % 60), UTC)
