"""The metrics that ingest exports."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_STORIES = (1, 2, 5, 10, 20, 50, 100, 200, 500)


class IngestMetrics:
    """What ingest counts. Labels have few values: no story, no address."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.stories = Counter(
            "wiretally_ingest_stories_total", "Stories taken in, by what became of them (published, duplicate, stale, ...).", ("outcome",),
            registry=registry,
        )  # fmt: skip
        self.refusals = Counter(
            "wiretally_ingest_refusals_total", "Stories and requests that were refused, by reason.", ("reason",), registry=registry
        )
        self.formats = Counter("wiretally_ingest_items_total", "Items read, by wire format.", ("format",), registry=registry)
        self.near_copies = Counter(
            "wiretally_ingest_near_copies_total", "Stories that repeat an earlier one nearly word for word.", registry=registry
        )
        self.checks = Counter(
            "wiretally_ingest_source_checks_total", "Looks at a source, by what came of it.", ("source", "outcome"), registry=registry
        )
        self.source_age = Gauge(
            "wiretally_ingest_source_newest_age_seconds",
            "Since a source last brought a new story (or since the start).",
            ("source",),
            registry=registry,
        )
        self.source_quiet = Gauge(
            "wiretally_ingest_source_quiet", "1 where a source has been quiet for longer than it may.", ("source",), registry=registry
        )
        self.request_seconds = Histogram(
            "wiretally_ingest_request_seconds", "From a request to its answer, the broker's acknowledgement included.", ("route", "status"),
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self.group_stories = Histogram(
            "wiretally_ingest_group_stories", "Stories published and acknowledged together.", buckets=_STORIES, registry=registry
        )
        self.retries = Counter("wiretally_ingest_retries_total", "Repeats after the broker did not take a group.", registry=registry)
        self.index_entries = Gauge("wiretally_ingest_index_entries", "Entries of the story index.", registry=registry)
        self.index_unfit = Gauge("wiretally_ingest_index_unfit", "Records of the index topic that could not be read.", registry=registry)
        self.waiting = Gauge("wiretally_ingest_waiting_stories", "Stories that wait for the broker.", registry=registry)
