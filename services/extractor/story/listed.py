"""Lists of places with a number each: *15 over Oryol, 11 over Belgorod*, *Punjab reported 13 deaths and Sindh seven*.

The parser hangs the parts of long lists anywhere; commas and conjunctions do not lie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from services.extractor.model import PlaceMention, Span
from services.extractor.passage import Passage

_JOINT = re.compile(r"[;,]|:(?=\s)|\band\b|\bwhile\b")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")


def places_listed(passage: Passage) -> Mapping[Span, PlaceMention]:
    """The place of each number of such a list, by the number's span; empty where the sentence holds no list of two places or more.

    A number in a part without a place shares the next part's where *and* joins them (*three killed and 14 injured in the Kherson
    region*), else takes the place that stands alone before it (*In Sumy, two were hurt*).
    """
    if len(passage.scenes) < 2:
        return {}
    base, text = passage.sentence.span.start, passage.sentence.text
    masked = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    places = [place for place in passage.scenes if masked[place.span.start - base].strip()]
    numbers = [number.span for number in passage.numbers if number.distractor is None and masked[number.span.start - base].strip()]
    if len(places) < 2 or len(numbers) < 2:
        return {}
    found: dict[Span, PlaceMention] = {}
    waiting: list[Span] = []
    alone: PlaceMention | None = None
    headed = False
    start = base
    for end, joint in [(m.start() + base, m.group()) for m in _JOINT.finditer(masked)] + [(base + len(text), "")]:
        part = Span(start, end)
        named = [place for place in places if place.span in part]
        counted = [number for number in numbers if number in part]
        if len(named) > 1:
            return {}
        if named and counted:
            found |= dict.fromkeys([*waiting, *counted], named[0])
            waiting, alone = [], None
        elif named:
            waiting, alone = [], named[0]
            headed = headed or (joint == ":" and start == base)
        elif counted and joint == "and":
            waiting += counted
        elif counted and alone is not None:
            found |= dict.fromkeys([*waiting, *counted], alone)
            waiting = []
        elif counted:
            waiting = []
        start = end
    # "Shelling in Donetsk region: three killed and two hurt in Pokrovsk district": all at the place behind the colon
    return found if headed or len({place.name for place in found.values()}) > 1 else {}
