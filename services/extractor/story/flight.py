"""Whose refugees are who have fled abroad: of the country they left, and not of the one that took them in."""

from __future__ import annotations

import re

from services.extractor.fact import Fact
from services.extractor.model import PlaceMention, Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context

_ABROAD = re.compile(
    r"\b(?:fled|flee|flees|fleeing|cross(?:ed|es|ing)?|escaped?|escaping|poured|pouring|streamed|streaming|spilled|sought|seeking|found|"
    r"taken|refugees?|arrived|gone)\b[^.;]{0,60}\b(?:to|into|in|over to) (?:the )?[^.;]{0,50}\Z",
    re.I,
)
"""*Have fled across the border to Uganda and Kenya*, *crossed into Tanzania*."""
_BEFORE = 160
"""Characters before the country that *fled ... to ...* takes, and more."""


def country_left(passage: Passage, reading: Reading, place: PlaceMention | None, context: Context, joined: Fact | None) -> str | None:
    """The country that those displaced have left, where their sentence only says which one they went to; None where it says no such."""
    if reading.measure != "displaced" or place is None or place.country is None or place.span not in passage.sentence.span:
        return None
    if (
        place.kind != "country"
        or _ABROAD.search(passage.between(max(reading.number.span.end, place.span.start - _BEFORE), place.span.start)) is None
    ):
        return None
    of_those_before = joined.side if joined is not None and joined.reading.measure == "displaced" else None
    known = (of_those_before, context.scene, context.land, context.home)
    return next((country for country in known if country is not None and country.isupper() and country != place.country), None)
