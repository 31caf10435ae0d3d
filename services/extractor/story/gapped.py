"""Numbers of a transfer told beside another in its sentence, with the verb said once: *the rebels freed 70 and the government 60*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.model import Number
from services.extractor.passage import Passage
from services.extractor.story.families import TRANSFERS

_AND = re.compile(r"(?: (?!and\b|or\b)[\w’'-]{1,20}){0,3}(?:,| and|, and) (?:the |about |some |another )?")
_LATEST = re.compile(
    r"\b(?:latest|last|most recent|biggest|largest|first|smallest|newest)(?: (?:one|lot|batch|group|of (?:them|these)))?,? "
    r"(?:of|with|numbering) (?:just |only |about |some )?\Z"
)
"""*It has sent home 900 in yearly lots, the latest, of 25, in November*."""
_AGAINST = re.compile(r"(?: (?!and\b|or\b)[\w’'-]{1,20}){0,3},? (?:against|in (?:exchange|return) for|for) (?:the |about |some |another )?")


def goes_on(passage: Passage, number: Number, last: Fact) -> bool | None:
    """*In exchange for six hostages and 90 prisoners*, *against 120, 90 and 120*: a number joined to one of a transfer in its sentence;
    true where it is given in return, None where nothing joins the two.
    """
    if last.sentence.index != passage.sentence.index:
        return None
    between = passage.between(last.reading.number.span.end, number.span.start)
    if _LATEST.search(between):
        return False
    if "left out" not in last.reading.notes:
        return None
    if _AGAINST.fullmatch(between):
        return True
    return False if _AND.fullmatch(between) else None


_GAP = re.compile(
    r"(?:[^.;:]{0,60}?,? (?:and|while|but) )(?:the )?(?P<who>(?:[\w'’-]{1,24} ){0,3}?)(?P<kind>(?:government|army|military|state|coalition|"
    r"rebels?|insurgents|guerrillas|movement|(?:other )?side|junta|alliance|Front|militia|regime) )?"
)
_GAP_ENDS = re.compile(r"[,.;]|\Z| (?:in (?:return|exchange)\b|of (?:theirs|its|their)\b|and\b|on \w+day\b)")


def is_gapped(passage: Passage, number: Number) -> bool:
    """*The rebels got 706 of theirs back and the government 181*: the verb is said once, of each for itself."""
    told = [r for r in passage.readings if r.measure in TRANSFERS and r.trigger is not None and r.number.span.end <= number.span.start]
    if not told or _GAP_ENDS.match(passage.sentence.text, passage.local(number.span).end) is None:
        return False
    after = told[-1].number.span.end
    match = _GAP.fullmatch(passage.between(after, number.span.start))
    if match is None:
        return False
    named = [a for a in passage.actors if a.span.start >= after and a.span.end == number.span.start - 1 and a.form != "pronoun"]
    return match["kind"] is not None if not match["who"] else bool(named) or match["kind"] is not None


_GOT = re.compile(
    r"\b(?:got|gets|getting|received|receives|receiving|took|takes|taking|(?:was|were) given|gave|gives|giving|sent|returned)(?: back)? "
    r"(?:about |some |another )?\Z"
)
_BACK = re.compile(r"(?: (?:back|home)\b| in (?:return|exchange)\b(?! for)|,? (?:and|while|but) |[.,;]|\Z)")
"""*Chad got 20 back*, *and received 33 in return*."""


def gets_back(before: str, after: str) -> bool:
    """*Chad got 20 back and returned 33*: the words on both sides of a number without a noun."""
    return _GOT.search(before) is not None and _BACK.match(after) is not None


def told_beside(last: Fact, number: Number, facts: Sequence[Fact]) -> Fact:
    """*179 men went home, and the remains of two*: 116 are of the 179, and not of what was counted last, which is less."""
    beside = (f for f in reversed(facts) if f.sentence.index == last.sentence.index and f.reading.measure in TRANSFERS)
    other = next((f for f in beside if f.reading.unit != last.reading.unit and f.reading.number.low >= number.low), None)
    return other if other is not None else last


_THERE = r"(?:at|in|near|on|outside|inside|by|with|during)"
_HARM_GAP = re.compile(rf"[^.;:]{{3,70}}?,? and (?:{_THERE} [^.;:,]{{2,50}} )?(?:about |some |another )?")
_HARM_ENDS = re.compile(rf"[.,;]|\Z| {_THERE} ")


def is_harm_gapped(passage: Passage, number: Number, last: Fact) -> bool:
    """*Killed 69 at a camp and eight with a bomb*, *at one station 96 died and at the next two 93*: of whom the verb is said once."""
    if last.sentence is not passage.sentence or last.reading.measure not in ("killed", "injured"):
        return False
    start, end = passage.local(last.reading.number.span).end, passage.local(number.span)
    between = _HARM_GAP.fullmatch(passage.sentence.text, start, end.start)
    return between is not None and _HARM_ENDS.match(passage.sentence.text, end.end) is not None


_AIMED = r"(?:at|toward|towards|against|on|into)"
_AIR_GAP = re.compile(r"[^.;:]{3,90}?,? and (?:about |some |another )?")
_AIMED_AT = re.compile(rf" {_AIMED} (?:the )?[A-Z]")
_AIR_ENDS = re.compile(rf" (?:more )?{_AIMED} (?:the )?[A-Z]")


def air_gapped(passage: Passage, number: Number, facts: Sequence[Fact]) -> Fact | None:
    """The number sent of *It fired 25 rockets at Haifa, one of them on Monday, and 27 at Tyre*, said with the verb, for what is sent on."""
    here = (f for f in reversed(facts[-_HERE:]) if f.sentence is passage.sentence and f.mode != "part" and f.reading.measure == "launched")
    last = next(here, None)
    if last is None or _AIR_ENDS.match(passage.sentence.text, passage.local(number.span).end) is None:
        return None
    start, end = passage.local(last.reading.number.span).end, passage.local(number.span).start
    aimed = _AIMED_AT.search(passage.sentence.text, start, end) is not None
    return last if aimed and _AIR_GAP.fullmatch(passage.sentence.text, start, end) is not None else None


_HERE = 6
