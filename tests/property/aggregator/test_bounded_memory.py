"""However little stays in memory: what each message changes, and what then stands, are the same."""

from __future__ import annotations

import gc
import random
import weakref
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.base import EventId, IncidentId, Ledger
from schemas.event import Event
from schemas.incident import Incident
from services.aggregator.claims import accounts_of, replaces
from services.aggregator.reconcile import Bound, Ledgers, reconcile
from tests.property.aggregator.worlds import worlds
from tests.unit.aggregator.telling import DAY, event, figure, place, story

slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
bounds = st.sampled_from([0, 0, 1, 3, 8, 20, 1000])


@dataclass
class Store:
    """The newest message of each event as bytes, as the broker keeps it; ``applied`` remembers a message after it was decided on."""

    rows: dict[tuple[Ledger, EventId], bytes] = field(default_factory=dict)

    def read(self, ledger: Ledger, event: EventId) -> Event | None:
        row = self.rows.get((ledger, event))
        return None if row is None else Event.read(row)

    def applied(self, ledgers: Ledgers, event: Event) -> tuple[Incident, ...]:
        changed = ledgers.apply(event)
        held = self.read(event.ledger, event.event_id)
        if held is None or replaces(event, held):
            self.rows[event.ledger, event.event_id] = event.to_json()
        return changed

    def ledgers(self, events: int) -> Ledgers:
        """Ledgers as a restart makes them."""
        ledgers = Ledgers(Bound(events, self.read))
        ledgers.recover(list(map(Event.read, self.rows.values())))
        return ledgers


def weeks(seed: int) -> list[Event]:
    """Tolls of one country over some weeks, few a day: most look for their day, some have no start, and many are taken back.

    Drawn evenly, since only one world in a hundred has what it takes: who looks at a day that another day's change makes look elsewhere.
    """
    rng = random.Random(seed)
    length = rng.choice([4, 8, 20])
    told = [_toll(rng, f"s{n}", DAY + timedelta(days=rng.randrange(length))) for n in range(rng.randrange(6, 26))]
    undone = [
        one.model_copy(update={"op": "retract", "story": one.story.model_copy(update={"revision": 3})})
        for one in rng.sample(told, len(told) // 3)
    ]
    return told + undone


def _toll(rng: random.Random, name: str, day: date) -> Event:
    measures = rng.sample(["killed", "injured", "missing"], rng.choice([1, 1, 2]))
    said = event(
        story(name, day=day, clock=f"{rng.randrange(24):02d}:00"),
        *(figure(measure, rng.choice([3, 4, 7, 12])) for measure in measures),
        kind=rng.choice(["casualty_report", "disaster", "shelling", "missing_persons"]),
        day=rng.choice([day] * 15 + [None]),
        last=day + timedelta(days=rng.choice([0, 0, 0, 0, 1, 2])),
        where=rng.choice([None, place("Arn"), place("Bex"), place("Vest", precision="admin1")]),
        basis=rng.choice(["stated", "publication", "publication"]),
        status=rng.choice(["happened"] * 9 + ["denied"]),
    )
    return said if rng.random() > 0.1 else said.model_copy(update={"when": said.when.model_copy(update={"start": None})})


def assert_same_changes(messages: list[Event], bound: int, rng: random.Random, *, restarts: float = 0.0, about: str = "") -> None:
    """Each message changes what it changes without a bound; before a share of them (``restarts``) the bounded ledgers begin anew."""
    store, free = Store(), Ledgers()
    ledgers = store.ledgers(bound)
    for message in messages:
        if rng.random() < restarts:
            ledgers = store.ledgers(bound)
        assert store.applied(ledgers, message) == free.apply(message), about


@pytest.mark.parametrize("start", range(0, 400, 100))
def test_any_bound_gives_the_same_over_weeks_of_claims_that_look_for_their_day(start: int) -> None:
    for seed in range(start, start + 100):
        rng = random.Random(seed)
        assert_same_changes(weeks(seed), rng.choice([0, 0, 2, 5, 9]), rng, restarts=0.1, about=f"seed {seed}")


@slow
@given(worlds(60), bounds, st.randoms(use_true_random=False))
def test_any_bound_gives_the_same_changes_message_by_message(messages: list[Event], bound: int, rng: random.Random) -> None:
    rng.shuffle(messages)
    assert_same_changes(messages, bound, rng)


@slow
@given(worlds(60), bounds, st.randoms(use_true_random=False))
def test_a_restart_at_any_moment_goes_on_as_if_there_had_been_none(messages: list[Event], bound: int, rng: random.Random) -> None:
    rng.shuffle(messages)
    assert_same_changes(messages, bound, rng, restarts=0.15)


@slow
@given(worlds(60), bounds)
def test_what_was_published_is_found_again_as_it_stands_now_or_gone(messages: list[Event], bound: int) -> None:
    store, published = Store(), dict[IncidentId, Incident]()
    ledgers = store.ledgers(bound)
    for message in messages:
        published.update((one.incident, one) for one in store.applied(ledgers, message))
    standing = {one.incident: one for one in reconcile(messages)}
    for again in (ledgers, store.ledgers(bound)):
        for key, incident in published.items():
            now = again.now(incident)
            assert (None if now.retracted else now) == standing.get(key)


def test_an_account_that_nobody_holds_is_gone_without_the_garbage_collector() -> None:
    """Which comes so seldom here that what waits for it would fill the memory that the bound keeps free."""
    gc.disable()
    try:
        account = next(accounts_of(event(story("a"), figure("killed", 3), where=place("Arn"))))
        assert len(account.said) == 1
        seen = weakref.ref(account)
        del account
        assert seen() is None
    finally:
        gc.enable()
