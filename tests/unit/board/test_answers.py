"""Forms of an answer: JSON, CSV and lines of JSON by the Accept header, and pages."""

from __future__ import annotations

import csv
import json
from collections.abc import AsyncIterator

import pytest
from httpx import ASGITransport, AsyncClient

from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.answers import CSV, JSON, NDJSON, as_csv, media_type
from services.board.api import build_router
from services.board.site import build_site
from services.board.stream import Hub
from services.board.view import View
from services.chassis.problems import Problem
from tests.unit.board.messages import change, event, incident, tally


@pytest.fixture
async def client() -> AsyncIterator[AsyncClient]:
    view = View()
    view.apply(INCIDENTS.name, "incident-1", incident())
    for key in ("a", "b", "c"):
        view.apply(TALLIES.name, key, tally(key))
    view.apply(TALLY_HISTORY.name, "a", change("a", None, 40))
    view.apply(EVENTS.name, "x", event())
    site = build_site(build_router(view, Hub("run", lambda: b"{}"), lambda: None, [{"name": "killed"}]))
    async with AsyncClient(transport=ASGITransport(site), base_url="http://board") as client:
        yield client


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("text/*", CSV),
        ("application/x-ndjson", NDJSON),
        ("text/html, text/csv;q=0.5, application/json;q=0.4", CSV),
        ("application/json;q=0, */*", CSV),
        ("text/html,application/xhtml+xml,*/*;q=0.8", JSON),
    ],
)
def test_the_form_is_the_readers_best(accept: str | None, sent: str) -> None:
    assert media_type(accept, None) == sent


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=much"])
def test_a_reader_who_takes_none_of_the_forms_is_told_which_there_are(accept: str) -> None:
    with pytest.raises(Problem, match="text/csv"):
        media_type(accept, None)


def test_the_format_in_the_address_comes_before_the_header() -> None:
    assert media_type("image/png", "csv") == CSV


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tallies", {"key": "a", "best": "40", "stories": "harbour-1"}),
        ("incidents", {"incident": "incident-1", "measure": "released", "best": "40", "claims": "1"}),
        ("events", {"event_id": "event-1", "best": "40", "claimant": "the interior ministry"}),
        ("stories", {"story_id": "harbour-1", "source": "Harbour Wire", "tallies": "a b c"}),
        ("sources", {"id": "harbour", "stories": "1"}),
        ("tallies/a/history", {"before_best": "", "after_best": "40"}),
    ],
)
async def test_every_list_is_to_be_had_as_csv_and_as_lines_of_json(client: AsyncClient, path: str, line: dict[str, str]) -> None:
    table = await client.get(f"/v1/{path}", headers={"Accept": "text/csv"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    first = next(csv.DictReader(table.text.splitlines()))
    assert {name: first[name] for name in line} == line
    lines = await client.get(f"/v1/{path}?format=ndjson")
    name = "changes" if path.endswith("history") else path
    assert [json.loads(row) for row in lines.text.splitlines()] == (await client.get(f"/v1/{path}")).json()[name]


async def test_a_page_names_the_next_one_in_every_form(client: AsyncClient) -> None:
    keys = []
    address: str | None = "/v1/tallies?limit=1&format=ndjson&side=AAA"
    while address is not None:
        page = await client.get(address)
        keys += [json.loads(row)["key"] for row in page.text.splitlines()]
        assert page.headers["x-total-count"] == "3"
        address = f"/v1/tallies{page.links['next']['url']}" if "next" in page.links else None
    assert keys == ["a", "b", "c"]


async def test_each_form_has_an_etag_of_its_own(client: AsyncClient) -> None:
    tags = {(await client.get(f"/v1/tallies?format={name}")).headers["etag"] for name in ("json", "csv", "ndjson")}
    assert len(tags) == 3


async def test_definitions_are_those_the_board_was_given(client: AsyncClient) -> None:
    assert (await client.get("/v1/definitions")).json() == {"definitions": [{"name": "killed"}]}


def test_a_headline_cannot_run_as_a_formula_in_a_spreadsheet() -> None:
    assert as_csv([{"headline": "=HYPERLINK(1)", "best": -1}], ("headline", "best")) == b"headline,best\r\n'=HYPERLINK(1),-1\r\n"
