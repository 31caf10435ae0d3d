"""Two readers, one reading per number: agreement raises confidence, rules settle conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from schemas.figure import Measure
from services.extractor.model import FREED, TAKEN, Reading, Span

IDIOM_WINS = frozenset({"released", "bodies_returned", "launched", "intercepted", "lost", "hit"})
"""Swaps, lists and shares of drones: the parser attaches them wrongly more often than a surface pattern misreads them."""
SURE = 0.9
NEAR = 0.78
_HELPERS = len(" have been ")
_FAR = 25
"""Characters to a trigger that a nearer one outdoes: *freed five captives on Monday and they were flown home*."""

_OF_WEAPONS: frozenset[Measure] = frozenset({"launched", "intercepted", "lost", "hit"})
_TOLLS: frozenset[Measure] = frozenset({"killed", "injured", "missing"})
_GENERIC_UNITS = frozenset({"weapons", "unknown"})


def merge(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """The readings of one sentence, one per number and thing counted, in the order of the text.

    Of two that agree the fuller stands, each gap filled from the other. Of two that differ the idiom stands for transfers and air
    war, and wherever it is surer; a number may count two things only if one reader says both (*4 people killed and hurt*).
    """
    by_number: dict[tuple[int, int], list[Reading]] = defaultdict(list)
    for reading in _without_shared(tuple(readings)):
        by_number[(reading.number.span.start, reading.number.span.end)].append(reading)
    merged: list[Reading] = []
    for _, candidates in sorted(by_number.items()):
        merged.extend(_settle(candidates))
    return tuple(merged)


def _without_shared(readings: Sequence[Reading]) -> Iterator[Reading]:
    """*freed 160 of 167 people kidnapped*: what happened to some is not what happened to all, where another word says what did."""
    of_part: dict[Span, set[Measure]] = defaultdict(set)
    of_number: dict[Span, set[Measure]] = defaultdict(set)
    for reading in readings:
        of_number[reading.number.span].add(reading.measure)
        if reading.number.of_whole is not None:
            of_part[reading.number.of_whole.span].add(reading.measure)
    for reading in readings:
        span = reading.number.span
        if reading.measure in _OF_WEAPONS and reading.unit in ("persons", "bodies"):
            continue  # "three of its peacekeepers deployed there", "60 bodies, only 20 of which were identified"
        if reading.measure not in of_part[span] or of_number[span] <= of_part[span]:
            yield reading


def _settle(candidates: list[Reading]) -> list[Reading]:
    idioms = [r for r in candidates if r.reader == "idiom"]
    trees = [r for r in candidates if r.reader == "dependency"]
    if not idioms or not trees:
        return _distinct(idioms or trees)
    tree = trees[0]
    agreeing = next((r for r in idioms if _same(r.measure, tree.measure) and _units_agree(r, tree)), None)
    if agreeing is not None:
        both = _fill(agreeing, tree)
        return [both, *(r for r in _distinct(idioms) if r is not agreeing and not _same(r.measure, both.measure))]
    if tree.measure == "bodies_returned" and all(r.measure == "killed" for r in idioms):
        return [tree]
    if tree.measure == "released" and all(r.measure in TAKEN or _names_the_wounded(r) for r in idioms):
        return [tree]
    own = [r for r in idioms if _has_passive_of_its_own(r)] if "became" in tree.notes and _stands_before(tree) else []
    if own and "elliptic" in tree.notes:
        return _distinct(own)  # "eight killed, over 400 injured"
    if "became" in tree.notes and all(r.measure in TAKEN or r.measure in ("injured", "rescued") for r in idioms):
        return [tree]  # "seized nine fishermen and beheaded them", "four people wounded in the blast have died"
    if tree.measure == "killed" and "definite" in tree.notes and all(r.measure == "injured" and "head" in r.notes for r in idioms):
        return [tree.with_(mode="part")]  # "six of the injured died": of all the dead
    if tree.measure == "intercepted" and _stands_before(tree) and all(r.measure == "launched" and _has_verb_of_its_own(r) for r in idioms):
        return [tree, *_distinct(idioms)] if "all of them" in tree.notes else [tree]  # "downed 18 drones and a missile fired by the rebels"
    if _has_verb_of_its_own(tree) and all("joined" in r.notes for r in idioms):
        return [tree]  # "killed 15 rebels and four others surrendered"
    if _stands_before(tree) and any(_has_verb_of_its_own(r) and r.measure == "captured" and "state" not in r.notes for r in idioms):
        return _distinct(idioms)  # the same, where the parser joins the four to the fifteen
    if "elliptic" in tree.notes and _stands_before(tree) and (own := [r for r in idioms if _has_passive_of_its_own(r)]):
        return _distinct(own)  # "twelve drowned and 34 were rescued", where the parser joins the 34 to the twelve
    if tree.measure in TAKEN and "elliptic" in tree.notes and any("by place" in r.notes for r in idioms):
        return _distinct(idioms)  # "40 bodies were taken to the hospital, 20 to a morgue"
    if tree.measure in TAKEN and any("resumed" in r.notes and r.measure in FREED for r in idioms):
        return _distinct(idioms)  # "the children abducted in May were rescued"
    if tree.measure == "missing" and any("resumed" in r.notes and r.measure == "killed" for r in idioms):
        return _distinct(idioms)  # "six miners trapped since July were found dead"
    idiom = max(idioms, key=lambda r: r.confidence)
    if "described" in idiom.notes and "weak" in tree.notes and tree.measure not in IDIOM_WINS:
        return [idiom]  # "had taken in four dead civilians"
    if {idiom.measure, tree.measure} <= _TOLLS and tree.confidence >= NEAR and _gap(tree) != _gap(idiom):
        return [tree] if _gap(tree) < _gap(idiom) else _distinct(idioms)
    idiom_stands = idiom.confidence >= SURE or idiom.measure in IDIOM_WINS or idiom.confidence >= tree.confidence or "joined" in tree.notes
    return _distinct(idioms) if idiom_stands else [tree]


def _has_verb_of_its_own(reading: Reading) -> bool:
    """Whether the trigger stands right behind the counted, and is not shared with a neighbour in a list."""
    after = (reading.noun or reading.number.span).end
    near = reading.trigger is not None and 0 < reading.trigger.start - after <= 1
    return near and not {"joined", "counterpart", "part of antecedent"} & set(reading.notes)


def _has_passive_of_its_own(reading: Reading) -> bool:
    """Whether a number alone has its trigger right behind, but for *were* or *have been*."""
    end = reading.number.span.end
    alone = reading.noun is None or reading.noun == reading.number.span
    return alone and reading.trigger is not None and 0 < reading.trigger.start - end <= _HELPERS and "joined" not in reading.notes


def _stands_before(reading: Reading) -> bool:
    return reading.trigger is not None and reading.trigger.end <= reading.number.span.start


def _names_the_wounded(reading: Reading) -> bool:
    """*40 wounded prisoners were handed over*: *wounded* tells who they are, not what happened."""
    return reading.measure == "injured" and not {"described", "head"}.isdisjoint(reading.notes)


def _gap(reading: Reading) -> int:
    """Characters between trigger and number: of two tolls that are told apart by nothing else the nearer word counts."""
    if reading.trigger is None:
        return 10**6
    number = reading.number.span
    return max(reading.trigger.start - number.end, number.start - reading.trigger.end, 0)


def _distinct(readings: list[Reading]) -> list[Reading]:
    """One reading per thing said: measure, group and side."""
    kept: dict[tuple[object, ...], Reading] = {}
    for reading in readings:
        key = (reading.measure, reading.unit, reading.group, reading.side, reading.by, reading.dates)
        if key not in kept or reading.confidence > kept[key].confidence:
            kept[key] = reading
    return list(kept.values())


def _same(one: Measure, other: Measure) -> bool:
    return one == other


def _units_agree(one: Reading, other: Reading) -> bool:
    return one.unit == other.unit or one.unit in _GENERIC_UNITS or other.unit in _GENERIC_UNITS


def _fill(idiom: Reading, tree: Reading) -> Reading:
    """The idiom's reading with what only the tree saw."""
    return idiom.with_(
        reader="both",
        unit=tree.unit if idiom.unit in _GENERIC_UNITS and idiom.noun is None else idiom.unit,
        group=tree.group if idiom.group == "all" and idiom.noun is None else idiom.group,
        side=idiom.side or tree.side,
        by=idiom.by or tree.by,
        mode=idiom.mode if idiom.mode != "increment" else tree.mode,
        status=idiom.status if idiom.status != "happened" else tree.status,
        perspective=idiom.perspective or tree.perspective,
        trigger=tree.trigger if idiom.trigger is None or _gap(idiom) > max(_gap(tree), _FAR) else idiom.trigger,
        noun=idiom.noun or tree.noun,
        places=idiom.places or tree.places,
        dates=idiom.dates or tree.dates,
        confidence=max(idiom.confidence, tree.confidence),
        notes=tuple(dict.fromkeys((*idiom.notes, *tree.notes))),
    )
