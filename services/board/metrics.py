"""What a board exports: every tally as a gauge, and how the board itself does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from schemas.tally import Tally
from services.board.view import View

TALLY_LABELS = ("tally", "theatre", "programme", "phase", "date", "place", "side", "group", "bound")
BOUNDS = ("low", "best", "high", "agreed")


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
        yield GaugeMetricFamily("wiretally_board_tally_rows", "Tally rows that stand.", value=len(rows))
        yield GaugeMetricFamily(
            "wiretally_board_tally_rows_left_out", "Tally rows that wiretally_tally leaves out.", value=len(rows) - len(shown)
        )


def exported(rows: Iterable[Tally], max_rows: int, days: int | None) -> list[Tally]:
    """The rows that go to Prometheus."""
    held = list(rows)
    if days is not None and (dated := [row.date for row in held if row.date is not None]):
        oldest = max(dated) - dt.timedelta(days=days - 1)
        held = [row for row in held if row.date is None or row.date >= oldest]
    held.sort(key=lambda row: row.date or dt.date.max, reverse=True)
    return held[:max_rows]


class BoardMetrics:
    """Counters of the board's own work. ``lag`` and ``readers`` are asked for when a scrape comes."""

    def __init__(self, registry: CollectorRegistry, *, readers: Callable[[], int], unfit: Callable[[], int]) -> None:
        self.messages = Counter("wiretally_board_messages_total", "Messages taken in, by topic.", ("topic",), registry=registry)
        self.lag = Gauge(
            "wiretally_board_lag_messages",
            "Messages at the broker that the board has not read; NaN while it does not say.",
            registry=registry,
        )
        Gauge("wiretally_board_stream_readers", "Open live streams.", registry=registry).set_function(readers)
        passed_over = Gauge("wiretally_board_unfit_messages", "Messages passed over: they do not fit their model.", registry=registry)
        passed_over.set_function(unfit)
