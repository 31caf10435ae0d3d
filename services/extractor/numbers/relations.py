"""What two neighbouring numbers make together: a range, a swap (*N for M*), a part of a whole (*N of M*), a score."""

from __future__ import annotations

import re
from dataclasses import replace

from services.extractor.numbers.bounds import Bounds
from services.extractor.numbers.cardinals import Cardinal
from services.extractor.numbers.distractors import MONTH

_GAP_MAX = 48
"""Characters between two numbers that can still be one expression."""

_TO = re.compile(r"\s(?:to|through)\s$")
_DASH = re.compile(r"\s?[-–—]\s?$")
_OR = re.compile(r"\s(?:or|to perhaps|and perhaps|or perhaps|or even)\s$")
_AND = re.compile(r"\s(?:and|to|-|–)\s$")
_BETWEEN = re.compile(r"\b(?:between|from between)\s(?:about\s|some\s|roughly\s)?$", re.I)
_CHANGE_FROM = re.compile(
    r"\b(?:ris|rose|rais|climb|jump|leap|increas|grew|grow|up|down|fell|fall|drop|lower|revis|cut|reduc|bring|brought|doubl|"
    r"soar|shot|correct|"
    r"chang|went|gone|score)"
    r"[a-z]{0,4}\b[^.;:]{0,40}\bfrom\s(?:about\s|some\s|at least\s)?$",
    re.I,
)
_STEP_BY = re.compile(
    r"\b(?:up|down|ris\w{1,3}|rose|gone|grew|grown|increased?|fell|fallen|climbed|raised|lowered|reduced|cut|jumped|"
    r"dropped)\s(?:\w{1,12}\s)?by\s$",
    re.I,
)
_BEGUN_ON = re.compile(rf"\b[Ss]ince\s[^,;.]{{0,60}}\b{MONTH}\.?\s$")
"""*the number freed since the truce began on March 9 to 26*: what began on a day did not begin on several."""
_FOR = re.compile(r"(?:-for-|\sfor\s|\s?[’'”\"]?\sfor\s[‘'“\"]?|\sin exchange for\s|\sfor another\s)$", re.I)
_SCORE_BEFORE = re.compile(
    r"\b(?:by|win|wins|won|beat|beats|beaten|lose|loses|lost|lead|leads|led|defeat|defeats|defeated|draw|drew|series|score|"
    r"scored|outscored|"
    r"vote|voted|set|games?|match)\b[^.;:]{0,30}$",
    re.I,
)
_SCORE_AFTER = re.compile(
    r"\s(?:vote|win|victory|loss|defeat|draw|lead|series|score|record|majority|decision|on\s(?:aggregate|penalties))\b", re.I
)
_SOFT = r"(?:the|its|their|his|her|our|those|these|some|about|around|roughly|nearly|almost|at least|more than|a total of|all|an estimated)"
_OF = re.compile(rf"\s(?:of|out\sof|from\samong)\s(?:{_SOFT}\s){{0,2}}(?P<between>(?:[A-Za-z’'.-]{{1,20}}\s){{0,3}})$", re.I)
_NO_WHOLE = re.compile(
    r"\b(?:and|or|in|on|at|by|for|to|were|was|are|is|of|from|with|while|but|who|which|that|since|than|under|over|after|before|"
    r"against|versus|had|has|have|whom|"
    r"them|killed)\b",
    re.I,
)
_AND_ANOTHER = re.compile(r"(?: [a-z]+){0,2},? (?:and|while) (?:the other|another|a second|one) of\b", re.I)
"""*in two convoys, one of 70 and the other of 50*: so many in each."""
_ALL_BUT = re.compile(r"\ball\sbut\s$", re.I)


def join_range(text: str, first: Cardinal, second: Cardinal) -> Cardinal | None:
    """One number for *200 to 300*, *20-25*, *between 20 and 25*, *two or three*; a score or a span of years as junk; else None."""
    if first.kind not in ("digits", "words") or second.kind not in ("digits", "words") or first.reason or second.reason:
        return None
    gap = text[first.end : second.start]
    if len(gap) > _GAP_MAX:
        return None
    before, after = text[max(0, first.start - 80) : first.start], text[second.end : second.end + 24]
    between = _BETWEEN.search(before) and _AND.match(gap)
    dash, to = _DASH.match(gap), _TO.match(gap)
    apart = to and (_CHANGE_FROM.search(before) or _STEP_BY.search(before) or _BEGUN_ON.search(before))
    if not (between or dash or to or _OR.match(gap)) or apart:
        return None
    low, high = _same_scale(first, second)
    joined = replace(first, end=second.end, text=text[first.start : second.end], value=Bounds(low, None, high), scale=1, kind="digits")
    if dash and 1500 <= low <= 2150 and len(first.text) == 4 and (len(second.text) == 2 or 1500 <= high <= 2150):
        return replace(joined, value=Bounds(low, None, None), kind="junk", reason="year")
    if low < high:
        tight = dash and max(low, high) < 200 and (_SCORE_BEFORE.search(before) or _SCORE_AFTER.match(after))
        return replace(joined, value=Bounds(low, None, None), kind="junk", reason="score") if tight else joined
    if (dash and " " not in gap) or (to and not between and _SCORE_BEFORE.search(before)):
        return replace(joined, value=Bounds(0, None, None), kind="junk", reason="score")
    return None


def _same_scale(first: Cardinal, second: Cardinal) -> tuple[int, int]:
    """*2 to 3 million*: the scale word serves both."""
    low, high = first.said, second.said
    if second.scale > 1 and first.scale == 1 and low * second.scale < high:
        low *= second.scale
    return low, high


def is_swap(text: str, first: Cardinal, second: Cardinal) -> bool:
    """Whether the two are *N for M*, with nothing but the word between them. *One for one* is a ratio."""
    if first.said == second.said == 1:
        return False
    gap = text[first.end : second.start]
    return first.kind in ("digits", "words") and second.kind in ("digits", "words") and len(gap) < 20 and bool(_FOR.fullmatch(gap))


def is_part_of(text: str, part: Cardinal, whole: Cardinal) -> bool:
    """Whether the two are *N of M* or *N out of the M*; at most three describing words (*five of the capital's 10*) may stand between."""
    gap = text[part.end : whole.start]
    if len(gap) > _GAP_MAX or whole.kind not in ("digits", "words"):
        return False
    if part.text.lower() == "one" and _AND_ANOTHER.match(text, whole.end):
        return False
    match = _OF.fullmatch(gap.removeprefix("%")) or _OF.fullmatch(re.sub(r"^\s?(?:per\s?cent|percent)", "", gap))
    return match is not None and not _NO_WHOLE.search(match["between"])


def is_all_but(text: str, number: Cardinal) -> bool:
    return bool(_ALL_BUT.search(text[max(0, number.start - 10) : number.start]))
