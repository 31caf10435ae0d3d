"""Talks, agreements and truces: what a story tells of two parties without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.event import EventType
from schemas.figure import Status, When
from services.extractor.bank import Bank, EventKind, alternation
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import PlaceMention
from services.extractor.passage import Passage
from services.extractor.readers.idioms.cues import clause_around, status_of
from services.extractor.record import record
from services.extractor.story.context import Context
from services.extractor.story.families import TRANSFERS
from services.extractor.story.whens import as_when

CONFIDENCE = 0.6
"""Read by words alone, without the parser."""
_MOST = 6
"""Dealings of one story; a chronology of a peace process names dozens, each told before."""
_LEAD_PARAGRAPHS = 2
_TO_COME = re.compile(
    r"\b(?:will|would|is to|are to|to be|due|set to|scheduled|planned|plans?|expected|next|upcoming|agreed to (?:hold|meet)|invited|ready|"
    r"prepared|willing|propos\w+|before)\b",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:no|not|never|n['’]t|without|fail(?:ed|s|ing|ure)?|reject\w*|refus\w+|demand\w*|call(?:ed|s|ing)? for|urg(?:e|ed|es|ing)|want\w*|"
    r"seek\w*|sought|hop(?:e|es|ed|ing)|despite|if|unless|could|might|possib\w+|chance|prospects?|conditions?|toward|towards|push\w*|"
    r"efforts?|able to|offer\w*|violat\w+|broke|broken|collaps\w+|ended|end of|breach\w*|yet to|"
    r"win a|reach a|until|after a|would)\b[^.;:]{0,36}\Z",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:agree(?:d|s|ing)?|sign(?:ed|s|ing)|announc(?:ed|es|ing)|declar(?:ed|es|ing)|struck|strikes?|accept(?:ed|s)|conclud(?:ed|es)|"
    r"took effect|takes effect|taken effect|(?:came|comes|went|goes|entered|enters) into (?:force|effect)|began|begins|in force|in place|"
    r"holds|held|holding|sealed|reached|extend(?:ed|s))\b",
    re.IGNORECASE,
)
"""A truce or an accord is one only where the clause says that it was made, begun or kept."""
_OVER = re.compile(
    r"[^.;:]{0,30}\b(?:failed|collapsed|broke down|fell apart|stalled|remain\w* (?:elusive|distant|far)|was not|were not|not)\b", re.I
)
_IN = re.compile(r"(?: (?:with|between) [\w ]{1,40})? (?:in|at) \Z")
_TWO = re.compile(
    r"\b(?:the two (?:sides|countries|governments|parties|neighbou?rs)|both sides|the (?:warring )?(?:sides|parties))\b", re.I
)


@record(frozen=True, slots=True)
class Dealing:
    """One thing that parties did with each other: talked, agreed, laid down arms."""

    kind: EventType
    sides: tuple[str, ...]
    status: Status
    when: When
    where: PlaceMention | None = None
    confidence: float = CONFIDENCE


class Dealings:
    """Finds what the bank's event types without numbers tell."""

    def __init__(self, bank: Bank) -> None:
        bare: Sequence[EventKind] = [kind for kind in bank.events.values() if not kind.numeric]
        self._kind_of = {word: kind.type for kind in bare for word in kind.triggers}
        self._pattern = keyed(rf"\b(?:{alternation(self._kind_of)})\b", re.IGNORECASE) if self._kind_of else None

    def find(self, passages: Sequence[Passage], context: Context) -> tuple[Dealing, ...]:
        """Each dealing once, one of a sentence, in the order of the text. A sentence that counts who is exchanged tells that alone.

        Wishes, refusals and doubts make none; neither does a sentence that names fewer than two parties and does not speak of *the two
        sides* of the story.
        """
        found: dict[tuple[object, ...], Dealing] = {}
        for passage in passages:
            if passage.sentence.kind == "label" or any(reading.measure in TRANSFERS for reading in passage.readings):
                continue
            told = sorted(self._in(passage, context), key=lambda dealing: dealing.status != "happened")
            for dealing in told[:1]:
                found.setdefault((dealing.kind, dealing.sides, dealing.status, dealing.when.start), dealing)
        return tuple(found.values())[:_MOST]

    def _in(self, passage: Passage, context: Context) -> Iterator[Dealing]:
        if self._pattern is None:
            return
        text = passage.sentence.text
        for match in self._pattern.finditer(text):
            sides = _sides(passage, context)
            status = _status(text, match.start(), match.end())
            kind = self._kind_of[key_of(match[0])]
            made = kind == "talks" or _MADE.search(" ".join((*clause_around(text, match.start(), match.end()), match[0])))
            if len(sides) < 2 or status is None or not made:
                continue
            when = _when(passage, context, status)
            place = next(
                (p for p in passage.places if p.kind == "city" and _IN.match(text[match.end() : passage.local(p.span).start])), None
            )
            yield Dealing(kind, sides, status, when, place)


def _sides(passage: Passage, context: Context) -> tuple[str, ...]:
    """The parties that the sentence names, hosts and mediators left out; the story's two where it says *the two sides*."""
    named = {actor.id for actor in passage.actors if actor.form != "pronoun" and actor.id not in context.between}
    pair = context.parties or context.foes
    if len(pair) == 2 and (set(pair) <= named or (_TWO.search(passage.sentence.text) and not named - set(pair))):
        return pair
    return tuple(sorted(named)) if len(named) == 2 else ()


def _status(text: str, start: int, end: int) -> Status | None:
    """Whether it happened or is to come; None where it is only wished for, refused or over."""
    before, after = clause_around(text, start, end)
    if _NOT_SO.search(before) or _OVER.match(after):
        return None
    if _TO_COME.search(before[-40:]) or _TO_COME.match(after.lstrip()):
        return "planned"
    status = status_of(before, before[-24:], after, zero=False)
    return status if status in ("happened", "planned") else None


def _when(passage: Passage, context: Context, status: Status) -> When:
    """The day the sentence gives; that of the story for its lead alone: what is told further down is mostly of another day."""
    dates = [mention for mention in passage.dates if mention.start is not None and not (mention.as_of or mention.cumulative)]
    past = [mention for mention in dates if mention.start is not None and (mention.start <= context.day) == (status == "happened")]
    if past:
        return as_when(past[0])
    lead = passage.sentence.kind == "headline" or passage.sentence.paragraph <= _LEAD_PARAGRAPHS
    if status == "happened" and lead and not dates:
        return When(start=context.day, end=context.day, precision="day", basis="publication")
    return When()
