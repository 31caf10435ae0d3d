"""A figure told twice in one story: what the one telling leaves open, the other settles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.families import AIR, TRANSFERS

_THE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll) (?:deaths? of (?:the|all) )?\Z")
"""*The four soldiers*, *all nine*: whom the story has counted before."""
_SOME = re.compile(r",? of (?:them|whom|which|these|those|the)\b")
_TELLINGS = 20
"""So often at most is one figure told before it is told with the article."""
_NOT_FEW = 5
"""Smaller numbers are often equal by chance."""
_ELSE = keyed(
    r"\b(?:last (?:week|month|year)|earlier|previous|another|others?|second|third|separate(?:ly)?|meanwhile|elsewhere|years? ago|since|"
    r"in (?:19|20)\d\d)\b",
    re.I,
)
"""What may be told of another time or happening."""


def settle_twice(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those told twice as one kind of people: *a raid left seven guards dead*, and below *seven were killed in the raid*.

    Of transfers a headline's alone: what an agreement gives as people, one side may give as its soldiers.
    """
    kinds: dict[tuple[object, ...], set[str]] = defaultdict(set)
    facts = _whole_again(_of_those_told_before(facts))
    for fact in facts:
        kinds[_told(fact)].add(fact.reading.group)
    settled: list[Fact] = []
    for fact in facts:
        named = kinds[_told(fact)] - {"all"}
        open_to = fact.reading.measure not in TRANSFERS or fact.sentence.kind == "headline"
        if fact.reading.group == "all" and open_to and len(named) == 1:
            fact = fact.with_(reading=fact.reading.with_(group=next(iter(named))))
        settled.append(fact)
    return settled


def _of_those_told_before(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those of *the four soldiers* with the sides, time and mode of the four that the story has told of before."""
    settled = list(facts)
    tellings: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i in sorted(range(len(facts)), key=lambda i: (facts[i].sentence.kind != "headline", facts[i].span.start)):
        tellings[_counted(facts[i])].append(i)
    for i, fact in enumerate(facts):
        if not _is_of_the_counted(fact):
            continue
        told = [settled[k] for k in tellings[_counted(fact)][:_TELLINGS]]
        before = [other for other in told if other.sentence is not fact.sentence and _is_first_telling(other, fact)]
        if before and len({(o.side, o.by, o.mode, o.when.start, o.when.end) for o in before}) == 1:
            first = before[0]
            when = first.when.model_copy(update={"phrase": ""})
            settled[i] = fact.with_(side=first.side, by=first.by, mode=first.mode, when=when)
    return settled


def _counted(fact: Fact) -> tuple[object, ...]:
    return fact.reading.measure, fact.reading.unit, fact.reading.number.low, fact.status


def _whole_again(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, none a part that the story tells elsewhere as the whole of the same day: *nine guards died, police said* below *nine
    guards die in raid*. Few of one kind may be a part here and a whole there, and *nine of them* are a part wherever they stand.
    """
    wholes: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for fact in facts:
        if fact.mode == "increment":
            wholes[_of_anybody(fact)].add(fact.sentence.index)
    return [
        fact.with_(mode="increment")
        if fact.mode == "part"
        and fact.reading.number.low >= _NOT_FEW
        and _SOME.match(fact.sentence.text, fact.end) is None
        and wholes.get(_of_anybody(fact), set()) - {fact.sentence.index}
        else fact
        for fact in facts
    ]


def _of_anybody(fact: Fact) -> tuple[object, ...]:
    number = fact.reading.number
    told = fact.reading.measure, fact.reading.unit, number.low, number.high, fact.side, fact.by, fact.status, fact.when.start, fact.when.end
    return (*told, fact.reading.group) if fact.reading.measure not in AIR else (id(fact),)


def _is_of_the_counted(fact: Fact) -> bool:
    number, text = fact.reading.number, fact.sentence.text
    return (
        number.low == number.high
        and number.low > 1
        and fact.reading.measure not in AIR
        and fact.sentence.kind != "headline"
        and not number.additional
        and _THE.search(text, 0, fact.at) is not None
        and _ELSE.search(text) is None
    )


def _is_first_telling(other: Fact, fact: Fact) -> bool:
    """Whether ``other``, which counts as many, was told before, of one kind; the headline comes first, wherever it is kept."""
    first = other.sentence.kind == "headline" or other.span.start < fact.span.start
    kinds = {other.reading.group, fact.reading.group} - {"all"}
    return first and len(kinds) <= 1 and other.reading.number.high in (other.reading.number.low, None)


def _told(fact: Fact) -> tuple[object, ...]:
    """What two tellings of one figure share; nothing where the number is rough, as two happenings may have it."""
    number = fact.reading.number
    told = fact.reading.measure, fact.reading.unit, number.low, fact.side, fact.mode, fact.status, fact.when.start, fact.when.end
    return told if number.high is None or number.low == number.high > 0 else (id(fact),)
