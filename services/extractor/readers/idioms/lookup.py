"""The bank's triggers in a row of items, by plain look-up: the longest form that begins or ends at a place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.extractor.bank import Bank, Trigger
from services.extractor.readers.idioms.items import Item

MAX_WORDS = 6
"""No trigger form of the bank is longer."""

# A form of these kinds may be a past participle: "12 killed", "were freed", "a drone hit".
_NO_PARTICIPLE_END = ("ing", "s")


class Hit(NamedTuple):
    """Triggers of one form at items ``start`` to ``end`` (excluded)."""

    start: int
    end: int
    triggers: tuple[Trigger, ...]


def starting_at(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    """The longest form that begins at ``row[at]``."""
    if at >= len(row) or not row[at].is_word:
        return None
    first = row[at].word
    lengths = bank.lengths_by_word.get(first)
    if lengths is None:
        return None
    idle = bank.idle_at([item.word for item in row[at : at + MAX_WORDS]], 0) if first in bank.idle else 0
    words = [item.word for item in row[at : at + lengths[0]]]
    for length in lengths:
        if length <= idle:
            return None
        if length <= len(words) and (found := bank.triggers_by_form.get(" ".join(words[:length]))) is not None:
            return Hit(at, at + length, found)
    return None


def ending_at(row: Sequence[Item], at: int, bank: Bank) -> Hit | None:
    """The longest form whose last word is ``row[at]``."""
    if at < 0 or not row[at].is_word:
        return None
    for length in bank.lengths_by_last_word.get(row[at].word, ()):
        words = row[at - length + 1 : at + 1] if length <= at + 1 else ()
        if words and all(word.is_word for word in words) and (found := bank.triggers_by_form.get(" ".join(word.word for word in words))):
            return Hit(at - length + 1, at + 1, found)
    return None


def counting_the_dead(bank: Bank) -> tuple[Trigger, ...]:
    """The triggers of *the dead*, for words that stand for them: *victims*."""
    return tuple(t for t in bank.triggers_by_form.get("dead", ()) if t.measure == "killed" and t.counts == "self")


def may_be_participle(trigger: Trigger) -> bool:
    """Whether the form can stand in a passive: *killed*, *shot down*, *hit*; not *kills*, *killing*, *take*."""
    first = trigger.words[0]
    return (first != trigger.base.split()[0].lower() and not first.endswith(_NO_PARTICIPLE_END)) or first in (
        "hit",
        "hurt",
        "shot",
        "let",
        "set",
        "cut",
    )
