"""Settings of the aggregator: ``WIRETALLY_AGGREGATOR__<NAME>`` beside what every service has."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from services.chassis.settings import HttpSettings, Section, ServiceSettings


class AggregatorSettings(Section):
    """What is the aggregator's own."""

    definitions: Path | None = Field(default=None, description="A tallies.yaml of your own; the shipped one where left out.")
    exported_days: int = Field(
        default=14, ge=1, description="/metrics shows a tally of a day or a place while something about it came in within so many days."
    )
    exported_series: int = Field(default=5000, ge=1, description="/metrics shows so many series of tallies at most, totals first.")
    events_in_memory: int = Field(
        default=50_000, ge=0,
        description="So many events stay decoded (25 kB each) beside what the one in hand needs; days told of longest ago are put away, "
        "and read again when a story tells of them. Should hold ten days' events. Swaps and tolls with an open start always stay.",
    )  # fmt: skip


class Settings(ServiceSettings):
    """The aggregator's settings."""

    http: HttpSettings = HttpSettings(port=8083)
    aggregator: AggregatorSettings = AggregatorSettings()
