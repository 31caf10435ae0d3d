"""What a digest's item takes over from the story around it: the sides, foes and blame of its own country alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.context import Context


def stories_in(passages: Sequence[Passage], *, digest: bool) -> tuple[Sequence[Passage], ...]:
    """The passages of each item of a digest, which is a story of its own; all of them together where it is none."""
    if not digest:
        return (passages,)
    return tuple(tuple(part) for _, part in groupby(passages, key=lambda passage: passage.sentence.entry))


def context_of_item(context: Context, country: str | None) -> Context:
    """The story's context for the item of ``country``; as it is where the story has no items. Who fights elsewhere is no side here."""
    if country is None:
        return context

    def takes_part(party: str | None) -> bool:
        return party == country or context.countries.get(party or "") == country

    apart = bool(context.parties) and not any(map(takes_part, context.parties))
    return replace(
        context,
        parties=() if apart else context.parties,
        exchange=context.exchange and not apart,
        foes=context.foes if any(map(takes_part, context.foes)) else (),
        home=country,
        scene=country,
        army=context.army if takes_part(context.army) else None,
        blamed=context.blamed if takes_part(context.blamed) else None,
        claimed=context.claimed if takes_part(context.claimed) else None,
        armed=context.armed if takes_part(context.armed) else None,
    )


def place_in_item(passage: Passage, place: PlaceMention | None, country: str | None) -> PlaceMention | None:
    """The place, unless it is only the namesake abroad of one in the item's country: Delft island off Sri Lanka, in the Netherlands."""
    if country is None or place is None or place.country in (None, country):
        return place
    return place if place.kind == "country" or any(actor.id == place.country for actor in passage.actors) else None
