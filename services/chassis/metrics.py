"""The metrics that every stream service exports. Names are declared here and in each service's ``metrics.py``, nowhere else.

Units are base units (seconds, messages). Labels have few values: no story, no address.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class StreamMetrics:
    """What the loop, the dead letters and the consumer of one service count."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.messages = Counter(
            "wiretally_messages_total",
            "Messages handled to the end, by stage and outcome (done, dead_letter).",
            ("stage", "outcome"),
            registry=registry,
        )
        self.handling_seconds = Histogram(
            "wiretally_handling_seconds",
            "From taking a message up to acking it.",
            ("stage",),
            buckets=_SECONDS,
            registry=registry,
        )
        self.dead_letters = Counter(
            "wiretally_dead_letters_total", "Messages that will never do, by stage and reason.", ("stage", "reason"), registry=registry
        )
        self.retries = Counter("wiretally_retries_total", "Repeats after a transient fault.", ("stage",), registry=registry)
        self.lag = Gauge(
            "wiretally_consumer_lag_messages",
            "Messages on the topic that are not committed yet.",
            ("topic", "partition"),
            registry=registry,
        )
        self.commit_age_seconds = Gauge(
            "wiretally_commit_age_seconds",
            "Since the committed offset last moved while there was lag; 0 without lag.",
            ("topic", "partition"),
            registry=registry,
        )
        self.recoveries = Counter("wiretally_recoveries_total", "Times that the state was rebuilt after a rebalance.", registry=registry)
