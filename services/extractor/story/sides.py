"""Whose the counted are and who did it, when the sentence alone does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from schemas.event import EventType
from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import Roles, both_sides, each_side, launcher_of, roles
from services.extractor.story.context import WARLIKE, Context

Pair = tuple[str | None, str | None]
"""Side and by."""


@dataclass(frozen=True, slots=True)
class Told:
    """``subject``: the party that the sentence before was about. ``one_way``: the pair of all transfers of the kind, if all went one
    way.
    """

    subject: str | None = None
    one_way: Pair | None = None
    launcher: str | None = None
    home: str | None = None


_NO_DOER = frozenset({"missing", "evacuated", "displaced", "escaped", "rescued"})
"""Measures that name no doer (labelling guide): people go missing, leave, are saved."""


_IN_ALL = re.compile(r"\s(?:[a-z]+ ){0,2}(?:in all|altogether|all told|together)\b", re.I)
_GIVEN = re.compile(r"\b(?:was|were|been) given\b|\breceived\b|\bgot\b", re.I)
_AMNESTY = re.compile(r"\b(?:government|amnesty|authorities|pardon|president|king)\b", re.I)
_ATTACK = re.compile(r"\b(?:attack|ambush|raid|strike)", re.I)
_HAILS = re.compile(r"\b(?:from|inhabitants of|residents of|people of|natives of)\b(?: the)?[^,.;]{0,20}\Z")


def transfer_pairs(
    passage: Passage, reading: Reading, context: Context, *, speaker: str | None, before: Pair, each_before: bool, told: Told
) -> list[Pair]:
    """Side and giver of a release or return; one pair per side where the number holds for each.

    ``before`` is the pair of the figure just before it in the passage (a counterpart goes the other way); ``each_before`` says that
    the story has just been counting each side's.
    """
    text = passage.sentence.text
    local = passage.local(reading.number.span)
    said = _said(passage, reading, told.subject)
    side, by = reading.side or said.side, reading.by or said.by
    if said.we and speaker is not None:
        hit = passage.hit(reading)
        if hit is not None and hit.trigger.agent == "by":
            by = by or speaker
        else:
            side = side or speaker
    if _IN_ALL.match(text, local.end):
        return [(None, None)]
    if "counterpart" in reading.notes and before != (None, None):
        side, by = side or before[1], before[0]
    if said.speaker and side is None:
        side = speaker
    elif said.own and side is None:
        side = _actor(passage, reading) or speaker
    symmetrical = _is_even_swap(passage, reading)
    if reading.both_sides and side is None and by is None:
        return [(None, None)]
    if side is None and {"anaphor", "definite", "elliptic"} & set(reading.notes):
        side = _people_named(passage, reading, context)
    carried = bool({"anaphor", "definite", "elliptic"} & set(reading.notes))
    if side is None and by is None and carried and not each_before:
        if before != (None, None):
            return [before]
        if "definite" in reading.notes and told.one_way is not None:
            return [told.one_way]
    each_here = each_side(text, local.start, local.end)
    if side is None and by is None and "left out" in reading.notes and _GIVEN.search(text):
        side = _actor(passage, reading)
    if side is None and by is None and "left out" in reading.notes and before != (None, None) and not (each_before or each_here):
        return [before]
    if side is None and by is None and "left out" in reading.notes and speaker in context.parties and passage.sentence.text.count('"'):
        side = speaker
    each = reading.each_side or symmetrical or (side is None and each_here)
    if each and (side is None or reading.each_side):
        return _each(context)
    if side is None and by is None and both_sides(text):
        return [(None, None)]
    if side is None and by is None and each_before and reading.number.qualifier != "vague":
        return _each(context)
    if side is None and by is None:
        side = _from_place(passage, reading, context) or _homecomers(passage, reading, context, speaker)
    if side is None and by is None and told.one_way is not None:
        return [told.one_way]
    if side is None and not context.parties and not (each_here or reading.each_side):
        # No exchange: an amnesty frees a country's own people, captors let go those of the country they are in.
        side = told.home
        by = by or (told.home if _AMNESTY.search(text) else None)
    if side is not None and by is None:
        by = context.other(side)
    elif by is not None and side is None:
        side = context.other(by)
    if side is not None and side == by:
        side, by = (context.other(by), by) if reading.by is None and said.by == by and said.side is None else (side, context.other(side))
    return [(side, by)]


def _from_place(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*20 inhabitants of the Kursk region*: they belong to the country of the place they come from."""
    for place in passage.places:
        if place.country in context.parties and _HAILS.search(passage.between(reading.number.span.end, place.span.start)):
            return place.country
    return None


def _homecomers(passage: Passage, reading: Reading, context: Context, speaker: str | None) -> str | None:
    """Those who *came home* are the own people of the party that says so, else of the country where the story is written."""
    if "home" not in passage.sentence.text.lower() or passage.hit(reading) is None:
        return None
    owner = speaker if speaker in context.parties else context.home
    return owner if owner in context.parties else None


def _people_named(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*Of the Ukrainians who came back, 387 were men*: the one people of the exchange that the sentence has named."""
    named = {actor.id for actor in passage.actors if actor.form in ("people", "adjective") and actor.span.end <= reading.number.span.start}
    named &= set(context.parties)
    return next(iter(named)) if len(named) == 1 else None


def _is_even_swap(passage: Passage, reading: Reading) -> bool:
    """*1,000 prisoners would be exchanged for 1,000*."""
    number = reading.number
    if number.pair is not None:
        return number.pair.low == number.low
    swapped = [other for other in passage.readings if other.measure == reading.measure and other.number.low == number.low]
    return len(swapped) > 1 and any("counterpart" in other.notes for other in swapped)


def _each(context: Context) -> list[Pair]:
    if len(context.parties) != 2:
        return [(None, None)]
    one, other = context.parties
    return [(one, other), (other, one)]


def air_pair(
    passage: Passage, reading: Reading, context: Context, *, speaker: str | None, before: Pair, told: Told, struck: str | None
) -> Pair:
    """Owner of the weapons, and launcher (launched, hit, lost) or interceptor.

    ``struck`` is the country that the story is telling of. Where neither is named, the place or party that the sentence names is the
    target: *Kyiv came under attack from 250 drones*.
    """
    target = _target(passage, context)
    said = _said(passage, reading, told.subject)
    side, by = reading.side or said.side, reading.by or said.by
    if reading.measure == "intercepted":
        if said.pronoun and speaker is not None:
            by = reading.by or speaker
        interceptor = by or (speaker if said.own or speaker != side else None)
        if side is None and interceptor is not None:
            side = context.other(interceptor)
        if side is None:
            side = before[0] or context.other(target) or context.other(struck)
        if by is None:
            by = context.other(side) if side else interceptor
        return side, by
    side = side or by or _launcher(passage, reading, context) or before[0] or told.launcher
    side = side or context.other(target) or context.other(struck) or context.other(speaker)
    return side, side


def _launcher(passage: Passage, reading: Reading, context: Context) -> str | None:
    """The party that does the launching in the sentence, where the number itself hangs on nothing: *used 537 weapons, namely 477
    drones*.
    """
    if passage.tree is None:
        return None
    for hit in passage.hits:
        if hit.trigger.measure == "launched" and hit.trigger.agent == "by":
            doer = launcher_of(passage.tree, hit, passage.actors)
            if doer in context.foes:
                return doer
    return None


def _target(passage: Passage, context: Context) -> str | None:
    speaking = [claimant.span for claimant in passage.claimants]
    named = [actor for actor in passage.actors if actor.form != "pronoun" and not any(actor.span in span for span in speaking)]
    sides = {actor.id for actor in named} & set(context.foes)
    sides = sides or {place.country for place in passage.places if place.country} & set(context.foes)
    return next(iter(sides)) if len(sides) == 1 else None


def harm_pair(
    passage: Passage,
    reading: Reading,
    context: Context,
    *,
    speaker: str | None,
    place: PlaceMention | None,
    attacker: str | None,
    cause: EventType | None,
    told: Told,
) -> Pair:
    """Those harmed belong to the country of the place unless the text says otherwise; the doer is whom the story blames."""
    said = _said(passage, reading, told.subject)
    side, by = reading.side or said.side, reading.by or said.by
    if side is None and said.speaker:
        side = speaker
    if side is None and place is not None and reading.measure == "detained" and place.country in context.foes:
        return context.other(place.country), place.country
    if side is None and place is not None:
        side = place.country
    if side is None and reading.unit == "persons" and (context.home in context.foes or not context.foes):
        side = context.home if context.home != by else context.other(by)
    if reading.measure in _NO_DOER:
        return side, None
    if by is None and attacker is not None and attacker != side:
        by = attacker
    if by is None and side is not None and (cause in WARLIKE or _ATTACK.search(passage.sentence.text)):
        by = context.other(side)
    return side, by if by != side else None


def _said(passage: Passage, reading: Reading, subject: str | None) -> Roles:
    """What the sentence says; *it* and *they* are whom the story spoke of last."""
    if passage.tree is None:
        return Roles()
    hit = passage.hit(reading)
    said = roles(passage.tree, reading, hit, passage.actors)
    if said.pronoun and subject is not None and hit is not None:
        if hit.trigger.agent == "side" or reading.measure in ("launched", "hit", "lost"):
            return replace(said, side=said.side or subject)
        return replace(said, by=said.by or subject)
    return said


def _actor(passage: Passage, reading: Reading) -> str | None:
    """The party that the sentence's subject names, for *its* and *their*."""
    before = [actor.id for actor in passage.actors if actor.form != "pronoun" and actor.span.end <= reading.number.span.start]
    return before[-1] if before else None
