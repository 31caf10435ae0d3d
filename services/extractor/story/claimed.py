"""A number without a noun that is another's count of the same: *the army confirms only 61*, *the 116 announced by the state*."""

from __future__ import annotations

import re

from services.extractor.fact import Fact
from services.extractor.model import Number
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted

COUNTED_AGAIN = frozenset({"killed", "injured", "missing", "abducted", "evacuated", "detained", "captured", "released", "bodies_returned"})
_GIVEN_BY = re.compile(
    r"(?: (?:announced|claimed|reported|counted|cited|given|put forward|acknowledged|confirmed|admitted|recorded|stated|mentioned|declared)"
    r"(?: (?:earlier|initially|so far|on \w+day|previously))? (?:by|in) )"
)
_ACKNOWLEDGES = frozenset(
    "confirm confirms confirmed acknowledge acknowledges acknowledged admit admits admitted recognise recognises recognised recognize "
    "recognizes recognized verify verifies verified concede concedes conceded record records recorded".split()
)
_ENDS = re.compile(r"(?: (?:at (?:the )?(?:most|least)|so far|of them|for certain|to date|by name))?[,.;:”\"]")


def is_given_by(passage: Passage, number: Number, thing: Counted, last: Fact) -> bool:
    """*It counted 49, fewer than the 116 announced by the government*: another's number of what the sentence counts."""
    text, local = passage.sentence.text, passage.local(number.span)
    if not thing.elliptic or last.sentence.index != passage.sentence.index or last.reading.unit != "persons":
        return False
    return text[: local.start].endswith(" the ") and _GIVEN_BY.match(text, local.end) is not None


def is_acknowledged(passage: Passage, number: Number, thing: Counted, last: Fact) -> bool:
    """*The government confirms only 61*, *the Red Cross has verified no more than 70*: another's count of what was counted last."""
    tree = passage.tree
    if tree is None or not thing.elliptic or last.reading.measure not in COUNTED_AGAIN or last.mode == "part" or passage.readings:
        return False
    ends = _ENDS.match(passage.sentence.text, passage.local(number.span).end)
    return tree.dep[thing.at] == "dobj" and tree.lower[tree.head[thing.at]] in _ACKNOWLEDGES and ends is not None
