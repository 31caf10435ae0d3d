"""Numbers that hang on other numbers: shares of one said before, what is given in return, members of a list."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.figure import Unit
from services.extractor.model import Number, Reading
from services.extractor.readers.counted import Counted
from services.extractor.readers.fit import WEAPONS
from services.extractor.readers.tree import Tree

INHERITED = 0.9
"""Share of confidence that a reading keeps when it is passed on to a number joined to its own."""
SURE_OF_OWN = 0.55
"""A number's own reading below this is a guess, and gives way to what its antecedent says."""


def parts_of_antecedents(tree: Tree, live: Sequence[Number], things: dict[Number, Counted], found: dict[Number, Reading]) -> None:
    """*76 drones, of which 63 ...*; *nine were hurt, two of them children*; *110 drones, including 13 that ...*.

    What counts some of a number said before in the sentence is its part if it says the same of them, or says nothing of its own.
    """
    for i, number in enumerate(live):
        thing = things.get(number)
        if thing is None:
            continue
        first = tree.tokens(number.span)[0]
        listed = tree.lower[first - 1] in ("including", "include") or (
            "among" in tree.lower[max(0, first - 3) : first - 1]
            and (tree.lower[first - 1] in ("them", "whom") or tree.lower[max(0, first - 2) : first] in (["whom", "are"], ["whom", "were"]))
        )
        if not (listed or thing.anaphor or tree.lower[max(0, first - 2) : first] in (["of", "which"], ["of", "whom"])):
            continue
        before = next(
            (n for n in reversed(live[:i]) if n in things and n.low >= number.low and _may_be_whole(things[n], found.get(n), thing)), None
        )
        if before is None:
            continue
        if before not in found and (share := found.get(number)) is not None and _speaks_for_all(tree, things[before], thing, share):
            found[before] = _whole_of(share, before, things[before], tree)
        if before not in found:
            continue
        whole = found[before]
        if whole.unit == "persons" and _are_of_things_between(tree, before, first):
            continue
        own = found.get(number)
        if (
            own is not None
            and own.trigger != whole.trigger
            and own.confidence > SURE_OF_OWN
            and not (listed and "weak" in own.notes and own.measure != whole.measure)
        ):
            if own.measure == "injured" and whole.measure in ("released", "bodies_returned"):
                found[number] = _share_of(whole, number, thing, tree)  # "218 came home, 46 of them wounded": before, not now
            elif own.measure == whole.measure:
                found[number] = own.with_(mode="part", unit=whole.unit if own.unit == "weapons" else own.unit)
            elif own.unit == "weapons" and whole.unit in WEAPONS:
                found[number] = own.with_(unit=whole.unit)
            elif own.unit == "weapons":
                found[number] = _share_of(whole, number, thing, tree)  # "ten were hurt, two of them badly, when a tram struck a wall"
            continue
        found[number] = _share_of(whole, number, thing, tree)


def _are_of_things_between(tree: Tree, before: Number, first: int) -> bool:
    """*Killed 30 soldiers and took 11 trucks, five of which were armoured*: of the trucks, which are no figure."""
    of_which = "which" in (tree.lower[max(0, first - 1) : first] + tree.lower[first + 1 : first + 3])
    return of_which and any(tree.tag[i] == "CD" for i in range(tree.tokens(before.span)[-1] + 1, first - 1))


def _speaks_for_all(tree: Tree, whole: Counted, part: Counted, share: Reading) -> bool:
    """*30 people -- 15 of them soldiers -- were killed*: nothing but a dash between, and the verb after both."""
    first = tree.tokens(share.number.span)[0]
    of_them = part.whole is not None and tree.lower[part.whole] == "them"  # "40 pilgrims, 12 of whom died"
    if not of_them or whole.noun is None or whole.noun > first or share.trigger is None:
        return False
    beside = all(tree.tag[i] in (":", ",", "-LRB-", "HYPH") for i in range(whole.noun + 1, first))
    return beside and share.trigger.start > share.number.span.end


def _whole_of(share: Reading, number: Number, thing: Counted, tree: Tree) -> Reading:
    """What is said of some of them where the parser has joined the verb to these: it is said of all."""
    return share.with_(number=number, group=thing.group, noun=thing.span(tree) or number.span, mode="increment", notes=())


def _share_of(whole: Reading, number: Number, thing: Counted, tree: Tree) -> Reading:
    return whole.with_(
        number=number,
        group=thing.group,
        noun=thing.span(tree) or number.span,
        mode="part",
        confidence=whole.confidence * INHERITED,
        notes=("part of antecedent",),
    )


def _may_be_whole(one: Counted, reading: Reading | None, part: Counted) -> bool:
    """Whether ``part`` may count some of ``one``, read or not: *142 survivors of more than 200 aboard, including 18 crew*."""
    return _same_kind(reading.unit if reading is not None else one.unit, part.unit) and (
        reading is not None or one.elliptic or one.entry is not None
    )


def counterparts(tree: Tree, live: Sequence[Number], things: dict[Number, Counted], found: dict[Number, Reading]) -> None:
    """*freed four hostages for 120 detainees*, *in exchange for 12 soldiers*: what is given in return goes the other way."""
    for i, number in enumerate(live):
        thing = things.get(number)
        if thing is None or (number in found and not _may_be_given(found[number])):
            continue
        given = next(
            (found[n] for n in reversed(live[:i]) if n in found and found[n].measure in ("released", "bodies_returned") and n != number),
            None,
        )
        if (
            given is None
            or (thing.unit not in (given.unit, "unknown"))
            or ("counterpart" in given.notes and not _joined_to(tree, thing, things, found))
        ):
            continue
        first = tree.tokens(number.span)[0]
        before = tree.lower[max(0, first - 3) : first]
        joined = _joined_to(tree, thing, things, found)
        if (
            before[-1:] in (["for"], ["against"])
            or (before[-1:] == ["with"] and _swaps(tree, given))
            or before[-2:] in (["exchange", "for"], ["return", "for"])
        ) or joined:
            found[number] = given.with_(
                number=number,
                group=thing.group,
                noun=thing.span(tree) or number.span,
                notes=("counterpart",),
                confidence=given.confidence * INHERITED,
            )


def _may_be_given(own: Reading) -> bool:
    """Whether what a number has been read as may only tell who they are: *for 90 detained rebels*, *for 23 wounded soldiers*."""
    return own.measure == "injured" or ("weak" in own.notes and own.measure in ("detained", "captured", "released"))


_SWAPPED = frozenset("trade traded trading trades exchange exchanged exchanging exchanges swap swapped swapping swaps".split())


def _swaps(tree: Tree, given: Reading) -> bool:
    """*151 prisoners were traded with 201 fighters*; who is *released with 12 others* is not given for them."""
    return given.trigger is not None and any(tree.lower[i] in _SWAPPED for i in tree.tokens(given.trigger))


def _joined_to(tree: Tree, thing: Counted, things: dict[Number, Counted], found: dict[Number, Reading]) -> bool:
    """Whether the counted is coordinated with a counterpart: *for 270 soldiers and 120 civilians*."""
    at, head = thing.at, tree.head[thing.at]
    if tree.dep[at] != "conj" and tree.dep[at] in ("nummod",):
        at, head = head, tree.head[head]
    return tree.dep[at] == "conj" and any(
        "counterpart" in reading.notes and head in (things[number].at, things[number].noun) for number, reading in found.items()
    )


def _same_kind(one: Unit, other: Unit) -> bool:
    return other == "unknown" or (one in WEAPONS) == (other in WEAPONS)


def _is_after_aside(tree: Tree, aside: Number, number: Number) -> bool:
    """*18 tourists, 14 of them Danes, and three guides*: the guides are joined to the tourists, and some of nobody."""
    first, last = tree.tokens(number.span)[0], tree.tokens(aside.span)[-1]
    return tree.lower[max(0, first - 2) : first] == [",", "and"] and tree.lower[last + 1 : last + 3] in (["of", "them"], ["of", "whom"])


def inherited(tree: Tree, number: Number, things: dict[Number, Counted], found: dict[Number, Reading]) -> Reading | None:
    """*390 people: 270 soldiers and 120 civilians*, *four in A, three in B*: joined to a number that has been read."""
    thing = things[number]
    at = thing.at
    for _ in range(4):
        arc, head = tree.dep[at], tree.head[at]
        if head == at or arc not in ("conj", "appos", "nummod", "compound", "dep", "nmod"):
            return None
        at = head
        for other, reading in found.items():
            if things[other].at == at or things[other].noun == at:
                unit = thing.unit if thing.unit != "unknown" else (reading.unit if thing.noun is None else "unknown")
                same_kind = (unit in WEAPONS) == (reading.unit in WEAPONS)
                if unit == "unknown" or not same_kind or (unit == "bodies") != (reading.unit == "bodies"):
                    return None
                part = arc == "appos" and other.low > number.low
                if reading.mode == "part" and _is_after_aside(tree, other, number):
                    reading = reading.with_(mode="increment", side=None)
                return reading.with_(
                    number=number,
                    unit=unit,
                    group=thing.group if thing.group != "all" or unit in WEAPONS else "all",
                    noun=thing.span(tree),
                    mode="part" if part else reading.mode,
                    confidence=reading.confidence * INHERITED,
                    notes=("joined",),
                )
    return None
