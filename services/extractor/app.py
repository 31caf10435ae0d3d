"""The extractor: articles in, events out. The only module here that knows the broker."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter

import structlog

from schemas.article import Article
from schemas.envelope import Headers, header
from schemas.event import Event
from schemas.topics import ARTICLES, EVENTS
from services.chassis.errors import TransientError
from services.chassis.handling import Effects
from services.chassis.kafka import Outgoing, Publisher, Record
from services.chassis.lifecycle import begin, ending_clearly
from services.chassis.publication import check_date
from services.chassis.settings import TopicSettings
from services.chassis.state import StateTable
from services.chassis.stream_service import StreamService
from services.extractor.metrics import ExtractorMetrics
from services.extractor.process import ExtractorProcess
from services.extractor.revise import StoryState, overtakes, revise
from services.extractor.settings import Settings

AT_ONCE = 8
"""Where stories wait, the language process reads the next while this one publishes what came of the last."""
REKEYED = "wt_rekeyed"
"""Marks an article that was sent back to its topic once: it is never sent back again."""

log = structlog.get_logger(__name__)


class ArticleStage:
    """Turns an article into what it changes on the event topic.

    All revisions of a story must meet in order on one partition. A foreign producer may send no key, another key, or may part keys its
    own way: such an article goes back to the topic under its story's key, and is acked here once it is there.
    """

    def __init__(
        self, process: ExtractorProcess, stories: StateTable, publisher: Publisher, topics: TopicSettings, metrics: ExtractorMetrics
    ) -> None:
        self._process = process
        self._stories = stories
        self._publisher = publisher
        self._topic = topics.name(ARTICLES)
        self._metrics = metrics
        self._begun: dict[int, asyncio.Task[tuple[Event, ...]]] = {}
        """By the identity of an article that is handled soon."""
        self._turn = asyncio.Lock()
        """The process takes one story at a time."""

    async def ahead(self, article: Article, record: Record) -> None:
        """Begin to extract an article that is handled soon."""
        with suppress(TransientError):
            if article.kind != "kill" and await self._at_home(article, record):
                self._begun[id(article)] = task = asyncio.ensure_future(self._timed(article))
                # What it raises is for whoever asks for the events, and a stale revision's are not asked for.
                task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def handle(self, article: Article, record: Record) -> Effects:
        """The events to publish and the story state to write after them. Idempotent: the same article again changes nothing.

        Raises PermanentError ``impossible_date`` too: what came over ingest was held to that, a foreign producer's article was not.
        """
        begun = self._begun.pop(id(article), None)
        check_date(article.published_at, datetime.now(UTC), f"published_at {article.published_at.isoformat()}")
        key = article.story_id.encode()
        if not await self._at_home(article, record):
            self._metrics.rekeyed.inc()
            return Effects(after=lambda: self._send_home(key, record))
        self._metrics.stories.labels(article.kind).inc()
        stored = self._stories.get(record.partition, key)
        previous = StoryState.read(stored) if stored is not None else None
        if previous is not None and article.revision < previous.revision:
            self._metrics.stale_revisions.inc()
            log.info("revision_stale", story_id=article.story_id, revision=article.revision, known=previous.revision)
            return Effects()
        events = () if article.kind == "kill" else await (begun or self._timed(article))
        state, messages = revise(previous, article, events)
        if state == previous:
            return Effects()
        for message in messages:
            self._metrics.events.labels(message.type, message.op).inc()
        return Effects(
            publish=[_outgoing(message) for message in messages],
            state=[self._stories.planned(record.partition, key, state.to_json())],
        )

    async def _at_home(self, article: Article, record: Record) -> bool:
        """Whether it lies where all revisions of its story meet, or was sent there as well as it can be."""
        home = await self._publisher.partition_for(self._topic, article.story_id.encode())
        return record.partition == home or header(record.headers, REKEYED) is not None

    async def _timed(self, article: Article) -> tuple[Event, ...]:
        async with self._turn:
            began = perf_counter()
            events = await self._process.extract(article)
            self._metrics.extraction_seconds.observe(perf_counter() - began)
        return events

    async def _send_home(self, key: bytes, record: Record) -> None:
        headers: Headers = [(name, value or b"") for name, value in record.headers]
        await self._publisher.publish_bytes(self._topic, key=key, value=record.value, headers=[*headers, (REKEYED, b"1")])


def _outgoing(event: Event) -> Outgoing:
    story = event.story
    return Outgoing(
        topic=EVENTS,
        key=event.ledger,
        message=event,
        id=f"{event.event_id}/{story.revision}/{event.op}",
        time=story.received_at or story.published_at,
    )


def main() -> None:
    """Run the extractor until it is told to stop."""
    settings = begin(Settings, "extractor")
    with ending_clearly():
        service = StreamService("extractor", settings)
        process = ExtractorProcess(settings.extractor.story_budget_s)
        stories = service.table("stories", ARTICLES, overtakes)
        stage = ArticleStage(process, stories, service.publisher, settings.topics, ExtractorMetrics(service.registry))
        service.stage("articles", ARTICLES, Article, stage.handle, at_once=AT_ONCE, ahead=stage.ahead)
        service.part(process)
        service.run()


if __name__ == "__main__":
    main()
