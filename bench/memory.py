"""Memory of every service while 100,000 stories pass through real Kafka: what it comes to, and what each further story adds.

    python -m bench.memory [--stories 100000] [--quick]

Short stories (31 words, one of ten with figures), so that so many pass in minutes. What a service must keep of every story and every claim
grows with them by design and is given in bytes; what only works, the extractor's language process above all, must not grow at all.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import psutil

from bench.report import Section, Table, Target, arguments_of, tell
from bench.system import System, running
from bench.wire import stories

MARKS = 10
LANGUAGE_PROCESS = "extractor's language process"
FLAT = 1.1
"""The second half of the stories may add a tenth to what the language process holds: its allocator settles, a leak does not."""
LIMIT_MB = 300


def resident_mb(system: System) -> dict[str, float]:
    """Megabytes by service, the extractor in its two parts."""
    found = {name: each.resident_mb for name, each in system.usage().items()}
    (language,) = psutil.Process(system["extractor"].process.pid).children()
    found[LANGUAGE_PROCESS] = language.memory_info().rss / 2**20
    found["extractor"] -= found[LANGUAGE_PROCESS]
    return found


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--stories", type=int, default=100_000)
    options = parser.parse_args(arguments)
    count = 2_000 if options.quick else options.stories
    wire, marks, began = stories(3, count, short=True), [0], time.monotonic()
    with running() as system:
        held = [resident_mb(system)]
        for mark in range(1, MARKS + 1):
            marks.append(count * mark // MARKS)
            system.feed(article for _, article in zip(range(marks[-1] - marks[-2]), wire, strict=False))
            system.settle()
            held.append(resident_mb(system))
        claims = system.metric("aggregator", "wiretally_aggregator_events_total")
    took, names, half = time.monotonic() - began, list(held[0]), MARKS // 2
    # The first tenth fills caches and loads code; from there on it is the stories.
    growth = {name: (held[-1][name] - held[1][name]) * 2**20 / (marks[-1] - marks[1]) for name in names}
    ratio = held[-1][LANGUAGE_PROCESS] / held[half][LANGUAGE_PROCESS]
    section = Section(
        "Memory",
        f"{count:,} short stories ({claims:,.0f} events came of them) in {took:.0f} s; resident megabytes whenever another tenth stood on "
        "the board, and below them what each further story added after the first tenth.",
        [
            Table(
                ["stories", *names],
                [
                    *([f"{mark:,}", *(f"{each[name]:.0f}" for name in names)] for mark, each in zip(marks, held, strict=True)),
                    ["bytes a story", *(f"{growth[name]:,.0f}" for name in names)],
                ],
            )
        ],
        [
            Target(f"{LANGUAGE_PROCESS} at the end, of what it had half-way", f"<= {FLAT}", f"{ratio:.2f}", ratio <= FLAT),
            Target(
                f"{LANGUAGE_PROCESS}, resident",
                f"<= {LIMIT_MB} MB",
                f"{held[-1][LANGUAGE_PROCESS]:.0f} MB",
                held[-1][LANGUAGE_PROCESS] <= LIMIT_MB,
            ),
        ],
        facts={f"kept_bytes.{name}": growth[name] for name in ("ingest", "extractor")},
        notes=[
            "By design grow: ingest (its index: every story and its alias), the extractor (which events each story gave), the aggregator "
            "(the claims that stand), the board (tallies and incidents; of events and history it keeps the newest only).",
        ],
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
