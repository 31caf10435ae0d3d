"""The day of those found dead days after a disaster: it killed them, and not the search."""

from __future__ import annotations

import re
from datetime import timedelta

from schemas.figure import When
from services.extractor.keyed import keyed
from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.state import State
from services.extractor.story.whens import Stated

_FOUND = keyed(
    r"\bfound (?:dead|drowned|buried)\b|"
    r"\bbod(?:y|ies)\b[^.;]{0,60}\b(?:found|recovered|retrieved|discovered|pulled|dug|brought (?:up|out|ashore)|washed (?:up|ashore))\b|"
    r"\b(?:found|find|recovered|retrieved|discovered|pulled|dug|brought|fished|hauled)\b[^.;]{0,40}\bbod(?:y|ies)\b",
    re.I,
)
_CLAUSE = re.compile(r"[,;:] (?:but|and|of (?:whom|which)|though|although|while|with)\b|;")
_SEARCH = timedelta(days=14)
"""A search is seldom longer; whoever is found later is of another story."""


def day_of_disaster(state: State, passage: Passage, reading: Reading, time: Stated) -> When | None:
    """*In Mati 26 were found dead on Tuesday*, where the fire was on Monday; None where no day of the story's mishap is known for sure."""
    incident, when = state.incident_of(passage.sentence), time.when
    if reading.measure != "killed" or when is None or when.start is None or time.cumulative or when.start != when.end:
        return None
    if incident is None or not incident.sure or incident.when.start is None or state.context.cause not in ("disaster", "accident"):
        return None
    found = _FOUND.search(passage.sentence.text)
    if found is None or not timedelta(0) < when.start - incident.when.start <= _SEARCH:
        return None
    day = next((m for m in passage.dates if m.start == when.start), None)
    if day is not None and _CLAUSE.search(passage.sentence.text, passage.local(day.span).end, found.start()) is not None:
        return None  # "eleven were buried by a slide early on Wednesday, but only six bodies have been found"
    return incident.when.model_copy(update={"phrase": ""})
