"""From events to what they claim: which events stand, and what each says of one happening.

An :class:`Account` is what one event says of one happening. Accounts are what reconciliation compares; their figures become the
claims of incidents.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from operator import itemgetter
from typing import Literal, NamedTuple

from schemas.base import EventId
from schemas.event import Event, EventType, StoryReference
from schemas.figure import Figure, Measure, Unit
from schemas.incident import Claim
from services.aggregator.lazily import lazily
from services.aggregator.origins import Teller, teller
from services.aggregator.places import Place, place_of
from services.aggregator.sorts import sorts_of
from services.aggregator.values import Entry

Strand = Literal["released", "bodies", "harm", "moved", "air"]
"""Measures that one happening may have together: prisoners and bodies handed over on one day are two happenings."""
Kin = Literal["attack", "disaster", "arrest"]
"""Families of event types that one happening cannot have together; an account that says none is of no kin and fits any."""
Standing = Literal["real", "planned", "hypothetical", "denied"]

STOCKS: frozenset[Measure] = frozenset(("missing", "detained"))
"""Numbers of a state of things, not of a happening: only the latest is true."""
ONE_NIGHT = timedelta(days=1)
LONGEST_WEEK = timedelta(days=31)
LONGEST_HAPPENING = timedelta(days=2)
"""A figure for more than three days (both ends counted) is one of a period, and a check."""

_STRAND: dict[Measure, Strand] = {
    "released": "released", "bodies_returned": "bodies", "evacuated": "moved", "displaced": "moved",
    "launched": "air", "intercepted": "air", "hit": "air", "lost": "air",
}  # fmt: skip
_KIN: dict[EventType, Kin] = {
    "air_attack": "attack", "shelling": "attack", "ground_attack": "attack", "bombing": "attack", "shooting": "attack",
    "abduction": "attack", "disaster": "disaster", "detention": "arrest", "capture": "arrest",
}  # fmt: skip
_MISHAPS: frozenset[EventType] = frozenset(("disaster", "accident"))
_SLOW: frozenset[EventType] = _MISHAPS | {"rescue", "missing_persons"}
_STANDING: dict[str, Standing] = {"happened": "real", "ongoing": "real", "planned": "planned", "denied": "denied"}
_RISEN = re.compile(
    r"\b(?:toll|number of (?:[\w-]+ ){0,4}(?:dead|killed|deaths|victims))\b[^.;]{0,110}?\b(?:ris(?:es|en)|rose|climb(?:s|ed)|jump(?:s|ed)|"
    r"increase[sd]|grew|grown|up to)\b|"
    r"\b(?:bring|rais|tak|push)(?:s|es|ing)\b(?=[^.;]{0,110}\b(?:toll|total|tally|number|count|deaths|fatalities|killed)\b)[^.;]{0,80}"
    r"\b(?:to|at)\b",
    re.IGNORECASE,
)
_N_FOR_N = re.compile(r"([\d,]{1,15})-for-([\d,]{1,15})\Z")
_LOOSE_BASIS = frozenset(("publication", "unknown"))
_WEEKS = re.compile(r"\b(?:weeks?|fortnight)\b", re.IGNORECASE)
"""*A week after a bomb killed nine*: said on a Monday of a bomb of a Tuesday."""


class Size(NamedTuple):
    """An increment as it is compared: ``high`` is None where the claim leaves it open."""

    measure: Measure
    unit: Unit
    side: str | None
    group: str
    best: int | None
    by: str | None
    low: int
    high: int | None
    settled: bool
    """Whether the claim gives neither an as-of time of its own nor a newer number beside it: its story's only word on it."""
    outdated: bool = False
    """Whether its own story calls it so: an earlier state, by which the happening may be known, and no more."""

    def meets(self, other: Size) -> bool:
        """Whether both bounds can be true of one number."""
        return (self.high is None or other.low <= self.high) and (other.high is None or self.low <= other.high)


Number = tuple[Measure, Unit, str | None, str, int]
number_of: Callable[[Size], Number] = itemgetter(slice(5))
"""Of a size with a best number the first five: what was counted and what it came to, whoever did it and however sure."""


@dataclass(frozen=True, eq=False)
class Account:
    """What one event says of one happening: increments and parts, or (``period``) numbers that run over several.

    What is compared again and again lies ready as plain fields; what costs something to find out, and is not asked of every account
    (most of those that a start reads only find their page), is found out when it is first asked for.
    """

    key: str
    event: Event = field(repr=False)
    strand: Strand
    standing: Standing
    figures: tuple[Figure, ...] = field(repr=False)
    period: bool = False
    since: date | None = None
    story: str = field(init=False, repr=False)
    happening: str = field(init=False, repr=False)
    """What accounts of one story share that it says of one time and place."""
    order: tuple[object, ...] = field(init=False, repr=False)
    """Canonical order of accounts: by publication, so that what comes later seldom comes first."""
    kin: Kin | None = field(init=False, repr=False)
    mishap: bool = field(init=False, repr=False)
    """Whether it tells of a disaster or an accident: rare things, of which one region has seldom two on a day."""
    slow: bool = field(init=False, repr=False)
    """Whether its toll runs on for days: bodies are found long after a ship has sunk."""
    start: date | None = field(init=False, repr=False)
    end: date | None = field(init=False, repr=False)
    """Alone set where the start is open."""
    sure: bool = field(init=False, repr=False)
    """False where the day is only that of publication, or counted in weeks."""
    one_day: bool = field(init=False, repr=False)
    """Whether it names its day. A night from one day to the next is, for what flies, the day it ends."""
    phase: int | None = field(init=False, repr=False)
    programme: str | None = field(init=False, repr=False)
    share_only: bool = field(init=False, repr=False)
    """Whether it says only parts of something that another account states whole."""

    def __post_init__(self) -> None:
        event, harm = self.event, self.strand in ("harm", "moved")
        start, end = event.when.start, event.when.end or event.when.start
        put = partial(object.__setattr__, self)
        put("story", event.story.story_id)
        put("happening", event.happening)
        put("order", (event.story.published_at, event.story.story_id, self.key))
        put("kin", _kin(event.type, self.figures) if self.strand == "harm" else None)
        put("mishap", harm and event.type in _MISHAPS)
        put("slow", harm and event.type in _SLOW)
        put("start", start)
        put("end", end)
        put("sure", event.when.basis not in _LOOSE_BASIS and not (event.when.basis == "relative" and _WEEKS.search(event.when.phrase)))
        put("one_day", start is not None and end is not None and (start == end or (self.strand == "air" and end - start <= ONE_NIGHT)))
        put("phase", event.phase.number if event.phase else None)
        put("programme", event.programme.label if event.programme else None)
        put("share_only", all(f.mode == "part" for f in self.figures))

    @lazily
    def place(self) -> Place | None:
        """Where it happened; of what flies, where it flew at: its launcher's own country is where it came from."""
        place = place_of(self.event.where)
        if self.strand == "air" and place is not None and any(place.country == f.side for f in self.figures if f.side):
            return None
        return place

    @property
    def in_week(self) -> bool:
        """Whether it tells of one disaster or accident of which it names but the week: *last week's landslides*."""
        return self.mishap and not self.period and self.event.when.precision == "week"

    def programme_size(self, side: str | None) -> int | None:
        """What the programme it names is to bring home in all for ``side``: as stated, else by its label (``1,000-for-1,000``)."""
        programme = self.event.programme
        if programme is None:
            return None
        if side in programme.size:
            return programme.size[side]
        label = _N_FOR_N.match(programme.label)
        return int(label[1].replace(",", "")) if label and label[1] == label[2] else None

    @lazily
    def sizes(self) -> tuple[Size, ...]:
        """The increments."""
        return tuple(_size(f) for f in self.figures if f.mode == "increment")

    @lazily
    def sorts(self) -> frozenset[str]:
        """What sort of accident or disaster its sentences name (``sorts.py``)."""
        return sorts_of({f.sentence for f in self.figures}, disaster=self.kin == "disaster") if self.mishap else frozenset()

    @lazily
    def risen(self) -> bool:
        """Whether it tells of more dead than were known before: its happening is older than what it says of its day."""
        return self.strand == "harm" and any(f.measure == "killed" and _RISEN.search(f.sentence) for f in self.figures)

    @lazily
    def parts(self) -> tuple[Size, ...]:
        """What it says of some of those counted."""
        return tuple(_size(f) for f in self.figures if f.mode == "part")

    @lazily
    def teller(self) -> Teller:
        return teller(self.event.story)

    @lazily
    def reference(self) -> StoryReference:
        """The story as claims name it: without the sketch, which only origins need."""
        story = self.event.story
        return story.model_copy(update={"sketch": ()}) if story.sketch else story

    @lazily
    def said(self) -> tuple[Said, ...]:
        """Its figures, each as the incident it is in weighs it."""
        return tuple(
            Said(
                figure,
                as_of(figure, self.event),
                self.story,
                claim_id(self.event.event_id, figure),
                figure.as_of is None and self.event.story.published_precision == "day",
                self.programme_size(figure.side) if figure.measure == "released" else None,
                self.event,
                self.strand,
                self.place,
                self.reference,
            )
            for figure in self.figures
        )


Whose = tuple[str | None, str | None, bool]
"""Side, opposite side, and whether the number is a sum over several or nobody knows whom."""


@dataclass(eq=False, slots=True)
class Said(Entry):
    """One figure of an account: an entry that lasts as long as the account does, and is weighed anew whenever its incident is made.

    What :meth:`begin` sets is of that one time. ``shown`` outlasts it: a claim of which nothing else became is not made again.

    It does not know its account, only what is needed of it: the two would hold each other, and accounts that leave memory would wait for
    Python's garbage collector, which seldom comes (``collect_seldom``).
    """

    event: Event
    strand: Strand
    place: Place | None
    reference: StoryReference
    inner: Place | None = field(init=False, default=None)
    """The place inside the incident's own that its account speaks of."""
    part: bool = field(init=False, default=False)
    whose: Whose = field(init=False, default=(None, None, False))
    """Written where slots are assigned."""
    shown: Claim | None = field(init=False, default=None)
    """The claim as an incident last showed it."""

    def begin(self, origin: str, inner: Place | None, *, share: bool, denied: bool) -> None:
        """Make ready to be weighed, as if it never had been. The figures of a ``share`` are parts, whatever they call themselves."""
        self.inner, self.denied, self.outcome, self.reason = inner, denied, "standing", ""
        self.part = share or self.figure.mode == "part"
        if origin != self.origin:
            self.origin = origin
            self.who = self.figure.claimant.name.casefold() if self.figure.claimant else f"origin:{origin}"


def _kin(kind: EventType, figures: Iterable[Figure]) -> Kin | None:
    kin = _KIN.get(kind)
    seized = kin == "arrest" and all(f.measure in ("detained", "captured") for f in figures)
    return None if kin == "arrest" and not seized else kin  # an arrest kills nobody: its dead are of the fight before it


def _size(f: Figure) -> Size:
    settled = f.as_of is None and not f.superseded
    return Size(f.measure, f.unit, f.side, f.group, f.best, f.by, f.low, f.high, settled, f.superseded)


def accounts_of(event: Event) -> Iterator[Account]:
    """The accounts of one event: one for each strand, and one more for figures that run over a period; none of a retraction."""
    if event.op == "retract":
        return
    standing = _STANDING.get(event.status, "hypothetical")
    strands: dict[Strand, list[Figure]] = {}
    for figure in event.figures:
        if figure.measure != "unknown" and figure.unit != "unknown":
            strands.setdefault(_STRAND.get(figure.measure, "harm"), []).append(figure)
    for strand, figures in strands.items():
        key = f"{event.event_id}/{strand}"
        if standing != "real":
            yield Account(key, event, strand, standing, tuple(figures))
            continue
        running = [f for f in figures if _runs(f, event)]
        if not running:
            yield Account(key, event, strand, standing, tuple(figures))
            continue
        whole = {f.measure for f in figures if f.mode == "increment" and f not in running}
        running += [f for f in figures if f.mode == "part" and f not in running and f.measure not in whole and _has_total(f, running)]
        happening = tuple(f for f in figures if f not in running)
        if happening:
            yield Account(key, event, strand, standing, happening)
        for since in sorted({f.since for f in running}, key=lambda day: day or date.min):
            counted = tuple(f for f in running if f.since == since)
            yield Account(f"{key}/since {since or 'unsaid'}", event, strand, standing, counted, period=True, since=since)


def _runs(figure: Figure, event: Event) -> bool:
    """Whether the figure counts over a period: it says so, or its days are too many for one happening."""
    when = event.when
    if figure.mode == "cumulative":
        return True
    if when.precision == "week" and figure.mode == "increment" and event.type in _MISHAPS:
        # "the toll of last week's landslides": one happening, on some day of it; every day of centuries is not looked at
        return when.start is not None and when.end is not None and when.end - when.start > LONGEST_WEEK
    if when.start is None or when.end is None:
        return figure.mode == "part" and when.start is None and when.end is not None and figure.since is not None
    span = when.end - when.start
    if figure.mode == "part" and span > timedelta(0) and _STRAND.get(figure.measure) != "air":
        return not any(other.mode == "increment" and other.measure == figure.measure for other in event.figures)
    return span > LONGEST_HAPPENING


def _has_total(part: Figure, running: list[Figure]) -> bool:
    return any(total.measure == part.measure and total.unit == part.unit for total in running)


def as_of(figure: Figure, event: Event) -> datetime:
    """When the number stood so, UTC: the time stated, else publication; a day alone is its last second.

    A story that gives only its month is taken to be written on the day of what it tells, for nothing says that it knew more.
    """
    if figure.as_of is not None:
        return figure.as_of
    story = event.story
    if story.published_precision == "time":
        return story.published_at
    day = story.published_at.date()
    if story.published_precision == "month":
        told = event.when.end or event.when.start
        day = max(day, told) if told else day
    return datetime.combine(day, time(23, 59, 59), UTC)


def digest(*parts: object) -> str:
    """24 hex digits that stand for ``parts`` on every machine and in every run."""
    return hashlib.blake2b(joined(*parts).encode(), digest_size=12).hexdigest()


def joined(*parts: object) -> str:
    """Parts of a digest as one: ``digest(joined(a, b), c)`` is ``digest(a, b, c)``."""
    return "\x1f".join(["" if part is None else str(part) for part in parts])


def claim_id(event_id: EventId, figure: Figure) -> str:
    """Equal claims of one event share it, wherever in the story they stand."""
    f = figure
    who = f.claimant.name if f.claimant else ""
    return digest(event_id, f.measure, f.unit, f.low, f.best, f.high, f.side, f.by, f.group, f.mode, f.as_of, f.superseded, who)


@dataclass
class Book:
    """The events of one ledger that stand, whatever came in whatever order.

    For an event id the highest revision wins; at the same revision a retraction wins, then the greater message, so that the result
    depends on the set of messages only. Retractions are remembered: an upsert that comes after one may be older than it.
    """

    events: dict[EventId, Event] = field(default_factory=dict)

    def apply(self, event: Event) -> bool:
        """Take the message in; whether what stands has changed."""
        known = self.events.get(event.event_id)
        if known is not None and not replaces(event, known):
            return False
        self.events[event.event_id] = event
        return known is None or known.op == "upsert" or event.op == "upsert"

    def standing(self) -> list[Event]:
        return [event for event in self.events.values() if event.op == "upsert"]


def replaces(event: Event, known: Event) -> bool:
    """Whether ``event`` takes the place of ``known``, a message of the same event id, whichever came first."""
    if event.story.revision != known.story.revision:
        return event.story.revision > known.story.revision
    if event.op != known.op:
        return event.op == "retract"
    return event is not known and event.to_json() > known.to_json()
