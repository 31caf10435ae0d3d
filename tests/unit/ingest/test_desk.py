"""The desk's promises: order of writes, one writer, retries, and that one bad story spoils no other. Kafka itself: see integration."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry

from schemas.article import Article
from schemas.base import StoryId
from schemas.envelope import Headers
from schemas.topics import ARTICLES, STORY_INDEX
from services.chassis.errors import PermanentError, TooLarge, TransientError
from services.chassis.kafka import Outgoing
from services.ingest.desk import Desk
from services.ingest.formats.wire_format import Dispatch
from services.ingest.metrics import IngestMetrics
from services.ingest.revisions import Accepted
from services.ingest.story_index import StoryIndex

NOW = datetime(2025, 5, 23, 12, tzinfo=UTC)


class Recorder:
    """Keeps what is published, and fails as told."""

    def __init__(self, fail: Callable[[Sequence[Outgoing]], Exception | None] = lambda _: None) -> None:
        self.published: list[Outgoing] = []
        self.deleted: list[bytes | None] = []
        self.calls = 0
        self._fail = fail

    async def publish(self, messages: Sequence[Outgoing], traceparent: str | None = None) -> None:
        self.calls += 1
        await asyncio.sleep(0)
        if (error := self._fail(messages)) is not None:
            raise error
        self.published += messages

    async def publish_bytes(
        self, topic: str, *, key: bytes | None, value: bytes | None, headers: Headers | None = None, partition: int | None = None
    ) -> None:
        assert value is None
        self.deleted.append(key)

    def stories(self) -> list[tuple[str, int]]:
        return [(each.message.story_id, each.message.revision) for each in self.published if isinstance(each.message, Article)]


@asynccontextmanager
async def desk(outbox: Recorder, *, now: Callable[[], datetime] = lambda: NOW, max_waiting: int = 100) -> AsyncIterator[Desk]:
    made = Desk(
        StoryIndex(),
        outbox,
        index_topic="index",
        now=now,
        metrics=IngestMetrics(CollectorRegistry()),
        max_waiting=max_waiting,
        pauses_s=(0, 0),
    )
    working = asyncio.create_task(made.run())
    yield made
    working.cancel()
    with suppress(asyncio.CancelledError, TransientError):
        await working


def story(story_id: str, body: str = "Two ships sank.", **more: object) -> Dispatch:
    return Dispatch(Article.model_validate({"story_id": StoryId(story_id), "body": body, "published_at": NOW, **more}))


async def test_an_article_is_published_before_the_index_knows_it() -> None:
    outbox = Recorder()
    async with desk(outbox) as taking:
        await taking.take([story("a")])
    assert [each.topic for each in outbox.published] == [ARTICLES, STORY_INDEX]


async def test_each_article_goes_on_in_the_trace_it_was_pushed_in() -> None:
    outbox = Recorder()
    async with desk(outbox) as taking:
        await asyncio.gather(*(taking.take([replace(story(name), traceparent=f"trace of {name}")]) for name in ("a", "b")))
    assert {each.key: each.traceparent for each in outbox.published if each.topic is ARTICLES} == {"a": "trace of a", "b": "trace of b"}


async def test_two_requests_for_one_story_at_once_get_different_revisions() -> None:
    outbox = Recorder()
    async with desk(outbox) as taking:
        await asyncio.gather(*(taking.take([story("a", f"{number} ships sank.")]) for number in range(5)))
    assert outbox.stories() == [("a", revision) for revision in range(5)]


async def test_what_arrives_together_is_published_together() -> None:
    outbox = Recorder()
    async with desk(outbox) as taking:
        await asyncio.gather(*(taking.take([story(f"s{number}")]) for number in range(50)))
    assert len(outbox.stories()) == 50
    assert outbox.calls < 10


async def test_a_fault_that_passes_is_tried_again_and_nothing_is_lost() -> None:
    faults = iter([TransientError("broker away"), TransientError("broker away")])
    outbox = Recorder(lambda _: next(faults, None))
    async with desk(outbox) as taking:
        (verdict,) = await taking.take([story("a")])
        assert isinstance(verdict, Accepted)
        assert taking.trouble is None
    assert outbox.stories() == [("a", 0)]


async def test_a_broker_that_stays_away_ends_the_desk_and_fails_every_request() -> None:
    outbox = Recorder(lambda _: TransientError("broker away"))
    made = Desk(StoryIndex(), outbox, index_topic="index", now=lambda: NOW, metrics=IngestMetrics(CollectorRegistry()), pauses_s=(0, 0))
    working = asyncio.create_task(made.run())
    taken = await asyncio.gather(made.take([story("a")]), made.take([story("b")]), return_exceptions=True)
    assert [type(each) for each in taken] == [TransientError, TransientError]
    with pytest.raises(TransientError, match="broker away"):
        await working


async def test_a_story_that_the_broker_never_takes_spoils_no_other_and_is_not_remembered() -> None:
    def too_large(messages: Sequence[Outgoing]) -> Exception | None:
        large = any(isinstance(each.message, Article) and each.message.story_id == "large" for each in messages)
        return TooLarge("larger than the broker takes") if large else None

    outbox = Recorder(too_large)
    async with desk(outbox) as taking:
        verdicts = await taking.take([story("a"), story("large"), story("b")])
        again = await taking.take([story("large")])
    assert [type(each).__name__ for each in verdicts] == ["Accepted", "TooLarge", "Accepted"]
    assert sorted(outbox.stories()) == [("a", 0), ("b", 0)]
    assert isinstance(again[0], PermanentError)


async def test_a_full_desk_says_so_instead_of_growing() -> None:
    async with desk(Recorder(), max_waiting=3) as taking:
        with pytest.raises(TransientError, match="try again"):
            await taking.take([story(f"s{number}") for number in range(4)])
        assert len(await taking.take([story("a")])) == 1


async def test_an_embargo_ends_once_and_is_forgotten() -> None:
    moment, outbox = [NOW], Recorder()
    async with desk(outbox, now=lambda: moment[0]) as taking:
        (held,) = await taking.take([story("a", embargoed_until=NOW + timedelta(hours=1))])
        assert isinstance(held, Accepted)
        assert held.outcome == "embargoed"
        assert await taking.release_due() == 0
        moment[0] = NOW + timedelta(hours=1)
        assert await taking.release_due() == 1
        assert await taking.release_due() == 0
    assert outbox.stories() == [("a", 0)]
    assert len(outbox.deleted) == 1


async def test_a_story_goes_on_after_its_embargo_in_the_trace_that_it_came_in() -> None:
    moment, outbox = [NOW], Recorder()
    trace = f"00-{'a' * 32}-{'b' * 16}-01"
    async with desk(outbox, now=lambda: moment[0]) as taking:
        await taking.take([replace(story("a", embargoed_until=NOW + timedelta(hours=1)), traceparent=trace)])
        moment[0] = NOW + timedelta(hours=1)
        await taking.release_due()
    assert [sent.traceparent for sent in outbox.published if isinstance(sent.message, Article)] == [trace]
