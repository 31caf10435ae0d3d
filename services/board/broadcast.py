"""`Broadcast`: what the live stream says of a view: the whole as a snapshot, then each change."""

from __future__ import annotations

import orjson

from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from services.board.forms import brief_form, event_form, tally_form
from services.board.stream import Hub
from services.board.view import Change, View

INCIDENTS_SHOWN = 500
"""Newest incidents in a snapshot: a map with more dots says less, and every new reader is sent all of them."""


class Broadcast:
    """Renders for a :class:`Hub`; a snapshot is rendered once for all readers who come at one version of the view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._rendered: tuple[int, bytes] = (-1, b"")

    def snapshot(self) -> bytes:
        """``{"tallies": [...], "incidents": [...]}``: every tally that stands and the newest incidents, without their claims."""
        version, data = self._rendered
        if version != self._view.version:
            incidents = self._view.incidents()[:INCIDENTS_SHOWN]
            tallies = [tally_form(row) for row in self._view.tallies()]
            data = orjson.dumps({"tallies": tallies, "incidents": [brief_form(one) for one in incidents]})
            self._rendered = (self._view.version, data)
        return data

    def tell(self, hub: Hub, change: Change) -> None:
        """Send one change of the view; changes of a history go out with their tally."""
        match change.kind, change.message:
            case "tally", Tally() as row:
                hub.publish("tally", change.key, orjson.dumps(tally_form(row)))
            case "incident", Incident() as incident:
                hub.publish("incident", change.key, orjson.dumps(brief_form(incident)))
            case "event", Event() as event:
                hub.publish("event", change.key, orjson.dumps(event_form(event)))
            case ("tally" | "incident" | "event") as kind, None:
                hub.publish(f"{kind}_gone", change.key, orjson.dumps({"key": change.key}))
