"""The one loop of every stream stage, which loses nothing (design section 6).

For each message, in order, one at a time: bytes in; validated here; decided on. Then outputs are published **and acknowledged by the
broker**; state written and acknowledged; only then is the input acked. A crash between any two steps repeats the message, so
every handler is idempotent. Nothing else in this project acks, and nothing acks out of order: Faust 0.15.3 would commit past the gap.

A stage may take the messages that wait already together: each is decided on as above, and the broker is asked once for all of them. Ten
events of one story then cost two answers of the broker instead of twenty, and an incident that all ten change is published once; a message
that comes alone waits for no other. Where deciding is slow work done elsewhere, a stage is told of all that wait before the first of them
is decided on, and finishes each before the next.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from time import perf_counter
from typing import Any, Generic, TypeVar

import faust
import structlog
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from schemas.base import Message
from services.chassis.dead_letters import Breaker, DeadLetters
from services.chassis.errors import BreakerOpen, InvalidMessage, PermanentError, TransientError, WiretallyError
from services.chassis.kafka import Outgoing, Publisher, Record
from services.chassis.metrics import StreamMetrics
from services.chassis.preparation import Preparation
from services.chassis.state import StateWrite
from services.chassis.tracing import NO_TRACER, Span, Tracer, traceparent_of

RETRY_PAUSES_S = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Between tries, on top of the producer's own 20 s: a broker that restarts is back by then. After the last the process ends."""
_AT_HAND_S = 0.05
"""A message that waits on Faust's queue is had within microseconds, unless a rebalance took it back."""
_PROBLEMS_TOLD = 5
"""Of one message that does not fit: enough to mend it, short enough for a header."""

M = TypeVar("M", bound=Message)
T = TypeVar("T")

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Effects:
    """What one message causes: ``publish`` first, all of it acknowledged, then ``state``, likewise, then ``after``, then the ack of the
    input."""

    publish: Sequence[Outgoing] = ()
    state: Sequence[StateWrite] = ()
    after: Callable[[], Awaitable[None]] | None = None


Handler = Callable[[M, Record], Awaitable[Effects]]
"""Decides the effects of a message. It must bear repetition.

It raises PermanentError for a message that will never do; TransientError, KafkaError or OSError to be tried again; any other exception is a
fault of ours that this message shows: dead letter ``internal_error`` with the traceback."""


Conclude = Callable[[], Sequence[Outgoing]]
"""What came of all messages decided on since it was last asked, to be published after what each publishes itself.

What it raises is a fault of ours, as in a handler."""
Ahead = Callable[[M, Record], Awaitable[None]]
"""Is told of a message that the handler will get soon, so that slow work for it may begin. It must not raise."""


@dataclass(slots=True)
class _Work(Generic[M]):
    """A message in hand, or why it is none."""

    record: Record
    span: Span
    message: M | InvalidMessage
    effects: Effects = Effects()
    dead: bool = False


class Stage(Generic[M]):
    """One stage: a handler with everything around it that keeps messages from being lost.

    ``at_once`` is how many messages that wait already are taken together. With ``ahead``, which is told of all of them first, each is
    finished before the next is decided on: while the broker answers for one, the work on the next is under way. With ``conclude`` the
    handler only takes messages in, and what comes of all of them is found out once; that needs a ``preparation``.
    """

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
        at_once: int = 1,
        ahead: Ahead[M] | None = None,
        conclude: Conclude | None = None,
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
        self._at_once = at_once
        self._ahead = ahead
        self._conclude = conclude
        self._pauses_s = pauses_s
        self.on_taking_up: Callable[[Record], Awaitable[None]] | None = None
        """Awaited first of all for each message of a stream: it refuses one before which others were passed over."""
        self.preparation: Preparation | None = None
        """Done before a message is decided on."""
        self.trouble: str | None = None
        """The transient fault being waited out, for readiness."""

    async def run(self, stream: Any) -> None:
        """Handle every event of a Faust stream; runs until the stream ends or a message cannot be handled now."""
        async for group in _groups(stream.noack(), self._at_once):
            records = [_record(event) for event in group]
            if self.on_taking_up is not None:
                for record in records:
                    await self.on_taking_up(record)
            try:
                await self.handle(*records)
            except BreakerOpen:
                # They are handled, what opened it too: unacked, the same letters would be written again at every start.
                _ack(group)
                raise
            _ack(group)

    async def handle(self, *records: Record) -> None:
        """Handle messages in their order; when this returns they may be acked.

        Raises TransientError when the last retry failed: then nothing may be acked; and BreakerOpen when too many messages are dead: they
        are handled and may be acked. Of either the process must end.
        """
        began = perf_counter()
        async with self.preparation.turn if self.preparation is not None else nullcontext():
            works = await self._worked(records)
        for work in works:
            self._metrics.messages.labels(self._name, "dead_letter" if work.dead else "done").inc()
            self._metrics.handling_seconds.labels(self._name).observe(perf_counter() - began)
        for work in works:
            self._breaker.note(dead=work.dead)

    async def _worked(self, records: Sequence[Record]) -> list[_Work[M]]:
        works, decided = list[_Work[M]](), list[_Work[M]]()
        messages = [self._read(record) for record in records]
        if self._ahead is not None:
            for message, record in zip(messages, records, strict=True):
                if not isinstance(message, InvalidMessage):
                    await self._ahead(message, record)
        with ExitStack() as spans:
            for message, record in zip(messages, records, strict=True):
                works.append(work := _Work(record, spans.enter_context(self._span(record)), message))
                if self.preparation is not None and self.preparation.due:
                    # What the old state decided must be on the broker before it is read to make the new one.
                    await self._finish(decided)
                    decided.clear()
                    await self._patiently(self.preparation.done)
                    await self._patiently(self.preparation.put_right)
                if await self._decided(work):
                    decided.append(work)
                if self._ahead is not None:
                    await self._finish(decided)
                    decided.clear()
            await self._finish(decided)
        return works

    def _span(self, record: Record) -> Span:
        span = self._tracer.processing(record.topic, traceparent_of(record.headers))
        span.note("messaging.destination.partition.id", str(record.partition))
        span.note("messaging.kafka.offset", record.offset)
        return span

    async def _decided(self, work: _Work[M]) -> bool:
        """Whether the message has effects to carry out; it has gone to the dead letters otherwise."""
        try:
            if isinstance(work.message, InvalidMessage):
                raise work.message
            work.effects = await self._patiently(partial(self._decide, work.message, work.record))
        except PermanentError as error:
            await self._lost(error, work)
        return not work.dead

    async def _finish(self, works: Sequence[_Work[M]]) -> None:
        """Carry out what was decided. Where the broker will never take something of one message, the others do not fail with it."""
        if not works:
            return
        try:
            concluded = self._concluded()
            await self._patiently(partial(self._carry_out, works, concluded))
        except PermanentError as error:
            if len(works) > 1:
                await self._finish_each(works)
            else:
                _take_back(works)
                await self._lost(error, works[0])

    async def _finish_each(self, works: Sequence[_Work[M]]) -> None:
        if self._conclude is None or self.preparation is None:
            for work in works:
                await self._finish([work])
            return
        # What comes of them together is not known apart: each is decided on anew, on the state that was before them.
        _take_back(works)
        await self.preparation.upset()
        for work in works:
            await self._patiently(self.preparation.done)
            if await self._decided(work):
                await self._finish([work])

    def _concluded(self) -> Sequence[Outgoing]:
        try:
            return self._conclude() if self._conclude is not None else ()
        except Exception as error:
            log.exception("handler_failed", stage=self._name)
            raise _ours(error) from error

    async def _lost(self, error: PermanentError, work: _Work[M]) -> None:
        """Bury it. A state that has taken it in is made anew without it before the next message."""
        await self._patiently(partial(self._bury, error, work))
        if self._conclude is not None and self.preparation is not None and error is not work.message:
            await self.preparation.upset()

    def _read(self, record: Record) -> M | InvalidMessage:
        if record.value is None:
            return InvalidMessage(f"the message has no value; {self._model.__name__} as JSON was expected")
        try:
            return self._model.read(record.value)
        except ValidationError as error:
            problems = error.errors(include_input=False, include_url=False)
            told = "; ".join(
                f"{'.'.join(map(str, problem['loc'])) or 'message'}: {problem['msg']}" for problem in problems[:_PROBLEMS_TOLD]
            )
            return InvalidMessage(f"the message does not fit {self._model.__name__}: {told}")

    async def _decide(self, message: M, record: Record) -> Effects:
        try:
            return await self._handler(message, record)
        except WiretallyError:
            raise
        except (KafkaError, OSError) as error:
            # The broker's fault, or the machine's: no message is put aside for it.
            raise TransientError(f"{type(error).__name__}: {error}") from error
        except Exception as error:
            log.exception("handler_failed", stage=self._name, origin=record.origin)
            raise _ours(error) from error

    async def _carry_out(self, works: Sequence[_Work[M]], concluded: Sequence[Outgoing]) -> None:
        caused = [(one, work.span) for work in works for one in work.effects.publish] + [(one, works[-1].span) for one in concluded]
        publish = [replace(one, traceparent=one.traceparent or span.traceparent) for one, span in caused]
        if publish:
            await self._publisher.publish(_lasting(publish))
        writes = [write for work in works for write in work.effects.state]
        for table in dict.fromkeys(write.table for write in writes):
            await table.write_out([write for write in writes if write.table is table])
        for work in works:
            if work.effects.after is not None:
                await work.effects.after()

    async def _bury(self, error: PermanentError, work: _Work[M]) -> None:
        record = work.record
        work.span.failed(error.reason)
        await self._dead_letters.put(
            error, stage=self._name, origin=record.origin, value=record.value, key=record.key, headers=record.headers
        )
        work.dead = True
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


def _take_back(works: Iterable[_Work[Any]]) -> None:
    for write in (write for work in works for write in work.effects.state):
        write.table.take_back(write)


def _ours(error: Exception) -> PermanentError:
    return PermanentError("internal_error", "".join(traceback.format_exception(error)))


def _lasting(messages: Sequence[Outgoing]) -> list[Outgoing]:
    """What is published of them: of several for one key of a compacted topic the last, for it says all that the others did.

    A story's dozen events change one incident a dozen times. Nobody is to read, count or draw eleven of them.
    """
    last = {(one.topic.name, one.key): index for index, one in enumerate(messages)}
    return [one for index, one in enumerate(messages) if one.topic.cleanup == "delete" or last[one.topic.name, one.key] == index]


async def _groups(stream: Any, at_once: int) -> AsyncIterator[list[faust.EventT[Any]]]:
    """What waits on a Faust stream, in groups of at most ``at_once``; a group never waits for more than its first."""
    events, queue = aiter(stream.events()), stream.channel.queue
    coming: asyncio.Task[Any] | None = None
    try:
        while (first := await (coming or anext(events, None))) is not None:
            coming, group = None, [first]
            while len(group) < at_once and not queue.empty():
                # What is on the queue may be of before a rebalance: Faust drops it and waits for the next, which this group must not.
                coming = asyncio.ensure_future(anext(events, None))
                await asyncio.wait({coming}, timeout=_AT_HAND_S)
                if not coming.done() or coming.result() is None:
                    break
                group.append(coming.result())
                coming = None
            yield group
    finally:
        if coming is not None:
            coming.cancel()


def _ack(group: Sequence[faust.EventT[Any]]) -> None:
    for event in group:
        event.ack()


def _record(event: faust.EventT[Any]) -> Record:
    message = event.message
    headers = message.headers or ()
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return Record(message.topic, message.partition, message.offset, message.key, message.value, tuple(pairs))
