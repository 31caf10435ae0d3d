"""Days counted from the happening that the story is about: *two days after the killings*, *the day before the raid*."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from services.extractor.bank.happenings import Happenings
from services.extractor.dates.almanac import plus
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import DateMention, Span
from services.extractor.passage import Passage
from services.extractor.story.incidents import Incident
from services.extractor.story.others import CAME
from services.extractor.story.phases import CARDINALS

_WEEK = timedelta(days=7)
_COUNTED = keyed(
    rf"\b(?:(?P<count>a|one|{'|'.join(CARDINALS)}|\d{{1,2}})|the) (?P<unit>day|night|week)s? (?:(?P<back>before)|after)"
    r"(?= (?:the|that|this|these|those|their|his|its) )",
    re.I,
)
_OTHER = re.compile(
    r" (?:the|that|this|these|those|their|his|its) (?:[\w'’-]+ ){0,3}?(?:first|second|other|previous|earlier|last|latest|next)\b"
)


def counted_from_incident(passage: Passage, incident: Incident, day: date, words: Happenings) -> Passage:
    """The passage with *two days after the killings the army arrested 22* and *the day before the raid* counted from the day of the story's
    happening; and with *The attack came two days after a bomb killed nine* counted back from the day of the attack, not of the story: an
    announcement or a visit that came so is of the story's.
    """
    happened = incident.when.start
    if happened is None or happened != incident.when.end or not timedelta(0) < day - happened or not incident.sure:
        return passage
    if incident.sentence == passage.sentence.index and incident.when.phrase and _COUNTED.match(incident.when.phrase + " the "):
        return passage  # "Three days after the quake struck, tents are arriving" has told the story when that was
    came = CAME.match(passage.sentence.text) if any(mention.forward for mention in passage.dates) else None
    if came is None or words.kinds.search(came[0]) is None:
        return _from_known(passage, happened, day, words)
    if day - happened > _WEEK:
        return passage
    back = (happened - day).days
    return passage.with_(
        dates=tuple(
            replace(m, start=plus(m.start, back), end=plus(m.end, back))
            if m.forward and m.start and m.end and m.precision != "month"
            else m
            for m in passage.dates
        )
    )


def _from_known(passage: Passage, happened: date, day: date, words: Happenings) -> Passage:
    """Of *the attack* the story has told; *two days after an attack* is of another."""
    text, start = passage.sentence.text, passage.sentence.span.start
    dates = list(passage.dates)
    for match in _COUNTED.finditer(text):
        if words.counted_from.match(text, match.end()) is None or _OTHER.match(text, match.end()) is not None:
            continue
        count = CARDINALS.get(key_of(match["count"] or "one")) or (int(match["count"]) if (match["count"] or "").isdigit() else 1)
        days = count * (7 if key_of(match["unit"]) == "week" else 1)
        found = plus(happened, -days if match["back"] else days)
        span = Span(start + match.start(), start + match.end())
        near = [m for m in dates if not m.forward and m.start is not None and m.span.end <= span.start and span.start - m.span.end <= 3]
        if found > day or near:
            continue  # "on Friday, a week after the raid" says when the raid was
        dates = [m for m in dates if m.span.end <= span.start or m.span.start >= span.end]
        dates.append(DateMention(span=span, phrase=match[0], start=found, end=found, precision="day", basis="relative"))
    return (
        passage
        if len(dates) == len(passage.dates) and all(a is b for a, b in zip(dates, passage.dates, strict=True))
        else (passage.with_(dates=tuple(sorted(dates, key=lambda m: m.span.start))))
    )
