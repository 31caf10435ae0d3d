"""A story's sketch: hashes of its word triples, small enough to travel with every event, good enough to know copies by."""

from __future__ import annotations

import re
import zlib

SIZE = 256
"""Hashes kept. A text of up to 258 words keeps all; of a longer one the 256 smallest, an even sample of the text."""
_WORD = re.compile(r"[^\W_]{1,40}")


def sketch(text: str) -> tuple[int, ...]:
    """The ``SIZE`` smallest 32-bit hashes of the text's three-word shingles, ascending, each once.

    How to compare two sketches: where one is full (``SIZE`` long), it is complete only up to its last hash. Take the lower of the
    two last hashes (of full sketches) as the limit and look at the hashes up to it on both sides: those are complete samples, so
    *shared / union* estimates Jaccard and *shared / own* estimates how much of a text the other contains.

    >>> len(sketch("one two three four")), sketch("Two die.") == sketch("two DIE")
    (2, True)
    """
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < 3:
        shingles = {" ".join(words)} if words else set()
    else:
        shingles = {f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)}
    return tuple(sorted({zlib.crc32(shingle.encode()) for shingle in shingles})[:SIZE])
