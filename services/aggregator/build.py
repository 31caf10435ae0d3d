"""An `Incident` of a cluster: its slots, and what its accounts together say of day, place, phase and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import TypeVar

from schemas.base import IncidentId, Ledger
from schemas.figure import Status, Where
from schemas.incident import Incident, Slot
from services.aggregator.claims import Account
from services.aggregator.cluster import Cluster
from services.aggregator.origins import Teller
from services.aggregator.places import POINT, REGION, Place, same_place
from services.aggregator.slots import fill_slots

T = TypeVar("T")


def build_incident(incident: str, ledger: str, cluster: Cluster, names: Mapping[Teller, str]) -> Incident:
    """What the accounts of ``cluster`` come to, under the id ``incident``. ``names`` gives the origin of each story."""
    filled = fill_slots(cluster, names)
    members = sorted(cluster.members, key=attrgetter("order"))
    tellers = sorted(cluster.tellers, key=attrgetter("order"))
    where = _where(cluster, tellers, filled.slots)
    received = [a.event.story.received_at for a in members if a.event.story.received_at is not None]
    return Incident(
        incident=IncidentId(incident),
        ledger=Ledger(ledger),
        type=_most_said((a.event.type for a in tellers if a.event.type not in ("unknown", "casualty_report")), tellers[0].event.type),
        theatre=_theatre(ledger, cluster),
        status=_status(cluster),
        start=_start(cluster, tellers),
        end=cluster.day or max((a.end for a in tellers if a.end), default=None),
        place=where.name if where else None,
        where=where,
        phase=_most_said((a.phase for a in tellers if a.phase is not None), None),
        programme=_most_said((a.programme for a in tellers if a.programme is not None), None),
        slots=tuple(filled.slots),
        reasons=tuple(dict.fromkeys([f"{a.story}: {cluster.reasons[a]}" for a in members])),
        violations=tuple(filled.violations),
        updated_at=max(received, default=None),
        retracted=False,
    )


def _most_said(values: Iterable[T], otherwise: T) -> T:
    """The commonest value; among equals the one said first in canonical order."""
    counted: dict[T, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return max(counted, key=counted.__getitem__) if counted else otherwise


def _where(cluster: Cluster, accounts: list[Account], slots: Iterable[Slot]) -> Where | None:
    """The place: the narrowest that the incident's own numbers were said of, those that stand before the others, where they agree on one
    (several names of one scene never do); else the widest."""
    placed = [a for a in accounts if a.place is not None]
    if not placed or (placed[0].strand == "air" and len(placed) < len(accounts)):
        return None
    if not cluster.one_scene:
        own_slots = [slot for slot in slots if not slot.part and slot.place is None]
        wholes = [slot for slot in own_slots if slot.group == "all"]  # "15 killed in the city; two policemen on one of its squares"
        flood = cluster.kin == "disaster"  # the hurt and an early toll told of one scene make it no disaster of that scene
        dead = [slot for slot in wholes if flood and slot.measure == "killed"]
        spoken = [c for slot in dead or wholes or own_slots for c in slot.claims]
        standing = {c.event_id for c in spoken if c.outcome in ("standing", "copy")}
        own = standing | {c.event_id for c in spoken}
        for width in (POINT, REGION):
            for said in (standing, own):
                every = flood and said is own
                there = [a.place for a in placed if (every or a.event.event_id in said) and a.place and a.place.width == width]
                if there and (cluster.accident or all(same_place(there[0], place) for place in there)):
                    return _named(placed, there)
    widest = max(a.place.width for a in placed if a.place)
    return _named(placed, [a.place for a in placed if a.place and a.place.width == widest])


def _named(accounts: Iterable[Account], pool: Iterable[Place]) -> Where:
    """The gazetteer's entry of the place most named."""
    name = _most_said((place.name for place in pool), "")
    return next(a.event.where for a in accounts if a.event.where and a.place and a.place.name == name)


def _status(cluster: Cluster) -> Status:
    if not cluster.accounts and not cluster.shares:
        return "denied"
    statuses = {a.event.status for a in (cluster.accounts or cluster.shares)}
    for status in ("happened", "ongoing", "planned", "hypothetical"):
        if status in statuses:
            return status
    return "hypothetical"


def _start(cluster: Cluster, accounts: list[Account]) -> date | None:
    starts = [a.start for a in accounts if a.start and (a.sure or not a.one_day)] or [a.start for a in accounts if a.start]
    if cluster.day is None:
        return min(starts, default=None)
    if accounts[0].strand == "air":
        return cluster.day
    return min((s for s in starts if s <= cluster.day), default=cluster.day)


def _theatre(ledger: str, cluster: Cluster) -> str | None:
    """The sides in alphabetical order: those of the ledger for what passes between two, else those whom the figures name."""
    kind, _, sides = ledger.partition("/")
    if kind in ("exchange", "diplomacy"):
        return "-".join(sorted(sides.split("/")))
    figures = [f for a in cluster.accounts for f in a.figures]
    named = {f.side for f in figures if f.side} | {f.by for f in figures if f.by}
    return "-".join(sorted(named)) if len(named) == 2 else None
