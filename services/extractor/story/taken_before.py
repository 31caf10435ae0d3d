"""Some of those let go, told by what was done to them or by them before: *of those released, 60 took part in the defence of the port*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.model import TAKEN, Reading
from services.extractor.passage import Passage
from services.extractor.story.rosters import share_of_freed

_NO_NOUN = frozenset({"elliptic", "part of antecedent"})


def share_taken_before(passage: Passage, reading: Reading, facts: Sequence[Fact]) -> Reading | None:
    """The reading as some of those let go; None where the words do not make it so."""
    hit = passage.hit(reading)
    fought = hit is not None and hit.trigger.base == "take part" and not _NO_NOUN.isdisjoint(reading.notes)
    if (held := _had_been_held(passage, reading, facts)) is not None:
        return held
    if not (fought or reading.measure in TAKEN) or (freed := share_of_freed(passage, reading.number, facts)) is None:
        return None
    share = reading.with_(measure="released", mode="part", side=freed.side, by=freed.by)
    if not fought:
        return share.with_(notes=(*reading.notes, "of freed"))
    return share.with_(unit="persons", notes=(*reading.notes, "definite", "of freed"), trigger=None)


_HAD_BEEN_HELD = re.compile(
    r" (?:of (?:them|those freed) )?had been (?:held|jailed|kept|detained|imprisoned|captured|seized|abducted|serving)\b"
)


def _had_been_held(passage: Passage, reading: Reading, facts: Sequence[Fact]) -> Reading | None:
    """*Rebels let go 14 soldiers. Six had been held for a decade*: six of the 14, whom nobody holds any more."""
    last, hit = (facts[-1] if facts else None), passage.hit(reading)
    if last is None or hit is None or hit.trigger.measure not in ("detained", "captured", "abducted") or "elliptic" not in reading.notes:
        return None
    if _HAD_BEEN_HELD.match(passage.after_number(reading)) is None or (last.reading.measure, last.status) != ("released", "happened"):
        return None
    near = passage.sentence.index - last.sentence.index == 1 and last.reading.number.low > reading.number.low
    return reading.with_(measure="released", mode="part", side=last.side, by=last.by, notes=(*reading.notes, "of freed")) if near else None
