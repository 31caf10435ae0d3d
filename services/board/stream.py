"""`Hub`: server-sent events for many readers (WHATWG HTML, section 9.2): a snapshot first, then each change.

A reader who falls behind costs a bounded queue and is never sent old values: a newer change of a key replaces the waiting one, and
a reader with too many waiting keys gets a fresh snapshot instead of them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

HEARTBEAT = b": still here\n\n"
"""A comment: it keeps proxies from closing a quiet stream, and shows a dead connection to the server."""
PIECES_A_SECOND = 5_000.0
"""Of all readers together: a third of a core where 200 tallies a second change. 100 ms for every reader alike doubled the time from a push
to the page."""


log = structlog.get_logger(__name__)


class TooManyReaders(Exception):
    """All places on the stream are taken; the reader may try again later."""


@dataclass(frozen=True, slots=True)
class Delta:
    """One change as it goes over the wire, rendered once for all readers. ``sequence`` counts up within one hub."""

    sequence: int
    name: str
    key: str
    frame: bytes


@dataclass(eq=False)
class Reader:
    """One open stream: the newest waiting change of each key, or the wish for a new snapshot."""

    max_waiting: int
    waiting: dict[tuple[str, str], Delta] = field(default_factory=dict)
    wants_snapshot: bool = False
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    async def ended(self, within_s: float) -> None:
        """Wait so long, or until the stream is closed."""
        with suppress(TimeoutError):
            # Not wait_for, which makes a task each time: with hundreds of readers that is most of the work.
            async with asyncio.timeout(within_s):
                await self.closing.wait()

    def offer(self, delta: Delta) -> None:
        if not self.wants_snapshot:
            # Taken out and put in again, so that sequence numbers go out in rising order and Last-Event-ID stays true.
            self.waiting.pop((delta.name, delta.key), None)
            self.waiting[delta.name, delta.key] = delta
            if len(self.waiting) > self.max_waiting:
                self.waiting.clear()
                self.wants_snapshot = True
        self.woken.set()


class Hub:
    """The one place that changes go out from.

    ``epoch`` marks this hub's run in every id: numbers of another run mean nothing here, so a reader who comes with one gets a
    snapshot. ``snapshot`` renders the whole as JSON. ``ring`` is how many changes are kept for readers who come back. All readers
    together get ``pieces`` a second at most: after each a reader waits for its turn, and what comes meanwhile goes out together, so that a
    storm of changes costs 500 readers ten pieces a second each and not thousands, while a few see every change at once.
    """

    def __init__(
        self,
        epoch: str,
        snapshot: Callable[[], bytes],
        *,
        ring: int = 2_000,
        max_waiting: int = 500,
        max_readers: int = 500,
        heartbeat: float = 15.0,
        pieces: float = PIECES_A_SECOND,
    ) -> None:
        self._epoch = epoch
        self._snapshot = snapshot
        self._ring: deque[Delta] = deque(maxlen=ring)
        self._max_waiting = max_waiting
        self._max_readers = max_readers
        self._heartbeat = heartbeat
        self._pieces = pieces
        self._sequence = 0
        self._readers: set[Reader] = set()
        self._closed = False

    @property
    def readers(self) -> int:
        return len(self._readers)

    def publish(self, name: str, key: str, data: bytes) -> None:
        """Send one change to every reader; ``data`` is JSON on one line. Never waits."""
        self._sequence += 1
        delta = Delta(self._sequence, name, key, self._frame(self._sequence, name, data))
        self._ring.append(delta)
        for reader in self._readers:
            reader.offer(delta)

    def close(self) -> None:
        """End every stream and take no more: an open stream would hold up the server's shutdown for ever."""
        self._closed = True
        for reader in self._readers:
            reader.closing.set()
            reader.woken.set()

    def open(self, last_event_id: str | None = None) -> AsyncGenerator[bytes, None]:
        """A new stream of frames, from after ``last_event_id`` where that is still in the ring, else from a snapshot.

        Raises TooManyReaders at once, before any frame. The place is given back when the iterator ends or is closed.
        """
        if self._closed or len(self._readers) >= self._max_readers:
            raise TooManyReaders
        return self._frames(last_event_id)

    async def _frames(self, last_event_id: str | None) -> AsyncGenerator[bytes, None]:
        # The place is taken only here, at the first frame: a stream that is never read runs no `finally`, and would keep its place.
        reader = Reader(self._max_waiting)
        missed = self._since(last_event_id)
        reader.wants_snapshot = missed is None
        for delta in missed or ():
            reader.offer(delta)
        reader.woken.set()
        if self._closed:
            reader.closing.set()
        self._readers.add(reader)
        try:
            yield b"retry: 2000\n\n"
            while not reader.closing.is_set():
                try:
                    async with asyncio.timeout(self._heartbeat):
                        await reader.woken.wait()
                except TimeoutError:
                    yield HEARTBEAT
                    continue
                reader.woken.clear()
                if reader.wants_snapshot:
                    reader.wants_snapshot = False
                    yield self._frame(self._sequence, "snapshot", self._snapshot())
                waiting, reader.waiting = reader.waiting, {}
                if waiting:
                    yield b"".join(delta.frame for delta in waiting.values())
                    await reader.ended(len(self._readers) / self._pieces)
        finally:
            self._readers.discard(reader)

    def _since(self, last_event_id: str | None) -> list[Delta] | None:
        """What came after that id; None if it is unknown, of another run or older than the ring."""
        epoch, _, number = (last_event_id or "").rpartition("-")
        if epoch != self._epoch or not number.isascii() or not number.isdigit():
            return None
        last = int(number)
        oldest = self._ring[0].sequence if self._ring else self._sequence + 1
        if last > self._sequence or last < oldest - 1:
            return None
        return [delta for delta in self._ring if delta.sequence > last]

    def _frame(self, sequence: int, name: str, data: bytes) -> bytes:
        return f"id: {self._epoch}-{sequence}\nevent: {name}\n".encode() + b"data: " + data + b"\n\n"


class _Stalled(Exception):
    """A reader took nothing for too long."""


class EventStream(StreamingResponse):
    """The answer that carries a stream.

    A reader who takes nothing for ``stalled_s`` seconds is dropped: it would keep its place for ever.
    """

    media_type = "text/event-stream"

    def __init__(self, frames: AsyncGenerator[bytes, None], stalled_s: float) -> None:
        # X-Accel-Buffering: nginx would otherwise hold the frames back until its buffer is full.
        self._frames = frames
        super().__init__(frames, headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
        self._stalled_s = stalled_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_in_time(message: Message) -> None:
            try:
                async with asyncio.timeout(self._stalled_s):
                    await send(message)
            except TimeoutError:
                # No OSError, which Starlette would take for a reader who left by itself.
                raise _Stalled from None

        try:
            await super().__call__(scope, receive, send_in_time)
        except _Stalled:
            log.warning("reader_dropped", stalled_s=self._stalled_s)
        finally:
            # Gives the place back now, not when the garbage is collected.
            await self._frames.aclose()
