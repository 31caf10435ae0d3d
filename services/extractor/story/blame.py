"""Whom the story blames for the attack it tells of, for those dead and hurt whose own sentence names no doer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.passage import Passage
from services.extractor.story.fighters import is_nameless

_NOUN = (
    r"(?:air ?strikes?|air raids?|strikes?|attacks?|raids?|bomb(?:ing|ardment)s?|shelling|ambush(?:es)?|assaults?|"
    r"drone strikes?|aggressions?|incursions?|gunfire)"
)
_DOES = re.compile(
    r"(?:'s|')?(?: (?:forces?|troops|jets?|warplanes?|planes?|aircraft|helicopters?|drones?|artillery|fighters|militants|insurgents|"
    r"rebels|gunmen|army|military|has|have|had|also)){0,3} "
    r"(?:bombed|struck|shelled|attacked|raided|stormed|ambushed|fired|blew up|carried out|carried off|claimed|launched|unleashed|"
    r"hurled|lobbed|used|employed|sent|pounded|hit|sank)\b",
    re.I,
)
_CLAIMS = re.compile(
    r"[^.;]{0,60}\b(?:claimed (?:responsibility|the)|(?:it|they) (?:had )?(?:carried out|staged|was behind|were behind))\b", re.I
)
_OWNS = re.compile(rf"(?:'s|')?(?: [a-z-]+)? {_NOUN}\b", re.I)
_BEFORE = keyed(
    rf"(?:\b{_NOUN}[^.,;]{{0,40}} (?:by|claimed by|blamed on)|\bblam(?:ed|es|ing|e)(?: on)?|\b(?:carried out|launched|fired|sent|laid|"
    r"staged|claimed) by|\bbelong(?:ed|ing|s)? to|\bbelieved to be(?: members of| fighters of)?|\bsuspected(?: to be)?|"
    r"\battributed to|\bat the hands of|\bseized by|\bheld by|\bkidnapped by|\babducted by)(?: the)?"
    r"(?: dissidents? (?:of|from)(?: the)?)?(?: [a-z'-]+){0,2} \Z",
    re.I,
)
_ACCUSED = re.compile(r"\baccus(?:ed|es|ing)(?: the)?(?: [a-z'-]+)? \Z", re.I)
_OF_IT = re.compile(
    r"[^.;]{0,20} of (?:the (?:act|attack|crime|killing|abduction|kidnapping)|being behind|carrying out|staging|killing|kidnapping|"
    r"abducting|bombing|shelling|attacking|launching|firing|striking|targeting)",
    re.I,
)
ABDUCTIONS = keyed(r"\b(?:abduct|kidnap|hostage|carried off|captors|seized by|gunmen (?:took|seized)|snatched (?:by|from))", re.I)
_LEAST = 2
"""How many times as often as the next one the blamed must be blamed."""


def find_blamed(passages: Sequence[Passage], bank: Bank) -> str | None:
    """The one party that the story says attacked; None where it names none or several.

    *Myanmar airstrike* is a strike in Myanmar, *Russian airstrike* one by Russia. In a story of abductions it is no state: troops
    storm to rescue.
    """
    abductions = any(ABDUCTIONS.search(passage.sentence.text) for passage in passages)
    named: Counter[str] = Counter()
    for passage in passages:
        named.update(party for party in _blamed(passage, bank) if not (abductions and party.isupper()))
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < _LEAST * ranked[1][1]):
        return None
    return ranked[0][0]


def blamed_in(passage: Passage, bank: Bank, *, states: bool = True, nameless: bool = False) -> str | None:
    """The one party that the sentence itself blames; no state unless ``states``; with ``nameless`` a word for fighters too (*gunmen*)."""
    parties = {party for party in _blamed(passage, bank, nameless=nameless) if states or not party.isupper()}
    return next(iter(parties)) if len(parties) == 1 else None


def _blamed(passage: Passage, bank: Bank, *, nameless: bool = False) -> Iterator[str]:
    text = passage.sentence.text
    for actor in passage.actors:
        known = bank.parties.get(actor.id)
        if (
            actor.form == "pronoun"
            or (known is not None and known.country is None and not known.armed)
            or (is_nameless(actor.id, bank) and not nameless)
        ):
            continue
        local = passage.local(actor.span)
        done = actor.form != "body" and any(pattern.match(text, local.end) for pattern in (_DOES, _CLAIMS))
        own = actor.form == "adjective" or not actor.id.isupper() or text[local.end :].startswith("'")
        accused = _ACCUSED.search(text[max(0, local.start - 40) : local.start]) is not None and _OF_IT.match(text, local.end) is not None
        if (
            done
            or accused
            or (actor.form != "body" and own and _OWNS.match(text, local.end))
            or _BEFORE.search(text[max(0, local.start - 80) : local.start])
        ):
            yield actor.id
