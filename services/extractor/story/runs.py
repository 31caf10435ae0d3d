"""The days on which a story's exchange goes on: those of its transfers, those it says are still to come, and how long it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.dates.almanac import plus
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.passage import Passage
from services.extractor.record import record
from services.extractor.story.context import Context, is_exchange
from services.extractor.story.phases import CARDINALS

_DONE = re.compile(
    r"\b(?:complet(?:e|ed|es|ing)|finish(?:ed|es)?|ended|concluded|is over|was over|took (?:place|\w+ days)|wrapped up|in full|"
    r"carried out in full)\b",
    re.I,
)
_NOT_DONE = re.compile(r"\b(?:not|never|n't|hardly)\b[^.;,]{0,24}\b(?:complete|finish|end|conclud|over)", re.I)
_MORE = keyed(
    r"\b(?:more|further|others?|rest|remaining|still)\b[^.;]{0,40}\b(?:follow|come|expected|releases?|transfers?|due|waiting)\b|"
    r"\bwaiting for\b",
    re.I,
)
_MORE_DAYS = keyed(rf"\b({'|'.join(CARDINALS)}) more days\b", re.I)
_NEXT = keyed(
    r"\b(?:next|second|third|fourth|fifth|extra|another) (?:\w+ )?(?:exchange|swap|round|stage|phase|transfer|handover|one)\b", re.I
)
_NUMERAL = rf"(?P<{{}}>{'|'.join(word for word in CARDINALS if len(word) > 1)}|\d)"
_LASTS = keyed(
    rf"\b{_NUMERAL.format('of')}[- ]day (?:\w+ )?(?:exchange|swap|operation|process|release|handover|transfer|programme|program|deal)|"
    rf"\b(?:over|across|in|within|during|took|lasting|lasts|lasted|after) (?:the )?(?:course of )?{_NUMERAL.format('over')} days\b"
    r"(?! (?:of (?:talks|negotiations)|ago|earlier|later|after|before|time))",
    re.I,
)
"""*A three-day operation*, *spread over three days*: how long the exchange takes."""
_BEGAN = re.compile(r"\b(?:began|begun|started|opened|kicked off|got under ?way|under ?way since)\b[^.;,]{0,16}\Z", re.I)
_LAST = re.compile(
    r"\b[Tt]he (?:last|final|remaining) (?:\d[\d,]*|groups?|batch|round|stage|day|convoy|prisoners|captives|hostages|detainees)\b"
)
LONGEST = timedelta(days=62)
_WEEK = timedelta(days=7)
_GAP = timedelta(days=3)
"""Days of one run of transfers follow each other; a longer pause begins another story's exchange."""


@record(frozen=True, slots=True)
class Run:
    """The days on which the story's exchange went on, the last day that is still to come, the first of which its sums count, and the
    first of the exchange where the story names it without a number.
    """

    days: tuple[date, ...]
    last_planned: date | None = None
    since: date | None = None
    begun: date | None = None

    @property
    def is_of_days(self) -> bool:
        return len(self.days) > 1 or self.begun is not None or self.last_planned is not None

    @property
    def first(self) -> date:
        return min(self.since or self.begun or self.days[0], self.days[0])

    @property
    def is_of_one_day(self) -> bool:
        return self.first == self.days[-1] and self.last_planned is None

    @property
    def done(self) -> When:
        return When(start=self.first, end=self.days[-1], precision="span", basis="relative")

    @property
    def all(self) -> When:
        """The whole that was agreed: to its last day if the story tells it, else from its first day on."""
        known = self.last_planned or self.days[0]
        end = max(self.days[-1], known) if self.last_planned else known
        start = min(self.begun or self.days[0], self.days[0])
        return When(start=start, end=end, precision="span" if end > start else "day", basis="relative")


def find_run(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> Run | None:
    """Days of transfers that happened, back from the story's own without a long gap, and those planned without a number."""
    done = sorted(
        {
            fact.when.start
            for fact in facts
            if fact.reading.measure == "released"
            and fact.status == "happened"
            and fact.mode != "cumulative"
            and fact.when.start
            and fact.when.start == fact.when.end
        }
    )
    done = sorted({*done, *_shown_by_sums(facts, done)})
    planned = [day for passage in passages if (day := last_day(passage, context)) is not None]
    if not done or context.day - done[-1] > 4 * _GAP:
        return None
    numbered = {fact.when.start for fact in facts if _is_step(fact) and fact.when.start and context.day - fact.when.start <= LONGEST}
    days = [done[-1]]
    for day in reversed(done[:-1]):
        if days[0] - day > _GAP and day not in numbered:
            continue
        days.insert(0, day)
    begun, last = _extent(passages, tuple(days), facts)
    if last is not None and last >= context.day:
        planned.append(last)
    planned += [day for passage in passages if (day := _next_day(passage, days[-1])) is not None]
    return Run(tuple(days), max(planned, default=None), _counted_since(passages, days[0]), begun)


def _next_day(passage: Passage, last: date) -> date | None:
    """*The third stage will be held tomorrow*: the next step where it follows on the day after the last."""
    if not _NEXT.search(passage.sentence.text):
        return None
    days = (m.end or m.start for m in passage.dates)
    return next((day for day in days if day is not None and day - last == timedelta(days=1)), None)


def _extent(passages: Sequence[Passage], days: tuple[date, ...], facts: Sequence[Fact]) -> tuple[date | None, date | None]:
    """The first and last day of an exchange of which the story says on which day it began, or how many days it takes.

    *The second day of the three-day exchange* shows both; the length alone, only where the exchange begins or is over.
    """
    about = [p for p in passages if is_exchange(p.sentence.text) or any(r.measure == "released" for r in p.readings)]
    follows = {p.sentence.index + 1 for p in about}  # "The three-day operation was brokered by the United Nations."
    near = [p for p in passages if p in about or p.sentence.index in follows]
    length = next((n for p in near if (n := _length(p.sentence.text)) is not None), None)
    begun = next((day for p in about if (day := _first_day(p, days[0])) is not None), None)
    steps = [f for f in facts if _is_step(f) and "day" in f.phase_label.lower() and f.when.start in days]
    if begun is None:
        begun = next((plus(f.when.start, 1 - f.phase) for f in steps if f.when.start and f.phase), None)
    if length is None:
        return begun, None
    if begun is None and any(is_told_over(p.sentence.text) or _LAST.search(p.sentence.text) for p in about):
        begun = min(days[0], plus(days[-1], 1 - length))
    return begun, plus(begun or days[0], length - 1)


def _length(text: str) -> int | None:
    match = _LASTS.search(text)
    if match is None:
        return None
    word = key_of(match["of"] or match["over"])
    return int(word) if word.isdigit() else CARDINALS[word]


def _first_day(passage: Passage, first: date) -> date | None:
    """The day on which the exchange began, up to a week before the first of which the story gives numbers."""
    for mention in passage.dates:
        day, before = mention.start, passage.between(passage.sentence.span.start, mention.span.start)
        if day is not None and mention.precision == "day" and timedelta(0) <= first - day <= _WEEK and _BEGAN.search(before):
            return day
    return None


def is_told_over(text: str) -> bool:
    return _DONE.search(text) is not None and not _NOT_DONE.search(text)


def _shown_by_sums(facts: Sequence[Fact], done: Sequence[date]) -> set[date]:
    """*In these two days 697 have come back*: the first and last day of a sum over a few days. Where the story has given each of so many
    days, they are meant: *in three days*, told the day after.
    """
    whens = [f.when for f in facts if (f.reading.measure, f.status) == ("released", "happened") and f.mode != "increment" and f.when.phrase]
    return {
        day
        for when in whens
        if when.start and when.end and when.end - when.start <= _GAP and not _is_counted(when, done)
        for day in (when.start, when.end)
    }


def _is_counted(when: When, done: Sequence[date]) -> bool:
    """Whether *in three days* counts as many days of transfers as the story has told of, the last of them before its own day."""
    return (
        when.basis == "relative"
        and _LASTS.search(when.phrase) is not None
        and _length(when.phrase) == len(done) > 1
        and when.end is not None
        and timedelta(0) < when.end - done[-1] <= _GAP
    )


def counted_days(when: When, run: Run) -> When | None:
    """The days of the run, where *in three days* means them."""
    return run.done if _is_counted(when, run.days) else None


def _counted_since(passages: Sequence[Passage], first: date) -> date | None:
    """The day from which sentences about the exchange count: *the sixth exchange since the truce began on January 19*."""
    days = [
        mention.start
        for passage in passages
        if is_exchange(passage.sentence.text) or any(reading.measure == "released" for reading in passage.readings)
        for mention in passage.dates
        if mention.cumulative and mention.start is not None and mention.precision != "year" and mention.phrase.lower().startswith("since")
    ]
    return next((day for day in days if timedelta(0) <= first - day <= LONGEST), None)


def _is_step(fact: Fact) -> bool:
    return fact.reading.measure == "released" and fact.status == "happened" and fact.phase is not None and fact.mode != "cumulative"


def last_day(passage: Passage, context: Context) -> date | None:
    """The last day that a sentence about the exchange says is still to come; the next of its numbered steps is not the last."""
    text = passage.sentence.text
    about = is_exchange(text) or any(reading.measure == "released" for reading in passage.readings) or _MORE.search(text)
    if not about or _NEXT.search(text):
        return None
    days = [m.end or m.start for m in passage.dates if m.end or m.start]
    if more := _MORE.search(text):
        days += [
            plus(day, 7)
            for m in passage.dates
            if m.basis == "weekday" and passage.local(m.span).start > more.start() and (day := m.end or m.start) and day <= context.day
        ]
    ahead = [day for day in days if day is not None and timedelta(0) < day - context.day <= timedelta(days=10)]
    if days_more := _MORE_DAYS.search(text):
        ahead.append(plus(context.day, CARDINALS[key_of(days_more[1])]))
    return max(ahead, default=None)


def is_going_on(passages: Sequence[Passage], context: Context) -> bool:
    """Whether the story says that more transfers are to follow."""
    return any(_NEXT.search(p.sentence.text) or _MORE.search(p.sentence.text) or last_day(p, context) is not None for p in passages)
