"""Figures that add up: totals of several days, and shares by place of one whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, combinations

from schemas.figure import When
from services.extractor.fact import Fact
from services.extractor.story.families import TRANSFERS

_AIR = frozenset({"launched", "intercepted", "hit"})
_MAX_DAYS = 7
"""Longer runs are never added up in a news story; it also bounds the subsets that are tried."""

Slot = tuple[str, str, str | None]


def settle_sums(facts: Sequence[Fact]) -> list[Fact]:
    """Marks totals (*1,000 on each side, 390 on Friday, 307 on Saturday and 303 on the last day*) as running over those days, and
    figures by place that make up a figure of the story as its parts."""
    of_days = _counts_of_days(facts)
    settled = _promised(_also(_together([_as_total(fact, facts, of_days) for fact in _kinds_of_day(facts)])))
    return _parts_of_totals(_parts_by_kind(_parts_by_place(settled)))


def _kinds_of_day(facts: Sequence[Fact]) -> list[Fact]:
    """*So far each has handed over 27 soldiers and 12 civilians*, where the story gives each 39 for the day: the kinds of the 39, and no
    sum over days.
    """
    settled = list(facts)
    groups: dict[tuple[Slot, int], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure in TRANSFERS and (fact.status, fact.mode) == ("happened", "cumulative"):
            groups[_slot(fact), fact.sentence.index].append(i)
    for (slot, index), members in groups.items():
        total = sum(facts[i].reading.number.low for i in members)
        whole = next((f for f in facts if _slot(f) == slot and f.sentence.index != index and _is_days(f, total)), None)
        if len(members) > 1 and whole is not None and len({facts[i].reading.group for i in members}) == len(members):
            for i in members:
                settled[i] = facts[i].with_(mode="part", when=whole.when, since=None, phase=whole.phase)
    return settled


def _is_days(fact: Fact, total: int) -> bool:
    """Whether the fact is what happened on one day, so many exactly."""
    number = fact.reading.number
    told = (fact.status, fact.mode) == ("happened", "increment") and fact.when.start is not None and fact.when.start == fact.when.end
    return told and number.low == number.high == total


def _slot(fact: Fact) -> Slot:
    return fact.reading.measure, fact.reading.unit, fact.side


def _counts_of_days(facts: Sequence[Fact]) -> Mapping[Slot, set[tuple[date, int]]]:
    """The days that the story gives a number each, with their numbers. Gathered once: to look through a thousand figures for each of as
    many takes seconds.
    """
    found: dict[Slot, set[tuple[date, int]]] = defaultdict(set)
    for fact in facts:
        day, counted = fact.when.start, fact.reading.number
        told = (fact.status, fact.mode) == ("happened", "increment") and counted.low == counted.high
        if told and day is not None and day == fact.when.end:
            found[_slot(fact)].add((day, counted.low))
    return found


def _as_total(fact: Fact, facts: Sequence[Fact], of_days: Mapping[Slot, set[tuple[date, int]]]) -> Fact:
    number = fact.reading.number
    if fact.status != "happened" or fact.mode == "part" or number.low != number.high or fact.reading.measure not in TRANSFERS:
        return fact
    if fact.mode == "increment" and "up to now" in fact.reading.notes and (first := _of_one_day(fact, facts)) is not None:
        return fact.with_(mode="cumulative", when=When(end=first.when.end), phase=None)
    if fact.mode == "increment" and "up to now" in fact.reading.notes and _is_of_running_exchange(fact, facts):
        return fact.with_(mode="cumulative", when=When(end=fact.when.end), phase=None)
    begins = fact.when.start is not None and fact.when.phrase and fact.when.start != fact.when.end
    if fact.mode == "cumulative" and (fact.since is not None or begins):
        return fact
    by_day: dict[date, int] = {}
    slot = _slot(fact)
    for day, counted in chain(of_days.get(slot, ()), of_days.get((*slot[:2], None), ())):
        if counted < number.low:
            by_day[day] = max(by_day.get(day, 0), counted)
    days = sorted(by_day)[-_MAX_DAYS:]
    for size in range(len(days), 1, -1):
        for chosen in combinations(days, size):
            if sum(by_day[day] for day in chosen) == number.low:
                when = When(start=chosen[0], end=chosen[-1], precision="span", basis="relative", phrase=fact.when.phrase)
                return fact.with_(mode="cumulative", when=when, phase=None, since=chosen[0])
    return fact


def _together(facts: list[Fact]) -> list[Fact]:
    """*So far 105 of theirs and 300 of ours have gone home, 405 in all*: sums of one sentence run over the same days."""
    known = {
        (fact.sentence.index, fact.reading.measure): fact
        for fact in facts
        if fact.mode == "cumulative" and fact.reading.measure in TRANSFERS and fact.since is not None and fact.when.basis == "relative"
    }
    return [
        fact.with_(when=told.when, since=told.since)
        if fact.mode == "cumulative"
        and fact.status == "happened"
        and (fact.when.start is None or fact.when.start == fact.when.end)
        and (told := known.get((fact.sentence.index, fact.reading.measure))) is not None
        else fact
        for fact in facts
    ]


def _also(facts: list[Fact]) -> list[Fact]:
    """*In total they have handed over 660 bodies and received 78*: what is joined to a total of its sentence is one."""
    settled = list(facts)
    for i, fact in enumerate(settled):
        last = settled[i - 1] if i else None
        if last is None or "up to now" not in last.reading.notes or (last.mode, fact.mode) != ("cumulative", "increment"):
            continue
        same = (last.sentence.index, last.reading.measure, last.status) == (fact.sentence.index, fact.reading.measure, fact.status)
        base = fact.sentence.span.start
        if same and not fact.when.phrase and AND_VERB.search(fact.sentence.text, last.span.end - base, fact.span.start - base):
            settled[i] = fact.with_(mode="cumulative", when=last.when, since=last.since, phase=None)
    return settled


def _promised(facts: list[Fact]) -> list[Fact]:
    """*On May 2 they agreed to hand over 6,000 bodies. On May 20 they got 1,100, on May 22 another 1,200*: what was promised before days
    that each brought less is kept over all of them; *another 900 are ready to go* is not.
    """
    days: dict[str, dict[date, int]] = defaultdict(dict)
    for fact in facts:
        day, low = fact.when.start, fact.reading.number.low
        if (fact.status, fact.mode) == ("happened", "increment") and fact.when.phrase and day is not None and day == fact.when.end:
            days[fact.reading.measure][day] = max(low, days[fact.reading.measure].get(day, 0))
    return [
        fact.with_(mode="cumulative", phase=None) if _is_kept_over(fact, days.get(fact.reading.measure, {})) else fact for fact in facts
    ]


def _is_kept_over(fact: Fact, brought: Mapping[date, int]) -> bool:
    if (fact.status, fact.mode) != ("planned", "increment") or fact.reading.measure not in TRANSFERS or len(brought) <= 1:
        return False
    before = bool(fact.when.phrase) and fact.when.end is not None and fact.when.end < min(brought)
    return before and max(brought.values()) < fact.reading.number.low


AND_VERB = re.compile(
    r"\band (?:(?:the )?[A-Z][\w’'-]+ )?(?:has |have |had |been )*(?:received|returned|freed|released|handed|got|given|let|"
    r"taken|recovered)\b",
    re.I,
)


def _of_one_day(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The smaller number that the story gives one day of the same side: those who *have been freed* by now are more than the day's."""
    return next(
        (
            other
            for other in facts
            if _slot(other) == _slot(fact)
            and fact.side is not None
            and other.sentence.index < fact.sentence.index
            and other.sentence.kind != "headline"
            and (other.status, other.mode) == ("happened", "increment")
            and fact.reading.group in ("all", other.reading.group)
            and other.when.phrase
            and other.when.start == other.when.end is not None
            and other.reading.number.low < fact.reading.number.low
        ),
        None,
    )


def _is_of_running_exchange(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Israel has freed 180 prisoners* where the other side's are told as a sum or day by day, and no day's of this side: by now."""
    if fact.side is None or fact.by is None or fact.sentence.kind == "headline":
        return False
    told = [other for other in facts if other is not fact and other.reading.measure in TRANSFERS and other.status == "happened"]
    own = any(other.side == fact.side and other.mode == "increment" and other.when.phrase for other in told)
    theirs = [other for other in told if other.by == fact.side or other.side == fact.by]
    days = {other.when.start for other in theirs if other.mode == "increment" and other.when.phrase and other.when.start is not None}
    runs = len(days) > 1 or any(other.mode == "cumulative" for other in theirs)
    return runs and not own and all(other.reading.number.low <= fact.reading.number.low for other in theirs)


def _parts_of_totals(facts: list[Fact]) -> list[Fact]:
    """*1,000 people returned, 880 of them servicemen*: parts ran over the days of their whole."""
    totals = [fact for fact in facts if fact.mode == "cumulative" and fact.status == "happened"]
    return [
        fact.with_(when=whole.when)
        if fact.mode == "part"
        and not (fact.when.phrase and fact.when.start == fact.when.end)  # "29 of them on Thursday alone"
        and (whole := next((t for t in totals if t.sentence.index == fact.sentence.index and _slot(t) == _slot(fact)), None))
        and not _is_within(fact.when, whole.when)
        else fact
        for fact in facts
    ]


def _parts_by_kind(facts: list[Fact]) -> list[Fact]:
    """*112 were stopped: 74 shot down and 38 lost*; *128 were shot down and 117 vanished*: what fell and what was jammed make one whole.

    What is counted by weapon under a figure of weapons together (*499 weapons: 479 drones and 20 missiles*) is no part: drones and
    missiles have tallies of their own.
    """
    settled = list(facts)
    sentences: dict[tuple[Slot, int], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure in _AIR and fact.mode != "cumulative":
            sentences[(_slot(fact), fact.sentence.index)].append(i)
    for members in sentences.values():
        members.sort(key=lambda i: facts[i].span.start)
        wholes = {i for n, i in enumerate(members) if _sums_follow(facts, i, members[n + 1 :])}
        below = {
            j
            for i in wholes
            for j in members
            if facts[j].span.start > facts[i].span.start and facts[j].reading.number.low < facts[i].reading.number.low
        }
        shares = [i for i in members if "partial" in facts[i].reading.notes and i not in wholes]
        for i in members:
            if i in wholes and i not in below:
                settled[i] = facts[i].with_(mode="increment")
            elif i in below or (shares and len(members) > 1 and not wholes and facts[i].reading.measure == "intercepted"):
                settled[i] = facts[i].with_(mode="part")
            elif facts[i].mode == "part" and _only_of_all_weapons(facts, i):
                settled[i] = facts[i].with_(mode="increment")
    return settled


def _sums_follow(facts: Sequence[Fact], whole: int, after: Sequence[int]) -> bool:
    """Whether the next two to four figures of the sentence add up to this one."""
    number = facts[whole].reading.number.low
    return any(sum(facts[i].reading.number.low for i in after[:count]) == number for count in range(2, min(4, len(after)) + 1))


def _only_of_all_weapons(facts: Sequence[Fact], part: int) -> bool:
    fact = facts[part]
    bigger = [
        f
        for f in facts
        if f.sentence.index == fact.sentence.index
        and f.reading.measure == fact.reading.measure
        and f.reading.number.low > fact.reading.number.low
        and f.span.start < fact.span.start
        and f.reading.unit in ("weapons", fact.reading.unit)
    ]
    return "partial" not in fact.reading.notes and bool(bigger) and all(f.reading.unit == "weapons" != fact.reading.unit for f in bigger)


def _makes_up(total: int, whole: int) -> bool:
    """*90 at the hall and 39 at cafes* of 130: of many the one or two are left out who are told of in words."""
    return total == whole or (whole >= _MANY and 0 < whole - total <= _LEFT_OUT)


_MANY, _LEFT_OUT = 50, 2


def _parts_by_place(facts: list[Fact]) -> list[Fact]:
    """*Four died in A, four in B, three in C and one in D*: together the twelve of the lead."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if (
            fact.mode in ("increment", "part")
            and fact.reading.number.low == fact.reading.number.high
            and fact.reading.number.low  # "35 were taken to hospital, and none of them died"
            and fact.reading.measure not in ("released", "bodies_returned")
        ):
            groups[(_slot(fact), fact.sentence.index, fact.reading.group, fact.status)].append(i)
    for (slot, _, _, status), members in groups.items():
        total = sum(facts[i].reading.number.low for i in members)
        if len(members) < 2 or len({facts[i].when.start for i in members if facts[i].when.phrase}) > 1:
            continue  # "12 on Friday and ten on Saturday": what each day brought
        wholes = [
            other
            for i, other in enumerate(facts)
            if i not in members
            and _slot(other) == slot
            and other.status == status
            and _makes_up(total, other.reading.number.best or other.reading.number.low)
        ]
        if wholes:
            for i in members:
                facts[i] = facts[i].with_(mode="part")
    return facts


def _is_within(some: When, whole: When) -> bool:
    """*More than 500 since January, 40 of them in the first week of May*: some have a shorter time of their own."""
    if some.start is None or some.end is None or whole.start is None or whole.end is None:
        return False
    return some.phrase not in ("", whole.phrase) and whole.start < some.start and some.end <= whole.end
