"""A polled source: a month of a moody server in seconds, and every story arrives once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import pytest
from aiohttp import web
from prometheus_client import CollectorRegistry

from schemas.story_index import FetchState
from services.chassis.errors import PermanentError, TransientError
from services.ingest.fetch.client import Fetcher
from services.ingest.fetch.robots import Robots
from services.ingest.fetch.settings import FetchSettings
from services.ingest.metrics import IngestMetrics
from services.ingest.sources.catalogue import FeedSource, PageSource
from services.ingest.sources.intake import Receiver
from services.ingest.sources.poll import Poller
from tests.unit.ingest.stranger import LOOPBACK, stranger
from tests.unit.ingest.test_desk import Recorder, desk

START = datetime(2025, 5, 1, tzinfo=UTC)
SETTINGS = FetchSettings(allowed_networks=LOOPBACK, total_s=5)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


class Letters:
    """Dead letters as they are written: reason and bytes."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []

    async def __call__(self, error: PermanentError, data: bytes, stage: str, origin: str) -> None:
        self.kept.append((error.reason, data))


def feed(items: list[int], clock: Clock) -> bytes:
    entries = "".join(
        f"<item><guid>story-{number}</guid><title>{escape(f'Ferry & storm {number}')}</title>"
        f"<pubDate>{format_datetime(START + timedelta(hours=number))}</pubDate><description>Rain fell on day {number}.</description></item>"
        for number in items
    )
    return f'<rss version="2.0"><channel><title>Northlight Wire</title><ttl>30</ttl>{entries}</channel></rss>'.encode()


def poller(
    source: FeedSource | PageSource,
    fetcher: Fetcher,
    receiver: Receiver,
    clock: Clock,
    save: Callable[[FetchState], Awaitable[None]],
    state: FetchState | None = None,
) -> Poller:
    return Poller(
        source,
        state,
        fetcher=fetcher,
        robots=Robots(fetcher, SETTINGS.user_agent, clock),
        receiver=receiver,
        save=save,
        now=clock,
        jitter=lambda: 0.0,
        metrics=IngestMetrics(CollectorRegistry()),
        max_items=100,
    )


class Month:
    """A server's month: each hour one more story, the newest ten in the feed, and a mood that changes with every request."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.answers = Counter[str]()
        self.moved = False

    def standing(self) -> list[int]:
        newest = int((self.clock.now - START) / timedelta(hours=1))
        return list(range(max(0, newest - 9), newest + 1))

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        mood = ("ok", "ok", "429", "ok", "500", "ok", "truncated", "ok", "moved")[self.answers.total() % 9]
        if request.path == "/feed" and self.moved:
            mood = "moved"
        elif request.path == "/new-feed" and mood == "moved":
            mood = "ok"
        etag = f'"{self.standing()[-1]}"'
        if mood == "ok" and request.headers.get("If-None-Match") == etag:
            mood = "304"
        self.answers[mood] += 1
        if mood == "429":
            return web.Response(status=429, headers={"Retry-After": "600"})
        if mood == "500":
            return web.Response(status=500)
        if mood == "304":
            return web.Response(status=304, headers={"ETag": etag})
        if mood == "moved":
            self.moved = True
            return web.Response(status=301, headers={"Location": "/new-feed"})
        body = feed(self.standing(), self.clock)
        if mood == "truncated":
            response = web.StreamResponse(headers={"Content-Length": str(len(body))})
            await response.prepare(request)
            await response.write(body[: len(body) // 2])
            assert request.transport is not None
            request.transport.close()
            return response
        return web.Response(body=body, headers={"ETag": etag, "Content-Type": "application/rss+xml; charset=utf-8"})


async def test_a_month_of_a_moody_feed_brings_every_story_once() -> None:
    clock, outbox, letters, saved = Clock(), Recorder(), Letters(), list[FetchState]()
    month = Month(clock)

    async def save(state: FetchState) -> None:
        saved.append(state)

    async with stranger(month) as server, desk(outbox, now=clock) as taking, Fetcher(SETTINGS) as fetcher:
        receiver = Receiver(taking, letters, IngestMetrics(CollectorRegistry()), clock)
        source = FeedSource(id="northlight", feed=f"{server.url}/feed", poll_s=1200)
        polling = poller(source, fetcher, receiver, clock, save)
        while clock.now < START + timedelta(days=30):
            await polling.check()
            assert polling.state.next_check_at is not None
            clock.now = max(polling.state.next_check_at, clock.now)
            if len(saved) % 100 == 0:
                # Another ingest takes over from what was saved.
                polling = poller(source, fetcher, receiver, clock, save, saved[-1])
        await polling.check()
    stories = Counter(story for story, _ in outbox.stories())
    assert set(stories.values()) == {1}
    assert set(stories) >= {f"story-{number}" for number in range(30 * 24 - 1)}
    assert letters.kept == []
    assert {"ok", "304", "429", "500", "truncated", "moved"} <= set(month.answers)
    assert saved[-1].url == f"{server.url}/new-feed"
    assert month.answers["moved"] == 1, "a permanent move is followed once and remembered"


async def test_nothing_is_remembered_before_the_broker_has_the_stories() -> None:
    clock, saved = Clock(), list[FetchState]()

    class Refusing:
        async def take(self, dispatches: object) -> tuple[()]:
            raise TransientError("the broker does not answer")

    async def save(state: FetchState) -> None:
        saved.append(state)

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=feed([1], clock), headers={"ETag": '"1"'})

    async with stranger(answer) as server, Fetcher(SETTINGS) as fetcher:
        receiver = Receiver(Refusing(), Letters(), IngestMetrics(CollectorRegistry()), clock)
        polling = poller(FeedSource(id="x", feed=server.url), fetcher, receiver, clock, save)
        with pytest.raises(TransientError):
            await polling.check()
    assert saved == []
    assert polling.state.etag is None


async def test_a_feed_that_is_gone_is_not_asked_again() -> None:
    clock = Clock()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=410)

    async def save(state: FetchState) -> None: ...

    async with stranger(answer) as server, desk(Recorder(), now=clock) as taking, Fetcher(SETTINGS) as fetcher:
        receiver = Receiver(taking, Letters(), IngestMetrics(CollectorRegistry()), clock)
        source = FeedSource(id="x", feed=server.url)
        polling = poller(source, fetcher, receiver, clock, save)
        await asyncio.wait_for(polling.run(), 10)
        assert polling.state.gone
        moved = FeedSource(id="x", feed=f"{server.url}/elsewhere")
        assert not poller(moved, fetcher, receiver, clock, save, polling.state).state.gone, "a new address is a new beginning"
    assert len(server.asked) == 1


async def test_the_same_bytes_without_validators_are_not_read_again() -> None:
    clock, outbox = Clock(), Recorder()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=feed([1], clock))

    async def save(state: FetchState) -> None: ...

    async with stranger(answer) as server, desk(outbox, now=clock) as taking, Fetcher(SETTINGS) as fetcher:
        metrics = IngestMetrics(CollectorRegistry())
        receiver = Receiver(taking, Letters(), metrics, clock)
        polling = poller(FeedSource(id="x", feed=server.url), fetcher, receiver, clock, save)
        await polling.check()
        await polling.check()
    assert outbox.stories() == [("story-1", 0)]
    assert metrics.formats.labels("feed")._value.get() == 1


async def test_what_a_feed_holds_that_is_no_story_goes_to_the_dead_letters_once() -> None:
    clock, letters, outbox = Clock(), Letters(), Recorder()
    broken = feed([1], clock).replace(b"</channel>", b"<item><guid>bad</guid><title></title></item></channel>")

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=broken)

    async def save(state: FetchState) -> None: ...

    async with stranger(answer) as server, desk(outbox, now=clock) as taking, Fetcher(SETTINGS) as fetcher:
        receiver = Receiver(taking, letters, IngestMetrics(CollectorRegistry()), clock)
        polling = poller(FeedSource(id="x", feed=server.url), fetcher, receiver, clock, save)
        await polling.check()
        await polling.check()
    assert [reason for reason, _ in letters.kept] == ["no_text"]
    assert b"bad" in letters.kept[0][1]
    assert outbox.stories() == [("story-1", 0)]


async def test_a_page_that_robots_may_not_fetch_is_left_alone() -> None:
    clock = Clock()

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text="User-agent: *\nDisallow: /private\n") if request.path == "/robots.txt" else web.Response(text="no")

    async def save(state: FetchState) -> None: ...

    async with stranger(answer) as server, desk(Recorder(), now=clock) as taking, Fetcher(SETTINGS) as fetcher:
        receiver = Receiver(taking, Letters(), IngestMetrics(CollectorRegistry()), clock)
        await poller(PageSource(id="x", page=f"{server.url}/private/story"), fetcher, receiver, clock, save).check()
    assert [request.path for request in server.asked] == ["/robots.txt"]
