"""One polled source: fetch politely, take its stories in, and only then remember what was fetched."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from schemas.story_index import FetchState
from services.chassis.errors import TransientError
from services.ingest.fetch.client import Fetched, Fetcher
from services.ingest.fetch.errors import FetchFailed
from services.ingest.fetch.robots import Robots
from services.ingest.fetch.schedule import Hints, hints_of, wait_s
from services.ingest.fetch.spoken import spoken
from services.ingest.formats.wire_format import Arrival
from services.ingest.metrics import IngestMetrics
from services.ingest.sources.catalogue import FeedSource, PageSource
from services.ingest.sources.intake import Receiver

GONE = 410
BROKER_PAUSE_S = 2.0
"""Before an answer that the broker did not take is fetched again."""

_TTL = re.compile(rb"<ttl>\s{0,20}(\d{1,6})\s{0,20}</ttl>", re.IGNORECASE)

log = structlog.get_logger(__name__)


class Poller:
    """Polls one source for ever. ``state`` is what was known of it before; ``save`` writes it and returns once the broker has it.

    ``jitter`` gives numbers in -1..1.
    """

    def __init__(
        self,
        source: FeedSource | PageSource,
        state: FetchState | None,
        *,
        fetcher: Fetcher,
        robots: Robots,
        receiver: Receiver,
        save: Callable[[FetchState], Awaitable[None]],
        now: Callable[[], datetime],
        jitter: Callable[[], float],
        metrics: IngestMetrics,
        max_items: int,
    ) -> None:
        self._source = source
        known = state is not None and state.configured == source.address
        self.state = state if state is not None and known else FetchState(source_id=source.id, configured=source.address)
        self._fetcher = fetcher
        self._robots = robots
        self._receiver = receiver
        self._save = save
        self._now = now
        self._jitter = jitter
        self._metrics = metrics
        self._max_items = max_items

    async def run(self) -> None:
        """Polls until cancelled, or until the source is gone for good."""
        while not self.state.gone:
            due = self.state.next_check_at
            if due is not None and (pause := (due - self._now()).total_seconds()) > 0:
                await asyncio.sleep(pause)
            try:
                await self.check()
            except TransientError as error:
                log.warning("source_waits_for_broker", source=self._source.id, error=str(error))
                await asyncio.sleep(BROKER_PAUSE_S)
        log.warning(
            "source_gone",
            source=self._source.id,
            url=spoken(self._source.address),
            what_to_do="take it off the sources, or give its new address",
        )

    async def check(self) -> None:
        """One fetch and what follows from it. Raises TransientError where the broker did not take it: nothing is then remembered."""
        url = self.state.url or self._source.address
        try:
            if isinstance(self._source, PageSource):
                await self._robots.check(url)
            answer = await self._fetcher.get(url, etag=self.state.etag, last_modified=self.state.last_modified)
        except FetchFailed as error:
            await self._failed(error)
            return
        if answer.unchanged:
            self._count("unchanged")
            # RFC 9111, 3.2: a 304 brings new validators as a 200 does.
            await self._remember(answer, body_hash=self.state.body_hash, newest_at=self.state.newest_at)
            return
        digest = hashlib.sha256(answer.data).hexdigest()
        newest_at = self.state.newest_at
        if digest == self.state.body_hash:
            self._count("same_bytes")
        else:
            newest_at = await self._take(answer) or newest_at
        await self._remember(answer, body_hash=digest, newest_at=newest_at)

    async def _take(self, answer: Fetched) -> datetime | None:
        """Takes the stories in; the time if one of them was new."""
        arrival = Arrival(
            answer.data,
            name=self._source.id,
            url=answer.url,
            content_type=answer.headers.get("content-type", ""),
            now=self._now(),
            max_items=self._max_items,
        )
        taken = await self._receiver.receive(arrival, source=self._source.id, default_name=self._source.name)
        self._count("changed")
        if not taken.new:
            return None
        log.info("source_brought_stories", source=self._source.id, new=taken.new, known=taken.known, refused=taken.refused)
        return self._now()

    async def _remember(self, answer: Fetched, *, body_hash: str | None, newest_at: datetime | None) -> None:
        ttl = _TTL.search(answer.data[:65_536])
        hints = hints_of(answer.headers, self._now(), ttl_s=float(ttl[1]) * 60 if ttl else 0)
        await self._write(
            self.state.model_copy(
                update={
                    "url": answer.moved_to or self.state.url,
                    "etag": answer.headers.get("etag") or (self.state.etag if answer.unchanged else None),
                    "last_modified": answer.headers.get("last-modified") or (self.state.last_modified if answer.unchanged else None),
                    "body_hash": body_hash,
                    "newest_at": newest_at,
                    "failures": 0,
                }
            ),
            hints,
        )

    async def _failed(self, error: FetchFailed) -> None:
        self._count(f"failed_{error.reason}")
        self._metrics.refusals.labels(f"fetch_{error.reason}").inc()
        log.warning("source_not_fetched", source=self._source.id, reason=error.reason, status=error.status, error=str(error)[:300])
        failed = self.state.model_copy(update={"failures": self.state.failures + 1, "gone": error.status == GONE})
        if failed.url is not None and error.status == 404:
            # Where it had moved to it is no more: the operator's own address is the next to ask.
            failed = failed.model_copy(update={"url": None})
        await self._write(failed, Hints(retry_after_s=error.retry_after_s or 0))

    async def _write(self, state: FetchState, hints: Hints) -> None:
        pause = wait_s(self._source.poll_s, hints, state.failures, self._jitter())
        state = state.model_copy(update={"next_check_at": self._now() + timedelta(seconds=pause)})
        await self._save(state)
        self.state = state

    def _count(self, outcome: str) -> None:
        self._metrics.checks.labels(self._source.id, outcome).inc()
