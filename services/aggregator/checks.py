"""Running totals and agreed numbers: what tallies are held against and never made of (design section 5.7 and 5.8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from schemas.base import IncidentId
from schemas.incident import Claim, Incident, Slot
from schemas.tally import Check
from services.aggregator.sums import sum_of

K = TypeVar("K")
V = TypeVar("V")

Subject = tuple[str, str, str, str | None, str]
"""Ledger, measure, unit, side, group: what a running total and the increments it runs over have in common."""
Deal = tuple[str | None, str]
"""Theatre and programme."""

REAL = frozenset(("happened", "ongoing"))
MOST_CHECKS = 12
"""Shown on a row, the latest first: a row of a long war is not to carry every weekly total."""


def subject(incident: Incident, slot: Slot) -> Subject:
    return incident.ledger, slot.measure, slot.unit, slot.side, slot.group


def shown(total: Slot) -> Claim:
    """The claim that a running total is shown with."""
    return next((c for c in total.claims if c.outcome == "standing"), total.claims[0])


@dataclass
class Touched:
    """What rows must be looked at again after a change: those with a number on that subject and day, and those of the deal."""

    days: set[tuple[Subject, date]] = field(default_factory=set)
    deals: set[Deal] = field(default_factory=set)


@dataclass
class Checks:
    """Increments by day, running totals and plans, of all incidents known."""

    _increments: dict[Subject, dict[date, dict[IncidentId, Slot]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    _totals: dict[Subject, dict[IncidentId, tuple[Incident, Slot]]] = field(default_factory=lambda: defaultdict(dict))
    _plans: dict[Deal, dict[IncidentId, Incident]] = field(default_factory=lambda: defaultdict(dict))

    def replace(self, before: Incident | None, now: Incident) -> Touched:
        """Put the newest state of an incident in the place of the one before."""
        touched = Touched()
        if before is not None:
            self._put(before, False, touched)
        if not now.retracted:
            self._put(now, True, touched)
        return touched

    def _put(self, incident: Incident, adding: bool, touched: Touched) -> None:
        key = incident.incident
        if incident.status == "planned" and incident.programme:
            deal = (incident.theatre, incident.programme)
            _set(self._plans[deal], key, incident if adding else None)
            touched.deals.add(deal)
        if incident.status not in REAL or incident.end is None:
            return
        for slot in incident.slots:
            about = subject(incident, slot)
            if slot.part:
                continue
            if slot.mode == "cumulative":
                if incident.start != incident.end:  # a sum over sides or places of one day is no running total
                    _set(self._totals[about], key, (incident, slot) if adding else None)
                    touched.days.add((about, incident.end))
                continue
            _set(self._increments[about][incident.end], key, slot if adding else None)
            for total, _ in self._totals.get(about, {}).values():
                if total.end is not None and _runs_over(total, incident.end):
                    touched.days.add((about, total.end))

    def agreed(self, deal: Deal, side: str | None, group: str | None) -> int | None:
        """What the parties of a programme agreed to for a side; None if no story says."""
        if group not in (None, "all"):
            return None
        sizes = [
            slot.best
            for plan in self._plans.get(deal, {}).values()
            for slot in plan.slots
            if slot.measure == "released" and slot.side == side and slot.group == "all" and not slot.part and slot.best is not None
        ]
        return max(sizes, default=None)

    def of_row(self, days: Iterable[tuple[Subject, date]]) -> tuple[Check, ...]:
        """The running totals that end on one of the days with a number on the same subject, the latest first."""
        found: list[tuple[date, Check]] = []
        for about, day in sorted({said for said in days if said[0] in self._totals}, key=str):
            for _, (total, slot) in sorted(self._totals[about].items()):
                if total.end == day:
                    found.append((day, self._check(about, total, slot)))
        found.sort(key=lambda row: (row[0], row[1].claim.claim), reverse=True)
        return tuple(check for _, check in found[:MOST_CHECKS])

    def _check(self, about: Subject, total: Incident, slot: Slot) -> Check:
        claim = shown(slot)
        counted = self._counted(about, total)
        if counted is None or slot.best is None:
            return Check(claim=claim, counted=counted)
        holds = slot.low <= counted and (slot.high is None or counted <= slot.high)
        return Check(claim=claim, counted=counted, gap=slot.best - counted, holds=holds)

    def _counted(self, about: Subject, total: Incident) -> int | None:
        """The sum of the increments of the period; None where its start or one of them is open."""
        if total.start is None:
            return None
        return sum_of(s.best for day, adds in self._increments.get(about, {}).items() if _runs_over(total, day) for s in adds.values())


def _runs_over(total: Incident, day: date) -> bool:
    return total.start is not None and total.end is not None and total.start <= day <= total.end


def _set(shelf: dict[K, V], key: K, value: V | None) -> None:
    if value is None:
        shelf.pop(key, None)
    else:
        shelf[key] = value
