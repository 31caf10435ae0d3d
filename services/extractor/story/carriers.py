"""Some of those let go on a day, told by where they were taken and by what: shares of all whom the day freed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.families import TRANSFERS
from services.extractor.story.within import exceeds, own_place

_GOAL = re.compile(
    r"\b(?:released|freed|deported|exiled|expelled|sent|taken|transferred|bused|bussed|driven|flown|moved)"
    r"(?: (?:on|by) \w+| home| back| away)? (?:in)?to (?:the )?(?:\w+ )?\Z",
    re.I,
)
_CARRIER = keyed(
    r"\b(?:planes?|flights?|aircraft|airplanes?|helicopters?|bus(?:es)?|coach(?:es)?|convoys?|ambulances?|vehicles?|trucks?|ferry|ship|"
    r"prisons?(?! swap| exchange)|jails?|penal colon(?:y|ies))\b",
    re.I,
)
"""What carried or held some of those freed."""
_NEAR = 60
"""Characters on either side of a number within which its carrier is named."""
_APART = re.compile(r"\b(?:separate(?:ly)?|another (?:swap|exchange|deal)|unrelated)\b", re.I)
_PLACES = 2


def by_goal(facts: Sequence[Fact]) -> set[int]:
    """*Buses had brought 12 prisoners to one town and 298 to another*, of 341 let go that day."""
    found: set[int] = set()
    for index in {f.sentence.index for f in facts if f.reading.measure == "released" and "by place" in f.reading.notes}:
        members = [i for i, f in enumerate(facts) if (f.sentence.index, f.reading.measure, f.mode) == (index, "released", "increment")]
        first = facts[members[0]] if members else None
        if first is None or len(members) < _PLACES or any(facts[i].side != first.side for i in members):
            continue
        total = sum(facts[i].reading.number.low for i in members)
        alike = (f for f in facts if (f.reading.measure, f.mode, f.side) == ("released", "increment", first.side))
        if any(f.sentence.index != index and f.when.start == first.when.start and f.reading.number.low >= total for f in alike):
            found.update(members)
    return found


def by_one_goal(facts: Sequence[Fact]) -> set[int]:
    """*About 100 were released into the West Bank*, of hundreds let go that day: where some of them went."""
    return {
        i
        for i, fact in enumerate(facts)
        if (fact.reading.measure, fact.mode, fact.status) == ("released", "increment", "happened")
        and (place := own_place(fact)) is not None
        and _GOAL.search(fact.sentence.text[: place.span.start - fact.sentence.span.start]) is not None
        and any(
            (whole.reading.measure, whole.mode, whole.status, whole.side) == ("released", "increment", "happened", fact.side)
            and whole.span.start < fact.span.start
            and whole.sentence.index != fact.sentence.index
            and own_place(whole) != place
            and exceeds(whole, fact)
            and whole.when.start == fact.when.start
            for whole in facts
        )
    }


def by_carrier(facts: Sequence[Fact]) -> set[int]:
    """*A plane landed with 125 prisoners*, *50 came out of Ofer prison*: some of the 183 that the story says went free that day."""
    wholes = [
        fact
        for fact in facts
        if fact.reading.measure in TRANSFERS and fact.mode == "increment" and fact.status == "happened" and not _is_carried(fact)
    ]
    return {
        i
        for i, fact in enumerate(facts)
        if fact.reading.measure in TRANSFERS
        and (fact.mode, fact.status) == ("increment", "happened")
        and _is_carried(fact)
        and any(
            (whole.side == fact.side or None in (whole.side, fact.side))
            and not (whole.side is whole.by is None and fact.side is not None)  # a sum over both sides
            and (whole.span.start < fact.span.start or whole.sentence.kind == "headline")
            and whole.reading.unit == fact.reading.unit
            and exceeds(whole, fact)
            and whole.when.start == fact.when.start is not None
            and whole.reading.group in ("all", fact.reading.group)
            for whole in wholes
        )
    }


def _is_carried(fact: Fact) -> bool:
    text, at = fact.sentence.text, fact.span.start - fact.sentence.span.start
    near = text[max(0, at - _NEAR) : at + _NEAR]
    return _CARRIER.search(near) is not None and _APART.search(text) is None
