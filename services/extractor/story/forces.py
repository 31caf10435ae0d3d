"""*The army*, *soldiers*, *police*: forces that a sentence names without their country, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.story.context import Context

_RULERS = keyed(
    r"\b[Tt]he (?:[a-z-]+ ){0,2}?(government|authorities|army|military(?: (?:council|government|rulers))?|regime|junta|cabinet|"
    r"federal side|security forces|presidency|interior ministry|defen[cs]e ministry|prison service)\b"
    r"(?!['\u2019]|-| (?:of|in|side|(?!(?:says|admits|concedes|acknowledges|confirms|denies|insists|counts|puts|holds|frees|"
    r"releases|lets|gives|"
    r"wants|plans|promises|was|has|is) )[a-z]+s) )"
)
"""Who act for a state."""
_WHO_PARDON = re.compile(r"\b(?:government|amnesty|authorities|pardon|president|king)\b", re.I)
_BESIDE = 12
"""Characters between a country's name and its forces: *Nigerian security forces*."""


def owner_of_forces(context: Context, speaker: str | None, bank: Bank) -> str | None:
    """Whose they are: the story's country's, or whoever rules it by them; in a war of two states the speaker's."""
    states = [party for party in context.foes if party.isupper()]
    if len(states) > 1:
        return speaker if speaker in states else None
    return bank.forces_of(states[0] if states else context.scene)


def forces_named(passage: Passage, owner: str | None, bank: Bank) -> tuple[ActorMention, ...]:
    """Mentions of ``owner``'s forces, save of those counted and of those that stand beside the name of another party."""
    if owner is None:
        return ()
    base = passage.sentence.span.start
    spans = [Span(match.start() + base, match.end() + base) for match in bank.armed.state_forces.finditer(passage.sentence.text)]
    counted = [reading.noun for reading in passage.readings if reading.noun is not None]
    return tuple(
        ActorMention(span, owner, "body")
        for span in spans
        if not any(noun.overlaps(span) for noun in counted) and not _is_owned(passage.actors, span)
    )


def rulers_named(passage: Passage, owner: str | None) -> tuple[ActorMention, ...]:
    """*The government handed over 25*, *the military council pardoned 40*: whoever rules, where no party is named beside them."""
    if owner is None:
        return ()
    base = passage.sentence.span.start
    spans = [Span(match.start(1) + base, match.end(1) + base) for match in _RULERS.finditer(passage.sentence.text)]
    return tuple(ActorMention(span, owner, "body") for span in spans if not _is_owned(passage.actors, span))


def tells_of_rulers(passage: Passage, context: Context) -> bool:
    """Whether the sentence tells of those who rule; where people were carried off, not only as those who say that they are free."""
    speaking = [passage.local(claimant.span) for claimant in passage.claimants] if context.abductions else []
    named = _WHO_PARDON.finditer(passage.sentence.text)
    return any(not any(span.start <= match.start() < span.end for span in speaking) for match in named)


def antecedent(passage: Passage, reading: Reading, forces: Sequence[ActorMention]) -> str | None:
    """Whom *it* and *they* mean: the forces that the sentence names, else the party that speaks, else whoever it names first; on the
    number's side of a semicolon, if anybody (*Yerevan says 200 are held; Baku says it holds 72*).
    """
    spoken = [a for a in passage.actors if a.form != "pronoun" and any(a.span.overlaps(claimant.span) for claimant in passage.claimants)]
    if spoken and not any(force.span in claimant.span for force in forces for claimant in passage.claimants):
        forces = ()  # "The rebels said they had repelled the army and killed 25"
    named = [a for a in forces or passage.actors if a.form != "pronoun" and a.span.end <= reading.number.span.start]
    parted = passage.before_number(reading).rfind(";")
    named = [a for a in named if a.span.start > passage.sentence.span.start + parted] or named
    if passage.claimants and not forces:
        named = [actor for actor in named if any(actor.span.overlaps(claimant.span) for claimant in passage.claimants)]
    if len(named) > 1 and named[1].form == "people" and named[1].span.start - named[0].span.end == 1:
        return named[1].id  # "South Sudanese rebels said they had captured 35": not South Sudan
    return named[0].id if named else None


def subject_of(passage: Passage, context: Context, bank: Bank) -> str | None:
    """The party that the sentence is about: forces that speak without their country, else the first it names, other speakers left out;
    else the state whose government opens it (*The government admits to 200 deaths. It freed 492*).
    """
    forces = forces_named(passage, owner_of_forces(context, None, bank), bank)
    speaking = [force.id for force in forces if any(force.span in claimant.span for claimant in passage.claimants)]
    named = [actor for actor in passage.actors if actor.form != "pronoun" and not any(actor.span in c.span for c in passage.claimants)]
    if speaking or named:
        return speaking[0] if speaking else named[0].id
    opens = any(passage.local(ruler.span).start <= len("The ") for ruler in rulers_named(passage, context.ruler))
    return context.ruler if opens else None


def _is_owned(actors: Sequence[ActorMention], span: Span) -> bool:
    return any(actor.span.overlaps(span) or (actor.form != "pronoun" and 0 <= span.start - actor.span.end <= _BESIDE) for actor in actors)
