"""The time of some of a number: *Of these 21 fell in one region*, *99 of the dead are children* have that of the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.families import AIR
from services.extractor.story.within import encloses, own_place

_REACH = 6
"""Sentences within which a story tells what a number it has given is made up of."""


def on_days_of_wholes(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, parts whose sentence says no time on the days of their whole: the least number before them that holds all the parts of
    their sentence.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.mode == "part" and not fact.says_when:
            reading = fact.reading
            groups[(fact.sentence.index, fact.sentence.kind, reading.measure, reading.unit, fact.status)].append(i)
    settled = list(facts)
    told: dict[int, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        told[fact.sentence.index].append(i)
    for members in groups.values():
        index = facts[members[0]].sentence.index
        near = sorted(i for step in range(index - _REACH, index + 1) for i in told.get(step, ()))
        if _is_of_lead(facts, [facts[i] for i in members]):
            continue
        whole = _whole([facts[i] for i in near], [facts[i] for i in members])
        for i in members:
            if whole is not None and (_is_of_one_of_days(facts[i], whole) or _is_of_no_known_day(facts[i], whole)):
                continue
            if whole is not None and (whole.when.start, whole.when.end) != (facts[i].when.start, facts[i].when.end):
                settled[i] = facts[i].with_(when=whole.when.model_copy(update={"phrase": ""}))
    return settled


def _is_of_lead(facts: Sequence[Fact], parts: Sequence[Fact]) -> bool:
    """Whether the story leads with a whole of the days that the parts have, whatever older one it tells of in between."""
    first, most = parts[0], max(part.reading.number.low for part in parts)
    return any(
        (fact.when.start, fact.when.end) == (first.when.start, first.when.end) and _may_hold(fact, parts, most)
        for fact in facts[:_LEADING]
        if fact.sentence.index <= _LEAD
    )


_LEADING = 12
"""Figures with which a story leads."""
_LEAD = 2
"""Its sentences, the headline's among them."""


def _is_of_one_of_days(part: Fact, whole: Fact) -> bool:
    """Whether the part has the day of its happening already, one of those that the sum runs over."""
    start, end, when = whole.when.start, whole.when.end, part.when
    known = when.start is not None and when.start == when.end and when.basis != "publication"
    return known and whole.mode == "cumulative" and start is not None and end is not None and start <= (when.start or end) <= end


def _is_of_no_known_day(part: Fact, whole: Fact) -> bool:
    """Whether the whole is a sum of which nobody says since when, and the part has a day by what the story tells of: *A spate of bombings
    has killed dozens. On a bus in X one wounded 13*.
    """
    when = part.when
    known = when.start is not None and when.start == when.end and (when.phrase != "" or when.basis != "publication")
    return known and whole.mode == "cumulative" and whole.when.start is None


def _whole(facts: Sequence[Fact], parts: Sequence[Fact]) -> Fact | None:
    first = parts[0]
    most = max(part.reading.number.low for part in parts)
    together = sum(part.reading.number.low for part in parts)
    holding = [fact for fact in facts if _may_hold(fact, parts, most)]
    ample = [fact for fact in holding if (fact.reading.number.best or fact.reading.number.low) >= together]
    known = [fact for fact in ample or holding if (fact.when.start, fact.when.end) == (first.when.start, first.when.end)]
    return min(
        known or ample or holding, key=lambda fact: (fact.reading.number.low, first.sentence.index - fact.sentence.index), default=None
    )


def _may_hold(whole: Fact, parts: Sequence[Fact], most: int) -> bool:
    first = parts[0]
    if whole.mode == "part" or whole.superseded or whole.when.end is None or whole.reading.number.low < most:
        return False
    if (whole.reading.measure, whole.reading.unit, whole.status) != (first.reading.measure, first.reading.unit, first.status):
        return False
    if whole.sentence.entry != first.sentence.entry:
        return False
    if whole.span.start > first.span.start or whole.sentence.kind == "headline":
        return False
    if None not in (whole.side, first.side) and whole.side != first.side:
        return False
    if first.reading.measure in AIR:
        return True
    place, scene = own_place(first), own_place(whole)
    return place is None or scene is None or scene.name == place.name or encloses(scene, place)
