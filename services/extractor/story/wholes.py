"""What a share says of its whole: *93 of 141 drones were shot down* that 141 came, *ten of the 26 deaths* that 26 died."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import TAKEN, Number, Reading
from services.extractor.passage import Passage
from services.extractor.readers.counted import counted
from services.extractor.readers.fit import WEAPONS
from services.extractor.story.families import family_of
from services.extractor.story.unsaid import unsaid

_SENT = frozenset({"launched", "fired", "sent", "used", "unleashed", "directed", "deployed"})
_SENT_REACH = 10
"""*13 of the 15 drones that the rebels had launched*: tokens after the noun in which it is said that they came."""
_DESCRIBING = {"acl": ("VBN",), "relcl": ("VBN", "VBD"), "amod": ("VBN", "JJ")}
"""Verbs that say of people what was done to them before: *arrested in May*, *they seized*, *abducted travellers*, *freed captives*."""
_TAKEN_OR_FREED = frozenset({*TAKEN, "released"})
_OWN_NOUN = re.compile(r" (?:(?!(?:are|is|were|was|have|has|had|be)\b)[a-z-]{2,16} ){0,2}")
"""Between a number and the noun that says what it counts: *26 road deaths*."""


def share_of_last(passage: Passage, reading: Reading, facts: Sequence[Fact]) -> Reading:
    """*Police killed 28 gang members. Ten of them were shot dead in two cars*: some of those counted just before, and as they of whom."""
    if reading.mode == "part" or "anaphor" not in reading.notes or family_of(reading) not in ("harm", "air"):
        return reading
    if _OF_THEM.match(passage.sentence.text, passage.local(reading.number.span).end) is None:
        return reading
    near = (f for f in reversed(facts) if 0 <= passage.sentence.index - f.sentence.index <= _JUST_BEFORE)
    alike = (f for f in near if f.reading.measure == reading.measure and f.mode != "part" and f.status == "happened")
    whole = next((f for f in alike if f.reading.number.low > reading.number.low), None)
    if whole is None:
        return reading
    return reading.with_(mode="part", side=reading.side or whole.side, by=reading.by or whole.by, notes=(*reading.notes, OF_LAST))


_OF_THEM = re.compile(r" of (?:them|these|those)\b")
_JUST_BEFORE = 1
OF_LAST = "of last"


_WHO_WERE = re.compile(r" (?:who|that|which) (?:(?:were|was|are|had been|have been|had|have) )?(?:also |already |later |reportedly )?")


def is_untold_toll(reading: Reading, passage: Passage, facts: Sequence[Fact]) -> bool:
    """*That state has had 10 of the 26 deaths*: deaths are deaths, and nothing before has counted the 26."""
    hit = passage.hit(reading)
    if hit is None or hit.trigger.kind != "noun" or reading.trigger is None or reading.measure not in ("killed", "injured"):
        return False
    own = _OWN_NOUN.fullmatch(passage.between(reading.number.span.end, reading.trigger.start))
    return own is not None and not _is_told(reading, facts)


def _is_told(reading: Reading, facts: Sequence[Fact]) -> bool:
    return any(f.reading.measure == reading.measure and f.reading.number.low == reading.number.low for f in facts)


def describes(reading: Reading, passage: Passage, facts: Sequence[Fact]) -> bool:
    """Whether the trigger belongs to the counted noun: *57 of the 97 drones launched by the army*, *many of the 30 injured people*, *some
    of the 310 people who were rescued*, unless they are told of already. What is said of some of them is not said of all.
    """
    number, noun, trigger = reading.number.span, reading.noun or reading.number.span, reading.trigger
    if trigger is None or trigger.start < number.end:
        return False
    end = max(number.end, noun.end)
    if trigger.start > end + 1 and (_WHO_WERE.fullmatch(passage.between(end, trigger.start)) is None or _is_told(reading, facts)):
        return False
    if "head" in reading.notes and family_of(reading) == "harm":
        return True  # "ten of the 26 deaths"
    at = passage.at(reading)
    return at is None or passage.tree is None or passage.tree.dep[at] in ("acl", "relcl", "amod") or _is_taken_of(reading, passage)


def _is_taken_of(reading: Reading, passage: Passage) -> bool:
    """*68 of 112 pupils abducted from a school have been freed*: taken, whatever the parser makes of it, as another verb lets some go."""
    some = (r for r in passage.readings if r.number.of_whole is not None and r.number.of_whole.span == reading.number.span)
    trigger = reading.trigger
    return reading.measure in TAKEN and any(r.trigger not in (None, trigger) and r.measure == "released" for r in some)


def taken_whole(passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank) -> list[Reading]:
    """*82 of the 100 people arrested in May have been let out*, *11 of the 27 travellers they seized*, *11 of 27 abducted travellers*: so
    many were taken, where the story has not told it before. *12 of the 160 freed captives went home by air*: so many were let go.
    """
    tree = passage.tree
    thing = counted(tree, number, bank) if tree is not None else None
    if tree is None or thing is None or thing.noun is None or thing.unit != "persons":
        return []
    hits = (h for h in passage.hits if (h.trigger.measure in TAKEN or tree.dep[h.at] == "amod") and tree.dep[h.at] in _DESCRIBING)
    hits = (h for h in hits if h.trigger.measure in _TAKEN_OR_FREED and not h.trigger.stock)
    noun = thing.noun
    hits = (h for h in hits if tree.head[h.at] == noun or (tree.dep[h.at] == "acl" and h.at == noun + 1))  # "one of five people seized"
    hit = next((h for h in hits if tree.tag[h.at] in _DESCRIBING[tree.dep[h.at]]), None)
    measures = TAKEN if hit is None or hit.trigger.measure in TAKEN else frozenset({"released"})
    if hit is None or any(fact.reading.measure in measures and fact.reading.number.low == number.low for fact in facts):
        return []
    taken = unsaid(passage, number, thing, hit.trigger.measure, "persons", notes=("whole",), group=thing.group)
    return [taken.with_(trigger=hit.span(tree))]


def launched_whole(passage: Passage, number: Number, facts: Sequence[Fact], bank: Bank) -> list[Reading]:
    """The whole of *93 of 141 drones were shot down*, *of 60 drones 40 were*, *most of the 100 missiles*: so many came.

    A whole that the story has told of before (*two of the 60 drones*) is nothing new.
    """
    if passage.tree is None or any(fact.reading.number.low == number.low and fact.reading.unit in WEAPONS for fact in facts):
        return []
    thing = counted(passage.tree, number, bank)
    if thing is None or thing.unit not in WEAPONS or thing.entry is None or thing.noun is None:
        return []
    after = passage.tree.lower[thing.noun + 1 : thing.noun + _SENT_REACH]
    if after[:1] in (["that"], ["which"]) and _SENT.isdisjoint(after):
        return []  # "of the five drones that got through": not all that came
    like = next((r for r in passage.readings if r.number.of_whole is not None and r.number.of_whole.span == number.span), None)
    if like is not None and like.measure not in ("intercepted", "hit", "lost"):
        return []
    return [unsaid(passage, number, thing, "launched", thing.unit, notes=("whole",))]
