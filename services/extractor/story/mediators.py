"""Who only stands between the sides: states that mediate, hosts of talks, aid bodies that drive the buses. None of them is a side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.passage import Passage

_WORK = r"(?:mediat|broker|facilitat|arrang|coordinat|overs(?:aw|ee)|supervis)"
_DOES = re.compile(
    rf"(?:'s?)?(?: [a-z]+){{0,2}}(?:,? (?:which|who))?(?: (?:has|have|had|also|helped|been))* {_WORK}"
    r"|(?:,? (?:which|who))?(?: (?:has|have|had|also))* (?:helped (?:to )?|acted as |served as |been )(?:\w+ ){0,3}"
    r"(?:negotiate|secure|organi[sz]e|mediator|intermediary|go-between|intermediaries|mediators|guarantor)"
    rf"|-(?:mediated|brokered|facilitated|sponsored|led)\b|(?:'s?)? (?:mediation|mediators?|intermediaries|good offices)\b",
)
_DONE_BY = keyed(
    r"\b(?:mediated|brokered|facilitated|overseen|arranged|hosted|supervised) by [^.;:]{0,40}\Z"
    r"|\b(?:mediation|mediators?|good offices|help|assistance|auspices|intermediaries|guarantors?) (?:of|from|in) [^.;:]{0,40}\Z"
    r"|\bthank(?:ed|s to|ing|s)? (?:to )?[^.;:]{0,40}\Z",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\b(?:said|says|for|after|and (?:was|were|had|has)|between|which|that)\b|[\"()]|, (?!and |the )[a-z]")
_REACH = 80
_LEAST_SHARE = 0.5
"""A party is a mediator if it acts as one this often among the sentences that name it: a side that thanks its foe once stays a side."""


def find_mediators(passages: Sequence[Passage], bank: Bank) -> frozenset[str]:
    """Parties that the story shows as go-betweens, and all bodies of no country that it names. Where they only speak says nothing.

    >>> _DOES.match(", which mediated the exchange") is not None, _DONE_BY.search("a deal brokered by ") is not None
    (True, True)
    """
    named: Counter[str] = Counter()
    between: Counter[str] = Counter()
    bodies: set[str] = set()
    for passage in passages:
        text = passage.sentence.text
        for actor in passage.actors:
            known = bank.parties.get(actor.id)
            if known is not None and known.country is None and not known.armed:
                bodies.add(actor.id)
                continue
            if actor.form == "people" or known is None or not known.is_state:
                continue
            named[actor.id] += not any(actor.span in claimant.span for claimant in passage.claimants)
            local = passage.local(actor.span)
            before = _DONE_BY.search(text, max(0, local.start - _REACH), local.start)
            if _DOES.match(text, local.end) or (before is not None and _BREAK.search(before[0]) is None):
                between[actor.id] += 1
                named[actor.id] = max(named[actor.id], 1)
    return frozenset(bodies) | {party for party, times in between.items() if times >= _LEAST_SHARE * named[party]}
