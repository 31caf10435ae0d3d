"""What reading a wire costs: stories a second by format, and the memory of large files.

    python -m bench.ingest [--seconds 2]

CPU time of one core, from bytes to dispatches, no broker. The fixtures of `tests/wires/` are read again and again; then a file of each
format that may be large is built from them and read once.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from services.ingest.formats.detect import format_of, parse_wire
from services.ingest.formats.wire_format import Arrival, Dispatch

WIRES = Path(__file__).parents[1] / "tests" / "wires"
NOW = datetime(2025, 5, 24, tzinfo=UTC)
ITEMS = 1000
"""Stories of a large file: as many as are taken at once."""


def stories(arrival: Arrival) -> int:
    return sum(isinstance(each, Dispatch) for each in parse_wire(arrival).items)


def rate(arrivals: Sequence[Arrival], seconds: float) -> float:
    """Stories read in a second of CPU time."""
    read, began = 0, time.process_time()
    while (spent := time.process_time() - began) < seconds:
        read += sum(map(stories, arrivals))
    return read / spent


def repeated(data: bytes, before: bytes, after: bytes) -> bytes:
    """The file with what stands from ``before`` to ``after``, both included, as often as a file may hold it."""
    start, end = data.index(before), data.rindex(after) + len(after)
    return data[:start] + data[start:end] * ITEMS + data[end:]


LARGE: dict[str, Callable[[bytes], bytes]] = {
    "rss2": lambda data: repeated(data, b"<item>", b"</item>"),
    "atom": lambda data: repeated(data, b"<entry>", b"</entry>"),
    "newsml1": lambda data: repeated(data, b"<NewsItem>", b"</NewsItem>"),
    "newsml-g2": lambda data: repeated(data, b"<newsItem ", b"</newsItem>").replace(b"ninat:picture", b"ninat:text"),
    "ninjs1": lambda data: b"[" + b",".join([data] * ITEMS) + b"]",
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2, help="CPU seconds for each format.")
    options = parser.parse_args(arguments)
    started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'format':<12}{'stories/s':>12}{'large file':>14}{'stories/s':>12}")
    for folder in sorted(each for each in WIRES.iterdir() if each.is_dir()):
        arrivals = [Arrival(path.read_bytes(), name=path.name, now=NOW) for path in sorted(folder.glob("*.*"))]
        assert all(format_of(each) for each in arrivals)
        line = f"{folder.name:<12}{rate(arrivals, options.seconds):>12,.0f}"
        if folder.name in LARGE:
            (path,) = folder.glob("new.*")
            large = Arrival(LARGE[folder.name](path.read_bytes()), name=path.name, now=NOW, max_items=3 * ITEMS)
            began = time.process_time()
            count = stories(large)
            spent = time.process_time() - began
            line += f"{len(large.data) / 1e6:>11.1f} MB{count / spent:>12,.0f}"
        print(line)
    # Of the whole process: libxml2 keeps memory of its own, which Python's accounts do not show.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"resident at most {most / 1024:,.0f} MB, {started / 1024:,.0f} MB before the first story")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
