"""Lists of places with a number each: *15 over Oryol, 11 over Belgorod*, *Punjab reported 13 deaths and Sindh seven*.

The parser hangs the parts of long lists anywhere; commas and conjunctions do not lie.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.extractor.keyed import keyed
from services.extractor.model import PlaceMention, Span
from services.extractor.passage import Passage

_JOINT = re.compile(r"[;,]|:(?=\s)|\band\b|\bwhile\b")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")


_SUCH_AS = keyed(r"\b(?:including|such as|among them|like)(?: [\w'\u2019-]+,?){0,3} \Z", re.I)
_INCLUDING = keyed(r"\b(?:including|among them)(?: (?:at least|about|some|more than|nearly|almost))? \Z", re.I)
_OPENS = re.compile(r"(?:In|At|Near|Around)(?: [a-z-]+){0,3} ")
_AND_NEAR = re.compile(r" and (?:in |the )?(?:[a-z-]+ ){0,2}")
_EXAMPLES = 40
"""Characters before a place or a number in which it is said to be one of several."""
_AND = re.compile(r",? (?:and |as well as )?(?:the )?|, ")
_EACH = keyed(r"\beach\b")
_EACH_IN = re.compile(
    r" (?:[a-z-]+ ){0,2}each (?:(?:was|were) [a-z]+ )?(?:in|over|at|near|across|above|from) (?:(?:[a-z-]+|Republic|State) ){0,4}"
)
_AND_OVER = re.compile(
    r"(?: (?:[Rr]egions?|[Pp]rovinces?|[Ss]tates?|[Oo]blasts?|[Dd]istricts?|[Cc]ounties|[Cc]ounty))?(?:,? and|,|,? as well as)"
    r"(?: (?:[a-z-]+|Republic|State)){0,5} "
)
_SOME_IN = re.compile(r" (?:in|at|near|on|outside|during|when|by)\b[^,;:.]{0,60}")
_OF_THEM_IN = re.compile(rf" of (?:them|whom|these|those){_SOME_IN.pattern}")


def places_listed(passage: Passage) -> Mapping[Span, PlaceMention]:
    """The place of each number of such a list, by the number's span; empty where the sentence holds no list of two places or more.

    A number in a part without a place shares the next part's where *and* joins them (*three killed and 14 injured in the Kherson
    region*), else takes the place that stands alone before it (*In Sumy, two were hurt*).
    """
    if len(passage.scenes) < 2:
        return {}
    base, text = passage.sentence.span.start, passage.sentence.text
    masked = _BRACKETS.sub(lambda match: " " * len(match.group()), text)
    here = [place for place in passage.scenes if place.span in passage.sentence.span]  # a line's town may stand sentences before
    places = [place for place in here if masked[place.span.start - base].strip()]
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


def each_of_places(passage: Passage, number: Span) -> Sequence[PlaceMention]:
    """The places of *six each over the Lipetsk and Penza Regions*, *three each in Bahia, Sergipe and Alagoas*; else none."""
    if not passage.says(_EACH, number.end, number.end + _EXAMPLES):
        return ()
    stop = min((n.span.start for n in passage.numbers if n.span.start > number.end), default=passage.sentence.span.end)
    behind = [place for place in passage.places if number.end < place.span.start < stop]
    if not behind or _EACH_IN.fullmatch(passage.between(number.end, behind[0].span.start)) is None:
        return ()
    chosen = behind[:1]
    for place in behind[1:]:
        if _AND_OVER.fullmatch(passage.between(chosen[-1].span.end, place.span.start)) is None or place.kind == "country" != chosen[0].kind:
            break
        chosen.append(place)
    return chosen if len(chosen) > 1 else ()


def places_counted_in(passage: Passage, number: Span) -> Sequence[PlaceMention]:
    """The examples of where a number is from: *arrested 120 in ten counties, including Nakuru, Kisumu and Mombasa*; one alone may be where
    all of them were.
    """
    behind = [place for place in passage.places if place.span.start > number.end and place.kind != "country"]
    for at, first in enumerate(behind):
        if not passage.says(_SUCH_AS, first.span.start - _EXAMPLES, first.span.start):
            continue
        last = at
        while last + 1 < len(behind) and _AND.fullmatch(passage.between(behind[last].span.end, behind[last + 1].span.start)):
            last += 1
        return behind[at : last + 1] if last > at else ()
    return ()


def places_of_some(passage: Passage, whole: Span) -> Sequence[PlaceMention]:
    """The places of those who are only some of a number: *31 have been killed, eight of them in a strike near Harsha*."""
    end = whole.end
    for number in passage.numbers:
        if number.span.start < end or number.distractor is not None:
            continue
        behind = [place for place in passage.places if place.span.start >= number.span.end]
        if not behind or any(end <= place.span.start < number.span.start for place in passage.scenes):
            continue
        including = passage.says(_INCLUDING, number.span.start - _EXAMPLES, number.span.start)
        words = _SOME_IN if including else _OF_THEM_IN
        if words.fullmatch(passage.between(number.span.end, behind[0].span.start)):
            return behind
    return ()


def first_of_pair(passage: Passage, place: PlaceMention) -> PlaceMention:
    """*In Tanga and neighbouring Muheza a total of 18 were arrested*: together, and told by the first of two that open the sentence."""
    before = [other for other in passage.scenes if other.span.end <= place.span.start]
    if (
        len(before) != 1
        or before[0].kind == "country"
        or _OPENS.fullmatch(passage.between(passage.sentence.span.start, before[0].span.start)) is None
    ):
        return place
    joined = _AND_NEAR.fullmatch(passage.between(before[0].span.end, place.span.start))
    return before[0] if joined is not None and passage.between(place.span.end, place.span.end + 1) == "," else place
