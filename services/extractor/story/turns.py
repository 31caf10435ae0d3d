"""Shares told one after another in the sentences after their whole, which they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.attacks import OWN_DEED
from services.extractor.story.within import noun_of, of_one_moment, same_days

_SHARED = frozenset({"killed", "injured", "missing", "rescued", "evacuated", "displaced", "abducted", "detained"})
PLAIN = ("exact", "at_least")
"""Numbers that add up as they are said."""
_PAIR = 2
_SOME = frozenset({"partial", "definite", "anaphor", "part of antecedent"})
"""Some of another figure by its own words: no turn of the whole's."""
_MAX_TURNS = 5
_CHANCE = 10
"""Below it numbers that stand side by side add up to another by chance."""
_TURNS_REACH = 10
"""Figures after a whole among which its shares are looked for."""
_TURNS_WITHIN = 8
"""Sentences over which the shares of a whole are told one by one."""


def by_turns(facts: Sequence[Fact]) -> set[int]:
    """*21 died ... Seven policemen and four peacekeepers were killed. Ten gunmen died too*: told one after another in the sentences after
    the whole, they add up to it.
    """
    counts: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in sorted(range(len(facts)), key=lambda i: facts[i].span.start):
        fact = facts[i]
        own = fact.mode != "part" or _SOME.isdisjoint(fact.reading.notes)
        if own and not fact.superseded and fact.reading.measure in _SHARED:
            period = (fact.when.start, fact.when.end) if fact.mode == "cumulative" else None
            counts[(fact.reading.measure, fact.reading.unit, fact.status, period)].append(i)
    found: set[int] = set()
    for members in counts.values():
        for at, i in enumerate(members):
            found.update(_turns(facts, i, members[at + 1 : at + 1 + _TURNS_REACH]))
    return found


def _turns(facts: Sequence[Fact], whole: int, after: Sequence[int]) -> list[int]:
    """Of the figures ``after`` the whole, two to five that follow one another and add up to it."""
    wanted = facts[whole].reading.number.best or facts[whole].reading.number.low
    for first in range(len(after)):
        total = 0
        turn: list[int] = []
        for i in after[first : first + _MAX_TURNS]:
            fact = facts[i]
            far = turn and fact.sentence.index - facts[turn[0]].sentence.index > _TURNS_WITHIN
            if fact.reading.number.qualifier not in PLAIN or not fact.reading.number.low or far:
                break
            total += fact.reading.number.low
            turn.append(i)
            if total >= wanted:
                break
        if total == wanted and len(turn) > 1 and _is_shared_out(facts[whole], [facts[i] for i in turn]):
            return turn
    return []


def _is_shared_out(whole: Fact, shares: Sequence[Fact]) -> bool:
    """Whether the shares tell different people of one moment apart, and no two speakers' counts are added."""
    by_place = any(fact.mode == "part" for fact in shares)  # "seven died in two towns ... three were shot dead in the one"
    if (whole.reading.number.low < _CHANCE and not by_place) or whole.sentence.entry is not None:
        return False
    if whole.reading.group in ("military", "police") and any(fact.side != whole.side for fact in shares):
        return False
    deeds = {fact.sentence.index for fact in shares if fact.type != "disaster" and OWN_DEED.search(fact.sentence.text)}
    near = shares[0].sentence.index - whole.sentence.index <= 1
    if shares[-1].sentence.index > shares[0].sentence.index and len(deeds) > near:
        return False  # "police shot ten dead. Gunmen killed three in Hilla, and a bomb in Tikrit seven": by chance
    if len(shares) == _PAIR and shares[0].side is not None and shares[0].side == shares[1].by:
        return False  # "25 rebels have been killed. One marine died": each side's dead, of a toll over both
    scenes = {(fact.side, fact.where.name if fact.where is not None else None) for fact in shares}
    nouns = {noun_of(fact) for fact in shares if fact.reading.noun != fact.reading.number.span} - {""}
    claimants = {fact.claimant.name for fact in shares if fact.claimant is not None}
    together = all(same_days(whole, fact) and of_one_moment(whole, fact) for fact in shares)
    return len(shares) in (len(scenes), len(nouns)) and len(claimants) <= 1 + by_place and together
