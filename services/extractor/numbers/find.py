"""`find_numbers`: cardinals, joined into ranges, loosened by their qualifiers, related to each other, and told from what counts nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from schemas.figure import Qualifier
from services.extractor.model import Number, Span
from services.extractor.numbers.bounds import Bounds, bounds, percentage, share
from services.extractor.numbers.cardinals import Cardinal, find_cardinals
from services.extractor.numbers.distractors import distractor
from services.extractor.numbers.qualifiers import read_qualifier
from services.extractor.numbers.relations import is_all_but, is_part_of, is_swap, join_range

_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
_PERCENT = re.compile(r"\s?%|\s?per\s?cent\b|\s?percent\b", re.I)
_CEILING = 10**10


def find_numbers(text: str, offset: int = 0) -> tuple[Number, ...]:
    """Every number of one sentence in order, its span shifted by ``offset``.

    A span covers the words of the number alone (*40* of *at least 40 people*; a whole range), never its qualifier or noun.
    Numbers that count nothing are there too, with the reason in ``distractor``. In *N of M* and *N for M* both numbers are listed;
    the first also holds the second. *several*, *a few* and *a handful* are vague (3 to 9) and say so little that readers
    should not build on them alone. Time and space are linear in the length of ``text``.

    >>> [(n.text, n.best, n.distractor) for n in find_numbers("Hanna, 44, drove 300 km to greet 12 others.")]
    [('44', 44, 'age'), ('300', 300, 'distance'), ('12', 12, None)]
    """
    cardinals = _join(text, list(find_cardinals(text)))
    title_case = bool(cardinals) and _is_title_case(text)
    swaps = {at for at in range(len(cardinals) - 1) if is_swap(text, cardinals[at], cardinals[at + 1])}
    found: list[Number] = []
    for at in range(len(cardinals) - 1, -1, -1):
        number = _number(text, cardinals[at], offset, title_case=title_case, in_swap=at in swaps or at - 1 in swaps)
        if found:
            number = _relate(text, cardinals[at], number, cardinals[at + 1], found, swap=at in swaps)
        found.append(number)
    found.reverse()
    return tuple(found)


def _join(text: str, cardinals: list[Cardinal]) -> list[Cardinal]:
    joined: list[Cardinal] = []
    for cardinal in cardinals:
        if cardinal.kind == "another" and joined and joined[-1].text.lower() == "one" and cardinal.start - joined[-1].end == 1:
            joined.pop()  # "one another"
            continue
        both = join_range(text, joined[-1], cardinal) if joined else None
        if both:
            joined[-1] = both
        else:
            joined.append(cardinal)
    return [
        c
        for at, c in enumerate(joined)
        if not (c.kind == "another" and (_ANOTHER_DEED.match(text, c.end) or (at + 1 < len(joined) and _modifies(text, c, joined[at + 1]))))
    ]


_ANOTHER_DEED = re.compile(
    r"(?: [\w-]{2,16}){0,2}? (?:hostage[- ]taking|(?:mass )?(?:kidnapping|abduction|shooting|arrest|release|exchange|swap|escape))\b"
)
"""*After another smaller kidnapping*: a deed, and nobody who was kidnapped."""


def _modifies(text: str, another: Cardinal, following: Cardinal) -> bool:
    """*another 12*, *another five or six*, *another group of 12*: the word itself counts nothing there."""
    return not text[another.end : following.start].strip(" \"“'‘") or bool(
        re.fullmatch(r"\s(?:about|around|some|roughly|nearly|at least|group of|batch of)\s(?:the\s)?", text[another.end : following.start])
    )


def _is_title_case(text: str) -> bool:
    words = _WORD.findall(text[:400])
    return len(words) < 4 or sum(word[0].isupper() for word in words) > 0.6 * len(words)


def _number(text: str, cardinal: Cardinal, offset: int, *, title_case: bool, in_swap: bool) -> Number:
    reason = distractor(text, cardinal, title_case=title_case)
    if in_swap and not cardinal.reason and reason != "money":  # "offered $9,000 for one of the hostages" is no swap
        reason = None
    value, qualifier, additional = cardinal.value, "exact", cardinal.kind == "another"
    if value.low > _CEILING or (value.high or 0) > _CEILING:
        reason, value = "too large", Bounds(_CEILING, None, None)
    elif cardinal.kind in ("digits", "words"):
        said, additional = read_qualifier(text, cardinal.start, cardinal.end)
        value, qualifier = _loosened(value, said)
    elif cardinal.kind in ("vague", "few"):
        said, additional = read_qualifier(text, cardinal.start, cardinal.end)
        qualifier = "about" if value.best is not None else "vague"
        value = value._replace(high=None) if said in ("at_least", "more_than") else value
    return Number(
        span=Span(cardinal.start + offset, cardinal.end + offset),
        text=cardinal.text,
        low=value.low,
        best=value.best,
        high=value.high,
        qualifier=_as_qualifier(qualifier),
        noun_included=cardinal.noun_included,
        additional=additional,
        distractor=reason,
    )


def _loosened(value: Bounds, said: Qualifier) -> tuple[Bounds, Qualifier]:
    if value.best is not None:
        return bounds(value.best, said), said
    if said == "at_least":
        return value._replace(high=None), "at_least"
    return value, "range" if value.high is not None and value.high - value.low != 9 else "vague"


def _as_qualifier(name: str) -> Qualifier:
    return name  # type: ignore[return-value]


def _relate(text: str, cardinal: Cardinal, number: Number, following: Cardinal, found: list[Number], *, swap: bool) -> Number:
    """``number`` with its whole or its swap partner, ``found[-1]``."""
    other = found[-1]
    if swap and not number.distractor and not other.distractor:
        if number.qualifier != "exact" and other.qualifier == "exact" and other.best is not None:
            value = bounds(other.best, number.qualifier)
            found[-1] = other = replace(other, low=value.low, high=value.high, qualifier=number.qualifier)
        return replace(number, pair=other)
    if other.distractor or not is_part_of(text, cardinal, following):
        return number
    if number.distractor in ("share", "percentage", "decimal") or cardinal.share:
        return _of_stated_whole(text, cardinal, number, other)
    if number.distractor == "all_but" or (number.best is not None and is_all_but(text, cardinal)):
        if other.best is None or number.best is None or number.best > other.best:
            return number
        rest = other.best - number.best
        return replace(number, low=rest, best=rest, high=rest, of_whole=other, distractor=None)
    if number.distractor or number.low > (other.best if other.best is not None else other.low):
        return number
    return replace(number, of_whole=other)


def _of_stated_whole(text: str, cardinal: Cardinal, number: Number, whole: Number) -> Number:
    """*a third of the 90*, *60% of the 54,000*: worked out; a share of a whole that is not exact stays a share."""
    if whole.best is None or whole.qualifier != "exact":
        return number
    if cardinal.share:
        value = share(*cardinal.share, whole.best)
    elif _PERCENT.match(text, cardinal.end) and (tenths := _tenths(cardinal)) is not None and tenths <= 1000:
        value = percentage(tenths, whole.best)
    else:
        return number
    said, _ = read_qualifier(text, cardinal.start, cardinal.end)
    qualifier: Qualifier = "exact" if value.low == value.high else "about"
    if said != "exact" and value.best is not None:
        value, qualifier = bounds(value.best, said), said
    return replace(number, low=value.low, best=value.best, high=value.high, qualifier=qualifier, of_whole=whole, distractor=None)


def _tenths(cardinal: Cardinal) -> int | None:
    match = re.fullmatch(r"(\d{1,3})(?:[.,](\d))?", cardinal.text)
    if match:
        return 10 * int(match[1]) + int(match[2] or 0)
    return 10 * cardinal.said if cardinal.kind == "words" else None
