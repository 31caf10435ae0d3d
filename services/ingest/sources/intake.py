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
from services.ingest.formats.wire_format import Arrival, Dispatch, Ignored, Item, Unfit
from services.ingest.metrics import IngestMetrics
from services.ingest.revisions import Accepted, Outcome

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


async def verdicts_on(
    desk: Taker, items: Sequence[Item], received: datetime, traceparent: str | None
) -> list[Accepted | PermanentError | None]:
    """What becomes of each item, in order: the desk's word on a story received then, the error of what does not fit, None of what is
    ignored. Raises TransientError where the broker does not take it."""
    stories = [
        replace(item, article=item.article.model_copy(update={"received_at": received}), traceparent=traceparent)
        for item in items
        if isinstance(item, Dispatch)
    ]
    decided = iter(await desk.take(stories))
    return [next(decided) if isinstance(item, Dispatch) else item.error if isinstance(item, Unfit) else None for item in items]


def original(item: Item) -> bytes:
    """What goes to the dead letters of an item that is refused; nothing of one that is ignored."""
    if isinstance(item, Ignored):
        return b""
    return item.value if isinstance(item, Unfit) else item.article.to_json()


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
        items = [_named(item, default_name) for item in reading.items]
        outcomes, refused = list[Outcome](), 0
        for item, verdict in zip(items, await verdicts_on(self._desk, items, self._now(), traceparent), strict=True):
            if isinstance(verdict, Accepted):
                outcomes.append(verdict.outcome)
            elif verdict is not None:
                await self._refuse(verdict, original(item), stage, origin)
                refused += 1
        known = sum(outcome in ("duplicate", "stale") for outcome in outcomes)
        return Taken(len(outcomes) - known, known, refused)

    async def _refuse(self, error: PermanentError, value: bytes, stage: str, origin: str) -> None:
        self._metrics.refusals.labels(error.reason).inc()
        await self._bury(error, value, stage, origin)


def _named(item: Item, default_name: str) -> Item:
    """The item, its story with the outlet that it does not name itself."""
    if not isinstance(item, Dispatch) or not default_name or item.article.source.name:
        return item
    source = item.article.source.model_copy(update={"id": normalise_agency(default_name) or "unknown", "name": default_name})
    return replace(item, article=item.article.model_copy(update={"source": source}))
