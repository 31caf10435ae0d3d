"""Whose the counted are and who did it, when the sentence alone does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import Roles, launcher_of, roles
from services.extractor.story.context import Context

Pair = tuple[str | None, str | None]
"""Side and by."""
NOBODY: Pair = (None, None)


@dataclass(frozen=True, slots=True)
class Told:
    """``subject``: the party that the sentence before was about. ``one_way``: the pair of all transfers of the kind, if all went one
    way.
    """

    subject: str | None = None
    one_way: Pair | None = None
    each: bool = False
    """The story gives the number to each side elsewhere."""
    launcher: str | None = None
    captor: str | None = None
    """Who carried people off, for *their captors*."""
    home: str | None = None


def air_pair(
    passage: Passage, reading: Reading, context: Context, *, speaker: str | None, before: Pair, told: Told, struck: str | None
) -> Pair:
    """Owner of the weapons, and launcher (launched, hit, lost) or interceptor.

    ``struck`` is the country that the story is telling of. Where neither is named, the place or party that the sentence names is the
    target: *Kyiv came under attack from 250 drones*.
    """
    attacker = _attacker(passage, context)
    target = _target(passage, context) if attacker is None else context.other(attacker)
    said = said_by(passage, reading, told.subject)
    side, by = reading.side or said.side, reading.by or said.by
    if reading.measure == "intercepted":
        if (owner := _launched_by(passage, reading)) is not None:
            side, by = owner, by if by != owner else None
        if said.pronoun and speaker is not None:
            by = reading.by or speaker
        if "anaphor" in reading.notes and side is None and before[0] is not None and by == before[0]:
            side, by = before[0], None  # nobody shoots down what it has launched itself
        interceptor = by or (speaker if said.own or speaker != side else None)
        if side is None and interceptor is not None:
            side = context.other(interceptor)
        if side is None:
            side = before[0] or context.other(target) or context.other(struck) or told.launcher
        if by is None:
            by = context.other(side) if side else interceptor
        return side, by
    side = side or by or _launcher(passage, reading, context) or before[0] or told.launcher
    side = side or context.other(target) or context.other(struck) or context.other(speaker)
    return side, side


_USES = re.compile(
    r"(?:'s|')?(?: (?!said|says)[a-z]+){0,3} "
    r"(?:used|launched|fired|sent|attacked|struck|deployed|unleashed|hurled|rained|carried out|directed)\b"
)


_BY = re.compile(r"[^.;:]{0,50}\b(?:launched|fired|sent|dispatched|flown) (?:(?!were|was|shot)\w+ ){0,4}by (?:\w+'s )?(?:the )?(?:\w+ )?\Z")


def _launched_by(passage: Passage, reading: Reading) -> str | None:
    """*shot down 21 of 24 drones launched by the paramilitary X*."""
    end = reading.number.span.end
    return next((a.id for a in passage.actors if a.span.start > end and _BY.match(passage.between(end, a.span.start))), None)


def _attacker(passage: Passage, context: Context) -> str | None:
    """*The Russians used 537 weapons*, *Russians attacked Ukraine with two missiles*: whoever acts is not the target."""
    text = passage.sentence.text
    doing = {a.id for a in passage.actors if a.form != "pronoun" and _USES.match(text, passage.local(a.span).end)} & set(context.foes)
    return next(iter(doing)) if len(doing) == 1 else None


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


def said_by(passage: Passage, reading: Reading, subject: str | None) -> Roles:
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


def actor_before(passage: Passage, reading: Reading) -> str | None:
    """The party that the sentence's subject names, for *its* and *their*."""
    before = [actor.id for actor in passage.actors if actor.form != "pronoun" and actor.span.end <= reading.number.span.start]
    return before[-1] if before else None
