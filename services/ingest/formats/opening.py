"""Where the headline ends and the body begins, in a text that does not say so."""

from __future__ import annotations

import re
from itertools import pairwise

from services.chassis.datelines import starts_with_dateline

MAX_HEADLINE = 250
"""Characters; the longest real headlines run to about 150."""
MAX_HEADLINE_WORDS = 35
_STOP = re.compile(r"[.!?…]['\"”’»)\]]*\Z")
_FULL_STOP = re.compile(r"\.['\"”’»)\]]*\Z")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Za-z]\.){2,}|\b(?:Inc|Jr|Sr|Co|Corp|Ltd|St|Gov|Gen|Sen|Rep|No|vs|etc)\.)['\"”’]*\Z")
_NO_HEADLINE = re.compile(
    r"(?:by|from)\s+[A-Z]|(?:source|details|background|key points|summary)s?\s*:|[•*·-]\s|"
    r"\((?!(?:\d(?:st|nd|rd|th) )?(?:LD|LEAD|URGENT)\) \S)",
    re.IGNORECASE,
)
"""Notes in brackets; not the slug before a headline: *(2nd LD) Storm kills 12*."""
_BYLINE = re.compile(r"(?:By|BY|From)\s+\S.{1,150}\Z")
_DANGLING = re.compile(r"(?:[,;–—-]|\b(?:a|an|the|and|or|but|of|its|their|his|her|which))\Z", re.IGNORECASE)
"""What no headline ends with. Not *in* or *for*: *What they are fighting for*."""


def split_opening(text: str) -> tuple[str, str]:
    """Headline and body of a story's text, each stripped; either may be empty.

    The first line is a headline if it is short, ends without a full stop, and a blank line, a dateline, a by-line or a new paragraph
    follows. A first paragraph that is a sentence with its full stop is body, unless a dateline comes only after it: no body begins
    before its dateline. A line that merely breaks a wrapped paragraph is no headline.

    >>> split_opening("Floods kill 12\\nQUITO (Tern) -- It rained.")
    ('Floods kill 12', 'QUITO (Tern) -- It rained.')
    >>> split_opening("It rained on Friday.\\n\\nIt rained again.")[0]
    ''
    """
    text = text.strip()
    first, _, after = re.sub(r"[^\S\n]+\n", "\n", text).partition("\n\n")
    lines = [line.strip() for line in first.split("\n")]
    rest = after.strip()
    if len(lines) == 1:
        return (lines[0], rest) if _is_headline(lines[0], rest) else ("", text)
    if _continues(lines):
        wrapped = " ".join(lines)
        return (wrapped, rest) if rest and len(lines) <= 3 and not _STOP.search(wrapped) and _is_headline(wrapped, rest) else ("", text)
    body = "\n".join(lines[1:]) + (f"\n\n{rest}" if rest else "")
    return (lines[0], body) if _is_headline(lines[0], body) else ("", text)


def _is_headline(line: str, rest: str) -> bool:
    if (
        not line
        or len(line) > MAX_HEADLINE
        or len(line.split()) > MAX_HEADLINE_WORDS
        or _NO_HEADLINE.match(line)
        or starts_with_dateline(line)
    ):
        return False
    if not _FULL_STOP.search(line) or _ABBREVIATION.search(line):
        return not (line.endswith(":") and len(line.split()) > 20)
    return bool(rest) and (starts_with_dateline(rest) or _BYLINE.match(rest.split("\n")[0]) is not None)


def _continues(lines: list[str]) -> bool:
    """Whether the second line of a paragraph goes on with the sentence of the first: it begins small, the first breaks off, or the
    paragraph is wrapped: no line of it had room for the first word of the next."""
    line, following = lines[:2]
    if starts_with_dateline(following) or _BYLINE.match(following):
        return False
    if following[:1].islower() or _DANGLING.search(line):
        return True
    width = max(map(len, lines))
    return len(lines) > 2 and all(len(each) + 1 + len(after.split()[0]) > width for each, after in pairwise(lines))
