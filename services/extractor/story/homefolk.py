"""Those let go who are the people of a country and of no party in it: whom a junta pardons, the girls whom a movement took."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.sides import Pair

_PARDONED = re.compile(r"\b(?:pardon(?:s|ed|ing)?|amnest(?:y|ies|ied)|clemency|remission)\b", re.I)
_HARMLESS = re.compile(
    r"(?: (?!for|in|were|was|had|have|to|by|from|on|at|with|who|that)[\w'’,-]+){0,3}? "
    r"(?:girls|boys|school(?:girls|boys|children)|children|"
    r"pupils|students|teachers|nurses|doctors|medics|villagers|passengers|"
    r"tourists|travellers|farmers|aid workers|nuns|priests|missionaries)\b"
)
"""Whom no armed group has in its ranks."""
_OF_STATE = re.compile(
    r" (?:captured |detained |captive )?(?:pro-)?(?:central )?(?:government|army|state) (?:fighters|soldiers|troops|forces|personnel)\b"
)
_FOREIGN = re.compile(
    r" (?:other )?foreign(?:ers?\b| (?:nationals|citizens|prisoners|captives|hostages|detainees|inmates|tourists|workers)\b)"
)
_SOLDIERS = re.compile(
    r"(?: (?!rebels?\b|guerrilla|insurgent|separatist|militia|of\b|from\b|in\b|for\b|by\b)[\w-]+){0,2} "
    r"(?:soldiers|policemen|police officers|servicemen|marines|sailors)\b(?! of (?:its|their) own)"
)
"""*The Tigers would free 20 more soldiers*: a movement's men are called fighters."""


def homefolk(pairs: Sequence[Pair], passage: Passage, reading: Reading, context: Context, bank: Bank) -> list[Pair]:
    """The pairs of a release with the country's people in place of the party that let them go or took them."""
    return [_settled(pair, passage, reading, context, bank) for pair in pairs]


def _settled(pair: Pair, passage: Passage, reading: Reading, context: Context, bank: Bank) -> Pair:
    side, by = pair
    foreign = reading.group == "foreign" or _FOREIGN.match(passage.sentence.text, passage.local(reading.number.span).end) is not None
    if (
        foreign
        and reading.mode != "part"
        and side is not None
        and not any(a.id == side and a.form in ("adjective", "people") for a in passage.actors)
    ):
        return None, by  # "ten foreigners were freed": whose they are is not said
    text, end = passage.sentence.text, passage.local(reading.number.span).end
    if side is None and context.movement in context.parties and _HARMLESS.match(text, end):
        return _state_against(context.movement, context, bank), context.movement if by is None or by.isupper() else by
    country = _state_against(side, context, bank)
    if side is None or country in (None, side):
        return pair
    if by in (side, country) and _PARDONED.search(text):
        return country, by
    if _OF_STATE.match(text, end) or (side != by and context.movement == side and _SOLDIERS.match(text, end)):
        return country, side
    named = reading.noun is not None and any(
        actor.id == side and reading.number.span.start <= actor.span.start < reading.noun.end for actor in passage.actors
    )
    return (country, side) if not named and _HARMLESS.match(text, end) else pair


def _state_against(party: str | None, context: Context, bank: Bank) -> str | None:
    """The state that a movement fights, else the one it is at home in."""
    foe = context.other(party)
    return foe if foe is not None and foe.isupper() and not (party or "").isupper() else bank.country(party)
