"""Which claims of a ledger leave memory as one and come back as one, and which must be there when one event changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from schemas.base import EventId
from services.aggregator.claims import Account, Strand
from services.aggregator.identity import identity
from services.aggregator.shelves import bucket, shelf_of, window

_HANDOVERS: frozenset[Strand] = frozenset(("released", "bodies"))


class Page(NamedTuple):
    """The accounts of a strand that end on one day (``at``), or those of a bucket, which goes by the id of its one incident."""

    strand: Strand
    at: date | str


def page_of(account: Account, ledger: str) -> Page | None:
    """The page of an account; None where it stays in memory.

    Handovers stay, since a programme runs through the whole of its ledger; so do tolls with an open start, which hang together from
    week to week. Both are few.
    """
    if stays(ledger) or account.strand in _HANDOVERS:
        return None
    shelf = shelf_of(account)
    if shelf == "bucket":
        key = bucket(account)
        named = account.programme and account.standing in ("planned", "hypothetical")
        return None if named else Page(account.strand, identity(account, ledger, account.strand, "bucket", *key))
    if shelf == "loose" and account.start is None:
        return None
    return Page(account.strand, account.end) if account.end else None


def pages_of(accounts: Iterable[Account], ledger: str) -> set[Page]:
    return {page for account in accounts if (page := page_of(account, ledger)) is not None}


def stays(ledger: str) -> bool:
    """Whether a whole ledger stays in memory."""
    return ledger.startswith("exchange/")


@dataclass
class Pages:
    """What lies on each page of one ledger, in memory or not, and which days look at which."""

    name: str
    events: dict[Page, dict[EventId, None]] = field(default_factory=dict)
    _watching: dict[Page, set[date]] = field(default_factory=lambda: defaultdict(set))
    """The days whose accounts look for their scene on that day. What is taken back stays: looking at too much changes nothing."""
    _watched: dict[Page, set[date]] = field(default_factory=lambda: defaultdict(set))
    """The same, turned round: the days that the accounts of a day look at."""
    _around: dict[Page, frozenset[Page]] = field(default_factory=dict)

    def file(self, event: EventId, pages: Iterable[Page]) -> None:
        """Note that accounts of the event lie on these."""
        for page in pages:
            if page not in self.events:
                self.events[page] = {}
                self._around.clear()
            self.events[page][event] = None

    def strike(self, event: EventId, pages: Iterable[Page]) -> None:
        for page in pages:
            del self.events[page][event]
            if not self.events[page]:
                del self.events[page]
                self._around.clear()

    def watch(self, accounts: Iterable[Account]) -> None:
        """Note which days the accounts look at."""
        for account in accounts:
            if shelf_of(account) == "loose" and account.end is not None:
                seen = self._watched[Page(account.strand, account.end)]
                for day in set(window(account)) - seen:
                    seen.add(day)
                    self._watching[Page(account.strand, day)].add(account.end)
                    self._around.clear()

    def needed(self, accounts: Iterable[Account]) -> frozenset[Page]:
        """The pages that decide what comes of a change of the accounts, whose days are noted."""
        found: frozenset[Page] = frozenset()
        for account in accounts:
            if stays(self.name) or account.strand in _HANDOVERS:
                continue
            if shelf_of(account) != "bucket" and account.end is not None:
                found |= self.around(account.strand, account.end)
            elif page := page_of(account, self.name):
                found |= {page}
        return found

    def around(self, strand: Strand, day: date) -> frozenset[Page]:
        """The pages that decide what comes of a change on ``day``: who looks at it may choose another day (``moved``), and what stands on
        that depends on all who look at it, and on all that they look at."""
        page = Page(strand, day)
        if page not in self._around:
            moved = {day}.union(*(self._looks_at(strand, end) for end in self._lookers(strand, day)))
            lookers = set[date]().union(*(self._lookers(strand, other) for other in moved))
            days = moved.union(lookers, *(self._looks_at(strand, end) for end in lookers))
            self._around[page] = frozenset(near for near in (Page(strand, other) for other in days) if near in self.events)
        return self._around[page]

    def _lookers(self, strand: Strand, day: date) -> set[date]:
        return self._watching.get(Page(strand, day), set())

    def _looks_at(self, strand: Strand, day: date) -> set[date]:
        return self._watched.get(Page(strand, day), set())
