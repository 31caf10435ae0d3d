"""The JSON forms that other programs rely on (design section 9): ``{"tallies": [...], "incidents": [...]}``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemas.incident import Claim, Incident, Slot
from schemas.tally import Tally

Form = dict[str, Any]


def run_form(tallies: Iterable[Tally], incidents: Iterable[Incident]) -> Form:
    """Tallies and incidents as ``run`` and ``tallies --format json`` print them; what is retracted is left out."""
    return {
        "tallies": [tally_form(tally) for tally in tallies if not tally.retracted],
        "incidents": [incident_form(incident) for incident in incidents if not incident.retracted],
    }


def tally_form(tally: Tally) -> Form:
    form = tally.model_dump(mode="json", exclude={"retracted": True, "checks": {"__all__": {"claim": {"story": {"sketch"}}}}})
    return form


def incident_form(incident: Incident) -> Form:
    form = incident.model_dump(mode="json", exclude={"slots", "retracted"})
    form["slots"] = [slot_form(slot) for slot in incident.slots]
    return form


def slot_form(slot: Slot) -> Form:
    form = slot.model_dump(mode="json", exclude={"claims"})
    form["claims"] = [claim_form(claim) for claim in slot.claims]
    return form


def claim_form(claim: Claim) -> Form:
    """A claim on one level: who says it, in which story, in what words, and what became of it."""
    figure = claim.figure
    return {
        "claim": claim.claim,
        "story": claim.story.story_id,
        "revision": claim.story.revision,
        "headline": claim.story.headline,
        "url": claim.story.url,
        "published_at": claim.story.model_dump(mode="json")["published_at"],
        "origin": claim.origin,
        "claimant": figure.claimant.name if figure.claimant else None,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "mode": figure.mode,
        "sentence": figure.sentence,
        "text": figure.text,
        "offset_start": figure.start,
        "offset_end": figure.end,
        "outcome": claim.outcome,
        "reason": claim.reason,
    }
