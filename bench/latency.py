"""From the push of a story to its tallies on the board's live stream, over real Kafka: at half load and at saturation.

    python -m bench.latency [--stories 300] [--quick]

Saturation: as soon as one story's first row is on the stream the next is pushed, a dozen under way. Half load: pushes at random moments,
half as many a second as that came to; a push that is late because the one before took long counts from the moment it was due. A row is
known for its story by ``updated_at``, the moment at which ingest took in the newest story that it counts. Each story tells of a day of its
own, so that none changes the rows of another, which would be taken for late rows of that one.
"""

from __future__ import annotations

import asyncio
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from random import Random

import aiohttp
import orjson

from bench.report import Section, Table, Target, arguments_of, tell
from bench.system import running
from bench.wire import stories
from schemas.article import Article

UNDER_WAY = 12
WARM_UP = 30
QUIET_S = 5.0
"""After the last push: so long without a row means that all have come."""
P50_MS, P99_MS = 150, 500


@dataclass
class Push:
    """One story: seconds of the epoch at which it was due, sent and answered, and at which its first and its last row came."""

    due: float
    sent: float = 0
    answered: float = 0
    rows: list[float] = field(default_factory=list)


@dataclass
class Board:
    """What the live stream has shown; ``pushes`` are in the order of time."""

    pushes: list[Push] = field(default_factory=list)
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    last: float = 0
    _shown: set[tuple[str, str]] = field(default_factory=set)

    async def follow(self, session: aiohttp.ClientSession, url: str) -> None:
        """Note every row of the live stream, for ever."""
        async with session.get(f"{url}/v1/stream") as stream:
            kind = b""
            async for line in stream.content:
                if line.startswith(b"event:"):
                    kind = line.split(b":", 1)[1].strip()
                elif line.startswith(b"data:") and kind == b"tally":
                    row = orjson.loads(line[5:])
                    self._note(row["key"], row["updated_at"], time.time())

    def _note(self, key: str, said: str, now: float) -> None:
        if (key, said) in self._shown:
            return
        self._shown.add((key, said))
        updated_at = datetime.fromisoformat(said).timestamp()
        place = bisect_right(self.pushes, updated_at, key=lambda push: push.sent) - 1
        # Rows of the warm-up, and changes that a later story made to an earlier one's row, name another moment.
        if place >= 0 and updated_at <= (self.pushes[place].answered or now):
            self.pushes[place].rows.append(now)
            self.last = now
            self.seen.set()

    @property
    def under_way(self) -> int:
        return sum(not push.rows for push in self.pushes)


async def push(session: aiohttp.ClientSession, url: str, article: Article, one: Push, board: Board) -> None:
    one.sent = time.time()
    board.pushes.append(one)
    async with session.post(f"{url}/v1/articles", data=article.to_json(), headers={"Content-Type": "application/json"}) as answer:
        answer.raise_for_status()
    one.answered = time.time()


async def all_shown(board: Board) -> None:
    """Return when no row has come for a while."""
    began = time.time()
    while time.time() - max(board.last, began) < QUIET_S:  # noqa: ASYNC110 - it is silence that is waited for
        await asyncio.sleep(0.1)


async def saturated(ingest: str, url: str, articles: Sequence[Article]) -> list[Push]:
    board = Board()
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None), read_bufsize=2**22) as session:
        reading = asyncio.create_task(board.follow(session, url))
        for article in articles:
            while board.under_way >= UNDER_WAY:
                board.seen.clear()
                await asyncio.wait_for(board.seen.wait(), 60)
            await push(session, ingest, article, Push(time.time()), board)
        await all_shown(board)
        reading.cancel()
    return board.pushes


async def paced(ingest: str, url: str, articles: Sequence[Article], rate: float) -> list[Push]:
    board, noise = Board(), Random(4)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None), read_bufsize=2**22) as session:
        reading = asyncio.create_task(board.follow(session, url))
        due = time.time() + 0.5
        for article in articles:
            await asyncio.sleep(max(0.0, due - time.time()))
            await push(session, ingest, article, Push(due), board)
            due += noise.expovariate(rate)
        await all_shown(board)
        reading.cancel()
    return board.pushes


def rate_of(pushes: Sequence[Push]) -> float:
    """Stories a second, from the first push to the last first row."""
    return len(pushes) / (max(one.rows[0] for one in pushes if one.rows) - pushes[0].sent)


def at(share: float, pushes: Sequence[Push], moment: Callable[[Push], float]) -> float:
    """Milliseconds from due to ``moment`` that so large a share of the stories keeps within."""
    waits = sorted(1000 * (moment(one) - one.due) for one in pushes if one.rows)
    return waits[min(len(waits) - 1, int(len(waits) * share))]


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--stories", type=int, default=300, help="at half load; half as many at saturation")
    options = parser.parse_args(arguments)
    count = 30 if options.quick else options.stories
    wire = stories(5, WARM_UP + 2 * count, a_day=1)
    with running() as system:
        ingest, board = system["ingest"].url, system["board"].url
        system.feed(islice(wire, WARM_UP))
        system.settle()
        full = asyncio.run(saturated(ingest, board, list(islice(wire, count // 2))))
        system.settle()
        half = asyncio.run(paced(ingest, board, list(islice(wire, count)), rate_of(full) / 2))
    rows, found = [], {}
    for name, pushes in (("half load", half), ("saturation", full)):
        for what, moment in (("first row", lambda one: one.rows[0]), ("last row", lambda one: one.rows[-1])):
            found[name, what] = p50, p99 = at(0.5, pushes, moment), at(0.99, pushes, moment)
            shown = sum(bool(one.rows) for one in pushes)
            rows.append([name, f"{rate_of(pushes):.1f}", f"{shown} of {len(pushes)}", what, f"{p50:.0f}", f"{p99:.0f}"])
    p50, p99 = found["half load", "last row"]
    section = Section(
        "Latency",
        f"From push to the board's live stream; {count} stories at half load. A story gives a dozen rows: the targets are held against its "
        f"last. At saturation {UNDER_WAY} stories are under way at any moment, so its figures say how long the queue is.",
        [Table(["", "stories/s", "stories with rows", "until its", "p50 ms", "p99 ms"], rows)],
        [
            Target("push to tally at half load, p50", f"< {P50_MS} ms", f"{p50:.0f} ms", p50 < P50_MS),
            Target("push to tally at half load, p99", f"< {P99_MS} ms", f"{p99:.0f} ms", p99 < P99_MS),
        ],
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
