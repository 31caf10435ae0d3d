"""The catalogue of metrics: `python -m deploy.prometheus.catalogue` writes docs/metrics.md from what the services register.

Names are declared once, in each service's ``metrics.py`` and the chassis's; this reads them there, so it cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.registry import Collector

from services.aggregator.metrics import AggregatorMetrics
from services.aggregator.metrics import TallyCollector as AggregatorTallies
from services.board.metrics import TALLY_LABELS, BoardMetrics, TallyCollector
from services.board.view import View
from services.chassis.metrics import StreamMetrics
from services.extractor.metrics import ExtractorMetrics
from services.ingest.metrics import IngestMetrics

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"

Kind = Literal["counter", "gauge", "histogram"]
_KINDS: dict[type[Collector], Kind] = {Counter: "counter", Gauge: "gauge", Histogram: "histogram"}
_LABELS_OF_COLLECTED: Mapping[str, tuple[str, ...]] = {
    "wiretally_tally": TALLY_LABELS,
    "wiretally_tally_rows_left_out": ("reason",),
    "wiretally_tally_updated_timestamp_seconds": ("tally",),
}
"""Families made at each scrape say their labels only with their first sample."""


@dataclass(frozen=True, slots=True)
class Declared:
    """One metric as a query names it; a histogram also gives ``_bucket`` (with ``le``), ``_sum`` and ``_count``."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    services: tuple[str, ...]
    about: str

    def series(self) -> dict[str, frozenset[str]]:
        """Each series name with its labels."""
        if self.kind != "histogram":
            return {self.name: frozenset(self.labels)}
        return {f"{self.name}_bucket": frozenset({*self.labels, "le"})} | {
            f"{self.name}_{part}": frozenset(self.labels) for part in ("sum", "count")
        }


def catalogue() -> list[Declared]:
    """Every metric of every service, by name."""
    found: dict[str, Declared] = {}
    for service, declared in _registered():
        known = found.get(declared.name, declared)
        found[declared.name] = Declared(known.name, known.kind, known.labels, (*known.services, service), known.about)
    return [found[name] for name in sorted(found)]


def _registered() -> Iterator[tuple[str, Declared]]:
    for service, registry in _registries().items():
        for collector in registry._collector_to_names:
            yield from ((service, declared) for declared in _declared(collector))


def _registries() -> Mapping[str, CollectorRegistry]:
    registries = {name: CollectorRegistry() for name in ("ingest", "extractor", "aggregator", "board")}
    IngestMetrics(registries["ingest"])
    for name in ("extractor", "aggregator"):
        StreamMetrics(registries[name])
    ExtractorMetrics(registries["extractor"])
    AggregatorMetrics(registries["aggregator"])
    registries["aggregator"].register(AggregatorTallies({}, days=1, limit=1))
    BoardMetrics(registries["board"], readers=lambda: 0, unfit=lambda: 0)
    registries["board"].register(TallyCollector(View(), max_rows=1, days=None))
    return registries


def _declared(collector: Collector) -> Iterable[Declared]:
    for family in collector.describe() if hasattr(collector, "describe") else collector.collect():
        kind = _KINDS.get(type(collector), cast(Kind, family.type))
        name = f"{family.name}_total" if kind == "counter" else family.name
        labels = tuple(getattr(collector, "_labelnames", _LABELS_OF_COLLECTED.get(name, ())))
        yield Declared(name, kind, labels, (), family.documentation)


def page() -> str:
    """The catalogue as a page."""
    lines = [
        "# Metrics",
        "",
        "What the services export at `/metrics`. This page is written by `make metrics`; the names are declared in each service's",
        "`metrics.py`. A histogram `x` is queried as `x_bucket` (with `le`), `x_sum` and `x_count`.",
        "",
        "| metric | type | labels | service | what it says |",
        "|---|---|---|---|---|",
    ]
    for one in catalogue():
        labels = ", ".join(f"`{label}`" for label in one.labels)
        lines.append(f"| `{one.name}` | {one.kind} | {labels} | {', '.join(one.services)} | {one.about} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
