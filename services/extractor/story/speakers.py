"""Who says it: the claimant of the sentence, or the one before where *he said* or a quotation carries on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.figure import Claimant
from services.extractor.bank import Bank
from services.extractor.model import ClaimantMention, Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context

_PRONOUN_SAYS = re.compile(
    r"\b(?:he|she|it|they)(?:,[^,]{1,40},)? (?:also |then |later |further )?(?:said|says|added|adds|told|wrote|writes|reported|reports|"
    r"claims?|claimed|counts?|counted|puts?|put|"
    r"specified|noted|stressed|explained|continued|went on|spoke|speaks|estimated|recalled|stated|confirmed|emphasi[sz]ed|listed|"
    r"believes?|thinks?)\b"
    r"|\b(?:said|added|wrote|says|adds|reported|noted|stressed|explained) (?:he|she|it|they)\b"
    r"|\baccording to (?:him|her|it|them)\b|\b(?:according to|by|in|on) (?:its|his|her|their) (?:data|words|own count|count|reckoning|"
    r"account|figures|estimate)\b"
    r"|\b(?:the|this) (?:statement|document|bulletin|report|communique|dispatch)\b",
    re.I,
)
_QUOTE_LABEL = re.compile(r"[Qq]uote (?:from|by|of) (.{2,80})|(.{2,40}), quote\Z")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one whose words are being reported, from sentence to sentence."""

    mention: ClaimantMention | None = None
    paragraph: int = -1
    entry: int | None = None


def speaker_of(passage: Passage, reading: Reading, last: Speaker) -> ClaimantMention | None:
    """Who claims the figure; None where the outlet itself does."""
    if reading.claimant is not None:
        return reading.claimant
    number = reading.number.span
    labelled = quoted_by_label(passage)
    if labelled is not None and not passage.claimants:
        return ClaimantMention(labelled, passage.sentence.span, passage.sentence.span, "party")
    covering = [claimant for claimant in passage.claimants if claimant.scope.start <= number.start and number.end <= claimant.scope.end]
    if covering:
        return min(covering, key=lambda claimant: claimant.scope.end - claimant.scope.start)
    if last.mention is None or last.entry != passage.sentence.entry:
        return None
    carried = passage.sentence.quoted or (_PRONOUN_SAYS.search(passage.sentence.text) is not None and not passage.claimants)
    return last.mention if carried and passage.sentence.paragraph - last.paragraph <= 2 else None


def next_speaker(passage: Passage, last: Speaker) -> Speaker:
    """The speaker after this sentence."""
    sentence = passage.sentence
    if passage.claimants:
        main = max(passage.claimants, key=lambda claimant: claimant.scope.end - claimant.scope.start)
        return Speaker(main, sentence.paragraph, sentence.entry)
    if _PRONOUN_SAYS.search(sentence.text) or sentence.quoted:
        return Speaker(last.mention, sentence.paragraph, last.entry)
    return last


def quoted_by_label(passage: Passage) -> str | None:
    """The name in a label such as *Quote from X*."""
    match = _QUOTE_LABEL.match(passage.sentence.label or "")
    return (match[1] or match[2]).strip() if match else None


def side_of(mention: ClaimantMention | None, context: Context, seen: dict[str, str]) -> str | None:
    """The party a claimant speaks for: as named, as named with it before in the story, or the government at home of an army or ministry."""
    if mention is None:
        return None
    if mention.side:
        return mention.side
    if (known := seen.get(_key(mention.name))) is not None:
        return known
    if (
        mention.role in ("party", "local_official", "unknown")
        and (context.datelined or mention.role == "unknown")
        and (context.land in (*context.parties, *context.foes) or (context.datelined and not context.foes))
    ):
        return context.land
    return None


def remember(mention: ClaimantMention, seen: dict[str, str]) -> None:
    if mention.side:
        seen.setdefault(_key(mention.name), mention.side)


def _key(name: str) -> str:
    """A claimant's name without the country, so that *the air force* is *the Ukrainian air force* of before."""
    return " ".join(name.lower().removeprefix("the ").split()[-2:])


def as_claimant(mention: ClaimantMention | None, side: str | None, bank: Bank) -> Claimant | None:
    if mention is None:
        return None
    known = side if side in bank.parties else mention.side
    return Claimant(name=mention.name, role=mention.role, side=known, chain=mention.chain)
