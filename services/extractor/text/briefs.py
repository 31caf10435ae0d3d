"""Short news told one after the other under a headline that says so (*World news in brief*): where each begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

_KINDS = r"(?:[Ww]orld|[Nn]ews|[Nn]ational|[Rr]egional|[Ff]oreign|[Ii]nternational|[Gg]lobal)"
_SAYS_SO = re.compile(
    r"(?:The )?(?:[A-Z][\w'\u2019-]{0,20} ){1,3}(?:news |headlines )?[Ii]n [Bb]rief(?=\Z| ?[,:;|(\u2013\u2014]| - )|"
    rf"(?:[A-Z][\w'\u2019-]{{0,20}} ){{0,3}}{_KINDS} (?:[Bb]riefs?|[Dd]igest|[Ss]ummary|[Bb]ulletin|[Rr]ound-?[Uu]p)\b"
)
"""*Africa news in brief*, *Morning news briefs*; not *freed in brief ceremony*, *Minister briefs envoys*."""
LABEL = re.compile(r"(?P<label>(?:\d{4} )?[A-Z][^\s:,;.!?]{0,25}(?: [^\s:,;!?]{1,25}){0,5}): (?=[A-Z\d\"\u201c])")
"""*2011 northern floods: At least ...*."""
_GOES_ON = re.compile(r"(?:He|She|It|They|His|Her|Its|Their|But|Both|Meanwhile)\b|[\"\u201c]")
"""What tells on of the item above."""
_LEAST = 3
"""Labels of which fewer are a speaker's or a note's."""


def says_it_is_brief(headline: str) -> bool:
    """Whether the headline names no news but many."""
    return _SAYS_SO.match(headline) is not None


def begin_briefs(text: str, blocks: Sequence[tuple[int, int]], heads: Sequence[int]) -> frozenset[int]:
    """The blocks that begin an item: those with a label, else the headings, else all that do not go on from the one above."""
    labelled = [at for at, block in enumerate(blocks) if LABEL.match(text, *block)]
    if len(labelled) >= max(_LEAST, (len(blocks) + 1) // 2):
        return frozenset(labelled)
    if len(heads) > 1:
        return frozenset(heads)
    return frozenset(at for at, (begin, end) in enumerate(blocks) if at == 0 or not _GOES_ON.match(text, begin, end))
