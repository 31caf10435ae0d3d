"""Liveness follows the commit: lag that does not shrink and a rebalance that does not end are found, quiet is not."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from faust.types import TP
from prometheus_client import CollectorRegistry

from services.chassis.metrics import StreamMetrics
from services.chassis.progress import Progress

PART = TP("articles", 0)


class Watched:
    """A consumer whose offsets and a clock whose time the test sets."""

    def __init__(self) -> None:
        self.now = 0.0
        self.high = 0
        self.committed: dict[TP, int | None] = {PART: 0}
        consumer = SimpleNamespace(
            assignment=lambda: {PART}, highwater=lambda _: self.high, unacked=set(), _committed_offset=self.committed
        )
        tables = SimpleNamespace(recovery=SimpleNamespace(is_whole=True), actives_ready=True, changelog_topics=set())
        self.app = SimpleNamespace(rebalancing=False, tables=tables, consumer=consumer)
        self.progress = Progress(cast(Any, self.app), StreamMetrics(CollectorRegistry()), 120, lambda: self.now)

    def after(self, seconds: float) -> str | None:
        self.now += seconds
        return self.progress.stuck()


def test_no_lag_is_never_stuck_however_long_it_is_quiet() -> None:
    watched = Watched()
    assert watched.after(1) is None
    assert watched.after(9999) is None


def test_lag_without_a_commit_beyond_the_deadline_is_stuck_and_names_the_partition() -> None:
    watched = Watched()
    watched.high = 5
    assert watched.after(1) is None
    assert watched.after(119) is None
    assert watched.after(2) == "articles/0: 5 messages, no commit for 121 s"


def test_a_commit_that_moves_is_life_however_much_lags() -> None:
    watched = Watched()
    watched.high = 500
    for done in range(1, 9):
        watched.committed[PART] = done
        assert watched.after(100) is None


def test_a_rebalance_that_does_not_end_is_stuck() -> None:
    watched = Watched()
    watched.app.rebalancing = True
    assert watched.after(1) is None
    assert watched.after(121) == "joining or recovering for 121 s"
    watched.app.rebalancing = False
    assert watched.after(1) is None
