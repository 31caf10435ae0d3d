"""Programmes: agreed exchanges (1,000 for 1,000), the incidents that carry them out, and their phases (design section 5.8).

A handover belongs to a programme if its stories say so, or if it falls within the programme's days and no other programme's: from the
first word of the agreement until the agreed number is reached.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from schemas.incident import Incident, Slot
from services.aggregator.shelves import shifted

GRACE = timedelta(days=30)
"""How long after the last day any story names for it (or any handover of it) an unfinished programme still takes in handovers."""


@dataclass(frozen=True)
class Plan:
    """One programme: what was agreed for each side, and the first and last day spoken of."""

    label: str
    size: dict[str, int]
    first: date
    last: date


@dataclass
class Programmes:
    """The exchange incidents of one ledger, and which programme and phase each is of. A function of the incidents known."""

    _plans: dict[str, Incident] = field(default_factory=dict)
    _handovers: dict[str, Incident] = field(default_factory=dict)
    _others: dict[str, Incident] = field(default_factory=dict)
    _placed: dict[str, Incident] = field(default_factory=dict)
    _dirty: bool = False

    def learn(self, incident: Incident) -> None:
        self.forget(incident.incident)
        shelf = self._shelf(incident)
        shelf[incident.incident] = incident
        self._dirty |= shelf is not self._others

    def forget(self, key: str) -> None:
        for shelf in (self._plans, self._handovers):
            if shelf.pop(key, None) is not None:
                self._dirty = True
        self._others.pop(key, None)

    def _shelf(self, incident: Incident) -> dict[str, Incident]:
        if not incident.ledger.startswith("exchange/"):
            return self._others
        if incident.status == "planned" and incident.programme:
            return self._plans
        dated = incident.end is not None and incident.status in ("happened", "ongoing")
        if dated and any(s.measure == "released" and s.mode == "increment" and not s.part for s in incident.slots):
            return self._handovers
        return self._others

    def placed(self, key: str) -> Incident | None:
        """The incident with its programme and phase; None if it is not known."""
        if key in self._placed:
            return self._placed[key]
        for shelf in (self._others, self._plans, self._handovers):
            if key in shelf:
                return shelf[key]
        return None

    def settle(self) -> set[str]:
        """Place all handovers anew if any handover or plan changed; the keys of those that are placed differently now."""
        if not self._dirty:
            return set()
        self._dirty = False
        before = self._placed
        self._placed = place(self._plans.values(), self._handovers.values())
        return {key for key in {*before, *self._placed} if before.get(key) != self._placed.get(key)}


def place(plans: Iterable[Incident], handovers: Iterable[Incident]) -> dict[str, Incident]:
    """Each handover with its programme and phase; one that is as large as the whole programme, beside others, becomes a total."""
    found = {plan.label: plan for plan in map(_plan, sorted(plans, key=lambda i: i.incident)) if plan is not None}
    ordered = sorted(handovers, key=lambda i: (i.end or date.min, i.incident))
    result: dict[str, Incident] = {}
    real = []
    for handover in ordered:
        label = _totals_up(handover, found, ordered)
        if label is None:
            real.append(handover)
        else:
            result[handover.incident] = _as_total(handover, label)
    taken: dict[str, list[Incident]] = {label: [] for label in found}
    for handover in real:
        label = handover.programme if handover.programme in found else _running(handover, found, taken)
        if label is not None:
            taken[label].append(handover)
        result[handover.incident] = handover.model_copy(update={"programme": label or handover.programme})
    for members in taken.values():
        for number, handover in _phases(members):
            result[handover.incident] = result[handover.incident].model_copy(update={"phase": number})
    return result


def _totals_up(handover: Incident, plans: Mapping[str, Plan], others: Sequence[Incident]) -> str | None:
    """The programme whose whole size the handover gives, if smaller handovers of its days carry that programme out.

    Stories recall a finished programme by its size and often without its days: "freed 1,000 each last month".
    """
    for label, plan in sorted(plans.items()):
        if handover.programme not in (None, label):
            continue
        stated = {s.side: s.best for s in handover.slots if _brings_home(s) and s.side in plan.size}
        if not stated or any(best != plan.size[side] for side, best in stated.items() if side):
            continue
        near = handover.programme == label or (handover.end is not None and plan.first <= handover.end <= shifted(plan.last, GRACE))
        smaller = [
            i for i in others
            if i.end is not None and plan.first <= i.end <= shifted(plan.last, GRACE)
            and any(_brings_home(s) and s.side in stated and 0 < (s.best or s.low) < plan.size[s.side or ""] for s in i.slots)
        ]  # fmt: skip
        if near and smaller:
            return label
    return None


def _as_total(handover: Incident, label: str) -> Incident:
    slots = tuple(s if s.part else s.model_copy(update={"mode": "cumulative"}) for s in handover.slots)
    why = f"the size of the programme {label}, which smaller handovers carry out: a total, not a handover"
    return handover.model_copy(update={"programme": label, "slots": slots, "reasons": (*handover.reasons, why)})


def _brings_home(slot: Slot) -> bool:
    return slot.measure == "released" and slot.group == "all" and not slot.part and slot.mode == "increment"


def _plan(incident: Incident) -> Plan | None:
    """The programme that a planned incident speaks of: the size by its exact numbers, the days by its stories."""
    if incident.programme is None:
        return None
    size = {s.side: s.best for s in incident.slots if s.side and s.measure == "released" and s.group == "all" and not s.part and s.best}
    stories = [claim.story for slot in incident.slots for claim in slot.claims]
    said = [story.published_at.date() for story in stories if story.published_precision != "month"]
    first = [d for d in (incident.start, min(said, default=None)) if d]
    last = [d for d in (incident.end, max(said, default=None)) if d]
    if not first or not last:
        return None
    return Plan(incident.programme, size, min(first), max(last))


def done(members: list[Incident], side: str) -> int:
    """How many of ``side`` the handovers have brought home."""
    return sum(
        s.best or s.low for i in members for s in i.slots if _brings_home(s) and s.side == side
    )  # fmt: skip


def _running(handover: Incident, plans: dict[str, Plan], taken: dict[str, list[Incident]]) -> str | None:
    """The one programme under way on the day of a handover that names none."""
    day = handover.end
    assert day is not None
    open_ = []
    for label, plan in plans.items():
        last = max([plan.last, *(i.end for i in taken[label] if i.end)])
        complete = bool(plan.size) and all(done(taken[label], side) >= size for side, size in plan.size.items())
        if plan.first <= day <= shifted(last, GRACE) and not complete:
            open_.append(label)
    return open_[0] if len(open_) == 1 else None


def _phases(members: list[Incident]) -> list[tuple[int, Incident]]:
    """Phase numbers: as the stories say, else the next free one by day."""
    said = {i.phase for i in members if i.phase is not None}
    numbered, last = [], 0
    for handover in members:
        if handover.phase is not None:
            number = handover.phase
        else:
            number = last + 1
            while number in said:
                number += 1
            said.add(number)
        last = number
        numbered.append((number, handover))
    return numbered
