"""Parties that a sentence shows at work, and fighters among whom it counts: who did it, and who suffered it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from services.extractor.model import ActorMention, Reading, Span
from services.extractor.passage import Passage

_WORKS = re.compile(
    r"(?:'s|\u2019s)?(?: [a-z-]+){0,2} (?:forces|troops|soldiers|army|military|police|gendarmes|guards|agents|commandos|snipers|navy|"
    r"gunboats?|tanks|drones?|UAVs|(?:war|fighter )?(?:planes|jets)|aircraft|helicopters?|gunships|artillery|shelling|(?:air ?)?strikes?|"
    r"air raids?|missiles?|rockets?|shells|bombs?|bombardment|fire|gunfire)\b",
    re.I,
)
"""*Ukrainian shelling*, *Kenyan police*: a state at work."""
_WHOM = re.compile(r"(?:at least |all |about |some )?\S+ of (?:whom|which)\b")
_NOUNS = re.compile(r"(?: [\w-]{1,20}){0,4}")
_PHRASE = 40
"""Characters from a number to the end of what it counts."""


def is_at_work(passage: Passage, actors: Sequence[ActorMention], party: str | None) -> bool:
    """Whether the sentence shows ``party`` at work (*army drones*, *Ukrainian shelling*), not only the country that has its name."""
    text = passage.sentence.text
    return any(actor.form == "body" or _works(text, passage.local(actor.span), actor.form) for actor in actors if actor.id == party)


def _works(text: str, span: Span, form: str) -> bool:
    """*U.S. bombs*, *Kenya's airstrikes*; *a Kenya airstrike* was in Kenya."""
    named = (
        form == "name"
        and not text[span.start : span.end].replace(".", "").isupper()
        and text[span.end : span.end + 1] not in ("'", "\u2019")
    )
    return not named and _WORKS.match(text, span.end) is not None


def fighters_of_whom(passage: Passage, reading: Reading) -> str | None:
    """*Five gunmen stormed the post, two of whom were shot dead*: of the fighters that the number before counts."""
    start = reading.number.span.start
    if _WHOM.match(passage.between(start, start + _PHRASE)) is None:
        return None
    before = max((number.span.end for number in passage.numbers if number.span.end < start), default=None)
    counted = _NOUNS.match(passage.between(before, min(start, before + _PHRASE))) if before is not None else None
    if before is None or counted is None:
        return None
    end = before + counted.end()
    return next((a.id for a in passage.actors if a.form == "people" and before < a.span.start < end and not a.id.isupper()), None)


def own_forces_so_far(doers: Mapping[str | None, Set[str]], side: str | None) -> bool:
    """Whether the story has so far told of nobody but the state's own forces that harmed its people: a crackdown, no war."""
    return side is not None and side.isupper() and doers.get(side) == {side}
