"""How long a happening took, as the story states it: *a four-day mutiny*, *three days of clashes*, *the siege lasted two days*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from schemas.figure import When
from services.extractor.dates.almanac import plus
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.model import DateMention
from services.extractor.passage import Passage
from services.extractor.story.phases import CARDINALS

_LEAD = 8
"""Sentences, the headline's among them, in which a story says how long its happening took."""
_COUNT = rf"(?P<count>[2-9]|{'|'.join(word for word in CARDINALS if len(word) > 1 and word != 'one')})"
_LASTING = (
    r"(?:siege|stand-?off|mutiny|mutinies|riots?|rioting|uprising|revolt|rebellion|unrest|violence|clashes|fighting|battles?|gun ?battle|"
    r"gunfight|shootout|attack|assault|raid|rampage|hostage[- ](?:taking|crisis|drama|siege|ordeal)|takeover|bloodshed|protests?|"
    r"demonstrations|disturbances|turmoil|looting|blockade|killing spree|hijack(?:ing)?|storms?|downpours?|rains?|rainfall|floods|flooding|"
    r"blizzard|wildfires?|blaze|fire|bombardment|shelling|offensive|operation|incursion|crackdown)"
)
_STATED = keyed(
    rf"\b{_COUNT}(?:[- ]day(?:[- ]long)?,? "
    r"(?:(?!after|since|before|into|of|on|from|in|to|at|for|ahead|festival|holiday|visit|trip|tour|truce|break)[\w-]+ ){0,3}?|"
    rf" (?:straight |consecutive |successive )?days of (?:[\w-]+ ){{0,3}}?){_LASTING}\b",
    re.I,
)
_LASTED = keyed(
    rf"\b{_LASTING} (?:(?:that|which) )?(?:had )?(?:lasted|went on for|raged for|dragged on for|continued for) {_COUNT} days\b", re.I
)
_ENDED = re.compile(
    r"\b(?:end(?:ed|s|ing)?|(?:is|was|were|are|now) over|retook|retaken|recaptured|regain(?:ed|s)?|reclaimed|stormed|"
    r"br(?:ought|inging|ings) (?:[\w-]+ ){0,5}?(?:to an end|to a close|under control)|quelled|crushed|put down|subdued|surrendered|"
    r"(?:calm|quiet|order|normality) (?:\w+ )?(?:returned|was restored)|restored (?:calm|order)|lifted|subsided|abated)\b",
    re.I,
)
_LEAD_OF_WAR = 4
"""Sentences, the headline's among them, in which a story of a war's losses says how long it took."""
_WAR_OF_DAYS = keyed(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(word for word in CARDINALS if len(word) > 1 and word != 'one')})"
    r"(?:[- ]day(?:[- ]long)? (?:[\w-]+ ){0,2}?|(?: straight)? days of (?:[\w-]+ ){0,2}?)(?:war|conflict|fighting|hostilities)\b",
    re.I,
)


def _count(said: str) -> int:
    return int(said) if said.isdigit() else CARDINALS[key_of(said)]


def _days_stated(passages: Sequence[Passage]) -> int | None:
    """Days that the story's happening took; None where its lead says none, or two that differ."""
    told: set[int] = set()
    for passage in passages[:_LEAD]:
        for found in (*_STATED.finditer(passage.sentence.text), *_LASTED.finditer(passage.sentence.text)):
            told.add(_count(found["count"]))
        if told:
            break
    return told.pop() if len(told) == 1 else None


def days_of_war(passages: Sequence[Passage], opening: date | None, day: date) -> tuple[date, date] | None:
    """The first and the last day of a war that is over and told as a whole: *a truce ended the nine-day war*, where the story gives the
    ``opening``. The day on which it says it ended goes before the sum of its days, if the two are one apart.
    """
    lead = passages[:_LEAD_OF_WAR]
    told = {_count(found["count"]) for passage in lead for found in _WAR_OF_DAYS.finditer(passage.sentence.text)}
    if opening is None or len(told) != 1:
        return None
    last = plus(opening, told.pop() - 1)
    ends = {m.start for passage in passages for m in passage.dates if _is_end(passage, m)}
    last = next((end for end in (last, plus(last, 1)) if end in ends), last)
    return (opening, last) if last <= day else None


def last_day(start: date, passages: Sequence[Passage], day: date) -> date | None:
    """The last day of what began on ``start``: the day on which the lead says it was over, where that is one of the last two it may be."""
    days = _days_stated(passages)
    if days is None:
        return None
    last = plus(start, days - 1)
    ends = {m.start for passage in passages[:_LEAD] for m in passage.dates if _is_end(passage, m)}
    if (later := plus(last, 1)) in ends and last not in ends and later <= day:
        return later
    return last if last <= day else None


def days_until_end(passages: Sequence[Passage]) -> tuple[When, int] | None:
    """The days of what only its end is told of, and the sentence that tells it: *ended a three-day siege on Sunday*."""
    days = _days_stated(passages)
    for passage in passages[:_LEAD] if days is not None else ():
        if _STATED.search(passage.sentence.text) is None:
            continue
        ends = {m.start: m for m in passage.dates if _is_end(passage, m)}
        if days is not None and len(ends) == 1 and (mention := next(iter(ends.values()))).start is not None:
            first = plus(mention.start, 1 - days)
            return When(
                start=first, end=mention.start, precision="span", basis=mention.basis, phrase=mention.phrase
            ), passage.sentence.index
    return None


def _is_end(passage: Passage, mention: DateMention) -> bool:
    """Whether the sentence of a single day tells that something was over."""
    if mention.start is None or mention.start != (mention.end or mention.start) or mention.cumulative or mention.forward or mention.as_of:
        return False
    return _ENDED.search(passage.sentence.text) is not None
