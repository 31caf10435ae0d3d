"""What one sentence breaks a whole down into: kinds told one after another, and lists after a colon, a dash or a bracket."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.families import AIR, TRANSFERS
from services.extractor.story.within import exceeds, noun_of, text_between

_LIST = 3
_ITEM = re.compile(r"(?: [\w’'-]{1,20}){1,3}(?:,| and|, and) (?:the )?")
_MARK = re.compile(r": | ?[\u2013\u2014] ?| --? | ?\(")
_CLAUSE_AFTER = re.compile(r"\b(?:after|before|when|while|day|week|month|year)\b", re.I)
"""*Killed 12 people - a day after five died in the next town and six in another*."""
_BROKEN_DOWN = frozenset({"killed", "injured", "rescued", "evacuated", "displaced", "abducted", "detained", *AIR, *TRANSFERS})
_BY_TOWN = frozenset({"killed", "injured", "missing", "rescued", "evacuated", "displaced", "abducted", "detained", *AIR})
_FINITE = re.compile(r"\b(?:was|were|is|are|has|have|had)\b", re.I)


def listed(facts: Sequence[Fact]) -> set[int]:
    """*27 boys, three teachers and 12 relatives were taken*: three kinds or more of one deed, none of them the whole."""
    lists: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        reading = fact.reading
        if fact.mode == "increment" and reading.trigger is not None and reading.measure in _BROKEN_DOWN:
            lists[(reading.measure, reading.unit, fact.status, fact.sentence.index, fact.when.start)].append(i)
    found: set[int] = set()
    for members in (chain for several in lists.values() for chain in _chains(facts, several)):
        own = [i for i in members if (facts[i].side or "UNSAID").isupper()]
        members = own or members  # "three guards and four nurses were killed, and four militants": they are of the other side
        kinds = [facts[i] for i in members]
        nouns = {noun_of(fact) for fact in kinds if fact.reading.noun != fact.reading.number.span}
        if len(nouns) >= _LIST and not go_both_ways(kinds) and not _each_its_own(kinds):
            shares = [*kinds[1:], *_shares_told(kinds[0], facts)]
            whole = kinds[0].reading.number.low == sum(fact.reading.number.low for fact in shares)
            found.update(members[1:] if whole else members)  # "eight civilians, five women and three children"
    return found


def _shares_told(whole: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """*30 people -- 15 of them soldiers, 11 civilians and four militiamen -- were killed*: the 15 are known for a share already."""
    return [
        fact
        for fact in facts
        if fact.mode == "part" and fact.sentence.index == whole.sentence.index and fact.reading.measure == whole.reading.measure
    ]


def by_town(facts: Sequence[Fact]) -> set[int]:
    """A list of towns with what each lost (*Omdurman: 12 killed and 40 wounded*, one to a line): each has a share of what they all lost,
    be the whole said or not. A line that is a sentence (*Gao: Two soldiers were killed*) may tell a happening of its own.
    """
    return {
        i
        for i, fact in enumerate(facts)
        if fact.sentence.town is not None and fact.mode == "increment" and fact.reading.measure in _BY_TOWN
        and fact.where is not None and fact.where.kind != "country" and _FINITE.search(fact.sentence.text) is None
    }  # fmt: skip


def broken_down(facts: Sequence[Fact]) -> set[int]:
    """*Holds 11 foreigners -- four sailors from one country and four from another*, *killed 12: nine in one town and three in the next*:
    what follows the whole after a colon, a dash or a bracket, as long as it comes to no more.
    """
    sentences: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.reading.measure in _BROKEN_DOWN and fact.reading.number.low and not fact.superseded:
            sentences[(fact.reading.measure, fact.reading.unit, fact.status, fact.sentence.index)].append(i)
    found: set[int] = set()
    for members in sentences.values():
        members.sort(key=lambda i: facts[i].span.start)
        if len(members) >= _LIST:
            found.update(_after_mark(facts, members))
    return found


def with_one_more(facts: Sequence[Fact]) -> set[int]:
    """*Wounded five rangers and a civilian*, where the story counts six: the five are some of them, and the one has no number."""
    exact = [f for f in facts if f.reading.measure in _BROKEN_DOWN and f.reading.number.low == f.reading.number.high]
    wholes = {(f.reading.measure, f.reading.unit, f.status, f.reading.number.low, f.when.start): f.sentence.index for f in exact}
    found: set[int] = set()
    for i, fact in enumerate(facts):
        reading, base = fact.reading, fact.sentence.span.start
        if fact.mode != "increment" or reading.number.low != reading.number.high or reading.noun is None or reading.number.low < _TWO:
            continue
        whole = wholes.get((reading.measure, reading.unit, fact.status, reading.number.low + 1, fact.when.start))
        if whole in (None, fact.sentence.index):
            continue
        if _AND_ONE_MORE.match(fact.sentence.text, max(reading.noun.end, reading.number.span.end) - base) is not None:
            found.add(i)
    return found


_AND_ONE_MORE = re.compile(
    r",? (?:and|as well as|along with|plus) (?:an?|the|their|his|her|one) (?:[a-z-]{1,20} ){0,2}?"
    r"(?:civilian|soldier|policeman|policewoman|officer|woman|man|child|boy|girl|baby|guard|driver|villager|bystander|passer-?by|journalist|"
    r"pilot|worker|teacher|student|resident|motorist|medic|nurse|doctor|priest|commander|interpreter)\b"
)


def _after_mark(facts: Sequence[Fact], members: Sequence[int]) -> Sequence[int]:
    whole, items = facts[members[0]], members[1:]
    if whole.mode == "part" or (whole.mode == "cumulative" and whole.reading.measure in TRANSFERS):
        return ()  # "117 people have got out -- 58 released, 44 rescued and 15 who fled": by several deeds
    between = text_between(whole, facts[items[0]])
    mark = _MARK.search(between)
    if mark is None or _CLAUSE_AFTER.search(between, mark.end()):
        return ()
    items = _before_close(facts, items, mark[0].strip())
    if go_both_ways([facts[i] for i in items]):
        return ()  # "130 went home: the rebels freed 75 and the army 60": a sum over both sides, and each side's figure
    if len(items) == 1 and not _is_with_one(whole, facts[items[0]]):
        return ()
    days = {facts[i].when.start for i in items if facts[i].when.phrase}
    most = whole.reading.number.high
    fits = most is None or sum(facts[i].reading.number.low for i in items) <= most
    return items if fits and len(days) <= 1 and all(exceeds(whole, facts[i]) for i in items) else ()


def _before_close(facts: Sequence[Fact], items: Sequence[int], mark: str) -> Sequence[int]:
    """The items before the second of two dashes: *seven of them -- six soldiers and a captain -- were traded for 11 rebels*."""
    first = facts[items[0]]
    text, base = first.sentence.text, first.sentence.span.start
    close = text.find(f"{mark} ", first.span.end - base) if mark != ":" else -1
    return [i for i in items if facts[i].span.start - base < close] if close > 0 else items


def _is_with_one(whole: Fact, item: Fact) -> bool:
    """*Six soldiers and a navy captain*, of seven: the one is told without a number."""
    text, end = item.sentence.text, item.reading.number.span.end - item.sentence.span.start
    return item.reading.number.low + 1 == whole.reading.number.low and _AND_ONE.match(text, end) is not None


_AND_ONE = re.compile(r" [\w-]+(?: [\w-]+){0,2},? and (?:an?|one) [a-z]")


def _chains(facts: Sequence[Fact], members: Sequence[int]) -> list[list[int]]:
    """The members that follow one another under one trigger, or with only a noun and a comma between them."""
    chains: list[list[int]] = []
    for i in sorted(members, key=lambda i: facts[i].span.start):
        last = facts[chains[-1][-1]] if chains else None
        if last is None or not (last.reading.trigger == facts[i].reading.trigger or _ITEM.fullmatch(text_between(last, facts[i]))):
            chains.append([])
        chains[-1].append(i)
    return chains


def _each_its_own(facts: Sequence[Fact]) -> bool:
    """*13 Israelis, four Thais and one Filipino were let go*: each country gets its own back, and none of them the others'."""
    sides = [fact.side for fact in facts]
    return None not in sides and len(set(sides)) == len(sides)


def go_both_ways(facts: Sequence[Fact]) -> bool:
    """Whether the transfers go between two sides in both directions: they are no shares of one side's."""
    sides = {fact.side for fact in facts} - {None}
    if any(fact.by in sides for fact in facts):
        return True
    return any(_THE_OTHER_WAY.search(fact.sentence.text) for fact in facts if fact.reading.measure in TRANSFERS and fact.side is None) or (
        len(facts) == _TWO and all(fact.reading.measure in TRANSFERS and fact.by is None for fact in facts) and _by_each_of_two(facts)
    )


_TWO = 2
_AND_SENDS = re.compile(
    r"[^.;:]{0,40}?,? (?:and|while|against|for) (?:the )?[A-Z][\w’' -]{2,40}? "
    r"(?:sent back|sent home|handed over|turned over|gave up|gave back|returned|freed|released|let go|let)\b[^.;:]{0,24}"
)


def _by_each_of_two(facts: Sequence[Fact]) -> bool:
    """*Zintan let 19 men go and Misrata sent back 15*: each of the two lets go the other's, whosoever they are."""
    first, second = sorted(facts, key=lambda fact: fact.span.start)
    base = first.sentence.span.start
    return _AND_SENDS.fullmatch(first.sentence.text, first.span.end - base, second.span.start - base) is not None


_THE_OTHER_WAY = re.compile(r"\b(?:the other way|in the (?:other|opposite) direction)\b", re.I)
"""*Six walked into Norway and two were driven the other way*, whoever they were."""
