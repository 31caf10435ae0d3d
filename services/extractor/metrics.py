"""The extractor's own metrics."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class ExtractorMetrics:
    """What the extractor counts, beside what every stream service does."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.stories = Counter("wiretally_extractor_stories_total", "Story revisions taken up, by kind.", ("kind",), registry=registry)
        self.events = Counter("wiretally_extractor_events_total", "Events published, by type and op.", ("type", "op"), registry=registry)
        self.stale_revisions = Counter(
            "wiretally_extractor_stale_revisions_total", "Revisions that came after a newer one of their story.", registry=registry
        )
        self.rekeyed = Counter(
            "wiretally_extractor_rekeyed_total", "Articles sent back to the topic under their story's key.", registry=registry
        )
        self.extraction_seconds = Histogram(
            "wiretally_extractor_extraction_seconds",
            "Extraction of one story, the way to its process and back included.",
            buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
            registry=registry,
        )
