"""The board's composition root: topics in, HTTP out. ``python -m services.board.app`` serves one."""

from __future__ import annotations

import asyncio
import secrets
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager, suppress

import orjson
import structlog
import uvicorn
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from schemas.event import Event
from schemas.tally import Tally
from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.api import build_router
from services.board.follow import WHOLE, Follower
from services.board.forms import event_form, tally_form
from services.board.metrics import BoardMetrics, TallyCollector
from services.board.operations import build_operations
from services.board.settings import BoardSettings
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import Change, View
from services.chassis import logging
from services.chassis.errors import ConfigurationError, WiretallyError
from services.chassis.health import Health
from services.chassis.kafka import new_consumer, wait_for_broker
from services.chassis.settings import HttpSettings, load

SERVICE = "board"
CLOSE_CONNECTIONS_WITHIN_S = 5
"""After the streams are told to end; well inside the shutdown deadline."""

log = structlog.get_logger(__name__)


class Board:
    """Everything of one board, wired: what it holds, what it reads from, what it answers with."""

    def __init__(self, settings: BoardSettings, follower: Follower) -> None:
        limits = settings.board
        self._follower = follower
        self._view = View(max_events=limits.recent_events, max_history=limits.history)
        self._rendered: tuple[int, bytes] = (-1, b"")
        self.hub = Hub(
            secrets.token_hex(4),
            self._snapshot,
            ring=limits.ring,
            max_waiting=limits.waiting,
            max_readers=limits.readers,
            heartbeat=limits.heartbeat_s,
        )
        registry = CollectorRegistry()
        registry.register(TallyCollector(self._view, max_rows=limits.series, days=limits.series_days))
        self._metrics = BoardMetrics(registry, readers=lambda: self.hub.readers, unfit=lambda: follower.unfit)
        self._fault: str | None = None
        health = Health()
        health.live_when("reading", lambda: self._fault)
        health.ready_when("topics", lambda: follower.unready)
        operations = build_operations(health, registry, self._update_gauges)
        self.site: FastAPI = build_site(build_router(self._view, self.hub, lambda: follower.unready), [operations])

    async def read(self) -> None:
        """Take in the topics, for ever. Raises what the broker's client could not mend by itself."""
        try:
            async with aclosing(self._follower.batches()) as batches:
                async for batch in batches:
                    for record in batch:
                        self._metrics.messages.labels(record.topic.name).inc()
                        change = self._view.apply(record.topic.name, record.key, record.message)
                        # Before all is read there are no live readers, and what is read then is in their snapshot.
                        if change is not None and self._follower.unready is None:
                            self._publish(change)
        except Exception as error:
            self._fault = f"reading the topics ended: {error}"
            raise

    def _publish(self, change: Change) -> None:
        match change.kind, change.message:
            case "tally", Tally() as row:
                self.hub.publish("tally", change.key, orjson.dumps(tally_form(row)))
            case "event", Event() as event:
                self.hub.publish("event", change.key, orjson.dumps(event_form(event)))
            case ("tally" | "event") as kind, None:
                self.hub.publish(f"{kind}_gone", change.key, orjson.dumps({"key": change.key}))

    def _snapshot(self) -> bytes:
        version, data = self._rendered
        if version != self._view.version:
            data = orjson.dumps({"tallies": [tally_form(row) for row in self._view.tallies()]})
            self._rendered = (self._view.version, data)
        return data

    async def _update_gauges(self) -> None:
        self._metrics.lag.set(await self._follower.lag())


class Server(uvicorn.Server):
    """uvicorn, which waits at its end for open connections: the live streams must be told to end first."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends in order on SIGTERM and SIGINT. uvicorn's own way raises the signal again at its end, before we could close the rest."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


async def serve(settings: BoardSettings) -> None:
    """Serve until SIGTERM or SIGINT. Raises BrokerUnavailable, or what ended the reading."""
    await wait_for_broker(settings.kafka, settings.kafka.startup_deadline_s)
    limits = settings.board
    sources = {INCIDENTS: WHOLE, TALLIES: WHOLE, EVENTS: limits.tail, TALLY_HISTORY: limits.tail}
    board = Board(settings, Follower(new_consumer(settings.kafka, "wiretally-board"), settings.topics, sources))
    listening = listen(settings.http)
    config = uvicorn.Config(board.site, log_config=None, access_log=False, timeout_graceful_shutdown=CLOSE_CONNECTIONS_WITHIN_S)
    server = Server(config, board.hub)
    reading = asyncio.create_task(board.read())
    # A board that no longer reads would show old numbers as if they stood: better it ends, and is started again.
    reading.add_done_callback(lambda _: setattr(server, "should_exit", True))
    host, port = listening.getsockname()[:2]
    log.info("board_listening", address=f"http://{host}:{port}/")
    await server.serve(sockets=[listening])
    reading.cancel()
    with suppress(asyncio.CancelledError):
        await reading


def listen(http: HttpSettings) -> socket.socket:
    """A listening socket, on any free port where the setting is 0. Raises ConfigurationError where the address cannot be had."""
    try:
        return socket.create_server((http.host, http.port), family=socket.AF_INET6 if ":" in http.host else socket.AF_INET)
    except OSError as error:
        raise ConfigurationError(
            f"cannot listen on {http.host} port {http.port} ({error.strerror}): set WIRETALLY_HTTP__PORT or WIRETALLY_HTTP__HOST"
        ) from error


def main() -> int:
    """Exit status 1, with the reason in the log, where it cannot serve."""
    try:
        settings = load(BoardSettings)
        logging.configure(settings.logging, SERVICE)
        asyncio.run(serve(settings))
    except WiretallyError as error:
        log.error("service_failed", error=str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
