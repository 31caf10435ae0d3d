"""The place a story is written from."""

from __future__ import annotations

from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import PlaceMention
from services.extractor.places import Gazetteer
from services.extractor.text import StoryText


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
