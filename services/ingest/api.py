"""Ingest over HTTP: articles as JSON, stories as text. An answer comes only after the broker has what was sent.

202: taken (published, under embargo, or a kill that waits for its story). 200: nothing to do (known already, or older than what stands).
207: of a batch some were taken and some refused. Refusals are RFC 9457 problems that say what to do.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any, Protocol, TypeVar

import orjson
import structlog
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from schemas.article import Article
from services.chassis.errors import PermanentError, TransientError
from services.chassis.problems import MEDIA_TYPE, Problem, problem_response
from services.ingest.formats.article_json import Unfit, parse_articles
from services.ingest.formats.text import parse_text
from services.ingest.metrics import IngestMetrics
from services.ingest.requests import JSON_TYPES, NDJSON_TYPES, TEXT_TYPES, media_type, read_body
from services.ingest.revisions import Accepted
from services.ingest.settings import IntakeSettings

_STATUS = {"too_large": 413, "not_utf8": 400, "binary": 400, "empty": 400, "invalid_json": 400, "internal_error": 500}
"""HTTP status of a refusal by its reason; any other is 422: well formed, and no story."""
_DONE = frozenset({"published", "embargoed", "waiting"})

T = TypeVar("T")

log = structlog.get_logger(__name__)


class StoryAnswer(BaseModel):
    """What became of one story. ``detail`` says why where it was not published; ``error`` is the reason of a refusal."""

    story_id: str | None = None
    revision: int | None = None
    outcome: str
    detail: str | None = None
    error: str | None = None


class BatchAnswer(BaseModel):
    stories: list[StoryAnswer]


class Taker(Protocol):
    """The desk, as the API sees it."""

    async def take(self, articles: Sequence[Article]) -> tuple[Accepted | PermanentError, ...]: ...


Bury = Callable[[PermanentError, bytes, str, str], Awaitable[None]]
"""Writes a dead letter: error, original bytes, stage, origin. Returns once the broker has it."""


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
    ) -> None:
        self._desk = desk
        self._bury = bury
        self._metrics = metrics
        self._now = now
        self._unready = unready
        self.limits = limits

    async def articles(self, request: Request) -> Response:
        """One or more articles as JSON."""
        kind = media_type(request, JSON_TYPES | NDJSON_TYPES)
        data = await read_body(request, self.limits)
        self._check_ready()
        stage, origin = "ingest.articles", _origin(request)
        try:
            parsed = _guarded(lambda: parse_articles(data, ndjson=kind in NDJSON_TYPES, max_items=self.limits.max_batch, now=self._now()))
        except PermanentError as error:
            return await self._refuse(error, data, stage, origin)
        alone = len(parsed) == 1 and kind in JSON_TYPES and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        if alone and isinstance(unfit := parsed[0], Unfit):
            return await self._refuse(unfit.error, data, stage, origin)
        answers = await self._settle(parsed, stage, origin)
        return _answer_one(answers[0]) if alone else _answer_batch(answers)

    async def text(self, request: Request, name: str | None) -> Response:
        """One story as text."""
        media_type(request, TEXT_TYPES)
        data = await read_body(request, self.limits)
        self._check_ready()
        stage, origin = "ingest.text", _origin(request, name)
        try:
            given = name or f"story-{hashlib.sha256(data).hexdigest()[:16]}"
            article = _guarded(lambda: parse_text(data, name=given, now=self._now()))
        except PermanentError as error:
            return await self._refuse(error, data, stage, origin)
        return _answer_one((await self._settle([article], stage, origin))[0])

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

    async def _settle(self, parsed: Sequence[Article | Unfit], stage: str, origin: str) -> list[StoryAnswer]:
        received = self._now()
        articles = [item.model_copy(update={"received_at": received}) for item in parsed if isinstance(item, Article)]
        try:
            async with asyncio.timeout(self.limits.answer_deadline_s):
                verdicts = iter(await self._desk.take(articles))
        except (TimeoutError, TransientError) as error:
            raise _unavailable(error) from error
        answers = []
        for item in parsed:
            verdict = next(verdicts) if isinstance(item, Article) else item.error
            if isinstance(verdict, PermanentError):
                await self._put_away(verdict, item.value if isinstance(item, Unfit) else item.to_json(), stage, origin)
            answers.append(_told(item, verdict))
        return answers


def build_router(intake: Intake, metrics: IngestMetrics) -> APIRouter:
    """``POST /v1/articles`` and ``POST /v1/wire``."""
    router = APIRouter(prefix="/v1")
    refusals: dict[int | str, dict[str, Any]] = {
        400: {"description": "Not UTF-8, no JSON, empty."},
        413: {"description": "Too large."},
        415: {"description": "A content type that is not taken here."},
        422: {"description": "No story: no date, an impossible date, a field that does not fit."},
        503: {"description": "The broker does not take it now; send it again."},
    }
    taken: dict[int | str, dict[str, Any]] = {200: {"model": StoryAnswer | BatchAnswer}, 202: {"model": StoryAnswer | BatchAnswer}}

    @router.post("/articles", responses={**taken, 207: {"model": BatchAnswer}, **refusals})
    async def articles(request: Request) -> Response:
        """Articles as JSON: one object, an array, or one a line (application/x-ndjson)."""
        return await _timed(metrics, "articles", intake.articles(request))

    @router.post("/wire", responses={**taken, **refusals})
    async def wire(request: Request, name: str | None = None) -> Response:
        """A story as text (text/plain, UTF-8): ``date 2025-05-23``, then headline and body. ``name`` is its file name:
        ``NAME.txt``, or ``NAME.r1.txt`` for revision 1; left out, the story is known by its text alone."""
        return await _timed(metrics, "wire", intake.text(request, name))

    return router


async def _timed(metrics: IngestMetrics, route: str, answer: Awaitable[Response]) -> Response:
    began, status = perf_counter(), "500"
    try:
        response = await answer
        status = str(response.status_code)
        return response
    except Problem as problem:
        status = str(problem.status_code)
        if problem.status_code in (408, 413, 415):
            metrics.refusals.labels({408: "too_slow", 413: "too_large", 415: "unknown_type"}[problem.status_code]).inc()
        raise
    finally:
        metrics.request_seconds.labels(route, status).observe(perf_counter() - began)


def _guarded(parse: Callable[[], T]) -> T:
    """A fault of ours that an input shows is a refusal of that input, with its dead letter to find the fault by."""
    try:
        return parse()
    except PermanentError:
        raise
    except Exception as error:
        log.exception("parsing_failed")
        raise PermanentError("internal_error", f"reading it failed, {type(error).__name__}: {error}; please report it") from error


def _told(item: Article | Unfit, verdict: Accepted | PermanentError) -> StoryAnswer:
    if isinstance(verdict, PermanentError):
        story_id = item.story_id if isinstance(item, Article) else None
        return StoryAnswer(story_id=story_id, outcome="refused", detail=verdict.message, error=verdict.reason)
    assert isinstance(item, Article)
    published = next((article for article in verdict.articles if article.story_id == item.story_id), None)
    return StoryAnswer(
        story_id=item.story_id, revision=published.revision if published else None, outcome=verdict.outcome, detail=verdict.refused
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


__all__ = ["MEDIA_TYPE", "BatchAnswer", "Intake", "StoryAnswer", "build_router"]
