"""Foreigners among those whom a happening harmed: *Norway's foreign ministry said one Norwegian was hurt* counts some of all who were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.story.within import are_apart, covers, exceeds, same_days

_HARM = frozenset({"killed", "injured", "missing"})
_APART = re.compile(
    r"\b(?:separate(?:ly)?|elsewhere|earlier|previous(?:ly)?|last (?:week|month|year)|a (?:day|week|month|year) (?:ago|earlier|before))\b",
    re.I,
)
_GOVERNMENT = re.compile(r"\b(?:foreign (?:ministry|office|minister|affairs)|embassy|consul(?:ate|ar|s)?|state department)\b", re.I)


def is_of_nationals(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the counted are foreigners where they came to harm and belong to no party to a fight, and the story's happening harmed more.

    Of injured foreigners of whom a government tells, or whom the story counts nation by nation, there are more wherever the same
    happening killed people: the story then leaves out only how many.
    """
    if fact.reading.measure not in _HARM or not _is_abroad(fact) or fact.reading.group == "military":
        return False
    if "toll" in fact.reading.notes or _APART.search(fact.sentence.text) is not None:
        return False
    wholes = [other for other in facts if _may_hold(other, fact)]
    if any(other.reading.measure == fact.reading.measure and exceeds(other, fact) for other in wholes):
        return True
    if fact.reading.measure != "injured" or any(_counts_at_home(other) for other in wholes):
        return False
    nations = {other.side for other in facts if other.reading.measure == "injured" and _is_abroad(other)}
    told = len(nations) > 1 or _GOVERNMENT.search(fact.sentence.text) is not None
    return told and any(other.reading.measure == "killed" and exceeds(other, fact) for other in wholes)


def _is_abroad(fact: Fact) -> bool:
    """Whether the counted are of another country than the place, or have no place."""
    return fact.side is not None and fact.side.isupper() and (fact.where is None or fact.where.country not in (None, fact.side))


def _adds_up(whole: Fact, fact: Fact) -> bool:
    """*An attack left four dead. Three Indians and a Pakistani died in Mussafah*: all of the four, wherever in the town that is."""
    end = fact.end
    return whole.reading.number.low == fact.reading.number.low + 1 and _AND_ONE.match(fact.sentence.text, end) is not None


_AND_ONE = re.compile(r" (?:[\w-]{1,20} ){1,3}and (?:an?|one) (?:[a-z]{1,12} )?[A-Z]")


def _counts_at_home(fact: Fact) -> bool:
    return fact.reading.measure == "injured" and not _is_abroad(fact)


def _may_hold(whole: Fact, fact: Fact) -> bool:
    """Whether the one is the count of a happening, at the place of the other and on its days, of people of whom these may be some."""
    if whole is fact or whole.mode != "increment" or whole.status != fact.status or whole.superseded or _is_abroad(whole):
        return False
    fought = whole.by not in (None, whole.side)
    foes = fact.side in (whole.by, whole.side) or (fought and fact.by == whole.side)
    if whole.where is None or whole.where.country == fact.side:
        return False
    near = fact.where is None or _adds_up(whole, fact) or covers(whole.where, fact.where) or covers(fact.where, whole.where)
    return not foes and near and whole.reading.group in ("all", "civilian") and same_days(whole, fact) and not are_apart(whole, fact)
