"""Same-length clean-up: what readers see differs from the story only character for character, so offsets stay true."""

from __future__ import annotations

import html
import re

_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u2062\u2063\u2064"
"""Characters without width: soft hyphens, joiners, marks of direction."""
_ONE_TO_ONE = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "`": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"',
        "\u00a0": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ", "\t": " ",
        **dict.fromkeys(_INVISIBLE, " "), **{chr(0xFF01 + at): chr(0x21 + at) for at in range(94)},
        "\u017f": "s", "\u212a": "K",
        "\u2010": "-", "\u2011": "-", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n",
    }
)  # fmt: skip
_DOTLESS = re.compile(r"\b[a-z\u0131]{2,40}\b")
"""*Three n\u0131ghts*: `re` takes a dotless i for an i where case means nothing, and no table has the word. Names (*K\u0131r\u0131kkale*)
keep theirs.
"""
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))
_SPLIT_WORD = re.compile(rf"\w{{1,40}}(?:[{_INVISIBLE}]{{1,4}}\w{{1,40}}){{1,12}}")
_UNSEEN = ("script", "style")
"""Elements whose content no reader sees."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})(?:[ /][^<>]{0,500})?>")
_COMMENT = re.compile(r"<!--[^<>]{0,500}-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});")
_BLOCK_TAGS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article"}
)


def _tag(match: re.Match[str]) -> str:
    size = len(match[0])
    if match[2].lower() not in _BLOCK_TAGS:
        return " " * size
    return "\n\n" + " " * (size - 2)


def _entity(match: re.Match[str]) -> str:
    char = html.unescape(match[0])
    size = len(match[0])
    if len(char) != 1:
        return match[0]
    return char.ljust(size) if char.isalnum() or char in ".,;:!?" else char.rjust(size)


def _joined(match: re.Match[str]) -> str:
    """A word that invisible characters split, whole again; the space that they took follows it."""
    return match[0].translate(_DROP_INVISIBLE).ljust(len(match[0]))


def _without_unseen(text: str) -> str:
    """``text`` with scripts and style sheets blanked out; one that is never closed ends with the text."""
    lower = text.lower()
    if len(lower) != len(text):
        return text
    for name in _UNSEEN:
        at = 0
        while (start := lower.find(f"<{name}", at)) != -1:
            close = lower.find(f"</{name}>", start)
            at = len(text) if close == -1 else close
            text = text[:start] + re.sub(r"[^\n]", " ", text[start:at]) + text[at:]
    return text


def plain(text: str) -> str:
    """``text`` with typographic quotes and spaces made plain and mark-up blanked out; always of the same length.

    >>> plain("“390” <b>freed</b>")
    '"390"    freed    '
    """
    if "<" in text:
        text = _without_unseen(text)
        text = _TAG.sub(_tag, _COMMENT.sub(lambda m: " " * len(m[0]), text))
    if "&" in text:
        text = _ENTITY.sub(_entity, text)
    if any(char in text for char in _INVISIBLE):
        text = _SPLIT_WORD.sub(_joined, text)
    text = text.translate(_ONE_TO_ONE)
    return _DOTLESS.sub(lambda match: match[0].replace("\u0131", "i"), text) if "\u0131" in text else text
