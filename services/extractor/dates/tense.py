"""Which way a bare weekday or day points: the verb nearest before it in its clause decides, else the one after it."""

from __future__ import annotations

import re

from services.extractor.dates.almanac import Direction
from services.extractor.lowered import lowered

REACH = 90
"""Characters of the clause that are read on each side of a time expression."""

_BE_DONE = r"(?:\s(?:also|then|next|soon|all|now))?(?:\sbe\s[a-z]{2,14})?"
"""*will be freed on Sunday*: the participle is no past."""
_FUTURE = (
    rf"(?:will(?! have been)|would|could|may|might|should|shall|(?:is|are|was|were)\sto|"
    rf"(?:(?:is|are|was|were)\s)?(?:due|set|scheduled|expected|planned|slated|likely|about)\sto){_BE_DONE}|"
    r"won[’']t|shall|going\sto(?!\s(?:the\s)?(?:markets?|church|mosque|school|work|prayers?|polls|town|bed|sleep|hospital)\b)|(?:is|are|was|were)\s(?:to|due|set(?!\s(?:free|loose|ablaze|alight|on\sfire|up|off)\b)|scheduled|expected|planned|slated)\b|expected|"
    r"expects?|due|scheduled|planned|plans|slated|set\s(?:for|to)|hopes?|could|may|might|until|till|next|coming|upcoming|"
    r"announced\sfor|(?:postponed|delayed|put\soff)\s(?:to|until)|moved\s(?:to|until)(?=\s(?:(?:the|early|late)\s)?$)|"
    r"(?:promis|pledg|vow|offer|undert|intend|agree|propos)(?:es?|e?d|ing|s|ook|akes?|aken)?\sto\s(?!(?:a|an|the|its|their|all|"
    r"it|that|this)\b)[a-z]+|"
    r"to\s(?:begin|start|resume|meet|take\splace|follow|be|hold|continue)|ahead\sof|tomorrow|pencilled\sin|preparing|ready|"
    r"waiting\sfor|await(?:s|ed|ing)?"
)
_PAST = (
    r"(?:lasted|continued|raged|went\son|fought|dragged\son|burned|burnt|held\sout)\s(?:until|till|through|into)|"
    r"had\sbeen\s(?:\w{1,12}\s)?(?:scheduled|expected|planned|due|set|slated)(?:\sfor|\sto)?|was\sto\shave|were\sto\shave|"
    r"said|says|told|was|were|had|did|has|have|reported|announced|wrote|added|spoke|saw|came|went|took|gave|began|sent|hit|"
    r"struck|shot|fell|killed|hurt|"
    r"left|got|held|fought|fired|since|last|after|[a-z]{2,14}[a-z]ed"
)
_CUE = re.compile(rf"\b(?:(?P<future>{_FUTURE})|(?P<past>{_PAST}))(?![\w-])")
"""Of a text in lower case."""
_SHORT = "".join(
    rf"(?<!\b{word})" for word in "mr mrs ms dr gen maj col lt sgt capt gov sen rep rev st no jan feb aug sept oct nov dec".split()
)
_STOP = re.compile(rf"(?<!\b[a-z]){_SHORT}\.\s|[;:!?—]\s|\s--?\s")
"""Not within *on his U.S. trip on Friday*, *at 3 p.m. Friday*, *Gen. Khan on Friday*."""


def direction(text: str, start: int, end: int) -> Direction:
    """The direction in time of the clause around ``text[start:end]``."""
    before = lowered(text[max(0, start - REACH) : start])
    if stops := list(_STOP.finditer(before)):
        before = before[stops[-1].end() :]
    cues = list(_CUE.finditer(before))
    if cues:
        return "future" if cues[-1]["future"] else "past"
    after = lowered(text[end : end + REACH])
    if stop := _STOP.search(after):
        after = after[: stop.start()]
    cue = _CUE.search(after)
    if cue is None:
        return "unsaid"
    return "future" if cue["future"] else "past"
