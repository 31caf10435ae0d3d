"""Figures that a story repeats only to take them back: false reports that it quotes, earlier versions of itself."""

from __future__ import annotations

import re

from services.extractor.keyed import keyed
from services.extractor.model import Span

_ACCOUNT = (
    r"(?:reports?|claims?|rumou?rs?|posts?|messages?|statements?|stor(?:y|ies)|videos?|announcements?|assertions?|allegations?|accounts?|"
    r"figures?|news|information|talk|tweets?|letters?)"
)
_UNTRUE = (
    r"(?:untrue|not true|false|fake|bogus|baseless|groundless|unfounded|fabricated|forged|made up|invented|incorrect|erroneous|"
    r"a hoax|a forgery|a lie|lies|nonsense|fiction)"
)
_SAYING = r"[^.;,]{0,40}\b(?:that|of|claiming|saying|alleging|asserting|about)\b"
_FALSE_ACCOUNT = keyed(rf"\b(?:false|fake|bogus|baseless|unfounded|fabricated|forged|erroneous) (?:\w+ ){{0,2}}{_ACCOUNT}\b{_SAYING}", re.I)
"""*A false statement that spoke of seven dead*."""
_QUOTED = keyed(rf"\b{_ACCOUNT}\b{_SAYING}", re.I)
_CALLED_UNTRUE = re.compile(rf"[^.;]{{0,60}}?\b(?:is|are|was|were|as|be) (?:all |simply |entirely |completely )?{_UNTRUE}\b", re.I)
"""*Posts claiming that 30 were killed are untrue*."""
_EARLIER_VERSION = keyed(r"\b(?:earlier|previous|initial|original|first) versions? of (?:this|the|our) (?:\w+ )?\w+", re.I)
_SET_RIGHT = re.compile(r"\b(?:should|correct\w*|instead|in fact|actually|really|has (?:also )?been|now)\b", re.I)
_WITHDRAWN = re.compile(
    rf"[^.;]{{0,160}}?\b(?:withdrew|retracted|took back|walked back|backtracked on|disowned) (?:the|that|this|its|his|her|their) "
    rf"(?:[a-z]+ )?{_ACCOUNT}\b"
)
"""*The party said two had died, but later withdrew the claim*."""
_WRONGLY = r"(?:erroneously|incorrectly|mistakenly|wrongly|in error)"
_TOLD = r"(?:reported|said|stated|wrote|described|gave|put)"
_TOLD_WRONGLY = keyed(rf"\b(?:{_TOLD} {_WRONGLY}|{_WRONGLY} {_TOLD})\b", re.I)
"""*The agency reported erroneously that 140 had died*."""
_REACH = 120
"""Characters between what is called false, or wrong, and the number in it."""


def is_taken_back(text: str, number: Span) -> bool:
    """Whether the sentence tells the number (a span of ``text``) as one that was never true."""
    end = number.start
    start = max(0, end - _REACH, text.rfind(";", 0, end) + 1)
    if _FALSE_ACCOUNT.search(text, start, end):
        return True
    if (told := _TOLD_WRONGLY.search(text, start, end)) is not None and _SET_RIGHT.search(text, told.end(), end) is None:
        return True
    if _QUOTED.search(text, start, end) and _CALLED_UNTRUE.match(text, number.end):
        return True
    if _WITHDRAWN.match(text, number.end):
        return True
    earlier = _EARLIER_VERSION.search(text, start, end)
    return earlier is not None and _SET_RIGHT.search(text, earlier.end(), end) is None
