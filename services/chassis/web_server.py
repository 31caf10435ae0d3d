"""Serving an ASGI application beside the work of its service: one ends when the other does, and both on SIGTERM or SIGINT."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress

import structlog
import uvicorn
from starlette.types import ASGIApp

from services.chassis.errors import ConfigurationError
from services.chassis.lifecycle import Deadline
from services.chassis.listening import listen
from services.chassis.settings import HttpSettings

log = structlog.get_logger(__name__)


class Server(uvicorn.Server):
    """uvicorn without its own way with signals, which raises the signal again at its end, before the rest could be closed."""

    def __init__(self, config: uvicorn.Config, deadline: Deadline, end_streams: Callable[[], None]) -> None:
        super().__init__(config)
        self._deadline = deadline
        self._end_streams = end_streams

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop, number)
        yield

    def _stop(self, number: int) -> None:
        log.info("service_stopping", signal=signal.Signals(number).name)
        self._deadline.arm()
        self.handle_exit(number, None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # uvicorn now waits for every open answer, and a live stream has no end of its own.
        self._end_streams()
        await super().shutdown(sockets)


async def serve_beside(
    work: Coroutine[object, object, None],
    app: ASGIApp,
    http: HttpSettings,
    deadline: Deadline,
    within_s: float,
    *,
    end_streams: Callable[[], None] = lambda: None,
) -> None:
    """Serve ``app`` until a signal or until ``work`` ends; then let open requests finish for ``within_s`` seconds and cancel the work.

    ``end_streams`` is called first at the end, for answers that last as long as their reader. Raises ConfigurationError where the
    address cannot be had, and what ended the work.
    """
    try:
        listening = listen(http)
    except ConfigurationError:
        work.close()
        raise
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=int(within_s))
    server = Server(config, deadline, end_streams)
    working = asyncio.create_task(work)
    working.add_done_callback(lambda _: setattr(server, "should_exit", True))
    host, port = listening.getsockname()[:2]
    log.info("service_started", address=f"http://{host}:{port}")
    await server.serve(sockets=[listening])
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
