"""Names that only the story explains: *the capital*, *the enemy*, *the occupiers*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from services.extractor.bank import Bank
from services.extractor.keyed import keyed
from services.extractor.model import ActorMention, PlaceMention, Span
from services.extractor.passage import Passage
from services.extractor.places import Gazetteer
from services.extractor.story.context import Context

_CAPITAL = keyed(
    r"\b(?:(?P<whose>[A-Z][\w ]{2,30}?)(?:['\u2019]s)? capital|[Tt]he capital of (?P<of>[A-Z][a-z]+(?: [A-Z][a-z]+)?)|the capital)\b"
    r"(?! (?:of|city of) [A-Z])(?:'s)?(?! (?:punishment|region|letter))"
)
_FOE = keyed(r"\b(?:[Tt]he )?(?:[Oo]ccupiers?|[Ii]nvaders?|[Aa]ggressor(?: (?:country|state))?|[Ee]nemy|[Aa]dversary)\b")

_TOWNS = keyed(r"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:cities|towns|territory|regions|provinces)\b")


def with_epithets(passages: Sequence[Passage], context: Context, bank: Bank, gazetteer: Gazetteer) -> list[Passage]:
    """The passages with the places and parties that such names stand for.

    A capital without a country is that of the country named last before it in its paragraph, else of the story's home. The enemy is the
    home's.
    """
    enriched = []
    for passage in passages:
        text, offset = passage.sentence.text, passage.sentence.span.start
        places, actors = list(passage.places), list(passage.actors)
        for match in _CAPITAL.finditer(text):
            owner = match["whose"] or match["of"]
            country = (
                _country(owner, bank)
                if owner
                else _towns_of(text[: match.start()], bank) or _nearest(places, match.start() + offset, context)
            )
            found = _capital(country, bank.capitals, gazetteer, Span(match.start() + offset, match.end() + offset))
            if found is not None:
                places.append(found)
        foe = context.other(context.home)
        if foe is not None:
            actors += [ActorMention(Span(m.start() + offset, m.end() + offset), foe, "body") for m in _FOE.finditer(text)]
        enriched.append(
            passage.with_(places=tuple(sorted(places, key=lambda p: p.span)), actors=tuple(sorted(actors, key=lambda a: a.span)))
            if len(places) > len(passage.places) or len(actors) > len(passage.actors)
            else passage
        )
    return enriched


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


def _nearest(places: Sequence[PlaceMention], before: int, context: Context) -> str | None:
    named = [place.country for place in places if place.span.end <= before and place.country]
    return named[-1] if named else context.home


def _capital(country: str | None, capitals: Mapping[str, str], gazetteer: Gazetteer, span: Span) -> PlaceMention | None:
    name = capitals.get(country or "")
    if name is None:
        return None
    for place in gazetteer.find(f"The blast happened in {name}.", context={country or "": 5.0}):
        if place.country == country:
            return PlaceMention(span, place.name, place.country, place.admin1, place.lat, place.lon, place.geonames_id, "city")
    return PlaceMention(span, name, country, kind="city")
