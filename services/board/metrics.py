"""What a board exports: every tally as a gauge, and how the board itself does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from schemas.tally import Tally
from services.board.view import Change, View

TALLY_LABELS = ("tally", "theatre", "programme", "phase", "date", "place", "side", "group", "bound")
BOUNDS = ("low", "best", "high", "agreed")
_LATENCY_S = (0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0)


class TallyCollector(Collector):
    """``wiretally_tally``: a gauge, since a correction lowers a tally. A bound that is open or unknown is left out, not 0.

    At most ``max_rows`` rows: first those without a day, then the newest days, and of dated rows only the last ``days`` days.
    How many were left out is a gauge of its own, so that a graph with holes can be told from a world at peace.
    """

    def __init__(self, view: View, *, max_rows: int, days: int | None) -> None:
        self._view = view
        self._max_rows = max_rows
        self._days = days

    def collect(self) -> Iterable[GaugeMetricFamily]:
        rows = self._view.tallies()
        shown = exported(rows, self._max_rows, self._days)
        family = GaugeMetricFamily("wiretally_tally", "Running tally; bound is low, best, high or agreed.", labels=TALLY_LABELS)
        for row in shown:
            names = [str(value) if (value := getattr(row, label)) is not None else "" for label in TALLY_LABELS[:-1]]
            for bound in BOUNDS:
                if (amount := getattr(row, bound)) is not None:
                    family.add_metric([*names, bound], amount)
        yield family
        newest = GaugeMetricFamily(
            "wiretally_tally_updated_timestamp_seconds", "When the newest story behind a tally came in.", labels=("tally",)
        )
        for name, moment in sorted(newest_story(rows).items()):
            newest.add_metric([name], moment.timestamp())
        yield newest
        yield GaugeMetricFamily("wiretally_board_tally_rows", "Tally rows that stand.", value=len(rows))
        yield GaugeMetricFamily(
            "wiretally_board_tally_rows_left_out", "Tally rows that wiretally_tally leaves out.", value=len(rows) - len(shown)
        )


def newest_story(rows: Iterable[Tally]) -> dict[str, dt.datetime]:
    """Tally -> when the newest story behind any of its rows came in."""
    newest: dict[str, dt.datetime] = {}
    for row in rows:
        if row.updated_at is not None:
            newest[row.tally] = max(row.updated_at, newest.get(row.tally, row.updated_at))
    return newest


def exported(rows: Iterable[Tally], max_rows: int, days: int | None) -> list[Tally]:
    """The rows that go to Prometheus."""
    held = list(rows)
    if days is not None and (dated := [row.date for row in held if row.date is not None]):
        oldest = max(dated) - dt.timedelta(days=days - 1)
        held = [row for row in held if row.date is None or row.date >= oldest]
    held.sort(key=lambda row: row.date or dt.date.max, reverse=True)
    return held[:max_rows]


class BoardMetrics:
    """Counters of the board's own work. ``lag`` and ``readers`` are asked for when a scrape comes; ``now`` is the clock (UTC)."""

    def __init__(
        self,
        registry: CollectorRegistry,
        *,
        readers: Callable[[], int],
        unfit: Callable[[], int],
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self._now = now
        self.latency = Histogram(
            "wiretally_board_latency_seconds",
            "From taking a story in at ingest to the tally it changed being shown here.",
            buckets=_LATENCY_S,
            registry=registry,
        )
        self.messages = Counter("wiretally_board_messages_total", "Messages taken in, by topic.", ("topic",), registry=registry)
        self.lag = Gauge(
            "wiretally_board_lag_messages",
            "Messages at the broker that the board has not read; NaN while it does not say.",
            registry=registry,
        )
        Gauge("wiretally_board_stream_readers", "Open live streams.", registry=registry).set_function(readers)
        passed_over = Gauge("wiretally_board_unfit_messages", "Messages passed over: they do not fit their model.", registry=registry)
        passed_over.set_function(unfit)

    def note_shown(self, change: Change, before: Tally | None) -> None:
        """Measure how old the news is in a tally that just changed from ``before``. What no newer story caused tells nothing of speed:
        a correction may lower a row to what older stories say."""
        row = change.message
        if not isinstance(row, Tally) or row.updated_at is None:
            return
        if before is None or before.updated_at is None or row.updated_at > before.updated_at:
            self.latency.observe(max(0.0, (self._now() - row.updated_at).total_seconds()))
