"""The board's composition root: topics in, HTTP out. ``python -m services.board.app`` serves one."""

from __future__ import annotations

import asyncio
import os
import secrets
from contextlib import aclosing
from math import nan

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.api import build_router
from services.board.broadcast import Broadcast
from services.board.definitions import load_definitions
from services.board.metrics import BoardMetrics, TallyCollector
from services.board.settings import BoardSettings
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View
from services.chassis.broker_ready import wait_for_broker
from services.chassis.errors import BrokerUnavailable
from services.chassis.follow import WHOLE, Follower, Record
from services.chassis.lifecycle import Deadline, begin, ending_clearly
from services.chassis.operations import build_operations
from services.chassis.tracing import NO_TRACER, Span, Tracer, traceparent_of, tracer_of
from services.chassis.web_server import serve_beside

SERVICE = "board"
CLOSE_CONNECTIONS_WITHIN_S = 5
"""After the streams are told to end; well inside the shutdown deadline."""

log = structlog.get_logger(__name__)


class Board:
    """Everything of one board, wired: what it holds, what it reads from, what it answers with."""

    def __init__(self, settings: BoardSettings, follower: Follower, tracer: Tracer = NO_TRACER) -> None:
        limits = settings.board
        self._follower = follower
        self._topics = settings.topics
        self._tracer = tracer
        self._view = View(max_events=limits.recent_events, max_history=limits.history)
        self._broadcast = Broadcast(self._view)
        self.hub = Hub(
            secrets.token_hex(4),
            self._broadcast.snapshot,
            ring=limits.ring,
            max_waiting=limits.waiting,
            max_readers=limits.readers,
            heartbeat=limits.heartbeat_s,
        )
        registry = CollectorRegistry()
        registry.register(TallyCollector(self._view, max_rows=limits.series, days=limits.series_days))
        self._metrics = BoardMetrics(registry, readers=lambda: self.hub.readers, unfit=lambda: follower.unfit)
        self._fault: str | None = None
        operations = build_operations(
            lambda: {"reading": self._fault} if self._fault else {},
            lambda: {"topics": follower.unready} if follower.unready else {},
            registry,
            self._update_gauges,
        )
        api = build_router(self._view, self.hub, lambda: follower.unready, load_definitions(limits.definitions))
        self.site: FastAPI = build_site(api, [operations], tokens=limits.tokens, cors_origins=limits.cors_origins)

    async def read(self) -> None:
        """Take in the topics, for ever. Raises BrokerUnavailable where the client could not mend it by itself."""
        try:
            async with aclosing(self._follower.batches()) as batches:
                async for batch in batches:
                    for record in batch:
                        self._metrics.messages.labels(record.topic.name).inc()
                        before = self._view.tally(record.key)
                        change = self._view.apply(record.topic.name, record.key, record.message)
                        # Before all is read there are no live readers, and what is read then is in their snapshot.
                        if change is not None and self._follower.unready is None:
                            with self._shown(record):
                                self._broadcast.tell(self.hub, change)
                            self._metrics.note_shown(change, before)
        except Exception as error:
            self._fault = f"reading the topics ended: {error}"
            raise

    def _shown(self, record: Record) -> Span:
        """The last step of a story's trace. What no story causes starts none."""
        parent = traceparent_of(record.headers)
        return self._tracer.processing(self._topics.name(record.topic), parent) if parent is not None else Span(None)

    async def _update_gauges(self) -> None:
        try:
            self._metrics.lag.set(await self._follower.lag())
        except BrokerUnavailable:
            self._metrics.lag.set(nan)


async def serve(settings: BoardSettings) -> None:
    """Serve until SIGTERM or SIGINT. Raises BrokerUnavailable, or what ended the reading."""
    tracer = tracer_of(SERVICE, os.environ)
    await wait_for_broker(settings.kafka, settings.kafka.startup_deadline_s)
    limits = settings.board
    sources = {INCIDENTS: WHOLE, TALLIES: WHOLE, EVENTS: limits.tail, TALLY_HISTORY: limits.tail}
    board = Board(settings, Follower(settings.kafka, "wiretally-board", settings.topics, sources), tracer)
    deadline = Deadline(settings.shutdown_deadline_s, lambda: f"{board.hub.readers} live streams")
    # A board that no longer reads would show old numbers as if they stood: then it ends, and is started again.
    try:
        await serve_beside(board.read(), board.site, settings.http, deadline, CLOSE_CONNECTIONS_WITHIN_S, end_streams=board.hub.close)
    finally:
        tracer.close()


def main() -> None:
    """Run the board until it is told to stop."""
    settings = begin(BoardSettings, SERVICE)
    with ending_clearly():
        asyncio.run(serve(settings))
    log.info("service_stopped", reason="asked to stop")


if __name__ == "__main__":
    main()
