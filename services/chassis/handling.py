"""The one loop of every stream stage, which loses nothing (design section 6).

For each message, in order, one at a time: bytes in; validated here; worked on; outputs published **and acknowledged by the
broker**; state written and acknowledged; only then is the input acked. A crash between any two steps repeats the message, so
every handler is idempotent. Nothing else in this project acks, and nothing acks out of order: Faust 0.15.3 would commit past the gap.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, Generic, TypeVar

import faust
import structlog
from pydantic import ValidationError

from schemas.base import Message
from services.chassis.dead_letters import Breaker, DeadLetters
from services.chassis.errors import InvalidMessage, PermanentError, TransientError, WiretallyError
from services.chassis.kafka import Outgoing, Publisher, Record
from services.chassis.metrics import StreamMetrics
from services.chassis.tracing import NO_TRACER, Tracer, traceparent_of

RETRY_PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Between tries, on top of the producer's own 20 s: a broker that restarts is back by then. After the last the process ends."""
_PROBLEMS_TOLD = 5
"""Of one message that does not fit: enough to mend it, short enough for a header."""

M = TypeVar("M", bound=Message)
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Effects:
    """What one message causes: ``publish`` first, all of it acknowledged, then ``after`` (a state write), then the ack of the input."""

    publish: Sequence[Outgoing] = ()
    after: Callable[[], Awaitable[None]] | None = None


Handler = Callable[[M, Record], Awaitable[Effects]]
"""Decides the effects of a message. It raises PermanentError for a message that will never do, TransientError to be tried again; any
other exception is a fault of ours that this message shows: dead letter ``internal_error`` with the traceback. It must bear repetition."""


class Stage(Generic[M]):
    """One stage: a handler with everything around it that keeps messages from being lost."""

    def __init__(
        self,
        name: str,
        model: type[M],
        handler: Handler[M],
        *,
        publisher: Publisher,
        dead_letters: DeadLetters,
        breaker: Breaker,
        metrics: StreamMetrics,
        tracer: Tracer = NO_TRACER,
        pauses_s: Sequence[float] = RETRY_PAUSES_S,
    ) -> None:
        self._name = name
        self._model = model
        self._handler = handler
        self._publisher = publisher
        self._dead_letters = dead_letters
        self._breaker = breaker
        self._metrics = metrics
        self._tracer = tracer
        self._pauses_s = pauses_s
        self.on_taking_up: Callable[[Record], Awaitable[None]] | None = None
        """Awaited first of all for each message of a stream: it refuses one before which others were passed over."""
        self.before_each: Callable[[], Awaitable[None]] | None = None
        """Awaited before a message is worked on: state that a rebalance made stale is rebuilt there."""
        self.trouble: str | None = None
        """The transient fault being waited out, for readiness."""

    async def run(self, stream: Any) -> None:
        """Handle every event of a Faust stream; runs until the stream ends or a message cannot be handled now."""
        async for event in stream.noack().events():
            record = _record(event)
            if self.on_taking_up is not None:
                await self.on_taking_up(record)
            await self.handle(record)
            event.ack()

    async def handle(self, record: Record) -> None:
        """Handle one message; when this returns it may be acked.

        Raises TransientError when the last retry failed and BreakerOpen when too many messages are dead: then nothing may be acked
        (the breaker's own last letter is repeated at the next start, which is harmless), and the process must end.
        """
        began = perf_counter()
        with self._tracer.processing(record.topic, traceparent_of(record.headers)) as span:
            span.note("messaging.destination.partition.id", str(record.partition))
            span.note("messaging.kafka.offset", record.offset)
            try:
                message = self._read(record)
                if self.before_each is not None:
                    await self._patiently(self.before_each)
                effects = await self._patiently(partial(self._decide, message, record))
                await self._patiently(partial(self._carry_out, effects, record, span.traceparent))
                dead = False
            except PermanentError as error:
                span.failed(error.reason)
                await self._patiently(partial(self._bury, error, record))
                dead = True
        self._metrics.messages.labels(self._name, "dead_letter" if dead else "done").inc()
        self._metrics.handling_seconds.labels(self._name).observe(perf_counter() - began)
        self._breaker.note(dead=dead)

    def _read(self, record: Record) -> M:
        if record.value is None:
            raise InvalidMessage(f"the message has no value; {self._model.__name__} as JSON was expected")
        try:
            return self._model.read(record.value)
        except ValidationError as error:
            problems = error.errors(include_input=False, include_url=False)
            told = "; ".join(
                f"{'.'.join(map(str, problem['loc'])) or 'message'}: {problem['msg']}" for problem in problems[:_PROBLEMS_TOLD]
            )
            raise InvalidMessage(f"the message does not fit {self._model.__name__}: {told}") from None

    async def _decide(self, message: M, record: Record) -> Effects:
        try:
            return await self._handler(message, record)
        except WiretallyError:
            raise
        except Exception as error:
            log.exception("handler_failed", stage=self._name, origin=record.origin)
            raise PermanentError("internal_error", "".join(traceback.format_exception(error))) from error

    async def _carry_out(self, effects: Effects, _record: Record, traceparent: str | None) -> None:
        if effects.publish:
            await self._publisher.publish(effects.publish, traceparent)
        if effects.after is not None:
            await effects.after()

    async def _bury(self, error: PermanentError, record: Record) -> None:
        await self._dead_letters.put(
            error, stage=self._name, origin=record.origin, value=record.value, key=record.key, headers=record.headers
        )
        self._metrics.dead_letters.labels(self._name, error.reason).inc()
        log.warning("message_dead", stage=self._name, reason=error.reason, origin=record.origin, error=error.message[-500:])

    async def _patiently(self, step: Callable[[], Awaitable[T]]) -> T:
        """Try ``step`` again after each pause while it fails with TransientError; raise its last one."""
        for pause in self._pauses_s:
            try:
                result = await step()
            except TransientError as error:
                self.trouble = str(error)
                self._metrics.retries.labels(self._name).inc()
                log.warning("transient_fault", stage=self._name, error=str(error), next_try_s=pause)
                await asyncio.sleep(pause)
            else:
                self.trouble = None
                return result
        return await step()


def _record(event: faust.EventT[Any]) -> Record:
    message = event.message
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return Record(message.topic, message.partition, message.offset, message.key, message.value, tuple(pairs))
