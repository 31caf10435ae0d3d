"""Agreed exchanges, the handovers that carry them out, phases and progress."""

from __future__ import annotations

from datetime import date, timedelta

from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import evaluate, reconcile
from tests.unit.aggregator.telling import DAY, slot, story, swap

DEFINITIONS = load_definitions()
DEAL = "1,000-for-1,000"


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def promise(name: str = "deal", published: int = -3) -> Event:
    return swap(story(name, day=day(published)), 1000, status="planned", programme=DEAL, day=None)


def handover(n: int, number: int, **more: object) -> Event:
    return swap(story(f"day {n}", day=day(n)), number, day=day(n), **more)


def handovers(*events: Event) -> list[Incident]:
    found = [i for i in reconcile(events) if i.status == "happened" and any(s.mode == "increment" for s in i.slots)]
    return sorted(found, key=lambda i: i.end or date.min)


def progress(*events: Event) -> Tally:
    rows = [t for t in evaluate(reconcile(events), DEFINITIONS) if t.tally == "programme_progress" and t.side == "NOR" and t.group == "all"]
    (row,) = rows
    return row


def test_a_handover_that_names_no_programme_belongs_to_the_one_under_way() -> None:
    (one,) = handovers(promise(), handover(0, 390))
    assert (one.programme, one.phase) == (DEAL, 1)


def test_a_handover_before_the_deal_is_not_of_it() -> None:
    first, second = handovers(promise(), handover(-14, 205), handover(0, 390))
    assert (first.programme, first.phase) == (None, None)
    assert second.programme == DEAL


def test_phases_are_numbered_by_day_where_no_story_numbers_them() -> None:
    assert [i.phase for i in handovers(promise(), handover(0, 390), handover(1, 307), handover(2, 303))] == [1, 2, 3]


def test_a_numbered_phase_keeps_its_number_and_the_others_go_around_it() -> None:
    assert [i.phase for i in handovers(promise(), handover(0, 390), handover(1, 307, phase=2), handover(2, 303))] == [1, 2, 3]


def test_a_phase_numbered_wrongly_makes_no_second_handover_of_the_same_numbers() -> None:
    told = [handover(0, 390, phase=1), swap(story("recap", day=day(3)), 390, day=day(0), phase=2)]
    for order in (told, told[::-1]):
        (one,) = handovers(*order)
        assert one.phase == 1


def test_what_comes_after_completion_is_not_of_the_programme() -> None:
    found = handovers(promise(), handover(0, 600), handover(1, 400), handover(8, 183))
    assert [i.programme for i in found] == [DEAL, DEAL, None]


def test_an_unfinished_programme_ends_a_month_after_its_last_sign_of_life() -> None:
    found = handovers(promise(), handover(0, 390), handover(45, 183))
    assert [i.programme for i in found] == [DEAL, None]


def test_progress_is_what_is_done_of_what_was_agreed_and_plans_are_not_done() -> None:
    row = progress(promise(), handover(0, 390), handover(1, 307))
    assert (row.low, row.best, row.high, row.agreed) == (697, 697, 697, 1000)


def test_the_finished_programme_recalled_by_its_size_adds_nothing() -> None:
    recalled = swap(story("looking back", day=day(9)), 1000, day=day(9))
    events = [promise(), handover(0, 390), handover(1, 307), handover(2, 303), recalled]
    assert progress(*events).best == 1000
    assert [slot(i, "released", side="NOR").best for i in handovers(*events)] == [390, 307, 303]


def test_a_running_total_is_a_check_and_a_gap_is_shown_as_a_gap() -> None:
    def total(n: int, name: str) -> Event:
        told = swap(story(name, day=day(1)), n, day=DAY, last=day(1))
        return told.model_copy(update={"figures": tuple(f.model_copy(update={"mode": "cumulative"}) for f in told.figures)})

    right = progress(promise(), handover(0, 390), handover(1, 307), total(697, "sum"))
    assert [(c.counted, c.gap, c.holds) for c in right.checks] == [(697, 0, True)]
    wrong = progress(promise(), handover(0, 390), handover(1, 307), total(750, "sum"))
    assert [(c.counted, c.gap, c.holds) for c in wrong.checks] == [(697, 53, False)]
    assert wrong.best == 697
