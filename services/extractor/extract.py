"""`Extractor`: an article into events. Pure once loaded; `load_extractor` reads the data files and the model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from spacy.language import Language
from spacy.tokens import Doc

from schemas.article import Article
from schemas.event import Codes, Event
from services.chassis.credit_lines import credit_line
from services.chassis.errors import TooLarge
from services.chassis.sketch import sketch
from services.extractor.actors import LocalParty, find_actors, parties_of
from services.extractor.bank import Bank, load_bank
from services.extractor.claimants import find_claimants
from services.extractor.dates import Publication, find_dates
from services.extractor.events import bare_event, build_events
from services.extractor.gate import may_count
from services.extractor.introductions import in_full
from services.extractor.kinds import with_kinds
from services.extractor.merge import merge
from services.extractor.model import ActorMention, PlaceMention, Sentence
from services.extractor.numbers import find_numbers
from services.extractor.parse import Parser, load_model
from services.extractor.passage import Passage
from services.extractor.places import Gazetteer, load_gazetteer
from services.extractor.readers.dependency import read_dependencies
from services.extractor.readers.idioms import read_idioms
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import find_triggers
from services.extractor.revise import reference
from services.extractor.story import resolve
from services.extractor.story.causes import Causes
from services.extractor.story.datelines import dateline_place
from services.extractor.story.days import section_days, story_day
from services.extractor.story.diplomacy import Dealings
from services.extractor.story.pointers import find_pointers
from services.extractor.text import StoryText, read_story
from services.extractor.text.recase import recased

VERSION = "wiretally-extractor/1"
MAX_CHARS = 200_000
"""Characters of a story: a day's live page has 150,000. Reading a part of a longer one would lose figures unseen."""
MAX_FIGURES = 40
"""Figures of one sentence; the densest wire sentence has 12."""
_INDEPENDENT_OF = ("independence from ", "independence from the ")
"""*78 years of independence from Britain*: a country that has no part in the story any more."""
_DIGITS = re.compile(r"\d+")
MAX_PARSED = 400
"""Sentences that are parsed: at 2 ms each a story stays below a second whatever it holds. The surface reader alone reads the rest."""


class Extractor:
    """Extracts events from articles. Safe to use for any number of articles, one at a time."""

    def __init__(self, bank: Bank, gazetteer: Gazetteer, nlp: Language) -> None:
        self._bank = bank
        self._gazetteer = gazetteer
        self._parser = Parser(nlp)
        self._causes = Causes(bank)
        self._dealings = Dealings(bank)
        self._codes: Mapping[str, Codes] = {kind: Codes(cameo=e.cameo, plover=e.plover, acled=e.acled) for kind, e in bank.events.items()}
        self._printed = {alias.text.lower(): alias.text for alias in bank.aliases if len(alias.text) > 2 or not alias.text.isupper()}
        self._names = {id: party.name for id, party in bank.parties.items()}

    def extract(self, article: Article) -> tuple[Event, ...]:
        """What the article says, as upserts. The same article always gives the same events; a kill gives none.

        Only English is read: an article in another language gives no events. Raises TooLarge beyond MAX_CHARS.
        """
        if article.kind == "kill" or not article.language.lower().startswith("en"):
            return ()
        if (size := len(article.text)) > MAX_CHARS:
            raise TooLarge(f"the story has {size:,} characters; more than {MAX_CHARS:,} are not read: send it in parts")
        story = read_story(self._in_prose(article.headline), self._in_prose(article.body), self._gazetteer.may_be_desk)
        day = story_day(article, story)
        dateline = dateline_place(story, self._bank, self._gazetteer)
        passages = self._passages(article, story, day, dateline)
        told = resolve(
            story,
            passages,
            article=article,
            day=day,
            dateline=dateline,
            bank=self._bank,
            causes=self._causes,
            dealings=self._dealings,
            gazetteer=self._gazetteer,
        )
        source = reference(article, credit=credit_line(article.headline, article.body), sketch=sketch(article.body))
        counted = build_events(told.facts, text=article.text, story=source, codes=self._codes, names=self._names, version=VERSION)
        bare = (bare_event(dealing, story=source, codes=self._codes, names=self._names, version=VERSION) for dealing in told.dealings)
        return (*counted, *bare)

    def _in_prose(self, text: str) -> str:
        return recased(text, self._printed, self._parser.knows)

    def _passages(self, article: Article, story: StoryText, day: date | None, dateline: PlaceMention | None) -> tuple[Passage, ...]:
        publication = _publication(article, day)
        told_in = self._parties(story)
        told_of = [country for parties in told_in.values() for party in parties if (country := self._bank.country(party.id)) is not None]
        if dateline is not None and dateline.country is not None:
            told_of.append(dateline.country)
        places = self._gazetteer.find(story.text, context=Counter(told_of))
        places = tuple(p for p in places if not story.text.endswith(_INDEPENDENT_OF, 0, p.span.start))
        written = section_days(story, day)
        told = Counter((*told_of, *(place.country for place in places if place.country is not None)))
        passages = [
            self._look(sentence, publication, _section_day(sentence, written), places, told_in[sentence.entry if story.digest else None])
            for sentence in story.sentences
        ]
        passages = [self._in_town(passage, story.text, told) if passage.sentence.town is not None else passage for passage in passages]
        counting = [i for i, p in enumerate(passages) if may_count(p.sentence, p.numbers)]
        docs = self._parser([passages[i].sentence.text for i in counting[:MAX_PARSED]])
        for i, doc in zip_longest(counting, docs):
            passages[i] = self._read(passages[i], doc)
        return self._introduced(passages, story.text)

    def _parties(self, story: StoryText) -> Mapping[int | None, Sequence[LocalParty]]:
        """The armed parties of the story under None; of a digest those of each item."""
        if not story.digest:
            return {None: parties_of(story.text, self._bank)}
        items: dict[int | None, list[str]] = {}
        for sentence in story.sentences:
            items.setdefault(sentence.entry, []).append(sentence.text)
        return {entry: parties_of("\n".join(texts), self._bank) for entry, texts in items.items()}

    def _introduced(self, passages: Sequence[Passage], text: str) -> tuple[Passage, ...]:
        """The passages with each claimant under the full name that the story has given it by then."""
        named = iter(in_full([claimant for passage in passages for claimant in passage.claimants], text, self._bank))
        return tuple(
            passage.with_(claimants=tuple(next(named) for _ in passage.claimants)) if passage.claimants else passage for passage in passages
        )

    def _read(self, passage: Passage, doc: Doc | None) -> Passage:
        """The passage with its readings; ``doc`` is None where it was not parsed."""
        idioms = read_idioms(passage.sentence, passage.numbers, self._bank)
        if doc is None:
            return passage.with_(readings=with_kinds(merge(idioms), passage.sentence))
        tree = Tree(doc, passage.sentence.span.start)
        hits = find_triggers(tree, self._bank)
        found = (*idioms, *read_dependencies(passage.sentence, tree, hits, passage.numbers, self._bank))
        return passage.with_(readings=with_kinds(merge(found), passage.sentence), tree=tree, hits=hits)

    def _look(
        self,
        sentence: Sentence,
        publication: Publication,
        day: date | None,
        places: Sequence[PlaceMention],
        local: Sequence[LocalParty],
    ) -> Passage:
        """What is found in a sentence without parsing it."""
        text, offset = sentence.text, sentence.span.start
        actors = find_actors(text, self._bank, offset=offset, local=local)
        parties = [actor.span for actor in actors if actor.form == "name" and not actor.id.isupper()]
        numbers = () if _is_table(text) else (*find_numbers(text, offset), *find_pointers(text, offset=offset))
        return Passage(
            sentence,
            numbers=tuple(sorted(numbers, key=lambda number: number.span)),
            dates=find_dates(text, _written(text, publication, day), offset=offset),
            places=tuple(p for p in places if p.span in sentence.span and not any(p.span in party for party in parties)),
            actors=tuple(self._for_side(actor) for actor in actors),
            claimants=find_claimants(text, self._bank, offset=offset),
            day=day,
        )

    def _in_town(self, passage: Passage, text: str, countries: Mapping[str, float]) -> Passage:
        """The passage of a line that begins with the place it tells of: the name is that place's, known or not, and nobody's who speaks."""
        span = passage.sentence.town or passage.sentence.span
        name = text[span.start : span.end]
        before = "in "
        found = self._gazetteer.find(before + name, offset=span.start - len(before), context=countries)
        country = max(countries, key=lambda id: countries[id], default=None)
        place = next((place for place in found if place.span.overlaps(span)), PlaceMention(span, name, country, kind="city"))
        if place.kind == "country":
            return passage
        return passage.with_(
            places=(replace(place, span=span), *(other for other in passage.places if not other.span.overlaps(span))),
            actors=tuple(actor for actor in passage.actors if not actor.span.overlaps(span)),
            claimants=tuple(claimant for claimant in passage.claimants if not claimant.span.overlaps(span)),
        )

    def _for_side(self, actor: ActorMention) -> ActorMention:
        """The side that a party is part of (*the Azov Brigade* is Ukraine's): its losses and prisoners are that side's."""
        party = self._bank.parties.get(actor.id)
        return actor if party is None or party.speaks_for is None else replace(actor, id=party.speaks_for)


def _written(text: str, publication: Publication, day: date | None) -> Publication:
    """What the dates of a sentence count from; in a line of a chronology (*2015 - Gunmen attack in April*) that is the end of its year."""
    label = _YEAR_LABEL.match(text)
    if label is not None and (year := int(label["year"])) < publication.year:
        return Publication.on(date(year, 12, 31))
    return publication if day is None else Publication.on(day)


_YEAR_LABEL = re.compile(r"(?P<year>(?:19|20)\d\d)(?: ?[-\u2013\u2014]{1,2} |: )")


def _is_table(text: str) -> bool:
    """Whether the sentence holds more figures than prose does: a table or a list of results, which counts nobody."""
    return len(text) > 2 * MAX_FIGURES and len(_DIGITS.findall(text)) > MAX_FIGURES


def _section_day(sentence: Sentence, written: Sequence[tuple[int, date]]) -> date | None:
    """The day on which the reprinted report that the sentence stands in was written; None in the story's own text."""
    return next((day for start, day in reversed(written) if start <= sentence.index), None)


def _publication(article: Article, day: date | None) -> Publication:
    return Publication.of(article) if day is None else replace(Publication.of(article), day=day)


def load_extractor() -> Extractor:
    """The extractor with the shipped bank, gazetteer and model (about 2 s). Raises BankError or OSError where they do not load."""
    return Extractor(load_bank(), load_gazetteer(), load_model())
