"""Every wire fixture and every kind of source, through a running ingest and a real broker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import web

from schemas.topics import FETCH_STATE
from tests.integration.ingest.conftest import IngestProcess, Wire, eventually
from tests.integration.ingest.test_feed import feed
from tests.unit.ingest.stranger import stranger

WIRES = Path(__file__).parents[2] / "wires"
MOMENTS = ("new", "update", "correction", "embargo", "odd-charset", "withhold", "kill")
"""In the order of a story's life."""
STORY = "date 2025-05-23\nTwo ships sank off Arn.\n"


async def test_every_fixture_is_taken_and_a_killed_story_ends_killed(ingest: IngestProcess, wire: Wire) -> None:
    paths = sorted(WIRES.glob("*/*.*"), key=lambda path: (path.parent.name, MOMENTS.index(path.stem)))
    outcomes = Counter[str]()
    for path in paths:
        latin2 = path.stem == "odd-charset" and path.parent.name in ("iptc7901", "anpa1312")
        name = f"{path.parent.name}-{path.stem}.txt"
        status, answer = await ingest.post(
            f"/v1/wire?name={name}", path.read_bytes(), "text/plain; charset=iso-8859-2" if latin2 else "application/octet-stream"
        )
        assert status in (200, 202), (path, answer)
        outcomes.update(story["outcome"] for story in answer.get("stories", [answer]))
    # Formats share story ids: after the first kill of one, the others' versions of it are killed or known.
    assert outcomes.keys() == {"published", "withheld", "duplicate", "killed", "ignored"}
    assert outcomes["published"] > len(paths) / 2
    last = {str(article.story_id): article for article in await wire.articles()}
    for story in ("northlight.arn-ferry", "urn:newsml:northlight.example:20250523:arn-ferry", "urn:northlight:arn-ferry"):
        assert last[story].kind == "kill"
    assert await wire.letters() == []


async def test_an_address_is_fed_once_by_hand(ingest: IngestProcess, wire: Wire) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=(WIRES / "rss2" / "new.xml").read_bytes(), content_type="application/rss+xml")

    async with stranger(answer) as server:
        assert await feed(ingest, f"{server.url}/rss") == (0, "1 stories sent: 1 published\n", "")
    assert [article.story_id for article in await wire.articles()] == ["northlight:arn-ferry"]


@pytest.fixture
def ingest_with_sources(service_environment: dict[str, str], tmp_path: Path) -> Iterator[IngestProcess]:
    """A running ingest that watches a folder."""
    (tmp_path / "drop").mkdir()
    sources = tmp_path / "sources.yaml"
    sources.write_text(f"sources:\n  - {{id: drop, folder: {tmp_path / 'drop'}, settle_s: 0, scan_s: 0.1}}\n")
    environment = {**service_environment, "WIRETALLY_FETCH__SOURCES": str(sources), "WIRETALLY_FETCH__ALLOWED_NETWORKS": '["127.0.0.0/8"]'}
    with IngestProcess(environment) as running:
        yield running.wait_ready()


async def test_a_folder_and_a_feed_added_later_bring_their_stories(ingest_with_sources: IngestProcess, wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "drop" / "ships.txt").write_text(STORY)
    assert (await wire.first_article()).story_id == "ships"

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=(WIRES / "atom" / "new.xml").read_bytes(), headers={"ETag": '"1"'})

    async with stranger(answer) as server:
        sources = tmp_path / "sources.yaml"
        sources.write_text(f'{sources.read_text()}  - {{id: feed, feed: "{server.url}/atom"}}\n')

        async def both() -> bool:
            return {article.story_id for article in await wire.articles()} == {"ships", "northlight:arn-ferry"}

        async def is_remembered() -> bool:
            return any(record.key == b"feed" for record in await wire.records(FETCH_STATE))

        await eventually(both, "the stories of both")
        await eventually(is_remembered, "what was fetched is written down")
        metrics = ingest_with_sources.get("/metrics")[1]
        assert 'wiretally_ingest_source_checks_total{outcome="changed",source="feed"} 1.0' in metrics
        assert 'wiretally_ingest_source_quiet{source="feed"}' in metrics
        ingest_with_sources.kill()
        asked = len(server.asked)
        ingest_with_sources.start().wait_ready()
        (tmp_path / "drop" / "more.txt").write_text(STORY.replace("Two", "Three"))

        async def more() -> bool:
            return len(await wire.articles()) == 3

        await eventually(more, "the story that came after the restart")
        assert len(server.asked) == asked, "what was fetched is remembered over a restart, and not due yet"


async def test_without_a_token_nothing_is_taken_where_tokens_are_asked_for(service_environment: dict[str, str], tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text('["wire-one"]')
    tokens.chmod(0o600)
    with IngestProcess({**service_environment, "WIRETALLY_INTAKE__TOKENS_FILE": str(tokens)}) as running:
        running.wait_ready()
        status, problem = await running.post("/v1/wire?name=ships.txt", STORY.encode(), "text/plain")
        assert (status, "Bearer" in problem["detail"]) == (401, True)
        assert "wire-one" not in running.log()
