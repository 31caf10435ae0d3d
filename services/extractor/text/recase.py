"""Text printed in capitals throughout, as it would stand in prose: parsers and name lists know words by their case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

SHOUTED = 0.85
"""Share of capitals among a paragraph's letters from which on it is shouted; a paragraph of initials and names stays below."""
MIN_WORDS = 5
"""Words of a shouted paragraph: *KYIV, May 23* and *WASHINGTON* are datelines."""
NAME_WORDS = 4
"""Words of the longest name looked up: *United Arab Emirates' army*."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.\-][^\W\d_]+)*")
_DATELINE = re.compile(r"[A-Z][A-Z .,'/()\-0-9]{2,70}?(?:--|\u2014|\u2013| - )")
_STOP = re.compile(r"[^\s.][^\s.][.!?:]['\")]?\s{1,4}\Z|\A\s*\Z|\n\s*\Z|\"\Z")
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december".split()
)

Names = Mapping[str, str]
"""Names in prose by their lower-case form: *united states* -> *United States*."""


def recased(text: str, names: Names, is_common: Callable[[str], bool]) -> str:
    """``text`` with its shouted paragraphs in prose, of the same length; everything else as it stands.

    Names known to ``names`` get their own case; a word that is neither a name nor ``is_common`` (given in lower case) is taken for one.
    A dateline keeps its capitals.
    """
    if not any(character.islower() for character in text):
        return "\n".join(_prose(line, names, is_common) for line in text.split("\n"))
    return "\n".join(_prose(line, names, is_common) if _is_shouted(line) else line for line in text.split("\n"))


def _is_shouted(line: str) -> bool:
    letters = sum(map(str.isalpha, line))
    return letters > 0 and sum(map(str.isupper, line)) >= SHOUTED * letters and len(_WORD.findall(line)) >= MIN_WORDS


def _prose(line: str, names: Names, is_common: Callable[[str], bool]) -> str:
    dateline = _DATELINE.match(line)
    at = dateline.end() if dateline else 0
    parts, words = [line[:at]], list(_WORD.finditer(line, at))
    i = 0
    while i < len(words):
        count, shown = _name(line, words, i, names)
        if shown is None:
            shown = _word(line, words[i], is_common)
        end = words[i + count - 1].end()
        parts += (line[at : words[i].start()], shown if len(shown) == end - words[i].start() else line[words[i].start() : end])
        at, i = end, i + count
    return "".join((*parts, line[at:]))


def _name(line: str, words: list[re.Match[str]], i: int, names: Names) -> tuple[int, str | None]:
    """How many words from ``i`` on are a known name, and how it is printed; one word and None where none is."""
    for count in range(min(NAME_WORDS, len(words) - i), 0, -1):
        span = line[words[i].start() : words[i + count - 1].end()].lower()
        owner = span[-2:] if span.endswith(("'s", "\u2019s")) else ""
        if (name := names.get(span.removesuffix(owner))) is not None:
            return count, name + owner
    return 1, None


def _word(line: str, word: re.Match[str], is_common: Callable[[str], bool]) -> str:
    lower = word[0].lower()
    around = line[max(0, word.start() - 3) : word.start()], line[word.end() : word.end() + 3]
    if lower in _CALENDAR or (lower == "may" and (around[0].strip(" ").isdigit() or around[1].strip(" ").isdigit())):
        return lower.title()
    if "." in word[0] or (len(word[0]) == 1 and around[1].startswith(".")):
        return word[0]  # initials
    if _STOP.search(line[max(0, word.start() - 6) : word.start()]) or not is_common(lower.removesuffix("'s")):
        return lower[:1].upper() + lower[1:]
    return lower
