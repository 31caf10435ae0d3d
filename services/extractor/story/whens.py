"""When a figure happened: from its clause, from the report around it, or from what the story was telling of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from schemas.figure import When
from services.extractor.model import DateMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.readers.attach import BESIDE, ELSEWHERE, SPEECH, closest

_NIGHT = re.compile(r"\b(?:overnight|night|early hours)\b", re.I)
_RECORD = re.compile(r"\b(?:most|largest|biggest|highest|worst|deadliest|heaviest|record|first time|only time|latest)\b[^.;]{0,50}\Z", re.I)
"""*the most in a single night so far*, *for the first time in two weeks*: the period is that of the record, not of the count."""
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
    return When(
        start=mention.start, end=mention.end or mention.start, precision=mention.precision, basis=mention.basis, phrase=mention.phrase
    )


def stated(passage: Passage, reading: Reading, is_speech: Callable[[str], bool], *, latest: date | None) -> Stated:
    """The time that the sentence gives the figure. A date of saying is used only to place a night (*on Wednesday reported ... overnight*).

    ``latest``: what has happened cannot be dated later (None for plans). Of a toll the sentence's date says when it stood so
    (*climbed to 26 overnight*), unless it dates the happening itself (*the number of people killed in Saturday's derailment*).
    """
    mentions = reading.dates or tuple(m for m in passage.dates if not _of_record(passage, m))
    if latest is not None:
        mentions = tuple(m for m in mentions if m.start is None or m.start <= latest or m.cumulative)
    if not mentions:
        return Stated()
    at = passage.at(reading)
    listed = _parallel(passage, mentions).get(reading.number.span)
    if listed is not None and not reading.dates and "toll" in reading.notes:
        return Stated(as_of=_moment(listed))
    if listed is not None and not reading.dates:
        return Stated(as_when(listed), listed.start if listed.cumulative else None, None, listed.cumulative, 0)
    if passage.tree is None or at is None:
        near = sorted(mentions, key=lambda m: abs(m.span.start - reading.number.span.start))
        ranked = [(ELSEWHERE, mention) for mention in near]
    elif reading.dates:
        ranked = [(0, mention) for mention in reading.dates]
    else:
        ranked = [
            (BESIDE if close == SPEECH and _is_term(passage, mention) else close, mention)
            for close, mention in closest(passage.tree, at, reading.number.span, mentions, is_speech, limit=SPEECH)
            if close < BESIDE or not _is_anothers(passage, reading, mention, at)
        ]
    as_of = next((_moment(mention) for _, mention in ranked if mention.as_of), None)
    told = [mention for close, mention in ranked if close >= SPEECH and not mention.as_of and mention.start]
    for close, mention in ranked:
        if mention.as_of or close >= SPEECH:
            continue
        if _counts_found(passage, reading) or (
            "toll" in reading.notes and not reading.dates and not mention.cumulative and not _dates_happening(passage, reading, mention)
        ):
            as_of = as_of or _moment(mention)
            continue
        if mention.start is None and mention.end is None:
            continue
        when = as_when(mention)
        if told and mention.basis == "relative" and _NIGHT.search(mention.phrase) and told[0].basis in ("weekday", "stated"):
            when = when.model_copy(update={"start": told[0].start, "end": told[0].end or told[0].start})
        return Stated(when, mention.start if mention.cumulative else None, as_of, mention.cumulative, close)
    return Stated(as_of=as_of)


def _is_term(passage: Passage, mention: DateMention) -> bool:
    """*announced for June 25*: not the day of saying."""
    return passage.between(mention.span.start - 4, mention.span.start) == "for "


def _is_anothers(passage: Passage, reading: Reading, mention: DateMention, at: int) -> bool:
    """*71 survived, seven of whom were picked up on Monday*: the day is in the clause of another number."""
    tree = passage.tree
    token = tree.top(mention.span) if tree is not None else None
    if tree is None or token is None or tree.clause(token) == tree.clause(at):
        return False
    others = [n for n in passage.numbers if n.distractor is None and n.span != reading.number.span]
    tops = [top for n in others if (top := tree.top(n.span)) is not None]
    return any(tree.clause(top) == tree.clause(token) for top in tops)


def _parallel(passage: Passage, mentions: Sequence[DateMention]) -> dict[Span, DateMention]:
    """*Yesterday 390, today 307*; *390 on Friday, 307 on Saturday*: where numbers and days alternate, each number has the day beside it."""
    days = [m for m in mentions if m.start is not None and not m.as_of and not m.cumulative]
    numbers = [n for n in passage.numbers if n.distractor is None]
    if len(days) < 2 or len(days) != len(numbers):
        return {}
    order = sorted([(m.span.start, "day") for m in days] + [(n.span.start, "number") for n in numbers])
    kinds = [kind for _, kind in order]
    if kinds[::2] == ["day"] * len(days) or kinds[::2] == ["number"] * len(days):
        return {number.span: day for number, day in zip(numbers, days, strict=True)}
    return {}


def _of_record(passage: Passage, mention: DateMention) -> bool:
    return mention.cumulative and _RECORD.search(passage.between(passage.sentence.span.start, mention.span.start)) is not None


def _counts_found(passage: Passage, reading: Reading) -> bool:
    """Bodies are brought up days after people drowned: the day is that of the finding."""
    hit = passage.hit(reading)
    return reading.measure == "killed" and hit is not None and bool(hit.trigger.only & {"body", "bodies"})


def _dates_happening(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """Whether the date stands inside the phrase that the toll is of, before the verb that says how high it is."""
    if reading.trigger is None or passage.tree is None:
        return False
    tree = passage.tree
    if mention.span.start < reading.trigger.start:
        return False
    verbs = [
        i
        for i in tree.tokens(Span(reading.trigger.end, reading.number.span.start))
        if tree.is_verb(i) and tree.tag[i] in ("VBD", "VBZ", "VBP", "MD")
    ]
    return not verbs or mention.span.end <= tree.start[verbs[-1]]


def _moment(mention: DateMention) -> datetime | None:
    day = mention.end or mention.start
    if day is None:
        return None
    if mention.time is None:
        return datetime.combine(day, time(23, 59, 59), UTC)
    hour, minute = (int(part) for part in mention.time.split(":")[:2])
    return datetime.combine(day, time(hour % 24, minute % 60), UTC)
