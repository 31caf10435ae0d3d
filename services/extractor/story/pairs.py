"""Whose the two numbers of a swap are when its sentence names no side: *60 for 150*, *four hostages for 120 prisoners*."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from services.extractor.fact import Fact
from services.extractor.story.context import Context
from services.extractor.story.families import TRANSFERS
from services.extractor.story.sides import NOBODY, Pair


def settle_pairs(facts: Sequence[Fact], context: Context) -> list[Fact]:
    """Sides for unequal swaps that leave them open.

    A number has the side that the story gives it elsewhere, and the swaps of one paragraph put their sides in one order.
    """
    settled = list(facts)
    for i, fact in enumerate(settled):
        if fact.reading.measure == "released" and not fact.reading.both_sides and fact.side is None and fact.by is None:
            pair = _by_number(fact, settled)
            if pair is not None:
                settled[i] = fact.with_(side=pair[0], by=pair[1], parties=context.parties)
    settled = _the_other_way(settled)
    settled = _by_one_giver(_by_parts([_by_sum(fact, settled) for fact in settled]))
    return _by_partner(settled, context) if len(context.parties) == 2 else settled


_OTHER_WAY = re.compile(r"[^.;:\d]{0,60}\b(?:the other way|in the (?:other|opposite) direction)\b", re.I)


def _the_other_way(facts: Sequence[Fact]) -> list[Fact]:
    """*133 have come home, while 228 have gone the other way*: to the side that gave the first."""
    settled = list(facts)
    for i, fact in enumerate(settled):
        at = fact.span.end - fact.sentence.span.start
        if fact.reading.measure not in TRANSFERS or not _OTHER_WAY.match(fact.sentence.text, at):
            continue
        before = [f for f in settled if f.sentence.index == fact.sentence.index and f.span.end <= fact.span.start]
        first = max((f for f in before if f.reading.measure == fact.reading.measure), key=lambda f: f.span.start, default=None)
        if first is not None and None not in (first.side, first.by) and (first.side, first.by) == (fact.side, fact.by):
            settled[i] = fact.with_(side=first.by, by=first.side)
    return settled


def _by_number(fact: Fact, facts: Sequence[Fact]) -> Pair | None:
    """The side that the story gives the number elsewhere, if always the same."""
    number = fact.reading.number
    pairs = {
        (other.side, other.by)
        for other in facts
        if other.reading.measure == "released"
        and (other.side, other.by) != NOBODY
        and (other.reading.number.low, other.reading.number.high) == (number.low, number.high)
    }
    return next(iter(pairs)) if len(pairs) == 1 else None


def _by_parts(facts: Sequence[Fact]) -> list[Fact]:
    """*The freed left in two convoys, one of 70 and the other of 50*: numbers of no side that add up to one told before are of its."""
    settled = list(facts)
    loose: dict[int, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure == "released" and (fact.side, fact.by) == NOBODY and not fact.reading.both_sides:
            loose[fact.sentence.index].append(i)
    for index, members in loose.items():
        total = sum(facts[i].reading.number.low for i in members)
        wholes = {
            (f.side, f.by)
            for f in facts
            if f.reading.measure == "released" and f.sentence.index < index and f.reading.number.low == f.reading.number.high == total
        } - {NOBODY}
        if len(members) > 1 and len(wholes) == 1:
            side, by = next(iter(wholes))
            for i in members:
                settled[i] = facts[i].with_(side=side, by=by)
    return settled


def _by_one_giver(facts: Sequence[Fact]) -> list[Fact]:
    """*Thirteen hostages were freed. Four soldiers and nine villagers are well*: who let go some of one day's freed let go all of them."""
    givers: dict[tuple[str | None, date | None], set[str]] = defaultdict(set)
    for fact in facts:
        if _is_freed(fact) and fact.by is not None and (fact.by != fact.side or fact.by.isupper()):
            givers[fact.side, fact.when.start].add(fact.by)
    return [
        fact.with_(by=next(iter(known)))
        if fact.by is None and _is_freed(fact) and len(known := givers.get((fact.side, fact.when.start), set())) == 1
        else fact
        for fact in facts
    ]


def _is_freed(fact: Fact) -> bool:
    happened = (fact.reading.measure, fact.status) == ("released", "happened")
    return happened and fact.side is not None and fact.when.start is not None and fact.mode != "cumulative"


def _by_sum(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """*That makes 14 and 330*: a running total whose sentence names no side is of the side whose transfers add up to it."""
    loose = {"left out", "elliptic", "toll"} & set(fact.reading.notes)
    number = fact.reading.number
    if not loose or (fact.reading.measure, fact.status) != ("released", "happened") or fact.mode == "part" or number.low != number.high:
        return fact
    days: dict[Pair, dict[date, int]] = defaultdict(dict)
    for other in facts:
        low, day = other.reading.number.low, other.when.start
        single = (other.reading.measure, other.status, other.mode) == ("released", "happened", "increment") and day == other.when.end
        if single and day is not None and other.side is not None and low < number.low and not other.reading.both_sides:
            days[other.side, other.by][day] = max(low, days[other.side, other.by].get(day, 0))
    made = [pair for pair, counts in days.items() if len(counts) > 1 and sum(counts.values()) == number.low]
    if len(made) != 1 or made[0] == (fact.side, fact.by):
        return fact
    return fact.with_(side=made[0][0], by=made[0][1], mode="cumulative")


def _by_partner(facts: list[Fact], context: Context) -> list[Fact]:
    """What one number of a swap shows of the other, and one swap of the swaps beside it."""
    sentences: dict[int, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure == "released" and fact.mode != "part" and not fact.reading.both_sides:
            sentences[fact.sentence.index].append(i)
    order: dict[int, Pair] = {}
    for members in sentences.values():
        if len(members) != 2:
            continue
        first, second = members
        for one, other in ((first, second), (second, first)):
            given = context.kin.get(facts[one].side or "", facts[one].side)  # Palestinians are let go to Hamas, which lets go in return
            if given in context.parties and facts[other].side is None and facts[other].by is None:
                facts[other] = facts[other].with_(side=facts[one].by or context.other(given), by=given, parties=context.parties)
        if facts[first].side in context.parties and facts[second].side in context.parties and facts[first].side != facts[second].side:
            order.setdefault(facts[first].sentence.paragraph, (facts[first].side, facts[second].side))
    for members in sentences.values():
        if len(members) == 2 and all(facts[i].side is None for i in members):
            known = order.get(facts[members[0]].sentence.paragraph)
            if known is not None:
                for i, (side, by) in zip(members, (known, known[::-1]), strict=True):
                    facts[i] = facts[i].with_(side=side, by=by, parties=context.parties)
    return facts
