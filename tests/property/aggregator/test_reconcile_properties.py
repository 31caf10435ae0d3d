"""Whatever the messages and their order: one set of messages, one set of incidents and tallies, ids included."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import Ledgers, TallyBook, evaluate, reconcile
from tests.property.aggregator.worlds import worlds

DEFINITIONS = load_definitions()
slow = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def outcome(messages: list[Event]) -> tuple[tuple[Incident, ...], tuple[Tally, ...]]:
    incidents = reconcile(messages)
    return incidents, evaluate(incidents, DEFINITIONS)


@slow
@given(worlds(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_incidents_and_tallies(messages: list[Event], rng: random.Random) -> None:
    shuffled = list(messages)
    rng.shuffle(shuffled)
    assert outcome(shuffled) == outcome(messages)


@slow
@given(worlds(), st.randoms(use_true_random=False))
def test_duplicates_and_replays_change_nothing(messages: list[Event], rng: random.Random) -> None:
    again = messages + rng.sample(messages, len(messages) // 2) + messages
    assert outcome(again) == outcome(messages)


@slow
@given(worlds(), st.randoms(use_true_random=False))
def test_one_message_at_a_time_comes_to_the_same_as_all_at_once(messages: list[Event], rng: random.Random) -> None:
    rng.shuffle(messages)
    ledgers, told = Ledgers(), {}
    for message in messages:
        for incident in ledgers.apply(message):
            told[incident.incident] = incident
    standing = tuple(told[key] for key in sorted(told) if not told[key].retracted)
    assert standing == ledgers.incidents() == reconcile(messages)


@slow
@given(worlds(), st.randoms(use_true_random=False))
def test_a_tally_book_follows_incidents_to_the_same_rows(messages: list[Event], rng: random.Random) -> None:
    rng.shuffle(messages)
    ledgers, book, rows = Ledgers(), TallyBook(DEFINITIONS), {}
    for message in messages:
        for incident in ledgers.apply(message):
            for tally, change in book.apply(incident):
                assert change.key == tally.key
                rows[tally.key] = tally
    standing = tuple(rows[key] for key in sorted(rows) if not rows[key].retracted)
    assert standing == book.tallies() == evaluate(reconcile(messages), DEFINITIONS)


@slow
@given(worlds())
def test_a_retraction_of_everything_leaves_nothing(messages: list[Event]) -> None:
    ledgers, book = Ledgers(), TallyBook(DEFINITIONS)
    for message in messages:
        for incident in ledgers.apply(message):
            book.apply(incident)
    for message in messages:
        story = message.story.model_copy(update={"revision": 9})
        for incident in ledgers.apply(message.model_copy(update={"op": "retract", "story": story})):
            book.apply(incident)
    assert ledgers.incidents() == ()
    assert book.tallies() == ()


@slow
@given(worlds(), st.integers(0, 29))
def test_taking_a_message_back_restores_what_was_before_it(messages: list[Event], number: int) -> None:
    extra = messages[number % len(messages)].model_copy(update={"event_id": "event-of-a-late-story", "op": "upsert"})
    undone = extra.model_copy(update={"op": "retract", "story": extra.story.model_copy(update={"revision": 9})})
    ledgers = Ledgers()
    ledgers.take(messages)
    ledgers.changes()
    before = ledgers.incidents()
    ledgers.apply(extra)
    ledgers.apply(undone)
    assert ledgers.incidents() == before


@slow
@given(worlds())
def test_bounds_hold_the_best_and_every_slot_names_its_rule(messages: list[Event]) -> None:
    for incident in reconcile(messages):
        assert len({(s.measure, s.unit, s.side, s.by, s.group, s.place, s.part, s.mode, s.low, s.high) for s in incident.slots}) == len(
            incident.slots
        )
        for slot in incident.slots:
            assert slot.rule
            assert slot.high is None or slot.low <= slot.high
            if slot.best is not None:
                assert slot.low <= slot.best
                assert slot.high is None or slot.best <= slot.high
            assert all(claim.reason for claim in slot.claims if claim.outcome != "standing")


@slow
@given(worlds())
def test_incidents_survive_the_wire(messages: list[Event]) -> None:
    incidents, tallies = outcome(messages)
    for incident in incidents:
        assert Incident.read(incident.to_json()) == incident
    for tally in tallies:
        assert Tally.read(tally.to_json()) == tally
