"""Reconciliation: from the events that stand to incidents, whole or one event at a time. Pure: no broker, no clock, no disk.

The whole (:func:`reconcile`) is the definition; :class:`Ledgers` gives the same, touching only the neighbourhood of each event.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field

from schemas.base import EventId
from schemas.event import Event
from schemas.incident import Incident
from services.aggregator.build import build_incident
from services.aggregator.claims import Account, Ledger, Strand, accounts_of
from services.aggregator.cluster import Cluster
from services.aggregator.neighbourhood import Neighbourhood, bucket_cluster, identities
from services.aggregator.origins import Copies, origins
from services.aggregator.programme import Programmes
from services.aggregator.tallies import TallyBook, evaluate

__all__ = ["Ledgers", "TallyBook", "evaluate", "reconcile"]

Scope = tuple[Hashable, ...]
"""What is recomputed as one: a day of a strand, a bucket of accounts without a day, or what is still open."""


def reconcile(events: Iterable[Event]) -> tuple[Incident, ...]:
    """The incidents of a set of events, in the order of their ids: the same for any order, with duplicates, and with messages that
    later revisions have overtaken left in."""
    ledgers = Ledgers()
    ledgers.take(events)
    ledgers.changes()
    return ledgers.incidents()


@dataclass
class _State:
    """One ledger: its events, their accounts by neighbourhood, and the incidents last given out."""

    name: str
    book: Ledger = field(default_factory=Ledger)
    accounts: dict[EventId, tuple[Account, ...]] = field(default_factory=dict)
    strands: dict[Strand, Neighbourhood] = field(default_factory=dict)
    copies: Copies = field(default_factory=Copies)
    scopes: dict[Scope, dict[str, tuple[Hashable, Incident]]] = field(default_factory=dict)
    programmes: Programmes = field(default_factory=Programmes)


class Ledgers:
    """The standing events of all ledgers, and the incidents they come to.

    :meth:`apply` costs what the neighbourhood of the event costs: its day, and a few around it where accounts have no day of their own.
    """

    def __init__(self) -> None:
        self._ledgers: dict[str, _State] = {}
        self._touched: set[str] = set()
        self._incidents: dict[str, Incident] = {}

    def apply(self, event: Event) -> tuple[Incident, ...]:
        """Take in one message; the incidents it changed, those that no claim supports any more marked ``retracted``.

        A duplicate, or a message that a later revision has overtaken, changes nothing.
        """
        self.take((event,))
        return self.changes()

    def take(self, events: Iterable[Event]) -> None:
        """Take in many messages; :meth:`changes` then gives what came of all of them."""
        for event in events:
            state = self._ledgers.get(event.ledger)
            if state is None:
                state = self._ledgers[event.ledger] = _State(event.ledger)
            if (story := state.copies.known(event.story)) is not event.story:
                event = event.model_copy(update={"story": story})
            if state.book.apply(event):
                _replace(state, event)
                self._touched.add(event.ledger)

    def changes(self) -> tuple[Incident, ...]:
        """Incidents that differ from when this was last asked, in the order of their ids."""
        changed: dict[str, Incident] = {}
        for name in sorted(self._touched):
            for incident in _refresh(self._ledgers[name]):
                changed[incident.incident] = incident
        self._touched.clear()
        result = []
        for key in sorted(changed):
            incident = changed[key]
            if incident.retracted:
                if self._incidents.pop(key, None) is None:
                    continue
            elif self._incidents.get(key) == incident:
                continue
            else:
                self._incidents[key] = incident
            result.append(incident)
        return tuple(result)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents that stand, in the order of their ids."""
        return tuple(self._incidents[key] for key in sorted(self._incidents))

    def incident(self, key: str) -> Incident | None:
        return self._incidents.get(key)


def _replace(state: _State, event: Event) -> None:
    """Put the event's accounts in the place of those its id had."""
    for account in state.accounts.pop(event.event_id, ()):
        state.strands[account.strand].remove(account)
        state.copies.remove(account.event.story)
    if event.op == "upsert":
        accounts = state.accounts[event.event_id] = tuple(accounts_of(event))
        for account in accounts:
            state.strands.setdefault(account.strand, Neighbourhood()).add(account)
            state.copies.add(event.story)


def _refresh(state: _State) -> Iterator[Incident]:
    """Recompute the touched scopes of a ledger; each incident that is new, differs, or is gone."""
    changed: dict[str, Incident | None] = {}
    for strand, near in sorted(state.strands.items()):
        for scope, clusters in _touched_scopes(state, strand, near):
            _rescope(state, scope, clusters, changed)
    for key, incident in sorted(changed.items()):
        if incident is None:
            state.programmes.forget(key)
        else:
            state.programmes.learn(incident)
    moved = state.programmes.settle()
    for key in sorted({*changed, *moved}):
        incident = state.programmes.placed(key)
        if incident is not None:
            yield incident
        elif key in changed:
            yield gone(key, state.name)


def gone(key: str, ledger: str) -> Incident:
    """The incident that no claim supports any more."""
    return Incident.model_validate({"incident": key, "ledger": ledger, "retracted": True})


def _touched_scopes(state: _State, strand: Strand, near: Neighbourhood) -> Iterator[tuple[Scope, list[Cluster]]]:
    days, buckets, opened = near.settle()
    for day in days:
        yield (strand, "day", day), near.clusters(day)
    if opened:
        yield (strand, "open"), near.open_clusters()
    for key in buckets:
        accounts = near.buckets.get(key, [])
        yield (strand, "bucket", *key), [bucket_cluster(key, accounts)] if accounts else []


def _rescope(state: _State, scope: Scope, clusters: list[Cluster], changed: dict[str, Incident | None]) -> None:
    before = state.scopes.pop(scope, {})
    after: dict[str, tuple[Hashable, Incident]] = {}
    for key, cluster in identities(clusters, state.name, *scope):
        mark = _fingerprint(cluster)
        known = before.get(key)
        if known is not None and known[0] == mark:
            after[key] = known
            continue
        names = origins((account.teller for account in cluster.members), state.copies)
        incident = build_incident(key, state.name, cluster, names)
        if not incident.slots:
            continue  # all that was said of it has been taken back
        after[key] = mark, incident
        changed[key] = incident
    for key in before:
        if key not in after:
            changed.setdefault(key, None)
    if after:
        state.scopes[scope] = after


def _fingerprint(cluster: Cluster) -> Hashable:
    """Equal only if the same accounts (by identity) came to it for the same reasons: then its incident is the same."""
    return frozenset((account, cluster.reasons[account.key]) for account in cluster.members), cluster.period
