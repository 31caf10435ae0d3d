"""All sources of ``sources.yaml`` at work, and put to work anew when the file changes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

import structlog

from schemas.story_index import FetchState
from services.chassis.errors import ConfigurationError
from services.ingest.fetch.client import Fetcher
from services.ingest.fetch.robots import Robots
from services.ingest.fetch.settings import FetchSettings
from services.ingest.metrics import IngestMetrics
from services.ingest.sources.catalogue import FeedSource, FolderSource, PageSource, read_sources
from services.ingest.sources.folder import FolderWatch
from services.ingest.sources.intake import Bury, Receiver
from services.ingest.sources.poll import Poller

RELOAD_CHECK_S = 2.0
"""How soon a changed file is noticed."""

AnySource = FeedSource | PageSource | FolderSource
Save = Callable[[FetchState], Awaitable[None]]

log = structlog.get_logger(__name__)


class Supervisor:
    """Runs one task a source. ``states`` is what was known of polled sources; it is read when a source starts.

    A source that fails for a fault of ours is started again; none takes another down. Raises ConfigurationError at the start for a file
    that does not fit; later such a file is told in the log and the sources that ran run on.
    """

    def __init__(
        self,
        path: Path,
        settings: FetchSettings,
        *,
        receiver: Receiver,
        bury: Bury,
        states: Mapping[str, FetchState],
        save: Save,
        now: Callable[[], datetime],
        metrics: IngestMetrics,
    ) -> None:
        self._path = path
        self._settings = settings
        self._receiver = receiver
        self._bury = bury
        self._states = states
        self._save = save
        self._now = now
        self._metrics = metrics
        self._running: dict[str, tuple[AnySource, asyncio.Task[None], Poller | FolderWatch]] = {}
        self._started_at = now()
        self._fault: str | None = None
        read_sources(path)

    @property
    def fault(self) -> str | None:
        """Why the file as it is now is not in use; None if it is."""
        return self._fault

    async def run(self) -> None:
        """Until cancelled; then every source has stopped."""
        async with Fetcher(self._settings) as fetcher:
            robots, mark = Robots(fetcher, self._settings.user_agent, self._now), None
            try:
                while True:
                    if (now_mark := _mark(self._path)) != mark:
                        mark = now_mark
                        await self._apply(fetcher, robots)
                    self._note()
                    await asyncio.sleep(RELOAD_CHECK_S)
            finally:
                await self._stop(list(self._running))

    async def _apply(self, fetcher: Fetcher, robots: Robots) -> None:
        try:
            wanted = {source.id: source for source in await asyncio.to_thread(read_sources, self._path)}
        except ConfigurationError as error:
            self._fault = str(error)
            log.error("sources_not_reloaded", error=str(error), what_to_do="mend the file; until then the sources before it run on")
            return
        self._fault = None
        await self._stop([name for name, (source, _, _) in self._running.items() if wanted.get(name) != source])
        for name, source in wanted.items():
            if name not in self._running:
                worker = self._worker(source, fetcher, robots)
                self._running[name] = (source, asyncio.create_task(self._keep(name, worker), name=f"source {name}"), worker)
        log.info("sources_in_use", sources=sorted(self._running))

    def _worker(self, source: AnySource, fetcher: Fetcher, robots: Robots) -> Poller | FolderWatch:
        if isinstance(source, FolderSource):
            return FolderWatch(
                source,
                self._receiver,
                self._bury,
                max_bytes=self._settings.max_body_bytes,
                max_items=self._settings.max_items,
                now=self._now,
                metrics=self._metrics,
            )
        return Poller(
            source,
            self._states.get(source.id),
            fetcher=fetcher,
            robots=robots,
            receiver=self._receiver,
            save=self._save,
            now=self._now,
            jitter=lambda: random.uniform(-1, 1),
            metrics=self._metrics,
            max_items=self._settings.max_items,
        )

    async def _keep(self, name: str, worker: Poller | FolderWatch) -> None:
        while True:
            try:
                await worker.run()
                return
            except Exception:
                self._metrics.checks.labels(name, "failed_internal").inc()
                log.exception("source_failed", source=name)
                await asyncio.sleep(self._settings.total_s)

    async def _stop(self, names: list[str]) -> None:
        tasks = [self._running.pop(name)[1] for name in names]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _note(self) -> None:
        """Freshness and quiet of each source, for the metrics."""
        for name, (source, _, worker) in self._running.items():
            newest = worker.newest_at if isinstance(worker, FolderWatch) else worker.state.newest_at
            age = (self._now() - (newest or self._started_at)).total_seconds()
            self._metrics.source_age.labels(name).set(age)
            self._metrics.source_quiet.labels(name).set(age > source.quiet_after_s)


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return (state.st_mtime_ns, state.st_size)
