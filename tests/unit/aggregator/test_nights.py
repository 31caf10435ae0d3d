"""What becomes of what flies in one night: ways of bringing it down, which one sentence counts, and their sum."""

from __future__ import annotations

from itertools import permutations

from schemas.event import Event
from schemas.figure import Figure
from services.aggregator.reconcile import reconcile
from tests.unit.aggregator.telling import event, figure, place, slot, story

SENTENCE = "Gunners shot down 40 of them and 25 were jammed."


def launched(name: str, number: int = 80, clock: str = "08:00") -> Event:
    return event(story(name, clock=clock), figure("launched", number, side="SWE", by="SWE"), ledger="air/SWE", kind="air_attack", name="l")


def downed(name: str, *numbers: int, sentence: str = SENTENCE, clock: str = "08:00", where: str = "") -> Event:
    ways: list[Figure] = []
    for at, number in enumerate(numbers):
        way = figure("intercepted", number, side="SWE", by="NOR", mode="part")
        ways.append(way.model_copy(update={"sentence": sentence, "start": at, "end": at + 1}))
    spot = place(where) if where else None
    return event(story(name, clock=clock), *ways, ledger="air/SWE", kind="air_defence", name="d", where=spot)


def test_ways_of_bringing_down_come_to_a_whole_beside_the_launch() -> None:
    events = [launched("a"), downed("a", 40, 25), launched("b", clock="09:00"), downed("b", 40, 25, clock="09:00")]
    for order in permutations(events):
        (incident,) = reconcile(order)
        whole = slot(incident, "intercepted")
        assert (whole.low, whole.best, whole.high, whole.rule) == (65, 65, 65, "sum_of_parts")
        assert (whole.grade, whole.origins) == ("corroborated", 2)


def test_a_whole_that_is_stated_is_the_whole() -> None:
    stated = event(story("b"), figure("intercepted", 70, side="SWE", by="NOR"), ledger="air/SWE", kind="air_defence", name="w")
    (incident,) = reconcile([launched("a"), downed("a", 40, 25), stated])
    assert slot(incident, "intercepted").best == 70


def test_the_later_sum_holds_and_none_that_is_more_than_flew() -> None:
    events = [launched("a"), downed("a", 40, 25), downed("b", 45, 25, clock="11:00"), downed("c", 60, 45, clock="12:00")]
    for order in permutations(events):
        (found,) = [i for i in reconcile(order) if any(s.measure == "launched" for s in i.slots)]
        assert slot(found, "intercepted").best == 70


def test_one_way_alone_and_counts_of_places_come_to_nothing() -> None:
    (alone,) = reconcile([launched("a"), downed("a", 40)])
    assert not [s for s in alone.slots if s.measure == "intercepted" and not s.part]
    local = reconcile([launched("a"), downed("a", 40, 25, where="Arnvik")])
    assert not [s for i in local for s in i.slots if s.measure == "intercepted" and not s.part]
