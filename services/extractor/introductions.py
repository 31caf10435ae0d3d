"""Short names that point back to a claimant the story has introduced: *the ministry*, *Kiper*, *the mayor*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.model import ClaimantMention
from services.extractor.record import record
from services.extractor.speakers import TAIL, is_acronym

_NEUTRAL = frozenset({"third_party", "un"})
_ANY_BODY = frozenset("agency organisation organization group charity watchdog monitor service body network association".split())
"""What a body may be called from there on, whatever its name."""


@record(frozen=True, slots=True)
class Introduction:
    """A claimant named in full, and the short names (lower case) that may mean it further on."""

    mention: ClaimantMention
    called: frozenset[str]
    is_body: bool = False
    """Named as a body that is neither a person nor a side: *Amnesty International*, *the WHO*."""


def introduce(mention: ClaimantMention, text: str, bank: Bank) -> Introduction:
    """What ``mention`` (spans count in ``text``) may be called from here on: a person's last name and job, a body's last words.

    *Mayor Sharif Adan Hirsi* may be *Hirsi* or *the mayor*; *the Russian Defense Ministry* may be *the Defense Ministry* or *the ministry*.
    """
    name = mention.name.replace("\u2019", "'")
    words = (bare := TAIL.sub("", name)).split()
    called = {" ".join(words[-count:]).lower() for count in (1, 2, 3) if count < len(words) or bare != name}
    if (acronym := re.match(r" \(([A-Z][\w&-]{1,14})\)", text[mention.span.end : mention.span.end + 20])) is not None:
        called.add(acronym.group(1).lower())
    before = re.findall(r"[\w-]+", text[max(0, mention.span.start - 50) : mention.span.start].rpartition(".")[2].lower())[-3:]
    after = re.match(r", (?:the |its |an? )?([^,.;\"\u201d]{3,60})", text[mention.span.end : mention.span.end + 70])
    described = [*before, *(re.findall(r"[\w-]+", after.group(1).lower()) if after else [])]
    jobs = {word for word in described if word in bank.claims.jobs}
    named = mention.name != mention.name.lower() and (mention.role in _NEUTRAL or is_acronym(mention.name))
    return Introduction(mention, frozenset(called | jobs), named and not jobs)


def pointed_at(mention: ClaimantMention, earlier: Sequence[Introduction]) -> ClaimantMention:
    """The claimant that a short name means: the latest one ``earlier`` that may be called so; ``mention`` itself where there is none.

    Span, scope and what the verb does stay the mention's own.
    """
    name = mention.name.replace("\u2019", "'").lower()
    if len(name.split()) > 2:
        return mention
    for known in reversed(earlier):
        if name in known.called and known.mention.name.lower() != name:
            return _under(known.mention, mention)
    if name in _ANY_BODY and (bodies := [known.mention for known in earlier if known.is_body]):
        return _under(bodies[-1], mention)  # "Amnesty International said ... The organisation added"
    return mention


def _under(full: ClaimantMention, mention: ClaimantMention) -> ClaimantMention:
    return ClaimantMention(full.name, mention.span, mention.scope, full.role, full.side, mention.chain or full.chain, mention.said)


def in_full(mentions: Sequence[ClaimantMention], text: str, bank: Bank) -> tuple[ClaimantMention, ...]:
    """The claimants of a whole story (in its order), each under the fullest name that the story has given it by then."""
    earlier: list[Introduction] = []
    named = []
    for mention in mentions:
        known = pointed_at(mention, earlier)
        named.append(known)
        if known is mention:
            earlier.append(introduce(mention, text, bank))
    return tuple(named)
