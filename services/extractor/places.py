"""Places named in a text: countries first, then regions, then towns, each by what stands around the name.

The statistical recogniser of a small language model finds four local place names in ten; a table finds the names and the words around
them say whether a place is meant. `Gazetteer.find` takes a sentence, but finds more in a whole story: the story's countries decide
among namesakes, and a village named once with its kind (*Thayetkon, a village in ...*) is known everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from services.extractor.bank import Bank, load_bank
from services.extractor.gazetteer.reading import Reading, without_owner
from services.extractor.gazetteer.search import Search
from services.extractor.gazetteer.spelling import shown
from services.extractor.gazetteer.table import Tables, fold, read_tables
from services.extractor.gazetteer.unlisted import find_unlisted
from services.extractor.gazetteer.words import PlaceWords, read_words
from services.extractor.model import PlaceMention, Span

_BORDER = re.compile(r"\b(?:borders? with|bordering) (?:the )?\Z")
"""*near the border with Mali*, *in the Gao region, bordering Niger*: another country is told of."""


class Gazetteer:
    """Finds places. Pure over its tables; safe to share."""

    def __init__(self, tables: Tables, words: PlaceWords, bank: Bank) -> None:
        self.tables = tables
        self.words = words
        states = [alias for alias in bank.aliases if bank.parties[alias.id].is_state]
        self.countries = {fold(alias.text): alias.id for alias in states if alias.form == "name"}
        self.capitals = frozenset(fold(alias.text) for alias in states if alias.form == "capital")
        self.belonging = {alias.text: alias.id for alias in states if alias.form in ("adjective", "people")}
        self.people_of = {
            id: tuple(alias.text for alias in states if alias.id == id and alias.form != "name") for id in self.belonging.values()
        }
        self.country_names = {alias.id: bank.parties[alias.id].name for alias in states}
        self.titles = frozenset(title.split()[-1].lower().rstrip(".") for title in bank.claims.titles) - {"of"}
        self.speech = frozenset(bank.claims.speech)
        named = (alias.text for alias in bank.aliases if alias.form in ("name", "body") and not bank.parties[alias.id].is_state)
        self.foreign = frozenset(word for text in named for word in text.split() if word[0].isupper() and len(word) > 2) | frozenset(
            self.belonging
        )
        self.bodies = frozenset(word for body in bank.claims.bodies for word in body.lower().split())
        self._seats = bank.capitals
        self._capitals: dict[str, PlaceMention] = {}

    def find(self, text: str, *, offset: int = 0, context: Mapping[str, float] | None = None) -> tuple[PlaceMention, ...]:
        """Places of ``text`` in order, spans shifted by ``offset``, none inside another.

        ``context`` weighs countries (alpha-3) that the story is about, beyond those that ``text`` itself names. A capital that stands
        for its government (*Kyiv said*) is left out: `actors.find_actors` has it.
        """
        weights = self.countries_in(text)
        weights.update(context or {})
        reading = Reading(text, self.words)
        unlisted = find_unlisted(text, self.words, self.knows, self.is_foreign)
        search = Search(self, reading, unlisted, weights)
        found = search.run()
        # Towns tell of countries that the story never names; what they tell may change which namesake is meant, so look once more.
        named = [mention for mention in found if mention.kind in ("city", "admin1")]
        named = [mention for mention in named if not self._is_of_several(mention)] or named
        towns = most_named(m for m in named if self._has_its_name(m, text)) or most_named(named)
        weights.update(towns)
        again = Search(self, reading, unlisted, weights, towns, frozenset((m.country, m.admin1) for m in found if m.kind == "admin1"))
        if (
            again.names_other_regions(found)
            or again.about != search.about
            or any(mention.kind == "country" and fold(mention.name) in self.tables.regions for mention in found)
        ):
            found = again.run()
        return tuple(replace(mention, span=mention.span.shifted(offset)) for mention in found) if offset else tuple(found)

    def capital_of(self, country: str | None) -> PlaceMention | None:
        """The capital of a country (alpha-3), named nowhere; None for what is no country. Sought once for each."""
        name = self._seats.get(country or "")
        if country is None or name is None:
            return None
        if country not in self._capitals:
            found = self.find(f"The blast happened in {name}.", context={country: 5.0})
            known = next((place for place in found if place.country == country), None)
            self._capitals[country] = replace(known or PlaceMention(Span(0, 0), name, country), span=Span(0, 0), kind="city", within=None)
        return self._capitals[country]

    def _is_of_several(self, mention: PlaceMention) -> bool:
        """Whether several countries have a region of that name: *Punjab* tells of none of them."""
        return mention.kind == "admin1" and len({region.country for region in self.tables.regions.get(fold(mention.name), ())}) > 1

    def _has_its_name(self, mention: PlaceMention, text: str) -> bool:
        """Whether a town is called as on the map; one called otherwise may be another, which no table has."""
        key = fold(text[mention.span.start : mention.span.end])
        return mention.geonames_id is None or not any(
            town.id == mention.geonames_id and fold(town.name) != key for town in self.tables.towns.named(key)
        )

    def countries_in(self, text: str) -> Counter[str]:
        """How often ``text`` names each country or its people, however it is meant."""
        named: Counter[str] = Counter()
        for match in re.finditer(r"[A-Z][\w\u2019'-]*(?: (?:of |the |and )?[A-Z][\w\u2019'-]*)?(?: state\b)?", text):
            words = without_owner(match.group())
            if fold(words) in self.tables.regions or _BORDER.search(text[max(0, match.start() - 24) : match.start()]):
                continue  # "Niger state" names no Niger
            for part in (words, *map(without_owner, words.split())) if " " in words else (words,):
                country = self.belonging.get(part) or self.countries.get(fold(part))
                if country:
                    named[country] += 1
                    break
        return named

    def knows(self, key: str) -> bool:
        """Whether some table has a place spelled so (`table.fold` makes the key)."""
        return key in self.countries or key in self.tables.regions or key in self.tables.towns

    def may_be_desk(self, name: str) -> bool:
        """Whether a story can be written from a place of this name."""
        return name.title() not in self.words.stop and self.knows(fold(name))

    def is_foreign(self, word: str) -> bool:
        """Whether a word belongs to nationalities, parties, titles or public bodies: a name with it is no unlisted place."""
        bare = without_owner(word)
        if (stem := bare.partition("-")[0]) != bare and stem in self.foreign:
            return True  # *Russian-controlled*
        if fold(bare) in self.words.facilities:
            return True
        return bare in self.foreign or bare.lower() in self.titles or bare.lower() in self.bodies or fold(bare) in self.countries

    def shown(self, spelled: str, official: str, country: str) -> str:
        return shown(spelled, official, own_name=country in self.words.own_names)


def load_gazetteer(bank: Bank | None = None) -> Gazetteer:
    """The shipped gazetteer. Reads the disk: for composition roots."""
    return Gazetteer(read_tables(), read_words(), bank or load_bank())


def most_named(mentions: Iterable[PlaceMention]) -> Counter[str]:
    """How often each country occurs among ``mentions``: a context for `Gazetteer.find`."""
    return Counter(mention.country for mention in mentions if mention.country)
