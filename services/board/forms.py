"""The JSON forms of what a board shows: the contract's fields, without the shingle sketches that only machines compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange
from services.board.provenance import Outlet, StoryTold
from services.board.view import Explanation

Form = dict[str, Any]

_NO_SKETCH: dict[str, Any] = {"story": {"sketch"}}


def tally_form(row: Tally) -> Form:
    return row.model_dump(mode="json", exclude={"checks": {"__all__": {"claim": _NO_SKETCH}}})


def incident_form(incident: Incident) -> Form:
    return incident.model_dump(mode="json", exclude={"slots": {"__all__": {"claims": {"__all__": _NO_SKETCH}}}})


def brief_form(incident: Incident) -> Form:
    """An incident without its claims and reasons: what a map or a list needs, a twentieth of the size."""
    return incident.model_dump(mode="json", exclude={"slots": {"__all__": {"claims"}}, "reasons": True, "violations": True})


def event_form(event: Event) -> Form:
    return event.model_dump(mode="json", exclude=_NO_SKETCH)


def story_form(story: StoryReference) -> Form:
    return story.model_dump(mode="json", exclude={"sketch"})


def change_form(change: TallyChange) -> Form:
    return change.model_dump(mode="json")


def explanation_form(explanation: Explanation) -> Form:
    """The tally with the incidents it counts, their claims and sentences, and every story behind them."""
    return {
        "tally": tally_form(explanation.tally),
        "incidents": [incident_form(incident) for incident in explanation.incidents],
        "stories": [story_form(story) for story in explanation.stories],
        "missing": list(explanation.missing),
    }


def told_form(told: StoryTold) -> Form:
    """A story with how much it says, and the keys of the tallies it stands behind."""
    counts = {"events": len(told.events), "incidents": sorted(told.incidents), "tallies": sorted(told.tallies)}
    return {**story_form(told.story), **counts}


def outlet_form(outlet: Outlet) -> Form:
    span = {"first": outlet.first.isoformat(), "last": outlet.last.isoformat()}
    return {"id": outlet.source.id, "name": outlet.source.name, "stories": outlet.stories, **span}


TALLY_FIELDS = (
    "key", "tally", "theatre", "programme", "phase", "date", "place", "side", "group", "low", "best", "high", "agreed", "grade", "origins",
    "stories", "incidents", "updated_at",
)  # fmt: skip
SLOT_FIELDS = (
    "incident", "type", "theatre", "status", "start", "end", "place", "lat", "lon", "phase", "programme", "measure", "unit", "side", "by",
    "group", "part", "mode", "low", "best", "high", "grade", "origins", "rule", "claims",
)  # fmt: skip
FIGURE_FIELDS = (
    "event_id", "story_id", "revision", "source", "published_at", "type", "status", "start", "end", "place", "measure", "unit", "low",
    "best", "high", "qualifier", "side", "by", "group", "mode", "claimant", "sentence",
)  # fmt: skip
STORY_FIELDS = (
    "story_id", "revision", "kind", "source", "credit", "headline", "url", "published_at", "received_at", "events", "incidents", "tallies",
)  # fmt: skip
OUTLET_FIELDS = ("id", "name", "stories", "first", "last")
CHANGE_FIELDS = (
    "changed_at", "before_low", "before_best", "before_high", "after_low", "after_best", "after_high", "story_id", "revision",
)  # fmt: skip


def slot_lines(incident: Incident) -> Iterator[Form]:
    """An incident for a spreadsheet: a line a number."""
    where = incident.where
    common = {
        **incident.model_dump(mode="json", include={"incident", "type", "theatre", "status", "start", "end", "phase", "programme"}),
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
    }
    for slot in incident.slots:
        numbers = slot.model_dump(mode="json", exclude={"claims"})
        yield {**common, **numbers, "place": slot.place or incident.place, "claims": len(slot.claims)}


def figure_lines(event: Event) -> Iterator[Form]:
    """An event for a spreadsheet: a line a figure."""
    common = {
        "event_id": event.event_id,
        **event.story.model_dump(mode="json", include={"story_id", "revision", "published_at"}),
        "source": event.story.source.name or event.story.source.id,
        "type": event.type,
        "status": event.status,
        **event.when.model_dump(mode="json", include={"start", "end"}),
        "place": event.where.name if event.where else None,
    }
    for figure in event.figures:
        claimant = figure.claimant.name if figure.claimant else None
        yield {**figure.model_dump(mode="json", exclude={"claimant", "start", "end"}), **common, "claimant": claimant}


def story_lines(told: StoryTold) -> Iterator[Form]:
    source = told.story.source
    yield {**told_form(told), "source": source.name or source.id}


def change_lines(change: TallyChange) -> Iterator[Form]:
    steps = {"before": change.before, "after": change.after}
    bounds = {f"{name}_{bound}": getattr(value, bound) for name, value in steps.items() for bound in ("low", "best", "high")}
    yield {**change_form(change), **bounds}
