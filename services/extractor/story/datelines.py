"""The place a story is written from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.places import Gazetteer
from services.extractor.story.grounds import is_scene
from services.extractor.text import StoryText

_LEAD = 2
"""Sentences that say what country a story is of."""
_ARMED = re.compile(r"\b(?:military|army|navy|air force|defen[cs]e|forces|troops|command|rebels?|fighters)\b", re.I)


def dateline_place(story: StoryText, bank: Bank, gazetteer: Gazetteer) -> PlaceMention | None:
    """The place of the first dateline that is known; a capital is a country here, for it says only where the desk is."""
    for dateline in story.datelines:
        name = dateline.place.title() if dateline.place.isupper() else dateline.place
        town = name.split(",")[0]
        capital = next((alias.id for alias in bank.aliases_by_text.get(town, ()) if alias.form == "capital"), None)
        if capital is not None:
            return PlaceMention(dateline.span, town, capital, kind="country")
        for place in gazetteer.find(f"The city is in {name}."):
            if place.country:
                return replace(place, span=dateline.span)
    return None


def written_abroad(dateline: PlaceMention | None, passages: Sequence[Passage], bank: Bank) -> str | None:
    """The country that a story tells of whose dateline says only where its reporter sits (*DUBAI - An Iranian official said ...*).

    It is that of the officials who speak in the lead, or of the places there. None where the story names the dateline's country, a
    party or a place of it anywhere, or where several countries might be meant; an army that speaks may speak of a raid abroad.
    """
    if dateline is None or dateline.country is None:
        return None
    for passage in passages:
        if any(place.country == dateline.country and place.span not in dateline.span for place in passage.places):
            return None
        if any(dateline.country in (actor.id, bank.country(actor.id)) for actor in passage.actors):
            return None
    lead = [passage for passage in passages if passage.sentence.kind not in ("headline", "label")][:_LEAD]
    speaking = {c.side for p in lead for c in p.claimants if c.side is not None and c.side.isupper() and not _ARMED.search(c.name)}
    told = speaking or {place.country for p in lead for place in p.places if place.country is not None and is_scene(p, place)}
    return next(iter(told)) if len(told) == 1 else None
