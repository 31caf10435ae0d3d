"""For whom claimants speak where only the story tells: *the rebels*, *an adviser to its leader*, *a rebel spokesman*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import ClaimantMention
from services.extractor.passage import Passage

_REACH = 60
"""Characters before a claimant's name in which the post is named that the person holds."""
_POST = (
    r"(?:[a-z-]+ ){0,2}(?:leader|chief|chairman|head|commander|general|spokes(?:man|woman|person)|representative|deputy|adviser|advisor|"
    r"official|negotiator|envoy)(?:ship)?s?,? "
)
_ITS = re.compile(rf"\b(?:its|their) {_POST}\Z")
"""*An adviser to its leader, X*: of whoever the sentence is about."""
_OF_FIGHTERS = re.compile(rf"\b(?:rebel|insurgent|guerrilla|separatist|militant|jihadist|militia) {_POST}\Z")
_FIGHTERS = re.compile(
    r"(?:\A| )(?:rebels|insurgents|guerrillas|separatists|militants|jihadists|fighters|militia|movement|front)\Z|"
    r"(?:\A|(?:\A| )(?:armed|militant|rebel|insurgent|guerrilla|separatist|jihadist|extremist|paramilitary) )(?:group|organi[sz]ation|"
    r"faction)\Z",
    re.I,
)


def with_allegiances(passages: Sequence[Passage], bank: Bank, *, armed: str | None) -> list[Passage]:
    """The passages with the side of claimants whom the names of their sentence alone leave without one, or give the country's.

    *Philippine rebels* speak for the rebels, not for the Philippines. ``armed`` is the story's one armed party that is no state.
    """
    found: list[Passage] = []
    for passage in passages:
        if passage.claimants:
            before = found[-1] if found and found[-1].sentence.paragraph == passage.sentence.paragraph else None
            passage = passage.with_(claimants=tuple(_with_side(c, passage, before, armed, bank) for c in passage.claimants))
        found.append(passage)
    return found


def _with_side(claimant: ClaimantMention, passage: Passage, last: Passage | None, armed: str | None, bank: Bank) -> ClaimantMention:
    if claimant.role in ("third_party", "un", "eyewitness", "outlet"):
        return claimant
    name, start = claimant.name, claimant.span.start
    if _FIGHTERS.search(name):
        own = [actor.id for actor in passage.actors if actor.span in claimant.span and not actor.id.isupper()]
        side = own[-1] if own else (armed if claimant.side is None or claimant.side.isupper() else None)
        return replace(claimant, side=side) if side is not None else claimant
    before = passage.between(max(passage.sentence.span.start, start - _REACH), start)
    if not before.endswith(" "):
        return claimant
    if armed is not None and _OF_FIGHTERS.search(before):
        return replace(claimant, side=armed)
    if claimant.side is None and _ITS.search(before):
        near = [actor for actor in passage.actors if actor.span.end < start]
        about = next((a.id for a in (*near, *(last.actors if last is not None else ())) if a.form in ("name", "people")), None)
        if about is not None and ((party := bank.parties.get(about)) is None or party.is_state or party.armed):
            return replace(claimant, side=about)
    return claimant
