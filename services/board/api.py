"""The read side over HTTP: tallies, incidents, events and the live stream, all read-only, all from one :class:`View`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange
from services.board import forms
from services.board.answers import CSV, NDJSON, Format, answer, answer_page
from services.board.filters import EventFilter, IncidentFilter, StoryFilter, TallyFilter
from services.board.forms import Form, brief_form, change_form, event_form, explanation_form, incident_form, tally_form
from services.board.parameters import check_order, refuse_strangers
from services.board.provenance import outlets
from services.board.stream import EventStream, Hub, TooManyReaders
from services.board.view import View
from services.chassis.problems import MEDIA_TYPE, Problem

STALLED_S = 60.0
"""A live reader who takes nothing for so long is dropped: four heartbeats, which also fit a phone that slept for a moment."""
MAX_ROWS = 10_000
"""Tallies in one answer: all of them for any board but a very large one, since a reader who asks for the tallies means all."""
MAX_PAGE = 1_000
"""Rows in one answer. Incidents carry their claims; more of them than this would hold up every other reader."""


class Page(BaseModel):
    """``next`` is the offset of the rows that follow, null at the end; ``total`` counts all that match."""

    total: int
    next: int | None


class Tallies(Page):
    tallies: list[Tally]


class Explained(BaseModel):
    tally: Tally
    incidents: list[Incident]
    stories: list[StoryReference]
    missing: list[str]


class History(Page):
    key: str
    changes: list[TallyChange]


class Incidents(Page):
    incidents: list[Incident]


class Events(Page):
    events: list[Event]


class ToldStory(StoryReference):
    """A story in its last revision; ``events`` counts what it says, ``tallies`` are keys of the rows it stands behind."""

    events: int
    incidents: list[str]
    tallies: list[str]


class Stories(Page):
    stories: list[ToldStory]


class StoryOpened(BaseModel):
    story: ToldStory
    events: list[Event]
    incidents: list[Incident]
    tallies: list[Tally]


class Outlet(BaseModel):
    """Stories of one source that speak here, and when the first and the last of them were published."""

    id: str
    name: str
    stories: int
    first: dt.datetime
    last: dt.datetime


class Sources(Page):
    sources: list[Outlet]


class Definitions(BaseModel):
    """``tallies.yaml`` as it is: for each tally what it counts, over which incidents, and by what it is kept."""

    definitions: list[dict[str, Any]]


class ProblemDetails(BaseModel):
    type: str
    title: str
    status: int
    detail: str


Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="How many at most.")]
Offset = Annotated[int, Query(ge=0, le=10**9, description="How many to pass over.")]
InFormat = Annotated[Format | None, Query(description="Instead of the Accept header: a link can ask for it.")]
Key = Annotated[str, Path(min_length=1)]
Phase = Annotated[int | None, Query(ge=0, le=10**9)]

_AS_LINES: dict[str, Any] = {CSV: {"schema": {"type": "string"}}, NDJSON: {"schema": {"type": "string"}}}


def pages(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
    """The answers of a list: as JSON of that model, as CSV or as lines of JSON."""
    return {200: {"model": model, "content": _AS_LINES}, 304: UNCHANGED, 406: PROBLEM, 422: PROBLEM}


def problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": ProblemDetails.model_json_schema()}}}


PROBLEM = problem("What is wrong, and what to do.")
UNCHANGED: dict[str, Any] = {"description": "The reader has it already (If-None-Match)."}


def build_router(view: View, hub: Hub, unready: Callable[[], str | None], definitions: Sequence[Form] = ()) -> APIRouter:
    """The routes under ``/v1``. ``unready`` says why the view is not to be believed yet, or None; ``definitions`` are the tallies'."""

    def believable() -> None:
        # Half a view looks like a whole one with smaller numbers: better no answer than a wrong tally.
        if (reason := unready()) is not None:
            raise Problem(503, f"{reason}; try again shortly", {"Retry-After": "2"})

    busy = problem("The board has not read all topics yet, or has no place left on the stream.")
    router = APIRouter(prefix="/v1", dependencies=[Depends(refuse_strangers), Depends(believable)], responses={401: PROBLEM, 503: busy})
    for build in (_add_tallies, _add_one_tally, _add_incidents, _add_events, _add_stories):
        build(router, view)

    @router.get("/definitions", responses={200: {"model": Definitions}, 304: UNCHANGED})
    async def tally_definitions(request: Request) -> Response:
        """What each tally counts, over which incidents, and by what it is kept."""
        return answer({"definitions": list(definitions)}, request)

    @router.get(
        "/stream",
        response_class=StreamingResponse,
        responses={200: {"content": {"text/event-stream": {}}, "description": "Server-sent events."}},
    )
    async def stream(last_event_id: Annotated[str | None, Header()] = None) -> Response:
        """Live: ``snapshot`` ({"tallies": [...], "incidents": [...]}), then ``tally`` (a row), ``incident`` (without claims), ``event``,
        and ``tally_gone``, ``incident_gone``, ``event_gone`` ({"key": ...}). With Last-Event-ID only what was missed, where it is held.
        """
        try:
            frames = hub.open(last_event_id)
        except TooManyReaders:
            raise Problem(503, "every place on the stream is taken; try again shortly", {"Retry-After": "5"}) from None
        return EventStream(frames, STALLED_S)

    return router


def _add_tallies(router: APIRouter, view: View) -> None:
    @router.get("/tallies", responses=pages(Tallies))
    async def tallies(
        request: Request,
        tally: str | None = None,
        theatre: str | None = None,
        programme: str | None = None,
        phase: Phase = None,
        date: dt.date | None = None,
        place: str | None = None,
        side: str | None = None,
        group: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: Annotated[int, Query(ge=1, le=MAX_ROWS, description="How many at most.")] = MAX_ROWS,
        offset: Offset = 0,
        format: InFormat = None,
    ) -> Response:
        """Every tally row that stands, or those that match all the filters given."""
        check_order(since, until)
        found = view.tallies(TallyFilter(tally, theatre, programme, phase, date, place, side, group, since, until))
        fields = forms.TALLY_FIELDS
        return answer_page(
            request, "tallies", found, tally_form, lambda row: [tally_form(row)], fields, limit=limit, offset=offset, asked=format
        )


def _add_one_tally(router: APIRouter, view: View) -> None:
    @router.get("/tallies/{key:path}/history", responses={**pages(History), 404: PROBLEM})
    async def history(request: Request, key: Key, limit: Limit = MAX_PAGE, offset: Offset = 0, format: InFormat = None) -> Response:
        """The last changes of one tally, oldest first."""
        changes = view.history(key)
        if not changes and view.tally(key) is None:
            raise Problem(404, f"no tally has the key {key!r}; GET /v1/tallies lists them")
        fields = forms.CHANGE_FIELDS
        return answer_page(
            request,
            "changes",
            changes,
            change_form,
            forms.change_lines,
            fields,
            limit=limit,
            offset=offset,
            about={"key": key},
            asked=format,
        )

    @router.get("/tallies/{key:path}", responses={200: {"model": Explained}, 304: UNCHANGED, 404: PROBLEM, 422: PROBLEM})
    async def explain(request: Request, key: Key) -> Response:
        """One tally with what it rests on: incidents, their claims, the sentences, the stories."""
        if (explanation := view.explain(key)) is None:
            raise Problem(404, f"no tally has the key {key!r}; GET /v1/tallies lists them")
        return answer(explanation_form(explanation), request)


def _add_incidents(router: APIRouter, view: View) -> None:
    @router.get("/incidents", responses=pages(Incidents))
    async def incidents(
        request: Request,
        type: str | None = None,
        theatre: str | None = None,
        status: str | None = None,
        place: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        brief: Annotated[bool, Query(description="Leave the claims and reasons out.")] = False,
        limit: Limit = 100,
        offset: Offset = 0,
        format: InFormat = None,
    ) -> Response:
        """Incidents, newest day first."""
        check_order(since, until)
        found = view.incidents(IncidentFilter(type, theatre, status, place, since, until))
        form, fields = brief_form if brief else incident_form, forms.SLOT_FIELDS
        return answer_page(request, "incidents", found, form, forms.slot_lines, fields, limit=limit, offset=offset, asked=format)

    @router.get("/incidents/{id}", responses={200: {"model": Incident}, 304: UNCHANGED, 404: PROBLEM, 422: PROBLEM})
    async def incident(request: Request, id: str) -> Response:
        """One incident with its slots and claims."""
        if (found := view.incident(id)) is None:
            raise Problem(404, f"no incident has the id {id!r}; GET /v1/incidents lists them")
        return answer(incident_form(found), request)


def _add_events(router: APIRouter, view: View) -> None:
    @router.get("/events", responses=pages(Events))
    async def events(
        request: Request,
        type: str | None = None,
        status: str | None = None,
        ledger: str | None = None,
        story: str | None = None,
        source: str | None = None,
        since: dt.datetime | None = None,
        limit: Limit = 100,
        offset: Offset = 0,
        format: InFormat = None,
    ) -> Response:
        """Recent events that stand, the newest story first. Older ones are on the topic, not here. A time without a zone is UTC."""
        found = view.events(EventFilter(type, status, ledger, story, source, in_utc(since)))
        fields = forms.FIGURE_FIELDS
        return answer_page(request, "events", found, event_form, forms.figure_lines, fields, limit=limit, offset=offset, asked=format)


def _add_stories(router: APIRouter, view: View) -> None:
    @router.get("/stories", responses=pages(Stories))
    async def stories(
        request: Request,
        source: str | None = None,
        credit: str | None = None,
        since: dt.datetime | None = None,
        limit: Limit = 100,
        offset: Offset = 0,
        format: InFormat = None,
    ) -> Response:
        """Provenance: every story that what stands here rests on, the newest first."""
        wanted = StoryFilter(source, credit, in_utc(since))
        found = [told for told in view.stories() if wanted(told.story)]
        fields = forms.STORY_FIELDS
        return answer_page(request, "stories", found, forms.told_form, forms.story_lines, fields, limit=limit, offset=offset, asked=format)

    @router.get("/stories/{id:path}", responses={200: {"model": StoryOpened}, 304: UNCHANGED, 404: PROBLEM, 422: PROBLEM})
    async def story(request: Request, id: Key) -> Response:
        """One story: what it says, the incidents it speaks of, and the tallies it stands behind."""
        told = next((one for one in view.stories() if one.story.story_id == id), None)
        if told is None:
            raise Problem(404, f"no story has the id {id!r}; GET /v1/stories lists them")
        body = {
            "story": forms.told_form(told),
            "events": [event_form(event) for event in view.events(EventFilter(story=id))],
            "incidents": [brief_form(incident) for one in sorted(told.incidents) if (incident := view.incident(one)) is not None],
            "tallies": [tally_form(row) for key in sorted(told.tallies) if (row := view.tally(key)) is not None],
        }
        return answer(body, request)

    @router.get("/sources", responses=pages(Sources))
    async def sources(request: Request, limit: Limit = 100, offset: Offset = 0, format: InFormat = None) -> Response:
        """The outlets whose stories speak here."""
        form, fields = forms.outlet_form, forms.OUTLET_FIELDS
        found = outlets(view.stories())
        return answer_page(request, "sources", found, form, lambda one: [form(one)], fields, limit=limit, offset=offset, asked=format)


def in_utc(moment: dt.datetime | None) -> dt.datetime | None:
    """A moment that names no zone is UTC."""
    return moment.replace(tzinfo=dt.UTC) if moment is not None and moment.tzinfo is None else moment
