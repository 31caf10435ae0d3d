"""The happening a story is about: its day and place, from whichever sentence tells them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.model import DateMention, PlaceMention
from services.extractor.passage import Passage
from services.extractor.story.context import Causes
from services.extractor.story.phases import CARDINALS
from services.extractor.story.whens import as_when

_LEAD = 20
"""Sentences of the body within which a story tells when its happening was."""
_RECENT = timedelta(days=31)
_HAPPENS = re.compile(
    r"\b(?:happened|occurred|took place|struck|hit|came down|blown up|went down|broke out|collapsed|crashed|exploded|went off|erupted|"
    r"derailed|sank|fell|opened fire|"
    r"stormed|drove into|capsized|overturned|caved in|attacked|bombed|raided|ambushed|seized)\b",
    re.I,
)
_OWNED = re.compile(
    r"(?:'s|')? (?:[\w.-]+ ){0,3}(?:attack|strike|airstrike|raid|blast|explosion|shooting|crash|derailment|disaster|quake|earthquake|"
    r"tremor|flood|fire|collapse|bombing|"
    r"barrage|assault|ambush|accident|sinking|landslide|storm|shelling|massacre|tragedy|onslaught|incident|stabbing|abduction|kidnapping|tragedy|stampede|eruption)",
    re.I,
)
_AFTER = re.compile(
    rf"\b(?P<count>a|{'|'.join(CARDINALS)}) days? after (?:the |an? )?(?:[a-z-]+ ){{0,2}}(?:attack|strike|raid|blast|explosion|shooting|"
    rf"crash|derailment|disaster|quake|earthquake|"
    r"flood|fire|collapse|bombing|accident|sinking|landslide|storm|massacre)",
    re.I,
)
_ELSE = re.compile(r"\b(?:talks|negotiat|agree|accord|deal|exchang|swap|summit|met\b|meeting|released|freed|election|vote)", re.I)
_SAYS_BEFORE = re.compile(
    r"(?P<verb>[a-z]+)(?: (?:reporters|journalists|parliament|state television|late|early|in a statement))? ?\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Incident:
    """``when`` is a day, or a night of two; ``place`` None where the dating sentence names none."""

    when: When
    place: PlaceMention | None
    sentence: int
    counted: bool = False
    """The dating sentence itself counts dead or injured: the day is theirs, and of others only at the same place."""


def find_incident(passages: Sequence[Passage], *, day: date, causes: Causes, speech: frozenset[str], exchange: bool) -> Incident | None:
    """The happening of the story's lead.

    A day that owns it (*Saturday's derailment*, *the July 18 raid*) before a day on which it *happened*, before the first day that
    the body names for anything but speech; none more than a month back. ``exchange``: the story is of one, so a bare day is not enough.
    """
    best: tuple[int, int, int, Incident] | None = None
    for passage in [p for p in passages if p.sentence.kind in ("body", "bullet")][:_LEAD]:
        if (after := _days_after(passage.sentence.text, day)) is not None:
            best = (1, -1, 0, Incident(after, None, passage.sentence.index))
            break
    for passage in [p for p in passages if p.sentence.kind in ("body", "bullet")][:_LEAD]:
        for mention in passage.dates:
            level = _level(passage, mention, day, causes, speech)
            if level is None or (exchange and level > 1):
                continue
            places = [place for place in passage.places if place.kind != "country"]
            candidate = (
                level,
                passage.sentence.index,
                _distance(passage, mention),
                Incident(as_when(mention), places[0] if places else None, passage.sentence.index, bool(passage.readings)),
            )
            if best is None or candidate[:3] < best[:3]:
                best = candidate
    return _narrowed(best[3], passages, day, causes, speech) if best else None


def _narrowed(incident: Incident, passages: Sequence[Passage], day: date, causes: Causes, speech: frozenset[str]) -> Incident:
    """An incident *at the weekend* on the day of it that another sentence names."""
    start, end = incident.when.start, incident.when.end
    if start is None or end is None or start == end or "weekend" not in incident.when.phrase:
        return incident
    for passage in passages:
        for mention in passage.dates:
            if mention.start is None or not start <= mention.start <= end or mention.start != (mention.end or mention.start):
                continue
            if not of_saying(passage, mention, speech):
                return replace(incident, when=as_when(mention))
    return incident


def _distance(passage: Passage, mention: DateMention) -> int:
    """How far the date stands from the word that says what happened; twice as far where it stands before it."""
    start, end = passage.local(mention.span).start, passage.local(mention.span).end
    gaps = [start - m.end() if m.end() <= start else 2 * (m.start() - end) for m in _HAPPENS.finditer(passage.sentence.text)]
    return min((gap for gap in gaps if gap >= 0), default=1000)


def _days_after(text: str, day: date) -> When | None:
    """*on Saturday, two days after the attack*: counted back from the day of the story."""
    match = _AFTER.search(text)
    if match is None:
        return None
    happened = day - timedelta(days=CARDINALS[match["count"].lower()])
    return When(start=happened, end=happened, precision="day", basis="relative", phrase=match[0])


def _level(passage: Passage, mention: DateMention, day: date, causes: Causes, speech: frozenset[str]) -> int | None:
    if mention.start is None or mention.as_of or mention.cumulative or mention.precision not in ("day", "time", "span"):
        return None
    end = mention.end or mention.start
    if mention.start > day or day - end > _RECENT or end - mention.start > timedelta(days=1):
        return None
    text, offset = passage.sentence.text, passage.sentence.span.start
    after = text[mention.span.end - offset :]
    if _OWNED.match(after):
        return 0
    if of_saying(passage, mention, speech):
        return None
    if _ELSE.search(text):
        return None
    return 1 if _HAPPENS.search(text) or causes.at(text, max(0, mention.span.start - offset - 60)) else 2


def of_saying(passage: Passage, mention: DateMention, speech: frozenset[str]) -> bool:
    """Whether the date is that of saying: *told reporters on Sunday*, *said Monday*, *on Wednesday reported*."""
    text, offset = passage.sentence.text, passage.sentence.span.start
    before = text[: mention.span.start - offset].rstrip()
    before = re.sub(r"\b(?:on|late|early|in|the)\Z", "", before).rstrip()
    said = _SAYS_BEFORE.search(before[-60:])
    if said and said["verb"].lower() in speech:
        return True
    following = re.match(r",? ([a-z]+)", text[mention.span.end - offset :])
    return bool(
        (following and following[1] in speech and following[1] not in ("said",))
        or (following and following[1] in speech and "," not in before[-20:])
    )
