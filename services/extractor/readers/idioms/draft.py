"""A reading in the making: a phrase, the trigger it goes with, and how the two stand to each other."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.figure import Group, Unit
from services.extractor.bank import Trigger
from services.extractor.readers.fit import MANY_SENSES
from services.extractor.readers.idioms.phrase import NAMES_OF_PERSONS, WEAPONS, Phrase
from services.extractor.record import changed, record

SURE = 0.92
"""Number, noun and trigger side by side: measured precision of surface patterns on wire sentences is 0.96."""
LIKELY = 0.84
"""The same with a trigger of many senses, or a number that names no noun."""
INHERITED = 0.78
"""Measure taken over from a neighbour in a list."""
FAINT = 0.3
"""The trigger alone speaks for it: below the floor unless a list or a neighbour takes it up."""


@record(frozen=True, slots=True)
class Draft:
    """``first`` to ``last`` are the characters of the trigger in the sentence, ``link`` what stands between it and the phrase."""

    phrase: Phrase
    trigger: Trigger
    first: int
    last: int
    link: str = ""
    unit: Unit = "unknown"
    group: Group = "all"
    part: bool = False
    confidence: float = SURE
    notes: tuple[str, ...] = ()

    def with_(self, **changes: object) -> Draft:
        return changed(self, changes)


def fitting(triggers: Iterable[Trigger], phrase: Phrase, counts: frozenset[str], *, elliptic_ok: bool) -> Trigger | None:
    """The trigger among ``triggers`` (all of one form) that can count ``phrase`` from where it stands, the surest first.

    ``elliptic_ok``: a number that names no noun may go with a trigger of many senses (*of which 63 were*), else only with a sure one.
    """
    found = [t for t in triggers if t.counts in counts and _takes(t, phrase, elliptic_ok=elliptic_ok)]
    return min(found, key=lambda t: (t.weak, not t.only, t.measure), default=None)


def _takes(trigger: Trigger, phrase: Phrase, *, elliptic_ok: bool) -> bool:
    if phrase.foreign:
        return False
    if trigger.only:
        named = phrase.noun is not None and bool({phrase.noun.form, phrase.noun.base} & trigger.only)
        return named or (phrase.unit == "bodies" and "bodies" in trigger.only)
    if phrase.noun is not None and phrase.noun.base in NAMES_OF_PERSONS:
        return not trigger.weak and "persons" in trigger.units
    if phrase.head is not None:
        return False
    if phrase.unit == "unknown":
        # A verb of several words (*walked free*, *shot down*) has no other sense that a number alone could go with.
        one_sense = len(trigger.words) > 1 and trigger.base not in MANY_SENSES
        return (not trigger.weak or elliptic_ok or one_sense) and trigger.units != frozenset({"bodies"})
    if phrase.unit in trigger.units:
        return True
    return phrase.unit == "weapons" and bool(trigger.units & WEAPONS)


def drafted(
    phrase: Phrase, trigger: Trigger, first: int, last: int, *, link: str = "", note: str = "", confidence: float | None = None
) -> Draft:
    unit = phrase.unit
    if unit == "unknown" or trigger.only:
        unit = next(iter(trigger.units)) if len(trigger.units) == 1 else "unknown"
    sure = LIKELY if trigger.weak or (phrase.noun is None and phrase.head is None) else SURE
    return Draft(
        phrase,
        trigger,
        first,
        last,
        link=link,
        unit=unit,
        group=phrase.group,
        part=trigger.part,
        confidence=confidence if confidence is not None else sure,
        notes=(note,) if note else (),
    )
