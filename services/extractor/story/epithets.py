"""Names that only the story explains: *the capital*, *the town*, *the enemy*, *the occupiers*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, PlaceMention, Span
from services.extractor.passage import Passage
from services.extractor.places import Gazetteer
from services.extractor.story.context import Context
from services.extractor.story.grounds import is_scene, is_speakers

_CAPITAL = keyed(
    r"\b(?:(?P<whose>[A-Z][\w ]{2,30}?)(?:['\u2019]s)? capital|[Tt]he capital of (?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+)?)|the capital)\b"
    r"(?! (?:of|city of) [A-Z])(?:'s)?(?! (?:punishment|region|letter))"
)
_FOE = keyed(r"\b(?:[Tt]he )?(?:[Oo]ccupiers?|[Ii]nvaders?|[Aa]ggressor(?: (?:country|state))?|[Ee]nemy|[Aa]dversary)\b")

_REACH = 30
"""Sentences back to which *the town* may refer."""
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("city", "town", "village"), "city"),
    **dict.fromkeys(("province", "region", "state", "governorate"), "admin1"),
    **dict.fromkeys(("district", "county", "township", "municipality", "island", "valley"), "district"),
    "camp": "site",
}
_THE_TOWN = keyed(
    r"\b(?:in|on|at|near|outside|around|across|over|through|throughout|into|inside|against|hit|struck|rocked|shook) "
    r"(?P<town>(?:the|this|that) (?:same )?"
    r"(?:(?:northern|southern|eastern|western|central|coastal|besieged|stricken|border|port|[A-Z][a-z]+) ){0,2}"
    r"(?P<kind>city|town|village|province|region|state|governorate|district|county|township|municipality|island|valley|camp))\b"
    r"(?! (?:of|called|named|around|surrounding|near|where) )(?!['\u2019-]|,? [A-Z])"
    r"(?! (?:hall|council|administration|police|prosecutor|government|officials?|capital|court))"
)
"""*the northern town*, *the same county*: one that the story has named."""
_TOWNS = keyed(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:cities|towns|territory|regions|provinces)\b")


def with_epithets(passages: Sequence[Passage], context: Context, bank: Bank, gazetteer: Gazetteer) -> list[Passage]:
    """The passages with the places and parties that such names stand for.

    A capital without a country is that of the country named last before it in its paragraph, else of the story's home; *the town* is the
    one named last. The enemy is the home's.
    """
    enriched = []
    for at, passage in enumerate(passages):
        text, offset = passage.sentence.text, passage.sentence.span.start
        places, actors = list(passage.places), list(passage.actors)
        for match in _THE_TOWN.finditer(text):
            span = Span(match.start("town") + offset, match.end() + offset)
            meant = _named_before(match["kind"], span, passages[max(0, at + 1 - _REACH) : at + 1][::-1])
            if meant is not None and not any(place.span.overlaps(span) for place in places):
                places.append(replace(meant, span=span))
        for match in _CAPITAL.finditer(text):
            owner = match["whose"] or match["of"]
            start = match.start() + offset
            if owner is not None and owner.endswith(" the"):  # "In the capital"
                start, owner = match.end("whose") - len("the") + offset, None
            country = (
                _country(owner, bank)
                if owner
                else _towns_of(text[: match.start()], bank) or _nearest(passage, start, context, passages[max(0, at - 1)])
            )
            if (capital := gazetteer.capital_of(country)) is not None:
                places.append(replace(capital, span=Span(start, match.end() + offset)))
        foe = context.other(context.home)
        if foe is not None:
            actors += [ActorMention(Span(m.start() + offset, m.end() + offset), foe, "body") for m in _FOE.finditer(text)]
        enriched.append(
            passage.with_(places=tuple(sorted(places, key=lambda p: p.span)), actors=tuple(sorted(actors, key=lambda a: a.span)))
            if len(places) > len(passage.places) or len(actors) > len(passage.actors)
            else passage
        )
    return enriched


def _named_before(kind: str, at: Span, passages: Sequence[Passage]) -> PlaceMention | None:
    """The place of such a kind named last before ``at`` in its part of the story: where something happened, else the seat of a speaker.

    ``passages``: the sentence itself first, then those before it within reach, backwards.
    """
    what, offices = _KINDS[kind], None
    for passage in passages:
        if passage.sentence.entry != passages[0].sentence.entry:
            break
        for place in reversed(passage.places):
            if place.kind != what or place.span.end > at.start or (what in ("district", "site") and kind not in place.name.lower()):
                continue
            if is_scene(passage, place):
                return place
            if offices is None and is_speakers(passage, place):
                offices = place
    return offices


def _country(owner: str, bank: Bank) -> str | None:
    """*Danish*, *Somalia*, or with words before it (*In Somalia*)."""
    for words in (owner, owner.rpartition(" ")[2]):
        for alias in bank.aliases_by_text.get(words, ()):
            if alias.form in ("adjective", "people", "name") and bank.parties[alias.id].is_state:
                return alias.id
    return None


def _towns_of(before: str, bank: Bank) -> str | None:
    """*sent drones against Ukrainian cities, the capital among them*: of those."""
    named = [match[1] for match in _TOWNS.finditer(before)]
    return _country(named[-1], bank) if named else None


def _nearest(passage: Passage, before: int, context: Context, previous: Passage) -> str | None:
    """The country of the place named last before in the paragraph, else of the side of a war that speaks, else the story's home."""
    for told in (passage, previous) if previous.sentence.paragraph == passage.sentence.paragraph else (passage,):
        named = [
            place.country
            for place in told.places
            if place.span.end <= before and place.country and (place.kind == "city" or is_scene(told, place))
        ]
        if named:
            return named[-1]
    speaking = (c.side for c in passage.claimants if c.scope.start <= before < c.scope.end and c.side in (*context.foes, *context.parties))
    return next(speaking, context.home)
