"""Whose the weapons of the air war are, and who launched them or shot them down."""

from __future__ import annotations

import re

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.roles import launcher_of
from services.extractor.story.blame import blamed_in
from services.extractor.story.context import Context
from services.extractor.story.fighters import is_nameless
from services.extractor.story.grounds import BORDERING, is_origin
from services.extractor.story.sides import Pair, Told, actor_before, said_by

_LOST = re.compile(r"\b(?:lost|losing|(?:the )?loss of)(?: (?:only|some|about|at least|just|more than))? \Z", re.I)
_OF = re.compile(
    r"(?:(?! (?:were|was|are|had|have|in|over|near|across|at|on|from|to|by) )[^.;:,]){0,60} (?:of|belonging to) (?:the )?"
    r"(?:[A-Z][a-z]+ ){0,3}(?:of )?"
)
_USES = re.compile(
    r"(?:'s|')?(?: (?!said|says)[a-z]+){0,3} "
    r"(?:used|launched|fired|sent|attacked|struck|deployed|unleashed|hurled|rained|carried out|directed)\b"
)
_BY = re.compile(r"[^.;:]{0,50}\b(?:launched|fired|sent|dispatched|flown) (?:(?!were|was|shot)\w+ ){0,6}by (?:\w+'s )?(?:the )?(?:\w+ )?\Z")


_SAYS_IT_SENT = re.compile(
    r"(?<!air force )(?<!air defence )(?<!air defense )\b(?:said|says|announced|claimed|claims|added)(?: on [A-Z]\w+day)?(?: that)? "
    r"(?:it|they)(?: had| have| has)? (?:also |then |alone )?(?:launched|fired|sent|used|lobbed|unleashed)\b[^,;]{0,60}\Z"
)
"""*Israel bombed the valley, as the movement said it had fired 40 rockets*: its own; an air force counts what the enemy sends."""
_SENT = re.compile(r"[^.;:]{0,40}\b(?:that|which) (?:the )?")
_SENDS = re.compile(r"(?:'s)?(?: [a-z-]+){0,2} (?:launched|fired|sent|dispatched|flew|lobbed|hurled|directed)\b")
_CAME_FROM = re.compile(
    r"[^.;:]{0,60}\b(?:enter(?:ed|ing)|cross(?:ed|ing)|c[ao]me|coming|fl[eo]w|flying|arriv(?:ed|ing)|infiltrat(?:ed|ing)|"
    r"launched|fired|sent)"
    r"\b[^.;:]{0,30}\bfrom (?:inside |within )?(?:the )?(?:territory of )?\Z"
)
_IN_REPLY = keyed(
    r"\b(?:in|for|of|from|during) (?:the |a |its |that )?(?:reply|response|retaliation|riposte|counter-?(?:attack|strike|barrage)|"
    r"retaliatory (?:attack|strike|raid|barrage))\b",
    re.I,
)
"""*Between 40 and 50 drones took part in the reply*: those of whoever had been fired at."""


def air_pair(
    passage: Passage, reading: Reading, context: Context, bank: Bank, *, speaker: str | None, before: Pair, told: Told, struck: str | None
) -> Pair:
    """Owner of the weapons, and launcher (launched, hit, lost) or interceptor.

    ``struck`` is the country that the story is telling of. Where neither is named, the place or party that the sentence names is the
    target: *Kyiv came under attack from 250 drones*.
    """
    attacker = _attacker(passage, context)
    target = _target(passage, context) if attacker is None else context.enemy(attacker)
    said = said_by(passage, reading, told.subject)
    side, by = reading.side or said.side, reading.by or said.by
    side, by = None if is_nameless(side, bank) else side, None if is_nameless(by, bank) else by
    blamed, owner = blamed_in(passage, bank), _owner_after(passage, reading)
    side = side or owner
    if said.pronoun and reading.measure != "intercepted":
        own = speaker if speaker != blamed and _SAYS_IT_SENT.search(passage.before_number(reading)) else None
        side = owner or _launched_by(passage, reading) or own or blamed or side  # "it shot down six missiles fired by the rebels"
    hit = passage.hit(reading)
    if (
        reading.measure == "launched"
        and hit is not None
        and hit.trigger.agent == "side"
        and side is not None
        and side in (speaker, told.subject)
    ):
        side = _sender(passage, reading, context) or context.enemy(side)  # who identifies 30 rockets has not sent them
    if _LOST.search(passage.before_number(reading)):
        side = reading.side or actor_before(passage, reading)
        by = None if by == side else by
    if reading.measure == "intercepted":
        if by is not None and by == blamed and side is None:
            side, by = by, None  # "19 drones downed in a rebel attack"
        if (owner := _launched_by(passage, reading) or _sender(passage, reading, context)) is not None:
            side, by = owner, by if by != owner else None
        if said.pronoun and speaker is not None:
            by = reading.by or speaker
        if "anaphor" in reading.notes and side is None and before[0] is not None and by == before[0]:
            side, by = before[0], None  # nobody shoots down what it has launched itself
        interceptor = by or (speaker if said.own or speaker != side else None)
        if side is None and interceptor is not None:
            side = context.enemy(interceptor)
        if side is None:
            side = before[0] or (blamed if blamed != by else None) or context.enemy(target)
            side = side or (told.launcher if told.launcher != by else None) or context.enemy(struck)
            side = side or (context.movement if context.movement != by else None)
        if by is None:
            by = (context.enemy(side) or (context.scene if context.scene != side else None) or interceptor) if side else interceptor
        return side, by
    if side is None and reading.measure in ("hit", "lost") and {"anaphor", "definite"} & set(reading.notes):
        side = before[0]  # "seven of those aimed at Haifa hit houses"
    if (
        side is None
        and by is None
        and told.launcher is not None
        and passage.says(_IN_REPLY, reading.number.span.end, passage.sentence.span.end)
    ):
        side = context.enemy(told.launcher)
    side = side or by or _launcher(passage, context) or blamed or before[0] or told.launcher or context.blamed
    side = side or context.enemy(target) or context.enemy(struck) or context.enemy(speaker)
    side = side or context.movement
    return side, side


def _owner_after(passage: Passage, reading: Reading) -> str | None:
    """*221 drones and two missiles of the Armed Forces of Ukraine*."""
    end = reading.number.span.end
    after = [actor for actor in passage.actors if actor.span.start >= end and actor.form in ("name", "body")]
    return after[0].id if after and _OF.fullmatch(passage.between(end, after[0].span.start)) else None


def _launched_by(passage: Passage, reading: Reading) -> str | None:
    """*shot down 21 of 24 drones launched by the paramilitary X*."""
    end = reading.number.span.end
    named = [a.id for a in passage.actors if a.span.start > end and _BY.match(passage.between(end, a.span.start))]
    return named[-1] if named else None


def _sender(passage: Passage, reading: Reading, context: Context) -> str | None:
    """*shot down 25 drones that India had sent*, *seven drones which it said entered Armenia from Azerbaijan*."""
    text, end = passage.sentence.text, reading.number.span.end
    for actor in passage.actors:
        if actor.span.start < end or actor.form == "pronoun":
            continue
        between = passage.between(end, actor.span.start)
        if _SENT.fullmatch(between) and _SENDS.match(text, passage.local(actor.span).end):
            return actor.id
        if _CAME_FROM.fullmatch(between):
            return context.movement if context.is_at_home(context.movement, actor.id) else actor.id
    return None


def _attacker(passage: Passage, context: Context) -> str | None:
    """*The Russians used 537 weapons*, *Russians attacked Ukraine with two missiles*: whoever acts is not the target."""
    text = passage.sentence.text
    doing = {a.id for a in passage.actors if a.form != "pronoun" and _USES.match(text, passage.local(a.span).end)} & set(context.foes)
    return next(iter(doing)) if len(doing) == 1 else None


def _launcher(passage: Passage, context: Context) -> str | None:
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


def _is_aside(passage: Passage, place: PlaceMention) -> bool:
    """*From Lutha*, *bordering Ruritania*: not what is attacked."""
    return is_origin(passage, place) or passage.says(BORDERING, place.span.start - _NAMED_BEHIND, place.span.start)


_NAMED_BEHIND = 20
"""Characters before a name in which it is said to be a neighbour's."""


def _target(passage: Passage, context: Context) -> str | None:
    speaking = [claimant.span for claimant in passage.claimants]
    named = [actor for actor in passage.actors if actor.form != "pronoun" and not any(actor.span in span for span in speaking)]
    named = [a for a in named if a.form != "name" or not passage.says(BORDERING, a.span.start - _NAMED_BEHIND, a.span.start)]
    sides = {actor.id for actor in named} & set(context.foes)
    sides = sides or {place.country for place in passage.places if place.country and not _is_aside(passage, place)} & set(context.foes)
    return next(iter(sides)) if len(sides) == 1 else None
