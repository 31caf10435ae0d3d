"""Phases and programmes of an exchange: *the first phase*, *day two*, *the 1,000-for-1,000 formula*."""

from __future__ import annotations

import re
from functools import lru_cache

from services.extractor.keyed import KEPT_TEXTS, keyed
from services.extractor.lowered import key_of

_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FIGURES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")
ORDINALS = {"opening": 1, "initial": 1, **{word: n for words in (_WORDS, _FIGURES) for n, word in enumerate(words, 1)}}
CARDINALS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_STEP = (
    r"(?:phases?|stages?|rounds?|legs?|days?|instal?lments?|tranches?|batch(?:es)?|groups?|parts?|steps?|"
    r"exchanges?|swaps?|handovers?|transfers?|releases?)"
)
_ORDINAL = keyed(
    rf"\b(?P<word>{'|'.join(ORDINALS)})(?:,? and (?P<also>{'|'.join(ORDINALS)}))? "
    rf"(?:(?:and|the|such|final|last|planned|prisoner|captive|hostage|swap|largest|smaller|of)\b,? ?){{0,3}}"
    rf"(?P<step>{_STEP})\b(?P<after>(?:'s)?(?: of (?:the |a |their |these )?[\w' -]{{0,30}})?)",
    re.I,
)
_NUMBERED = keyed(
    rf"\b(?P<step>day|phase|stage|round|leg|batch) (?P<number>\d{{1,2}}|{'|'.join(word for word in CARDINALS if len(word) > 1)})\b", re.I
)
_LABEL = keyed(
    r"(?<![\d,.])(?P<n>\d{1,3}(?:[, ]\d{3}){1,2}|\d{1,6})(?P<gap>[- ]for[- ])(?P<m>\d{1,3}(?:[, ]\d{3}){1,2}|\d{1,6})(?![\d,.]*\d)", re.I
)
_DEAL = re.compile(
    r"[\"'”’)]{0,2}[ -](?:[a-z-]{1,14} ){0,2}(?:formula|format|exchange|deal|agreement|accord|swap|trade|scheme|basis|arrangement|"
    r"principle|prisoner\b)",
    re.I,
)
_RECENCY = re.compile(
    r" (?:between [\w ]{2,40})?(?:so far|to date)\b"
    r"| (?:between [\w ]{2,40})?(?:in|for|since|after) (?:(?:more than|almost|nearly|about|over|at least|the) )?(?:\w+ )?"
    r"(?:days|weeks|months|years|year|half|invasion|war|outbreak|start|beginning|spring|summer|autumn|winter|\d{4}|"
    r"January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"| (?:of|this|last) (?:(?:this|the|last|its|their) )?(?:\w+ )?(?:year|month|week|war|conflict|invasion|fighting|kind|"
    r"summer|winter|spring|autumn|"
    r"\d{4})\b",
    re.I,
)
"""*the first exchange in three months*: how long since the last one, not which of a series."""
_TALKS = re.compile(r"\b(?:talks|negotiations|meeting|elections?|voting|trial)\b", re.I)


@lru_cache(KEPT_TEXTS)
def find_phases(text: str) -> tuple[tuple[int, int, str], ...]:
    """Offset, number and words of each phase named in a sentence, left to right.

    >>> find_phases("the opening round of a prisoner exchange")
    ((4, 1, 'opening round of a prisoner exchange'),)
    >>> find_phases("a second round of talks")
    ()
    """
    found: list[tuple[int, int, str]] = []
    for match in _ORDINAL.finditer(text):
        if (
            _TALKS.search(match["after"])
            or _RECENCY.match(text, match.end("step"))
            or (
                match["step"].lower().startswith(("day", "night"))
                and text[max(0, match.start() - 3) : match.start()].endswith("a ")
                and " of " not in match["after"]
            )
        ):
            continue
        found.append((match.start(), ORDINALS[key_of(match["word"])], match[0].strip()))
        if match["also"]:
            found.append((match.start("also"), ORDINALS[key_of(match["also"])], match[0].strip()))
    for match in _NUMBERED.finditer(text):
        word = key_of(match["number"])
        number = int(word) if word.isdigit() else CARDINALS[word]
        if 1 <= number <= 40:
            found.append((match.start(), number, match[0]))
    return tuple(sorted(found))


def _size(digits: str) -> int:
    return int(re.sub(r"\D", "", digits))


def find_programme(text: str) -> tuple[int, int] | None:
    """The sizes of the agreed exchange that a sentence names by its formula; None where *N for M* is only a day's swap.

    >>> find_programme("the '1000-for-1000' exchange agreement"), find_programme("trading 45 for 150")
    ((1000, 1000), None)
    """
    for match in _LABEL.finditer(text):
        if match["gap"].strip().lower() == "-for-" or _DEAL.match(text, match.end()):
            return _size(match["n"]), _size(match["m"])
    return None


def programme_label(first: int, second: int) -> str:
    return f"{first:,}-for-{second:,}"
