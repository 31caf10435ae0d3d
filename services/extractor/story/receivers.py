"""Whose those let go are by where they go and how the sentence begins: *three to Peru*, *those who reached Ethiopia*."""

from __future__ import annotations

import re

from services.extractor.model import Reading
from services.extractor.passage import Passage
from services.extractor.story.context import Context

_TO = re.compile(r"(?: [a-z]+){0,2} to (?:the )?")
_AMONG_THE = re.compile(r"(?:Among|Of) (?:the|those)(?: [\w’'-]{2,20}){1,3}(?= (?:were|are|was|is)\b|,)")
_THOSE_WHO = re.compile(
    r"\b(?:those|people|prisoners|men|captives|soldiers) (?:who|that) (?:reached|returned to|arrived in|came (?:back|home) to|crossed into|"
    r"landed in|got back to) \Z"
)


def goal_of(passage: Passage, reading: Reading) -> str | None:
    """Whoever *three to Peru* go to."""
    end = reading.number.span.end
    return next((a.id for a in passage.actors if a.form == "name" and _TO.fullmatch(passage.between(end, a.span.start)) is not None), None)


def people_in_front(passage: Passage, reading: Reading) -> str | None:
    """*Among the freed Chadians were 13 soldiers and six civilians*: whom the sentence begins with."""
    front = _AMONG_THE.match(passage.sentence.text)
    if front is None or passage.local(reading.number.span).start < front.end():
        return None
    end = passage.sentence.span.start + front.end()
    return next((a.id for a in passage.actors if a.form in ("people", "adjective") and a.span.end <= end), None)


def reached(passage: Passage, context: Context) -> str | None:
    """*Among those who reached Ethiopia were three doctors*: whoever gets home is of that side."""
    for actor in passage.actors:
        side = actor.form == "name" and context.parties and context.in_exchange(actor.id)
        if side and _THOSE_WHO.search(passage.between(actor.span.start - 60, actor.span.start)):
            return actor.id
    return None
