"""Whose the people of a body of no country are: *15 UN peacekeepers* are the United Nations', wherever they serve."""

from __future__ import annotations

import re

from services.extractor.bank import Bank
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.owners import are_others

_STAFF = (
    r"(?:peace-?keepers?|blue helmets|soldiers?|troops|personnel|staff(?:ers)?|employees?|observers?|monitors?|inspectors?|"
    r"(?:civilian |aid |local |international )?(?:staff|workers?|employees?)|officials?|police(?: officers)?|policem[ae]n|men)"
)
_OF_BODY = re.compile(rf"(?:'s|’s)? (?:[a-z-]+ ){{0,3}}?{_STAFF}\b", re.I)
_BEFORE_BODY = re.compile(
    rf"(?:,? [a-z-]+){{0,2}}? {_STAFF} (?:who (?:serve|work)(?:d|ed)? )?(?:of|from|for|with|in) (?:the |a |an )?\Z|"
    r"(?: of(?: the)?(?: [\d,]+)?)?(?: the)?(?: [a-z-]+){0,3} \Z",
    re.I,
)
_ITS = re.compile(rf"\b of (?:its|their)(?: [a-z-]+){{0,2}} {_STAFF}\b|\A(?: of)? (?:its|their) (?:own )?{_STAFF}\b", re.I)
_PEACEKEEPERS = re.compile(r"(?: of (?:the|those))?(?: [a-z-]+){0,2} (?:peace-?keepers?|blue helmets)\b", re.I)
_CAPTIVES = re.compile(
    r"(?: of (?:the|those))?(?: [\d,]+)?(?: (?!and\b|or\b)[a-z-]+){0,2} (?:hostages|captives|abductees|detainees)\b", re.I
)


def staff_of(passage: Passage, reading: Reading, last: str | None, bank: Bank) -> str | None:
    """The body whose people the counted are by their noun; None where a nation is named with them (*44 Fijian UN peacekeepers*).

    ``last``: the side of the figure told last. Peacekeepers of whom no more is said are those of the body that the sentence names, or of
    the body whose people were told of last, and so are *six others* and *the hostages*.
    """
    bodies = [a for a in passage.actors if a.form == "name" and _is_body(a.id, bank)]
    if reading.unit != "persons" or not (bodies or _is_body(last, bank)):
        return None
    start = reading.number.span.end
    after = passage.between(start, passage.sentence.span.end)
    for body in bodies:
        if body.span.start < start:
            continue
        before = passage.between(start, body.span.start)
        if _BEFORE_BODY.fullmatch(before) is None:
            continue
        nation = any(start <= a.span.start < body.span.start and a.id.isupper() for a in passage.actors)
        worded = _OF_BODY.match(passage.sentence.text, passage.local(body.span).end) or re.search(rf"\b{_STAFF}\b", before, re.I)
        if worded and not nation:
            return body.id
    spoken = next((body.id for body in reversed(bodies) if body.span.end <= reading.number.span.start), None)
    if spoken is not None and _ITS.match(after) and not _is_of_another(passage, spoken, reading):
        return spoken
    told = last if _is_body(last, bank) else None
    noun = reading.noun.end if reading.noun is not None else start
    if any(start <= a.span.start < noun and a.form in ("adjective", "people", "name") for a in passage.actors):
        return None
    if told is not None and (are_others(passage, reading) or _CAPTIVES.match(after)):
        return told  # "Six others were freed last week", "12 of the 160 freed captives"
    return spoken or told if _PEACEKEEPERS.match(after) else None


def _is_of_another(passage: Passage, body: str, reading: Reading) -> bool:
    """*U.N. observers watched as the Georgian side received 28 of its own men*: a state is named between the body and *its*."""
    named = [a for a in passage.actors if a.form != "pronoun" and a.span.end <= reading.number.span.start]
    return bool(named) and named[-1].id != body


def _is_body(party: str | None, bank: Bank) -> bool:
    known = bank.parties.get(party or "")
    return known is not None and known.country is None and not (known.armed or known.local)
