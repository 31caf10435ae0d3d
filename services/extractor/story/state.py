"""Where a story stands at the sentence being read: what it told of last, where, when, by whose word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from schemas.event import EventType
from schemas.figure import Unit, When
from services.extractor.bank import Bank
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention, Reading, Sentence
from services.extractor.passage import Passage
from services.extractor.story.blame import blamed_in
from services.extractor.story.causes import Causes
from services.extractor.story.context import Context
from services.extractor.story.families import Family
from services.extractor.story.incidents import Incident, Item, is_apart, item_of
from services.extractor.story.sides import Pair
from services.extractor.story.speakers import Speaker, Voices
from services.extractor.story.told_numbers import ToldNumbers

_OTHER_THINGS = frozenset(
    "set put puts give gives gave given find finds found count counts counted list lists listed show shows showed shown release releases "
    "released raise raises raised update updates updated call calls called post posts posted issue issues issued read quote".split()
)


_NO_CHANCE = 10
"""Smaller numbers come again by chance."""


def _last_word(words: str) -> str:
    return words.split()[-1].lower() if words.split() else ""


_NEAR_SENTENCES = 3
_ALL_OF_THEM = re.compile(r"\b(?:all|the|those|these)(?: of the)? \Z", re.I)
_OLD = timedelta(days=31)
_A_WEEK = timedelta(days=7)
"""A sentence about what happened so long before the story is background."""


@dataclass
class Focus:
    """What the story is telling of at this point, per family of figures."""

    when: When | None = None
    place: PlaceMention | None = None
    pair: Pair = (None, None)
    each: bool = False
    apart: bool = False
    """The story has turned to another happening than its main one."""
    counted: bool = False
    """Figures have been told of the place."""
    paragraph: int = -1
    sentence: int = -1
    entry: int | None = None


def is_background(passage: Passage, day: date) -> bool:
    """Whether the sentence is about what happened long before the story."""
    return any(mention.start is not None and day - mention.start > _OLD for mention in passage.dates)


Scenes = Mapping[int | None, PlaceMention]
"""The scene of each part of a story: of its entries or items by their number, of a story without them under None."""


def _is_quarter(part: PlaceMention, town: PlaceMention) -> bool:
    """Whether a district named before may be of the town that the story is about: figures that name no place are the town's."""
    known = part.admin1 is not None and town.admin1 is not None
    return town.kind == "city" and part.country == town.country and (not known or part.admin1 == town.admin1)


@dataclass
class State:
    """Facts so far, and what later sentences may lean on. One state per story; the walk alone changes it."""

    bank: Bank
    context: Context
    causes: Causes
    facts: list[Fact] = field(default_factory=list)
    focus: dict[Family, Focus] = field(default_factory=dict)
    main: dict[Family, Focus] = field(default_factory=dict)
    speaker: Speaker = field(default_factory=Speaker)
    voices: Voices = field(default_factory=dict)
    sides_of_speakers: dict[str, str] = field(default_factory=dict)
    attackers: dict[tuple[str, str | None], str] = field(default_factory=dict)
    """Who harmed those of which side at each place, by the place's name."""
    doers: defaultdict[str | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who has harmed the people of each side so far."""
    dated: dict[str, When] = field(default_factory=dict)
    """When what happened at each place happened, by the place's name."""
    incidents: dict[Item, Incident] = field(default_factory=dict)
    headline_place: PlaceMention | None = None
    headline_frees: bool = False
    """The headline counts people let go."""
    scenes: Scenes = field(default_factory=dict)
    """Where what each part of the story tells of happened."""
    weapons: tuple[int, Unit] | None = None
    """The sentence that named weapons last, counted or not, and which."""
    owners: set[str] = field(default_factory=set)
    """Whose weapons the story has named."""
    subject: str | None = None
    before: Passage | None = None
    """The sentence read last."""
    openings: Mapping[str, date] = field(default_factory=dict)
    """The days on which the story's war, truce or offensive began."""
    numbers: ToldNumbers = field(default_factory=ToldNumbers)
    """The numbers of ``facts``, for whoever compares them by size."""
    going_on_since: date | None = None
    """The day, some days before the story's, on which its fighting or unrest broke out."""
    news_day: date = date.min
    """The day before the story's own where its lead tells the news of *yesterday*, else its own."""
    day_counted: When | None = None
    """The day and night that the story counts the harm of (*over the past 24 hours*)."""
    last_date: When | None = None
    last_since: When | None = None
    """The time named last that runs up to now: *since Friday*."""
    fighters: dict[int, int] = field(default_factory=dict)
    """The numbers that fighters were counted by, each with the sentence that did so last: *four gunmen*."""
    next_date: tuple[int, When] | None = None
    """The sentence that named the day of a transfer still to come last, and the day."""
    returning: int = -1
    """The paragraph that told of refugees or displaced people last."""
    last_place: tuple[int, PlaceMention] | None = None
    """The paragraph that named a place last, and the place."""
    told_last: str = ""
    """The sentence before, in small letters."""
    lead: str = ""
    """The first sentence, in small letters."""
    cause_of_paragraph: tuple[int, EventType | None] = (-1, None)

    def incident_of(self, sentence: Sentence) -> Incident | None:
        """The happening of the sentence's item, else of what stands before and outside all items."""
        return self.incidents.get(item_of(sentence)) or self.incidents.get((None, None))

    def is_speech(self, word: str) -> bool:
        """Whether the verb says that somebody says something; *set*, *put* and *give* mostly do other things."""
        return word in self.bank.claims.speech and word not in _OTHER_THINGS

    def near_place(self, passage: Passage, *, back: bool = False) -> PlaceMention | None:
        """The place told of just before, in the same entry and this paragraph; the one above where the story has no one scene or had
        turned from it, or where the sentence points ``back`` (*one of the wounded*).
        """
        focus, sentence = self.focus.get("harm"), passage.sentence
        if focus is None or focus.place is None or focus.entry != sentence.entry:
            return None
        scene = self.scenes.get(sentence.entry)
        reach = 1 if focus.apart or scene is None or back else 0
        if not 0 <= sentence.paragraph - focus.paragraph <= reach:
            return None
        part = scene is not None and not focus.counted and focus.place.kind in ("district", "site") and _is_quarter(focus.place, scene)
        return scene if scene is not None and part else focus.place

    def place_named(self, passage: Passage) -> PlaceMention | None:
        """The place named last in the paragraph, whatever for: *there*."""
        return self.last_place[1] if self.last_place is not None and self.last_place[0] == passage.sentence.paragraph else None

    def known_place(self, passage: Passage, *, back: bool = False) -> PlaceMention | None:
        """The place the story is telling of, for a sentence that names none."""
        if (item := self.item_country(passage)) is not None:
            near = self.near_place(passage)
            return near if near is not None and near.country in (item, None) else None
        if self._is_of_another_kind(passage):
            return None
        main = self.main.get("harm")
        scene = None if is_background(passage, self.context.day) or is_apart(passage) else self.scenes.get(passage.sentence.entry)
        told = main.place if main is not None else None
        places = (told, scene) if self.context.is_wide else (scene, told)  # the figures of a flood are of where the story began
        return self.near_place(passage, back=back) or places[0] or places[1] or self.headline_place

    def _is_of_another_kind(self, passage: Passage) -> bool:
        """*Still mourning the 224 who died in the floods of Oct. 29*, below the news of a fire: dated, of another kind, and elsewhere."""
        day = self.context.day
        if not any(m.start is not None and m.precision == "day" and day - m.start > _A_WEEK for m in passage.dates):
            return False
        kind = self.causes.main([passage])
        return kind is not None and self.context.cause is not None and {kind, self.context.cause} == {"disaster", "accident"}

    def are_fighters(self, passage: Passage, reading: Reading) -> bool:
        """*All four were gunned down*, *the five were shot dead*: as many as the fighters that the story has just counted."""
        start, noun = reading.number.span.start, reading.noun
        if noun is not None and noun != reading.number.span:
            return False
        told = self.fighters.get(reading.number.low)
        near = told is not None and 0 < passage.sentence.index - told <= _NEAR_SENTENCES
        return near and _ALL_OF_THEM.search(passage.between(start - 12, start)) is not None

    def one_way(self, passage: Passage, reading: Reading) -> Pair | None:
        """The pair of all transfers of this kind in the story, or in this item of it, where every one so far, or every one but what is
        only agreed, went the same way.
        """
        item = item_of(passage.sentence)
        told = [f for f in self.facts if f.reading.measure == reading.measure and f.side is not None and item_of(f.sentence) == item]
        if self.context.parties:
            told = [f for f in told if self.context.in_exchange(f.side, f.by)]
        alone = not any(f.sentence is passage.sentence for f in told) and {"left out", "elliptic"} & set(reading.notes)
        for facts in (told, [f for f in told if alone and f.status == "happened"]):
            if len(pairs := {(f.side, f.by) for f in facts}) == 1:
                return next(iter(pairs))
        return None

    def freed(self, passage: Passage) -> Pair | None:
        """Whom the story has mostly seen let go, and by whom: those still held are theirs, and there."""
        item = item_of(passage.sentence)
        told = (f for f in self.facts if f.reading.measure == "released" and item_of(f.sentence) == item)
        ranked = Counter((f.side, f.by) for f in told if f.side != f.by and None not in (f.side, f.by)).most_common(2)
        return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else None

    def of_kind(self, passage: Passage, reading: Reading) -> Pair | None:
        """The pair of the transfer that used the reading's noun last, where another kind went the other way."""
        word = _last_word(passage.between(reading.number.span.end, reading.noun.end)) if reading.noun is not None else ""
        if not word:
            return None
        for fact in reversed(self.facts):
            noun, start = fact.reading.noun, fact.sentence.span.start
            if fact.reading.measure != reading.measure or fact.side is None or noun is None or fact.mode == "part":
                continue
            if _last_word(fact.sentence.text[max(0, noun.start - start) : max(0, noun.end - start)]) == word:
                return fact.side, fact.by
        return None

    def of_group(self, reading: Reading) -> Pair | None:
        """The pair of those freed before who are children, women or civilians as these are, if always the same: no soldiers' side tells."""
        if reading.group not in ("child", "woman", "civilian"):
            return None
        alike = [f for f in self.facts if (f.reading.measure, f.reading.group) == (reading.measure, reading.group)]
        pairs = {(f.side, f.by) for f in alike if f.side is not None and f.by is not None}
        return next(iter(pairs)) if len(pairs) == 1 else None

    def of_whole(self, reading: Reading) -> Pair | None:
        """The pair of the transfer that counted the known whole of which the reading counts some."""
        whole = reading.number.of_whole
        if whole is None:
            return None
        alike = (f for f in reversed(self.facts) if f.reading.measure == reading.measure and f.side is not None)
        return next(((f.side, f.by) for f in alike if f.reading.number.low == whole.low), None)

    def of_same_number(self, reading: Reading) -> Pair | None:
        """The pair that the story has given the same number before, if always the same; small numbers come again by chance."""
        number = reading.number
        if number.qualifier != "exact" or number.low < _NO_CHANCE or number.pair is not None:
            return None
        alike = [f for f in self.facts if f.reading.measure == reading.measure and f.reading.number.low == number.low]
        pairs = {(f.side, f.by) for f in alike if f.status == "happened" and f.side is not None}
        return next(iter(pairs)) if len(pairs) == 1 else None

    def is_of_each(self, reading: Reading) -> bool:
        """Whether the story gives the number to each side: in figures so far, or as the size of its programme."""
        low = reading.number.low
        sides = {f.side for f in self.facts if f.reading.measure == reading.measure and f.reading.number.low == low and f.side is not None}
        programme = self.context.programme
        return len(sides) > 1 or (programme is not None and set(programme.size.values()) == {low})

    def is_of_both(self, reading: Reading) -> bool:
        """Whether the number is twice one that the story has told of each side: *206 went home*, where each freed 103."""
        half, odd = divmod(reading.number.low, 2)
        if odd or half < 2 or reading.number.qualifier != "exact":
            return False
        sides = {f.side for f in self.facts if f.reading.measure == reading.measure and f.reading.number.low == half and f.side is not None}
        return len(sides) == 2

    def captor(self) -> str | None:
        """The one party that has abducted people so far."""
        parties = {fact.by for fact in self.facts if fact.reading.measure == "abducted" and fact.by is not None}
        return next(iter(parties)) if len(parties) == 1 else None

    def holder(self) -> str | None:
        """The one state that has let people go so far, its own among them."""
        freed = [fact for fact in self.facts if fact.reading.measure == "released" and fact.by is not None]
        givers = {fact.by for fact in freed}
        return next(iter(givers)) if len(givers) == 1 and any(fact.side == fact.by for fact in freed) else None

    def launcher(self, paragraph: int) -> str | None:
        """Who attacks in the sentence before, if it is of the paragraph (*Then came the Ukrainian blow. 117 drones took off*); else the one
        party that has launched weapons so far; before any have been counted, whose weapons the story names (*an Iraqi Scud*).
        """
        before = self.before
        if before is not None and before.sentence.paragraph == paragraph:
            named = {actor.id for actor in before.actors if actor.form != "pronoun"}
            blamed = blamed_in(before, self.bank) if len(named) == 1 else None  # "the two traded attacks" blames neither
            if blamed is not None:
                return blamed
        parties = {fact.side for fact in self.facts if fact.reading.measure == "launched" and fact.side is not None}
        parties = parties or self.owners
        return next(iter(parties)) if len(parties) == 1 else None

    def home(self, passage: Passage, place: PlaceMention | None) -> str | None:
        """The country that people without another belong to: of the place, of the digest's item, of the story."""
        item = self.item_country(passage)
        if item is not None and (place is None or place.country == item or place.span not in passage.sentence.span):
            return item
        known = place or self.known_place(passage)
        return known.country if known is not None and known.country is not None else self.context.home

    def item_country(self, passage: Passage) -> str | None:
        """The country that labels the digest's item (*KENYA - A truck ...*)."""
        label = (passage.sentence.label or "").title()
        return next((a.id for a in self.bank.aliases_by_text.get(label, ()) if a.form == "name" and a.id.isupper()), None)

    def in_item(self, passage: Passage, place: PlaceMention | None) -> PlaceMention | None:
        """The place in the country of the digest's item, where no table says in which it lies."""
        item = self.item_country(passage)
        return replace(place, country=item) if place is not None and item is not None and place.lat is None else place

    def cause(self, passage: Passage, reading: Reading, family: Family) -> EventType | None:
        """What killed or hurt: named near the number, in the paragraph so far, or by the story's lead."""
        if family not in ("harm", "movement"):
            return None
        sentence = passage.sentence
        found = self.causes.near(sentence.text, reading.number.span.start - sentence.span.start)
        paragraph, before = self.cause_of_paragraph
        cause = found or (before if paragraph == sentence.paragraph else None) or self.context.cause
        self.cause_of_paragraph = (sentence.paragraph, cause)
        return cause
