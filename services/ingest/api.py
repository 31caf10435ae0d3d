"""Ingest over HTTP: articles as JSON, stories in any wire format. An answer comes only after the broker has what was sent.

202: taken (published, under embargo, or a kill that waits for its story). 200: nothing to do (known already, or older than what stands).
207: of a batch some were taken and some refused. Refusals are RFC 9457 problems that say what to do.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any

import orjson
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from services.chassis.errors import PermanentError, TransientError
from services.chassis.problems import Problem, problem_response
from services.chassis.tracing import NO_TRACER, Span, Tracer, checked_traceparent
from services.ingest.access import Access
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.wire_format import Arrival, Dispatch, Ignored, Item, Unfit
from services.ingest.metrics import IngestMetrics
from services.ingest.requests import JSON_TYPES, NDJSON_TYPES, media_type, read_body, wire_type
from services.ingest.revisions import Accepted
from services.ingest.settings import IntakeSettings
from services.ingest.sources.intake import Bury, Taker, guarded, original, read_aside, verdicts_on

_STATUS = {
    "too_large": 413,
    "internal_error": 500,
    **dict.fromkeys(("not_utf8", "binary", "empty", "invalid_json", "invalid_xml", "xml_entities", "truncated"), 400),
}
"""HTTP status of a refusal by its reason; any other is 422: well formed, and no story."""
_COUNTED = {401: "no_token", 408: "too_slow", 413: "too_large", 415: "unknown_type", 429: "too_fast"}
_DONE = frozenset({"published", "withheld", "embargoed", "waiting"})
_IGNORED = {
    "not_text": "no text: a picture, a sound, a film or an empty item",
    "package": "a package lists stories that come by themselves",
}


class StoryAnswer(BaseModel):
    """What became of one story. ``detail`` says why where it was not published; ``error`` is the reason of a refusal."""

    story_id: str | None = None
    revision: int | None = None
    outcome: str
    detail: str | None = None
    error: str | None = None


class BatchAnswer(BaseModel):
    stories: list[StoryAnswer]


class Intake:
    """What the routes share. ``unready`` says why nothing can be taken yet, or None; ``now`` gives the time in UTC."""

    def __init__(
        self,
        desk: Taker,
        bury: Bury,
        limits: IntakeSettings,
        metrics: IngestMetrics,
        now: Callable[[], datetime],
        unready: Callable[[], str | None],
        access: Access,
    ) -> None:
        self._desk = desk
        self._bury = bury
        self._metrics = metrics
        self._now = now
        self._unready = unready
        self._access = access
        self.limits = limits

    async def articles(self, request: Request, traceparent: str | None) -> Response:
        """One or more articles as JSON."""
        self._access.check(request)
        kind = media_type(request, JSON_TYPES | NDJSON_TYPES)
        data = await read_body(request, self.limits)
        self._check_ready()
        stage, origin = "ingest.articles", _origin(request)
        try:
            parsed = guarded(lambda: parse_articles(data, ndjson=kind in NDJSON_TYPES, max_items=self.limits.max_batch, now=self._now()))
        except PermanentError as error:
            return await self._refuse(error, data, stage, origin)
        alone = len(parsed) == 1 and kind in JSON_TYPES and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        if alone and isinstance(unfit := parsed[0], Unfit):
            return await self._refuse(unfit.error, data, stage, origin)
        answers = await self._settle([each if isinstance(each, Unfit) else Dispatch(each) for each in parsed], stage, origin, traceparent)
        return _answer_one(answers[0]) if alone else _answer_batch(answers)

    async def wire(self, request: Request, name: str | None, traceparent: str | None) -> Response:
        """What a wire sends, in whatever format."""
        self._access.check(request)
        kind = wire_type(request)
        data = await read_body(request, self.limits)
        self._check_ready()
        stage, origin = "ingest.wire", _origin(request, name)
        given = name or f"story-{hashlib.sha256(data).hexdigest()[:16]}"
        arrival = Arrival(data, name=given, content_type=kind, now=self._now(), max_items=self.limits.max_batch)
        try:
            reading = await read_aside(arrival)
        except PermanentError as error:
            return await self._refuse(error, data, stage, origin)
        self._metrics.formats.labels(reading.format).inc(len(reading.items))
        if len(reading.items) == 1 and isinstance(unfit := reading.items[0], Unfit):
            return await self._refuse(unfit.error, data, stage, origin)
        answers = await self._settle(reading.items, stage, origin, traceparent)
        return _answer_one(answers[0]) if len(answers) == 1 else _answer_batch(answers)

    def _check_ready(self) -> None:
        if (reason := self._unready()) is not None:
            raise Problem(503, f"{reason}; try again shortly", {"Retry-After": "2"})

    async def _refuse(self, error: PermanentError, data: bytes, stage: str, origin: str) -> Response:
        await self._put_away(error, data, stage, origin)
        return problem_response(_STATUS.get(error.reason, 422), error.message, {}, reason=error.reason)

    async def _put_away(self, error: PermanentError, data: bytes, stage: str, origin: str) -> None:
        self._metrics.refusals.labels(error.reason).inc()
        try:
            async with asyncio.timeout(self.limits.answer_deadline_s):
                await self._bury(error, data, stage, origin)
        except (TimeoutError, TransientError) as fault:
            raise _unavailable(fault) from fault

    async def _settle(self, items: Sequence[Item], stage: str, origin: str, traceparent: str | None) -> list[StoryAnswer]:
        try:
            async with asyncio.timeout(self.limits.answer_deadline_s):
                verdicts = await verdicts_on(self._desk, items, self._now(), traceparent)
        except (TimeoutError, TransientError) as error:
            raise _unavailable(error) from error
        for item, verdict in zip(items, verdicts, strict=True):
            if isinstance(verdict, PermanentError):
                await self._put_away(verdict, original(item), stage, origin)
        return [_told(item, verdict) for item, verdict in zip(items, verdicts, strict=True)]


def build_router(intake: Intake, metrics: IngestMetrics, tracer: Tracer = NO_TRACER) -> APIRouter:
    """``POST /v1/articles`` and ``POST /v1/wire``."""
    router = APIRouter(prefix="/v1")
    refusals: dict[int | str, dict[str, Any]] = {
        400: {"description": "Not UTF-8, no JSON, empty."},
        401: {"description": "No valid token, where tokens are asked for."},
        413: {"description": "Too large."},
        415: {"description": "A content type that is not taken here."},
        422: {"description": "No story: no date, an impossible date, a field that does not fit."},
        429: {"description": "Too fast; Retry-After says when."},
        503: {"description": "The broker does not take it now; send it again."},
    }
    taken: dict[int | str, dict[str, Any]] = {200: {"model": StoryAnswer | BatchAnswer}, 202: {"model": StoryAnswer | BatchAnswer}}

    async def watched(route: str, request: Request, answer: Callable[[Request, str | None], Awaitable[Response]]) -> Response:
        with tracer.answering("POST", f"/v1/{route}", checked_traceparent(request.headers.get("traceparent"))) as span:
            return await _timed(metrics, span, route, answer(request, span.traceparent))

    @router.post("/articles", responses={**taken, 207: {"model": BatchAnswer}, **refusals})
    async def articles(request: Request) -> Response:
        """Articles as JSON: one object, an array, or one a line (application/x-ndjson)."""
        return await watched("articles", request, intake.articles)

    @router.post("/wire", responses={**taken, **refusals})
    async def wire(request: Request, name: str | None = None) -> Response:
        """What a wire sends, told by what it holds: NITF, NewsML, NewsML-G2, ninjs, RSS, Atom, JSON Feed, IPTC 7901, ANPA 1312, e-mail, a
        web page, article JSON, or a text (``date 2025-05-23``, then headline and body). ``name`` is the file name of a text:
        ``NAME.txt``, or ``NAME.r1.txt`` for revision 1; left out, such a story is known by its text alone."""
        return await watched("wire", request, lambda request, traceparent: intake.wire(request, name, traceparent))

    return router


async def _timed(metrics: IngestMetrics, span: Span, route: str, answer: Awaitable[Response]) -> Response:
    began, status = perf_counter(), "500"
    try:
        response = await answer
        status = str(response.status_code)
        return response
    except Problem as problem:
        status = str(problem.status_code)
        if problem.status_code in _COUNTED:
            metrics.refusals.labels(_COUNTED[problem.status_code]).inc()
        raise
    finally:
        metrics.request_seconds.labels(route, status).observe(perf_counter() - began)
        span.note("http.response.status_code", int(status))


def _told(item: Item, verdict: Accepted | PermanentError | None) -> StoryAnswer:
    if isinstance(item, Ignored):
        return StoryAnswer(outcome="ignored", detail=_IGNORED[item.why])
    story_id = item.article.story_id if isinstance(item, Dispatch) else None
    if isinstance(verdict, PermanentError):
        return StoryAnswer(story_id=story_id, outcome="refused", detail=verdict.message, error=verdict.reason)
    assert verdict is not None
    published = next((article for article in verdict.articles if article.story_id == story_id), None)
    return StoryAnswer(
        story_id=story_id, revision=published.revision if published else None, outcome=verdict.outcome, detail=verdict.refused
    )


def _answer_one(answer: StoryAnswer) -> Response:
    if answer.error is not None:
        return problem_response(_STATUS.get(answer.error, 422), answer.detail or answer.error, {}, reason=answer.error)
    return _json(answer, 202 if answer.outcome in _DONE else 200)


def _answer_batch(answers: list[StoryAnswer]) -> Response:
    refused = sum(answer.error is not None for answer in answers)
    if refused == len(answers):
        status = 422
    elif refused:
        status = 207
    else:
        status = 202 if any(answer.outcome in _DONE for answer in answers) else 200
    if status == 422:
        stories = [answer.model_dump(exclude_none=True) for answer in answers]
        return problem_response(422, f"none of {len(answers)} articles could be taken", {}, stories=stories)
    return _json(BatchAnswer(stories=answers), status)


def _json(answer: BaseModel, status: int) -> Response:
    return Response(orjson.dumps(answer.model_dump(exclude_none=True)), status, media_type="application/json")


def _unavailable(error: Exception) -> Problem:
    why = str(error) or "the broker did not acknowledge in time"
    return Problem(503, f"{why}; send it again, a repeat is harmless", {"Retry-After": "5"})


def _origin(request: Request, name: str | None = None) -> str:
    client = request.client.host if request.client else "unknown"
    return f"POST {request.url.path}{f' {name}' if name else ''} from {client}"
