"""What sort of accident or disaster a sentence tells of, as far as its words say: a bus is no ferry, and a quake no flood."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ACCIDENTS = {
    "road": r"(?:mini)?bus(?:es)?|coach(?:es)?|trucks?|lorr(?:y|ies)|vans?|cars?|pile-?ups?",
    "rail": r"trains?|derail\w{2,6}|trams?",
    "water": r"(?<!rescue )(?<!by )(?:boats?|ferr(?:y|ies)|ships?|vessels?|dhows?|canoes?|trawlers?|dinghy|capsiz\w{2,4}|shipwrecks?)",
    "air": r"planes?|airliners?|aircraft|airplanes?|helicopter(?= (?:crash|went|came|carrying|that crashed))",
    "mine": r"(?:gold|coal|tin|copper) mines?|mineshafts?|miners?|colliery",
    "crowd": r"stampedes?|crowd crush",
}
_DISASTERS = {
    "quake": r"(?:earth)?quakes?|tremors?|aftershocks?",
    "weather": r"(?:flash )?floods?|flooding|storms?|typhoons?|cyclones?|hurricanes?|tornado(?:es)?",
    "volcano": r"volcano(?:es)?|volcanic|eruptions?",
}
"""Landslides, fires and collapses come of all of them, and say nothing."""


def _table(words: dict[str, str]) -> re.Pattern[str]:
    rows = "|".join(rf"(?P<{sort}>{pattern})" for sort, pattern in words.items())
    return re.compile(rf"\b(?:{rows})\b", re.IGNORECASE)


_OF_ACCIDENTS, _OF_DISASTERS = _table(_ACCIDENTS), _table(_DISASTERS)


def sorts_of(sentences: Iterable[str], *, disaster: bool) -> frozenset[str]:
    """The sorts that the sentences name; none where they do not say.

    >>> sorts_of(["A bus fell into a river", "Rescue boats picked up 12"], disaster=False)
    frozenset({'road'})
    >>> sorts_of(["Twelve died when a car was swept off by the flood"], disaster=True)
    frozenset({'weather'})
    """
    pattern = _OF_DISASTERS if disaster else _OF_ACCIDENTS
    return frozenset(match.lastgroup for text in sentences for match in pattern.finditer(text) if match.lastgroup)
