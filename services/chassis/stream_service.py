"""`StreamService`: one Faust process with its loop, its topics, its port and its end; each stream service's app fills one in."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import faust
import structlog
from aiokafka.errors import KafkaError
from mode import Service
from prometheus_client import CollectorRegistry

from schemas.base import Message
from schemas.topics import Topic
from services.chassis.broker_ready import wait_for_broker
from services.chassis.broker_watch import BrokerWatch
from services.chassis.continuity import Continuity
from services.chassis.dead_letters import Breaker, DeadLetters
from services.chassis.errors import BrokerUnavailable, TransientError, WiretallyError
from services.chassis.faithful_tables import is_settled, is_whole, require_state
from services.chassis.faust_app import new_app, source_topic
from services.chassis.handling import Ahead, Conclude, Handler, Stage
from services.chassis.health import Health, HealthServer
from services.chassis.kafka import Outgoing, Publisher, Record, unreachable
from services.chassis.lifecycle import Deadline
from services.chassis.metrics import StreamMetrics
from services.chassis.preparation import Corrections, Preparation
from services.chassis.progress import Progress
from services.chassis.settings import ServiceSettings
from services.chassis.state import Overtakes, StateTable
from services.chassis.topics import apply_topics
from services.chassis.tracing import tracer_of

_PREPARE_CHECK_S = 0.2
"""How soon after a rebalance the state is rebuilt when no message asks for it sooner."""
_PREPARE_AGAIN_S = 1.0
"""After a fault that may pass."""

M = TypeVar("M", bound=Message)
T = TypeVar("T")
Prepare = Callable[[frozenset[int]], Awaitable[None]]
"""Rebuilds what a stage holds in memory for the partitions it now has (none: drops it)."""
Correct = Callable[[frozenset[int]], Awaitable[Sequence[Outgoing]]]
"""Finds what must stand on the broker, for those partitions, instead of what stands there (none: nothing)."""


class Part(Protocol):
    """Something that is started with the service and stopped with it."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


log = structlog.get_logger(__name__)


class StreamService:
    """A stream service under construction: add tables and stages, then :meth:`run`."""

    def __init__(self, name: str, settings: ServiceSettings) -> None:
        self.name = name
        self.settings = settings
        self.registry = CollectorRegistry()
        self.health = Health()
        self._tracer = tracer_of(name, os.environ)
        self.publisher = Publisher(settings.kafka, settings.topics, name, self._tracer)
        self._scratch = tempfile.TemporaryDirectory(prefix=f"wiretally-{name}-")
        self.app = new_app(settings, name, Path(self._scratch.name))
        self._metrics = StreamMetrics(self.registry)
        self._dead_letters = DeadLetters(self.publisher, settings.topics, lambda: datetime.now(UTC))
        self._breaker = Breaker(settings.breaker)
        self._continuity = Continuity(self.app, settings.kafka)
        self._changelogs: list[tuple[str, Topic]] = []
        self._preparations: dict[str, Preparation] = {}
        self._parts: list[Part] = []

    def table(self, name: str, source: Topic, overtakes: Overtakes) -> StateTable:
        """State parted as ``source`` is; ``overtakes`` says which of two values of a key may follow the other."""
        table = StateTable(self.app, name, self.settings.topics.partitions_of(source), self.publisher, overtakes)
        self._changelogs.append((table.changelog, source))
        return table

    def stage(
        self,
        name: str,
        topic: Topic,
        model: type[M],
        handler: Handler[M],
        *,
        prepare: Prepare | None = None,
        correct: Correct | None = None,
        at_once: int = 1,
        ahead: Ahead[M] | None = None,
        conclude: Conclude | None = None,
    ) -> None:
        """Handle every message of ``topic`` in the loss-free loop, ``at_once`` together where so many wait, ``ahead`` told of them first
        and ``conclude`` asked after them. ``prepare`` runs before the first one after every rebalance, and what ``correct`` then finds
        is published."""
        stage = Stage(
            f"{self.name}.{name}",
            model,
            handler,
            publisher=self.publisher,
            dead_letters=self._dead_letters,
            breaker=self._breaker,
            metrics=self._metrics,
            tracer=self._tracer,
            at_once=at_once,
            ahead=ahead,
            conclude=conclude,
        )
        changelogs = [changelog for changelog, source in self._changelogs if source == topic]

        async def may_be_taken_up(record: Record) -> None:
            require_state(self.app, changelogs, record)
            await self._continuity.check(record)

        stage.on_taking_up = may_be_taken_up
        if prepare is not None:
            stage.preparation = self._preparations[name] = self._prepared(self.settings.topics.name(topic), prepare, correct)

        async def agent(stream: Any) -> None:
            await stage.run(stream)

        self.app.agent(source_topic(self.app, self.settings, topic), name=f"{self.name}.{name}", concurrency=1)(agent)
        self.health.ready_when(f"{name} handles messages", lambda: stage.trouble)

    def _prepared(self, topic: str, prepare: Prepare, correct: Correct | None) -> Preparation:
        def for_assigned(step: Callable[[frozenset[int]], T]) -> Callable[[], T]:
            return lambda: step(frozenset(tp.partition for tp in self.app.consumer.assignment() if tp.topic == topic))

        corrections = None if correct is None else Corrections(for_assigned(correct), partial(is_whole, self.app), self.publisher.publish)
        preparation = Preparation(for_assigned(prepare), corrections)
        # The last of the three comes when the tables have been read, and before the next message: what was rebuilt sooner is not whole.
        for moment in (self.app.on_partitions_revoked, self.app.on_partitions_assigned, self.app.on_rebalance_complete):
            moment.connect(preparation.upset)
        return preparation

    def part(self, part: Part) -> None:
        """Start ``part`` before the stages and stop it after them."""
        self._parts.append(part)

    def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises what ended it otherwise: BrokerUnavailable, TransientError or BreakerOpen with nothing more
        acked, ConfigurationError; any other fault ends the process with status 1."""
        asyncio.run(self._before_start())
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        progress = Progress(self.app, self._metrics, self.settings.liveness_deadline_s)
        watch = BrokerWatch(self.publisher)
        self._declare_health(progress, watch)
        server = HealthServer(self.health, self.registry, self.settings.http, progress.measure)
        edges: list[Part] = [self.publisher, watch, server, *self._parts]
        parts: list[Service] = [_Part(part) for part in edges]
        parts += [_Preparer(self.app, stage, one) for stage, one in self._preparations.items()]
        worker = _Worker(self.app, parts, Deadline(self.settings.shutdown_deadline_s, progress.unfinished), loop)
        log.info("service_started", broker=self.settings.kafka.bootstrap_servers, port=self.settings.http.port)
        try:
            worker.execute_from_commandline()
        except SystemExit:
            pass
        finally:
            self._tracer.close()
            self._scratch.cleanup()
        match worker.fault:
            case None:
                log.info("service_stopped", reason="asked to stop")
            case WiretallyError() as fault:
                raise fault
            case KafkaError() as fault:
                raise BrokerUnavailable(unreachable(self.settings.kafka, fault)) from fault
            case fault:
                log.error("service_stopped", reason=f"{type(fault).__name__}: {fault}")
                sys.exit(1)

    async def _before_start(self) -> None:
        await wait_for_broker(self.settings.kafka, self.settings.kafka.startup_deadline_s)
        await apply_topics(self.settings.kafka, self.settings.topics, changelogs=self._changelogs)

    def _declare_health(self, progress: Progress, watch: BrokerWatch) -> None:
        app = self.app
        self.health.ready_when("broker", lambda: watch.trouble)
        self.health.ready_when("partitions", lambda: None if is_settled(app) else "joining or recovering")
        self.health.ready_when("state", lambda: "being rebuilt" if any(one.unfinished for one in self._preparations.values()) else None)
        self.health.live_when("progress", progress.stuck)
        app.on_partitions_assigned.connect(self._on_assigned)

    async def _on_assigned(self, *_: Any, **__: Any) -> None:
        self._metrics.recoveries.inc()
        self._continuity.reset()


class _Preparer(Service):
    """Runs a preparation as soon as it can, so that a restarted service shows its state, and what stands on the broker is right, before
    the next message comes."""

    mundane_level = "debug"

    def __init__(self, app: faust.App, stage: str, preparation: Preparation) -> None:
        super().__init__()
        self._app = app
        self._stage = stage
        self._preparation = preparation

    @Service.task
    async def _watch(self) -> None:
        while not self.should_stop:
            pause = _PREPARE_CHECK_S
            if self._preparation.unfinished and is_settled(self._app):
                try:
                    async with self._preparation.turn:
                        await self._preparation.done()
                        if corrected := await self._preparation.put_right():
                            log.info("corrected", stage=self._stage, messages=corrected)
                except TransientError as error:
                    pause = _PREPARE_AGAIN_S
                    log.warning("not_prepared_yet", stage=self._stage, error=str(error), next_try_s=pause)
            await self.sleep(pause)


class _Part(Service):
    """A part as a service of Faust's worker."""

    mundane_level = "debug"

    def __init__(self, inner: Part) -> None:
        super().__init__()
        self._inner = inner

    async def on_start(self) -> None:
        await self._inner.start()

    async def on_stop(self) -> None:
        await self._inner.stop()


class _Worker(faust.Worker):
    """Faust's worker without its own logging and banner, and with our deadline from the first signal, crash or failed start on."""

    def __init__(self, app: faust.App, parts: list[Service], deadline: Deadline, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(app, *parts, loop=loop, override_logging=False, redirect_stdouts=False, quiet=True)
        self.spinner = None
        self._deadline = deadline
        self._start_fault: Exception | None = None

    @property
    def fault(self) -> BaseException | None:
        """What ended it unasked. Faust itself forgets why a start failed, and ends as if asked to."""
        return self.crash_reason or self._start_fault

    async def start(self) -> None:
        try:
            await super().start()
        except Exception as error:
            self._start_fault = error
            self._deadline.arm(f"{type(error).__name__}: {error}")
            raise

    def _on_sigint(self) -> None:
        self._on_sigterm()

    def _on_sigterm(self) -> None:
        self._deadline.arm()
        super()._on_sigterm()

    def _crash(self, reason: BaseException) -> None:
        self._deadline.arm(f"{type(reason).__name__}: {reason}")
        super()._crash(reason)

    def _setproctitle(self, info: str, *, ident: str = "") -> None:
        """Keep the command line as it was started: that is what an operator looks for."""
