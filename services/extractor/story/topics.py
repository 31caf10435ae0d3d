"""Readings as the story's topic would have them: what an elliptic number counts, what a word of many senses means here."""

from __future__ import annotations

import re

from schemas.figure import Unit
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.readers.triggers import Hit
from services.extractor.story.families import AIR, TRANSFERS, WEAPONS
from services.extractor.story.state import State

_PRISONERS = re.compile(r"\b(?:prisoner|captive|POW|hostage|captivity)", re.I)
_BODIES = re.compile(r"\b(?:bod(?:y|ies)|remains|coffins?)\b", re.I)
_FINDING = frozenset({"recover", "retrieve", "collect", "find"})
_NEAR_SENTENCES = 2


def in_topic(state: State, passage: Passage, reading: Reading) -> Reading | None:
    """The reading as the story's topic would have it; None where a word of many senses has no topic to stand on.

    *On Wednesday it returned 27* returns bodies where bodies are told of; nobody who is *taken off the train* is abducted unless the
    story tells of abductions.
    """
    if reading.measure in AIR and (
        reading.unit == "unknown" or (reading.unit == "weapons" and {"elliptic", "anaphor"} & set(reading.notes))
    ):
        reading = reading.with_(unit=_weapon(state, passage, reading))
    if reading.measure in TRANSFERS and not _names_a_kind(state, passage, reading):
        last = next((f.reading for f in reversed(state.facts) if f.reading.measure in (*TRANSFERS, "evacuated")), None)
        near = bool(state.facts) and passage.sentence.index - state.facts[-1].sentence.index <= _NEAR_SENTENCES
        if last is not None and near and last.measure != reading.measure and not _says_other(passage, last):
            return reading.with_(measure=last.measure, unit=last.unit)
        if last is None and reading.measure == "bodies_returned":
            return reading.with_(measure="released", unit="persons")
    if reading.measure == "released" and not state.context.captives:
        return None
    if reading.measure == "rescued" and state.context.abductions:
        return reading.with_(measure="released")
    hit = passage.hit(reading)
    if hit is not None:
        reading = _other_sense(state, passage, reading, hit)
    return reading if _stands(state, reading) else None


def _stands(state: State, reading: Reading) -> bool:
    """Whether the story gives a weak word ground: *lost four* needs a war, *took 12* abductions."""
    if "weak" not in reading.notes or reading.reader != "dependency":
        return True
    if reading.measure == "killed" and "elliptic" in reading.notes:
        return state.context.cause is not None
    return reading.measure != "abducted" or state.context.abductions


def _other_sense(state: State, passage: Passage, reading: Reading, hit: Hit) -> Reading:
    """Verbs that mean another thing by who does it, or by what the story is about."""
    base, tree = hit.trigger.base, passage.tree
    if tree is not None and reading.measure == "missing" and base == "bury" and not tree.is_passive(hit.at):
        # Landslides bury the missing; towns and families bury their dead.
        subject = tree.subject(hit.at)
        if subject is not None and state.causes.near(tree.text[subject], 0) is None:
            return reading.with_(measure="killed")
    if reading.measure == "bodies_returned" and base in _FINDING and not state.context.exchange:
        return reading.with_(measure="killed", unit="persons")
    last = state.facts[-1].reading if state.facts else None
    if reading.measure == "killed" and base == "lose" and "elliptic" in reading.notes and last is not None and last.measure in AIR:
        return reading.with_(measure="intercepted", unit=last.unit)
    return reading


def _names_a_kind(state: State, passage: Passage, reading: Reading) -> bool:
    """Whether the sentence itself says what is counted: prisoners, bodies, a people."""
    if reading.noun is None or reading.noun == reading.number.span:
        return False
    words = passage.between(reading.noun.start, reading.noun.end)
    people = state.bank.aliases_by_text.get(words.split()[-1], ()) if words.split() else ()
    return state.bank.noun(words) is not None or any(alias.form == "people" for alias in people)


def _says_other(passage: Passage, last: Reading) -> bool:
    """Whether the sentence speaks of prisoners though bodies were told of last, or the other way round."""
    return (_PRISONERS if last.unit == "bodies" else _BODIES).search(passage.sentence.text) is not None


def _weapon(state: State, passage: Passage, reading: Reading) -> Unit:
    """What *128* were in *of the drones, 128 were shot down*: the weapons named last."""
    start = reading.number.span.start
    words = passage.between(passage.sentence.span.start, start).lower().replace(",", " ").split()
    for word in reversed(words):
        noun = state.bank.nouns.get(word)
        if noun is not None and noun.unit in WEAPONS:
            return noun.unit
    named = [other.unit for other in passage.readings if other.unit in WEAPONS and other.number.span.start < start]
    before = [fact.reading.unit for fact in state.facts if fact.reading.unit in WEAPONS]
    return (named or before or ["weapons"])[-1]
