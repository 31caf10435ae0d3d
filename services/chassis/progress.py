"""`Progress`: does the commit move? Faust's own health page says OK of a worker that consumes nothing (faust-streaming #175, #596)."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import cast

import faust
from faust.transport.consumer import Consumer
from faust.types import TP

from services.chassis.faithful_tables import is_settled
from services.chassis.metrics import StreamMetrics


class Progress:
    """Watches lag and commits of every partition that this process holds."""

    def __init__(self, app: faust.App, metrics: StreamMetrics, deadline_s: float, now: Callable[[], float] = monotonic) -> None:
        self._app = app
        self._metrics = metrics
        self._deadline_s = deadline_s
        self._now = now
        self._unsettled_since: float | None = None
        self._last_move: dict[TP, tuple[int | None, float]] = {}

    def measure(self) -> None:
        """Bring the lag metrics up to date."""
        self._metrics.lag.clear()
        self._metrics.commit_age_seconds.clear()
        for tp, (lag, age) in self._partitions().items():
            self._metrics.lag.labels(tp.topic, str(tp.partition)).set(lag)
            self._metrics.commit_age_seconds.labels(tp.topic, str(tp.partition)).set(age)

    def stuck(self) -> str | None:
        """What does not move although messages wait, or a rebalance that does not end; None where all is well."""
        if not is_settled(self._app):
            since = self._unsettled_since = self._now() if self._unsettled_since is None else self._unsettled_since
            lasted = self._now() - since
            return f"joining or recovering for {lasted:.0f} s" if lasted > self._deadline_s else None
        self._unsettled_since = None
        late = [
            f"{tp.topic}/{tp.partition}: {lag} messages, no commit for {age:.0f} s"
            for tp, (lag, age) in self._partitions().items()
            if age > self._deadline_s
        ]
        return "; ".join(late) or None

    def unfinished(self) -> list[str]:
        """Messages taken up and not acked, for the last line of a hard end."""
        return sorted(f"{message.topic}/{message.partition}/{message.offset}" for message in self._app.consumer.unacked)

    def _partitions(self) -> dict[TP, tuple[int, float]]:
        """Lag in messages and seconds since the commit last moved while there was lag."""
        if not is_settled(self._app):
            self._last_move.clear()
            return {}
        found = {}
        for tp in self._app.consumer.assignment():
            if tp.topic in self._app.tables.changelog_topics:
                continue
            lag, committed = self._lag(tp)
            before = self._last_move.get(tp)
            if before is None or before[0] != committed or lag == 0:
                self._last_move[tp] = (committed, self._now())
            found[tp] = (lag, self._now() - self._last_move[tp][1])
        return found

    def _lag(self, tp: TP) -> tuple[int, int | None]:
        """Messages behind, and the committed offset. Where a group never committed, only what it took up counts: the topic may be
        full of offsets whose messages are long gone.
        """
        consumer = cast(Consumer, self._app.consumer)
        committed = consumer._committed_offset.get(tp)
        if committed is None:
            return sum(1 for message in consumer.unacked if message.tp == tp), None
        return max(0, (consumer.highwater(tp) or 0) - committed), committed
