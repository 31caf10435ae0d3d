"""Figures whose day is that of the sentence before: what it counted whole, and what it told of without a number."""

from __future__ import annotations

import re

from schemas.figure import When
from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.state import Focus, State

_THE_HAPPENING = keyed(
    r"\b(?:the|this|these|those|that) (?:[a-z-]+ ){0,2}?(?P<noun>attacks?|strikes?|airstrikes?|raids?|blasts?|explosions?|shootings?|"
    r"bombings?|assaults?|ambush(?:es)?|crash|fires?|incidents?|clash(?:es)?|battles?|collapse|accident|massacre|stampede|shelling)\b",
    re.I,
)
_ANY_KIND = ("attack", "strike", "raid", "incident", "clash", "battle")
"""What the lead's happening may be called too, whatever it is."""
_STEM = 4
"""Letters that *bomb* and *bombing* share."""
_TOLLS = ("killed", "injured")
_NO_CHANCE = 5
"""Smaller numbers come again by chance."""


def split_before(state: State, passage: Passage, reading: Reading) -> When | None:
    """The time of a number that the sentence before tells whole: *They abducted 16 women. "We have a report of 14 women and two girls"*;
    or tells again.
    """
    last = next((f for f in reversed(state.facts) if f.mode != "part"), None)
    if last is None or last.sentence.index != passage.sentence.index - 1 or last.reading.measure != reading.measure:
        return None
    parts = [r.number.low for r in passage.readings if r.measure == reading.measure and r.number.of_whole is None]
    exact = last.reading.number.qualifier == "exact" and last.status == "happened"
    enough = len(parts) > 1 or reading.number.low >= _NO_CHANCE
    return last.when if exact and enough and sum(parts) == last.reading.number.low else None


def is_of_happening_before(state: State, passage: Passage, reading: Reading, focus: Focus) -> bool:
    """*On Sunday gunmen stormed a university. Seven students were killed in the assault*: of what the sentence before tells without a
    number, unless the word is the lead's (*in the truck bombing*).
    """
    named = _THE_HAPPENING.search(passage.sentence.text)
    if named is None or focus.counted or focus.sentence != passage.sentence.index - 1 or focus.entry != passage.sentence.entry:
        return False
    noun, words = named["noun"].lower(), state.bank.happenings
    if reading.measure not in _TOLLS or noun[:_STEM] in state.told_last:
        return reading.measure in _TOLLS
    own = noun.startswith(_ANY_KIND) or noun[:_STEM] in state.lead or words.kinds_named(noun) & words.kinds_named(state.lead)
    return not own


def is_told_just_before(passage: Passage, focus: Focus | None) -> bool:
    """*In June attackers stormed a church in Owo. Forty people died and 80 were hurt*: the sentence before tells of a happening and leaves
    its harm to this one, however long ago it was; what is counted beside that is of the same.
    """
    sentence = passage.sentence
    if focus is None or focus.paragraph != sentence.paragraph:
        return False
    if focus.sentence == sentence.index:
        return not passage.dates
    elsewhere = any(place.kind != "country" and place in passage.scenes for place in passage.places)
    return not (focus.counted or elsewhere) and focus.sentence == sentence.index - 1
