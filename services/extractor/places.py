"""Places named in a text: countries first, then regions, then towns, each by what stands around the name.

The statistical recogniser of a small language model finds four local place names in ten; a table finds the names and the words around
them say whether a town is meant. `Gazetteer.find` may be given a sentence, but finds more in a whole story: the story's countries
decide among namesakes, and a village named once with its kind (*Thayetkon, a village in ...*) is known everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from schemas.figure import Where
from services.extractor.bank import Bank, load_bank
from services.extractor.capitals import means_place
from services.extractor.gazetteer.table import Region, Tables, Town, fold, read_tables
from services.extractor.gazetteer.unlisted import Unlisted, find_unlisted
from services.extractor.gazetteer.words import PlaceWords, read_words
from services.extractor.model import PlaceMention, Span

LONGEST = 5
"""Words of the longest name looked up."""
SURE = 200_000
"""A town of so many is taken for itself without any word around it that says so."""
KNOWN = 15_000
"""So many are enough where the story is about the town's country."""
LEADING = 0.25
"""A country named this often, relative to the most named one, is one the story is about."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bc-][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \u00a0]\Z")
_LIST_GAP = re.compile(r"(?:'s|\u2019s)?,? (?:and |or |as well as )?(?:in |the )?\Z|, \Z")


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or (self.text.startswith(("al-", "el-", "al\u2011")) and self.text[3:4].isupper())

    @property
    def bare(self) -> str:
        return self.text.removesuffix("'s").removesuffix("\u2019s").rstrip(".")


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    span: Span
    key: str


class Gazetteer:
    """Finds places. Pure over its tables; safe to share."""

    def __init__(self, tables: Tables, words: PlaceWords, bank: Bank) -> None:
        self._tables = tables
        self._words = words
        self._countries = {fold(alias.text): alias.id for alias in bank.aliases if alias.form == "name" and bank.parties[alias.id].is_state}
        self._capitals = frozenset(fold(alias.text) for alias in bank.aliases if alias.form == "capital")
        self._belonging = {
            alias.text: alias.id for alias in bank.aliases if alias.form in ("adjective", "people") and bank.parties[alias.id].is_state
        }
        self._names = {id: party.name for id, party in bank.parties.items() if party.is_state}
        self._titles = frozenset(word.lower().rstrip(".") for title in bank.claims.titles for word in title.split()) - {"of"}
        self._speech = frozenset(bank.claims.speech)

    def find(self, text: str, *, offset: int = 0, context: Mapping[str, float] | None = None) -> tuple[PlaceMention, ...]:
        """Places of ``text`` in order, spans shifted by ``offset``, none inside another.

        ``context`` weighs countries (alpha-3) that the story is about, beyond those that ``text`` itself names. A capital that stands
        for its government is left out: `actors.find_actors` has it.
        """
        reading = _Text(text, self._words)
        weights = Counter(dict(context or {}))
        weights.update(self.countries_in(text))
        unlisted = find_unlisted(text, self._words, self._is_known)
        found: list[PlaceMention] = []
        taken = 0
        for candidate in self._candidates(reading):
            if candidate.span.start < taken:
                continue
            mention = self._mention(reading, candidate, weights, found, unlisted)
            if mention is not None:
                found.append(mention)
                taken = mention.span.end
        found = self._with_unlisted(text, found, unlisted, weights)
        return tuple(_shifted(mention, offset) for mention in self._with_plurals(text, found))

    def countries_in(self, text: str) -> Counter[str]:
        """How often ``text`` names each country or its people, however it is meant."""
        named: Counter[str] = Counter()
        for word in _WORD.finditer(text):
            bare = word.group().removesuffix("'s").removesuffix("\u2019s").rstrip(".")
            country = self._belonging.get(bare) or (self._countries.get(fold(bare)) if bare[0].isupper() else None)
            if country:
                named[country] += 1
        return named

    def where(self, mention: PlaceMention) -> Where:
        """The place as an event carries it."""
        precision = {"city": "city", "site": "point", "admin1": "admin1", "district": "city", "country": "country"}
        return Where(
            name=mention.name,
            country=mention.country,
            admin1=mention.admin1,
            lat=mention.lat,
            lon=mention.lon,
            geonames_id=mention.geonames_id,
            precision=precision.get(mention.kind, "unknown") if mention.lat is not None else "unknown",  # type: ignore[arg-type]
        )

    # -- candidates

    def _candidates(self, reading: _Text) -> Iterator[_Candidate]:
        """Runs of words that some table knows, the longest at each place first."""
        words, text = reading.words, reading.text
        for first, word in enumerate(words):
            if not word.capital:
                continue
            last = first
            while last + 1 < len(words) and last - first < LONGEST - 1 and _joined(text, words[last], words[last + 1]):
                last += 1
            for end in range(last, first - 1, -1):
                if end > first and not words[end].capital:
                    continue
                span = Span(word.start, word.start + len(text[word.start : words[end].end].rstrip(".")))
                if text[span.start : span.end].endswith(("'s", "\u2019s")):
                    span = Span(span.start, span.end - 2)
                key = fold(text[span.start : span.end])
                if self._is_known(key):
                    yield _Candidate(first, end, span, key)
                    break

    def _is_known(self, key: str) -> bool:
        return key in self._countries or key in self._tables.regions or key in self._tables.towns

    # -- what a candidate is

    def _mention(
        self, reading: _Text, candidate: _Candidate, weights: Counter[str], found: list[PlaceMention], unlisted: Unlisted
    ) -> PlaceMention | None:
        key, span = candidate.key, candidate.span
        kind = reading.kind_after(candidate)
        if key in self._countries and kind is None:
            return self._country(reading, candidate)
        if key in self._capitals and not means_place(reading.text, span.start, span.end):
            return None
        if self._inside_name(reading, candidate):
            return None
        cued = reading.cued(candidate) or bool(found and _LIST_GAP.match(reading.text[found[-1].span.end : span.start]) and found[-1].kind != "country")
        qualifier = self._qualifier(reading, candidate)
        if kind is not None and kind.what in ("admin1", "district", "site"):
            return self._of_kind(reading, candidate, kind, weights, qualifier)
        if (region := self._region(key, weights, qualifier)) and self._region_alone(key, region, weights):
            return self._from_region(region, span, reading.text[span.start : span.end])
        towns = self._tables.towns.named(key)
        if not towns:
            return None
        town = self._choose(towns, weights, qualifier)
        about = self._leading(weights)
        if reading.text[span.start : span.end] in self._words.stop and not (cued and (qualifier or (town.country in about and town.population >= KNOWN))):
            return None
        if self._is_surname(reading, candidate) and not qualifier:
            return None
        strong = qualifier == town.country or (kind is not None) or key in unlisted.names
        enough = town.population >= SURE or (town.country in about and (town.population >= KNOWN or cued)) or (cued and town.population >= KNOWN)
        if not (strong or (enough and (cued or len(key) > 3))):
            return None
        if not cued and not strong and reading.starts_sentence(candidate) and town.population < SURE and town.country not in about:
            return None
        return self._from_town(town, span, reading.text[span.start : span.end])

    def _country(self, reading: _Text, candidate: _Candidate) -> PlaceMention | None:
        text = reading.text[candidate.span.start : candidate.span.end]
        id = self._countries[candidate.key]
        if self._inside_name(reading, candidate) or (text in ("US", "U.S", "UK", "U.K") and not reading.cued(candidate)):
            return None
        country = self._tables.countries.get(id)
        name = self._names.get(id, text)
        if country is None:
            return PlaceMention(candidate.span, name, id, kind="country")
        return PlaceMention(candidate.span, name, id, None, country.lat, country.lon, country.geonames_id, "country")

    def _of_kind(self, reading: _Text, candidate: _Candidate, kind: Kind, weights: Counter[str], qualifier: str | None) -> PlaceMention | None:
        """*the Kursk region*, *Rasht district*: the region of that name, else the admin1 of the town of that name."""
        span = Span(candidate.span.start, kind.end)
        spelled = reading.text[candidate.span.start : candidate.span.end]
        name = self._printed(spelled, None) + f" {kind.printed}"
        region = self._region(candidate.key, weights, qualifier)
        towns = self._tables.towns.named(candidate.key)
        town = self._choose(towns, weights, qualifier) if towns else None
        if kind.what == "admin1" and region is not None and (town is None or region.country == town.country or region.country in self._leading(weights)):
            shown = self._canonical(region.name, region.country, spelled)
            return PlaceMention(span, f"{shown} {kind.printed}", region.country, region.name, region.lat, region.lon, None, "admin1")
        if town is not None:
            shown = self._canonical(town.name, town.country, spelled)
            admin1 = self._tables.admin1_names.get((town.country, town.admin1))
            what = kind.what if kind.what != "site" else "site"
            return PlaceMention(span, f"{shown} {kind.printed}", town.country, admin1, town.lat, town.lon, None, what)
        if region is not None:
            return PlaceMention(span, name, region.country, region.name, region.lat, region.lon, None, kind.what)
        country = self._countries.get(candidate.key)
        return PlaceMention(span, name, country, kind=kind.what)

    def _region(self, key: str, weights: Counter[str], qualifier: str | None) -> Region | None:
        regions = self._tables.regions.get(key)
        if not regions:
            return None
        about = self._leading(weights)
        return min(regions, key=lambda region: (region.country != qualifier, region.country not in about, region.country))

    def _region_alone(self, key: str, region: Region, weights: Counter[str]) -> bool:
        """Whether a region's bare name means the region: *Cabo Delgado* does, *Kursk* means the town."""
        towns = self._tables.towns.named(key)
        return not any(town.country == region.country and town.population >= KNOWN for town in towns) and (
            region.country in self._leading(weights) or not any(town.population >= SURE for town in towns)
        )

    def _choose(self, towns: tuple[Town, ...], weights: Counter[str], qualifier: str | None) -> Town:
        about = self._leading(weights)
        return min(towns, key=lambda town: (town.country != qualifier, town.country not in about, -town.population, town.id))

    def _leading(self, weights: Counter[str]) -> frozenset[str]:
        most = max(weights.values(), default=0)
        return frozenset(country for country, weight in weights.items() if weight and weight >= LEADING * most)

    def _qualifier(self, reading: _Text, candidate: _Candidate) -> str | None:
        """The country said right beside the name: *Odesa, Ukraine*; *Ukraine's Odesa*; *the Russian city of Yelets*."""
        after = re.match(r"(?:,| \(| in)(?: in)?(?: the)? ?((?:[A-Z][\w'\u2019.-]*)(?: (?:of |the )?[A-Z][\w'\u2019.-]*){0,3})", reading.text[candidate.span.end :])
        if after:
            words = after.group(1).split()
            for count in range(len(words), 0, -1):
                key = fold(" ".join(words[:count]).removesuffix("'s").removesuffix("\u2019s"))
                if key in self._countries:
                    return self._countries[key]
                if key in self._tables.regions and len(self._tables.regions[key]) == 1:
                    return self._tables.regions[key][0].country
        before = re.search(r"([A-Z][\w.-]+(?: [A-Z][\w.-]+)?)(?:['\u2019]s?)?((?: [a-z]+){0,3}) (?:of )?\Z", reading.text[max(0, candidate.span.start - 60) : candidate.span.start])
        if before:
            for named in (before.group(1), before.group(1).split()[-1]):
                if (id := self._belonging.get(named) or self._countries.get(fold(named))) is not None:
                    return id
        return None

    # -- what a candidate is not

    def _inside_name(self, reading: _Text, candidate: _Candidate) -> bool:
        """Whether capitals beside the name make it part of a longer one: a person (*Vladimir Putin*), a body (*Kherson Regional Court*)."""
        if reading.in_capitals(candidate):
            return False
        words = reading.words
        after = words[candidate.last + 1] if candidate.last + 1 < len(words) else None
        if after is not None and after.capital and _joined(reading.text, words[candidate.last], after) and candidate.span.end == words[candidate.last].end:
            if not self._explained(after.bare) and after.bare.lower() not in self._titles:
                return True
        before = words[candidate.first - 1] if candidate.first else None
        if before is not None and before.capital and _GAP.match(reading.text[before.end : candidate.span.start]) is not None:
            possessive = before.text.endswith(("'s", "\u2019s", "s'", "s\u2019"))
            if before.text.endswith(".") and before.bare.lower() not in self._titles and len(before.bare) > 2:
                return False
            if before.bare.lower() in self._titles and not self._explained(before.bare):
                return True
            if not possessive and not self._explained(before.bare) and not reading.opens_sentence(before):
                return True
        return False

    def _explained(self, word: str) -> bool:
        return word in self._words.beside or word in self._belonging or word.lower() in self._words.kinds or fold(word) in self._countries

    def _is_surname(self, reading: _Text, candidate: _Candidate) -> bool:
        """Whether the story uses the name for a person: *Serhii Lysak* ... *Lysak said*."""
        if candidate.first != candidate.last or candidate.key in self._capitals:
            return False
        name = reading.words[candidate.first].bare
        if name in reading.surnames:
            return True
        after = re.match(r",? (\w+)\b", reading.text[candidate.span.end :])
        return bool(after and after.group(1) in self._speech and not reading.cued(candidate) and name not in reading.placed)

    # -- mentions

    def _from_town(self, town: Town, span: Span, spelled: str) -> PlaceMention:
        admin1 = self._tables.admin1_names.get((town.country, town.admin1))
        name = self._canonical(town.name, town.country, spelled)
        return PlaceMention(span, name, town.country, admin1, town.lat, town.lon, town.id, "city")

    def _from_region(self, region: Region, span: Span, spelled: str) -> PlaceMention:
        name = self._canonical(region.name, region.country, spelled)
        return PlaceMention(span, name, region.country, region.name, region.lat, region.lon, None, "admin1")

    def _canonical(self, official: str, country: str, spelled: str) -> str:
        """The name to show: as the story spells it, but the state's own where the story transliterates from another language.

        Kiev is Kyiv and Odessa Odesa, while Kostyantynivka and Kostiantynivka are two ways to write one Ukrainian name.
        """
        shown = self._printed(spelled, None)
        if country not in self._words.own_names or _skeleton(shown) == _skeleton(official):
            return shown
        return self._printed(official, country)

    @staticmethod
    def _printed(name: str, _country: str | None) -> str:
        return name.title() if name.isupper() and len(name) > 3 else name

    def _with_unlisted(self, text: str, found: list[PlaceMention], unlisted: Unlisted, weights: Counter[str]) -> list[PlaceMention]:
        """``found`` and the places that no table has but the text itself calls places."""
        taken = [mention.span for mention in found]
        about = [country for country, weight in weights.most_common(2) if weight]
        alone = about[0] if len(about) == 1 or (len(about) > 1 and weights[about[0]] >= 2 * weights[about[1]]) else None
        extra = []
        for span, name, what in unlisted.mentions:
            inside = [other for other in taken if other.overlaps(span)]
            if any(span.start >= other.start and span.end <= other.end for other in inside):
                continue
            if inside:
                found = [mention for mention in found if not mention.span.overlaps(span)]
            near = next((mention for mention in found if 0 <= mention.span.start - span.end <= 30 and mention.country), None)
            extra.append(PlaceMention(span, name, near.country if near else alone, kind=what))
        return sorted([*found, *extra], key=lambda mention: mention.span)

    def _with_plurals(self, text: str, found: list[PlaceMention]) -> list[PlaceMention]:
        """*the Sumy, Kharkiv and Odesa regions*: each of the list is a region."""
        for at in range(len(found) - 1, -1, -1):
            after = re.match(r" (\w+)\b", text[found[at].span.end :])
            kind = self._words.plural_kind(after.group(1)) if after else None
            if kind is None or found[at].kind != "city":
                continue
            here = at
            while here >= 0 and found[here].kind == "city":
                found[here] = self._as_kind(found[here], kind, text[found[here].span.start : found[here].span.end])
                if here == 0 or not re.fullmatch(r",? (?:and |or )?(?:the )?|, ", text[found[here - 1].span.end : found[here].span.start]):
                    break
                here -= 1
        return found

    def _as_kind(self, mention: PlaceMention, kind: tuple[str, str], spelled: str) -> PlaceMention:
        what, printed = kind
        if what == "city":
            return mention
        name = f"{mention.name} {printed}"
        regions = [region for region in self._tables.regions.get(fold(spelled), ()) if region.country == mention.country]
        if what == "admin1" and regions:
            name = f"{self._canonical(regions[0].name, regions[0].country, spelled)} {printed}"
            return replace(mention, name=name, kind="admin1", admin1=regions[0].name, lat=regions[0].lat, lon=regions[0].lon, geonames_id=None)
        return replace(mention, name=name, kind=what, geonames_id=None)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Kind:
    """A word after a name that says what kind of place it is, and where that word ends."""

    what: str
    printed: str
    end: int


class _Text:
    """A text with what the rules ask of it."""

    def __init__(self, text: str, words: PlaceWords) -> None:
        self.text = text
        self.words = [_Word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
        self._lists = words

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Last words of names that begin with another capital: *Serhii Lysak*. Names that stand as places elsewhere are none."""
        pairs = re.findall(r"(?<![.!?] )(?<!^)(?<!\n)\b[A-Z][a-z\u00c0-\u024f]+ (?:(?:al|bin|ibn|van|de|von|abu)[ -])?([A-Z][\w\u2019'-]+)(?=,| said| told|\.|['\u2019]s)", self.text)
        return frozenset(pairs) - self.placed

    @cached_property
    def placed(self) -> frozenset[str]:
        """Names that stand somewhere after *in*, *near* and the like."""
        return frozenset(re.findall(r"\b(?:in|near|at|outside|around)(?: the)?(?: [a-z]+){0,2}(?: of)? ([A-Z][\w\u2019'-]+)", self.text))

    def kind_after(self, candidate: _Candidate) -> Kind | None:
        match = re.match(r"(?:['\u2019]s)? (?:(?:autonomous|border|military) )?([A-Za-z]+)\b(?! of\b)", self.text[candidate.span.end :])
        entry = self._lists.kinds.get(match.group(1).lower()) if match else None
        if match is None or entry is None:
            return self._kind_before(candidate)
        what, printed = entry
        end = candidate.span.end + match.end() if what != "city" else candidate.span.end
        return Kind(what, printed, end)

    def _kind_before(self, candidate: _Candidate) -> Kind | None:
        match = re.search(r"\b([A-Za-z]+) of \Z", self.text[max(0, candidate.span.start - 24) : candidate.span.start])
        entry = self._lists.kinds.get(match.group(1).lower()) if match else None
        return Kind(*entry, candidate.span.end) if entry else None

    def cued(self, candidate: _Candidate) -> bool:
        """Whether a word before the name, or its form, says that a place is meant."""
        before = re.search(r"([A-Za-z-]+)(?: the)? ?\Z", self.text[max(0, candidate.span.start - 24) : candidate.span.start].rstrip("\u201c\"'"))
        if before and before.group(1).lower() in self._lists.cues:
            return True
        return bool(self._kind_before(candidate)) or self.in_capitals(candidate) or self._dateline(candidate)

    def _dateline(self, candidate: _Candidate) -> bool:
        line_start = candidate.span.start == 0 or self.text[candidate.span.start - 1] == "\n"
        return line_start and re.match(r"(?:, [A-Z][\w. ]{2,30})? \([A-Z][\w -]{1,40}\)|[^\n]{0,40}(?: --| \u2014| - |\. /)", self.text[candidate.span.end : candidate.span.end + 70]) is not None

    def in_capitals(self, candidate: _Candidate) -> bool:
        """Written in capitals at the start of a line, as in a dateline."""
        return self.text[candidate.span.start : candidate.span.end].isupper() and len(candidate.key) > 3 and self._dateline(candidate)

    def starts_sentence(self, candidate: _Candidate) -> bool:
        return self.opens_sentence(self.words[candidate.first])

    def opens_sentence(self, word: _Word) -> bool:
        return re.search(r"(?:\A|[.!?:\n]['\"\u201d\u2019)]?\s*|--\s*|\u2022\s*)[\"\u201c\u2018'(]?\Z", self.text[max(0, word.start - 6) : word.start]) is not None


def load_gazetteer(bank: Bank | None = None) -> Gazetteer:
    """The shipped gazetteer. Reads the disk: for composition roots."""
    return Gazetteer(read_tables(), read_words(), bank or load_bank())


def _joined(text: str, left: _Word, right: _Word) -> bool:
    gap = text[left.end : right.start]
    if left.text.endswith("."):
        return gap == " " and left.text in ("St.", "Ste.", "Mt.", "Ft.")
    return gap in (" ", "\u00a0", "-")


def _shifted(mention: PlaceMention, by: int) -> PlaceMention:
    return replace(mention, span=mention.span.shifted(by)) if by else mention


def _skeleton(name: str) -> str:
    """What is left of a name when the ways of writing its vowels are taken away."""
    key = re.sub(r"[yij]+", "i", fold(name).replace("ia", "a").replace("ya", "a").replace("yi", "i"))
    return re.sub(r"i+", "i", key.replace(" ", ""))


def most_named(mentions: Iterable[PlaceMention]) -> Counter[str]:
    """How often each country occurs among ``mentions``: a context for `Gazetteer.find`."""
    return Counter(mention.country for mention in mentions if mention.country)
