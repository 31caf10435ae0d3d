"""Number words: *two hundred and seventy*, *twenty-four*, *a thousand*, *two dozen*, *fifty-something*."""

from __future__ import annotations

import re
from typing import NamedTuple

from services.extractor.lowered import key_of
from services.extractor.numbers.bounds import Bounds

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
UNITS = {word: value for value, word in enumerate(_SMALL)}
TENS = {word: 10 * (at + 2) for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
TENS["fourty"] = 40
SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1000,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE = "|".join(SCALES)
NUMBER_WORD = rf"(?:(?:{'|'.join(sorted([*UNITS, *TENS, *SCALES], key=len, reverse=True))})\b)"

_FIRST = re.compile(rf"(?P<article>a)\s+(?P<scale>{SCALE})\b|(?P<word>{NUMBER_WORD})", re.I)
_NEXT = re.compile(rf"(?P<gap>[\s-]{{1,3}}|[\s-]{{1,3}}and[\s-]{{1,3}}|,\s)(?P<word>{NUMBER_WORD})", re.I)
_AND_A_HALF = re.compile(rf"[\s-]and[\s-]a[\s-]half[\s-](?P<scale>{SCALE})\b", re.I)
_SOMETHING = re.compile(r"[\s-]something\b|-odd\b", re.I)
_THEN_ORDINAL = re.compile(r"-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b|\s(?:st|nd|rd|th)\b", re.I)
MAX_WORDS = 14
"""No real number has more words; a page of number words is bait."""


class Words(NamedTuple):
    value: Bounds
    end: int
    scale: int


def read_words(text: str, start: int) -> Words | None:
    """The longest number that begins at ``start``; None if what begins there is an ordinal (*twenty-first*).

    >>> read_words("two hundred and seventy soldiers", 0).value.best
    270
    >>> read_words("five six", 0).end
    4
    """
    first = _FIRST.match(text, start)
    if first is None:
        return None
    counter = _Counter()
    if first["article"]:
        counter.take("one", joined_by_and=False)
        counter.take(first["scale"].lower(), joined_by_and=False)
    else:
        word = first["word"].lower()
        if word in SCALES:
            counter.take("one", joined_by_and=False)
        counter.take(word, joined_by_and=False)
    end = first.end()
    if half := _AND_A_HALF.match(text, end):
        scale = SCALES[key_of(half["scale"])]
        number = (2 * counter.value + 1) * scale // 2
        return Words(Bounds(number, number, number), half.end(), scale)
    for _ in range(MAX_WORDS):
        more = _NEXT.match(text, end)
        if more is None or ("," in more["gap"] and counter.value < 1000):
            break
        if not counter.take(more["word"].lower(), joined_by_and="and" in more["gap"].lower()):
            break
        end = more.end()
    if _THEN_ORDINAL.match(text, end):
        return None
    if (odd := _SOMETHING.match(text, end)) and counter.value % 10 == 0 and counter.value:
        return Words(Bounds(counter.value, None, counter.value + 9), odd.end(), 1)
    return Words(Bounds(counter.value, counter.value, counter.value), end, counter.scale)


class _Counter:
    """Adds number words up as long as they make one number."""

    def __init__(self) -> None:
        self._total = 0
        self._group = 0
        self._last = ""
        self._ceiling = 10**15
        self.scale = 1

    @property
    def value(self) -> int:
        return self._total + self._group

    def take(self, word: str, *, joined_by_and: bool) -> bool:
        """Whether ``word`` goes on with the number; *five six* and *twenty and three* do not."""
        if joined_by_and and self._last not in ("hundred", "thousand", "million", "lakh", "crore"):
            return False
        if word in SCALES:
            return self._multiply(word)
        number = UNITS.get(word, TENS.get(word, 0))
        fits = self._group % 100 == 0 if number >= 10 else self._group % 10 == 0 and (self._group % 100 == 0 or self._last in TENS)
        if not fits or (self._last and word == "zero") or (self._last == "dozen") or (self._last in UNITS):
            return False
        self._group += number
        self._last, self.scale = word, 1
        return True

    def _multiply(self, word: str) -> bool:
        scale = SCALES[word]
        if not self._group or self._last == "dozen" or (word == "dozen" and self._group >= 100):
            return False
        if word in ("hundred", "dozen"):
            if self._group >= 100:
                return False
            self._group *= scale
        else:
            if scale >= self._ceiling:
                return False
            self._total += self._group * scale
            self._group, self._ceiling = 0, scale
        self._last, self.scale = word, scale
        return True
