"""The extractor: articles in, events out. The only module here that knows the broker."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import structlog

from schemas.article import Article
from schemas.envelope import Headers, header
from schemas.event import Event
from schemas.topics import ARTICLES, EVENTS
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

AT_ONCE = 4
"""Where stories wait, the extractor does not stand idle after each for the broker's two answers; the first of four waits 0.3 s longer."""
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

    async def handle(self, article: Article, record: Record) -> Effects:
        """The events to publish and the story state to write after them. Idempotent: the same article again changes nothing.

        Raises PermanentError ``impossible_date`` too: what came over ingest was held to that, a foreign producer's article was not.
        """
        check_date(article.published_at, datetime.now(UTC), f"published_at {article.published_at.isoformat()}")
        key = article.story_id.encode()
        home = await self._publisher.partition_for(self._topic, key)
        if record.partition != home and header(record.headers, REKEYED) is None:
            self._metrics.rekeyed.inc()
            return Effects(after=lambda: self._send_home(key, record))
        self._metrics.stories.labels(article.kind).inc()
        stored = self._stories.get(record.partition, key)
        previous = StoryState.read(stored) if stored is not None else None
        if previous is not None and article.revision < previous.revision:
            self._metrics.stale_revisions.inc()
            log.info("revision_stale", story_id=article.story_id, revision=article.revision, known=previous.revision)
            return Effects()
        state, messages = revise(previous, article, await self._extract(article))
        if state == previous:
            return Effects()
        for message in messages:
            self._metrics.events.labels(message.type, message.op).inc()
        return Effects(
            publish=[_outgoing(message) for message in messages],
            state=[self._stories.planned(record.partition, key, state.to_json())],
        )

    async def _extract(self, article: Article) -> tuple[Event, ...]:
        if article.kind == "kill":
            return ()
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
        service.stage("articles", ARTICLES, Article, stage.handle, at_once=AT_ONCE)
        service.part(process)
        service.run()


if __name__ == "__main__":
    main()
