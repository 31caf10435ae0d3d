"""Tallies over incidents, and their history."""

from __future__ import annotations

from datetime import timedelta

from services.aggregator.definitions import parse_definitions
from services.aggregator.reconcile import Ledgers, TallyBook, evaluate, reconcile
from tests.unit.aggregator.telling import DAY, event, figure, place, story

KILLED = parse_definitions("""
tallies:
- {name: killed, count: {measure: killed, unit: persons}, by: [date, place, side, group]}
- {name: dead_by_day, count: {measure: killed}, by: [date]}
- {name: soldiers, count: {measure: killed}, where: {group: military}, by: [date]}
- {name: in_arnvik, count: {measure: [killed, injured]}, where: {ledger: harm, place: Arnvik}, by: []}
""")
ARN, BEX = place("Arnvik"), place("Bexfjord")


def test_rows_are_kept_by_what_the_definition_names() -> None:
    told = [
        event(story("a"), figure("killed", 3, side="NOR"), figure("injured", 8, side="NOR"), where=ARN),
        event(story("b"), figure("killed", 2, side="NOR", group="military"), where=BEX),
    ]
    rows = {t.key: (t.low, t.best, t.high) for t in evaluate(reconcile(told), KILLED)}
    day = DAY.isoformat()
    assert rows == {
        f"killed||||{day}|Arnvik|NOR|all": (3, 3, 3),
        f"killed||||{day}|Bexfjord|NOR|all": (2, 2, 2),
        f"killed||||{day}|Bexfjord|NOR|military": (2, 2, 2),
        f"dead_by_day||||{day}|||": (5, 5, 5),
        f"soldiers||||{day}|||": (2, 2, 2),
        "in_arnvik|||||||": (11, 11, 11),
    }


def test_an_open_or_vague_number_opens_the_sum() -> None:
    told = [
        event(story("a"), figure("killed", 3, high=None, side="NOR"), where=ARN),
        event(story("b"), figure("killed", 24, high=99, side="NOR"), where=BEX),
    ]
    row = next(t for t in evaluate(reconcile(told), KILLED) if t.tally == "dead_by_day")
    assert (row.low, row.best, row.high) == (27, None, None)


def test_a_row_is_as_sure_as_its_least_sure_part() -> None:
    told = [event(story(n), figure("killed", 3, side="NOR"), where=ARN) for n in "ab"] + [
        event(story("c"), figure("killed", 2, side="NOR"), where=BEX)
    ]
    rows = {t.key: t for t in evaluate(reconcile(told), KILLED)}
    assert rows[f"killed||||{DAY}|Arnvik|NOR|all"].grade == "corroborated"
    assert rows[f"dead_by_day||||{DAY}|||"].grade == "single"
    assert rows[f"dead_by_day||||{DAY}|||"].stories == ("a", "b", "c")


def test_plans_denials_parts_and_running_totals_make_no_row() -> None:
    told = [
        event(story("a"), figure("killed", 3, side="NOR"), where=ARN, status="planned"),
        event(story("b"), figure("killed", 4, side="NOR"), where=ARN, status="denied"),
        event(story("c"), figure("killed", 5, side="NOR", mode="part"), where=BEX),
        event(story("d"), figure("killed", 6, side="NOR", mode="cumulative"), day=DAY - timedelta(days=9), last=DAY),
    ]
    assert evaluate(reconcile(told), KILLED) == ()


def test_each_change_tells_from_what_to_what_and_because_of_which_story() -> None:
    ledgers, book = Ledgers(), TallyBook(KILLED)
    steps = []
    for clock, name, number in (("09:00", "a", 3), ("12:00", "b", 9), ("15:00", "c", 7)):
        for incident in ledgers.apply(event(story(name, clock=clock), figure("killed", number, side="NOR"), where=ARN)):
            steps += [change for tally, change in book.apply(incident) if tally.tally == "killed"]
    assert [(c.before.best, c.after.best, c.story_id) for c in steps] == [(None, 3, "a"), (3, 9, "b"), (9, 7, "c")]
    assert [c.changed_at.isoformat()[11:16] for c in steps] == ["09:05", "12:05", "15:05"]


def test_a_tally_falls_and_goes_when_what_it_rests_on_is_taken_back() -> None:
    ledgers, book = Ledgers(), TallyBook(KILLED)
    told = event(story("a"), figure("killed", 3, side="NOR"), where=ARN)
    for incident in ledgers.apply(told):
        book.apply(incident)
    (incident,) = ledgers.apply(told.model_copy(update={"op": "retract", "story": story("a", revision=1)}))
    changes = book.apply(incident)
    assert changes
    assert all(tally.retracted and change.after.best is None and change.before.best == 3 for tally, change in changes)
    assert book.tallies() == ()


def test_the_same_incident_again_changes_nothing() -> None:
    (incident,) = reconcile([event(story("a"), figure("killed", 3, side="NOR"), where=ARN)])
    book = TallyBook(KILLED)
    assert book.apply(incident)
    assert book.apply(incident) == ()


def test_updated_at_is_the_newest_arrival_among_the_claims() -> None:
    told = [event(story(n, clock=c), figure("killed", 3, side="NOR"), where=ARN) for n, c in (("a", "09:00"), ("b", "17:00"))]
    row = evaluate(reconcile(told), KILLED)[0]
    assert row.updated_at is not None
    assert row.updated_at.isoformat()[11:16] == "17:05"


def test_a_sum_of_nonsense_stops_at_the_most_a_count_may_be() -> None:
    told = [event(story(name), figure("killed", 10**12, side="NOR"), where=at) for name, at in (("a", ARN), ("b", BEX))]
    (row,) = [row for row in evaluate(reconcile(told), KILLED) if row.tally == "dead_by_day"]
    assert (row.low, row.best, row.high) == (10**12, 10**12, 10**12)


def test_groups_that_come_to_more_than_any_count_stop_at_the_most() -> None:
    told = event(story("a"), *(figure("killed", 10**12, side="NOR", group=group) for group in ("civilian", "military")))
    (row,) = [row for row in evaluate(reconcile([told]), KILLED) if row.tally == "dead_by_day"]
    assert row.best == 10**12
