"""Whom the captors killed: *five men were abducted and later killed* counts both deeds, though the number stands but once."""

from __future__ import annotations

from services.extractor.model import TAKEN, Reading
from services.extractor.passage import Passage
from services.extractor.readers.tree import Tree

_JOINED = ("conj", "advcl", "xcomp")


def killed_too(passage: Passage, reading: Reading) -> list[Reading]:
    """The reading of those taken as the dead that a verb joined to theirs makes of them: in the passive, and with no other subject."""
    tree, at = passage.tree, passage.at(reading)
    if reading.measure not in TAKEN or tree is None or at is None or reading.trigger is None or tree.subject(at) is None:
        return []
    if not tree.is_passive(at):
        return []
    for hit in passage.hits:
        if hit.trigger.measure != "killed" or hit.trigger.kind != "verb" or hit.trigger.weak or not _is_joined(tree, hit.at, at):
            continue
        if tree.tag[hit.at] in ("VBN", "VBD") and not any(True for _ in tree.children(hit.at, "nsubj", "nsubjpass", "dobj")):
            return [reading.with_(measure="killed", trigger=hit.span(tree), notes=tuple(note for note in reading.notes if note != "weak"))]
    return []


def _is_joined(tree: Tree, verb: int, to: int) -> bool:
    return tree.dep[verb] in _JOINED and tree.head[verb] == to
