"""Numbers of one incident that must fit one another: told where they do not, in the incident and in the metrics."""

from __future__ import annotations

import pytest
from prometheus_client import CollectorRegistry

from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.aggregator.metrics import AggregatorMetrics
from services.aggregator.reconcile import TallyBook, reconcile
from tests.unit.aggregator.telling import event, figure, place, story


def only(*figures: object, **more: object) -> Incident:
    (incident,) = reconcile([event(story("a"), *figures, **more)])  # type: ignore[arg-type]
    return incident


def raid(launched: int, intercepted: int, hit: int) -> Incident:
    flown = [figure(m, n, side="NOR", by="SWE") for m, n in (("launched", launched), ("intercepted", intercepted), ("hit", hit))]
    return only(*flown, ledger="air/NOR", kind="air_attack")


def test_more_shot_down_and_hit_than_launched_does_not_hold() -> None:
    assert raid(40, 38, 5).violations == ("drones of NOR: 38 intercepted + 5 hit is more than 40 launched",)


@pytest.mark.parametrize("hit", [0, 2])
def test_what_is_left_open_of_a_raid_holds(hit: int) -> None:
    assert raid(40, 38, hit).violations == ()


def freed(of_one: int, of_other: int, programme: str | None) -> tuple[str, ...]:
    both = figure("released", of_one, side="NOR", by="SWE"), figure("released", of_other, side="SWE", by="NOR")
    return only(*both, ledger="exchange/NOR/SWE", kind="prisoner_exchange", programme=programme).violations


def test_sides_differ_in_a_swap_of_like_for_like() -> None:
    assert freed(303, 302, "1,000-for-1,000") == ("released persons: 303 of NOR, 302 of SWE, in a swap of like for like",)


def test_sides_may_differ_where_no_one_agreed_to_equal_numbers() -> None:
    assert freed(3, 183, None) == ()
    assert freed(45, 150, "190-for-475") == ()


def test_what_does_not_hold_is_counted_until_it_does() -> None:
    registry = CollectorRegistry()
    book = TallyBook(load_definitions())

    class Store:
        @property
        def rows(self) -> dict[str, Tally]:
            return {row.key: row for row in book.tallies()}

        @property
        def unsound(self) -> int:
            return len(book.unsound)

    AggregatorMetrics(registry).watch(Store())
    wrong = only(figure("killed", 3, side="NOR"), figure("killed", 9, side="NOR", group="child", mode="part"), where=place("Arnvik"))
    assert wrong.violations
    book.apply(wrong)
    assert registry.get_sample_value("wiretally_aggregator_unsound_incidents") == 1
    book.apply(wrong.model_copy(update={"violations": ()}))
    assert registry.get_sample_value("wiretally_aggregator_unsound_incidents") == 0
    assert registry.get_sample_value("wiretally_aggregator_broken_checks") == 0
