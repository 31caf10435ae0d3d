"""The network between services and broker: a TCP proxy on each service's way, which can be cut, stall, be slow, or lose connections.

The broker advertises the proxies (:func:`properties`), so that a client which asks it for its address comes back the same way.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from asyncio import StreamReader, StreamWriter
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from random import Random
from threading import Thread
from typing import Any

HOST = "127.0.0.1"
_CHUNK_BYTES = 64 * 1024
_LOOK_EVERY_S = 0.05
_CHANGED_WITHIN_S = 10.0
_RESET = struct.pack("ii", 1, 0)
"""Linger for no time: what is closed so is reset, and the other end hears an error instead of an end."""


@dataclass(frozen=True)
class Weather:
    """How a link is. ``delay_s`` holds back each piece, ``reset_share`` of the pieces end their connection instead of arriving."""

    stalled: bool = False
    delay_s: float = 0
    bytes_per_s: float = inf
    reset_share: float = 0


FAIR = Weather()


class Link:
    """One way to the broker. Clients come in at ``port`` and are carried to ``target``, the broker's own."""

    def __init__(self, loop: asyncio.AbstractEventLoop, target: int, noise: Random) -> None:
        self.weather = FAIR
        self.target = target
        # Bound as long as the link lives and never listening: while the link is cut, nobody else can take the port.
        self._place = _bound(0)
        self.port: int = self._place.getsockname()[1]
        self._loop = loop
        self._noise = noise
        self._server: asyncio.Server | None = None
        self._open = set[StreamWriter]()
        self._carried = set[asyncio.Task[None]]()

    @property
    def address(self) -> str:
        return f"{HOST}:{self.port}"

    def mend(self) -> None:
        """Fair weather, and connections are taken."""
        self.weather = FAIR
        self._run(self._listen())

    def cut(self) -> None:
        """Reset every connection and refuse new ones until :meth:`mend`."""
        self._run(self._cut())

    def reset(self) -> None:
        """Reset every connection; new ones are taken."""
        self._loop.call_soon_threadsafe(self._reset)

    def close(self) -> None:
        """Cut for good."""
        self._run(self._end())
        self._place.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_CHANGED_WITHIN_S)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, sock=_bound(self.port))

    async def _cut(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self._reset()

    async def _end(self) -> None:
        await self._cut()
        for task in self._carried:
            task.cancel()
        await asyncio.gather(*self._carried, return_exceptions=True)

    def _reset(self) -> None:
        for writer in self._open:
            _reset(writer)

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """One connection, both ways, until either end closes it."""
        task, ends = asyncio.current_task(), [writer]
        assert task is not None
        self._carried.add(task)
        self._open.add(writer)
        try:
            there, back = await asyncio.open_connection(HOST, self.target)
            ends.append(back)
            self._open.add(back)
            ways = [asyncio.create_task(self._pump(*way)) for way in ((reader, back), (there, writer))]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in ways:
                way.cancel()
            for said in await asyncio.gather(*ways, return_exceptions=True):
                if isinstance(said, OSError):
                    raise said
        except OSError:
            # An end or the broker is away, or the link lost them: so is the way between them.
            for end in ends:
                _reset(end)
        finally:
            self._carried.discard(task)
            self._open.difference_update(ends)
            for end in ends:
                end.close()

    async def _pump(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Return at the end of what comes. Raises OSError where the connection breaks."""
        while piece := await reader.read(_CHUNK_BYTES):
            while self.weather.stalled:  # noqa: ASYNC110 (changed by other threads, where an Event may not be set)
                await asyncio.sleep(_LOOK_EVERY_S)
            now = self.weather
            if now.reset_share and self._noise.random() < now.reset_share:
                raise ConnectionResetError
            if pause := now.delay_s + len(piece) / now.bytes_per_s:
                await asyncio.sleep(pause)
            writer.write(piece)
            await writer.drain()


def _bound(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind((HOST, port))
    return found


def _reset(writer: StreamWriter) -> None:
    with suppress(OSError):
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()


def properties(links: Sequence[Link]) -> str:
    """What a local broker's properties must say for a listener behind each of ``links``, at its target."""
    names = [f"LINK{number}" for number in range(len(links))]
    plain = ["PLAINTEXT://127.0.0.1:${port}", "CONTROLLER://127.0.0.1:${controller_port}"]
    listeners = [*plain, *(f"{name}://{HOST}:{link.target}" for name, link in zip(names, links, strict=True))]
    advertised = [*plain, *(f"{name}://{link.address}" for name, link in zip(names, links, strict=True))]
    protocols = [f"{name}:PLAINTEXT" for name in ("PLAINTEXT", "CONTROLLER", *names)]
    lines = {"listeners": listeners, "advertised.listeners": advertised, "listener.security.protocol.map": protocols}
    return "".join(f"\n{name}={','.join(values)}\n" for name, values in lines.items())


@contextmanager
def network(targets: Sequence[int], noise: Random) -> Iterator[list[Link]]:
    """A link to each of the ports, in a thread of their own and in fair weather. They end with the block."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="network", daemon=True)
    thread.start()
    made = [Link(loop, target, noise) for target in targets]
    try:
        for link in made:
            link.mend()
        yield made
    finally:
        for link in made:
            link.close()
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_CHANGED_WITHIN_S)
        loop.close()
