"""Readings that a story of captives makes another thing: arrests by a coast guard, whom others carry off a bus, a next group's hurt."""

from __future__ import annotations

import re

from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage

LAWFUL = re.compile(r"\b(?:navy|coast ?guards?|police|customs|border guards?|authorities|immigration)\b", re.I)
"""Whose captives are under arrest: *the navy seized 14 fishermen and a trawler*."""
_OFF_BOARD = re.compile(
    r"(?: off)? (?:the|an?|their) (?:bus|buses|coach|plane|aircraft|helicopter|train|ship|boat|stage|field|pitch|court)\b"
)


def is_carried_down(passage: Passage, reading: Reading) -> bool:
    """*Medics carried four men off the plane*."""
    said = reading.trigger
    words = passage.between(said.start, said.end) if said is not None else ""
    rest = passage.between(said.end, passage.sentence.span.end) if said is not None else ""
    return words.lower().startswith(("carried", "carry")) and _OFF_BOARD.match(rest) is not None


def is_lawful(passage: Passage, reading: Reading) -> bool:
    """*The coast guard took 200 men off their boats*: they are under arrest."""
    at, tree = passage.at(reading), passage.tree
    subject = tree.subject(at) if tree is not None and at is not None else None
    if tree is None or at is None or subject is None or not tree.lower[at].startswith(("took", "take", "taking", "seiz")):
        return False
    return LAWFUL.search(" ".join(tree.text[i] for i in sorted(tree.subtree(subject)))) is not None


_NEXT_GROUP = keyed(
    r"\b(?:second|third|fourth|next|last|final|another|further) (?:group|batch|lot|party|convoy),? of (?:some |about |around )?\Z", re.I
)
_COMES = re.compile(r"[^.;]{0,40}\b(?:(?:is|are|was|were) (?:due |set |expected )?to|will|would) (?:follow|leave|go|come|be)\b")


def in_next_group(passage: Passage, reading: Reading) -> Reading | None:
    """*A second group, of some 30 wounded, is to follow on Thursday*, in the story of an exchange: nobody is hurt then."""
    text, local = passage.sentence.text, passage.local(reading.number.span)
    if not _NEXT_GROUP.search(text, 0, local.start) or not _COMES.match(text, local.end):
        return None
    return reading.with_(measure="released", status="planned", trigger=None, group="other", notes=("left out",))


_OUT_OF_PRISON = re.compile(
    r"[^.;,]{0,60}\b(?:out of|from) (?:(?:the|an?|its|their) )?(?:[\w-]+ ){0,2}(?:prisons?|jails?|cells?|custody|detention)\b"
)


def is_taken_from_prison(passage: Passage, reading: Reading) -> bool:
    """*The government took 11 guerrillas out of a prison*: nobody says where to; not *evacuated 300 inmates from the prison*."""
    hit = passage.hit(reading) if reading.measure == "evacuated" else None
    taken = hit is not None and hit.trigger.base in ("take out", "move out", "lead out", "lift off", "move out of")
    return taken and _OUT_OF_PRISON.match(passage.after_number(reading)) is not None
