"""Whom the story blames for the attack it tells of, for those dead and hurt whose own sentence names no doer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.passage import Passage
from services.extractor.story.context import WARLIKE

_NOUN = r"(?:air ?strikes?|air raids?|strikes?|attacks?|raids?|bomb(?:ing|ardment)s?|shelling|ambush(?:es)?|assaults?|drone strikes?)"
_DOES = re.compile(
    r"(?:'s|')?(?: (?:forces?|troops|jets?|warplanes?|planes?|aircraft|helicopters?|drones?|artillery|fighters|militants|insurgents|"
    r"rebels|gunmen|army|military|has|have|had|also)){0,3} "
    r"(?:bombed|struck|shelled|attacked|raided|stormed|ambushed|fired on|blew up|carried out|carried off|claimed)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"[^.;]{0,60}\b(?:claimed (?:responsibility|the)|(?:it|they) (?:had )?(?:carried out|staged|was behind|were behind))\b", re.I
)
_OWNS = re.compile(rf"(?:'s|')?(?: [a-z-]+)? {_NOUN}\b", re.I)
_BEFORE = re.compile(
    rf"(?:\b{_NOUN}[^.,;]{{0,40}} (?:by|claimed by|blamed on)|\bblamed(?: on)?|carried out by)(?: the)?(?: [a-z-]+)? \Z", re.I
)
_HARM = frozenset({"killed", "injured"})
_LEAST = 2
"""How many times as often as the next one the blamed must be blamed."""


def find_blamed(passages: Sequence[Passage], bank: Bank, *, abductions: bool) -> str | None:
    """The one party that the story says attacked; None where it names none or several.

    *Myanmar airstrike* is a strike in Myanmar, *Russian airstrike* one by Russia. In a story of ``abductions`` it is no state: troops
    storm to rescue.
    """
    named: Counter[str] = Counter()
    for passage in passages:
        text = passage.sentence.text
        for actor in passage.actors:
            known = bank.parties.get(actor.id)
            if actor.form in ("pronoun", "body") or (known is not None and known.country is None):
                continue
            state = known is not None and known.is_state
            if state and abductions:
                continue
            local = passage.local(actor.span)
            done = any(pattern.match(text, local.end) for pattern in (_DOES, _CLAIMS))
            done = done or (
                _OWNS.match(text, local.end) is not None and (not state or actor.form == "adjective" or text[local.end :].startswith("'"))
            )
            if done or _BEFORE.search(text[max(0, local.start - 80) : local.start]):
                named[actor.id] += 1
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _LEAST * ranked[1][1]):
        return None
    return ranked[0][0]


def settle_blame(facts: Sequence[Fact], blamed: str | None) -> list[Fact]:
    """The harm of warlike happenings, done by ``blamed`` where neither the sentence nor the place says by whom."""
    if blamed is None:
        return list(facts)
    return [
        fact.with_(by=blamed)
        if fact.reading.measure in _HARM and fact.by is None and fact.side != blamed and fact.type in WARLIKE
        else fact
        for fact in facts
    ]
