"""The tallies as Prometheus gauges (a tally may fall), bounded in days and in number; and the aggregator's own counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from schemas.tally import Tally

_LABELS = ("tally", "theatre", "programme", "phase", "date", "place", "side", "group", "bound")


class Tallied(Protocol):
    """Where the standing rows are, and how many incidents do not fit."""

    @property
    def rows(self) -> Mapping[str, Tally]: ...
    @property
    def unsound(self) -> int: ...


class AggregatorMetrics:
    """What the aggregator counts, beside what every stream service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.events = Counter("wiretally_aggregator_events_total", "Events applied, by op.", ("op",), registry=registry)
        self.corrections = Counter(
            "wiretally_aggregator_corrections_total", "Events that a later revision of their story took back.", registry=registry
        )
        self.merges = Counter(
            "wiretally_aggregator_merges_total",
            "Incidents published in which two or more stories tell of one happening.",
            registry=registry,
        )
        self.incidents = Counter("wiretally_aggregator_incidents_total", "Incidents published because a claim changed.", registry=registry)
        self.tally_changes = Counter(
            "wiretally_aggregator_tally_changes_total", "Tallies published, by tally.", ("tally",), registry=registry
        )
        self.unplaced = Counter(
            "wiretally_aggregator_unplaced_events_total", "Events whose country or side no story told (ledger XX).", registry=registry
        )
        self.unsound = Gauge(
            "wiretally_aggregator_unsound_incidents", "Incidents whose numbers do not fit one another, such as parts above their whole.",
            registry=registry,
        )  # fmt: skip
        self.broken_checks = Gauge(
            "wiretally_aggregator_broken_checks",
            "Running totals that stories state and the counted do not come to.",
            registry=registry,
        )
        self.in_memory = Gauge(
            "wiretally_aggregator_events_in_memory", "Events decoded that may leave memory (events_in_memory bounds them).",
            registry=registry,
        )  # fmt: skip
        self.read_back = Gauge(
            "wiretally_aggregator_events_read_back",
            "Events read again into memory since the last rebalance: if it grows faster than events come, events_in_memory is too small.",
            registry=registry,
        )

    def watch(self, tallies: Tallied) -> None:
        """Show what of the tallies does not hold, counted at each scrape."""
        self.unsound.set_function(lambda: tallies.unsound)
        self.broken_checks.set_function(lambda: sum(check.holds is False for row in list(tallies.rows.values()) for check in row.checks))


class TallyCollector(Collector):
    """``wiretally_tally``, made at each scrape from the rows that stand (``rows``: key -> tally).

    A row with a date or a place is left out once nothing about it came in for ``days``; rows beyond ``limit`` series are left out, those
    with the oldest dates first. How many were left out is a metric too: a missing series must not look like a zero.
    """

    def __init__(self, rows: Mapping[str, Tally], days: int, limit: int, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._rows = rows
        self._days = days
        self._limit = limit
        self._now = now

    def collect(self) -> Iterator[Metric]:
        """The gauges of one scrape."""
        since = self._now() - timedelta(days=self._days)
        rows = list(self._rows.values())
        recent = [row for row in rows if not _is_detail(row) or row.updated_at is None or row.updated_at >= since]
        # A stable sort: newest date first, then totals before all.
        recent.sort(key=lambda row: row.key)
        recent.sort(key=lambda row: (not _is_detail(row), row.date.toordinal() if row.date else 0), reverse=True)
        wanted = sum(len(list(_samples(row))) for row in recent)
        gauge = GaugeMetricFamily("wiretally_tally", "A tally's bound: low, best, high, agreed.", labels=_LABELS)
        for labels, value in islice(_all_samples(recent), self._limit):
            gauge.add_metric(labels, value)
        yield gauge
        left_out = GaugeMetricFamily("wiretally_tally_rows_left_out", "Series not exported, by reason (window, limit).", labels=("reason",))
        left_out.add_metric(("window",), len(rows) - len(recent))
        left_out.add_metric(("limit",), max(0, wanted - self._limit))
        yield left_out
        yield GaugeMetricFamily("wiretally_tally_export_days", "Window of tallies of a day or place.", value=self._days)
        yield GaugeMetricFamily("wiretally_tally_export_limit", "Series of tallies at most.", value=self._limit)


def _is_detail(row: Tally) -> bool:
    return row.date is not None or row.place is not None


def _all_samples(rows: Iterable[Tally]) -> Iterator[tuple[tuple[str, ...], float]]:
    for row in rows:
        yield from _samples(row)


def _samples(row: Tally) -> Iterator[tuple[tuple[str, ...], float]]:
    keys = (row.tally, row.theatre, row.programme, row.phase, row.date, row.place, row.side, row.group)
    for bound, value in (("low", row.low), ("best", row.best), ("high", row.high), ("agreed", row.agreed)):
        if value is not None:
            yield (*("" if key is None else str(key) for key in keys), bound), value
