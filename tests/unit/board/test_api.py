"""What the API answers."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date
from urllib.parse import quote

import pytest
from httpx import ASGITransport, AsyncClient

from schemas.topics import EVENTS, INCIDENTS, TALLIES, TALLY_HISTORY
from services.board.api import build_router
from services.board.site import PAGE, build_site
from services.board.stream import Hub
from services.board.view import View
from tests.unit.board.messages import NOON, change, event, incident, story, tally

HOSTILE_KEY = "killed|2025-03-04|Fort/Ünder & <b>|AAA|all"


class Unready:
    """What the board says against being believed; None in most tests."""

    reason: str | None = None

    def __call__(self) -> str | None:
        return self.reason


@pytest.fixture
def unready() -> Unready:
    return Unready()


@pytest.fixture
def view() -> View:
    view = View()
    view.apply(INCIDENTS.name, "incident-1", incident())
    view.apply(INCIDENTS.name, "incident-2", incident("incident-2", start=date(2025, 3, 6), end=date(2025, 3, 6), place="Northport"))
    for row in (tally("a"), tally("b", side="BBB", date=date(2025, 3, 6)), tally(HOSTILE_KEY, tally="killed", place="Fort/Ünder & <b>")):
        view.apply(TALLIES.name, row.key, row)
    view.apply(TALLY_HISTORY.name, "a", change("a", None, 40))
    for number in range(3):
        view.apply(EVENTS.name, "x", event(f"e{number}", of=story(f"s{number}")))
    return view


@pytest.fixture
def hub() -> Hub:
    return Hub("run", lambda: b"{}", max_readers=1)


@pytest.fixture
async def client(view: View, hub: Hub, unready: Unready) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(build_site(build_router(view, hub, unready))), base_url="http://board") as client:
        yield client


async def test_tallies_are_listed_with_the_keys_that_other_programs_rely_on(client: AsyncClient) -> None:
    rows = (await client.get("/v1/tallies")).json()["tallies"]
    assert [row["key"] for row in rows] == [HOSTILE_KEY, "a", "b"]
    wanted = (
        "tally theatre programme phase date place side group low best high agreed grade origins stories incidents updated_at"  # design 9
    )
    assert set(wanted.split()) <= rows[0].keys()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("tally=killed", [HOSTILE_KEY]),
        ("side=BBB", ["b"]),
        ("side=bbb&theatre=aaa-bbb", ["b"]),
        ("date=2025-03-06", ["b"]),
        ("since=2025-03-05&theatre=AAA-BBB", ["b"]),
        ("phase=7", []),
        ("tally=no such tally", []),
    ],
)
async def test_tallies_are_filtered(client: AsyncClient, query: str, keys: list[str]) -> None:
    assert [row["key"] for row in (await client.get(f"/v1/tallies?{query}")).json()["tallies"]] == keys


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/tallies?sid=BBB", "no parameter sid here; there are tally, theatre"),
        ("/v1/definitions?tally=killed", "there are none"),
        ("/v1/tallies?since=2025-03-06&until=2025-03-05", "is after until"),
        ("/v1/incidents?since=2025-03-06&until=2025-03-05", "is after until"),
    ],
)
async def test_a_question_that_would_silently_get_another_answer_is_refused(client: AsyncClient, path: str, told: str) -> None:
    refused = await client.get(path)
    assert refused.status_code == 422
    assert told in refused.json()["detail"]


@pytest.mark.parametrize("path", ["/v1/tallies", "/v1/tallies?side=BBB", "/", "/nowhere"])
async def test_head_is_answered_as_get_is(client: AsyncClient, path: str) -> None:
    head, got = await client.head(path), await client.get(path)
    assert (head.status_code, head.headers.get("etag")) == (got.status_code, got.headers.get("etag"))


async def test_one_tally_comes_with_incidents_claims_sentences_and_stories(client: AsyncClient) -> None:
    explained = (await client.get("/v1/tallies/a")).json()
    claim = explained["incidents"][0]["slots"][0]["claims"][0]
    assert claim["figure"]["sentence"] == "Each side let 40 prisoners go on Tuesday."
    assert [told["story_id"] for told in explained["stories"]] == ["harbour-1"]
    assert explained["missing"] == []


async def test_a_key_with_slashes_and_foreign_letters_is_found_by_its_address(client: AsyncClient) -> None:
    assert (await client.get(f"/v1/tallies/{quote(HOSTILE_KEY, safe='')}")).json()["tally"]["key"] == HOSTILE_KEY
    assert (await client.get(f"/v1/tallies/{quote(HOSTILE_KEY, safe='')}/history")).json()["key"] == HOSTILE_KEY


async def test_the_history_of_a_tally_is_given_oldest_first(client: AsyncClient) -> None:
    changes = (await client.get("/v1/tallies/a/history")).json()["changes"]
    assert [(step["before"]["best"], step["after"]["best"]) for step in changes] == [(None, 40)]


async def test_incidents_are_paged(client: AsyncClient) -> None:
    first = (await client.get("/v1/incidents?limit=1")).json()
    assert ([one["incident"] for one in first["incidents"]], first["total"], first["next"]) == (["incident-2"], 2, 1)
    second = (await client.get("/v1/incidents?limit=1&offset=1")).json()
    assert ([one["incident"] for one in second["incidents"]], second["next"]) == (["incident-1"], None)
    assert (await client.get("/v1/incidents?place=northp")).json()["total"] == 1


async def test_events_are_bounded_and_filtered(client: AsyncClient) -> None:
    assert len((await client.get("/v1/events?limit=2")).json()["events"]) == 2
    assert [one["event_id"] for one in (await client.get("/v1/events?story=s1")).json()["events"]] == ["e1"]
    assert len((await client.get(f"/v1/events?since={NOON:%Y-%m-%dT%H:%M:%S}")).json()["events"]) == 3


async def test_a_story_is_opened_to_what_it_says_and_to_the_tallies_behind_which_it_stands(client: AsyncClient) -> None:
    listed = (await client.get("/v1/stories?source=harbour")).json()
    assert (listed["total"], listed["next"]) == (4, None)
    opened = (await client.get("/v1/stories/harbour-1")).json()
    assert [row["key"] for row in opened["tallies"]] == ["a", "b", HOSTILE_KEY]
    assert [one["incident"] for one in opened["incidents"]] == ["incident-1", "incident-2"]
    assert [one["event_id"] for one in (await client.get("/v1/stories/s1")).json()["events"]] == ["e1"]


async def test_sources_are_the_outlets_with_the_span_of_their_stories(client: AsyncClient) -> None:
    (outlet,) = (await client.get("/v1/sources")).json()["sources"]
    assert (outlet["id"], outlet["name"], outlet["stories"]) == ("harbour", "Harbour Wire", 4)


async def test_brief_incidents_come_without_their_claims(client: AsyncClient) -> None:
    (first, _) = (await client.get("/v1/incidents?brief=true")).json()["incidents"]
    assert "claims" not in first["slots"][0]
    assert first["slots"][0]["best"] == 40


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/v1/tallies/nothing", 404, "GET /v1/tallies lists them"),
        ("/v1/tallies/nothing/history", 404, "GET /v1/tallies lists them"),
        ("/v1/incidents/nothing", 404, "GET /v1/incidents lists them"),
        ("/v1/tallies?date=yesterday", 422, "query.date"),
        ("/v1/events?limit=0", 422, "query.limit"),
        ("/v1/incidents?limit=1001", 422, "query.limit"),
        ("/v1/stories/nothing", 404, "GET /v1/stories lists them"),
        ("/v1/nowhere", 404, "Not Found"),
    ],
)
async def test_every_refusal_is_a_problem_that_says_what_to_do(client: AsyncClient, path: str, status: int, said: str) -> None:
    answer = await client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert said in answer.json()["detail"]


async def test_nothing_is_answered_before_the_topics_are_read(client: AsyncClient, unready: Unready) -> None:
    unready.reason = "still reading 2 partitions"
    for path in ("/v1/tallies", "/v1/incidents", "/v1/events", "/v1/stream", "/v1/tallies/a"):
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert "still reading 2 partitions" in answer.json()["detail"]


async def test_an_answer_known_by_its_etag_is_not_sent_again_until_it_changes(client: AsyncClient, view: View) -> None:
    first = await client.get("/v1/tallies?side=BBB")
    etag = first.headers["etag"]
    again = await client.get("/v1/tallies?side=BBB", headers={"If-None-Match": f'W/{etag}, "other"'})
    assert (again.status_code, again.content) == (304, b"")
    view.apply(TALLIES.name, "b", tally("b", side="BBB", best=41))
    assert (await client.get("/v1/tallies?side=BBB", headers={"If-None-Match": etag})).status_code == 200


async def test_a_full_stream_is_refused_with_a_time_to_come_back(client: AsyncClient, hub: Hub) -> None:
    taken = hub.open()
    await anext(taken)
    answer = await client.get("/v1/stream")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


async def test_the_page_and_the_api_carry_the_security_headers(client: AsyncClient) -> None:
    for path in ("/", "/board.js", "/v1/tallies", "/nowhere"):
        headers = (await client.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"


async def test_the_page_asks_no_other_host_for_anything(client: AsyncClient) -> None:
    for path in ("/", *(f"/{file.name}" for file in PAGE.iterdir() if file.suffix in (".css", ".js", ".svg"))):
        text = (await client.get(path)).text
        assert "://" not in text.replace("http://www.w3.org/2000/svg", ""), path


async def test_openapi_describes_every_route_of_the_api(client: AsyncClient) -> None:
    described = (await client.get("/openapi.json")).json()
    assert described["openapi"].startswith("3.1")
    assert set(described["paths"]) == {
        "/v1/tallies",
        "/v1/tallies/{key}",
        "/v1/tallies/{key}/history",
        "/v1/incidents",
        "/v1/incidents/{id}",
        "/v1/events",
        "/v1/stories",
        "/v1/stories/{id}",
        "/v1/sources",
        "/v1/definitions",
        "/v1/stream",
    }
    assert "sketch" not in json.dumps(described["paths"])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
async def test_nothing_can_be_written(client: AsyncClient, method: str) -> None:
    assert (await client.request(method, "/v1/tallies")).status_code == 405
