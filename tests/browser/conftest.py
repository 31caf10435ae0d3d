"""A board without a broker, and a headless browser to look at it."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import orjson
import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from schemas.tally import Tally
from schemas.topics import TALLIES
from services.board.api import build_router
from services.board.forms import tally_form
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View
from tests.browser.wire import wire_view

CHROMIUM = os.environ.get("WIRETALLY_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
STARTED_WITHIN_S = 10


@dataclass
class ShownBoard:
    """A served board; its view is changed from outside, as the topics would."""

    url: str
    view: View
    hub: Hub
    loop: asyncio.AbstractEventLoop

    def tally(self, row: Tally) -> None:
        self.loop.call_soon_threadsafe(self._take, row)

    def _take(self, row: Tally) -> None:
        self.view.apply(TALLIES.name, row.key, row)
        self.hub.publish("tally", row.key, orjson.dumps(tally_form(row)))


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


@pytest.fixture
def board() -> Iterator[ShownBoard]:
    view = wire_view()
    hub = Hub("test", lambda: orjson.dumps({"tallies": [tally_form(row) for row in view.tallies()]}))
    server = Server(uvicorn.Config(build_site(build_router(view, hub, lambda: None)), port=0, log_config=None, lifespan="off"), hub)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + STARTED_WITHIN_S
    while not server.started:
        assert thread.is_alive(), "the board ended at its start"
        assert time.monotonic() < deadline, "the board did not start"
        thread.join(0.01)
    assert server.loop is not None
    port = server.servers[0].sockets[0].getsockname()[1]
    yield ShownBoard(f"http://127.0.0.1:{port}/", view, hub, server.loop)
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright keeps an event loop running as long, and every asyncio test after it would fail.
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium) or name it in WIRETALLY_CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"])
        yield launched
        launched.close()


@pytest.fixture
def console() -> list[str]:
    """Errors and warnings of the page. A test that provokes one takes it out."""
    return []


@pytest.fixture
def page(browser: Browser, board: ShownBoard, console: list[str]) -> Iterator[Page]:
    """The board's page, loaded and live; anything left in its console fails the test."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        shown = context.new_page()
        shown.on("console", lambda message: console.append(message.text) if message.type in ("error", "warning") else None)
        shown.on("pageerror", lambda error: console.append(str(error)))
        shown.goto(board.url)
        shown.wait_for_selector("#live[data-state=live]")
        shown.wait_for_selector("#tables table")
        yield shown
    assert console == []
