"""The agreed exchange of a story: what is its whole, what carries it out, and over which days."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.event import Programme
from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.phases import programme_label
from services.extractor.story.runs import Run, counted_days, find_run, is_told_over
from services.extractor.story.stages import OPENS, settle_phases
from services.extractor.story.within import exceeds

_BATCHES = keyed(
    r"\b(?:batch|batches|phases?|stages?|rounds?|over (?:the )?(?:two|three|several|next|\w+ )?(?:days|weekend)|first (?:day|group)|"
    r"day (?:one|two)|"
    r"(?:two|three|four|several)[ -]days?|in pieces|over (?:several )?weeks|from next week|in groups|measures)\b",
    re.I,
)
_STAGE_OF = re.compile(
    r"\b(?:first|second|third|fourth|fifth|next|opening|initial|last|final) (?:stage|phase|round|part|leg|day)\b[^.;]{0,40}\Z", re.I
)

_WILL_HAVE = re.compile(r"\bwill have\b", re.I)


def settle_programme(facts: Sequence[Fact], passages: Sequence[Passage], context: Context) -> list[Fact]:
    """Facts with their phase by day, totals with the days they run over, and the agreed whole with the programme that names it."""
    settled = settle_phases(facts, passages, context)
    run = find_run(settled, passages, context)
    batches = (run is not None and run.is_of_days) or any(
        _BATCHES.search(p.sentence.text) for p in passages if p.readings or p.sentence.kind == "headline"
    )
    programme = context.programme or _agreed(settled)
    placed = [_placed(fact, programme, run, batches, settled, context) for fact in settled]
    return [_kind_of_sum(fact, placed) for fact in placed]


def _kind_of_sum(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """*The exchange covered 120 civilians from each side*: of the 1,000 whom the story's exchange freed over the same days."""
    if fact.mode != "cumulative" or fact.status != "happened" or fact.reading.measure != "released" or fact.reading.group == "all":
        return fact
    start, end = fact.when.start, fact.when.end
    if start is None or end is None:
        return fact
    for whole in facts:
        first, last = whole.when.start, whole.when.end
        same = (whole.reading.measure, whole.status, whole.mode, whole.side, whole.reading.group) == (
            "released", "happened", "cumulative", fact.side, "all",
        )  # fmt: skip
        if same and exceeds(whole, fact) and first is not None and last is not None and first <= start and end <= last:
            return fact.with_(mode="part")
    return fact


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
    if run is not None and (_is_finished_whole(fact, run, facts) or _is_over_all_days(fact, run, facts)):
        return fact.with_(programme=programme, mode="cumulative", when=_until(run, fact), phase=None)
    if run is not None and _is_total_of(run, fact):
        fact = fact.with_(when=run.done if run.first < run.days[-1] else _up_to(run, fact, facts))
    if run is None and _is_of_no_day(fact, facts):
        fact = fact.with_(when=When(end=fact.when.end))
    if run is not None and fact.status == "happened" and (meant := counted_days(fact.when, run)) is not None:
        fact = fact.with_(when=meant, since=meant.start)
    if run is not None and _is_total_to_come(fact) and not (fact.when.end is not None and fact.when.end < run.first):
        fact = fact.with_(when=fact.when.model_copy(update={"start": run.first, "precision": "span"}))
    if not _is_whole(fact, programme, run, facts, batches):
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
    formula = _is_of_formula(fact, facts)
    if formula and status != "denied":
        status = "happened" if _completed(fact, facts, context) else "planned"
    elif status == "hypothetical":
        status = "planned"
    mode = "cumulative" if batches or (run is not None and status == "planned" and _is_beyond(fact, run, facts)) else fact.mode
    if status == "happened" and formula and run is not None and run.is_of_one_day:
        mode = "increment"  # "the 30-for-28 swap" of one day, whatever the story adds up from it
    if status == "happened" and not batches and fact.reading.measure == "released" and (day := _day_of_whole(fact, facts)) is not None:
        return fact.with_(programme=programme, mode="increment", status=status, when=day)
    when = When() if formula and fact.when.start is None else fact.when
    start = when.start or context.day
    ahead = status == "planned" and when.precision == "month" and start > context.day  # "each would free 500 in January"
    if run is not None and fact.reading.measure == "released" and not ahead and (status == "planned" or when.start == when.end):
        when = run.all if status == "planned" else _until(run, fact.with_(when=when))
    named = programme if fact.reading.measure == "released" else None
    return fact.with_(programme=named, mode=mode, status=status, when=when, phase=None)


def _is_of_formula(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the number is one of the two of *the 30-for-28 exchange*."""
    number = fact.reading.number
    return number.pair is not None or any(
        other.reading.number.pair is not None and other.reading.number.pair.span == number.span for other in facts
    )


def _day_of_whole(fact: Fact, facts: Sequence[Fact]) -> When | None:
    """The one day on which each side let go as many as the formula says: *an 84-for-84 swap. On August 14 84 returned*."""
    low = fact.reading.number.low
    told = [f for f in facts if (f.reading.measure, f.status, f.reading.number.low) == ("released", "happened", low)]
    told = [f for f in told if f.mode == "increment" and f.reading.number.pair is None and f.when.start == f.when.end is not None]
    dated = [f.when for f in told if f.when.phrase]
    days = {when.start for when in dated}
    return dated[0] if len(days) == 1 and any(f.side is not None for f in told) else None


def _is_total_of(run: Run, fact: Fact) -> bool:
    """*So far 14 hostages have regained their freedom*: from the first transfer to the last, where no other start is said."""
    if fact.mode != "cumulative" or fact.status != "happened" or fact.since is not None:
        return False
    start = fact.when.start
    undated = start is None or not fact.when.phrase or (start == fact.when.end and start >= run.days[0])
    return undated and not _longer_ago(fact)


def _is_of_no_day(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a total has only the day of the story, and the story's transfers of that day are fewer."""
    if (fact.mode, fact.status) != ("cumulative", "happened") or fact.since is not None or fact.when.phrase:
        return False
    day = [f for f in facts if f.reading.measure == fact.reading.measure and f.mode == "increment" and f.side == fact.side]
    return (
        fact.when.start is not None
        and fact.when.start == fact.when.end
        and 0 < sum(f.reading.number.low for f in day) < fact.reading.number.low
    )


def _up_to(run: Run, fact: Fact, facts: Sequence[Fact]) -> When:
    """*2,800 have been brought home so far*, on the day of one exchange of many: no story says since when, unless the day's are all."""
    days = {f.reading.number.low for f in facts if f.mode == "increment" and f.when.start == run.first and f.status == "happened"}
    return run.done if not days or fact.reading.number.low <= sum(days) else When(end=run.days[-1], phrase=fact.when.phrase)


def _is_total_to_come(fact: Fact) -> bool:
    """*After the stage of Friday 105 will have been exchanged*: from the first transfer to the one still to come."""
    planned = fact.mode == "cumulative" and fact.status == "planned" and bool(fact.when.phrase)
    return planned and _WILL_HAVE.search(fact.sentence.text) is not None


def _is_over_all_days(fact: Fact, run: Run, facts: Sequence[Fact]) -> bool:
    """*Both let 200 go on Sunday to complete a three-day exchange. The release of nearly 900 on both sides ...*: those of all its days."""
    if (fact.reading.measure, fact.status, fact.mode) != ("released", "happened", "increment") or fact.when.phrase:
        return False
    if (
        not fact.reading.both_sides
        or fact.side is not None
        or run.first == run.days[-1]
        or (run.last_planned or run.days[-1]) > run.days[-1]
    ):
        return False
    last = [f for f in facts if f.reading.measure == "released" and f.status == "happened" and f.when.phrase and f.when.end == run.days[-1]]
    return any(f.mode == "increment" and f.reading.number.low < fact.reading.number.low for f in last)


def _is_finished_whole(fact: Fact, run: Run, facts: Sequence[Fact]) -> bool:
    """*They finished trading 1,000 prisoners each*, *the swap of 900 was completed*, after days of transfers: all of them together, more
    than on any one day.
    """
    if fact.reading.measure != "released" or fact.status != "happened" or fact.mode == "part":
        return False
    text, at = fact.sentence.text, fact.span.start - fact.sentence.span.start
    finished = _FINISHING.search(text, 0, at) or _FINISHED.match(text, fact.span.end - fact.sentence.span.start)
    if not finished or not is_told_over(text) or _STAGE_OF.search(text[:at]):
        return False
    if run.first == run.days[-1] and not _has_last_day(fact, facts):
        return False
    number = fact.reading.number.low
    of_days = [
        other.reading.number.low
        for other in facts
        if other.reading.measure == "released"
        and (other.status, other.mode) == ("happened", "increment")
        and other.reading.number.low != number
        and (other.sentence.index == fact.sentence.index or not is_told_over(other.sentence.text))
        and other.when.start in run.days
    ]
    return all(low < number for low in of_days) and (bool(of_days) or fact.phase is None)


def _has_last_day(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*They finished exchanging 300 prisoners each on Friday. In the last round each freed 90*: the whole took more than that day."""
    return any(
        other.reading.measure == fact.reading.measure
        and (other.status, other.mode, other.side, other.reading.group) == ("happened", "increment", fact.side, fact.reading.group)
        and other.when.start == fact.when.start
        and other.sentence.index != fact.sentence.index
        and exceeds(fact, other)
        for other in facts
    )


_FINISHING = keyed(r"\b(?:complet(?:e|ed|es|ing)|finish(?:ed|es|ing)?|conclud(?:e|ed|es|ing)|wrap(?:ped|s)? up)\b[^.;,]{0,40}\Z", re.I)
_FINISHED = re.compile(r"[^.;,]{0,60}\b(?:completed?|concluded?|finished|ended|ends|over)\b", re.I)


def _until(run: Run, fact: Fact) -> When:
    """The run up to the day that the sentence gives: *completed a swap on Sunday*, whatever came later."""
    if (meant := counted_days(fact.when, run)) is not None:
        return meant
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


def _is_whole(fact: Fact, programme: Programme | None, run: Run | None, facts: Sequence[Fact], batches: bool) -> bool:
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
    told = _UNDER.search(fact.sentence.text) or OPENS.search(fact.sentence.text)
    return _is_beyond(fact, run, facts) and told is not None


def _is_beyond(fact: Fact, run: Run | None, facts: Sequence[Fact]) -> bool:
    """Whether the number is more than the story's exchange has freed on any of its days."""
    done = [
        (f.reading.number.low, run is None or f.when.start is None or f.when.start >= run.first)
        for f in facts
        if f.reading.measure == fact.reading.measure
        and f.status == "happened"
        and f.mode == "increment"
        and (f.side == fact.side or None in (f.side, fact.side))
        and not is_told_over(f.sentence.text)
    ]
    sizes_done = [size for size, of_run in done if of_run]
    if run is not None and run.is_of_days and not sizes_done and fact.status == "planned":
        return all(size < fact.reading.number.low for size in _of_last_day(fact, run, facts))
    sizes_done = sizes_done or [size for size, _ in done]
    return bool(sizes_done) and fact.reading.number.low > max(sizes_done)


def _of_last_day(fact: Fact, run: Run, facts: Sequence[Fact]) -> list[int]:
    """What the day freed that ended the exchange: *both let 150 go on Friday, the last day. The pact covers 500 and 120*."""
    return [
        f.reading.number.low
        for f in facts
        if (f.reading.measure, f.status, f.mode) == (fact.reading.measure, "happened", "increment")
        and f.side == fact.side
        and f.when.start in run.days
    ]


_UNDER = re.compile(
    r"\b(?:agreement|accord|deal|agreed|formula|pact|rounds|in all|in total|altogether|by the end of|truce|ceasefire|"
    r"over (?:the )?(?:course|next|coming|\w+ (?:days|weeks))|operation to)\b",
    re.I,
)


_COMES_AFTER = re.compile(r"\b(?:after|following|since|thanks to|with) (?:the |this |that |their |its )?\Z", re.I)
_AHEAD_OF = re.compile(r"\b(?:will|would|next|due|expected|planned|scheduled|agreed|to follow|(?:is|are|was|were) to)\b", re.I)
"""*After the 30-for-28 exchange more than 400 have come home*: it is behind; not *after it they will meet*."""


_CARRIED_OUT = re.compile(
    r"\b(?:conduct(?:ed|s)?|carr(?:ied|y|ies) out|h[eo]ld|complete[sd]?|staged?|performed|made) "
    r"(?:(?:an?|the|their|another|its) )?(?:[\w,-]+ ){0,4}(?:exchange|swap|trade)\b",
    re.I,
)
"""*They have conducted a prisoner swap in the 84-for-84 format*."""


def _completed(fact: Fact, facts: Sequence[Fact], context: Context) -> bool:
    """Whether the formula's exchange is told as over: in its own sentence, or because the story's total has reached its size."""
    first = next(
        (f.span for f in facts if f.reading.number.pair is not None and f.reading.number.pair.span == fact.reading.number.span), None
    )
    text, at = fact.sentence.text, (first or fact.span).start - fact.sentence.span.start
    if fact.when.phrase and fact.when.end is not None and fact.when.end < context.day and fact.when.precision != "day":
        return True
    if is_told_over(text) and not _STAGE_OF.search(text[:at]):
        return True
    if _COMES_AFTER.search(text[:at]) and not _AHEAD_OF.search(text):
        return True
    if _CARRIED_OUT.search(text) and not _AHEAD_OF.search(text) and not _STAGE_OF.search(text[:at]):
        return True
    return any(
        other.reading.measure == "released"
        and other.status == "happened"
        and other.mode == "cumulative"
        and other.reading.number.pair is None
        and other.reading.number.low == fact.reading.number.low
        for other in facts
    )
