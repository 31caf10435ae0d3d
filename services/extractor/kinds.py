"""What kind of people a number counts that has no noun of its own: those of whom the sentence has told just before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.figure import Group, Measure
from services.extractor.lowered import key_of
from services.extractor.model import Reading, Sentence

_HARMED: frozenset[Measure] = frozenset({"killed", "injured", "missing", "captured"})
_UNIFORMED: frozenset[Group] = frozenset({"military", "police", "civilian"})
"""Kinds that *another*, *five others* go on with; the others of two children or two women may be anybody."""
_OTHERS = re.compile(r"(?: (?:more|others|other))?(?=[ ,.;:]|\Z)(?! (?:people|persons|passers-by|bystanders)\b)")
_AND_ONE = re.compile(r"\b(?:and|plus|or|as well as) (?:an?|his|her|their|its|one) ")
_CASUALTIES = re.compile(r"\b(civilian|military|police) (?:casualties|victims|losses)\b[^.;]{0,60}: ?(?:[^.;:]{0,160})\Z", re.I)
"""*410 civilian casualties in May: 160 killed and 250 injured*: all of them are civilians."""
_BEFORE = 260
"""Characters before a number that *civilian casualties ...: ...* takes, and more."""
_POLICE = re.compile(r"\bpolice\b", re.I)
_ARMY = re.compile(r"\b(?:army|military|soldiers?|troops|naval|navy|marines?|air force)\b", re.I)
_GROUPS: dict[str, Group] = {"civilian": "civilian", "military": "military", "police": "police"}


def with_kinds(readings: Sequence[Reading], sentence: Sentence) -> tuple[Reading, ...]:
    """The readings of a sentence, in the order of the text, with the group of those before where they name none.

    *Three civilians were killed and ten hurt*: the ten are civilians too; so are *another*, *five others*, *two of them critically*. What
    goes on from soldiers and villagers together, or from a soldier and a nurse, is of neither kind alone.
    """
    settled: list[Reading] = []
    for reading in readings:
        group = "police" if _is_policeman(reading, sentence) else reading.group
        if group == "all" and reading.unit == "persons" and reading.measure in _HARMED and _names_nobody(reading, sentence):
            group = _kind_before(reading, settled, sentence) or _kind_of_casualties(reading, sentence)
        settled.append(reading if group == reading.group else reading.with_(group=group))
    return tuple(settled)


def _is_policeman(reading: Reading, sentence: Sentence) -> bool:
    """*Attacked a police camp, killing 16 officers*: officers of whom the sentence names no army are the police's, if it names those."""
    noun, base = reading.noun, sentence.span.start
    if (
        reading.group != "military"
        or noun is None
        or sentence.text[noun.start - base : noun.end - base].lower() not in ("officer", "officers")
    ):
        return False
    return _POLICE.search(sentence.text) is not None and _ARMY.search(sentence.text) is None


def _names_nobody(reading: Reading, sentence: Sentence) -> bool:
    noun, number = reading.noun, reading.number.span
    if noun is None or noun == number:
        return _OTHERS.match(sentence.text, number.end - sentence.span.start) is not None
    return sentence.text[noun.start - sentence.span.start : noun.end - sentence.span.start].lower() in ("others", "other", "more")


def _kind_before(reading: Reading, before: Sequence[Reading], sentence: Sentence) -> Group | None:
    """The one kind of all those counted before of the measure told last."""
    if "toll" in reading.notes:
        return None
    share = reading.mode == "part"
    told = [r for r in before if r.measure in _HARMED and r.number.span.end <= reading.number.span.start and (r.mode != "part" or share)]
    if not told or (told[-1].measure == reading.measure and not share):
        return None
    alike = [r for r in told if r.measure == told[-1].measure]
    kinds = {r.group for r in alike[-1:] if share} or {r.group for r in alike}
    start = (told[-1].noun or told[-1].number.span).end - sentence.span.start
    between = sentence.text[max(0, start) : reading.number.span.start - sentence.span.start]
    kind = next(iter(kinds))
    if len(kinds) > 1 or kind not in _UNIFORMED or _AND_ONE.search(between):
        return None
    return kind


def _kind_of_casualties(reading: Reading, sentence: Sentence) -> Group:
    start = reading.number.span.start - sentence.span.start
    told = _CASUALTIES.search(sentence.text, max(0, start - _BEFORE), start)
    return _GROUPS[key_of(told[1])] if told is not None and reading.mode != "part" else "all"
