"""The desk: takes stories one after the other, decides, and answers once the broker has what the decision publishes.

One writer: decisions are made in the order of arrival, so two requests for one story cannot both become its revision 1. What arrives
while the broker acknowledges one group forms the next, so the pace is the broker's and not one acknowledgement a story.

Order, for each group: articles, acknowledged; then the index, acknowledged; then the answers. A crash between any two repeats a story
at its producer's next try and never loses one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from schemas.article import Article
from schemas.envelope import Headers
from schemas.story_index import StoryIndexEntry
from schemas.topics import ARTICLES, STORY_INDEX
from services.chassis.errors import PermanentError, TransientError, WiretallyError
from services.chassis.kafka import Outgoing
from services.ingest.formats.wire_format import Dispatch
from services.ingest.metrics import IngestMetrics
from services.ingest.near_copies import NearCopies
from services.ingest.revisions import Accepted, accept, end_embargo
from services.ingest.story_index import StoryIndex, Undo

MAX_GROUP = 500
"""Stories published together: a burst becomes one acknowledgement, and one group stays far below the producer's buffers."""
RETRY_PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Between tries, on top of the producer's own 20 s: a broker that restarts is back by then. After the last the process ends."""

log = structlog.get_logger(__name__)


class Outbox(Protocol):
    """What the desk needs of the chassis's Publisher."""

    async def publish(self, messages: Sequence[Outgoing], traceparent: str | None = None) -> None: ...

    async def publish_bytes(
        self, topic: str, *, key: bytes | None, value: bytes | None, headers: Headers | None = None, partition: int | None = None
    ) -> None: ...


@dataclass
class _Work:
    decide: Callable[[StoryIndex], Accepted]
    answer: asyncio.Future[Accepted] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def refuse(self, error: WiretallyError) -> None:
        if not self.answer.done():
            self.answer.set_exception(error)
            # Whoever asked may be gone; asyncio would log an exception that nobody fetched.
            self.answer.exception()


class Desk:
    """``index_topic`` is the name of the index topic on the broker; ``now`` gives the time in UTC."""

    def __init__(
        self,
        index: StoryIndex,
        outbox: Outbox,
        *,
        index_topic: str,
        now: Callable[[], datetime],
        metrics: IngestMetrics,
        max_waiting: int = 10_000,
        pauses_s: Sequence[float] = RETRY_PAUSES_S,
    ) -> None:
        self._index = index
        self._copies = NearCopies()
        self._outbox = outbox
        self._index_topic = index_topic
        self._now = now
        self._metrics = metrics
        self._pauses_s = pauses_s
        self._waiting: asyncio.Queue[_Work] = asyncio.Queue(max_waiting)
        self.trouble: str | None = None
        """The fault of the broker that is being waited out, for readiness."""

    async def take(self, dispatches: Sequence[Dispatch]) -> tuple[Accepted | PermanentError, ...]:
        """What becomes of each of ``dispatches``, in order; a PermanentError for one that the broker will never take.

        Returns once the broker has acknowledged. Raises TransientError where there is no place to wait, or the broker does not answer.
        """
        if self._waiting.qsize() + len(dispatches) > self._waiting.maxsize:
            raise TransientError(f"{self._waiting.qsize()} stories wait for the broker already; try again shortly")
        works = [_Work(partial(self._accept, dispatch=dispatch)) for dispatch in dispatches]
        for work in works:
            self._waiting.put_nowait(work)
        self._metrics.waiting.set(self._waiting.qsize())
        return tuple([await _settled(work.answer) for work in works])

    async def release_due(self) -> int:
        """Publish the embargoed stories whose time has come; how many there were."""
        works = [_Work(partial(end_embargo, held=entry)) for entry in self._index.due(self._now())]
        for work in works:
            await self._waiting.put(work)
        for work in works:
            await _settled(work.answer)
        return len(works)

    async def run(self) -> None:
        """Work for ever. Raises TransientError when the broker has not taken a group after the last try: the process must end."""
        while True:
            group = [await self._waiting.get()]
            while len(group) < MAX_GROUP and not self._waiting.empty():
                group.append(self._waiting.get_nowait())
            try:
                await self._handle(group)
            except BaseException as error:
                unanswered = [*group, *(self._waiting.get_nowait() for _ in range(self._waiting.qsize()))]
                why = error if isinstance(error, TransientError) else TransientError("ingest is stopping; send it again")
                for work in unanswered:
                    work.refuse(why)
                raise

    def _accept(self, index: StoryIndex, dispatch: Dispatch) -> Accepted:
        article = dispatch.article if dispatch.article.kind == "kill" else self._copies.marked(dispatch.article)
        return accept(index, article, now=self._now(), release=dispatch.release, traceparent=dispatch.traceparent)

    async def _handle(self, group: list[_Work]) -> None:
        decided, undo = list[tuple[_Work, Accepted]](), list[Undo]()
        for work in group:
            try:
                verdict = work.decide(self._index)
            except Exception as error:
                # A fault of ours that this story shows: it is refused whole, and the next one must not suffer.
                log.exception("decision_failed")
                work.refuse(PermanentError("internal_error", f"deciding on it failed, {type(error).__name__}: {error}; please report it"))
                continue
            undo.append(self._index.apply(verdict.changes, verdict.forgotten))
            decided.append((work, verdict))
        try:
            await self._publish_patiently([verdict for _, verdict in decided])
        except PermanentError as error:
            for before in reversed(undo):
                self._index.undo(before)
            await self._handle_apart(group, error)
            return
        for work, verdict in decided:
            self._count(verdict)
            if not work.answer.done():
                work.answer.set_result(verdict)
        self._metrics.group_stories.observe(len(group))
        self._metrics.index_entries.set(len(self._index))

    async def _handle_apart(self, group: list[_Work], error: PermanentError) -> None:
        """One of a group will never do: the others must not fail with it."""
        if len(group) > 1:
            for work in group:
                await self._handle([work])
        else:
            group[0].refuse(error)

    async def _publish_patiently(self, verdicts: Sequence[Accepted]) -> None:
        for pause in self._pauses_s:
            try:
                await self._publish(verdicts)
            except TransientError as error:
                self.trouble = str(error)
                self._metrics.retries.inc()
                log.warning("broker_did_not_take_group", error=str(error), stories=len(verdicts), next_try_s=pause)
                await asyncio.sleep(pause)
            else:
                self.trouble = None
                return
        await self._publish(verdicts)
        self.trouble = None

    async def _publish(self, verdicts: Sequence[Accepted]) -> None:
        articles = [_outgoing_article(article, verdict.traceparent) for verdict in verdicts for article in verdict.articles]
        if articles:
            await self._outbox.publish(articles)
        # Of a key written twice in a group the last is what stands.
        changes = {entry.key: entry for verdict in verdicts for entry in verdict.changes}
        forgotten = dict.fromkeys(key for verdict in verdicts for key in verdict.forgotten)
        if changes:
            await self._outbox.publish([self._outgoing_entry(entry) for key, entry in changes.items() if key not in forgotten])
        for key in forgotten:
            await self._outbox.publish_bytes(self._index_topic, key=key.encode(), value=None)

    def _outgoing_entry(self, entry: StoryIndexEntry) -> Outgoing:
        return Outgoing(STORY_INDEX, entry.key, entry, f"{entry.key}/{entry.revision}/{entry.content_hash[:16]}", self._now())

    def _count(self, verdict: Accepted) -> None:
        self._metrics.stories.labels(verdict.outcome).inc()
        self._metrics.near_copies.inc(sum(article.near_copy_of is not None for article in verdict.articles))
        if verdict.outcome in ("killed", "withheld", "stale") or any(
            article.kind in ("kill", "correction") for article in verdict.articles
        ):
            log.info("story_decided", outcome=verdict.outcome, stories=[each.story_id for each in verdict.articles], reason=verdict.refused)


def _outgoing_article(article: Article, traceparent: str | None) -> Outgoing:
    id = f"{article.story_id}/{article.revision}/{article.content_hash[:16]}"
    return Outgoing(ARTICLES, article.story_id, article, id, article.published_at, traceparent)


async def _settled(answer: asyncio.Future[Accepted]) -> Accepted | PermanentError:
    try:
        return await answer
    except PermanentError as error:
        return error
