"""Which way a transfer went where its verb does not say: by how the sentence opens, who changed hands, what freed them."""

from __future__ import annotations

import re

from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context
from services.extractor.story.sides import Pair

_ON_BOTH = re.compile(
    r" (?:[\w-]+ ){0,2}[\w-]+s (?:(?:have been|had been|were|are) (?:freed|released|let go|exchanged|swapped|handed over) )?"
    r"(?:on|from|of|by|for) (?:both|the two) (?:sides|parties|countries|armies)\b"
)
"""*400 prisoners were freed on both sides*, whatever one of them freed before."""
_BOTH_TOGETHER = keyed(
    r"\bcount(?:s|ing)? both sides\b|\b(?:both|two) (?:sides|countries) (?:together|combined)\b|\bchanged hands\b|\bbetween them\b|"
    r"\b(?:handed|returned|given|passed|transferred)(?: over| back)? to (?:the two|both|their respective) "
    r"(?:sides|countries|armies|governments)\b|"
    r"\b(?:the|(?:the )?two|warring|rival|opposing) (?:sides|parties|factions|countries|neighbou?rs|enemies|foes) (?:have |had )?"
    r"(?:free|freed|release|released|let go|hand over|handed over)\b(?! [^.;:]{0,60}\b(?:each|apiece|either)\b)",
    re.I,
)
_DEFENDERS = re.compile(r"\b(?:defenders|heroes)\b")
_SERVICEMEN = re.compile(r"\b(?:servicem[ae]n|service members)\b")
_NEAR = 60
"""Characters around a number in which *between them* is said of it."""
_HAILS = re.compile(
    r"\b(?:(?<!home )(?<!back )(?<!returned )(?<!out )(?<!freed )(?<!released )from"
    r"(?! (?:[\w-]+ ){0,2}(?:prisons?|jails?|cells?|captivity|custody|camps?|detention)\b)|"
    r"inhabitants of|residents of|people of|natives of)\b"
    r"(?: the)?[^,.;]{0,20}\Z"
)
_BACK = frozenset({"return", "repatriate", "come back", "bring back", "repatriation", "arrive"})
_AWAY = keyed(r"\b(?:go|goes|going|gone|went|send|sends|sent|sending|fl(?:y|ies|ew|own)|leave|left) (?:[a-z]+ ){0,2}home\b", re.I)
"""Seen from where they were held: *145 fishermen have gone home*."""
_IN_RETURN = re.compile(r"[\"“]?(?:And )?in (?:return|exchange|turn)\b(?! for\b)", re.I)
_EXCHANGES = frozenset({"exchange", "exchanges", "swap", "swaps", "trade", "trades"})
_HOSTAGES = frozenset({"hostages", "hostage", "abductees"})
_CHANGED_HANDS = re.compile(r"[^.;:]{0,60}\b(?:changed|change|changing) hands\b|[^.;:]{0,60}\b(?:exchanged|swapped|traded)\b", re.I)
_POINTING = frozenset({"anaphor", "definite", "elliptic", "of them"})


def is_of_both(text: str, start: int, end: int) -> bool:
    """*The sides freed almost 900*, *390 changed hands*: a sum over both."""
    return _BOTH_TOGETHER.search(text, max(0, start - _NEAR), end + _NEAR) is not None or _ON_BOTH.match(text, end) is not None


def opens_in_return(text: str, start: int) -> bool:
    """*In return, 20 were handed over*, not *in exchange for 20*, but where those freed for them have no number: *the girls were freed in
    exchange for four jailed men*, the number of whom begins at ``start``.
    """
    return _IN_RETURN.match(text) is not None or _FOR_SO_MANY.search(text, 0, start) is not None


_FOR_SO_MANY = re.compile(
    r"\A(?:The|They|He|She|These|Those|All)\b(?:(?!\d)[^.;]){0,80}\b(?:freed|released|let go|set free|handed over|swapped|exchanged|"
    r"returned) (?:(?:on|by) [\w ]{1,20} )?(?:in (?:exchange|return) )?for (?:(?:the|some|about|at least) )?(?:release of )?\Z"
)


def is_by_exchange(passage: Passage, reading: Reading, context: Context) -> bool:
    """*A previous exchange freed 1,056*: all who changed hands, of either side."""
    hit, tree = passage.hit(reading), passage.tree
    subject = tree.subject(hit.at) if hit is not None and tree is not None and hit.trigger.kind == "verb" else None
    return subject is not None and tree is not None and tree.lower[subject] in _EXCHANGES and context.exchange


def pair_of_kind(passage: Passage, reading: Reading, context: Context) -> Pair | None:
    """*18 hostages and 383 prisoners have changed hands*: of two kinds a movement held the hostages, the state the rest."""
    if reading.trigger is None or reading.noun is None or reading.group == "foreign":
        return None
    kind = _kind(passage, reading)
    others = {_kind(passage, r) for r in passage.readings if r.trigger == reading.trigger and r.number != reading.number}
    if len(others) != 1 or kind in others or _HOSTAGES.isdisjoint({kind, *others}):
        return None
    movements = [party for party in context.parties if not party.isupper()]
    state = context.other(movements[0]) if len(movements) == 1 and len(context.parties) == 2 else None
    if state is None or _CHANGED_HANDS.match(passage.sentence.text, passage.local(reading.number.span).end) is None:
        return None
    return (state, movements[0]) if kind in _HOSTAGES else (context.receiver(state), state)


def home_of(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*20 inhabitants of the Kursk region*: they belong to the country of the place they come from."""
    for place in passage.places:
        words = passage.between(reading.number.span.end, place.span.start)
        if place.country in context.parties and _HAILS.search(words):
            return place.country
    return None


def people_named_before(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*Of the Chadians flown home, 30 were nurses*: the one people of the exchange that the sentence has named."""
    at = reading.number.span.start
    named = {actor.id for actor in passage.actors if actor.form in ("people", "adjective") and actor.span.end <= at}
    named = {party for party in named if (context.in_exchange(party) if context.parties else party.isupper())}
    return next(iter(named)) if len(named) == 1 else None


def are_own_fallen(reading: Reading, noun: str, context: Context) -> bool:
    """*The bodies of 254 defenders*, or of servicemen where the story names no second side."""
    if reading.measure != "bodies_returned":
        return False
    return _DEFENDERS.search(noun) is not None or (not context.parties and _SERVICEMEN.search(noun) is not None)


def is_way_home(passage: Passage, reading: Reading, context: Context, side: str | None) -> bool:
    """*The five crossed into Georgia before being flown to Yerevan*: a third country on the way of those already told of."""
    start = reading.number.span.start
    known = bool(_POINTING & set(reading.notes)) or passage.between(start - 4, start).lower() == "the "
    if side is None or not context.parties or context.in_exchange(side) or "by place" in reading.notes or not known:
        return False
    return not any(actor.id == side and actor.form in ("people", "adjective") for actor in passage.actors)


def _kind(passage: Passage, reading: Reading) -> str:
    """The last word of what is counted."""
    words = passage.between(reading.number.span.end, reading.noun.end).split() if reading.noun is not None else []
    return words[-1].lower() if words else ""


def homecomers_of(passage: Passage, reading: Reading, context: Context, speaker: str | None) -> str | None:
    """Those who *came home* are the own people of the party that says so, else of the country where the story is written; those who
    *returned from captivity* of the party that says so alone.
    """
    hit, text = passage.hit(reading), passage.sentence.text
    back = hit is not None and ("home" in text.lower() or hit.trigger.base in _BACK)
    if hit is None or not (back or hit.trigger.base == "return from captivity") or _AWAY.search(text):
        return None
    if speaker in context.parties:
        return speaker
    if not back:
        return None
    home = context.home if context.datelined or reading.number.qualifier == "exact" else None
    return home if home in context.parties else None


def receiver_from(giver: str, before: Pair, one_way: Pair | None) -> str | None:
    """Whose dead ``giver`` hands over, as no one does to itself: of whoever got those counted just before, else all others."""
    return next((side for side, by in (before, one_way or (None, None)) if by == giver and side != giver), None)
