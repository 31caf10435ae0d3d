"""Whoever was hurt beside those who died in one place of several is some of all who were hurt."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from services.extractor.fact import Fact
from services.extractor.story.attacks import MOST_OF_THEM
from services.extractor.story.within import exceeds, text_between

WIDE = re.compile(
    r"\b(?:across|nationwide|countrywide|throughout|statewide|over the country|several|parts of|regions|provinces|states|districts)\b", re.I
)
_NEAR = 50
"""Characters behind a number in which it is said to be of many places."""
_HURT = frozenset({"killed", "injured", "missing"})


def beside_shares(shares: Set[int], facts: Sequence[Fact]) -> set[int]:
    """*Two more died and 19 were hurt when a market fell in*: where the two are some of all the dead, the 19 are some of all the hurt,
    be the number of those told or not.
    """
    told = {(facts[i].sentence.index, facts[i].where): facts[i] for i in shares}
    most: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        if (fact.sentence.index, fact.where) in told:
            continue
        key = fact.reading.measure, fact.status
        most[key] = max(most.get(key, fact), fact, key=lambda counted: counted.reading.number.low)
    return {
        i
        for i, fact in enumerate(facts)
        if fact.mode == "increment"
        and fact.reading.measure in _HURT
        and not fact.superseded
        and (share := told.get((fact.sentence.index, fact.where))) is not None
        and share.reading.measure in _HURT
        and share.reading.measure != fact.reading.measure
        and not _is_of_all(fact, share)
        and (share.status, share.when, share.side) == (fact.status, fact.when, fact.side)
        and (share.type == "disaster" or _are_added_up(fact, most.get((fact.reading.measure, fact.status))))
    }


def _are_added_up(fact: Fact, most: Fact | None) -> bool:
    """Of attacks that the story adds up no wounded of, those of one place are told as its own: *12 died in A and 20 were hurt; two died in
    B and 19 were hurt* counts no wounded of both.
    """
    return (most is not None and exceeds(most, fact)) or MOST_OF_THEM.search(fact.sentence.text) is not None


def _is_of_all(fact: Fact, share: Fact) -> bool:
    """*The five were from one village; 29 people were hurt across eight counties*."""
    one, other = sorted((fact, share), key=lambda f: f.span.start)
    end = fact.span.end - fact.sentence.span.start
    return ";" in text_between(one, other) or WIDE.search(fact.sentence.text, end, end + _NEAR) is not None
