"""Who held those that are let go: whom the sentence says (*held by Colombia's ELN*), or the state whose prisoners a story is of. And what
nation some of them are said to be of.
"""

from __future__ import annotations

import re

from services.extractor.model import ActorMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import BAND
from services.extractor.story.context import Context
from services.extractor.story.opposition import are_opponents
from services.extractor.story.sides import Pair

_HELD_BY = re.compile(
    r"\b(?:held|jailed|imprisoned|captured|kept|detained|abducted|kidnapped|seized|taken)(?: (?:captive|hostage|prisoner))? "
    r"(?:by|in)(?: the)? \Z"
    r"|\b(?:freed|released|release|freeing|set free|let go) by(?: the)? \Z"
    r"|\b(?:freed|released|let go|let out|out) (?:of|from)(?: a| the)? \Z"
    r"|\b(?:captivity|custody|prisons?|jails?) (?:of|in) \Z"
)
_OWNED = 3
"""Characters between a country's name and its party's: *'s*."""
_NEAR = 60
"""Characters between those counted and whoever held them."""
_BELONG = re.compile(
    r"(?: of (?:the |them|those|these|its )[^,;:.]{0,40}?)? (?:belonged to|belong to|served (?:in|with)|had served (?:in|with)|fought for|"
    r"(?:are|were) (?:members|soldiers|servicemen|fighters|citizens|nationals) of)(?: the)?(?: [a-z]+){0,2}(?: of)? "
)
_ARE = re.compile(
    r"(?: of (?:the |them|those|these|its )[^,;:.]{0,60}?| others?)? (?:are|were|is|was) (?:(?:an?|also|both|all|dual|ethnic) ){0,2}|"
    r" of (?:them|whom|which|those) (?:[a-z]+ ){0,2}"
)


def holder_of(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*39 women held in Israeli jails*, *prisoners held by the government*: who held them lets them go."""
    for actor in passage.actors:
        band = BAND.match(passage.sentence.text, passage.local(actor.span).end) is not None
        if actor.form == "pronoun" or band or actor.span.start < reading.number.span.end:
            continue
        words = passage.between(reading.number.span.end, actor.span.start)
        if (
            len(words) < _NEAR
            and _HELD_BY.search(words)
            and not _is_of_another(passage, reading, actor)
            and (context.in_exchange(actor.id) or not context.parties)
        ):
            holder = _movement_behind(passage, actor) or actor.id
            return context.kin.get(holder, holder)
    return None


def prison_of(passage: Passage, context: Context) -> str | None:
    """*Walked out of Pul-e-Charkhi prison*, *freed from Ofer jail*: the state whose prison it is, if it is a side."""
    for place in passage.places:
        behind = passage.between(place.span.start, place.span.end + _BEHIND)
        before = passage.between(place.span.start - _BEHIND, place.span.start)
        if place.country in context.parties and _PRISON.match(behind) and _OUT_OF.search(before):
            return place.country
    return None


_BEHIND = 16
"""Characters after a place's name in which it is called a prison, or before it in which people come out."""
_PRISON = re.compile(r"[\w’'-]+(?: [\w’'-]+){0,2}? (?:[Pp]rison|[Jj]ail|[Pp]enitentiary|[Dd]etention [Cc]ent(?:re|er))\b")
_OUT_OF = re.compile(r"\b(?:from|out of|left|leaving|outside)(?: the)? \Z")


def _is_of_another(passage: Passage, reading: Reading, holder: ActorMention) -> bool:
    """*Trading 60 of its men for nine soldiers kept by the militia*: what is said of the second number is not said of the first."""
    start, end = reading.number.span.end, holder.span.start
    return any("counterpart" in other.notes and start <= other.number.span.start < end for other in passage.readings)


def _movement_behind(passage: Passage, owner: ActorMention) -> str | None:
    """*Held by Colombia's ELN*: the party that stands right behind the name of its country."""
    behind = (a for a in passage.actors if a.form == "name" and 0 < a.span.start - owner.span.end <= _OWNED)
    return next((actor.id for actor in behind if not actor.id.isupper()), None)


def is_of_own_state(side: str, context: Context, home: str | None) -> bool:
    """*The group counts 49 freed*, in a story of a state's prisoners: whoever is let go of no other party is let go by the state."""
    alone = not (context.parties or context.exchange or context.abductions or context.movement)
    return alone and context.jails and side == home == (context.scene or side) and side.isupper()


def nation_of(passage: Passage, reading: Reading) -> str | None:
    """*Two of the people freed are Libyan drivers*, *three of the 85 are Kenyans*: what some of those let go are said to be."""
    end = reading.number.span.end
    for actor in passage.actors:
        if not actor.id.isupper() or actor.span.start < end or actor.form == "pronoun":
            continue
        between = passage.between(end, actor.span.start)
        if (actor.form in ("adjective", "people") and _ARE.fullmatch(between)) or _BELONG.fullmatch(between):
            return actor.id
    return None


def jailer_of(passage: Passage, reading: Reading, context: Context, said: Pair) -> str | None:
    """The state that lets go its own opponents, where they are none of another country by their name (*three Polish activists*)."""
    side, by = said
    if context.parties or not are_opponents(passage, reading) or (side is not None and _beside(passage, reading) == side):
        return None
    return by if by is not None and by.isupper() else context.home if context.home != side else context.scene


def _beside(passage: Passage, reading: Reading) -> str | None:
    """Whom the words of the counted name."""
    start, end = reading.number.span.end, reading.noun.end if reading.noun is not None else 0
    return next((actor.id for actor in passage.actors if start <= actor.span.start < end), None)
