"""The JSON forms of what a board shows: the contract's fields, without the shingle sketches that only machines compare."""

from __future__ import annotations

from typing import Any

from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally, TallyChange
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
