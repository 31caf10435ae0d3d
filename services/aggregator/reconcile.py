"""Reconciliation: from the events that stand to incidents, whole or one event at a time. Pure: no broker, no clock, no disk.

The whole (:func:`reconcile`) is the definition; :class:`Ledgers` gives the same, touching only the neighbourhood of each event, and
holding in memory no more than it is allowed to.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from schemas.base import Ledger
from schemas.event import Event
from schemas.incident import Incident
from services.aggregator.claims import Account, accounts_of, replaces
from services.aggregator.ledger import LedgerState, Read, gone
from services.aggregator.pages import Page, page_of, pages_of
from services.aggregator.tallies import TallyBook, evaluate

__all__ = ["Bound", "Ledgers", "TallyBook", "evaluate", "gone", "reconcile"]


def reconcile(events: Iterable[Event]) -> tuple[Incident, ...]:
    """The incidents of a set of events, in the order of their ids: the same for any order, with duplicates, and with messages that
    later revisions have overtaken left in."""
    ledgers = Ledgers()
    ledgers.take(events)
    ledgers.changes()
    return ledgers.incidents()


@dataclass(frozen=True)
class Bound:
    """How much stays in memory: so many ``events`` beside what the one in hand needs (one that tells of several days or periods counts
    for each). ``read`` gives the newest message of an event that was taken in before, None where there is none."""

    events: int
    read: Read


class Ledgers:
    """The standing events of all ledgers, and the incidents they come to.

    :meth:`apply` costs what the neighbourhood of the event costs: its day, and a few around it where accounts have no day of their own.
    With a ``bound``, neighbourhoods that nothing has touched for longest leave memory, and are made anew from ``bound.read`` when an
    event is told of them; what :meth:`apply` gives is the same with any bound.
    """

    def __init__(self, bound: Bound | None = None) -> None:
        self._bound = bound
        self._ledgers: dict[Ledger, LedgerState] = {}
        self._touched: set[Ledger] = set()
        self._incidents: dict[str, Incident] = {}
        self._moved: dict[str, tuple[Incident | None, Incident | None]] = {}
        """Incidents that may have changed since :meth:`changes` was asked: as they were then, and as they are."""
        self._pages: OrderedDict[tuple[Ledger, Page], int] = OrderedDict()
        """How many events lie on each page in memory, the page first that was touched longest ago."""
        self.held = 0
        """Events in memory that may leave it."""
        self.read_back = 0
        """Events that were read again, since a message was told of their neighbourhood."""

    def apply(self, event: Event) -> tuple[Incident, ...]:
        """Take in one message; the incidents it changed, those that no claim supports any more marked ``retracted``.

        A duplicate, or a message that a later revision has overtaken, changes nothing.
        """
        self.take((event,))
        return self.changes()

    def take(self, events: Iterable[Event]) -> None:
        """Take in many messages; :meth:`changes` then gives what came of all of them."""
        for event in events:
            state = self._state(event.ledger)
            shared = state.shared(event)
            accounts = tuple(accounts_of(shared))
            if self._take_bounded(state, shared, accounts) if self._bound is not None else state.apply(shared, accounts):
                self._touched.add(event.ledger)

    def recover(self, events: Iterable[Event]) -> None:
        """Begin with messages that were taken in in an earlier life, as ``bound.read`` has them. What came of them was given out then."""
        if self._bound is None:
            self.take(events)
        else:
            lasting = [event for event in events if self._file(event)]
            for event in sorted(lasting, key=lambda e: (e.ledger, str(e.when.end), e.event_id)):
                state = self._state(event.ledger)
                self._hold(state, state.pages.needed(accounts_of(event)))
                state.file_lasting(event)
                self._touched.add(event.ledger)
        self.changes()

    def changes(self) -> tuple[Incident, ...]:
        """Incidents that differ from when this was last asked, in the order of their ids."""
        self._refresh()
        moved, self._moved = self._moved, {}
        result = []
        for _, (before, now) in sorted(moved.items()):
            if now is not None and now != before:
                result.append(now)
            elif now is None and before is not None:
                result.append(gone(before))
        return tuple(result)

    def incidents(self) -> tuple[Incident, ...]:
        """All incidents in memory, in the order of their ids; without a bound, all that stand."""
        return tuple(self._incidents[key] for key in sorted(self._incidents))

    def now(self, published: Incident) -> Incident:
        """What stands in the place of an incident that was given out at some time."""
        if self._bound is not None:
            state = self._state(published.ledger)
            self._hold(state, state.pages_of(published))
        return self._incidents.get(published.incident) or gone(published)

    def _state(self, ledger: Ledger) -> LedgerState:
        if ledger not in self._ledgers:
            self._ledgers[ledger] = LedgerState(ledger)
        return self._ledgers[ledger]

    def _take_bounded(self, state: LedgerState, event: Event, after: tuple[Account, ...]) -> bool:
        assert self._bound is not None
        known = state.known(event.event_id) or self._bound.read(event.ledger, event.event_id)
        if known is not None and not replaces(event, known):
            return False
        before = tuple(accounts_of(known)) if known is not None else ()
        state.pages.watch(after)
        self._hold(state, state.pages.needed(before + after))
        if known is not None:
            state.hold(known)
        changed = state.apply(event, after)
        state.let_go(event.event_id)
        old, new = pages_of(before, event.ledger), pages_of(after, event.ledger)
        state.pages.strike(event.event_id, old)
        state.pages.file(event.event_id, new)
        for page in old | new:
            self._weigh(state, page)
        return changed

    def _file(self, event: Event) -> bool:
        """Note where the accounts of a message lie; whether one of them stays in memory."""
        pages, accounts = self._state(event.ledger).pages, tuple(accounts_of(event))
        pages.watch(accounts)
        found = {page_of(account, event.ledger) for account in accounts}
        pages.file(event.event_id, (page for page in found if page is not None))
        return None in found

    def _refresh(self) -> None:
        """Make anew what was touched."""
        for ledger in sorted(self._touched):
            for key, incident in self._ledgers[ledger].refresh():
                before, _ = self._moved.get(key) or (self._incidents.get(key), None)
                self._moved[key] = before, incident
                if incident is None:
                    self._incidents.pop(key, None)
                else:
                    self._incidents[key] = incident
        self._touched.clear()

    def _hold(self, state: LedgerState, needed: Collection[Page]) -> None:
        """Have these pages in memory, and let others go where they are too many."""
        assert self._bound is not None
        absent = []
        for page in needed:
            if (state.name, page) in self._pages:
                self._pages.move_to_end((state.name, page))
            elif page in state.pages.events:
                absent.append(page)
        if not absent and self.held <= self._bound.events:
            return
        self._refresh()
        told = dict(self._moved)
        for page in absent:
            state.bring_back(page, self._bound.read)
            self.read_back += len(state.pages.events[page])
            self._weigh(state, page)
            self._touched.add(state.name)
        self._refresh()
        self._moved = told  # what has come back was given out before it went
        for ledger, page in list(self._pages):
            if self.held <= self._bound.events:
                break
            if ledger != state.name or page not in needed:
                for key in self._ledgers[ledger].put_away(page):
                    del self._incidents[key]
                self.held -= self._pages.pop((ledger, page))

    def _weigh(self, state: LedgerState, page: Page) -> None:
        """Count what lies on a page in memory."""
        self.held -= self._pages.pop((state.name, page), 0)
        if events := state.pages.events.get(page):
            self._pages[state.name, page] = len(events)
            self.held += len(events)
