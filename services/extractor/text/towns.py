"""Lists of towns with what each lost: *Omdurman: 12 killed and 40 wounded*, one to a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from services.extractor.model import Span
from services.extractor.numbers.words import NUMBER_WORD

_LINE = re.compile(
    r"(?:[\u2022\u00b7\u25cf\u25aa\u2023\u25e6*\u2013\u2014-] {0,4})?"
    r"(?P<label>[A-Z][\w'\u2019-]{1,30}(?: (?:[A-Z(][\w'\u2019)-]{1,30}|es|de|la|del|el|al|of|district|province|region|governorate|"
    r"state|county|city)){0,4})"
    rf"(?: ?: ?| ?[\u2013\u2014] ?| - )[\"'\u201c\u2018]?(?:(?:at least|about|some|around|over|more than|nearly|up to) )?"
    rf"(?=\d|(?i:{NUMBER_WORD}))",
)
_NO_PLACE = re.compile(
    r"\b(?:totals?|overall|altogether|sum|killed|dead|deaths?|died|deceased|injured|injuries|wounded|hurt|missing|casualties|fatalities|"
    r"victims|martyrs|children|women|men|civilians|soldiers|troops|police|fighters|others?|elsewhere|rescued|evacuated|displaced|updated?|"
    r"day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|"
    r"december)\b",
    re.I,
)
_ROWS = 3
"""Lines that make a list; fewer may be two sides that count for themselves."""
_KNOWN = 2
"""Names of a list that some table has: then the others are places too."""
_SHARE_KNOWN = 4
"""One name in so many must be known."""


def labels_of_towns(text: str, blocks: Sequence[tuple[int, int]], is_place: Callable[[str], bool]) -> Mapping[int, Span]:
    """The label of each block that is a line of such a list, by the block's number.

    A list is three lines or more, one under the other, of which some name places that are known: then all do. *Killed: 12* and
    *Monday: 12 people ...* name none.
    """
    found: dict[int, Span] = {}
    run: dict[int, Span] = {}
    for number, (begin, end) in enumerate((*blocks, (0, 0))):
        match = _LINE.match(text, begin, end)
        if match is not None and _NO_PLACE.search(match["label"]) is None:
            run[number] = Span(*match.span("label"))
            continue
        known = sum(is_place(text[span.start : span.end]) for span in run.values())
        if len(run) >= _ROWS and known >= max(_KNOWN, len(run) / _SHARE_KNOWN):
            found.update(run)
        run = {}
    return found
