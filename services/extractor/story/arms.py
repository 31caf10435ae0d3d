"""Which weapons a number without a noun counts: those that its sentence or the story named last."""

from __future__ import annotations

from schemas.figure import Unit
from services.extractor.bank import Bank
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.families import AIR, WEAPONS
from services.extractor.story.state import State

_NEAR_SENTENCES = 2
_MARKS = ",.;:()"
_NO_MARKS = str.maketrans("", "", _MARKS)


def weapons_named(text: str, bank: Bank) -> Unit | None:
    """The kind of the weapons that the words of ``text`` name last."""
    small = text.lower()
    if bank.weapon_words.isdisjoint(small.translate(_NO_MARKS).split()):
        return None  # nine sentences in ten
    words = [word.strip(_MARKS) for word in small.split()]
    return next((bank.nouns[word].unit for word in reversed(words) if word in bank.weapon_words), None)


def owners_named(passage: Passage, bank: Bank) -> set[str]:
    """Whose weapons the sentence names: *an Iraqi Scud*; not *Iranian-made drones*."""
    owners = set()
    for actor in passage.actors:
        after = passage.between(actor.span.end, actor.span.end + _BEHIND)
        if actor.form == "adjective" and after.startswith(" "):
            words = [word.strip(_MARKS).lower() for word in after.split()[:_WORDS]]
            if not bank.weapon_words.isdisjoint(words):
                owners.add(actor.id)
    return owners


_BEHIND = 40
_WORDS = 3
"""Words after a name among which its weapon is: *Iraqi Scud*, *Russian ballistic missiles*."""


def weapon_meant(state: State, passage: Passage, reading: Reading) -> Unit | None:
    """What *40* were in *of the drones, 40 were downed*: the weapons named last. None where the story has none: a player *shot 51*."""
    start = reading.number.span.start
    words = passage.between(passage.sentence.span.start, start).lower().replace(",", " ").split()
    for word in reversed(words):
        noun = state.bank.nouns.get(word)
        if noun is not None and noun.unit in WEAPONS:
            return noun.unit
    named = [other.unit for other in passage.readings if other.unit in WEAPONS and other.number.span.start < start]
    before = [fact.reading.unit for fact in state.facts if fact.reading.measure in AIR]
    known = named or before
    if not known and state.weapons is not None and passage.sentence.index - state.weapons[0] <= _NEAR_SENTENCES:
        return state.weapons[1]  # "It sent several drones. Nine were shot down."
    return known[-1] if known else None
