"""Stories a second through real Kafka from push to board, with one extractor worker and with two, and what a story costs each service.

    python -m bench.load [--stories 200] [--quick]

Every service, the broker and the sender share this machine's cores, so two workers can show their full pace only where six or more are;
their CPU per story shows anywhere that a second worker adds no work.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.comparison import OVERHEAD, bare
from bench.report import Section, Table, Target, arguments_of, tell
from bench.system import Usage, running
from bench.wire import stories
from schemas.topics import ARTICLES, EVENTS, TALLY_HISTORY

WARM_UP = 20
TWO_WORKERS_CPU = 1.1
TWO_WORKERS_PACE = 1.8
CORES_FOR_PACE = 6


@dataclass(frozen=True)
class Run:
    """Of one set of stories: how many, seconds until the board had all, CPU seconds by service and the broker's."""

    stories: int
    seconds: float
    cpu_s: dict[str, float]
    resident_mb: dict[str, float]
    disk: dict[str, float]
    """Bytes a story by topic."""
    events: float
    """A story."""

    @property
    def rate(self) -> float:
        return self.stories / self.seconds

    def cpu_ms(self, service: str) -> float:
        """CPU milliseconds a story."""
        return self.cpu_s[service] / self.stories * 1000


def through(count: int, extractors: int) -> Run:
    """The run with so many workers."""
    with running(extractors=extractors) as system:
        system.feed(stories(1, WARM_UP))
        system.settle()
        before, disk, began = system.usage(), system.disk(), time.monotonic()
        system.feed(stories(2, count))
        done = system.settle()["board"]
        after = system.usage()
        grown = {topic: (size - disk.get(topic, 0)) / count for topic, size in system.disk().items()}
        events = system.metric("aggregator", "wiretally_aggregator_events_total") / (count + WARM_UP)
    return Run(count, done - began, used(before, after), {name: each.resident_mb for name, each in after.items()}, grown, events)


def used(before: dict[str, Usage], after: dict[str, Usage]) -> dict[str, float]:
    return {name: after[name].cpu_s - before[name].cpu_s for name in before}


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--stories", type=int, default=200)
    options = parser.parse_args(arguments)
    count = 40 if options.quick else options.stories
    loop, one, two = bare(count), through(count, 1), through(count, 2)
    share = one.rate / (loop.stories / loop.seconds)
    services = list(one.cpu_s)
    rows = [
        [f"{workers} extractor{'s' * (workers > 1)}", f"{run.rate:.1f}", *(f"{run.cpu_ms(name):.1f}" for name in services)]
        for workers, run in ((1, one), (2, two))
    ]
    memory = [[f"{workers}", *(f"{run.resident_mb[name]:.0f}" for name in services)] for workers, run in ((1, one), (2, two))]
    cpu, pace, cores = two.cpu_ms("extractor") / one.cpu_ms("extractor"), two.rate / one.rate, os.cpu_count() or 1
    section = Section(
        "Load",
        f"{count} made-up stories of {words(count):.0f} words sent to ingest at once; the clock stops when the board shows all that came "
        "of them.",
        [
            Table(["", "stories/s", *(f"{name}: CPU ms a story" for name in services)], rows),
            Table(["extractors", *(f"{name}: resident MB" for name in services)], memory),
            Table(["topic", "bytes a story"], [[topic, f"{size:,.0f}"] for topic, size in sorted(one.disk.items()) if size >= 1]),
        ],
        [
            Target(
                "throughput from push to board, one extractor, of the bare loop's",
                f">= {OVERHEAD}",
                f"{share:.2f} ({loop.stories / loop.seconds:.1f} stories/s bare) on {cores} cores",
                share >= OVERHEAD,
            ),
            Target("CPU a story of two extractors, of one's", f"<= {TWO_WORKERS_CPU}", f"{cpu:.2f}", cpu <= TWO_WORKERS_CPU),
            Target(
                f"pace of two extractors, of one's, where {CORES_FOR_PACE} cores are",
                f">= {TWO_WORKERS_PACE}",
                f"{pace:.2f} on {cores} cores",
                pace >= TWO_WORKERS_PACE if cores >= CORES_FOR_PACE else None,
            ),
        ],
        [f"{one.events:.1f} events a story. The bare loop extracts in one process without a broker."],
        {
            **{f"cpu_ms.{name}": one.cpu_ms(name) for name in services},
            "disk_bytes.archive": one.disk[ARTICLES.name] + one.disk[EVENTS.name] + one.disk[TALLY_HISTORY.name],
            "disk_bytes.all": sum(one.disk.values()),
            "events": one.events,
        },
    )
    return tell(section, options)


def words(count: int) -> float:
    """Mean words of a story."""
    return sum(len(article.text.split()) for article in stories(2, count)) / count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
