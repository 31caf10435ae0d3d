"""A sentence as a row of words, marks and numbers: what the surface patterns run over. Offsets are the sentence's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.model import Number, Sentence
from services.extractor.record import record

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")

_QUOTES = frozenset("\"“”‘'«»„")


@record(frozen=True, slots=True)
class Item:
    """One word (lower case, straight apostrophe), one mark, or one number with all its words. ``number`` is None for the first two."""

    start: int
    end: int
    word: str
    number: Number | None = None
    is_word: bool = False

    @property
    def is_mark(self) -> bool:
        return self.number is None and not self.is_word


def items_of(sentence: Sentence, numbers: Sequence[Number]) -> list[Item]:
    """The row of ``sentence``; each of ``numbers`` is one item, distractors too, so that no pattern reaches over them unseen."""
    base, text = sentence.span.start, sentence.text
    row: list[Item] = []
    at = 0
    for number in numbers:
        start, end = number.span.start - base, number.span.end - base
        if start < at or end > len(text):
            continue
        row.extend(_words(text, at, start))
        row.append(Item(start, end, "#", number))
        at = end
    row.extend(_words(text, at, len(text)))
    return row


def _words(text: str, start: int, end: int) -> list[Item]:
    """Quotation marks are left out: *26 "terrorists" died* reads as if they were not there."""
    found = [(match.start(), match.end(), match[0]) for match in _TOKEN.finditer(text, start, end)]
    return [Item(a, b, word.lower().replace("’", "'"), None, word[0].isalnum()) for a, b, word in found if word not in _QUOTES]
