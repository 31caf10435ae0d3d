"""Numbers said by pointing: *the same number*, *as many*. They count what was counted last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import Number, Reading, Sentence, Span
from services.extractor.passage import Passage
from services.extractor.story.state import State
from services.extractor.story.topics import in_topic

_GOES_ON = (
    r"(?:were|had|have|was|are|again|came|come|returned|went|crossed|died|fell|got|left|people|others|prisoners|captives|hostages|soldiers|"
    r"servicemen|civilians|bodies|wounded|injured|hurt|captured|killed|of (?:its|their|them|theirs|ours))"
)
_POINTER = keyed(
    r"\b(?:the|an?) (?:same|equal|identical|similar|like) (?:number|amount|quantity)\b(?! as\b)|(?<!twice )(?<!half )(?<!times )(?<!to )"
    rf"\b[Aa]s many(?! as\b)(?= (?:more )?(?:[\w'-]{{2,20}} ){{0,2}}{_GOES_ON}\b)"
)
_TOLLS = ("killed", "injured")
_NEXT_DIGITS = re.compile(r"[\w ]{0,12}: ?\d|,? ?\(\d")
_NEVER = re.compile(r"\b(?:[Nn]ever|[Nn]ot since|[Nn]o other|[Nn]obody|[Nn]o one)\b[^.;]{0,160}\Z")
"""*Never before has a similar number been let go*: so nobody has."""


def find_pointers(text: str, *, offset: int = 0) -> tuple[Number, ...]:
    """A number of unknown value for each pointer in a sentence.

    >>> [n.text for n in find_pointers("Moscow said the same number of its troops had come back.")]
    ['the same number']
    """
    return tuple(
        Number(Span(match.start() + offset, match.end() + offset), match[0], 0, None, None)
        for match in _POINTER.finditer(text)
        if not _NEXT_DIGITS.match(text, match.end()) and _NEVER.search(text, 0, match.start()) is None
    )


def is_pointer(number: Number) -> bool:
    return number.high is None and number.low == 0 and number.best is None and _POINTER.match(f"{number.text} were") is not None


def pointed_at(facts: Sequence[Fact], measure: str, unit: str, sentence: Sentence) -> Fact | None:
    """The figure that a pointer repeats: the last of its kind in the pointer's own sentence, else before it; there a part or a plan only
    where nothing else was said.
    """
    same = [fact for fact in facts if fact.reading.measure == measure and (fact.reading.unit == unit or unit == "unknown")]
    if not same and measure in _TOLLS and facts and facts[-1].reading.measure in _TOLLS:
        return facts[-1]  # "two were killed and as many injured"
    beside = [fact for fact in same if fact.sentence is sentence and ("definite" not in fact.reading.notes or _is_of_own(fact))]
    if beside:
        return beside[-1]  # "in Homs nine were hurt and in Hama the same number"
    whole = [f for f in same if f.mode != "part" and f.status == "happened" and not {"definite", "anaphor"} & set(f.reading.notes)]
    return next(reversed(whole or same), None)


def _is_of_own(fact: Fact) -> bool:
    """*32 of its soldiers came back and the same number of theirs*: an army is no figure of which these are some."""
    return _OF_OWN.match(fact.sentence.text, fact.end) is not None


_OF_OWN = re.compile(r" of (?:its|their|our) (?:own )?(?!(?:\w+ )?(?:dead|wounded|victims|number)\b)")


def repeated(passage: Passage, reading: Reading, state: State) -> Reading | None:
    """The reading with the number that *the same number* points at; None where it does not point, or at nothing."""
    if not is_pointer(reading.number):
        return None
    reading = in_topic(state, passage, reading) or reading
    meant = pointed_at(state.facts, reading.measure, reading.unit, passage.sentence)
    if meant is None:
        return None
    number = replace(meant.reading.number, span=reading.number.span, text=reading.number.text)
    return reading.with_(number=number, unit=meant.reading.unit)
