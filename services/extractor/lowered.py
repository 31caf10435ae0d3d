"""`lowered`: a text in lower case whose offsets are those of the text."""

from __future__ import annotations


def lowered(text: str) -> str:
    """``text`` in lower case, of the same length: a letter whose small form is longer (*İ*) stays as it is.

    Where case means nothing, an expression is sought in this rather than with ``re.IGNORECASE``: of words that are told apart by their
    first letters `re` then tries only the one that begins like the text.

    >>> lowered("Two DIE in İzmir")
    'two die in İzmir'
    """
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def key_of(word: str) -> str:
    """``word`` as the tables of words have it: with ``re.IGNORECASE``, `re` takes *ı*, *İ* for an i and *ſ* for an s.

    >>> key_of("Fırst"), key_of("INVASİON")
    ('first', 'invasion')
    """
    return word.lower().replace("\u0131", "i").replace("i\u0307", "i").replace("\u017f", "s")
