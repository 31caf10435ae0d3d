"""Whose dead and hurt a warring state counts when it speaks of people without saying whose they are: its own."""

from __future__ import annotations

import re

from services.extractor.bank import Bank
from services.extractor.model import ActorMention, ClaimantMention, PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context

_SAYS = re.compile(
    r"(?:'s [a-z ]{2,30})? (?:has |had )?(?:reports|reported|reporting|says|said|counts|counted|confirms|confirmed|acknowledged|admitted|"
    r"put)(?: that)?(?: (?:at least|some|about|around|only|another|nearly|almost|more than|over|just))? \Z"
)
_PASSIVE = re.compile(r"(?: [a-z-]+){0,3} (?:were |was |had been |have been |are |is )?(?:killed|dead|wounded|injured|hurt|died|missing)\b")
"""*31 civilians killed*, *54 servicemen were wounded*."""
_REACH = 60
_OWN_DEED = re.compile(
    r"\b(?:its|their|our) (?:[a-z]+ ){0,2}(?:attacks?|strikes?|raids?|drones?|missiles?|forces|troops|fighters|operations?)\b"
)
"""*15 were killed in its strike*: who says so counts the others'."""
_ANYONE = frozenset({"all", "civilian", "child"})
_INSTALLED = re.compile(r"-(?:installed|appointed|backed|held|controlled)\b|\boccup", re.I)
"""Who rules another state's land speaks of those there."""
_HURT = frozenset({"killed", "injured", "missing"})


def reporter(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*Cambodia reports 31 civilians killed* in a war of two states: each counts its own, unless they are fighters."""
    states, start = [foe for foe in context.foes if foe.isupper()], reading.number.span.start
    if len(states) < 2:
        return None
    after = passage.between(reading.number.span.end, reading.number.span.end + _REACH)
    for actor in passage.actors:
        near = actor.id in states and actor.form in ("name", "capital") and 0 < start - actor.span.end < _REACH
        if near and _SAYS.fullmatch(passage.between(actor.span.end, start)) and _PASSIVE.match(after):
            return actor.id
    return None


_COUNTED = re.compile(
    r"(?:['’]s(?: [\w-]+){1,5}?)? (?:has |had |have )?(?:so far |also |now |since |already )?"
    r"(?:counts?|counted|recorded|records|reports?|reported|registered|"
    r"suffered|confirmed|confirms|logged|put its)(?: (?:at least|some|about|around|only|another|nearly|almost|more than|over|just))? "
    r"(?:[\d,]+ (?:deaths|dead|killed|fatalities),? (?:and|with) (?:another |some |about )?)?\Z"
)
_DEATHS = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:deaths?|dead|fatalities|killed|injur(?:ies|ed)|hurt|missing|victims)\b(?! (?:in|on|at|near|across|by) )"
)
"""*273 deaths*, *87 killed*; *27 killed in Gaza* says where."""


def counting_country(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*Niger has counted 273 deaths*, *Guatemala's disaster agency counts 44 dead*, in a story of no war: each country counts its own."""
    if reading.measure not in _HURT or context.foes or context.parties:
        return None
    start = reading.number.span.start
    if _DEATHS.match(passage.sentence.text, passage.local(reading.number.span).end) is None:
        return None
    for actor in passage.actors:
        near = actor.id.isupper() and actor.form == "name" and 0 < start - actor.span.end < _REACH
        if near and _COUNTED.fullmatch(passage.between(actor.span.end, start)):
            return actor.id
    return None


def counting(
    passage: Passage, reading: Reading, context: Context, speaking: str | None, claimant: ClaimantMention | None, bank: Bank
) -> str | None:
    """*Asked about Sudanese reports of 15 wounded residents*, *Sudanese officials said 15 people were hurt*: the state whose speaker counts
    people who are no fighters, where the sentence names no other place and neither the state's army speaks nor those it has put in charge
    elsewhere.
    """
    states = {party for party in (*context.foes, *context.parties) if party.isupper()}
    if speaking is None or claimant is None or speaking not in states or len(states) < 2:
        return None
    if claimant.role == "local_official" and claimant.side is None:
        return None  # a governor of whom no country is said speaks of the place told of
    if reading.measure not in _HURT or reading.trigger is None or reading.trigger.start < reading.number.span.end:
        return None
    if bank.armed.state_forces.search(claimant.name) or _INSTALLED.search(claimant.name) or _is_fighter(passage, reading, bank):
        return None
    elsewhere = any(place.span in claimant.scope and place.country not in (None, speaking) for place in passage.scenes)
    return None if elsewhere or _OWN_DEED.search(passage.sentence.text) else speaking


def of_speaking_army(passage: Passage, reading: Reading, speaker: str | None, claimant: str, context: Context, bank: Bank) -> str | None:
    """*The U.S. military said two soldiers died*, in another country: its own, unless two states are at war."""
    if speaker is None or bank.country(speaker) != speaker or sum(foe.isupper() for foe in context.foes) > 1:
        return None
    suffered = reading.trigger is not None and reading.trigger.start >= reading.number.span.end
    if reading.measure not in _HURT or reading.group != "military" or not suffered or _is_armed(passage, reading, bank):
        return None
    if not bank.armed.state_forces.search(claimant):
        return None
    named = {actor.id for actor in passage.actors if actor.form != "pronoun"}
    aside = any(actor.form != "pronoun" and not _speaks(passage, actor) for actor in passage.actors)
    return speaker if speaker in named and not aside else None


def _speaks(passage: Passage, actor: ActorMention) -> bool:
    return any(actor.span in claimant.scope or actor.span in claimant.span for claimant in passage.claimants)


def is_of_another(place: PlaceMention, state: str | None, passage: Passage) -> bool:
    """Whether a place that the sentence does not name lies elsewhere than the people whom ``state`` counts."""
    return state is not None and place.country not in (None, state) and place.span not in passage.sentence.span


def _is_fighter(passage: Passage, reading: Reading, bank: Bank) -> bool:
    return reading.group not in _ANYONE or _is_armed(passage, reading, bank)


def _is_armed(passage: Passage, reading: Reading, bank: Bank) -> bool:
    """Whether the noun is one for an armed group's men: *fighters*, *gunmen*."""
    words = passage.between(reading.number.span.end, reading.noun.end).lower().split() if reading.noun is not None else []
    return bool(words) and words[-1] in bank.armed.combatants
