"""A board without a broker, served from a thread: what the page's tests and the screenshots look at."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import uvicorn
from pydantic import SecretStr

from schemas.base import Message
from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from schemas.topics import EVENTS, INCIDENTS, TALLIES, Topic
from services.board.api import build_router
from services.board.broadcast import Broadcast
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View

STARTED_WITHIN_S = 10


@dataclass
class ShownBoard:
    """A served board; its view is changed from outside, as the topics would."""

    url: str
    view: View
    broadcast: Broadcast
    hub: Hub
    loop: asyncio.AbstractEventLoop

    def tally(self, row: Tally) -> None:
        self._soon(TALLIES, row.key, row)

    def incident(self, incident: Incident) -> None:
        self._soon(INCIDENTS, incident.incident, incident)

    def event(self, event: Event) -> None:
        self._soon(EVENTS, event.ledger, event)

    def _soon(self, topic: Topic, key: str, message: Message) -> None:
        self.loop.call_soon_threadsafe(self._take, topic, key, message)

    def _take(self, topic: Topic, key: str, message: Message) -> None:
        if (change := self.view.apply(topic.name, key, message)) is not None:
            self.broadcast.tell(self.hub, change)


class Server(uvicorn.Server):
    """A server in a thread; it says in which loop, and ends its live streams at its end."""

    def __init__(self, config: uvicorn.Config, hub: Hub) -> None:
        super().__init__(config)
        self._hub = hub
        self.loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.loop = asyncio.get_running_loop()
        await super().startup(sockets)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.close()
        await super().shutdown(sockets)


@contextmanager
def shown_board(view: View, tokens: Sequence[SecretStr] = ()) -> Iterator[ShownBoard]:
    """Serve ``view`` on a free loopback port until the block ends; with ``tokens`` to those who show one."""
    broadcast = Broadcast(view)
    hub = Hub("test", broadcast.snapshot)
    site = build_site(build_router(view, hub, lambda: None), tokens=tokens)
    server = Server(uvicorn.Config(site, port=0, log_config=None, lifespan="off"), hub)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTED_WITHIN_S
    while not server.started:
        assert thread.is_alive(), "the board ended at its start"
        assert time.monotonic() < deadline, "the board did not start"
        thread.join(0.01)
    assert server.loop is not None
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield ShownBoard(f"http://127.0.0.1:{port}/", view, broadcast, hub, server.loop)
    finally:
        server.should_exit = True
        thread.join()
