"""One ledger at work: its events, their accounts by neighbourhood, and the incidents last made of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from schemas.base import EventId, Ledger
from schemas.event import Event
from schemas.incident import Incident
from services.aggregator.build import build_incident
from services.aggregator.claims import Account, Book, Strand, accounts_of
from services.aggregator.cluster import Cluster
from services.aggregator.identity import identities
from services.aggregator.neighbourhood import Neighbourhood
from services.aggregator.origins import Copies, origins
from services.aggregator.pages import Page, Pages, page_of
from services.aggregator.programme import Programmes
from services.aggregator.shelves import bucket, bucket_cluster

Scope = tuple[Hashable, ...]
"""What is recomputed as one: a day of a strand, a bucket of accounts without a day, or what is still open."""
Read = Callable[[Ledger, EventId], Event | None]


@dataclass
class LedgerState:
    """What is in memory of one ledger. ``pages`` knows what is not; it is kept only for ledgers that let pages go."""

    name: Ledger
    pages: Pages = field(init=False)
    _book: Book = field(default_factory=Book)
    _accounts: dict[EventId, tuple[Account, ...]] = field(default_factory=dict)
    _strands: dict[Strand, Neighbourhood] = field(default_factory=dict)
    _copies: Copies = field(default_factory=Copies)
    _scopes: dict[Scope, dict[str, tuple[Hashable, Incident]]] = field(default_factory=dict)
    _programmes: Programmes = field(default_factory=Programmes)

    def __post_init__(self) -> None:
        self.pages = Pages(self.name)

    def apply(self, event: Event, accounts: tuple[Account, ...]) -> bool:
        """Take the message in, of which these are the accounts; whether what stands has changed."""
        if not self._book.apply(event):
            return False
        for account in self._accounts.pop(event.event_id, ()):
            self._strands[account.strand].remove(account)
            self._copies.remove(account.event.story)
        self._add(event, accounts)
        return True

    def shared(self, event: Event) -> Event:
        """The event with the story as it is held already: events of one story need not each keep its sketch."""
        story = self._copies.known(event.story)
        return event if story is event.story else event.model_copy(update={"story": story})

    def refresh(self) -> Iterator[tuple[str, Incident | None]]:
        """Recompute what was touched: each incident that is new, differs, or (None) is gone, by its id."""
        changed: dict[str, Incident | None] = {}
        for strand, near in sorted(self._strands.items()):
            for scope, clusters in _touched_scopes(strand, near):
                self._rescope(scope, clusters, changed)
        for key, incident in sorted(changed.items()):
            if incident is None:
                self._programmes.forget(key)
            else:
                self._programmes.learn(incident)
        moved = self._programmes.settle()
        for key in sorted({*changed, *moved}):
            incident = self._programmes.placed(key)
            if incident is not None or key in changed:
                yield key, incident

    def known(self, event: EventId) -> Event | None:
        """The message of that id, if it is in memory."""
        return self._book.events.get(event)

    def hold(self, event: Event) -> None:
        """Have a message that was taken in before in memory, so that the next of its id is set against it."""
        self._book.events.setdefault(event.event_id, event)

    def let_go(self, event: EventId) -> None:
        """Keep the message only while something in memory is made of it: it can be read again."""
        if not self._accounts.get(event):
            self._accounts.pop(event, None)
            self._book.events.pop(event, None)

    def file_lasting(self, event: Event) -> None:
        """Take in what stays in memory of a message whose accounts are filed, and leave the rest on its pages."""
        self._add(event, (a for a in accounts_of(event) if page_of(a, self.name) is None))

    def bring_back(self, page: Page, read: Read) -> None:
        """Take in what lies on the page."""
        near = self._near(page.strand)
        if isinstance(page.at, date):
            near.away.discard(page.at)
        for key in self.pages.events[page]:
            event = self._book.events.get(key) or read(self.name, key)
            if event is not None:
                self._add(self.shared(event), (a for a in accounts_of(event) if page_of(a, self.name) == page))

    def put_away(self, page: Page) -> list[str]:
        """Let go of what lies on the page, which is settled; the ids of its incidents. Nothing that stands elsewhere changes."""
        near = self._near(page.strand)
        leaving = {a for key in self.pages.events[page] for a in self._accounts.get(key, ()) if page_of(a, self.name) == page}
        scope: Scope = (page.strand, "day", page.at)
        if isinstance(page.at, date):
            near.put_away(page.at)
        else:
            keys = {bucket(account) for account in leaving}
            for key in keys:
                del near.buckets[key]
                scope = (page.strand, "bucket", *key)
        for account in leaving:
            self._copies.remove(account.event.story)
        for event in self.pages.events[page]:
            self._accounts[event] = tuple(a for a in self._accounts.get(event, ()) if a not in leaving)
            self.let_go(event)
        gone = list(self._scopes.pop(scope, {}))
        for incident in gone:
            self._programmes.forget(incident)
        return gone

    def pages_of(self, incident: Incident) -> set[Page]:
        """The pages that decide whether and how an incident of this ledger stands."""
        buckets = {Page(strand, incident.incident) for strand in get_args(Strand)}
        if incident.end is None:
            return buckets
        return buckets.union(*(self.pages.around(strand, incident.end) for strand in get_args(Strand)))

    def _near(self, strand: Strand) -> Neighbourhood:
        return self._strands.setdefault(strand, Neighbourhood())

    def _add(self, event: Event, accounts: Iterable[Account]) -> None:
        self._book.events[event.event_id] = event
        added = tuple(accounts)
        self._accounts[event.event_id] = self._accounts.get(event.event_id, ()) + added
        for account in added:
            self._near(account.strand).add(account)
            self._copies.add(event.story)

    def _rescope(self, scope: Scope, clusters: list[Cluster], changed: dict[str, Incident | None]) -> None:
        before = self._scopes.pop(scope, {})
        after: dict[str, tuple[Hashable, Incident]] = {}
        for key, cluster in identities(clusters, self.name, *scope):
            mark = _fingerprint(cluster)
            known = before.get(key)
            if known is not None and known[0] == mark:
                after[key] = known
                continue
            names = origins((account.teller for account in cluster.members), self._copies)
            incident = build_incident(key, self.name, cluster, names)
            if not incident.slots:
                continue  # all that was said of it has been taken back
            after[key] = mark, incident
            changed[key] = incident
        for key in before:
            if key not in after:
                changed.setdefault(key, None)
        if after:
            self._scopes[scope] = after


def gone(incident: Incident) -> Incident:
    """What stands in the place of an incident that no claim supports any more: its days stay, by which it is looked for."""
    return Incident(incident=incident.incident, ledger=incident.ledger, start=incident.start, end=incident.end, retracted=True)


def _touched_scopes(strand: Strand, near: Neighbourhood) -> Iterator[tuple[Scope, list[Cluster]]]:
    days, buckets, opened = near.settle()
    for day in days:
        yield (strand, "day", day), near.clusters(day)
    if opened:
        yield (strand, "open"), near.open_clusters()
    for key in buckets:
        accounts = near.buckets.get(key, [])
        yield (strand, "bucket", *key), [bucket_cluster(key, accounts)] if accounts else []


def _fingerprint(cluster: Cluster) -> Hashable:
    """Equal only if the same accounts (by identity) came to it for the same reasons: then its incident is the same."""
    return frozenset(cluster.reasons.items()), cluster.period
