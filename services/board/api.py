"""The read side over HTTP: tallies, incidents, events and the live stream, all read-only, all from one :class:`View`."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel
from starlette.responses import Response, StreamingResponse

from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange
from services.board.filters import EventFilter, IncidentFilter, TallyFilter
from services.board.forms import change_form, event_form, explanation_form, incident_form, tally_form
from services.board.stream import Hub, TooManyReaders
from services.board.view import View
from services.chassis.problems import Problem

MAX_PAGE = 1_000
"""Rows in one answer. Incidents carry their claims; more of them than this would hold up every other reader."""


class Tallies(BaseModel):
    tallies: list[Tally]


class Explained(BaseModel):
    tally: Tally
    incidents: list[Incident]
    stories: list[StoryReference]
    missing: list[str]


class History(BaseModel):
    key: str
    changes: list[TallyChange]


class Incidents(BaseModel):
    """``next`` is the offset of the rows that follow, null at the end; ``total`` counts all that match."""

    incidents: list[Incident]
    total: int
    next: int | None


class Events(BaseModel):
    events: list[Event]


class ProblemDetails(BaseModel):
    type: str
    title: str
    status: int
    detail: str


IfNoneMatch = Annotated[str | None, Header()]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, description="How many to pass over.")]


def build_router(view: View, hub: Hub, unready: Callable[[], str | None]) -> APIRouter:
    """The routes under ``/v1``. ``unready`` says why the view is not to be believed yet, or None."""

    def believable() -> None:
        # Half a view looks like a whole one with smaller numbers: better no answer than a wrong tally.
        if (reason := unready()) is not None:
            raise Problem(503, f"{reason}; try again shortly", {"Retry-After": "2"})

    refusals: dict[int | str, dict[str, Any]] = {
        503: {"model": ProblemDetails, "description": "The board has not read all topics yet, or has no place left on the stream."}
    }
    router = APIRouter(prefix="/v1", dependencies=[Depends(believable)], responses=refusals)
    not_found: dict[int | str, dict[str, Any]] = {404: {"model": ProblemDetails}}

    @router.get("/tallies", responses={200: {"model": Tallies}})
    async def tallies(
        tally: str | None = None,
        theatre: str | None = None,
        programme: str | None = None,
        phase: int | None = None,
        date: dt.date | None = None,
        place: str | None = None,
        side: str | None = None,
        group: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Every tally row that stands, or those that match all the filters given."""
        wanted = TallyFilter(tally, theatre, programme, phase, date, place, side, group, since, until)
        return answer({"tallies": [tally_form(row) for row in view.tallies(wanted)]}, if_none_match)

    @router.get("/tallies/{key:path}/history", responses={200: {"model": History}, **not_found})
    async def history(key: str, if_none_match: IfNoneMatch = None) -> Response:
        """The last changes of one tally, oldest first."""
        changes = view.history(key)
        if not changes and view.tally(key) is None:
            raise Problem(404, f"no tally has the key {key!r}; GET /v1/tallies lists them")
        return answer({"key": key, "changes": [change_form(change) for change in changes]}, if_none_match)

    @router.get("/tallies/{key:path}", responses={200: {"model": Explained}, **not_found})
    async def explain(key: str, if_none_match: IfNoneMatch = None) -> Response:
        """One tally with what it rests on: incidents, their claims, the sentences, the stories."""
        if (explanation := view.explain(key)) is None:
            raise Problem(404, f"no tally has the key {key!r}; GET /v1/tallies lists them")
        return answer(explanation_form(explanation), if_none_match)

    @router.get("/incidents", responses={200: {"model": Incidents}})
    async def incidents(
        type: str | None = None,
        theatre: str | None = None,
        status: str | None = None,
        place: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: Limit = 100,
        offset: Offset = 0,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Incidents, newest day first."""
        found = view.incidents(IncidentFilter(type, theatre, status, place, since, until))
        page = found[offset : offset + limit]
        following = offset + limit if offset + limit < len(found) else None
        body = {"incidents": [incident_form(incident) for incident in page], "total": len(found), "next": following}
        return answer(body, if_none_match)

    @router.get("/incidents/{id}", responses={200: {"model": Incident}, **not_found})
    async def incident(id: str, if_none_match: IfNoneMatch = None) -> Response:
        """One incident with its slots and claims."""
        if (found := view.incident(id)) is None:
            raise Problem(404, f"no incident has the id {id!r}; GET /v1/incidents lists them")
        return answer(incident_form(found), if_none_match)

    @router.get("/events", responses={200: {"model": Events}})
    async def events(
        type: str | None = None,
        status: str | None = None,
        ledger: str | None = None,
        story: str | None = None,
        source: str | None = None,
        since: dt.datetime | None = None,
        limit: Limit = 100,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Recent events that stand, the newest story first. Older ones are on the topic, not here. A time without a zone is UTC."""
        moment = since.replace(tzinfo=dt.UTC) if since is not None and since.tzinfo is None else since
        found = view.events(EventFilter(type, status, ledger, story, source, moment), limit=limit)
        return answer({"events": [event_form(event) for event in found]}, if_none_match)

    @router.get("/stream", responses={200: {"content": {"text/event-stream": {}}, "description": "Server-sent events."}})
    async def stream(last_event_id: Annotated[str | None, Header()] = None) -> Response:
        """Live: ``snapshot`` ({"tallies": [...]}), then ``tally`` (a row), ``event``, and ``tally_gone``, ``event_gone`` ({"key": ...})."""
        try:
            frames = hub.open(last_event_id)
        except TooManyReaders:
            raise Problem(503, "every place on the stream is taken; try again shortly", {"Retry-After": "5"}) from None
        # X-Accel-Buffering: nginx would otherwise hold the frames back until its buffer is full.
        return StreamingResponse(frames, media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})

    return router


def answer(body: Any, if_none_match: str | None) -> Response:
    """``body`` as JSON with an ETag of its bytes (the same on every board), or 304 where the reader has it already."""
    data = orjson.dumps(body)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": "no-cache"}
    known = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(data, media_type="application/json", headers=headers)
