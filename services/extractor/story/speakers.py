"""Who says it: the claimant of the sentence, or the one before where *he said* or a quotation carries on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from schemas.figure import Claimant
from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ClaimantMention, Reading, Sentence
from services.extractor.passage import Passage
from services.extractor.record import record
from services.extractor.story.context import Context
from services.extractor.story.forces import owner_of_forces
from services.extractor.subjects import opening_speaker

_PRONOUN_SAYS = keyed(
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
_IT_OPENS = re.compile(r"\W{0,3}(?:It|They|He|She)\b")
_QUOTE_LABEL = re.compile(r"[Qq]uote (?:from|by|of) (.{2,80})|(.{2,40}), quote\Z")


_OF_A_STATE = re.compile(
    r"\b(?:presidency|government|cabinet|army|military|armed forces|air force|air defen[cs]e|navy|general staff|ministry|troops|"
    r"parliament|head of state)\Z",
    re.I,
)
_ENDING = 24
"""Characters after the speaker's name in *..., the radio reported on Friday.*"""
_CARRIED = 2
"""Sentences of its paragraph over which an attribution goes on holding where nobody else speaks."""

Voices = Mapping[int, ClaimantMention]
"""Who speaks the sentences of a quotation that names its speaker only at its end, by their index."""


@record(frozen=True, slots=True)
class Speaker:
    """The one whose words are being reported, from sentence to sentence."""

    mention: ClaimantMention | None = None
    paragraph: int = -1
    entry: int | None = None
    sentence: int = -1
    before: Sentence | None = None
    """The sentence just read, whoever speaks in it."""


def find_voices(passages: Sequence[Passage]) -> Voices:
    """*"We freed 12. They freed four," the ministry said.*: the ministry says the first sentence too."""
    found: dict[int, ClaimantMention] = {}
    waiting: list[Sentence] = []
    for passage in passages:
        sentence = passage.sentence
        if waiting and sentence.paragraph != waiting[-1].paragraph:
            waiting = []
        if passage.claimants:
            found |= dict.fromkeys((one.index for one in waiting), passage.claimants[0])
            waiting = []
        elif sentence.quoted:
            ended = sentence.text.endswith('"') and not sentence.text.startswith('"')
            waiting = [] if ended else [*waiting, sentence]
    return found


def speaker_of(passage: Passage, reading: Reading, last: Speaker, voices: Voices, bank: Bank) -> ClaimantMention | None:
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
    if (voice := voices.get(passage.sentence.index)) is not None:
        return voice
    pronoun = _PRONOUN_SAYS.search(passage.sentence.text) is not None
    named = [claimant for claimant in passage.claimants if claimant.span.end <= number.start]
    if pronoun and named:
        return named[-1]  # "the ministry said on Monday, more than double the number of Sunday, when it spoke of five"
    if pronoun and not passage.claimants and (actor := _acting_before(passage, last, bank)) is not None:
        return actor
    if passage.claimants and number.end <= passage.claimants[0].span.start and _ends(passage, passage.claimants[-1]):
        return passage.claimants[-1]  # "Seven are dead, but monitors believe the toll is higher, the radio reports"
    if last.mention is None or last.entry != passage.sentence.entry:
        return None
    carried = passage.sentence.quoted or (pronoun and not passage.claimants)
    return last.mention if carried and passage.sentence.paragraph - last.paragraph <= 2 else None


def _ends(passage: Passage, claimant: ClaimantMention) -> bool:
    """Whether the sentence ends with who says all of it."""
    return passage.sentence.span.end - claimant.span.end <= _ENDING and claimant.scope.end >= passage.sentence.span.end - 1


def _acting_before(passage: Passage, last: Speaker, bank: Bank) -> ClaimantMention | None:
    """*The front claimed the ambush. It said 40 soldiers were dead*: whom the sentence before is about, where nobody speaks in it."""
    before = last.before
    if before is None or before.paragraph != passage.sentence.paragraph or last.sentence == before.index:
        return None
    opens = _IT_OPENS.match(passage.sentence.text) is not None
    found = opening_speaker(before.text, bank) if opens else None
    if found is None or found.role in ("unknown", "eyewitness"):
        return None
    return ClaimantMention(found.name, found.span.shifted(before.span.start), passage.sentence.span, found.role, found.side)


def still_speaking(passage: Passage, last: Speaker, bank: Bank) -> ClaimantMention | None:
    """Whose word a sentence goes on with that names nobody: the speaker of just before, in the same paragraph.

    *The air force said 250 drones were launched. Six were shot down over the port.* Good for the claimant alone: sides are not told by it.
    """
    sentence = passage.sentence
    near = sentence.paragraph == last.paragraph and sentence.entry == last.entry and 0 < sentence.index - last.sentence <= _CARRIED
    if last.mention is None or not near or passage.claimants or sentence.kind not in ("body", "bullet"):
        return None
    about = opening_speaker(sentence.text, bank)
    if about is not None and about.role == "party" and about.side != last.mention.side:
        return None  # "The military has stuck to its account that ..."
    return last.mention


def next_speaker(passage: Passage, last: Speaker, bank: Bank) -> Speaker:
    """The speaker after this sentence."""
    sentence = passage.sentence
    if passage.claimants:
        main = max(passage.claimants, key=lambda claimant: claimant.scope.end - claimant.scope.start)
        return Speaker(main, sentence.paragraph, sentence.entry, sentence.index, sentence)
    if _PRONOUN_SAYS.search(sentence.text) or sentence.quoted:
        acting = _acting_before(passage, last, bank)
        entry = sentence.entry if acting is not None else last.entry
        return Speaker(acting or last.mention, sentence.paragraph, entry, sentence.index, sentence)
    return replace(last, before=sentence)


def quoted_by_label(passage: Passage) -> str | None:
    """The name in a label such as *Quote from X*."""
    match = _QUOTE_LABEL.match(passage.sentence.label or "")
    return (match[1] or match[2]).strip() if match else None


def called_by(passage: Passage, claimant: ClaimantMention | None) -> str | None:
    """The party that the sentence's speaker is called by: *the militant group said*, *a rebel spokesman*."""
    if claimant is None or claimant not in passage.claimants:
        return None
    called = (a.id for a in passage.actors if a.form == "people" and not a.id.isupper() and a.span.overlaps(claimant.span))
    return next(called, None)


def owned_by(passage: Passage, claimant: ClaimantMention | None, before: Passage | None) -> str | None:
    """The party of *Eritrea's account is another. Its information ministry spoke of eight*: the one that the sentence before names."""
    if claimant is None or claimant not in passage.claimants or before is None:
        return None
    if _ITS.match(passage.between(passage.sentence.span.start, claimant.span.start + _ITS_LENGTH)) is None:
        return None
    named = {actor.id for actor in before.actors if actor.form != "pronoun"}
    return next(iter(named)) if len(named) == 1 else None


_ITS = re.compile(r"(?:Its|Their) ")
_ITS_LENGTH = 6
"""Characters of *Their*, where the claimant's name begins with it."""


def side_of(mention: ClaimantMention | None, context: Context, seen: dict[str, str], bank: Bank) -> str | None:
    """The party a claimant speaks for: as named, as named with it before in the story, or the government at home of an army or ministry."""
    if mention is None:
        return None
    if mention.side:
        return mention.side
    if (known := seen.get(_key(mention.name))) is not None:
        return known
    if mention.role == "party" and sum(map(str.isupper, context.parties)) < 2 and _OF_A_STATE.search(mention.name):
        owner = owner_of_forces(context, None, bank)
        if owner is not None and owner.isupper():
            return owner  # "the presidency" where one state fights a movement
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
