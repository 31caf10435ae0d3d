"""An explanation as text for a terminal: the tally, its incidents, and under each figure the sentences, the number marked."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from schemas.article import PublishedPrecision
from schemas.figure import Figure
from schemas.incident import Claim, Incident, Slot
from schemas.tally import Check, Tally
from services.board.view import Explanation, counted_slots
from services.cli.tables import GRADE_STYLES, bounds, number

_DAY_FORMATS: dict[PublishedPrecision, str] = {"time": "%Y-%m-%d %H:%M UTC", "day": "%Y-%m-%d", "month": "%Y-%m"}


def explanation_text(explanation: Explanation) -> Group:
    """Everything the explanation holds; figures of its incidents that the tally does not count come last in each, without sentences."""
    parts: list[RenderableType] = [_head(explanation.tally)]
    parts += [_incident(incident, explanation.tally) for incident in explanation.incidents]
    if explanation.missing:
        parts.append(Text(f"\n{len(explanation.missing)} incidents have not arrived yet: {', '.join(explanation.missing)}", "yellow"))
    if explanation.tally.checks:
        parts.append(Text("\nheld against running totals that stories state", "bold"))
        parts += [_indented(_check(check), 2) for check in explanation.tally.checks]
    return Group(*parts)


def _head(tally: Tally) -> Text:
    phase = f"phase {tally.phase}" if tally.phase is not None else None
    names = (tally.tally, tally.theatre, tally.programme, phase, tally.date, tally.place, tally.side, tally.group)
    text = Text(" · ".join(str(name) for name in names if name is not None) + "\n", "bold")
    text.append(number(tally.best) or bounds(tally), "bold")
    if (between := bounds(tally)) != number(tally.best):
        text.append(f" ({between})" if tally.best is not None else "")
    text.append(f" of {number(tally.agreed)} agreed" if tally.agreed is not None else "").append("  ")
    text.append(tally.grade, GRADE_STYLES.get(tally.grade, ""))
    text.append(f", {_counted(tally.origins, 'independent source')}, {_counted(len(tally.stories), 'story', 'stories')}")
    return text


def _incident(incident: Incident, tally: Tally) -> Group:
    days = " to ".join(dict.fromkeys(str(day) for day in (incident.start, incident.end) if day is not None))
    status = "" if incident.status == "happened" else incident.status
    title = ", ".join(part for part in (incident.type, status, incident.place or "", days) if part)
    counted = counted_slots(incident, tally)
    others = [_slot_line(slot).plain for slot in incident.slots if slot not in counted]
    parts: list[RenderableType] = [Text(f"\n{title}", "bold").append(f"  {incident.incident}", "dim")]
    for slot in counted:
        parts.append(_indented(_slot_line(slot), 2))
        parts += [_indented(_claim(claim), 4) for claim in slot.claims]
    parts += [_indented(Text(f"because: {reason}", "dim"), 2) for reason in incident.reasons]
    parts += [_indented(Text(f"does not hold: {violation}", "red"), 2) for violation in incident.violations]
    if others:
        parts.append(_indented(Text(f"also in this incident: {'; '.join(others)}", "dim"), 2))
    return Group(*parts)


def _slot_line(slot: Slot) -> Text:
    text = Text(" ".join(part for part in (slot.measure, slot.unit, slot.side, slot.group, slot.place) if part))
    text.append(f" by {slot.by}" if slot.by else "").append(": ").append(number(slot.best) or bounds(slot), "bold")
    if slot.best is None or not slot.low == slot.best == slot.high:
        text.append(f" ({bounds(slot)})")
    text.append("  ").append(slot.grade, GRADE_STYLES.get(slot.grade, ""))
    text.append(f", {_counted(slot.origins, 'independent source')}")
    return text.append(f", {slot.rule.replace('_', ' ')}" if slot.rule else "")


def _claim(claim: Claim) -> Text:
    standing = claim.outcome == "standing"
    text = Text("● " if standing else "○ ", "green" if standing else "dim").append(sentence(claim.figure))
    story = claim.story
    outlet = story.source.name or story.source.id
    credit = f", credits {story.credit}" if story.credit and story.credit != outlet else ""
    when = story.published_at.strftime(_DAY_FORMATS[story.published_precision])
    speaker = f"{claim.figure.claimant.name}, " if claim.figure.claimant else ""
    text.append(f"\n  {speaker}{outlet}{credit}, {story.story_id}, {when}", "dim")
    if not standing or claim.reason:
        text.append(f"\n  {claim.outcome}{f': {claim.reason}' if claim.reason else ''}", "dim italic")
    return text


def _check(check: Check) -> Text:
    gap = "" if check.gap is None else f", gap {check.gap:,}"
    counted = "nothing comparable" if check.counted is None else number(check.counted)
    return Text("○ ", "dim").append(sentence(check.claim.figure)).append(f"\n  counted {counted}{gap}", "dim")


def sentence(figure: Figure) -> Text:
    """The sentence with the words that state the number marked, for a terminal without colour too."""
    said = " ".join((figure.sentence or figure.text).split())
    words = " ".join(figure.text.split())
    text = Text(said)
    at = said.find(words) if words else -1
    if at >= 0:
        text = Text(said[:at]).append(f"[{words}]", "bold reverse").append(said[at + len(words) :])
    return text


def _indented(part: RenderableType, by: int) -> Padding:
    # Not expanded: a line filled up with spaces to the width of the terminal is a nuisance in a file.
    return Padding(part, (0, 0, 0, by), expand=False)


def _counted(amount: int, one: str, many: str | None = None) -> str:
    return f"{amount} {one if amount == 1 else many or one + 's'}"
