"""The page, as a reader sees it in a browser."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pydantic import SecretStr

from schemas.figure import Where
from services.board.view import View
from tests.browser.shown import ShownBoard, shown_board
from tests.browser.wire import PROGRAMME, SCRIPT, THEATRE, wire_view
from tests.unit.board.messages import NOON, event, incident, story, tally

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


def test_behind_a_token_the_page_is_live_once_the_browser_was_given_it(browser: Browser) -> None:
    with (
        shown_board(wire_view(), tokens=[SecretStr("a-token")]) as guarded,
        browser.new_context(http_credentials={"username": "desk", "password": "a-token"}) as context,
    ):
        shown = context.new_page()
        shown.goto(guarded.url)
        expect(shown.locator("#live[data-state=live]")).to_be_visible()
        expect(shown.locator("#map .dot")).to_have_count(3)


@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_phone(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#tables tr", has_text="Kyiv").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_fault_in_the_page_or_what_it_opens(page: Page, scheme: str, width: int) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    expect(page.locator("#map .dot").first).to_be_visible()
    assert faults(page) == []
    page.locator("#programmes").get_by_role("button", name="Ukraine").click()
    page.get_by_role("dialog").get_by_text("History: 2 changes").click()
    expect(page.locator("dialog canvas")).to_be_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator("#latest summary").first.click()
    page.get_by_role("button", name="Kursk region").click()
    expect(page.locator("dialog .claim")).to_be_visible()
    assert faults(page) == []


def faults(page: Page) -> list[str]:
    """Violations of WCAG 2 A and AA and of axe's best practices, each with the element."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]} {node['failureSummary']}" for fault in found for node in fault["nodes"]]


def test_the_map_has_a_dot_for_each_place_that_opens_the_claims_made_of_it(page: Page) -> None:
    expect(page.locator("#map-read")).to_have_text("4 of 11 incidents name a place")
    port = page.get_by_role("button", name="Odesa: 2 incidents (shelling)")
    expect(port.locator("text")).to_have_text("2")
    port.click()
    expect(page.locator("#explain-title")).to_have_text("Odesa · 2 incidents")
    expect(page.locator("dialog .incident")).to_have_count(2)
    expect(page.locator("dialog mark").first).to_have_text("5 prisoners")


def test_the_map_is_one_stop_of_the_tab_key_and_the_arrows_go_from_west_to_east(page: Page) -> None:
    dots = page.locator("#map .dot")
    expect(dots).to_have_count(3)
    page.locator("#map-world").focus()
    page.keyboard.press("Tab")
    expect(dots.nth(0)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Kursk region")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#explain-title")).to_have_text("Kursk region · 1 incident")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Tally")).to_be_focused()


def test_an_incident_appears_on_the_map_without_reload(page: Page, board: ShownBoard) -> None:
    where = Where(name="Northport", country="FIN", lat=60.2, lon=24.9, precision="city")
    board.incident(incident("new", type="shelling", place="Northport", where=where))
    expect(page.get_by_role("button", name="Northport: 1 incident")).to_be_visible(timeout=ONE_SECOND)


def test_a_day_of_the_timeline_narrows_the_tables_to_it(page: Page) -> None:
    page.get_by_label("Shown").select_option("prisoners_exchanged")
    expect(page.locator("#timeline")).to_have_attribute("aria-label", re.compile("Ukraine 303 on 25 May 2025"))
    box = page.locator("#timeline .u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#timeline-read")).to_have_text("24 May 2025: Russia 307, Ukraine 307")
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#shown")).to_have_text("2 of 11 rows")


def test_disputed_rows_are_marked_beyond_colour(page: Page) -> None:
    row = page.locator("#tables tr", has_text="12").filter(has_text="contested")
    mark = row.locator(".grade").evaluate("(grade) => getComputedStyle(grade, '::before').content")
    assert mark == '"≠ "'
    assert "gradient" in row.locator(".band").evaluate("(band) => getComputedStyle(band).backgroundImage")


def test_the_latest_events_unfold_to_their_sentences_and_stay_so(page: Page, board: ShownBoard) -> None:
    item = page.locator("#latest li").nth(1)
    item.locator("summary").click()
    expect(item.locator("mark")).to_have_text("40 prisoners")
    board.tally(tally("killed|new", tally="killed", theatre=THEATRE, place="Northport", side="UKR", best=3))
    expect(page.locator("#tables tr", has_text="Northport")).to_be_visible()
    expect(item.locator("mark")).to_be_visible()


def test_the_latest_events_say_each_number_once_and_of_which_group(page: Page, board: ShownBoard) -> None:
    told = event("twice", of=story("wire-9", at=NOON + timedelta(days=1)))
    (figure,) = told.figures
    again, civilians = figure.model_copy(update={"sentence": "Forty!"}), figure.model_copy(update={"group": "civilian"})
    board.event(told.model_copy(update={"figures": (figure, again, civilians)}))
    summary = page.locator("#latest li").first.locator("summary")
    expect(summary).to_have_text(re.compile(r": 40 released \(AAA\); 40 civilian released \(AAA\)$"))


def test_whole_numbers_come_first_and_groups_are_there_for_the_asking(page: Page, board: ShownBoard) -> None:
    board.tally(tally("injured|child", tally="injured", theatre=THEATRE, place="Lviv", side="UKR", group="child", best=2))
    board.tally(tally("drones|1", tally="drones_launched", side="RUS", group=None, best=128))
    expect(page.locator("tr[data-key='drones|1']")).to_be_visible()
    expect(page.locator("#tables tr", has_text="Lviv")).to_be_hidden()
    page.get_by_label("Group").select_option("child")
    expect(page.locator("#tables tr", has_text="Lviv")).to_be_visible()
    expect(page.locator("tr[data-key='drones|1']")).to_be_hidden()


def test_a_long_table_is_folded_to_its_newest_days_until_asked(page: Page, board: ShownBoard) -> None:
    for day in range(1, 29):
        board.tally(tally(f"killed|{day}", tally="killed", theatre=THEATRE, date=date(2025, 2, day), side="UKR", best=day))
    table = page.locator(".table", has=page.get_by_role("heading", name="Killed"))
    expect(table.locator("tbody tr")).to_have_count(10)
    expect(table.locator("tbody [data-field=date]").first).to_have_text("28 February 2025")
    table.get_by_role("button", name="Show all 28 rows").click()
    expect(table.locator("tbody tr")).to_have_count(28)
    expect(table.get_by_role("button", name="Show the newest only")).to_be_focused()


def test_places_too_near_to_tell_apart_share_a_dot_that_goes_nearer_and_back(page: Page, board: ShownBoard) -> None:
    for number, (name, lat, lon) in enumerate((("Mill Ford", 46.6, 30.9), ("Salt Quay", 46.35, 30.6))):
        where = Where(name=name, country="UKR", lat=lat, lon=lon, precision="city")
        board.incident(incident(f"near-{number}", number=2, type="shelling", place=name, where=where))
    dots = page.locator("#map .dot")
    shared = page.get_by_role("button", name="Odesa and 2 more places: 4 incidents")
    expect(shared).to_be_visible()
    before = dots.count()
    shared.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#map .dot[aria-label^='Mill Ford']")).to_be_visible()
    expect(page.locator("#map .dot[aria-label^='Salt Quay']")).to_be_visible()
    expect(page.locator("#map .dot[aria-label^='Odesa: 2 incidents']")).to_be_focused()
    page.keyboard.press("Escape")
    expect(shared).to_be_visible()
    shared.click()
    page.get_by_role("button", name="All places").click()
    expect(dots).to_have_count(before)
    expect(page.get_by_role("button", name="All places")).to_be_hidden()


def test_no_coast_crosses_the_whole_map(page: Page) -> None:
    page.get_by_role("button", name="Whole world").click()
    page.wait_for_function("document.querySelector('#map .land')?.getAttribute('d')?.length > 100000")
    longest = page.evaluate(
        """() => Math.max(...document.querySelector('#map .land').getAttribute('d').split('M').map((ring) => {
            const across = ring.replace('Z', '').split('L').map((point) => Number(point.split(' ')[0]));
            return Math.max(0, ...across.slice(1).map((x, index) => Math.abs(x - across[index])));
        }))"""
    )
    assert longest < 60


def test_the_tallies_are_listed_before_their_tables_and_a_name_leads_to_its_table(page: Page, board: ShownBoard) -> None:
    for name in ("killed", "missing"):
        board.tally(tally(f"{name}|new", tally=name, theatre=THEATRE, date=date(2025, 5, 26), place="Northport", side="UKR", best=3))
    listed = page.get_by_role("navigation", name="Tallies")
    expect(listed.get_by_role("button")).to_have_text(
        ["Injured 3", "Killed 1", "Missing 1", "Prisoners exchanged 6", "Programme progress 2"]
    )
    listed.get_by_role("button", name="Missing").click()
    expect(page.get_by_role("region", name="Missing")).to_be_focused()


def test_names_of_sides_are_words(page: Page, board: ShownBoard) -> None:
    for sides, side in (("ISR-hamas", "hamas"), ("NGA-boko-haram", "boko-haram"), ("KEN-SOM-al-shabaab", "al-shabaab")):
        board.tally(tally(f"killed|{sides}", tally="killed", theatre=sides, date=date(2025, 5, 26), side=side, best=3))
    options = page.locator("select[name=theatre] option")
    expect(options).to_have_text(
        ["any", "Israel and Hamas", "Kenya, Somalia and Al-Shabaab", "Nigeria and Boko Haram", "Russia and Ukraine"]
    )


def test_years_are_told_apart_on_the_timeline(page: Page, board: ShownBoard) -> None:
    ticks = page.evaluate(
        """async () => {
            const { drawChart } = await import('./charts.js');
            const host = document.getElementById('timeline');
            const lines = [{ label: 'A', best: [1, 2], low: [1, 2], high: [1, 2] }];
            const chart = drawChart(host, { times: [Date.UTC(2014, 4, 1) / 1000, Date.UTC(2025, 4, 1) / 1000], lines });
            await new Promise((done) => setTimeout(done));
            return chart.axes[0]._values;
        }"""
    )
    assert len(ticks) >= 2
    assert all(re.fullmatch(r"[A-Z][a-z]{2} 20\d\d", tick) for tick in ticks)


LONG_NAME = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch-upon-the-Estuary"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_name_longer_than_the_screen_is_broken_and_widens_nothing(page: Page, board: ShownBoard, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    row = tally(
        "programme_progress|long", tally="programme_progress", programme=LONG_NAME, place=LONG_NAME, side=LONG_NAME.lower(), best=12
    )
    board.tally(row.model_copy(update={"agreed": 1000}))
    expect(page.locator("#programmes")).to_contain_text(LONG_NAME)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#programmes article", has_text=LONG_NAME).get_by_role("button").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading").first).to_contain_text(LONG_NAME)
    assert dialog.evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth")
    expect(dialog.get_by_role("button", name="Close")).to_be_in_viewport()


def test_an_empty_board_says_what_to_do_and_shows_no_empty_frames(browser: Browser) -> None:
    with shown_board(View()) as empty, browser.new_context() as context:
        page = context.new_page()
        page.goto(empty.url)
        expect(page.get_by_text("No tally stands yet. Feed stories (wiretally feed FILE)")).to_be_visible()
        for heading in ("Exchange programmes", "Day by day", "Where", "Latest from the wires"):
            expect(page.get_by_text(heading, exact=True)).to_be_hidden()
        expect(page.get_by_label("Theatre")).to_be_hidden()
        empty.tally(tally("killed|new", tally="killed", theatre=THEATRE, date=date(2025, 5, 26), side="UKR", best=3))
        expect(page.get_by_label("Theatre")).to_be_visible()


def test_a_single_day_fills_the_timeline(page: Page) -> None:
    spans = page.evaluate(
        """async () => {
            const { drawChart } = await import('./charts.js');
            const lines = [{ label: 'A', best: [123456789], low: [123456789], high: [123456789] }];
            const chart = drawChart(document.getElementById('timeline'), { times: [Date.UTC(2025, 4, 1) / 1000], lines });
            await new Promise((done) => setTimeout(done));
            return [(chart.scales.x.max - chart.scales.x.min) / 86400, chart.bbox.left / devicePixelRatio];
        }"""
    )
    assert spans[0] == 2
    assert spans[1] > 90  # room for nine digits
