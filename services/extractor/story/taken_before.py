"""Some of those let go, told by what was done to them or by them before: *of those released, 60 took part in the defence of the port*."""

from __future__ import annotations

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
    if not (fought or reading.measure in TAKEN) or (freed := share_of_freed(passage, reading.number, facts)) is None:
        return None
    share = reading.with_(measure="released", mode="part", side=freed.side, by=freed.by)
    if not fought:
        return share.with_(notes=(*reading.notes, "of freed"))
    return share.with_(unit="persons", notes=(*reading.notes, "definite", "of freed"), trigger=None)
