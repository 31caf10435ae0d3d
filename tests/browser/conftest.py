"""A board without a broker, and a headless browser to look at it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import CHROMIUM, OPTIONS
from tests.browser.shown import ShownBoard, shown_board
from tests.browser.wire import wire_view


@pytest.fixture
def board() -> Iterator[ShownBoard]:
    with shown_board(wire_view()) as shown:
        yield shown


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole session: Playwright keeps an event loop running as long, and every asyncio test after it would fail.
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium) or name it in WIRETALLY_CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
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
