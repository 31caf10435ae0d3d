"""What every source hands its bytes to: read them, let the desk decide, put away what does not fit. Only then is anything remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, TypeVar

import structlog

from services.chassis.agencies import normalise_agency
from services.chassis.errors import PermanentError
from services.chassis.tracing import NO_TRACER, Tracer
from services.ingest.fetch.spoken import spoken
from services.ingest.formats.detect import Reading, parse_wire
from services.ingest.formats.wire_format import Arrival, Dispatch, Unfit
from services.ingest.metrics import IngestMetrics
from services.ingest.revisions import Accepted

T = TypeVar("T")

log = structlog.get_logger(__name__)

Bury = Callable[[PermanentError, bytes, str, str], Awaitable[None]]
"""Writes a dead letter: error, original bytes, stage, origin. Returns once the broker has it."""


class Taker(Protocol):
    """The desk, as its callers see it."""

    async def take(self, dispatches: Sequence[Dispatch]) -> tuple[Accepted | PermanentError, ...]: ...


@dataclass(frozen=True)
class Taken:
    """What became of one arrival: how many stories were new to us, how many known, how many refused."""

    new: int = 0
    known: int = 0
    refused: int = 0


def guarded(parse: Callable[[], T]) -> T:
    """What ``parse`` gives. A fault of ours that an input shows is a refusal of that input, with its dead letter to find the fault by:
    raises PermanentError only."""
    try:
        return parse()
    except PermanentError:
        raise
    except Exception as error:
        log.exception("parsing_failed")
        raise PermanentError("internal_error", f"reading it failed, {type(error).__name__}: {error}; please report it") from error


async def read_aside(arrival: Arrival) -> Reading:
    """:func:`parse_wire`, guarded, in a thread: a page or a feed takes tens of milliseconds, in which nothing else may stand still."""
    return await asyncio.to_thread(guarded, lambda: parse_wire(arrival))


class Receiver:
    """Takes in what sources bring. Returns only once the broker has all of it, articles and dead letters alike.

    Raises TransientError where the broker does not take it: the source then remembers nothing and brings it again.
    """

    def __init__(self, desk: Taker, bury: Bury, metrics: IngestMetrics, now: Callable[[], datetime], tracer: Tracer = NO_TRACER) -> None:
        self._desk = desk
        self._bury = bury
        self._metrics = metrics
        self._now = now
        self._tracer = tracer

    async def receive(self, arrival: Arrival, *, source: str, default_name: str = "") -> Taken:
        """Takes one arrival in; ``default_name`` is the outlet of stories that name none."""
        with self._tracer.receiving(source) as span:
            return await self._receive(arrival, source, default_name, span.traceparent)

    async def _receive(self, arrival: Arrival, source: str, default_name: str, traceparent: str | None) -> Taken:
        stage, origin = "ingest.source", f"{source} {spoken(arrival.url or arrival.name)}"
        try:
            reading = await read_aside(arrival)
        except PermanentError as error:
            await self._refuse(error, arrival.data, stage, origin)
            return Taken(refused=1)
        self._metrics.formats.labels(reading.format).inc(len(reading.items))
        received = self._now()
        dispatches = [_completed(each, received, default_name, traceparent) for each in reading.items if isinstance(each, Dispatch)]
        verdicts = await self._desk.take(dispatches)
        refusals = [(each.error, each.value) for each in reading.items if isinstance(each, Unfit)]
        refusals += [
            (verdict, each.article.to_json())
            for each, verdict in zip(dispatches, verdicts, strict=True)
            if isinstance(verdict, PermanentError)
        ]
        for refusal, value in refusals:
            await self._refuse(refusal, value, stage, origin)
        outcomes = [each.outcome for each in verdicts if not isinstance(each, PermanentError)]
        known = sum(outcome in ("duplicate", "stale") for outcome in outcomes)
        return Taken(len(outcomes) - known, known, len(refusals))

    async def _refuse(self, error: PermanentError, value: bytes, stage: str, origin: str) -> None:
        self._metrics.refusals.labels(error.reason).inc()
        await self._bury(error, value, stage, origin)


def _completed(dispatch: Dispatch, received: datetime, default_name: str, traceparent: str | None) -> Dispatch:
    article = dispatch.article
    said: dict[str, object] = {"received_at": received}
    if default_name and not article.source.name:
        said["source"] = article.source.model_copy(update={"id": normalise_agency(default_name) or "unknown", "name": default_name})
    return replace(dispatch, article=article.model_copy(update=said), traceparent=traceparent)
