"""One look through one text for the names of places: which of several namesakes is meant, and whether a place is meant at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from services.extractor.capitals import means_place
from services.extractor.gazetteer.reading import Candidate, Kind, Reading, without_owner
from services.extractor.gazetteer.table import Region, Town, fold
from services.extractor.gazetteer.unlisted import Unlisted
from services.extractor.gazetteer.words import PlaceKind
from services.extractor.model import PlaceMention, Span

if TYPE_CHECKING:
    from services.extractor.places import Gazetteer

SURE = 200_000
"""A town of so many people is taken for itself without any word around it that says so."""
KNOWN = 15_000
"""So many are enough where the story is about the town's country."""
LONG_NAME = 7
"""Letters of a name that is no common word, so that it is a town's even where the sentence's start alone gives it its capital."""
LEADING = 0.25
"""A country named this often, relative to the most named one, is one the story is about."""

_NEAR = 120
"""Characters within which a place named before tells the country of one that no table has."""
_NEXT_SENTENCE = 250
"""The same, where the text has just turned to that country."""

_PARTICLE = re.compile(r" (?:de|del|da|dos|van|von|bin|ibn|ould|ag)(?: (?:la|las|los|der|den))? [A-Z]")
"""*Gilbert de la Cruz* is a person."""
_CLOCK = re.compile(r" (?:local |standard |summer )?time\b(?! bombs?\b)")
"""*From 9 p.m. Moscow time*: nothing happened there."""
_COUNTRY_AFTER = re.compile(
    r"(?:,| \(| in)(?: in)?(?: the)?(?: (?:far )?[a-z-]*(?:ern|tral|north|south|east|west))?(?: of)? ?"
    r"([A-Z][\w'\u2019.-]*(?: (?:of |the )?[A-Z][\w'\u2019.-]*){0,3})"
)
"""*Palmyra in central Syria*, *Odesa, Ukraine*."""
_SPEAKS = re.compile(r",? (?:(?:also|later|then|earlier|further|has|had) )?(\w+)\b")
_BEARINGS = frozenset("north south east west northern southern eastern western central centre center upper lower far".split())
"""*The North West*, *the Far North*: many countries have one, and stories call parts of any country so."""
_HOUSE = re.compile(r" (?:[A-Z][\w'\u2019-]{1,20} ){0,2}(\w{4,12}) in (?:the )?[A-Z]")
_BEARING = re.compile(r", [a-z-]*(?:north|south|east|west) of ")
"""*Adra, northeast of Damascus*."""
_SHORE = re.compile(
    r"\b(?:off|on|along|in|over|into|against|across) (?:the )?(?:[a-z-]+ )?([A-Z][a-z]+(?: [A-Z][a-z]+)?) "
    r"(?:coast|coastline|shores?|waters|territory|soil|airspace|side of the border|(?:border )?(?:towns|cities|villages|locations))\b"
)
_LOCATED = re.compile(r"\b(?:[Ii]n|[Aa]cross) (?:the )?(?:[a-z]+ )?\Z")
_LIST_GAP = re.compile(r",? (?:and |or |as well as )?(?:in |the )?\Z|, \Z")


_SEVERAL = 3
"""So many towns of one country tell where a story's other places are."""


class Search:
    """One look through one text."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        reading: Reading,
        unlisted: Unlisted,
        weights: Counter[str],
        towns: Mapping[str, int] | None = None,
        regions: frozenset[tuple[str | None, str | None]] = frozenset(),
    ) -> None:
        self.gazetteer = gazetteer
        self.tables = gazetteer.tables
        self.reading = reading
        self.unlisted = unlisted
        self.text = reading.text
        most = max(weights.values(), default=0)
        self.spoken_of = frozenset(country for country, weight in weights.items() if weight > 0)
        self.about = frozenset(country for country, weight in weights.items() if weight > 0 and weight >= LEADING * most)
        ranked = weights.most_common(2)
        self.alone = ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else None
        self.towns = towns or {}
        self.regions = regions
        self.found: list[PlaceMention] = []

    def names_other_regions(self, found: Sequence[PlaceMention]) -> bool:
        """Whether some town found has a namesake of its country in a region that the text names, and lies in none itself."""
        cities = [m for m in found if m.kind == "city" and m.geonames_id is not None and (m.country, m.admin1) not in self.regions]
        return bool(self.regions) and any(
            town.country == mention.country and self._in_named_region(town)
            for mention in cities
            for town in self.tables.towns.named(fold(self.text[mention.span.start : mention.span.end]))
        )

    def _in_named_region(self, town: Town) -> bool:
        return (town.country, self.tables.admin1_names.get((town.country, town.admin1))) in self.regions

    def run(self) -> list[PlaceMention]:
        taken = 0
        for run in self.reading.runs():
            for candidate in run:
                if candidate.span.start < taken or not self.gazetteer.knows(candidate.key):
                    continue
                mention = self._mention(candidate)
                if mention is not None:
                    self.found.append(mention)
                    taken = mention.span.end
                break
        self._add_unlisted()
        self._add_shores()
        self._spread_plurals()
        return self.found

    def _mention(self, candidate: Candidate) -> PlaceMention | None:
        key, span = candidate.key, candidate.span
        if _CLOCK.match(self.text, span.end):
            return None
        if key in self.gazetteer.countries:
            return self._country(candidate)
        if key in self.gazetteer.capitals and not self._capital_is_town(candidate):
            return None
        if self._inside_name(candidate):
            return None
        kind, qualifier = self.reading.kind(candidate), self._qualifier(candidate)
        if kind is not None and kind.what != "city":
            return self._of_kind(candidate, kind, qualifier)
        region = self._region(key, qualifier)
        if region is not None and self._region_alone(candidate, region):
            return self._from_region(region, span, candidate.spelled)
        towns = self.tables.towns.named(key)
        if not towns:
            return None
        town = self._choose(key, towns, qualifier)
        if town.country not in self.about and self._names_a_house(candidate):
            return None
        named = kind is not None or (qualifier is not None and self.reading.cued(candidate))
        foreign = self._elsewhere(town, qualifier, known=SURE, key=key)
        if foreign is not None and named and (town.population < SURE or fold(town.name) != key):
            return PlaceMention(span, candidate.spelled, foreign, kind="city")
        strong = qualifier == town.country or kind is not None or key in self.unlisted.names
        return self._from_town(town, span, candidate.spelled) if self._is_meant(candidate, town, strong=strong) else None

    def _names_a_house(self, candidate: Candidate) -> bool:
        """*Madina hospital in Mogadishu*: where the house is stands behind it, whatever town it is called after."""
        house = _HOUSE.match(self.text, candidate.span.end)
        return house is not None and fold(house[1]) in self.gazetteer.words.facilities

    def _capital_is_town(self, candidate: Candidate) -> bool:
        """*in Kyiv*, *Iraq's Baghdad*, *Kharkiv, Kyiv, Zhytomyr*; but *handed to Kyiv, Russia said* means the government."""
        if means_place(self.text, candidate.span.start, candidate.span.end) or self._within_list(candidate):
            return True
        qualifier = self._qualifier(candidate)
        return qualifier is not None and any(town.country == qualifier for town in self.tables.towns.named(candidate.key)[:1])

    def _country(self, candidate: Candidate) -> PlaceMention | None:
        id = self.gazetteer.countries[candidate.key]
        if self._inside_name(candidate) or (candidate.key in ("us", "u s", "uk", "u k") and not self.reading.cued(candidate)):
            return None
        if (region := self._region_of_name(candidate, id)) is not None:
            return self._from_region(region, candidate.span, candidate.spelled)
        name = self.gazetteer.country_names[id]
        country = self.tables.countries.get(id)
        if country is None:
            return PlaceMention(candidate.span, name, id, kind="country")
        return PlaceMention(candidate.span, name, id, None, country.lat, country.lon, country.geonames_id, "country")

    def _region_of_name(self, candidate: Candidate, country: str) -> Region | None:
        """The region that shares its name with a country, where the text calls it a region (*Niger state*), or names towns of its state and
        nothing else of the country.
        """
        if (kind := self.reading.kind(candidate)) is not None and kind.what == "admin1":
            return next(
                (region for key in (candidate.key, f"{candidate.key} {kind.printed}") for region in self.tables.regions.get(key, ())), None
            )
        own = re.search(rf"\b(?:{'|'.join(map(re.escape, self.gazetteer.people_of.get(country, ('$',))))})\b", self.text)
        if own is not None or self.towns.get(country):
            return None
        return next((region for region in self.tables.regions.get(candidate.key, ()) if self.towns.get(region.country)), None)

    def _of_kind(self, candidate: Candidate, kind: Kind, qualifier: str | None) -> PlaceMention | None:
        """*the Kursk region*, *Rasht district*: the region of that name, else the admin1 of the town of that name."""
        span = Span(candidate.span.start, kind.end)
        region = self._region(candidate.key, qualifier)
        towns = self.tables.towns.named(candidate.key)
        town = self._choose(candidate.key, towns, qualifier) if towns else None
        abroad = region is not None and region.country not in self.spoken_of and town is not None and town.country in self.about
        if abroad and kind.printed == "territory":
            region = None  # the Beni territory of a story of Congo is no region of Bolivia
        if region is not None and (town is None or kind.what == "admin1"):
            name = self.gazetteer.shown(candidate.spelled, region.name, region.country)
            return PlaceMention(span, f"{name} {kind.printed}", region.country, region.name, region.lat, region.lon, None, kind.what)
        if town is None or (foreign := self._elsewhere(town, qualifier, known=_known(kind.what))) is not None:
            return None if town is None else PlaceMention(span, f"{candidate.spelled} {kind.printed}".strip(), foreign, kind=kind.what)
        name = self.gazetteer.shown(candidate.spelled, town.name, town.country)
        admin1 = self.tables.admin1_names.get((town.country, town.admin1))
        return PlaceMention(span, f"{name} {kind.printed}", town.country, admin1, town.lat, town.lon, None, kind.what)

    def _elsewhere(self, town: Town, qualifier: str | None, *, known: int = KNOWN, key: str = "") -> str | None:
        """The country that a place is in for sure, where ``town`` is only a namesake abroad: *Japan's Noto peninsula* is not in Italy.

        ``known``: a town of so many is taken for itself unless the country is said beside it, or ``key`` is not the name it has on the map.
        """
        meant = qualifier or self.alone
        other_name = key != "" and fold(town.name) != key  # "Sur" in Oman is not Tyre, one of whose names that is
        unlikely = qualifier is not None or (town.country not in self.spoken_of and (town.population < known or other_name))
        return meant if meant is not None and meant != town.country and unlikely else None

    def _region(self, key: str, qualifier: str | None) -> Region | None:
        """Among namesakes: the country said, then the story's, of those the one named last (*In Pakistan, 21 died in Punjab province*)."""
        regions = self.tables.regions.get(key, ())
        homes = {region.country for region in regions}
        last = next((mention.country for mention in reversed(self.found) if mention.country in homes), None) if len(homes) > 1 else None
        return min(
            regions,
            key=lambda region: (region.country != qualifier, region.country not in self.about, region.country != last, region.country),
            default=None,
        )

    def _region_alone(self, candidate: Candidate, region: Region) -> bool:
        """Whether a region's bare name means the region: *Cabo Delgado* does, *Kursk* means the town, *Unity* nothing."""
        if region.country not in self.about and _BEARINGS.issuperset(candidate.key.replace("-", " ").split()):
            return False
        towns = self.tables.towns.named(candidate.key)
        town_beside = candidate.spelled not in self.gazetteer.words.territories and any(
            town.country == region.country and town.population >= KNOWN for town in towns
        )
        if candidate.spelled in self.gazetteer.words.stop and not (self.reading.located(candidate) and region.country == self.alone):
            return False
        if region.country not in self.about and any(town.country in self.about and town.population >= KNOWN for town in towns):
            return False  # the Beni of a story of Congo is a town of it, and no region of Bolivia
        if town_beside or self._is_surname(candidate, cued=self.reading.cued(candidate)):
            return False
        if " " not in candidate.key and not self.reading.cued(candidate) and region.country not in self.about:
            return False
        return region.country in self.about or not any(town.population >= SURE for town in towns)

    def _choose(self, key: str, towns: tuple[Town, ...], qualifier: str | None) -> Town:
        """Among namesakes: the country said, then the story's countries and its regions named and the town's own name, then most people."""

        def rank(town: Town) -> tuple[bool, bool, bool, bool, int, int]:
            about = town.country in self.about
            other = about and bool(self.regions) and not self._in_named_region(town)
            return town.country != qualifier, not about, other, about and fold(town.name) != key, -town.population, town.id

        return min(towns, key=rank)

    def _is_meant(self, candidate: Candidate, town: Town, *, strong: bool) -> bool:
        """Whether the name stands for the town at all: what is said of it, its size and the story's countries must make it likely."""
        reading, about = self.reading, town.country in self.about
        before = reading.words[candidate.first - 1].text if candidate.first else ""
        cued = (
            reading.cued(candidate)
            or before.lower() in self.gazetteer.words.facilities
            or bool(self.found and self.found[-1].kind != "country" and _LIST_GAP.match(reading.follows(candidate, self.found[-1].span)))
        )
        abbreviated = candidate.spelled.isupper() and len(candidate.spelled) <= 4 and not reading.in_capitals(candidate)
        if abbreviated or candidate.spelled in self.gazetteer.words.stop:
            return cued and strong and about
        if strong:
            return True
        if self._is_surname(candidate, cued=cued) or self._elsewhere(town, None, known=0, key=candidate.key) is not None:
            return False
        if town.population >= SURE:
            return cued or about or not reading.starts_sentence(candidate.first)
        if about:
            named = len(candidate.key) >= LONG_NAME or not reading.starts_sentence(candidate.first)
            return cued or (town.population >= KNOWN and named)
        if self.spoken_of and town.country not in self.spoken_of:
            return False  # "a base at Bal'ad", in a story of Somalia alone, is not the town in Iraq
        return fold(town.name) == candidate.key and town.population >= KNOWN and reading.located(candidate)

    def _within_list(self, candidate: Candidate) -> bool:
        """*Kharkiv, Kyiv, Zhytomyr*: a capital between other towns is a town."""
        if not self.found or self.found[-1].kind == "country":
            return False
        after = self.text[candidate.span.end : candidate.span.end + 12]
        return (
            self.reading.follows(candidate, self.found[-1].span) in (", ", " and ", ", and ")
            and re.match(r",? (?:and |or )?[A-Z]| (?:regions|provinces|oblasts)\b", after) is not None
        )

    def _qualifier(self, candidate: Candidate) -> str | None:
        """The country said right beside the name: *Odesa, Ukraine*; *Ukraine's Odesa*; *the Russian city of Yelets*."""
        after = _COUNTRY_AFTER.match(self.text[candidate.span.end : candidate.span.end + 80])
        if after:
            words = after.group(1).split()
            for count in range(len(words), 0, -1):
                key = fold(without_owner(" ".join(words[:count])))
                if key in self.gazetteer.countries:
                    return self._state_of_town(candidate.key, key) or self.gazetteer.countries[key]
                if len(regions := self.tables.regions.get(key, ())) == 1:
                    return regions[0].country
                if _BEARING.match(after.group()) and (towns := self.tables.towns.named(key)) and towns[0].population >= SURE:
                    return towns[0].country
        before = re.search(
            r"([A-Z][\w.-]+(?: [A-Z][\w.-]+)?)(?:['\u2019]s?)?((?: [a-z-]+){0,4}) \Z",
            self.text[max(0, candidate.span.start - 60) : candidate.span.start],
        )
        if before and not all(map(self._describes, before.group(2).split())):
            before = None
        for named in (before.group(1), before.group(1).split()[-1]) if before else ():
            if (id := self.gazetteer.belonging.get(named) or self.gazetteer.countries.get(fold(named))) is not None:
                return id
        return None

    def _state_of_town(self, town: str, country: str) -> str | None:
        """*Savannah, Georgia* is in the region that shares the country's name where that has a town so called and the country has none."""
        towns = self.tables.towns.named(town)
        if any(known.country == self.gazetteer.countries[country] for known in towns):
            return None
        regions = self.tables.regions.get(country, ())
        return next((r.country for r in regions if any((known.country, known.admin1) == (r.country, r.admin1) for known in towns)), None)

    def _describes(self, word: str) -> bool:
        """Whether the word may stand between a country's name and that of a place in it: *the Russian border town of Shebekino*."""
        words = self.gazetteer.words
        return word in words.between or word in words.kinds or word in words.locative or word.endswith(("-held", "-controlled", "-run"))

    def _inside_name(self, candidate: Candidate) -> bool:
        """Whether capitals beside the name make it part of a longer one: a person (*Vladimir Putin*), a body (*Kherson Regional Court*)."""
        reading = self.reading
        if reading.in_capitals(candidate):
            return False
        words = reading.words
        ends_here = candidate.span.end == words[candidate.last].end
        if ends_here and _PARTICLE.match(self.text[candidate.span.end : candidate.span.end + 24]):
            return True
        if ends_here and candidate.last + 1 < len(words) and reading.joined(candidate.last):
            after = words[candidate.last + 1]
            if after.capital and not self._explained(after.bare) and after.bare.lower() not in self.gazetteer.titles:
                return True
        if candidate.first == 0 or self.text[words[candidate.first - 1].end : candidate.span.start] not in (" ", "\u00a0"):
            return False
        before = words[candidate.first - 1]
        if not before.capital or before.text.endswith(("'s", "\u2019s", "s'", "s\u2019")) or self._explained(before.bare):
            return False
        if before.bare.lower() in self.gazetteer.titles:
            return True
        return not before.text.endswith(".") and not reading.starts_sentence(candidate.first - 1)

    def _explained(self, word: str) -> bool:
        """Whether a word in capitals may stand beside a place without being one name with it."""
        words = self.gazetteer.words
        known = (
            word in words.beside
            or fold(word) in words.facilities
            or word in self.gazetteer.belonging
            or fold(word) in self.gazetteer.countries
        )
        return known or word.lower() in words.kinds or word.lower() in words.plurals

    def _is_surname(self, candidate: Candidate, *, cued: bool) -> bool:
        """Whether the story uses the name for a person: *Serhii Lysak* ... *Lysak said*."""
        if candidate.first != candidate.last or candidate.key in self.gazetteer.capitals or candidate.spelled in self.reading.placed:
            return False
        after = _SPEAKS.match(self.text[candidate.span.end : candidate.span.end + 30])
        says = after is not None and after.group(1) in self.gazetteer.speech
        return candidate.spelled in self.reading.surnames or (says and not cued)

    def _from_town(self, town: Town, span: Span, spelled: str) -> PlaceMention:
        admin1 = self.tables.admin1_names.get((town.country, town.admin1))
        name = self.gazetteer.shown(spelled, town.name, town.country)
        return PlaceMention(span, name, town.country, admin1, town.lat, town.lon, town.id, "city")

    def _from_region(self, region: Region, span: Span, spelled: str) -> PlaceMention:
        """The region, or the town that the text says it means by the name: *the city of Hama*."""
        name = self.gazetteer.shown(spelled, region.name, region.country)
        if f" of {spelled}" in self.text and re.search(rf"\b(?:city|town|village) of {re.escape(spelled)}\b", self.text):
            return PlaceMention(span, name, region.country, region.name, region.lat, region.lon, None, "city")
        return PlaceMention(span, name, region.country, region.name, region.lat, region.lon, None, "admin1")

    def _add_unlisted(self) -> None:
        """Places that no table has but the text itself calls places, with the country named after them or the story's only one."""
        extra, alone = [], self._country_of_towns() or self.alone
        expanse = {at for span, _, kind in self.unlisted.mentions if kind == "country" for at in range(span.start, span.end)}
        self.found = [m for m in self.found if m.span.start not in expanse and m.span.end - 1 not in expanse]
        for span, name, kind in self.unlisted.mentions:
            if any(mention.span.overlaps(span) for mention in self.found):
                continue
            if kind == "country":  # a sea or a part of the world: as vague as a country, and in none
                extra.append(PlaceMention(span, name, None, kind=kind))
                continue
            after = (mention for mention in self.found if 0 <= mention.span.start - span.end <= 30 and mention.country)
            near = next((mention for mention in after if self._in_one_sentence(span.end, mention.span.start)), None)
            if near is None and (kind == "site" or alone is None):
                last = next((mention for mention in reversed(self.found) if mention.span.end <= span.start), None)
                beside = last is not None and self._in_one_sentence(last.span.end, span.start)
                if last is not None and kind != "site":
                    located = _LOCATED.search(self.text[max(0, last.span.start - 24) : last.span.start]) is not None
                    carried = last.kind == "country" and span.start - last.span.end <= _NEXT_SENTENCE
                    beside = located and (beside or carried)  # "In neighbouring Malaysia the toll is lower. In Perlis state, two died"
                extra.append(PlaceMention(span, name, last.country if last is not None and beside else alone, kind=kind))
            elif near is None or near.kind == "country":
                extra.append(PlaceMention(span, name, near.country if near else alone, kind=kind))
            else:  # no table knows it: it is put where the town or region named with it is
                extra.append(PlaceMention(span, name, near.country, near.admin1, near.lat, near.lon, None, kind))
        self.found = sorted([*self.found, *extra], key=lambda mention: mention.span)

    def _country_of_towns(self) -> str | None:
        """The country of the towns and regions found, if most are of one: *Israeli strikes* on places of Gaza, whoever is named most."""
        ranked = Counter(m.country for m in self.found if m.kind in ("city", "admin1") and m.country is not None).most_common(2)
        sure = bool(ranked) and ranked[0][1] >= _SEVERAL and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1])
        return ranked[0][0] if sure else None

    def _in_one_sentence(self, start: int, end: int) -> bool:
        """*In London a woman was arrested at Stansted airport*."""
        return end - start <= _NEAR and re.search(r"[.!?;\n]", self.text[start:end]) is None

    def _add_shores(self) -> None:
        """*off the Libyan coast*, *in Indian waters*: the country by its adjective."""
        for match in _SHORE.finditer(self.text):
            id = self.gazetteer.belonging.get(match.group(1))
            country, span = self.tables.countries.get(id or ""), Span(*match.span(1))
            if id is not None and country is not None and not any(mention.span.overlaps(span) for mention in self.found):
                name = self.gazetteer.country_names[id]
                self.found.append(PlaceMention(span, name, id, None, country.lat, country.lon, country.geonames_id, "country"))
        self.found.sort(key=lambda mention: mention.span)

    def _spread_plurals(self) -> None:
        """*the Sumy, Kharkiv and Odesa regions*: each of the list is a region."""
        for at in range(len(self.found) - 1, -1, -1):
            after = re.match(r" (\w+)\b", self.text[self.found[at].span.end : self.found[at].span.end + 30])
            kind = self.gazetteer.words.plural_kind(after.group(1)) if after else None
            if kind is None:
                continue
            here = at
            while here >= 0 and self.found[here].kind in ("city", "admin1"):
                self.found[here] = self._as_kind(self.found[here], *kind)
                between = self.text[self.found[here - 1].span.end : self.found[here].span.start] if here else ""
                if not re.fullmatch(r",? (?:and |or )?(?:the )?|, ", between):
                    break
                here -= 1

    def _as_kind(self, mention: PlaceMention, kind: PlaceKind, printed: str) -> PlaceMention:
        if kind == "city" or (mention.kind == "admin1" and mention.name.endswith(printed)):
            return mention
        spelled = self.text[mention.span.start : mention.span.end]
        region = next((region for region in self.tables.regions.get(fold(spelled), ()) if region.country == mention.country), None)
        if kind != "admin1" or region is None:
            return replace(mention, name=f"{mention.name} {printed}", kind=kind, geonames_id=None)
        name = f"{self.gazetteer.shown(spelled, region.name, region.country)} {printed}"
        return replace(mention, name=name, kind="admin1", admin1=region.name, lat=region.lat, lon=region.lon, geonames_id=None)


def _known(what: PlaceKind) -> int:
    """A valley, an island or a camp is no town of the name, whatever its size."""
    return KNOWN if what in ("city", "admin1") else 1_000_000_000
