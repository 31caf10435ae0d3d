"""What reading a wire costs: stories a second by format, and the memory of large files.

    python -m bench.ingest [--seconds 1]

CPU time of one core, from bytes to dispatches, no broker. The fixtures of `tests/wires/` are read again and again; then a file of each
format that may be large is built from them and read once.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.report import Section, Table, arguments_of, tell
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
    parser = arguments_of(__doc__)
    parser.add_argument("--seconds", type=float, default=1, help="CPU seconds for each format.")
    options = parser.parse_args(arguments)
    started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    rows = []
    for folder in sorted(each for each in WIRES.iterdir() if each.is_dir()):
        arrivals = [Arrival(path.read_bytes(), name=path.name, now=NOW) for path in sorted(folder.glob("*.*"))]
        assert all(format_of(each) for each in arrivals)
        row = [folder.name, f"{rate(arrivals, 0.1 if options.quick else options.seconds):,.0f}", "", ""]
        if folder.name in LARGE:
            (path,) = folder.glob("new.*")
            large = Arrival(LARGE[folder.name](path.read_bytes()), name=path.name, now=NOW, max_items=3 * ITEMS)
            began = time.process_time()
            count = stories(large)
            row[2:] = [f"{len(large.data) / 1e6:.1f} MB", f"{count / (time.process_time() - began):,.0f}"]
        rows.append(row)
    # Of the whole process: libxml2 keeps memory of its own, which Python's accounts do not show.
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    section = Section(
        "Ingest",
        f"CPU of one core, from bytes to dispatches, no broker. Resident at most {most / 1024:,.0f} MB, {started / 1024:,.0f} MB before "
        "the first story.",
        [Table(["format", "stories/s", "large file", "its stories/s"], rows)],
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
