"""What a whole set of stories must come to: incidents and tallies held against the set's `checks.json`.

Kinds of check: *slot*, one number of one incident, which must stand there and nowhere else; *tally*, one row; *sum*, slots of a period
added over incidents; *none*, a number that no incident may carry (a plan, a denial, a killed story).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

AIR_MEASURES = frozenset({"launched", "intercepted", "hit", "lost"})
"""A raid runs over midnight and is counted on its last day."""

HAPPENED = frozenset({None, "", "happened", "ongoing"})


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Check(_Form):
    """One number that the set must yield. A key that is not given is not asked; a null ``side`` or ``by`` is any."""

    kind: Literal["slot", "tally", "sum", "none"]
    name: str
    measure: str | None = None
    unit: str = "persons"
    start: str = ""
    end: str | None = None
    side: str | None = None
    by: str | None = None
    group: str | None = None
    place: str | None = None
    low: int | None = None
    best: int | None = None
    high: int | None = None
    agreed: int | None = None
    origins: int | None = None
    tally: str | None = None
    theatre: str | None = None
    programme: str | None = None
    phase: int | None = None
    date: str | None = None

    def asks(self, key: str) -> bool:
        return key in self.model_fields_set


class _Numbers(_Form):
    low: int | None = None
    best: int | None = None
    high: int | None = None
    agreed: int | None = None
    origins: int | None = None


class FigureForm(_Form):
    measure: str
    unit: str
    low: int
    high: int | None = None
    side: str | None = None
    sentence: str = ""


class StoryForm(_Form):
    story_id: str


class ClaimForm(_Form):
    """A claim as `run --format json` prints it."""

    story: StoryForm
    figure: FigureForm


class SlotForm(_Numbers):
    """A slot as `run --format json` prints it."""

    measure: str
    unit: str
    side: str | None = None
    by: str | None = None
    group: str | None = None
    place: str | None = None
    status: str | None = None
    mode: str | None = None
    part: bool | None = None
    claims: tuple[ClaimForm, ...] = ()


class IncidentForm(_Form):
    incident: str
    status: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    slots: tuple[SlotForm, ...] = ()

    @property
    def days(self) -> tuple[str, str]:
        """First and last day; empty where unknown."""
        start = (self.start or "")[:10]
        return start, (self.end or start)[:10] or start


class TallyForm(_Numbers):
    tally: str
    theatre: str | None = None
    programme: str | None = None
    phase: int | None = None
    date: str | None = None
    side: str | None = None
    group: str | None = None


class RunForm(_Form):
    """What `wiretally run --format json` prints."""

    tallies: tuple[TallyForm, ...] = ()
    incidents: tuple[IncidentForm, ...] = ()


@dataclass(frozen=True)
class TallyReport:
    """Each check with why it is wrong; an empty reason is right."""

    verdicts: tuple[tuple[Check, str], ...]

    @property
    def right(self) -> int:
        return sum(not reason for _, reason in self.verdicts)

    @property
    def passed(self) -> bool:
        return bool(self.verdicts) and self.right == len(self.verdicts)

    def summary(self) -> str:
        return f"tallies {self.right} of {len(self.verdicts)} right"

    def lines(self, *, misses: bool = True) -> Iterable[str]:
        """The wrong ones with their reasons, then :meth:`summary`."""
        if misses:
            yield from (f"WRONG {check.name}: {reason}" for check, reason in self.verdicts if reason)
        yield self.summary()

    def to_json(self) -> dict[str, object]:
        return {
            "right": self.right,
            "checks": [{"name": check.name, "kind": check.kind, "wrong": reason or None} for check, reason in self.verdicts],
        }


_CHECKS = TypeAdapter(tuple[Check, ...])


def load_checks(path: Path) -> tuple[Check, ...]:
    """The checks of a `checks.json`. Raises FileNotFoundError, or pydantic.ValidationError naming the check that does not fit."""
    return _CHECKS.validate_json(path.read_bytes())


def check_run(checks: Sequence[Check], run: RunForm) -> TallyReport:
    return TallyReport(tuple((check, _why_wrong(check, run)) for check in checks))


def _why_wrong(check: Check, run: RunForm) -> str:
    if check.kind == "tally":
        rows = [row for row in run.tallies if _same_row(check, row)]
        return _unequal(check, rows[0]) if len(rows) == 1 else f"{len(rows)} rows"
    chosen = _of_group(_matching_slots(check, run.incidents), check.group or "all")
    if check.kind == "none":
        forbidden = [slot.best for slot in chosen if not check.asks("best") or slot.best == check.best]
        return f"there: {forbidden}" if forbidden else ""
    if check.kind == "sum":
        total = sum(slot.best or 0 for slot in chosen)
        return "" if total == check.best else f"sum {total} of {[slot.best for slot in chosen]}"
    if check.measure in AIR_MEASURES and len(chosen) > 1:
        # A smaller figure for one place or hour of the same day may stand beside the day's.
        chosen = [slot for slot in chosen if (slot.best or 0) >= (check.best or 0)]
    if len(chosen) != 1:
        return f"{len(chosen)} incidents: {[slot.best for slot in chosen]}"
    return _unequal(check, chosen[0])


def _same_row(check: Check, row: TallyForm) -> bool:
    values = row.model_dump() | {"group": row.group or "all"}
    keys = ("tally", "theatre", "programme", "phase", "date", "side", "group")
    return all((values[key] or None) == getattr(check, key) for key in keys if check.asks(key))


def _unequal(check: Check, row: _Numbers) -> str:
    keys = ("low", "best", "high", "agreed", "origins")
    differences = ((key, getattr(row, key), getattr(check, key)) for key in keys if check.asks(key))
    return "; ".join(f"{key} {got} not {wanted}" for key, got, wanted in differences if got != wanted)


def _matching_slots(check: Check, incidents: Iterable[IncidentForm]) -> Iterator[tuple[str, SlotForm]]:
    """Slots that carry the check's measure in its days, place and parties, with the incident's id."""
    for incident in incidents:
        if incident.status in HAPPENED and _in_days(check, incident):
            for slot in incident.slots:
                if slot.status in HAPPENED and slot.mode != "cumulative" and not slot.part and _counts(check, slot, incident):
                    yield incident.incident, slot


def _in_days(check: Check, incident: IncidentForm) -> bool:
    first, last = check.start, check.end or check.start
    start, end = incident.days
    counted_from = end if check.measure in AIR_MEASURES else start
    if not counted_from or counted_from > last or end < first:
        return False
    # Over a longer period than asked it is another statement, not this one.
    return (_length(start, end) or 0) <= (_length(first, last) or 0) + 1


def _length(start: str, end: str) -> int | None:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        return None


def _counts(check: Check, slot: SlotForm, incident: IncidentForm) -> bool:
    if (slot.measure, slot.unit) != (check.measure, check.unit):
        return False
    if any(asked and plain(said) != plain(asked) for asked, said in ((check.side, slot.side), (check.by, slot.by))):
        return False
    place = plain(slot.place or incident.place)
    return not check.place or any(plain(name) in place for name in check.place.split("|"))


def _of_group(found: Iterable[tuple[str, SlotForm]], group: str) -> list[SlotForm]:
    """The slots of that group; for *all*, an incident without such a slot gives its largest."""
    by_incident: dict[str, list[SlotForm]] = {}
    for incident, slot in found:
        by_incident.setdefault(incident, []).append(slot)
    chosen: list[SlotForm] = []
    for slots in by_incident.values():
        same = [slot for slot in slots if (slot.group or "all") == group]
        chosen += same or (sorted(slots, key=lambda slot: -(slot.best or 0))[:1] if group == "all" else [])
    return chosen


def plain(text: str | None) -> str:
    """Lower case letters and digits without diacritics, one space between words."""
    ascii_text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", ascii_text).strip()
