"""A watched folder: files that have been written whole are taken in, then moved out of the way, whole or not at all."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import structlog

from services.chassis.errors import PermanentError, TooLarge, TransientError
from services.ingest.formats.wire_format import Arrival
from services.ingest.metrics import IngestMetrics
from services.ingest.sources.catalogue import FolderSource
from services.ingest.sources.intake import Bury, Receiver

DONE, FAILED = "done", "failed"
_PARTIAL = (".tmp", ".part", ".partial", ".filepart", ".swp", ".crdownload")
"""Endings that receivers and editors give to what they are still writing."""
BROKER_PAUSE_S = 2.0

log = structlog.get_logger(__name__)


class FolderWatch:
    """Watches one folder for ever. A file moves to ``done/`` only after the broker has its stories, so a crash takes it in again."""

    def __init__(
        self,
        source: FolderSource,
        receiver: Receiver,
        bury: Bury,
        *,
        max_bytes: int,
        max_items: int,
        now: Callable[[], datetime],
        metrics: IngestMetrics,
    ) -> None:
        self._source = source
        self._receiver = receiver
        self._bury = bury
        self._max_bytes = max_bytes
        self._max_items = max_items
        self._now = now
        self._metrics = metrics
        self._seen: dict[str, tuple[int, int]] = {}
        self.newest_at: datetime | None = None

    async def run(self) -> None:
        """Scans until cancelled. A folder that cannot be read is told and tried again: a mount may come back."""
        while True:
            try:
                await self.scan()
            except TransientError as error:
                log.warning("source_waits_for_broker", source=self._source.id, error=str(error))
                await asyncio.sleep(BROKER_PAUSE_S)
            except OSError as error:
                self._metrics.checks.labels(self._source.id, "failed_unreadable").inc()
                log.warning("folder_not_read", source=self._source.id, folder=str(self._source.folder), error=str(error))
            await asyncio.sleep(self._source.scan_s)

    async def scan(self) -> int:
        """Takes in each file that did not change since the last scan and is old enough; how many. Raises OSError, TransientError."""
        taken = 0
        for path in await asyncio.to_thread(lambda: list(self._whole_files())):
            await self._take(path)
            taken += 1
        self._metrics.checks.labels(self._source.id, "scanned").inc()
        return taken

    def _whole_files(self) -> Iterator[Path]:
        """In the order of their times. A link is not followed: it could lead out of the folder."""
        found, now = list[tuple[float, Path]](), self._now().timestamp()
        seen = dict[str, tuple[int, int]]()
        with os.scandir(self._source.folder) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.lower().endswith(_PARTIAL) or not entry.is_file(follow_symlinks=False):
                    continue
                state = entry.stat(follow_symlinks=False)
                seen[entry.name] = mark = (state.st_size, state.st_mtime_ns)
                settled = self._source.settle_s == 0 or (
                    self._seen.get(entry.name) == mark and now - state.st_mtime >= self._source.settle_s
                )
                if settled:
                    found.append((state.st_mtime, Path(entry.path)))
        self._seen = seen
        return iter([path for _, path in sorted(found)])

    async def _take(self, path: Path) -> None:
        data = await asyncio.to_thread(self._read, path)
        if data is None:
            return
        if isinstance(data, TooLarge):
            self._metrics.refusals.labels(data.reason).inc()
            # The file itself is kept in failed/: its bytes would fit no topic.
            await self._bury(data, b"", "ingest.folder", f"{self._source.id} {path.name}")
            await asyncio.to_thread(self._move, path, FAILED)
            return
        arrival = Arrival(data, name=path.name, now=self._now(), max_items=self._max_items)
        taken = await self._receiver.receive(arrival, source=self._source.id, default_name=self._source.name)
        if taken.new:
            self.newest_at = self._now()
        await asyncio.to_thread(self._move, path, FAILED if taken.refused and not (taken.new or taken.known) else DONE)

    def _read(self, path: Path) -> bytes | TooLarge | None:
        """The bytes; None for a file that is gone again."""
        try:
            if (size := path.stat().st_size) > self._max_bytes:
                return TooLarge(f"{path.name}: {size:,} bytes; a file may have {self._max_bytes:,} (WIRETALLY_FETCH__MAX_BODY_BYTES)")
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def _move(self, path: Path, into: str) -> None:
        """Within the folder, so that it is one rename; a name that is there already gets a number, never another's place."""
        target = self._source.folder / into
        target.mkdir(exist_ok=True)
        for number in range(10_000):
            name = target / (path.name if number == 0 else f"{path.name}.{number}")
            if not name.exists():
                path.rename(name)
                return
        raise PermanentError("folder_full", f"{target}: ten thousand files called {path.name}; empty it")
