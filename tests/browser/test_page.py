"""The page, as a reader sees it in a browser."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ShownBoard
from tests.browser.wire import PROGRAMME, SCRIPT, THEATRE
from tests.unit.board.messages import tally

pytestmark = pytest.mark.browser

ONE_SECOND = 1_000


def test_a_programme_shows_its_phases_as_progress_towards_the_agreed_number(page: Page) -> None:
    card = page.locator("#programmes article")
    expect(card.get_by_role("heading")).to_have_text(PROGRAMME)
    expect(card.locator(".progress-head")).to_have_text(["Russia1,000 of 1,000agreed", "Ukraine1,000 of 1,000agreed"])
    expect(card.locator(".progress").nth(1).locator(".segment-number")).to_have_text(["390", "307", "303"])
    widths = [box["width"] for segment in card.locator(".segment").all()[:3] if (box := segment.bounding_box())]
    assert widths[0] == pytest.approx(sum(widths) * 0.39, rel=0.02)


def test_rows_show_best_bounds_grade_and_sources(page: Page) -> None:
    row = page.locator("#tables tr", has_text="Kyiv")
    expect(row.locator("[data-title=Best]")).to_have_text("15")
    expect(row.locator("[data-title='Low to high']")).to_have_text("14 or more")
    expect(row.locator("[data-title=Grade]")).to_have_text("single")
    vague = page.locator("#tables tr", has_text="24 to 99")
    expect(vague.locator(".tick")).to_have_count(0)


def test_a_row_opens_down_to_the_sentence_with_the_number_marked_the_speaker_and_the_outlet(page: Page) -> None:
    page.locator("#tables tr[data-key^='prisoners_exchanged'][data-key*='|1|'][data-key*='UKR|all']").get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading").first).to_have_text(f"Prisoners exchanged · {PROGRAMME} · phase 1 · Ukraine · 23 May 2025")
    claim = dialog.locator(".claim").first
    expect(claim.locator("blockquote")).to_have_text("On day 1 each side let 390 prisoners go, officials on both sides said.")
    expect(claim.locator("mark")).to_have_text("390 prisoners")
    expect(claim.locator(".said")).to_contain_text("the interior ministry · Harbour Wire · 4 Mar 2025, 12:00 UTC")
    expect(dialog).to_contain_text("opposed parties state the same number")


def test_the_history_of_a_tally_is_shown_newest_first(page: Page) -> None:
    page.locator("#programmes").get_by_role("button", name="Ukraine").click()
    summary = page.get_by_role("dialog").get_by_text("History: 2 changes")
    summary.click()
    expect(page.locator(".history li strong")).to_have_text(["697 → 1,000", "390 → 697"])


def test_a_change_appears_without_reload_within_a_second(page: Page, board: ShownBoard) -> None:
    board.tally(tally("killed|new", tally="killed", theatre=THEATRE, date=date(2025, 5, 26), place="Northport", side="UKR", best=3))
    expect(page.locator("#tables tr", has_text="Northport").locator("[data-title=Best]")).to_have_text("3", timeout=ONE_SECOND)
    board.tally(tally("killed|new", tally="killed", theatre=THEATRE, date=date(2025, 5, 26), place="Northport", side="UKR", best=2))
    expect(page.locator("#tables tr", has_text="Northport").locator("[data-title=Best]")).to_have_text("2", timeout=ONE_SECOND)


def test_a_live_change_leaves_the_keyboard_where_it_is(page: Page, board: ShownBoard) -> None:
    button = page.locator("#tables tr", has_text="Kyiv").get_by_role("button")
    button.focus()
    board.tally(tally("killed|new", tally="killed", theatre=THEATRE, place="Northport", side="UKR", best=3))
    expect(page.locator("#tables tr", has_text="Northport")).to_be_visible()
    expect(page.locator("#tables tr", has_text="Kyiv").get_by_role("button")).to_be_focused()


def test_everything_can_be_reached_and_closed_by_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the tallies")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#programmes").get_by_role("button", name="Russia")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#programmes").get_by_role("button", name="Russia")).to_be_focused()


def test_filters_narrow_the_tables(page: Page) -> None:
    page.get_by_label("Tally").select_option("prisoners_exchanged")
    page.get_by_label("Side").select_option("UKR")
    expect(page.locator("#tables h3")).to_have_text(["Prisoners exchanged"])
    expect(page.locator("#shown")).to_have_text("3 of 11 rows")


def test_markup_in_stories_stays_text(page: Page) -> None:
    expect(page.locator("#tables").get_by_text(SCRIPT)).to_be_visible()
    expect(page.locator("#latest").get_by_text(SCRIPT)).to_be_visible()
    page.locator("#tables tr", has_text="Odesa").get_by_role("button").click()
    expect(page.get_by_role("dialog").locator("blockquote").get_by_text(SCRIPT)).to_be_visible()
    assert page.title() == "wiretally"
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_the_policy_of_the_page_refuses_a_script_that_got_in(page: Page, console: list[str]) -> None:
    ran = page.evaluate(
        """() => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", () => resolve("refused"));
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken over'";
            document.body.append(script);
            setTimeout(() => resolve("ran"), 1000);
        })"""
    )
    assert ran == "refused"
    assert page.title() == "wiretally"
    assert "Content Security Policy" in console.pop()


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#tables tr", has_text="Kyiv").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_light_and_dark(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    ratios = page.evaluate(
        """() => {
            const light = (rgb) => rgb.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
                .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
                .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
            const ground = (node) => { for (let at = node; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if (!/, 0\\)$/.test(colour)) return colour; } return "rgb(255,255,255)"; };
            return ["h1", ".note", ".grade", "td", ".segment", ".live", "label", "a[href]", "thead th"].map((selector) => {
                const node = document.querySelector(selector);
                const [one, other] = [light(getComputedStyle(node).color), light(ground(node))].sort((a, b) => b - a);
                return [selector, (one + 0.05) / (other + 0.05)];
            });
        }"""
    )
    assert [(selector, ratio) for selector, ratio in ratios if ratio < 4.5] == []


def test_whole_numbers_come_first_and_groups_are_there_for_the_asking(page: Page, board: ShownBoard) -> None:
    board.tally(tally("injured|child", tally="injured", theatre=THEATRE, place="Lviv", side="UKR", group="child", best=2))
    board.tally(tally("drones|1", tally="drones_launched", side="RUS", group=None, best=128))
    expect(page.locator("#tables tr", has_text="128")).to_be_visible()
    expect(page.locator("#tables tr", has_text="Lviv")).to_be_hidden()
    page.get_by_label("Group").select_option("child")
    expect(page.locator("#tables tr", has_text="Lviv")).to_be_visible()
    expect(page.locator("#tables tr", has_text="128")).to_be_hidden()


def test_a_long_table_is_folded_to_its_newest_days_until_asked(page: Page, board: ShownBoard) -> None:
    for day in range(1, 29):
        board.tally(tally(f"killed|{day}", tally="killed", theatre=THEATRE, date=date(2025, 2, day), side="UKR", best=day))
    table = page.locator(".table", has=page.get_by_role("heading", name="Killed"))
    expect(table.locator("tbody tr")).to_have_count(10)
    expect(table.locator("tbody [data-field=date]").first).to_have_text("28 February 2025")
    table.get_by_role("button", name="Show all 28 rows").click()
    expect(table.locator("tbody tr")).to_have_count(28)
    expect(table.get_by_role("button", name="Show the newest only")).to_be_focused()
