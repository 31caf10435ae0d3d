"""``python -m tests.browser.screenshots``: the README's pictures of the page, taken of the sample wire's tallies."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from schemas.topics import EVENTS, INCIDENTS, TALLIES
from services.aggregator.definitions import load_definitions
from services.board.view import View
from services.cli.pipeline import run_pipeline
from services.cli.sample import SAMPLE_WIRE
from services.cli.stories import read_stories
from services.extractor.extract import load_extractor
from tests.browser.chromium import CHROMIUM, OPTIONS
from tests.browser.shown import shown_board

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DESK = (1200, 1020)
PHONE = (390, 844)


def main() -> int:
    if CHROMIUM is None:
        print("no Chromium here: install it (Debian: apt-get install chromium) or name it in WIRETALLY_CHROMIUM", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with shown_board(tallied(SAMPLE_WIRE)) as board, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        take(browser, board.url, PICTURES)
        browser.close()
    return 0


def tallied(stories: Path) -> View:
    """A board's view of what those stories come to."""
    read = read_stories([str(stories)])
    outcome = run_pipeline([article for _, article in read.articles], load_extractor(), load_definitions(None))
    view = View()
    for event in outcome.events:
        view.apply(EVENTS.name, event.ledger, event)
    for incident in outcome.incidents:
        view.apply(INCIDENTS.name, incident.incident, incident)
    for row in outcome.tallies:
        view.apply(TALLIES.name, row.key, row)
    return view


def take(browser: Browser, url: str, folder: Path) -> None:
    """The page at a desk, its drill-down, and the page on a phone in the dark."""
    page = opened(browser, url, DESK, "light")
    page.wait_for_selector("#map .dot")
    page.wait_for_selector("#timeline canvas")
    page.screenshot(path=folder / "board.png")
    page.locator("#programmes .segment").first.click()
    page.wait_for_selector("dialog .claim mark")
    page.screenshot(path=folder / "sentences.png")
    page.context.close()
    page = opened(browser, url, PHONE, "dark")
    page.screenshot(path=folder / "phone.png")
    page.context.close()


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> Page:
    page = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    ).new_page()
    page.goto(url)
    page.wait_for_selector("#live[data-state=live]")
    page.wait_for_selector("#tables table")
    return page


if __name__ == "__main__":
    sys.exit(main())
