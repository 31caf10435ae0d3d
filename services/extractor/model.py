"""The nouns of extraction: spans, sentences, numbers, mentions, readings. Every offset counts characters of ``Article.text``."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from schemas.figure import ClaimantRole, DateBasis, DatePrecision, Group, Measure, Mode, Perspective, Qualifier, Status, Unit
from services.extractor.record import changed, record

TAKEN: frozenset[Measure] = frozenset({"abducted", "captured", "detained"})
"""What the counted may have been before: *freed 90 detained rebels*, *the two engineers abducted last year were let go*."""
FREED: frozenset[Measure] = frozenset({"released", "rescued"})
"""What becomes of the taken."""
CAUGHT = frozenset({"trapped", "buried", "missing", "entombed"})
"""Words that may only tell where those were who were saved or found: *fourteen people trapped under the rubble were rescued*."""


@record(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (excluded) of the article's text."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)


@record(frozen=True, slots=True)
class Sentence:
    """One sentence, or one headline, bullet or label, with its place in the story.

    ``entry`` numbers the time-stamped entries of a live page and the items of a digest (None outside them); ``entry_time`` is the
    entry's ``HH:MM``. ``quoted`` is true where the sentence lies wholly inside a quotation that began before it.
    """

    text: str
    span: Span
    index: int
    paragraph: int
    kind: Literal["headline", "body", "bullet", "label"] = "body"
    entry: int | None = None
    entry_time: str | None = None
    quoted: bool = False
    label: str | None = None
    """The label the paragraph stands under, its colon left out (*Details*, *Background*, *Quote from the minister*, *EGYPT*)."""
    town: Span | None = None
    """Where the line names the place whose losses it tells, in a list of such (*Omdurman: 12 killed*)."""


@record(frozen=True, slots=True)
class Number:
    """A number in the text with the bounds its words allow (design section 3, ``low, best, high``).

    ``noun_included`` is true for words that are number and noun at once (*nobody*, *no one*). ``additional`` marks *another N*, *N more*,
    *a further N*, *N others*. ``of_whole`` is the M of *N of M* or *N out of M*. ``pair`` is the second number of *N for M*.
    """

    span: Span
    text: str
    low: int
    best: int | None
    high: int | None
    qualifier: Qualifier = "exact"
    noun_included: bool = False
    additional: bool = False
    of_whole: Number | None = field(default=None, hash=False)
    pair: Number | None = field(default=None, hash=False)
    distractor: str | None = None
    """Why this number counts nothing for us (age, year, money, distance, unit number, rank, percentage, score, time...); None if it may."""

    @property
    def is_faint(self) -> bool:
        """*several*, *a few*, *a handful*: too loose to be a figure."""
        return self.best is None and self.low < 10 and self.qualifier == "vague"


@record(frozen=True, slots=True)
class DateMention:
    """A time expression resolved against publication. ``start`` is None where only the end is known."""

    span: Span
    phrase: str
    start: date | None
    end: date | None
    precision: DatePrecision
    basis: DateBasis
    cumulative: bool = False
    """*since 2022*, *so far this year*, *over three years*: the number beside it runs over a period."""
    as_of: bool = False
    """*as of 16:00*, *by Monday evening*: when the number stood so, not when it happened."""
    time: str | None = None
    """HH:MM where said."""
    forward: bool = False
    """*a day after the dam burst*, *since 2003, when 15 died*, *the 1933 fire*: the time of what the sentence tells after it alone."""


@record(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text, resolved. ``country`` is alpha-3; ``kind`` says what was matched; ``within`` is the town that the story
    puts a quarter in which no table has.
    """

    span: Span
    name: str
    country: str | None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    kind: Literal["city", "admin1", "country", "district", "site", "unknown"] = "city"
    within: str | None = None


@record(frozen=True, slots=True)
class ActorMention:
    """A party named in the text: ``id`` alpha-3 or slug. ``form`` says how: *Ukraine*, *Ukrainian*, *Kyiv* for its government, *its*."""

    span: Span
    id: str
    form: Literal["name", "adjective", "people", "capital", "body", "pronoun"]


@record(frozen=True, slots=True)
class ClaimantMention:
    """Who says what ``scope`` holds (the characters that the claim covers)."""

    name: str
    span: Span
    scope: Span
    role: ClaimantRole = "unknown"
    side: str | None = None
    chain: tuple[str, ...] = ()
    said: Literal["asserts", "denies", "unconfirmed", "plans"] = "asserts"


@record(frozen=True, slots=True)
class Reading:
    """What one reader found: a number that counts something. None means *unsaid here*; the story resolves it."""

    reader: Literal["dependency", "idiom", "both"]
    sentence: int
    measure: Measure
    unit: Unit
    number: Number
    side: str | None = None
    by: str | None = None
    each_side: bool = False
    """The number holds for each of the story's two sides (*each*, *apiece*, *N-for-N*, *on either side*)."""
    both_sides: bool = False
    """The number is the sum over both sides (*almost 800 in all*)."""
    group: Group = "all"
    status: Status = "happened"
    mode: Mode = "increment"
    perspective: Perspective | None = None
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    phase: int | None = None
    claimant: ClaimantMention | None = None
    trigger: Span | None = None
    noun: Span | None = None
    confidence: float = 0.8
    notes: tuple[str, ...] = field(default=())

    def with_(self, **changes: object) -> Reading:
        return changed(self, changes)
