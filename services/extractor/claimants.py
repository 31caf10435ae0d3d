"""Who says what: each attribution of a sentence with the words it covers.

Surface level only: *he said* names nobody here, a short name (*the ministry*) is resolved by `introductions.in_full`, and a quotation that
runs over several sentences is the story's matter.
"""

from __future__ import annotations

import re
from dataclasses import replace

from services.extractor.attributions import Attribution, attributions
from services.extractor.bank import Bank
from services.extractor.model import ClaimantMention, Span
from services.extractor.speakers import MASK, PRONOUNS
from services.extractor.subjects import opening_speaker

_OF_ANOTHER = re.compile(r"\b[a-z]+ (?:that|whom|(?<!in )(?<!during )(?<!after )which) \Z")
_WHICH = re.compile(r", which (?:the |an? |[A-Z][\w.’'-]* |[a-z]+ ){0,3}\Z")
"""*60 are held in a prison, which the minister said would close*: of what the sentence tells before, nobody is said to tell."""
_ONE_PERSON = frozenset({"he", "she"})
_CLAUSE_JOINT = re.compile(r";|,? (?:and|while|but|whereas) (?!\d)")


def find_claimants(text: str, bank: Bank, *, offset: int = 0) -> tuple[ClaimantMention, ...]:
    """Claimants of one sentence in order, with the characters each one's claim covers; spans shifted by ``offset``.

    A sentence with one claimant is covered whole; with more, each has its own part, and so has *he said* although it names nobody.
    ``said`` is what the verb does to the claim: *denied* and *did not confirm* assert nothing.
    """
    found = _apart(text, sorted(attributions(text, bank), key=lambda one: (one.start, -one.end)))
    found = found if any(one.speaker.name for one in found) else [_by_opening(text, one, bank) for one in found]
    return tuple(
        ClaimantMention(
            text[one.speaker.span.start : one.speaker.span.end],
            one.speaker.span.shifted(offset),
            _scope(text, found, at).shifted(offset),
            one.speaker.role,
            one.speaker.side,
            tuple(name.replace(MASK, ".") for name in one.chain),
            one.said,
        )
        for at, one in enumerate(found)
        if one.speaker.name
    )


def _by_opening(text: str, one: Attribution, bank: Bank) -> Attribution:
    """*On Saturday the army ended its operation, during which it said it held 240*: *it* is whom the sentence is about."""
    pronoun = text[one.speaker.span.start : one.speaker.span.end].lower()
    if one.start == 0 or pronoun not in PRONOUNS:
        return one
    if _OF_ANOTHER.search(text, max(0, one.start - 40), one.start) is not None:
        return one  # "the army left, and rebels burned a column that they said was on its way"
    opening = opening_speaker(text[: one.start], bank)
    if opening is None or opening.role == "unknown" or (pronoun in _ONE_PERSON and opening.name.lower().endswith(("s", "police"))):
        return one  # "Rescuers have found six bodies, he said"
    return replace(one, speaker=opening)


def _apart(text: str, found: list[Attribution]) -> list[Attribution]:
    """Without those that begin inside another, name the same speaker again, or give way to a fuller one of their clause."""
    kept: list[Attribution] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is not None and (one.start < before.end or one.speaker.span == before.speaker.span):
            continue
        if before is not None and before.weak and one.covers == "before" and not _CLAUSE_JOINT.search(text, before.end, one.start):
            if not one.speaker.name and text[one.speaker.span.start : one.speaker.span.end].lower() not in _ONE_PERSON:
                continue  # "the mission has counted 41 dead, it said"
            kept.pop()
        kept.append(one)
    return kept


def _scope(text: str, found: list[Attribution], at: int) -> Span:
    """The part of the sentence that attribution ``at`` covers: its side of itself, up to its neighbours'."""
    one = found[at]
    if len(found) == 1:
        relative = _WHICH.search(text, 0, one.start) is not None
        return Span(one.start if relative else 0, len(text))
    if one.covers == "after":
        return Span(one.start, _cut(text, one.end, found[at + 1]) if at + 1 < len(found) else len(text))
    before = found[at - 1] if at else None
    start = 0 if before is None else (before.end if before.covers == "before" else _cut(text, before.end, one))
    return Span(start, len(text) if at + 1 == len(found) else one.end)


def _cut(text: str, start: int, one: Attribution) -> int:
    """Where what was said before attribution ``one`` ends and its own begins: at the last joint of clauses between."""
    if one.covers == "after":
        return one.start
    joints = [match.start() for match in _CLAUSE_JOINT.finditer(text, start, one.start)]
    return joints[-1] if joints else one.start
