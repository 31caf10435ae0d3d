"""`alternation`: one regular expression for any of many words, as a tree of their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

NEVER = "(?!)"
"""What matches nowhere."""


def alternation(forms: Iterable[str]) -> str:
    """A regular expression for any of ``forms``, the longest first so that *shot dead* is never read as *shot*.

    Words that begin alike share their beginning. `re` tries the branches of an alternation one by one wherever a word begins, so a
    tree of letters costs a few tries where a list of three hundred verbs costs three hundred.

    >>> alternation(["shot", "shot dead", "shelled"])
    'sh(?:elled|ot(?:\\\\ dead)?)'
    """
    words = sorted(set(forms))
    return _tree(words) if words else NEVER


def _tree(words: list[str]) -> str:
    """For sorted, different ``words``; the empty one, which is first if there, may be left out of the match."""
    optional = words[0] == ""
    branches = [_branch([*group]) for _, group in groupby(words[optional:], key=lambda word: word[0])]
    if optional:
        return f"(?:{'|'.join(branches)})?" if branches else ""
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _branch(words: list[str]) -> str:
    """For words with one first letter: all that they share, then a tree of what follows."""
    first, last = words[0], words[-1]
    shared = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), min(len(first), len(last)))
    return re.escape(first[:shared]) + _tree([word[shared:] for word in words])
