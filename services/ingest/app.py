"""Ingest's composition root: HTTP in, articles and the story index out. ``python -m services.ingest.app`` serves one."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import aclosing, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from time import monotonic

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from schemas.story_index import FetchState, StoryIndexEntry
from schemas.topics import FETCH_STATE, STORY_INDEX
from services.chassis.broker_ready import wait_for_broker
from services.chassis.broker_watch import BrokerWatch
from services.chassis.dead_letters import DeadLetters
from services.chassis.errors import PermanentError, TransientError
from services.chassis.follow import WHOLE, Follower
from services.chassis.kafka import Outgoing, Publisher
from services.chassis.lifecycle import Deadline, begin, ending_clearly
from services.chassis.operations import build_operations
from services.chassis.problems import install_problems
from services.chassis.topics import apply_topics
from services.chassis.tracing import tracer_of
from services.chassis.web_server import serve_beside
from services.ingest.access import Access
from services.ingest.api import Intake, build_router
from services.ingest.desk import Desk
from services.ingest.formats.wire_format import Dispatch
from services.ingest.metrics import IngestMetrics
from services.ingest.revisions import late_kills
from services.ingest.settings import IngestSettings
from services.ingest.sources.intake import Receiver
from services.ingest.sources.supervisor import Supervisor
from services.ingest.story_index import StoryIndex

SERVICE = "ingest"
FINISH_REQUESTS_WITHIN_S = 10
"""Open requests at a stop: an acknowledgement takes milliseconds; well inside the shutdown deadline."""

log = structlog.get_logger(__name__)


class Ingest:
    """Everything of one ingest, wired."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        registry = CollectorRegistry()
        self._metrics = IngestMetrics(registry)
        self._index = StoryIndex()
        self._tracer = tracer_of(SERVICE, os.environ)
        self._publisher = Publisher(settings.kafka, settings.topics, SERVICE, self._tracer)
        self._watch = BrokerWatch(self._publisher)
        self._letters = DeadLetters(self._publisher, settings.topics, _now)
        self._follower: Follower | None = None
        self._absorbed: list[StoryIndexEntry] = []
        """Of the index topic, not yet looked at for kills that another ingest could not carry out."""
        self._desk = Desk(
            self._index,
            self._publisher,
            index_topic=settings.topics.name(STORY_INDEX),
            now=_now,
            metrics=self._metrics,
            max_waiting=settings.intake.max_waiting,
        )
        self._states = dict[str, FetchState]()
        self._all_read = asyncio.Event()
        self._sources = self._supervisor() if settings.fetch.sources is not None else None
        access = Access(settings.intake.tokens, settings.intake.requests_per_s, settings.intake.requests_burst, monotonic)
        intake = Intake(self._desk, self._bury, settings.intake, self._metrics, _now, self._unready, access)
        self.site = FastAPI(title="wiretally ingest", version=version("wiretally"), docs_url=None, redoc_url=None)
        install_problems(self.site)
        self.site.include_router(build_router(intake, self._metrics, self._tracer))
        self.site.include_router(build_operations(self._dead, self._not_ready, registry, self._update_gauges))

    def _supervisor(self) -> Supervisor:
        assert self._settings.fetch.sources is not None
        return Supervisor(
            self._settings.fetch.sources,
            self._settings.fetch,
            receiver=Receiver(self._desk, self._bury, self._metrics, _now, self._tracer),
            bury=self._bury,
            states=self._states,
            save=self._save_state,
            now=_now,
            metrics=self._metrics,
        )

    async def work(self) -> None:
        """Read the index, then take stories in, for ever. Raises BrokerUnavailable, or what the broker did not take in the end."""
        kafka, topics = self._settings.kafka, self._settings.topics
        await wait_for_broker(kafka, kafka.startup_deadline_s)
        await apply_topics(kafka, topics)
        await self._publisher.start()
        await self._watch.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._follow(Follower(kafka, "wiretally-ingest", topics, {STORY_INDEX: WHOLE, FETCH_STATE: WHOLE})))
                tasks.create_task(self._desk.run())
                tasks.create_task(self._keep_up())
                if self._sources is not None:
                    tasks.create_task(self._watch_sources(self._sources))
        except* (TransientError, PermanentError) as faults:
            raise faults.exceptions[0] from None
        finally:
            await self._watch.stop()
            await self._publisher.stop()
            self._tracer.close()

    async def _follow(self, follower: Follower) -> None:
        """The index and the state of sources from their first record on, our own writes and other ingests' alike."""
        self._follower = follower
        announced = False
        async with aclosing(follower.batches()) as batches:
            async for batch in batches:
                for record in batch:
                    if isinstance(record.message, FetchState):
                        self._states[record.key] = record.message
                    elif record.topic is STORY_INDEX:
                        assert record.message is None or isinstance(record.message, StoryIndexEntry)
                        self._index.absorb(record.key, record.message)
                        if record.message is not None and record.message.entry in ("waiting_kill", "alias"):
                            self._absorbed.append(record.message)
                if follower.unready is None and not announced:
                    announced = True
                    self._all_read.set()
                    log.info("story_index_read", entries=len(self._index))

    async def _keep_up(self) -> None:
        """See to what no request asks for: embargoes that end, and kills whose story another ingest took in."""
        while True:
            await asyncio.sleep(self._settings.intake.embargo_check_s)
            if self._unready() is not None:
                continue
            if ended := await self._desk.release_due():
                log.info("embargoes_ended", stories=ended)
            absorbed, self._absorbed = self._absorbed, []
            late = {kill.content_hash: kill for entry in absorbed for kill in late_kills(self._index, entry)}
            if late:
                await self._desk.take([Dispatch(kill) for kill in late.values()])
                log.info("late_kills_carried_out", kills=len(late))

    async def _watch_sources(self, sources: Supervisor) -> None:
        """Only once all that is known of stories and sources has been read: nothing known may be fetched or published again."""
        await self._all_read.wait()
        await sources.run()

    async def _save_state(self, state: FetchState) -> None:
        await self._publisher.publish([Outgoing(FETCH_STATE, state.source_id, state, f"{state.source_id}/{state.next_check_at}", _now())])

    async def _bury(self, error: PermanentError, data: bytes, stage: str, origin: str) -> None:
        await self._letters.put(error, stage=stage, origin=origin, value=data)
        log.warning("story_refused", stage=stage, reason=error.reason, origin=origin, error=error.message[:500])

    @staticmethod
    def _dead() -> dict[str, str]:
        """Nothing: where the desk or the follower end, so does the process."""
        return {}

    def _not_ready(self) -> dict[str, str]:
        checks = {"broker": self._unready() or self._watch.trouble, "desk": self._desk.trouble}
        return {name: problem for name, problem in checks.items() if problem is not None}

    def _unready(self) -> str | None:
        if not self._publisher.connected or self._follower is None:
            return "the broker has not answered yet"
        return self._follower.unready

    async def _update_gauges(self) -> None:
        self._metrics.index_entries.set(len(self._index))
        self._metrics.index_unfit.set(self._follower.unfit if self._follower else 0)


def _now() -> datetime:
    return datetime.now(UTC)


async def serve(settings: IngestSettings) -> None:
    """Serve until SIGTERM or SIGINT. Raises BrokerUnavailable, ConfigurationError, or what ended the work."""
    ingest = Ingest(settings)
    deadline = Deadline(settings.shutdown_deadline_s, lambda: "open requests; their senders have no answer and will send again")
    await serve_beside(ingest.work(), ingest.site, settings.http, deadline, FINISH_REQUESTS_WITHIN_S)


def main() -> None:
    """Run ingest until it is told to stop. Exit status 1 with a last line that says why where it cannot go on."""
    settings = begin(IngestSettings, SERVICE)
    with ending_clearly(), suppress(KeyboardInterrupt):
        asyncio.run(serve(settings))
    log.info("service_stopped", reason="asked to stop")


if __name__ == "__main__":
    main()
    sys.exit(0)
