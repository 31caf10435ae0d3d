"""The days that stand beside a number: in the clause it stands in, in the name of its happening, one for each of several numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from services.extractor.bank import Bank
from services.extractor.model import DateMention, Reading, Span
from services.extractor.passage import Passage
from services.extractor.story.families import family_of
from services.extractor.story.senses import is_named_until, sense_of

VAGUE = ("month", "year", "unknown", "week")
"""Precisions of a time that is no day."""
_NIGHT = re.compile(r"\b(?:overnight|night|early hours)\b", re.I)
_REACH_BACK = 120
"""Characters before a date in which it is said that something began then."""
_WHEN = re.compile(
    r",? when (?:the |a |another |some |about |almost |nearly |more than |at least |as many as ){0,4}(?:first |other )?\Z", re.I
)
_AND_THEN = re.compile(r",? when [^.;:]{0,120}", re.S)
_AFTER_THAT = re.compile(r",? (?:when|after|as) [^.;:]{0,160}", re.S)
_BEGUN_ON = re.compile(
    r"\b(?:began|begun|started|erupted|broke out|flared up|triggered|sparked|ignited)(?: (?:in|on|early|late|last|back))* \Z"
)
_WHICH = re.compile(
    r"(?: (?:in|on|at|near|by|of|against|outside|inside) [^,;:.]{1,50})?,? (?:that|which|in which|where|when) "
    r"(?:[\w'’-]{1,20} ){0,6}"
)
"""What stands between a happening and a number in the clause that describes it."""


def day_told_behind(passage: Passage, reading: Reading, mentions: Sequence[DateMention]) -> DateMention | None:
    """*6,000 have come home since Wednesday, when the first 1,200 arrived*: the day itself, for what is told of it; so is the day of *a war
    that erupted on Oct. 7 after gunmen killed 1,200*.
    """
    number = reading.number.span
    before = [m for m in mentions if m.span.end <= number.start]
    if not before or before[-1].start is None or before[-1].precision in VAGUE or before[-1].as_of:
        return None
    day = before[-1]
    between = passage.between(day.span.end, number.start)
    began = _BEGUN_ON.search(passage.between(day.span.start - _REACH_BACK, day.span.start)) is not None
    if _WHEN.match(between) is None and (
        family_of(reading) != "harm" or day.cumulative or (_AFTER_THAT if began else _AND_THEN).fullmatch(between) is None
    ):
        return None
    return replace(day, end=day.start, precision="day", cumulative=False) if day.cumulative else day


def day_in_name(passage: Passage, reading: Reading, mentions: Sequence[DateMention], bank: Bank) -> DateMention | None:
    """*Saturday's blast, which killed 30*, *the attack on Monday in which 12 died*: the day in the name of the happening that the clause
    with the number describes, whatever the sentence tells around it.
    """
    number = reading.number.span
    if family_of(reading) != "harm" or "toll" in reading.notes:
        return None
    before = [m for m in mentions if m.span.end <= number.start and m.start is not None]
    if not before or before[-1].cumulative or before[-1].as_of or before[-1].forward:
        return None
    day = before[-1]
    text, local = passage.sentence.text, passage.local(day.span)
    owned = bank.happenings.owned.match(text, local.end)
    if owned is None and not is_named_until(text, local.start, bank.happenings):
        return None
    return day if _WHICH.fullmatch(text, owned.end() if owned is not None else local.end, passage.local(number).start) else None


def forward_day(passage: Passage, reading: Reading, mentions: Sequence[DateMention]) -> DateMention | None:
    """The time of all that the sentence tells after it: *307 more, a day after each side freed 390*."""
    before = [m for m in mentions if m.forward and m.span.end <= reading.number.span.start]
    if not before or ";" in passage.between(before[-1].span.end, reading.number.span.start):
        return None
    named = (m for m in mentions if m.start is not None and m.precision in ("day", "span") and not (m.cumulative or m.as_of or m.forward))
    if any(m.span.start > reading.number.span.end for m in named):
        return None  # "two days after nine were killed in a strike on Saturday", "in attacks at the weekend"
    return before[-1]


def days_of_each(passage: Passage, mentions: Sequence[DateMention]) -> dict[Span, DateMention]:
    """*Yesterday 390, today 307*; *390 on Friday, 307 on Saturday*: where numbers and days alternate, each number has the day beside it.

    A night beside a weekday (*on Wednesday it reported 76 launched overnight*) is no second day.
    """
    days = [m for m in mentions if m.start is not None and not m.as_of and not m.cumulative]
    numbers = [n for n in passage.numbers if n.distractor is None]
    if len(days) > len(numbers) > 1:
        days = [day for day in days if day.span.start > numbers[0].span.start]  # "Tuesday's followed one of 11 on Monday and 13 on Sunday"
    nights = len({_NIGHT.search(day.phrase) is None for day in days}) > 1 and any(day.basis in ("weekday", "stated") for day in days)
    if len(days) < 2 or len(days) != len(numbers) or nights:
        return {}
    order = sorted([(m.span.start, "day") for m in days] + [(n.span.start, "number") for n in numbers])
    kinds = [kind for _, kind in order]
    if kinds[::2] == ["day"] * len(days) or kinds[::2] == ["number"] * len(days):
        return {number.span: day for number, day in zip(numbers, days, strict=True)}
    return {}


def is_of_saying(passage: Passage, mention: DateMention, is_speech: Callable[[str], bool], bank: Bank) -> bool:
    """*Said on Wednesday that seven, not nine, died a day earlier*: a day of saying is no number's."""
    return _closes_saying(passage, mention, is_speech) or (len(passage.dates) > 1 and sense_of(passage, mention, bank.happenings) == "said")


def _closes_saying(passage: Passage, mention: DateMention, is_speech: Callable[[str], bool]) -> bool:
    """*Five gunmen came on Tuesday, killing six, the army said on Wednesday*: the day of saying, last in the sentence, is no number's."""
    last = not passage.between(mention.span.end, passage.sentence.span.end).strip(' ."”')
    before = passage.between(passage.sentence.span.start, mention.span.start).split()[-2:]
    return last and any(is_speech(word.lower()) for word in before)
