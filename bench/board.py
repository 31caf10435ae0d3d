"""What a board's live stream costs: readers held, while tallies change: memory, CPU and the age of news on arrival.

    python -m bench.board [--readers 500] [--rate 200] [--seconds 20]

The board is a process of its own, without a broker: its view is changed as the topics would change it. This process holds the readers,
each its own connection, and times every tenth of them: parsing all would measure the readers.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import socket
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection

import uvicorn

from bench.report import Section, Table, Target, arguments_of, tell
from schemas.tally import Tally
from schemas.topics import TALLIES
from services.board.api import build_router
from services.board.broadcast import Broadcast
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View

ROWS = 1_000
"""Tallies that stand; the changes go round over them."""
TIMED_EVERY = 10
TICK_S = 0.02
P99_S = 1.0
"""What a reader still takes for live, in the worst of a hundred."""
MEMORY_MB = 300
_MARK = b'"updated_at":"'


def row(number: int) -> Tally:
    """One row; ``updated_at`` is the moment of the change."""
    key = f"killed|2025-05-{1 + number % 28:02}|Town {number % ROWS}|AAA|all"
    return Tally(
        key=key, tally="killed", place=f"Town {number % ROWS}", side="AAA", group="all", low=number, best=number, high=number,
        updated_at=datetime.now(UTC),
    )  # fmt: skip


def serve(port: int, readers: int, rate: int, control: Connection) -> None:
    """The board: serves until told to stop, changing ``rate`` tallies a second from the first word on."""

    async def run() -> None:
        view = View()
        broadcast = Broadcast(view)
        hub = Hub("bench", broadcast.snapshot, max_readers=readers)
        for number in range(ROWS):
            view.apply(TALLIES.name, (held := row(number)).key, held)
        app = build_site(build_router(view, hub, lambda: None))
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, lifespan="off", backlog=readers))
        serving = asyncio.create_task(server.serve())
        while not await asyncio.to_thread(control.poll, 0.1):
            pass
        control.recv()
        before = resource.getrusage(resource.RUSAGE_SELF)
        began, sent = time.monotonic(), 0
        while not control.poll():
            await asyncio.sleep(TICK_S)
            while sent < (time.monotonic() - began) * rate:
                changed = row(sent)
                if (change := view.apply(TALLIES.name, changed.key, changed)) is not None:
                    broadcast.tell(hub, change)
                sent += 1
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = (used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) / (time.monotonic() - began)
        control.send({"sent": sent, "cpu": cpu, "memory_mb": used.ru_maxrss / 1024, "readers": hub.readers})
        hub.close()
        server.should_exit = True
        await serving

    asyncio.run(run())


async def read(port: int, timed: bool, ages: list[float], opened: asyncio.Semaphore) -> int:
    """One reader until the stream ends; bytes it got."""
    async with opened:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /v1/stream HTTP/1.1\r\nHost: board\r\n\r\n")
        got = len(await reader.readuntil(b"event: snapshot"))
    try:
        while piece := await reader.read(1 << 18):
            got += len(piece)
            if timed and b"event: tally" in piece:
                # The first of a piece is the one that waited longest.
                now = datetime.now(UTC)
                at = piece.find(_MARK) + len(_MARK)
                stamp = piece[at : piece.find(b'"', at)].decode()
                if len(stamp) >= len("2025-05-23T12:00:00.000000Z"):
                    ages.append((now - datetime.fromisoformat(stamp)).total_seconds())
    except ConnectionError:
        pass
    writer.close()
    return got


async def measure(port: int, readers: int, seconds: float, control: Connection) -> tuple[dict[str, float], list[float], int]:
    ages: list[float] = []
    opened = asyncio.Semaphore(50)
    reading = [asyncio.create_task(read(port, number % TIMED_EVERY == 0, ages, opened)) for number in range(readers)]
    await asyncio.sleep(0)
    while opened.locked() or sum(not task.done() for task in reading) < readers:  # noqa: ASYNC110 - the last of them to be open
        await asyncio.sleep(0.05)
    control.send("begin")
    await asyncio.sleep(seconds)
    control.send("end")
    told: dict[str, float] = await asyncio.to_thread(control.recv)
    return told, ages, sum(await asyncio.gather(*reading))


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--rate", type=int, default=200, help="tallies changed a second")
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args(arguments)
    readers, seconds = (50, 3.0) if options.quick else (options.readers, options.seconds)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours, theirs = multiprocessing.Pipe()
    board = multiprocessing.get_context("spawn").Process(target=serve, args=(port, readers, options.rate, theirs))
    board.start()
    try:
        _wait_for(port)
        told, ages, got = asyncio.run(measure(port, readers, seconds, ours))
    finally:
        board.join(10)
        board.kill()
    ages.sort()
    age = {share: ages[min(len(ages) - 1, len(ages) * share // 100)] for share in (50, 95, 99)}
    section = Section(
        "Board",
        f"{readers} readers of the live stream while {options.rate} tallies a second change, for {seconds:.0f} s; no broker.",
        [
            Table(
                ["readers held", "changes/s", "age p50 ms", "age p95 ms", "age p99 ms", "cores", "resident MB", "sent MB"],
                [
                    [
                        f"{told['readers']:.0f}",
                        f"{told['sent'] / seconds:.1f}",
                        *(f"{1000 * each:.1f}" for each in age.values()),
                        f"{told['cpu']:.2f}",
                        f"{told['memory_mb']:.0f}",
                        f"{got / 1e6:.0f}",
                    ]
                ],
            )
        ],
        [
            Target("readers held by the board", f"{readers}", f"{told['readers']:.0f}", told["readers"] == readers),
            Target("memory of the board", f"<= {MEMORY_MB} MB", f"{told['memory_mb']:.0f} MB", told["memory_mb"] <= MEMORY_MB),
            Target("99 of 100 changes with a reader within", f"<= {P99_S:g} s", f"{age[99]:.2f} s", age[99] <= P99_S),
        ],
    )
    return tell(section, options)


def _wait_for(port: int, within_s: float = 30) -> None:
    deadline = time.monotonic() + within_s
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
