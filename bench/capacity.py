"""What a million stories a day take, reckoned from what the other parts measured. GDELT watches about so many."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from bench.report import Section, Table

STORIES_A_DAY = 1_000_000
RUSH = 6
"""A rush hour brings so many times the mean."""
HEADROOM = 0.7
"""A core is planned to be busy so much of the time: beyond it queues, and with them latency, grow without bound."""
SERVICES = ("ingest", "extractor", "aggregator", "board", "broker")
FIGURES_A_EVENT = 1.6
"""Claims an event of the made-up wire, and of real wire copy."""
SPARSE = 0.1
"""Of the stories of a general wire, those that tell of figures that are counted here."""
NEEDED = (
    "claim_bytes",
    "kept_bytes.ingest",
    "kept_bytes.extractor",
    "disk_bytes.archive",
    "events",
    *(f"cpu_ms.{name}" for name in SERVICES),
)
DAY_S = 86_400


def capacity(facts: Mapping[str, float]) -> Section | None:
    """The section; None where a part that it reckons with was left out."""
    if any(name not in facts for name in NEEDED):
        return None
    rate = STORIES_A_DAY / DAY_S
    rows = []
    for name in SERVICES:
        mean = facts[f"cpu_ms.{name}"] / 1000 * rate
        rows.append([name, f"{facts[f'cpu_ms.{name}']:.1f}", f"{mean:.1f}", f"{mean * RUSH / HEADROOM:.1f}"])
    total = sum(facts[f"cpu_ms.{name}"] for name in SERVICES) / 1000 * rate
    rows.append(["all", "", f"{total:.1f}", f"{total * RUSH / HEADROOM:.1f}"])
    workers = ceil(facts["cpu_ms.extractor"] / 1000 * rate * RUSH / HEADROOM)
    claims = STORIES_A_DAY * facts["events"] * FIGURES_A_EVENT
    state = [
        ["ingest: index of stories", _gb(STORIES_A_DAY * facts["kept_bytes.ingest"]), ""],
        ["extractors together: what each story gave", _gb(STORIES_A_DAY * facts["kept_bytes.extractor"]), ""],
        ["aggregators together: standing claims", _gb(claims * facts["claim_bytes"]), _gb(SPARSE * claims * facts["claim_bytes"])],
        ["disk of one replica: articles, events, history", _gb(STORIES_A_DAY * facts["disk_bytes.archive"]), ""],
    ]
    return Section(
        "Capacity",
        f"Reckoned, not measured: a million stories a day are {rate:.1f} a second, {rate * RUSH:.0f} in a rush hour of {RUSH} times that; "
        f"cores are planned to be busy {HEADROOM:.0%} of the time. Every story is taken for one of the long, dense ones of part Load.",
        [
            Table(["", "CPU ms a story", "cores, mean", "cores, rush hour"], rows),
            Table(["grows a day by", "GB", f"where one story of {1 / SPARSE:.0f} has figures"], state),
        ],
        notes=[f"Extractors, and so partitions of the articles topic at least: {workers}. See docs/capacity.md for what follows from it."],
    )


def _gb(size: float) -> str:
    return f"{size / 1e9:.1f}"
