"""Numbers that no reader could read because the sentence leaves out what they count: *Day one, Friday: 390 each way*.

They count what the story is counting, and only where the words around them say so: *each way*, *of them*, *that makes*, *in all*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import Counted, counted
from services.extractor.readers.roles import both_sides, each_side
from services.extractor.story.context import is_exchange

CONFIDENCE = 0.6
_NEAR_SENTENCES = 2
_SUM_BEFORE = re.compile(
    r"\b(?:that|this|it|which|thereby|thus|so|and) (?:makes?|made|brings?|brought|gives?|gave|leaves?|left|takes?|took)\b[^.;]{0,60}\Z"
    r"|\b(?:tally|total|sum|count|number)\b[^.;]{0,60}(?:to|at|of|is|was|:) ?\Z|\bin all,? [^.;]{0,20}\Z|\baltogether,? [^.;]{0,20}\Z",
    re.I,
)
_DAY_BEFORE = re.compile(
    r"\b(?:yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:'s)?(?: (?:batch|group|count|figure|transfer|convoy|release))?(?: was| were)?|June|July|May|day (?:one|two|three|\d))\b[^.;]{0,24}\Z",
    re.I,
)
_DAY_AFTER = re.compile(r"\s?(?:people |prisoners |men |captives )?(?:on|for) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|the (?:first|second|third|last))", re.I)
_GROUP = re.compile(r"\b(?:group|batch|convoy|consignment|busload)s?,? (?:of )?[^.;]{0,12}\Z", re.I)
_STRONG = re.compile(r"[ -]strong\b", re.I)
_TOLL_SUBJECT = re.compile(
    r"\b(?:it|they|the (?:toll|figure|number|count|tally)|officials?|authorities) (?:now |had |has |have |then |later |previously |earlier )?"
    r"(?:stood|stand|stands|put|puts|rose|risen|climbed|remained|was|gave|given|reported)\b[^.;]{0,40}\Z"
    r"|\b(?:spoke|spoken|speaks|speaking|told|talked) (?:\w+ ){0,4}(?:of|about) (?:\w+ ){0,2}\Z|\b(?:counted|had reported|gave a figure of|a figure of|put (?:it|them) at|up from|down from|and not|not) (?:\w+ ){0,3}\Z",
    re.I,
)
_NO_COUNT = re.compile(r"\s?(?:%|per cent|percent|hours?|days?|years?|km|kilomet|miles?|names?\b)", re.I)


def elliptic_reading(passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank) -> Reading | None:
    """The reading of a number that no reader could read, by what was counted in ``facts``, the last of them just before it."""
    if passage.tree is None or number.text.lower() in ("one", "another"):
        return None
    thing = counted(passage.tree, number, bank)
    if thing is None or thing.unit not in ("persons", "unknown", "drones", "missiles", "weapons", "bodies"):
        return None
    return _of_antecedent(passage, number, thing, facts) or _of_exchange(passage, number, thing, facts) or _of_toll(passage, number, thing, facts)


def _last(passage: Passage, facts: Sequence[Fact]) -> Fact | None:
    """The figure said last, if it was said just before and in the same entry."""
    sentence = passage.sentence
    if not facts:
        return None
    fact = facts[-1]
    near = sentence.index - fact.sentence.index <= _NEAR_SENTENCES or sentence.paragraph == fact.sentence.paragraph
    return fact if near and sentence.entry == fact.sentence.entry else None


def _reading(passage: Passage, number: Number, thing: Counted, like: Fact, *, part: bool, notes: tuple[str, ...]) -> Reading:
    span = thing.span(passage.tree) if passage.tree is not None else None
    return Reading(
        "dependency",
        passage.sentence.index,
        like.reading.measure,
        like.reading.unit,
        number,
        group=thing.group if like.reading.unit == "persons" else "all",
        mode="part" if part else "increment",
        noun=span or number.span,
        confidence=CONFIDENCE,
        notes=notes,
    )


def _of_antecedent(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*Thirteen of them were moving toward the capital*: a part of what was counted last."""
    last = _last(passage, facts)
    if last is None or not (thing.anaphor or (thing.definite and thing.unit == last.reading.unit)):
        return None
    whole = next((f for f in reversed(facts) if f.reading.measure == last.reading.measure and f.reading.number.low >= number.low), None)
    if whole is None or whole.sentence.index < passage.sentence.index - 3:
        return None
    return _reading(passage, number, thing, whole, part=True, notes=("anaphor",))


def _of_exchange(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """Exchanged people where only *each way*, a day or *that makes* says so."""
    if thing.unit not in ("persons", "unknown") or (thing.unit == "unknown" and not (thing.elliptic or thing.noun is None)):
        return None
    text = passage.sentence.text
    local = passage.local(number.span)
    before, after = text[max(0, local.start - 80) : local.start], text[local.end : local.end + 40]
    if _NO_COUNT.match(after):
        return None
    last = _last(passage, facts)
    topic = last is not None and last.reading.measure == "released"
    like = last if topic else next((f for f in reversed(facts) if f.reading.measure == "released"), None)
    if like is None or not (topic or is_exchange(text) or passage.sentence.kind == "bullet"):
        return None
    each = each_side(text, local.start, local.end)
    said = (
        each
        or both_sides(text)
        or _SUM_BEFORE.search(before)
        or _DAY_BEFORE.search(before)
        or _DAY_AFTER.match(after)
        or (_GROUP.search(before) and topic)
        or _STRONG.match(after)
    )
    if not said:
        return None
    return _reading(passage, number, thing, like, part=False, notes=("left out",))


def _of_toll(passage: Passage, number: Number, thing: Counted, facts: Sequence[Fact]) -> Reading | None:
    """*They now put it at 15*, *it had stood at 34 on Sunday*: the toll spoken of last."""
    if not thing.elliptic:
        return None
    last = _last(passage, facts)
    local = passage.local(number.span)
    if last is None or last.reading.measure not in ("killed", "injured", "missing"):
        return None
    if _TOLL_SUBJECT.search(passage.sentence.text[max(0, local.start - 80) : local.start]) is None:
        return None
    return _reading(passage, number, thing, last, part=False, notes=("toll", "left out"))
