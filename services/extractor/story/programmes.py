"""Phases spread over a story, and the agreed exchange that they carry out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.event import Programme
from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.passage import Passage
from services.extractor.story.context import Context, is_exchange
from services.extractor.story.phases import CARDINALS, find_phases, programme_label

_BATCHES = re.compile(
    r"\b(?:batch|batches|phases?|stages?|rounds?|over (?:the )?(?:two|three|several|next|\w+ )?(?:days|weekend)|first (?:day|group)|"
    r"day (?:one|two)|"
    r"(?:two|three|several) days|in pieces|over (?:several )?weeks|from next week|in groups|measures)\b",
    re.I,
)
_DONE = re.compile(
    r"\b(?:complet(?:e|ed|es|ing)|finish(?:ed|es)?|ended|concluded|is over|was over|took (?:place|\w+ days)|wrapped up|in full|"
    r"carried out in full)\b",
    re.I,
)
_NOT_DONE = re.compile(r"\b(?:not|never|n't|hardly)\b[^.;,]{0,24}\b(?:complete|finish|end|conclud|over)", re.I)
_STAGE_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|next|opening|initial|last|final) (?:stage|phase|round|part|leg|day)\b[^.;]{0,40}\Z", re.I
)
_MORE = keyed(
    r"\b(?:more|further|others?|rest|remaining|still)\b[^.;]{0,40}\b(?:follow|come|expected|releases?|transfers?|due|waiting)\b|"
    r"\bwaiting for\b",
    re.I,
)
_MORE_DAYS = keyed(rf"\b({'|'.join(CARDINALS)}) more days\b", re.I)
_NEXT = keyed(
    r"\b(?:next|second|third|fourth|fifth|extra|another) (?:\w+ )?(?:exchange|swap|round|stage|phase|transfer|handover|one)\b", re.I
)
_WILL_HAVE = re.compile(r"\bwill have\b", re.I)
_LEAD_PARAGRAPHS = 1
_AHEAD = re.compile(r"\b(?:will|would|next|due|expected|planned|scheduled|before|after|follow|since|in \w+ (?:months|weeks|years))\b", re.I)
_LONGEST = timedelta(days=62)
_GAP = timedelta(days=3)
"""Days of one run of transfers follow each other; a longer pause begins another story's exchange."""


@dataclass(frozen=True, slots=True)
class Run:
    """The days on which the story's exchange went on, the last day that is still to come, and the first of which its sums count."""

    days: tuple[date, ...]
    last_planned: date | None = None
    since: date | None = None

    @property
    def first(self) -> date:
        return min(self.since or self.days[0], self.days[0])

    @property
    def done(self) -> When:
        return When(start=self.first, end=self.days[-1], precision="span", basis="relative")

    @property
    def all(self) -> When:
        """The whole that was agreed: to its last day if the story tells it, else from its first day on."""
        end = max(self.days[-1], self.last_planned) if self.last_planned else self.days[0]
        return When(start=self.days[0], end=end, precision="span" if end > self.days[0] else "day", basis="relative")


def settle_programme(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> list[Fact]:
    """Facts with their phase by day, totals with the days they run over, and the agreed whole with the programme that names it."""
    ordered = _phases_in_order(facts)
    told = _told_phases(ordered, passages, context)
    settled = [_with_phase(fact, ordered, told, context) for fact in ordered]
    run = _run(settled, passages, context)
    batches = run is not None or any(_BATCHES.search(p.sentence.text) for p in passages if p.readings or p.sentence.kind == "headline")
    programme = context.programme or _agreed(settled)
    return [_placed(fact, programme, run, batches, settled, context) for fact in settled]


def _phases_in_order(facts: Sequence[Fact]) -> list[Fact]:
    """*In the first and second stages, 390 and 307 respectively*: as many phases as numbers, one each, in order."""
    settled = list(facts)
    for index in {fact.sentence.index for fact in facts if "respectively" in fact.sentence.text.lower()}:
        here = [i for i, fact in enumerate(settled) if fact.sentence.index == index and fact.reading.measure == "released"]
        phases = [number for _, number, _ in find_phases(next(settled[i] for i in here).sentence.text)] if here else []
        starts = sorted({settled[i].span.start for i in here})
        if phases and len(starts) == len(phases):
            for i in here:
                settled[i] = settled[i].with_(phase=phases[starts.index(settled[i].span.start)], when=When())
    return settled


def _told_phases(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> dict[date, set[int]]:
    """Phases that sentences without a number give to days: *Second day of record exchange*, over a story of that day's releases."""
    lead = next((f.when.start for f in facts if f.reading.measure == "released" and f.status == "happened" and f.mode == "increment"), None)
    told: dict[date, set[int]] = defaultdict(set)
    for passage in passages:
        text = passage.sentence.text
        phases = {number for _, number, _ in find_phases(text)}
        if passage.readings or len(phases) != 1 or not is_exchange(text) or _AHEAD.search(text):
            continue
        days = [mention.start for mention in passage.dates if mention.start is not None and mention.precision == "day"]
        if not days and lead is not None and (passage.sentence.kind == "headline" or passage.sentence.paragraph <= _LEAD_PARAGRAPHS):
            days = [lead]
        if len(days) == 1 and days[0] <= context.day:
            told[days[0]] |= phases
    return told


def _with_phase(fact: Fact, facts: Sequence[Fact], told: Mapping[date, set[int]], context: Context) -> Fact:
    """The phase that the story numbers that day's exchange with, or the day of the phase that it numbers."""
    if fact.reading.measure != "released" or fact.mode == "cumulative" or context.live:
        return fact
    numbered = [other for other in facts if other.phase is not None and other.reading.measure == "released" and other.mode != "cumulative"]
    if fact.phase is None and fact.when.start is not None:
        on_day = [other for other in numbered if (other.when.start, other.when.end) == (fact.when.start, fact.when.end)]
        same_day = {other.phase for other in on_day if other.when.phrase} or {other.phase for other in on_day}
        if not same_day and fact.status == "happened" and fact.when.start == fact.when.end:
            same_day = set(told.get(fact.when.start, ()))
        outside = fact.side is not None and len(context.parties) == 2 and fact.side not in context.parties
        return fact.with_(phase=same_day.pop()) if len(same_day) == 1 and not outside else fact
    if fact.phase is not None and (fact.when.start is None or not fact.when.phrase):
        days = {other.when.start for other in numbered if other.phase == fact.phase and other.when.start and other.when.phrase}
        first = {
            other.when.start
            for other in facts
            if other.reading.measure == "released" and other.mode == "cumulative" and other.when.start and other.status == "happened"
            if context.day - other.when.start <= _LONGEST
        }
        if len(days) == 1:
            day = days.pop()
            return fact.with_(when=When(start=day, end=day, precision="day", basis="relative"))
        if not days and len(first) == 1:
            day = next(iter(first)) + timedelta(days=fact.phase - 1)
            return fact.with_(when=When(start=day, end=day, precision="day", basis="relative"))
    return fact


def _run(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> Run | None:
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
    done = sorted({*done, *_shown_by_sums(facts)})
    planned = [day for passage in passages if (day := _last_day(passage, context)) is not None]
    if not done or context.day - done[-1] > 4 * _GAP:
        return None
    numbered = {fact.when.start for fact in facts if _is_step(fact) and fact.when.start and context.day - fact.when.start <= _LONGEST}
    days = [done[-1]]
    for day in reversed(done[:-1]):
        if days[0] - day > _GAP and day not in numbered:
            continue
        days.insert(0, day)
    return Run(tuple(days), max(planned, default=None), _counted_since(passages, days[0]))


def _shown_by_sums(facts: Sequence[Fact]) -> set[date]:
    """*In these two days 697 have come back*: the first and last day of a sum over a few days."""
    whens = [f.when for f in facts if (f.reading.measure, f.mode, f.status) == ("released", "cumulative", "happened") and f.when.phrase]
    return {day for when in whens if when.start and when.end and when.end - when.start <= _GAP for day in (when.start, when.end)}


def _counted_since(passages: Sequence[Passage], first: date) -> date | None:
    """The day from which sentences about the exchange count: *the sixth exchange since the truce began on January 19*."""
    days = [
        mention.start
        for passage in passages
        if is_exchange(passage.sentence.text) or any(reading.measure == "released" for reading in passage.readings)
        for mention in passage.dates
        if mention.cumulative and mention.start is not None and mention.precision != "year" and mention.phrase.lower().startswith("since")
    ]
    return next((day for day in days if timedelta(0) <= first - day <= _LONGEST), None)


def _is_step(fact: Fact) -> bool:
    return fact.reading.measure == "released" and fact.status == "happened" and fact.phase is not None and fact.mode != "cumulative"


def _last_day(passage: Passage, context: Context) -> date | None:
    """The last day that a sentence about the exchange says is still to come; the next of its numbered steps is not the last."""
    text = passage.sentence.text
    about = is_exchange(text) or any(reading.measure == "released" for reading in passage.readings) or _MORE.search(text)
    if not about or _NEXT.search(text):
        return None
    days = [m.end or m.start for m in passage.dates if m.end or m.start]
    if _MORE.search(text):
        days += [
            day + timedelta(days=7)
            for m in passage.dates
            if m.basis == "weekday" and (day := m.end or m.start) is not None and day <= context.day
        ]
    ahead = [day for day in days if day is not None and timedelta(0) < day - context.day <= timedelta(days=10)]
    if more := _MORE_DAYS.search(text):
        ahead.append(context.day + timedelta(days=CARDINALS[more[1].lower()]))
    return max(ahead, default=None)


def _agreed(facts: Sequence[Fact]) -> Programme | None:
    """The agreed exchange where the story gives no formula: as many from each side, still to come, more than have come so far."""
    planned = [
        f
        for f in facts
        if f.reading.measure == "released" and f.status == "planned" and len(f.parties) == 2 and f.side and f.mode != "part"
    ]
    sizes = {f.reading.number.low for f in planned if f.reading.number.qualifier == "exact"}
    both = [size for size in sizes if len({f.side for f in planned if f.reading.number.low == size}) == 2]
    done = [
        f.reading.number.low
        for f in facts
        if f.reading.measure == "released" and f.status == "happened" and f.mode == "increment" and f.parties
    ]
    if not both or not done or max(both) <= max(done):
        return None
    size = max(both)
    return Programme(label=programme_label(size, size), size=dict.fromkeys(planned[0].parties, size))


def _placed(fact: Fact, programme: Programme | None, run: Run | None, batches: bool, facts: Sequence[Fact], context: Context) -> Fact:
    if fact.reading.measure not in ("released", "bodies_returned"):
        return fact
    if run is not None and _is_total_of(run, fact):
        fact = fact.with_(when=run.done)
    if run is not None and _is_total_to_come(fact):
        fact = fact.with_(when=fact.when.model_copy(update={"start": run.first, "precision": "span"}))
    if not _is_whole(fact, programme, facts, batches):
        inside = (
            run is not None
            and programme is not None
            and fact.status != "planned"  # the agreed size alone is the programme's plan
            and fact.when.start is not None
            and run.days[0] <= fact.when.start <= max(run.days[-1], run.last_planned or run.days[-1])
        )
        return (
            fact.with_(programme=programme)
            if programme is not None and fact.reading.measure == "released" and (fact.phase is not None or inside)
            else fact
        )
    status = fact.status
    if fact.reading.number.pair is not None and status != "denied":
        status = "happened" if _completed(fact, facts, context) else "planned"
    elif status == "hypothetical":
        status = "planned"
    mode = "cumulative" if batches else fact.mode
    when = fact.when
    if run is not None and fact.reading.measure == "released" and (status == "planned" or when.start == when.end):
        when = run.all if status == "planned" else _until(run, fact)
    named = programme if fact.reading.measure == "released" else None
    return fact.with_(programme=named, mode=mode, status=status, when=when, phase=None)


def _is_total_of(run: Run, fact: Fact) -> bool:
    """*So far 14 hostages have regained their freedom*: from the first transfer to the last, where no other start is said."""
    if fact.mode != "cumulative" or fact.status != "happened" or fact.since is not None:
        return False
    start = fact.when.start
    undated = start is None or not fact.when.phrase or (start == fact.when.end and start >= run.days[0])
    return undated and not _longer_ago(fact)


def _is_total_to_come(fact: Fact) -> bool:
    """*After the stage of Friday 105 will have been exchanged*: from the first transfer to the one still to come."""
    planned = fact.mode == "cumulative" and fact.status == "planned" and bool(fact.when.phrase)
    return planned and _WILL_HAVE.search(fact.sentence.text) is not None


def _until(run: Run, fact: Fact) -> When:
    """The run up to the day that the sentence gives: *completed a swap on Sunday*, whatever came later."""
    days = [day for day in run.days if fact.when.end is None or not fact.when.phrase or day <= fact.when.end]
    return (
        run.done
        if not days
        else When(
            start=min(run.first, days[0]),
            end=days[-1] if not fact.when.phrase else max(days[-1], fact.when.end or days[-1]),
            precision="span",
            basis="relative",
        )
    )


def _longer_ago(fact: Fact) -> bool:
    return fact.when.end is not None and fact.when.start is None and "since" in fact.when.phrase.lower()


def _is_whole(fact: Fact, programme: Programme | None, facts: Sequence[Fact], batches: bool) -> bool:
    """Whether the fact is of the agreed whole: its size, or a plan for each side beyond all that has come so far."""
    if fact.mode == "part" or (fact.phase is not None and fact.reading.number.pair is None and fact.status == "happened"):
        return False
    number = fact.reading.number
    if programme is not None and fact.reading.measure == "released":
        sizes = {int(part.replace(",", "")) for part in programme.label.split("-for-")}
        if any(number.low <= size <= (number.high if number.high is not None else size) for size in sizes) and number.qualifier != "vague":
            return True
    if fact.status != "planned" or fact.when.phrase:
        return False
    if batches and fact.reading.measure == "bodies_returned" and number.qualifier == "exact":
        return True
    done = [
        f.reading.number.low
        for f in facts
        if f.reading.measure == fact.reading.measure
        and f.status == "happened"
        and f.mode == "increment"
        and (f.side == fact.side or None in (f.side, fact.side))
    ]
    return bool(done) and number.low > max(done) and _UNDER.search(fact.sentence.text) is not None


_UNDER = re.compile(
    r"\b(?:agreement|accord|deal|agreed|formula|pact|rounds|in all|in total|altogether|by the end of|truce|ceasefire|"
    r"over (?:the )?(?:course|next|coming|\w+ (?:days|weeks)))\b",
    re.I,
)


def _completed(fact: Fact, facts: Sequence[Fact], context: Context) -> bool:
    """Whether the formula's exchange is told as over: in its own sentence, or because the story's total has reached its size."""
    text, at = fact.sentence.text, fact.span.start - fact.sentence.span.start
    if fact.when.phrase and fact.when.end is not None and fact.when.end < context.day and fact.when.precision != "day":
        return True
    if _DONE.search(text) and not _NOT_DONE.search(text) and not _STAGE_OF.search(text[:at]):
        return True
    return any(
        other.reading.measure == "released"
        and other.status == "happened"
        and other.mode == "cumulative"
        and other.reading.number.pair is None
        and other.reading.number.low == fact.reading.number.low
        for other in facts
    )
