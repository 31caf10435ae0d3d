"""Tallies over incidents: sums of slots by the keys of a definition, kept one incident at a time or evaluated whole. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, get_args

from schemas.base import IncidentId, StoryId
from schemas.event import StoryReference
from schemas.figure import Unit
from schemas.incident import Grade, Incident, Slot
from schemas.tally import Tally, TallyChange, TallyValue
from services.aggregator.checks import REAL, Checks, Subject, Touched, shown, subject
from services.aggregator.definitions import ANY, GROUP_BY, PAIR, Definition, Definitions
from services.aggregator.sums import sum_of

_WEAKEST_FIRST: tuple[Grade, ...] = ("denied", "contested", "unknown", "single", "corroborated", "agreed")
_BACKING = frozenset(("standing", "copy", "high_only"))
ALL_UNITS = frozenset(get_args(Unit))
_NEVER = datetime.fromtimestamp(0, UTC)

RowKey = tuple[Any, ...]
"""The values of GROUP_BY, None for what the tally is not kept by."""


def counted(slot: Slot) -> bool:
    """Whether a slot is a number of its own: no part of another, no running total, and some number at all."""
    return not slot.part and slot.mode == "increment"


def rows_of(definition: Definition, incident: Incident) -> Iterator[tuple[RowKey, Slot]]:
    """The rows that the incident adds to, with the slot that it adds."""
    where = definition.where
    if incident.retracted or incident.status not in REAL or incident.end is None or (where and not _lets_in(where, incident)):
        return
    for slot in incident.slots:
        if slot.measure not in definition.measures or slot.unit not in definition.units or not counted(slot) or slot.grade == "denied":
            continue
        if where and not all(getattr(slot, name) in where[name] for name in ("side", "by", "group") if name in where):
            continue
        if "group" not in definition.by and "group" not in where and slot.group != "all":
            continue
        values = {
            "theatre": incident.theatre, "programme": incident.programme, "phase": incident.phase, "date": incident.end,
            "place": slot.place or incident.place, "side": slot.side, "group": slot.group,
        }  # fmt: skip
        yield tuple([values[name] if name in definition.by else None for name in GROUP_BY]), slot


def _lets_in(where: Mapping[str, frozenset[str]], incident: Incident) -> bool:
    if "ledger" in where and incident.ledger.partition("/")[0] not in where["ledger"]:
        return False
    if "theatre" in where:
        pair = PAIR in where["theatre"] and incident.theatre is not None and "-" in incident.theatre
        if not pair and incident.theatre not in where["theatre"]:
            return False
    if "programme" in where and incident.programme not in where["programme"] and not (ANY in where["programme"] and incident.programme):
        return False
    return all(getattr(incident, name) in where[name] for name in ("type", "place") if name in where)


class _Adds(NamedTuple):
    """What one slot, or all of an incident or of a row, come to, without the claims behind it: those of a year do not fit in memory."""

    low: int
    best: int | None
    high: int | None
    grade: Grade
    origins: int
    stories: tuple[StoryId, ...]

    @classmethod
    def of(cls, slot: Slot) -> _Adds:
        return cls(slot.low, slot.best, slot.high, slot.grade, slot.origins, _stories(slot))

    @classmethod
    def together(cls, adds: Sequence[_Adds]) -> _Adds:
        """The sum, no better known than its worst part."""
        if len(adds) == 1:
            return adds[0]
        return cls(
            sum_of(one.low for one in adds),
            sum_of(one.best for one in adds),
            sum_of(one.high for one in adds),
            min((one.grade for one in adds), key=_WEAKEST_FIRST.index),
            min(one.origins for one in adds),
            tuple(sorted({story for one in adds for story in one.stories})),
        )


@dataclass
class _Kept:
    """One definition's rows: for each, what incidents add to it."""

    definition: Definition
    rows: dict[RowKey, dict[IncidentId, _Adds]] = field(default_factory=lambda: defaultdict(dict))
    on: dict[tuple[Subject, date], dict[RowKey, int]] = field(default_factory=lambda: defaultdict(dict))
    """The rows that count something on a subject and day, with how many incidents make it so."""
    by_incident: dict[IncidentId, dict[RowKey, set[tuple[Subject, date]]]] = field(default_factory=dict)

    def apply(self, incident: Incident) -> set[RowKey]:
        """Put the incident's slots in the place of those it had; the rows that this touched."""
        adds: dict[RowKey, list[Slot]] = defaultdict(list)
        for key, slot in rows_of(self.definition, incident):
            adds[key].append(slot)
        before = self.by_incident.pop(incident.incident, {})
        now = {key: {(subject(incident, slot), incident.end) for slot in slots if incident.end is not None} for key, slots in adds.items()}
        for key in before.keys() - now.keys():
            del self.rows[key][incident.incident]
            if not self.rows[key]:
                del self.rows[key]
        for key, slots in adds.items():
            self.rows[key][incident.incident] = _Adds.together([_Adds.of(slot) for slot in slots])
        if now:
            self.by_incident[incident.incident] = now
        if now != before:
            for keyed, step in ((before, -1), (now, 1)):
                for key, days in keyed.items():
                    for day in days:
                        self._count(day, key, step)
        return before.keys() | now.keys()

    def _count(self, day: tuple[Subject, date], key: RowKey, step: int) -> None:
        rows = self.on[day]
        rows[key] = rows.get(key, 0) + step
        if not rows[key]:
            del rows[key]
            if not rows:
                del self.on[day]

    def concerned(self, touched: Touched) -> set[RowKey]:
        """The rows that show a running total or an agreed number which may have changed."""
        found = {key for day in touched.days for key in self.on.get(day, ())} if self.shows_checks() else set()
        if self.definition.agreed and touched.deals:
            found |= {key for key in self.rows if (key[0], key[1]) in touched.deals}
        return found

    def shows_checks(self) -> bool:
        return "date" in self.definition.by or "programme" in self.definition.by


class TallyBook:
    """The rows of all tallies over the incidents taken in. The same incidents give the same rows in any order."""

    def __init__(self, definitions: Definitions) -> None:
        self._kept = [_Kept(definition) for definition in definitions]
        self._incidents: dict[IncidentId, Incident] = {}
        self._checks = Checks()
        self._standing: dict[str, Tally] = {}
        self.unsound: set[IncidentId] = set()
        """Incidents whose numbers do not fit one another (``violations``)."""

    def apply(self, incident: Incident) -> tuple[tuple[Tally, TallyChange], ...]:
        """Take in the newest state of an incident; each row that changed, with the step it made. A gone row is ``retracted``."""
        before = self._incidents.pop(incident.incident, None)
        self.unsound.discard(incident.incident)
        if not incident.retracted:
            self._incidents[incident.incident] = _lean(incident)
            if incident.violations:
                self.unsound.add(incident.incident)
        touched = self._checks.replace(before, self._incidents.get(incident.incident, incident))
        told = {slot.measure for state in (before, incident) if state is not None for slot in state.slots}
        cause = _Cause.of(incident)
        steps = []
        for kept in self._kept:
            if kept.definition.measures.isdisjoint(told) and not (kept.definition.agreed and touched.deals):
                continue
            for key in sorted(kept.apply(incident) | kept.concerned(touched), key=_sortable):
                if step := self._step(kept, key, cause):
                    steps.append(step)
        return tuple(steps)

    def tallies(self) -> tuple[Tally, ...]:
        """All rows that stand, in the order of their keys."""
        return tuple(self._standing[key] for key in sorted(self._standing))

    def _step(self, kept: _Kept, key: RowKey, cause: _Cause) -> tuple[Tally, TallyChange] | None:
        name = row_key(kept.definition, key)
        before = self._standing.get(name)
        now = self._row(name, kept, key) if key in kept.rows else None
        if now == before:
            return None
        if now is None:
            assert before is not None
            del self._standing[name]
            return before.model_copy(update={"retracted": True}), _change(before, None, cause)
        self._standing[name] = now
        return now, _change(before, now, cause)

    def _row(self, name: str, kept: _Kept, key: RowKey) -> Tally:
        definition, adds = kept.definition, kept.rows[key]
        total = _Adds.together(list(adds.values()))
        values = dict(zip(GROUP_BY, key, strict=True))
        updated = [i.updated_at for i in map(self._incidents.__getitem__, adds) if i.updated_at is not None]
        days = {day for i in adds for day in kept.by_incident[i][key]}
        return Tally(
            key=name,
            tally=definition.name,
            **values,
            measures=tuple(sorted(definition.measures)),
            units=tuple(sorted(definition.units)) if definition.units < ALL_UNITS else (),
            low=total.low,
            best=total.best,
            high=total.high,
            agreed=self._checks.agreed((key[0], key[1] or ""), values["side"], values["group"]) if definition.agreed else None,
            grade=total.grade,
            origins=total.origins,
            stories=total.stories,
            incidents=tuple(sorted(adds)),
            checks=self._checks.of_row(days) if kept.shows_checks() else (),
            updated_at=max(updated, default=None),
        )


def _lean(incident: Incident) -> Incident:
    """The incident with no claims but those that running totals are shown with."""
    slots = (
        slot.model_copy(update={"claims": (shown(slot),) if slot.mode == "cumulative" and slot.claims else ()}) for slot in incident.slots
    )
    return incident.model_copy(update={"slots": tuple(slots), "reasons": (), "violations": ()})


def _stories(slot: Slot) -> tuple[StoryId, ...]:
    return tuple(sorted({claim.story.story_id for claim in slot.claims if claim.outcome in _BACKING}))


def row_key(definition: Definition, key: RowKey) -> str:
    """The Kafka key: name and group-by values joined by ``|``, empty where there is none."""
    return "|".join([definition.name, *["" if value is None else str(value).replace("|", "/") for value in key]])


def _sortable(key: RowKey) -> tuple[str, ...]:
    return tuple(["" if value is None else str(value) for value in key])


class _Cause(NamedTuple):
    """What moved a row: the newest story of an incident, and when."""

    story: StoryReference | None
    at: datetime | None

    @classmethod
    def of(cls, incident: Incident) -> _Cause:
        stories = [claim.story for slot in incident.slots for claim in slot.claims]
        newest = max(stories, key=lambda s: (s.received_at or s.published_at, s.story_id, s.revision), default=None)
        return cls(newest, incident.updated_at or (newest.published_at if newest else None))


def _change(before: Tally | None, now: Tally | None, cause: _Cause) -> TallyChange:
    """The step from one state of a row to the next."""
    known = now or before
    assert known is not None
    return TallyChange(
        key=known.key,
        tally=known.tally,
        before=_value(before),
        after=_value(now),
        story_id=cause.story.story_id if cause.story else None,
        revision=cause.story.revision if cause.story else None,
        changed_at=cause.at or known.updated_at or _NEVER,
    )


_NO_VALUE = TallyValue()


def _value(tally: Tally | None) -> TallyValue:
    if tally is None:
        return _NO_VALUE
    return TallyValue(low=tally.low, best=tally.best, high=tally.high, agreed=tally.agreed)


def evaluate(incidents: Iterable[Incident], definitions: Definitions) -> tuple[Tally, ...]:
    """The rows of all tallies over a set of incidents, in the order of their keys."""
    book = TallyBook(definitions)
    for incident in incidents:
        book.apply(incident)
    return book.tallies()
