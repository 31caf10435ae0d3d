"""From a tally down to the sentences: which incidents, which claims, what stood, what was set aside, and why. Data, and plain lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from schemas.incident import Claim, Incident, Slot
from schemas.tally import Check, Tally
from services.aggregator.forms import claim_form

RULES: Mapping[str, str] = {
    "only_number": "the only number that stands",
    "bounds_only": "no exact number stands; the bounds are shown",
    "parties_agree": "both parties say so",
    "neutral": "the neutral party's number",
    "own_side": "the number of the side that gets them back or suffers",
    "latest": "the latest number",
    "sum_of_groups": "the groups together, since nobody states the whole",
    "only_group": "the one group that is stated, since nobody states the whole",
    "denied": "said by nobody, denied",
}
"""What each rule says, in words; ``_most_origins`` and ``_lower`` behind one say what decided between equals."""

_DECIDED = {"most_origins": "of those the one with most origins", "lower": "of those the lower"}


def explain(tally: Tally, incidents: Iterable[Incident]) -> dict[str, Any]:
    """The tally with the incidents it counts, their slots, claims and sentences. Incidents that it does not count are ignored."""
    known = {incident.incident: incident for incident in incidents}
    return {
        "tally": tally.model_dump(mode="json", exclude={"checks", "retracted"}),
        "checks": [_check_form(check) for check in tally.checks],
        "incidents": [_incident_form(incident, tally) for incident in _by_day(known[key] for key in tally.incidents if key in known)],
        "missing": [key for key in tally.incidents if key not in known],
    }


def _by_day(incidents: Iterable[Incident]) -> list[Incident]:
    return sorted(incidents, key=lambda i: (i.end or date.min, i.incident))


def counted_slots(incident: Incident, tally: Tally) -> list[Slot]:
    """The slots of the incident that are about what the tally counts, parts and running numbers included, the counted first."""
    side = {tally.side} if tally.side else {slot.side for slot in incident.slots}
    found = [s for s in incident.slots if s.side in side and any(c.story.story_id in tally.stories for c in s.claims)]
    measures = {s.measure for s in found if not s.part and s.mode == "increment" and s.best == tally.best} or {s.measure for s in found}
    return sorted(
        (s for s in found if s.measure in measures), key=lambda s: (s.part, s.mode != "increment", s.group != (tally.group or "all"))
    )


def lines(explanation: Mapping[str, Any]) -> Iterator[str]:
    """The explanation as plain text for a terminal, indented by level."""
    tally = explanation["tally"]
    keys = ("theatre", "programme", "phase", "date", "place", "side", "group")
    about = ", ".join(str(tally[key]) for key in keys if tally.get(key) is not None)
    yield f"{tally['tally']} ({about}): {_number(tally)}" + (f" of {tally['agreed']} agreed" if tally.get("agreed") is not None else "")
    backing = _many(tally["origins"], "independent origin", "independent origins"), _many(len(tally["stories"]), "story", "stories")
    yield f"  {tally['grade']}, {', '.join(backing)}"
    for incident in explanation["incidents"]:
        yield from _incident_lines(incident)
    for check in explanation["checks"]:
        yield f"  check: {_who(check['claim'])} says {_number(check['claim'])} in all; {_held(check)}"
    for key in explanation["missing"]:
        yield f"  incident {key} is not here (yet)"


def _incident_lines(incident: Mapping[str, Any]) -> Iterator[str]:
    when = incident["end"] if incident["start"] in (None, incident["end"]) else f"{incident['start']} to {incident['end']}"
    where = f" in {incident['place']}" if incident["place"] else ""
    yield f"  incident {incident['incident']}: {incident['type'].replace('_', ' ')}{where}, {when}"
    for reason in incident["reasons"]:
        yield f"    one happening: {reason}"
    for violation in incident["violations"]:
        yield f"    does not hold: {violation}"
    for slot in incident["slots"]:
        what = " ".join(str(slot[key]) for key in ("measure", "unit") if slot[key])
        kind = " (part)" if slot["part"] else " (running total)" if slot["mode"] == "cumulative" else ""
        yield f"    {what}, {slot['side'] or 'side unsaid'}, {slot['group']}{kind}: {_number(slot)}: {slot['because']}"
        for claim in slot["claims"]:
            fate = "" if claim["outcome"] == "standing" else f" [{claim['outcome'].replace('_', ' ')}: {claim['reason']}]"
            yield f"      {_number(claim)} {_who(claim)}, {claim['story']} ({claim['published_at'][:16].replace('T', ' ')}){fate}"
            if claim["sentence"]:
                yield f'        "{claim["sentence"]}"'


def _number(row: Mapping[str, Any]) -> str:
    low, best, high = row["low"], row["best"], row["high"]
    if best is not None and low == best == high:
        return f"{best:,}"
    bounds = f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
    return bounds if best is None else f"{best:,} ({bounds})"


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def _who(claim: Mapping[str, Any]) -> str:
    return f"says {claim['claimant']}" if claim["claimant"] else f"from {claim['origin']}"


def _held(check: Mapping[str, Any]) -> str:
    if check["holds"] is None:
        return "not everything it counts is known here"
    if check["holds"]:
        return f"{check['counted']:,} counted: it holds"
    return f"{check['counted']:,} counted: a gap of {check['gap']:+,}"


def because(slot: Slot) -> str:
    """Why the slot's number is the one shown, in words."""
    for ending, words in _DECIDED.items():
        if slot.rule.endswith(f"_{ending}"):
            return f"{RULES[slot.rule.removesuffix(f'_{ending}')]}, {words}"
    return RULES.get(slot.rule, slot.rule)


def _incident_form(incident: Incident, tally: Tally) -> dict[str, Any]:
    form = incident.model_dump(mode="json", exclude={"slots", "retracted"})
    form["slots"] = [
        slot.model_dump(mode="json", exclude={"claims"})
        | {"because": because(slot), "claims": [claim_form(c) for c in _in_order(slot.claims)]}
        for slot in counted_slots(incident, tally)
    ]
    return form


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    """What stands first, then the newest."""
    return sorted(claims, key=lambda c: (c.outcome != "standing", -c.story.published_at.timestamp(), c.claim))


def _check_form(check: Check) -> dict[str, Any]:
    return {"claim": claim_form(check.claim), "counted": check.counted, "gap": check.gap, "holds": check.holds}
