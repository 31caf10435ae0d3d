"""Times that lean on another sentence: *A week later four more went home*, and *The men were let go on Tuesday* after the news of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta

from services.extractor.bank.happenings import Happenings
from services.extractor.dates.almanac import safe
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.model import DateMention
from services.extractor.passage import Passage
from services.extractor.story.whens import as_when

_LATER = re.compile(r"\b(?:later|afterwards?|following|subsequent|next|after)\b", re.I)
_EARLIER = re.compile(
    r"(?:just |only )?(?:the|an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) "
    r"(?:days?|nights?|evening|weeks?) (?:before|earlier|previously)|"
    r"(?:on )?the (?:previous|preceding) (?:day|night|evening)",
    re.I,
)
_THE_SAME = keyed(
    r"\A[\"“‘]?(?:The (?:[\w’'-]+ ){0,3}?(?:men|women|people|soldiers|troops|police|policemen|prisoners|captives|hostages|detainees|"
    r"abductees|girls|boys|children|pupils|students|fishermen|sailors|"
    r"crew|workers|aid workers|officers|group|pair|trio)|They|All of them)(?:,| who)?"
    r"(?: (?:were|was|had been|have been|who|all|finally|later|then)){0,3} "
    r"(?:let go|freed|released|handed over|set free|exchanged|swapped|flown home|sent home|repatriated)\b"
)
"""*The soldiers were let go on Tuesday*; *The men, freed late on Saturday, were well*."""
_THE_ACT = keyed(
    r"\A(?:The|Their|All the|That|These) (?:[\w-]+ ){0,2}(?:releases?|exchanges?|swaps?|handovers?|transfers?) "
    r"(?:took place|happened|occurred|came|(?:was|were) (?:made|carried out|completed))\b"
)
"""*The releases took place between Monday and Wednesday*."""
_THEY_CAME = re.compile(
    r"(?:They|The (?:\w+ )?(?:men|women|people|soldiers|captives|hostages|prisoners|workers|group)) "
    r"(?:came|got|walked|went|flew|crossed|left|arrived|returned|landed)(?: (?:out|home|back|free|over|across))?\b"
)
"""*Four have been freed, the ministry says. They came out with 13 Israelis late on Saturday*."""
_SOON = 3
"""Sentences after a release in which those let go are still *the men*."""
_ITS_DAY = 50
"""Characters from the release to its day."""
_UNDATED = ("publication", "unknown", "dateline")
_REACH = 2
"""Sentences within which the day told of before is still meant."""
_FAR = 5
"""The same for *two days later* where, counted from the story's own day, it would be still to come."""


def with_named_days(passages: Sequence[Passage], day: date | None, words: Happenings) -> tuple[Passage, ...]:
    """The passages with *the day after their attack on Oct. 7* counted from the day that it names, and with *the October attack* on the one
    day of that month that the story gives it.
    """
    if day is None:
        return tuple(passages)
    known = _days_by_month(passages)
    return tuple(
        _narrowed(_from_named(passage, passage.day or day, words), known, words) if passage.dates else passage for passage in passages
    )


def _from_named(passage: Passage, now: date, words: Happenings) -> Passage:
    """*The day after their attack on Oct. 7* is Oct. 8, whatever ``now`` is, from which it has been counted so far."""
    settled, text = list(passage.dates), passage.sentence.text
    for i, mention in enumerate(passage.dates[:-1]):
        named = passage.dates[i + 1]
        if not (mention.forward and mention.start is not None and mention.basis == "relative" and _is_day(named)):
            continue
        if named.start is None or named.basis != "stated" or mention.start >= now or not mention.phrase.lower().endswith(" after"):
            continue
        between = text[passage.local(mention.span).end : passage.local(named.span).start]
        owned = words.owned.match(text, passage.local(named.span).end) is not None and len(between) <= _SHORT
        if len(between) > _NAMED_WITHIN or _CLAUSE.search(between) or not (owned or words.kinds.search(between)):
            continue
        start = named.start + (now - mention.start)
        settled[i] = replace(mention, start=start, end=start, forward=False)
    return passage.with_(dates=tuple(settled)) if settled != list(passage.dates) else passage


def _days_by_month(passages: Sequence[Passage]) -> dict[tuple[int, int], set[date]]:
    """The days that the story names by their dates, month by month."""
    found: dict[tuple[int, int], set[date]] = {}
    for passage in passages:
        for mention in passage.dates:
            if mention.basis == "stated" and mention.start is not None and (_is_day(mention) or mention.precision == "span"):
                found.setdefault((mention.start.year, mention.start.month), set()).add(mention.start)
    return found


def _narrowed(passage: Passage, known: Mapping[tuple[int, int], Set[date]], words: Happenings) -> Passage:
    """*The October attack* on the one day of October that is ``known``."""
    settled, text = list(passage.dates), passage.sentence.text
    for i, mention in enumerate(passage.dates):
        if mention.precision != "month" or mention.start is None or mention.cumulative or mention.as_of or mention.forward:
            continue
        days, local = known.get((mention.start.year, mention.start.month), set()), passage.local(mention.span)
        if len(days) == 1 and _THE.search(text, 0, local.start) and words.owned.match(text, local.end):
            settled[i] = replace(mention, start=min(days), end=min(days), precision="day")
    return passage.with_(dates=tuple(settled)) if settled != list(passage.dates) else passage


def with_same_periods(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages with *in the same period last year* as the months of that year that were named last: *In the first nine months 400 died,
    against 650 in the same period of 2011*.
    """
    found: list[Passage] = []
    last: tuple[int, date, date] | None = None
    for passage in passages:
        settled = list(passage.dates)
        for i, mention in enumerate(passage.dates):
            start, end = mention.start, mention.end
            if start is None or end is None:
                continue
            near = last is not None and passage.sentence.index - last[0] <= _REACH
            if last is not None and near and mention.precision == "year" and _is_same_period(passage, mention):
                first, until = safe(start.year, last[1].month, last[1].day), safe(start.year, last[2].month, last[2].day)
                if first is not None and until is not None:
                    settled[i] = replace(mention, start=first, end=until, precision="span", cumulative=True)
            elif mention.precision == "span" and start.year == end.year and end - start >= _FORTNIGHT:
                last = passage.sentence.index, start, end
        found.append(passage.with_(dates=tuple(settled)) if settled != list(passage.dates) else passage)
    return tuple(found)


def _is_same_period(passage: Passage, mention: DateMention) -> bool:
    start, end = passage.local(mention.span).start, passage.local(mention.span).end
    text = passage.sentence.text
    return _SAME_PERIOD.search(text, max(0, start - _SHORTLY), start) is not None or _SAME_PERIOD.match(text, end) is not None


_SAME_PERIOD = re.compile(
    r",? ?\b(?:in|during|over|for|from) the (?:same|corresponding|equivalent|comparable) "
    r"(?:[\w-]+ )?(?:period|months|weeks|time|span|stretch)(?: (?:in|of))? ?",
    re.I,
)
_SHORTLY = 44
"""Characters of *during the corresponding period of* before a year."""
_FORTNIGHT = timedelta(days=14)
_THE = re.compile(r"\b(?:the|that|this|its|their|[\w-]{1,30}['’]s?) \Z", re.I)
_CLAUSE = re.compile(r"[.;:,]|\b(?:said|says|told|announced|reported)\b")
_SHORT = 5
"""Characters of *the* between *a day after* and a date."""
_NAMED_WITHIN = 80
"""Characters between *the day after* and the date of what it counts from."""


def with_days_counted_on(passages: Sequence[Passage], day: date | None) -> tuple[Passage, ...]:
    """The passages with *two days later* counted from the day that the sentences before named, where from the day of the story it would be
    still to come.
    """
    if day is None:
        return tuple(passages)
    found: list[Passage] = []
    last: tuple[int, date] | None = None
    for passage in passages:
        now, index = passage.day or day, passage.sentence.index
        before = last[1] if last is not None and 0 < index - last[0] <= _FAR else None
        if before is not None and passage.dates and before < now:
            passage = passage.with_(dates=_counted_on(passage.dates, before, now))
            if last is not None and index - last[0] == 1:
                passage = passage.with_(dates=_counted_back(passage, before, now))
        told = [m.start for m in passage.dates if _is_day(m) and m.start is not None and m.start <= now]
        told = told or [m.start for m in passage.dates if m.cumulative and m.start is not None and m.precision != "year" and m.start < now]
        if told:
            last = index, told[-1]
        found.append(passage)
    return tuple(found)


def _is_day(mention: DateMention) -> bool:
    one = mention.start is not None and mention.start == (mention.end or mention.start)
    return one and mention.precision in ("day", "time") and not (mention.as_of or mention.cumulative or mention.forward)


def _counted_on(mentions: Sequence[DateMention], before: date, now: date) -> tuple[DateMention, ...]:
    """Only the first mentions of a sentence lean on the one before; behind a day of its own they have been counted from that."""
    settled, own = list(mentions), False
    for i, mention in enumerate(mentions):
        later = mention.basis == "relative" and _LATER.search(mention.phrase) is not None
        if not own and later and mention.start is not None and mention.end is not None and mention.start > now:
            shift = mention.start - now
            start, end = before + shift, before + (mention.end - now)
            if shift > timedelta(0) and end <= now:
                settled[i] = replace(mention, start=start, end=end)
        own = own or (_is_day(mention) and not later)
    return tuple(settled)


def _counted_back(passage: Passage, before: date, now: date) -> tuple[DateMention, ...]:
    """*The day before, two women had been shot dead*, which opens the sentence after one of *On Saturday*: on Friday."""
    first = passage.dates[0]
    opens = passage.local(first.span).start <= 1 and first.basis == "relative" and _EARLIER.fullmatch(first.phrase) is not None
    if not opens or not _is_day(first) or first.start is None or first.start >= now:
        return passage.dates
    day = before - (now - first.start)
    return (replace(first, start=day, end=day), *passage.dates[1:])


def settle_days_told_after(facts: Sequence[Fact], passages: Sequence[Passage], today: date) -> list[Fact]:
    """The facts, those of a release that only the report dates on the day that the story gives it later: *said on Thursday that 30 soldiers
    had been freed. The soldiers were let go on Tuesday*.
    """
    settled = [_as_dated_below(fact, facts) if _is_undated_release(fact) else fact for fact in facts]
    lead = next((f for f in settled if _is_undated_release(f) and f.sentence.kind != "headline"), None)
    if lead is None:
        return settled
    for passage in passages:
        if not 0 < passage.sentence.index - lead.sentence.index <= _SOON or passage.sentence.entry != lead.sentence.entry:
            continue
        company = _THEY_CAME.match(passage.sentence.text)
        act = _THE_ACT.search(passage.sentence.text)
        found = company or act or _THE_SAME.search(passage.sentence.text)
        if found is None or (company is None and any(r.measure == "released" for r in passage.readings)):
            continue
        days = [
            m
            for m in passage.dates
            if 0 < passage.local(m.span).start - found.end() <= _ITS_DAY and (_is_day(m) or (act and m.precision == "span"))
        ]
        if not days or days[0].start is None or days[0].start > today:
            continue
        last = passage.sentence.index if company is not None else passages[-1].sentence.index
        return [
            f.with_(when=as_when(days[0])) if _is_undated_release(f) and f.when == lead.when and f.sentence.index <= last else f
            for f in settled
        ]
    return settled


def _as_dated_below(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """*Have released more than 100 jihadists, a source said. "This weekend more than 100 were set free," he said*: on the days told with
    the same number.
    """
    number = fact.reading.number
    same = [
        other
        for other in facts
        if (other.reading.measure, other.status, other.mode) == ("released", "happened", "increment")
        and (other.reading.number.low, other.reading.number.high) == (number.low, number.high)
        and number.low >= _NO_CHANCE
        and other.when.phrase
        and other.when.basis not in _UNDATED
        and other.side in (None, fact.side)
        and other.sentence.entry == fact.sentence.entry
    ]
    days = {(other.when.start, other.when.end) for other in same}
    return fact.with_(when=same[0].when, mode="increment") if len(days) == 1 else fact


_NO_CHANCE = 5
"""Below it two numbers are alike by chance."""


def _is_undated_release(fact: Fact) -> bool:
    return (fact.reading.measure, fact.status) == ("released", "happened") and fact.mode != "cumulative" and fact.when.basis in _UNDATED
