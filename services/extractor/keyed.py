"""`keyed`: a regular expression that is tried only on texts that hold one of the words it cannot match without.

Some two hundred expressions are sought in each sentence and next to none of them is found. `re` looks for each letter by letter; whether
the sentence holds a word that begins with *exchang*, *swap* or *trad* is told at once: an index leads from words to the expressions, and
what the words of a text may match is looked up once. The words are derived from the expression itself, so there is nothing to keep in step.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, reduce
from importlib import import_module
from operator import or_
from typing import Any

op: Any = import_module("re._constants")  # what an expression is made of is told nowhere else, and not to mypy
parser: Any = import_module("re._parser")

LENGTHS = (3, 4, 6)
"""Letters of the beginnings of words that texts are looked through for."""
KEPT_TEXTS = 512
"""The sentences of a long story and the pieces cut out of them."""
KEPT_WORDS = 20_000
"""Words of which it is known what they may match; most match nothing."""
MAX_STEPS = 5_000
"""Of a search through the ways to match an expression: one that has more of them is tried on all texts."""
COMMON = frozenset(
    "a an and are as at be by for from had has have he in is it its of on or said that the their they this to was were who with".split()
)
_WORTH = 0.9
"""Words that so great a share of the sentences hold are not worth looking for."""
_WORD = re.compile(r"\w+")

_Items = Sequence[tuple[Any, Any]]
_Place = tuple[_Items, int, Any] | None
"""Items, the next of them to match, and the place to go on at after the last; None: the end."""


class Keyed:
    """Finds what the expression finds, with the methods of `re.Pattern` of the same names."""

    __slots__ = ("bit", "keys", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.keys = keys_of(pattern)
        self.bit = _INDEX.add(self.keys)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return self.pattern.search(text, pos, endpos) if self.bit & _matching(text) else None

    def match(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        return self.pattern.match(text, pos, endpos)  # at one place alone, which is cheaper than a look at the words

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text, pos, endpos) if self.bit & _matching(text) else _NOTHING

    def sub(self, replacement: str, text: str) -> str:
        return self.pattern.sub(replacement, text) if self.bit & _matching(text) else text


_NOTHING: Iterator[re.Match[str]] = iter(())


class _Index:
    """All keyed expressions, a bit for each, and which of them a word lets match."""

    def __init__(self) -> None:
        self.always = 0
        """Those that may match in any text."""
        self._by_key: defaultdict[str, int] = defaultdict(int)
        self._size = 0

    def add(self, keys: frozenset[str] | None) -> int:
        """The bit of one more expression; with no keys it may match in any text."""
        bit = 1 << self._size
        self._size += 1
        if keys is None:
            self.always |= bit
        for key in keys or ():
            self._by_key[key] |= bit
        _of_word.cache_clear()
        _matching.cache_clear()
        return bit

    def of_word(self, word: str) -> int:
        starts = {word, *(word[:length] for length in LENGTHS)}
        return reduce(or_, (self._by_key[start] for start in starts if start in self._by_key), 0)


_INDEX = _Index()


def keyed(expression: str, flags: int = 0) -> Keyed:
    """The expression, compiled. Of use where it is sought in whole sentences, rarely there, and not begun by ``match`` alone.

    >>> sorted(keyed(r"\\b(?:exchang|swap(?:s|ped)?\\b|in return for)", re.I).keys)
    ['exchan', 'return', 'swap', 'swappe', 'swaps']
    """
    return Keyed(re.compile(expression, flags))


@lru_cache(KEPT_WORDS)
def _of_word(word: str) -> int:
    return _INDEX.of_word(word)


@lru_cache(KEPT_TEXTS)
def _matching(text: str) -> int:
    """The bits of the expressions that may match in a text, by its words and how they begin."""
    if (small := text.lower()) != text:
        return _matching(small)  # a sentence is looked through as it stands and in small letters
    return reduce(or_, map(_of_word, _WORD.findall(text)), _INDEX.always)


def keys_of(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Words and beginnings of words, one of which is in every text that the pattern matches in; None: no such."""
    found = _best(_flat(parser.parse(pattern.pattern, pattern.flags)), None, False, iter(range(MAX_STEPS)))
    return found if found is not None and _share(found) < _WORTH else None


class _Unknown(Exception):
    """What stands at the place may be too much."""


def _share(keys: frozenset[str]) -> float:
    """A guess at the share of sentences that hold one of the keys."""
    return sum(0.5 if key in COMMON else 0.03 if len(key) == LENGTHS[0] else 0.005 for key in keys)


def _flat(items: Any) -> _Items:
    """The items one after another, groups opened, at each depth."""
    found: list[tuple[Any, Any]] = []
    for code, argument in items:
        if code is op.SUBPATTERN:
            found.extend(_flat(argument[-1]))
        elif code is op.ATOMIC_GROUP:
            found.extend(_flat(argument))
        elif code is op.BRANCH:
            found.append((code, [_flat(branch) for branch in argument[1]]))
        elif code in _REPEATS:
            found.append((code, (*argument[:2], _flat(argument[2]))))
        else:
            found.append((code, argument))
    return found


_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


def _best(items: _Items, after: _Place, starts: bool, steps: Iterator[int]) -> frozenset[str] | None:
    """The keys at the place in ``items`` where they are rarest; ``starts``: whether a word can only start at the first."""
    choices: list[frozenset[str]] = []
    for at, (code, argument) in enumerate(items):
        if starts:
            with suppress(_Unknown):
                choices.append(frozenset(_keys((items, at, after), "", steps)))
        then = (items, at + 1, after)
        if code is op.BRANCH:
            ways = [_best(branch, then, starts, steps) for branch in argument]
            if None not in ways:
                choices.append(frozenset().union(*(way for way in ways if way is not None)))
        elif code in _REPEATS and argument[0] == argument[1] == 1 and (way := _best(argument[2], then, starts, steps)) is not None:
            choices.append(way)
        starts = _starts_after(code, argument, starts)
    return min(choices, key=_share, default=None)


def _keys(place: _Place, word: str, steps: Iterator[int]) -> Iterator[str]:
    """How the word that starts with ``word`` and goes on at ``place`` can begin. Raises _Unknown where that may be too much."""
    if next(steps, None) is None:
        raise _Unknown
    if len(word) >= LENGTHS[-1]:
        yield word[: LENGTHS[-1]]
        return
    if place is None:
        yield _cut(word)
        return
    items, at, after = place
    if at == len(items):
        yield from _keys(after, word, steps)
        return
    (code, argument), then = items[at], (items, at + 1, after)
    if code is op.BRANCH:
        for branch in argument:
            yield from _keys((branch, 0, then), word, steps)
    elif code in _REPEATS:
        low, high, repeated = argument
        if low == 0:
            yield from _keys(then, word, steps)
        again = ([(code, (max(0, low - 1), high - 1, repeated))], 0, then) if high > 1 else then
        yield from _keys((repeated, 0, again), word, steps)
    elif code in (op.ASSERT, op.ASSERT_NOT):
        yield from _keys(then, word, steps)
    elif code is op.AT:
        if word and argument in (op.AT_BOUNDARY, op.AT_END, op.AT_END_STRING):
            yield word
        else:
            yield from _keys(then, word, steps)
    elif (letters := _letters(code, argument)) is None:
        yield _cut(word)
    else:
        for letter in letters:
            if letter:
                yield from _keys(then, word + letter, steps)
            elif word:
                yield word
            else:
                raise _Unknown


def _cut(word: str) -> str:
    """A word of which only the beginning is known, as far as texts are looked through."""
    fitting = [length for length in LENGTHS if length <= len(word)]
    if not fitting:
        raise _Unknown
    return word[: fitting[-1]]


def _letters(code: Any, argument: Any) -> set[str] | None:
    """The letters that the item may be, in lower case, "" for all that is in no word; None where they may be any."""
    if code is op.LITERAL:
        return {_letter(argument)}
    if code is not op.IN or argument[0][0] is op.NEGATE:
        return None
    found: set[str] = set()
    for kind, value in argument:
        if kind is op.LITERAL:
            found.add(_letter(value))
        elif kind is op.RANGE and value[1] - value[0] < 10:
            found.update(_letter(letter) for letter in range(value[0], value[1] + 1))
        elif kind is op.CATEGORY and value in (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD):
            found.add("")
        else:
            return None
    return found


def _letter(code: int) -> str:
    return chr(code).lower() if _WORD.match(chr(code)) else ""


def _starts_after(code: Any, argument: Any, starts: bool) -> bool:
    """Whether a letter right after the item must be the first of its word; ``starts``: whether one in its place must."""
    if code in (op.LITERAL, op.IN):
        return _letters(code, argument) == {""}
    if code is op.AT:
        return starts or argument in (op.AT_BOUNDARY, op.AT_BEGINNING, op.AT_BEGINNING_STRING)
    if code in (op.ASSERT, op.ASSERT_NOT):
        return starts or (code is op.ASSERT_NOT and argument[0] < 0 and _holds_all_letters(argument[1]))
    if code is op.BRANCH:
        return all(_starts_after_all(branch, starts) for branch in argument)
    if code in _REPEATS:
        low, high, repeated = argument
        once = _starts_after_all(repeated, starts)
        return (starts or low > 0) and once and (high < 2 or _starts_after_all(repeated, once))
    return False


def _starts_after_all(items: _Items, starts: bool) -> bool:
    for code, argument in items:
        starts = _starts_after(code, argument, starts)
    return starts


def _holds_all_letters(items: Any) -> bool:
    return [code for code, _ in items] == [op.IN] and (op.CATEGORY, op.CATEGORY_WORD) in items[0][1] and items[0][1][0][0] is not op.NEGATE
