"""Of whom two things are said: *five men were abducted and later killed* and *dozens were hurt and arrested* count both, though the number
stands but once.
"""

from __future__ import annotations

import re

from services.extractor.model import TAKEN, Reading
from services.extractor.passage import Passage
from services.extractor.readers.tree import Tree

_AND_HELD = re.compile(
    r" and (?:arrested|detained)\b(?! (?:\d|(?:at least |about |some |over |more than )?(?:\w+ )?(?:others|people|persons|protesters)\b))"
)
_JOINED = ("conj", "advcl", "xcomp")


def killed_too(passage: Passage, reading: Reading) -> list[Reading]:
    """The reading of those taken as the dead that a verb joined to theirs makes of them: in the passive, and with no other subject; of the
    hurt as those arrested with them.
    """
    if reading.measure == "injured" and reading.trigger is not None and reading.trigger.start >= reading.number.span.end:
        held = _AND_HELD.match(passage.sentence.text, passage.local(reading.trigger).end) is not None
        return [reading.with_(measure="detained")] if held else []
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
