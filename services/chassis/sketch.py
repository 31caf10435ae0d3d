"""A story's sketch: hashes of its word triples, small enough to travel with every event, good enough to know copies by.

Whoever makes events sketches the story's body; whoever counts origins compares sketches (design section 5.2). Both read this file.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right

SIZE = 128
"""Hashes kept. A text of up to 130 words keeps all; of a longer one the 128 smallest, an even sample. The error of an estimated
share is then below 0.05 (one standard deviation), and an event grows by about 1.3 kB."""
COPY_RESEMBLANCE = 0.3
COPY_CONTAINMENT = 0.5
"""Measured on reprints and rewrites: a copy, cut and edited, keeps 0.6 and more of the shorter text; two accounts of one event in
own words share 0.1 at most; a story that quotes one old dispatch lies between and is no copy."""
INDEXED = 48
"""Two texts are compared if they share one of their so many smallest hashes. A text of a sixth of the other's length and half copied
from it shares four of them on average."""
FEWEST_SHARED = 5
"""Shared hashes below which a short text proves nothing."""
_WORD = re.compile(r"[^\W_]{1,40}")


def sketch(text: str) -> tuple[int, ...]:
    """The ``SIZE`` smallest 32-bit hashes of the text's three-word shingles, ascending, each once.

    Case, punctuation and spacing do not count; the order of sentences hardly does. The same text always gives the same sketch, on
    any machine. A text of one or two words is one shingle; a text without words gives ``()``, which resembles nothing.

    >>> len(sketch("one two three four")), sketch("Two die.") == sketch("two DIE")
    (2, True)
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        shingles = {" ".join(words)} if words else set()
    else:
        shingles = {f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)}
    return tuple(sorted({zlib.crc32(shingle.encode()) for shingle in shingles})[:SIZE])


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, int, int]:
    """How many hashes the two share, how many the first has and how many the other has, over the range where both are complete.

    A full sketch (``SIZE`` long) is complete only up to its last hash, so the lower of the last hashes of full sketches is the limit.
    """
    limit = min((hashes[-1] for hashes in (one, other) if len(hashes) >= SIZE), default=None)
    if limit is not None:
        one, other = one[: bisect_right(one, limit)], other[: bisect_right(other, limit)]
    return len(set(one) & set(other)), len(one), len(other)


def resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated Jaccard share of common shingles: 1.0 for the same text, about 0.0 for two accounts of one event in own words.

    >>> resemblance(sketch("a b c d"), sketch("a b c e"))
    0.3333333333333333
    """
    shared, first, second = overlap(one, other)
    union = first + second - shared
    return shared / union if union else 0.0


def containment(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Estimated share of the shorter text that stands in the longer one: near 1.0 for a copy that was cut.

    >>> containment(sketch("a b c d"), sketch("x y a b c d z"))
    1.0
    """
    shared, first, second = overlap(one, other)
    shorter = min(first, second)
    return shared / shorter if shorter else 0.0


def is_near_copy(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether one text repeats the other nearly word for word, whole or cut.

    >>> is_near_copy(sketch("a b c d e f g h i j"), sketch("x a b c d e f g h i j")), is_near_copy(sketch("a b c"), sketch("a b c"))
    (True, False)
    """
    shared, first, second = overlap(one, other)
    if shared < FEWEST_SHARED:
        return False
    return shared >= COPY_CONTAINMENT * min(first, second) or shared >= COPY_RESEMBLANCE * (first + second - shared)
