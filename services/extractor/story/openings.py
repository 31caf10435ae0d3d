"""When wars, truces and other long things of a story began, for the sums that are counted *since the ceasefire*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from services.extractor.bank.happenings import Happenings
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import DateMention
from services.extractor.passage import Passage

_TRUCE = ("truce", "ceasefire", "cease-fire", "armistice")
_WAR = ("war", "conflict", "invasion", "hostilities", "fighting", "clashes", "violence")
_UPRISING = ("uprising", "revolt", "rebellion", "revolution", "protests", "demonstrations", "unrest")
_OFFENSIVE = ("offensive", "operation", "incursion", "campaign")
_COUP = ("coup", "takeover", "junta")
_LASTING = ("war", "conflict", "invasion", "hostilities", "insurgency", *_UPRISING, *_OFFENSIVE)
"""What goes on long after the day on which it began, and is told with it as the background of a happening."""
_KIND_OF: Mapping[str, str] = {word: kinds[0] for kinds in (_TRUCE, _WAR, _UPRISING, _OFFENSIVE, _COUP) for word in kinds}
_NAMES = "|".join(_KIND_OF)
_OPENED = keyed(
    rf"\b(?P<kind>{_NAMES})\b(?:[^.;:]{{0,60}}\b(?:began|begun|started|erupted|broke out|launched|declared|agreed|signed|reached|"
    r"t(?:ook|aken|ake|akes) (?:effect|hold)|c(?:ame|ome) into (?:force|effect)|went into (?:force|effect)|seized power)\b[^.;:]{0,24})?"
    r"(?: (?:of|on|from|in))?(?: (?:late|early|the))*,? \Z",
    re.I,
)
_ENDED_WITH = keyed(rf"\bended (?:on )?\Z|\b(?:halted|stopped) by an? (?P<kind>{_NAMES})\b[^.;:]{{0,30}}\Z", re.I)
_NAMED = re.compile(rf"(?:['’]s)? (?!(?:[io]n|the|an?|of|to)\b)(?:[\w-]+ )?(?P<kind>{_NAMES})\b(?!-)", re.I)
_WITH = re.compile(rf" (?:with|by|in|after) an? (?:[\w-]+ ){{0,2}}(?P<kind>{_NAMES})\b", re.I)
_REACH = 110
"""Characters of a sentence in which a war or truce is named before the day on which it began."""
_OPENED_WITH = keyed(
    rf"\b(?P<kind>{_NAMES})\b[^.;:]{{0,60}}?\b(?:began|begun|started|erupted|broke out|triggered|sparked|ignited|prompted|set off|followed|"
    r"launched)\b (?:when|after|with|by|as|following|in (?:response|retaliation))\b",
    re.I,
)
"""*The war started when gunmen crossed the border, killing 1,200*."""
_SAID_OF = keyed(rf"\b(?P<kind>{_NAMES})\b", re.I)

_DAYS = timedelta(days=4)
"""What broke out so long ago and is still told of has become many happenings."""
_BROKE_OUT = keyed(
    r"\b(?:broke out|broken out|erupted|began|begun|started|flared(?: up)?|kicked off|was launched|were launched)\b"
    r"(?: [^.;:,]{1,50}?)??(?: (?:on|in|late|early|last|back|around)){0,3} \Z",
    re.I,
)
"""*Fighting broke out in the border area on Sept. 27*."""


def find_openings(passages: Sequence[Passage], day: date) -> Mapping[str, date]:
    """The first day that the story gives each kind of them: *a truce took effect on Oct. 10*, *the Oct. 10 truce*, *ended on Nov. 10 with
    a truce*. None that is still to come.
    """
    found: dict[str, date] = {}
    for passage in passages:
        text = passage.sentence.text
        if not passage.dates or _SAID_OF.search(text) is None:
            continue
        for mention in passage.dates:
            if (
                mention.start is None
                or mention.start >= day
                or mention.precision not in ("day", "time", "span")
                or mention.as_of
                or mention.forward
            ):
                continue
            local = passage.local(mention.span)
            before = text[max(0, local.start - _REACH) : local.start] + (mention.phrase if mention.cumulative else "")
            named = _named(before, text, local.end, opened=mention.cumulative)
            if named is not None:
                found.setdefault(_KIND_OF[key_of(named)], mention.start)
    return found


def is_opening(passage: Passage, mention: DateMention) -> bool:
    """*The war began on Friday with a wave of raids*: the day of what has gone on since, and of no single happening in it."""
    text, local = passage.sentence.text, passage.local(mention.span)
    named = _OPENED.search(text[max(0, local.start - _REACH) : local.start])
    return named is not None and key_of(named["kind"]) in _LASTING


def _named(before: str, text: str, end: int, *, opened: bool) -> str | None:
    if opened:  # the phrase itself says so: "since the truce began on October 10"
        said = _SAID_OF.search(before)
        return said["kind"] if said is not None else None
    ended = _ENDED_WITH.search(before)
    if ended is not None:
        closing = _WITH.match(text, end)
        return ended["kind"] or (closing["kind"] if closing is not None else None)
    match = _NAMED.match(text, end) or _OPENED.search(before)
    return match["kind"] if match is not None else None


def opening_of(phrase: str, openings: Mapping[str, date]) -> date | None:
    """The day from which *since the ceasefire* runs, where the story gives it."""
    said = _SAID_OF.search(phrase)
    return openings.get(_KIND_OF[key_of(said["kind"])]) if said is not None else None


def opening_told(text: str, at: int, openings: Mapping[str, date]) -> date | None:
    """The day of what the sentence tells before offset ``at`` to have opened the war, where the story gives that day elsewhere."""
    said = _OPENED_WITH.search(text)
    return openings.get(_KIND_OF[key_of(said["kind"])]) if said is not None and said.end() <= at else None


def broke_out_on(passages: Sequence[Passage], day: date, words: Happenings) -> date | None:
    """The day, long enough before the story's, on which the story says that its strife began; None where it says none."""
    for passage in passages:
        for mention in passage.dates:
            if is_breaking_out(passage, mention, day, words):
                return mention.start
    return None


def is_breaking_out(passage: Passage, mention: DateMention, day: date, words: Happenings) -> bool:
    """*The clashes, which erupted on May 2*, told weeks later: the beginning of what goes on, and the day of none of its harm."""
    if mention.start is None or mention.start != mention.end or mention.as_of or mention.forward or day - mention.start <= _DAYS:
        return False
    start = passage.local(mention.span).start
    begun = _BROKE_OUT.search(passage.sentence.text, max(0, start - _REACH), start)
    return begun is not None and words.lasting.search(passage.sentence.text, max(0, begun.start() - _REACH), begun.start()) is not None
