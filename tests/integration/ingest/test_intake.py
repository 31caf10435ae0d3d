"""Stories pushed to ingest, on a real broker: what is answered lies on the topic, whatever happens next."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from schemas.base import StoryId
from schemas.envelope import header
from schemas.topics import ARTICLES, STORY_INDEX
from services.chassis.dead_letters import read_letter
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import local_kafka
from tests.conftest import free_port
from tests.integration.ingest.conftest import IngestProcess, Wire, eventually

pytestmark = pytest.mark.kafka

STORY = "date 2025-05-23\nShips sink\n\nPORT SABLE (Tern) - Two ships went down on Friday, harbour officials said."
KILL = (
    "date 2025-05-24\nTERN KILL: Story on ships is withdrawn\n\n"
    'PORT SABLE (Tern) - Please kill the story headlined "Ships sink", sent on Friday. There will be no substitute.'
)
STOPPED_BY_THEN_S = 10
"""A push and an orderly stop: two seconds at most where nothing else runs."""
LEAST = {"story_id": "tern/1", "body": "Two ships sank.", "published_at": "2025-05-23"}


async def test_an_answered_story_lies_on_the_topic_under_its_id(ingest: IngestProcess, wire: Wire) -> None:
    assert await ingest.text("ships.txt", STORY) == (202, {"story_id": "ships", "revision": 0, "outcome": "published"})
    (record,) = await wire.records(ARTICLES)
    (article,) = await wire.articles()
    assert record.key == b"ships"
    assert header(record.headers, "ce_type") == "wiretally.article.v1"
    assert header(record.headers, "ce_source") == "/wiretally/ingest"
    assert (article.headline, article.credit, article.dateline) == ("Ships sink", "Tern", "PORT SABLE (Tern)")
    assert article.received_at is not None


async def test_a_batch_is_answered_item_by_item(ingest: IngestProcess, wire: Wire) -> None:
    status, answer = await ingest.post("/v1/articles", [LEAST, {"story_id": "tern/2"}, {**LEAST, "story_id": "tern/3"}])
    assert status == 207
    assert [each["outcome"] for each in answer["stories"]] == ["published", "refused", "published"]
    assert sorted(article.story_id for article in await wire.articles()) == ["tern/1", "tern/3"]
    (letter,) = await wire.letters()
    assert letter.value == b'{"story_id":"tern/2"}'
    assert read_letter(letter.headers).reason == "invalid_message"


async def test_a_repeat_is_harmless_and_says_so(ingest: IngestProcess, wire: Wire) -> None:
    assert (await ingest.post("/v1/articles", LEAST))[0] == 202
    status, answer = await ingest.post("/v1/articles", LEAST)
    assert (status, answer["outcome"]) == (200, "duplicate")
    assert len(await wire.articles()) == 1


async def test_texts_of_one_story_sent_at_once_become_different_revisions(ingest: IngestProcess, wire: Wire) -> None:
    sent = (ingest.post("/v1/articles", {**LEAST, "body": f"{number} ships sank."}) for number in range(8))
    assert {status for status, _ in await asyncio.gather(*sent)} == {202}
    assert sorted(article.revision for article in await wire.articles()) == list(range(8))


async def test_what_was_answered_is_known_after_a_power_cut(ingest: IngestProcess, wire: Wire) -> None:
    await ingest.text("ships.r1.txt", STORY)
    ingest.kill()
    ingest.start().wait_ready()
    outcomes = []
    for name, ships in (("ships.r1.txt", "Two"), ("ships.txt", "One"), ("ships.r2.txt", "Three")):
        outcomes.append((await ingest.text(name, STORY.replace("Two", ships)))[1]["outcome"])
    assert outcomes == ["duplicate", "stale", "published"]
    assert [article.revision for article in await wire.articles()] == [1, 2]


async def test_a_kill_waits_for_its_story_also_over_a_restart(ingest: IngestProcess, wire: Wire) -> None:
    status, answer = await ingest.text("notice.txt", KILL)
    assert (status, answer["outcome"]) == (202, "waiting")
    assert ingest.terminate() == 0
    ingest.start().wait_ready()
    status, answer = await ingest.text("ships.txt", STORY)
    assert (status, answer["outcome"]) == (200, "killed")
    assert {article.story_id: article.kind for article in await wire.articles()} == {"notice": "kill", "ships": "kill"}


async def test_an_embargo_that_ends_while_ingest_is_down_ends_when_it_is_back(ingest: IngestProcess, wire: Wire) -> None:
    until = datetime.now(UTC) + timedelta(seconds=STOPPED_BY_THEN_S)
    status, answer = await ingest.post("/v1/articles", {**LEAST, "embargoed_until": until.isoformat()})
    assert (status, answer["outcome"]) == (202, "embargoed")
    assert ingest.terminate() == 0
    assert datetime.now(UTC) < until, "this machine is too slow for this test"
    assert await wire.articles() == []
    await asyncio.sleep((until - datetime.now(UTC)).total_seconds())
    ingest.start()
    assert (await wire.first_article()).story_id == "tern/1"


@pytest.fixture
def other(ingest: IngestProcess) -> Iterator[IngestProcess]:
    """A second ingest beside the first."""
    with IngestProcess({**ingest.environment, "WIRETALLY_HTTP__PORT": str(free_port())}) as running:
        yield running.wait_ready()


async def test_two_ingests_know_of_each_others_stories(ingest: IngestProcess, other: IngestProcess) -> None:
    last, revisions = 1_000, count(1)
    await ingest.text(f"ships.r{last}.txt", STORY)

    async def is_old() -> bool:
        # What the other took itself is never newer than what it is asked for now: only the first's story can be.
        revision = next(revisions)
        assert revision < last
        _, answer = await other.text(f"ships.r{revision}.txt", STORY.replace("Two", str(revision + 2)))
        return bool(answer["outcome"] == "stale")

    await eventually(is_old, "the other knows of the first's story")
    assert other.terminate() == 0


@pytest.mark.parametrize("first", [KILL, STORY], ids=["the kill first", "the story first"])
async def test_a_kill_at_one_ingest_withdraws_the_story_at_another(
    ingest: IngestProcess, other: IngestProcess, wire: Wire, first: str
) -> None:
    names = {KILL: "notice.txt", STORY: "ships.txt"}
    second = STORY if first == KILL else KILL
    await ingest.text(names[first], first)
    # At once: the other may or may not have heard of the first, and must do right either way.
    await other.text(names[second], second)

    async def is_killed() -> bool:
        newest = {article.story_id: article for article in sorted(await wire.articles(), key=lambda article: article.revision)}
        return StoryId("ships") in newest and newest[StoryId("ships")].kind == "kill"

    await eventually(is_killed, "the story is killed")


async def test_two_ingests_publish_an_embargoed_story_as_one_and_the_same(ingest: IngestProcess, other: IngestProcess, wire: Wire) -> None:
    until = datetime.now(UTC) + timedelta(seconds=1)
    assert (await ingest.post("/v1/articles", {**LEAST, "embargoed_until": until.isoformat()}))[0] == 202
    await wire.first_article()

    async def has_nothing_left() -> bool:
        return all(
            record.value is None
            for record in {record.key: record for record in await wire.records(STORY_INDEX)}.values()
            if record.key is not None and record.key.startswith(b"embargo|")
        )

    await eventually(has_nothing_left, "no embargo is left")
    assert {(article.story_id, article.revision, article.content_hash) for article in await wire.articles()} == {
        ("tern/1", 0, (await wire.first_article()).content_hash)
    }


REFUSED: list[tuple[str, bytes, int, str]] = [
    ("wire", b"", 400, "empty"),
    ("wire", b"date 2025-05-23\nSh\xefps", 400, "not_utf8"),
    ("wire", b"\x89PNG\x00", 400, "binary"),
    ("wire", b"Ships sink", 422, "no_date"),
    ("wire", b"date 9999-01-01 Ships sink", 422, "impossible_date"),
    ("wire", b"date 2025-05-23 " + b"a" * 1_000_000, 413, "too_large"),
    ("articles", b"{", 400, "invalid_json"),
    ("articles", b"[" * 10_000 + b"]" * 10_000, 400, "invalid_json"),
    ("articles", b'{"story_id":"a"}', 422, "invalid_message"),
]


async def test_what_is_no_story_is_refused_and_kept_as_a_dead_letter_and_the_next_is_taken(ingest: IngestProcess, wire: Wire) -> None:
    problems = []
    for route, data, status, reason in REFUSED:
        answered, problem = await ingest.post(f"/v1/{route}", data, "text/plain" if route == "wire" else "application/json")
        assert (answered, problem["status"], problem["reason"]) == (status, status, reason)
        problems.append(problem["detail"])
    letters = [(record.value, read_letter(record.headers)) for record in await wire.letters()]
    assert [value for value, _ in letters] == [data for _, data, _, _ in REFUSED]
    assert [letter.reason for _, letter in letters] == [reason for *_, reason in REFUSED]
    assert [letter.error for _, letter in letters] == problems
    assert all(letter.origin.startswith("POST /v1/") for _, letter in letters)
    assert (await ingest.text("ships.txt", STORY))[0] == 202
    assert [article.story_id for article in await wire.articles()] == ["ships"]


async def test_a_request_beyond_the_limits_is_refused_unread(ingest: IngestProcess) -> None:
    for content_type, data, status in (
        ("application/x-www-form-urlencoded", b"x", 415),
        ("multipart/form-data; boundary=x", b"x", 415),
        ("text/plain", b"x" * 11_000_000, 413),
    ):
        answered, problem = await ingest.post("/v1/wire?name=a.txt", data, content_type)
        assert (answered, problem["status"]) == (status, status)
    assert (await ingest.text("ships.txt", STORY))[0] == 202
    assert 'wiretally_ingest_stories_total{outcome="published"} 1.0' in ingest.get("/metrics")[1]


async def test_sigterm_ends_it_in_order(ingest: IngestProcess) -> None:
    await ingest.text("ships.txt", STORY)
    assert ingest.terminate() == 0


async def test_an_ingest_whose_broker_is_away_is_not_ready_takes_nothing_and_comes_back(
    topics: TopicSettings, service_environment: dict[str, str]
) -> None:
    with local_kafka() as broker:
        environment = {
            **service_environment,
            "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": broker.bootstrap_servers,
            "WIRETALLY_INTAKE__ANSWER_DEADLINE_S": "1",
        }
        wire = Wire(KafkaSettings(bootstrap_servers=broker.bootstrap_servers), topics)
        with IngestProcess(environment) as ingest:
            ingest.wait_ready()
            broker.kill()

            async def is_unready() -> bool:
                return ingest.get("/readyz")[0] == 503

            await eventually(is_unready, "ingest is not ready")
            status, problem = await ingest.text("ships.txt", STORY)
            assert (status, "a repeat is harmless" in problem["detail"]) == (503, True)
            broker.start()

            async def is_taken() -> bool:
                return (await ingest.text("ships.txt", STORY))[0] in (200, 202)

            await eventually(is_taken, "the story is taken")
            assert {(article.story_id, article.revision) for article in await wire.articles()} == {("ships", 0)}
            ingest.wait_ready()
