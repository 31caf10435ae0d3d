"""The day a story is of: its date of publication, or, where only the month is printed, what its own dates and weekdays say."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from schemas.article import Article
from services.extractor.dates.almanac import plus, safe
from services.extractor.keyed import keyed
from services.extractor.lowered import key_of
from services.extractor.text import StoryText

_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_WEEKDAYS = {name: number for number, name in enumerate(calendar.day_name)}
_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_STATED = re.compile(
    rf"\b(?P<month>{_NAME}) (?P<day>\d{{1,2}})(?:(?: ?[-\u2013] ?| to | and )(?P<to>\d{{1,2}}))?(?![\d:])(?!,? (?P<year>\d{{4}}))"
    rf"|\b(?P<day2>\d{{1,2}})(?: ?[-\u2013] ?(?P<to2>\d{{1,2}}))? (?P<month2>{_NAME})(?!,? (?P<year2>\d{{4}}))"
)
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b")
_STATED_TH = re.compile(_STATED.pattern.replace(r"(?P<day>\d{1,2})", r"(?P<day>\d{1,2})(?:st|nd|rd|th)?", 1))
_REPRINTS = keyed(
    r"\b(?:what follows|follows(?:,| below|:|\.)|published on (?=\d|[A-Z][a-z]{2,8}\.? \d)|first published|"
    r"version (?:of|follows)|report .{0,60}\bfollows)\b",
    re.I,
)
_LEAD_SENTENCES = 4
_REPRINTED_WITHIN = timedelta(days=7)
_QUOTED = re.compile(r"[\u201c\"][^\u201d\"]{0,600}[\u201d\"]")
_YESTERDAY = re.compile(r"\byesterday\b", re.I)
_THE_DAY = re.compile(r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|evening))\b", re.I)
_TODAY = re.compile(r"\btoday\b", re.I)
_UP_TO_NOW = re.compile(r"\b(?:over|in|during) the (?:past|last|previous) (?:day|24 hours)\b|\bover the weekend\b", re.I)
"""*Over the past day*, of which Friday evening was a part, is told on Saturday."""
_DAY_AFTER = re.compile(r"\ba day (?:after|earlier|before)\b", re.I)
_HAD = re.compile(r",? (?:[\w'\u2019-]+ ){1,4}had\b")
"""*On Saturday it had shot down 30*: told of the day before the news."""
_SINCE = re.compile(r"\bsince (?:early |late )?\Z")
"""*13 have been killed since Wednesday*: counted later than on that day."""
_AHEAD = re.compile(r"\b(?:until|due|scheduled|set for|will|planned|expected|to be|to come|to follow|next|for the)\b[^.]{0,40}\Z")

_SAID_ON = re.compile(
    rf"\b(?:said|told [\w' ]{{1,24}}|announced|reported|confirmed|wrote|added)(?:,)? (?:(?:on|early|late) )?(?:{'|'.join(_WEEKDAYS)})\Z"
)
"""*Lawyers for the men said on Tuesday*: no plan, whatever stands before it."""
_SPOKE = 30
"""Characters before a weekday in which the verb of saying stands."""


def story_day(article: Article, story: StoryText) -> date | None:
    """The day, or None where nothing tells more than the month.

    A dateline's day or that of the first sentence (*rolled home on Saturday*) comes before the day of publication: reprints come out
    a day later and count every *overnight* from the day they were written. With a month alone: the latest day of that month that the
    story names as past, moved on to the weekday its first sentences name.
    ``May 2025``, *agreed on May 16* and *on Friday* make May 16 where the two agree, else the Friday after.
    """
    published = article.published_on
    if published is not None:
        return _dateline_day(story, published) or _written_day(story, published) or published
    first = article.published_at.date()
    days = _stated_days(story.text, first)
    weekday = _lead_weekday(story)
    if not days:
        return None
    latest = max(days)
    if weekday is None:
        return latest
    day = plus(latest, (weekday - latest.weekday()) % 7)
    return day if day.month == first.month else latest


def _dateline_day(story: StoryText, published: date) -> date | None:
    for dateline in story.datelines[:1]:
        if dateline.day is None or (match := _STATED.search(dateline.day)) is None or dateline.sentence > _LEAD_SENTENCES:
            continue
        month, day = _MONTHS[(match["month"] or match["month2"])[:3].lower()], int(match["day"] or match["day2"])
        for year in (published.year, published.year - 1):
            if (written := safe(year, month, day)) is not None and timedelta(0) <= published - written <= _REPRINTED_WITHIN:
                return written
    return None


def _written_day(story: StoryText, published: date) -> date | None:
    """The day before publication where the first sentence tells of it as the news: *on Saturday*, not *Saturday's attack*.

    Whoever also writes *yesterday* means that Saturday, and writes on the day of publication.
    """
    if _YESTERDAY.search(story.text) and _YESTERDAY.search(_QUOTED.sub(" ", story.text)):
        return None
    yesterday = plus(published, -1)
    today = calendar.day_name[published.weekday()]
    for match in re.finditer(rf"\b(?:[Oo]n|[Ee]arly|[Ll]ate|said|says|told \w+|[ap]\.?m\.?|\d[:.]\d\d) {today}\b", story.text):
        if _SAID_ON.search(story.text, max(0, match.start() - _SPOKE), match.end()) or not _AHEAD.search(
            story.text, max(0, match.start() - 60), match.start()
        ):
            return None
    if _tells_of_today_before(story, today):
        return yesterday
    for lead in [sentence for sentence in story.sentences if sentence.kind == "body"][:_LEAD_SENTENCES]:
        if lead.entry is not None or _THE_DAY.search(lead.text) or _UP_TO_NOW.search(lead.text):
            return None
        named = [match for match in _WEEKDAY.finditer(lead.text) if not lead.text[match.end() :].startswith("'s")]
        if any(match[1] == today and not _AHEAD.search(lead.text[: match.start()]) for match in named):
            return None  # "between 10 p.m. on Wednesday and 5 a.m. Thursday"
        if named:
            if _HAD.match(lead.text, named[0].end()):
                return None
            before = lead.text[: named[0].start()]
            told = _WEEKDAYS[named[0][1]] == yesterday.weekday() and not (_AHEAD.search(before) or _SINCE.search(before))
            return yesterday if told else None
        if _DAY_AFTER.search(lead.text):
            return None  # what is told below of yesterday is what the news came after
    return None


def _tells_of_today_before(story: StoryText, today: str) -> bool:
    """*Freed 242 today, but would not let 180 go until Sunday*, in Sunday's paper: written on Saturday."""
    lead = [sentence.text for sentence in story.sentences if sentence.kind == "body" and sentence.entry is None][:_LEAD_SENTENCES]
    ahead = any(_AHEAD.search(text, max(0, at.start() - 60), at.start()) for text in lead for at in re.finditer(rf"\b{today}\b", text))
    return ahead and any(_TODAY.search(_QUOTED.sub(" ", text)) for text in lead)


def section_days(story: StoryText, day: date | None) -> list[tuple[int, date]]:
    """Sentences from which on an older report is reprinted, each with the day it was written.

    A later dateline says so (*CAIRO, November 29.*), or words that announce it: *What follows is a dispatch published on March 12th*,
    *the report carried yesterday follows*.
    """
    if day is None:
        return []
    found: list[tuple[int, date]] = []
    for dateline in story.datelines:
        match = _STATED.search(dateline.day) if dateline.day and dateline.sentence > _LEAD_SENTENCES - 1 else None
        if match is not None and (written := _on(match, day)) is not None:
            found.append((dateline.sentence, written))
    for sentence in story.sentences:
        if sentence.kind != "label" and _REPRINTS.search(sentence.text):
            match = _STATED_TH.search(sentence.text)
            written = _on(match, day) if match else plus(day, -1) if "yesterday" in sentence.text else None
            if written is not None and not any(start == sentence.index + 1 for start, _ in found):
                found.append((sentence.index + 1, written))
    return sorted(found)


def _on(match: re.Match[str], day: date) -> date | None:
    month, number = _MONTHS[(match["month"] or match["month2"])[:3].lower()], int(match["day"] or match["day2"])
    for year in (day.year, day.year - 1):
        if (written := safe(year, month, number)) is not None and timedelta(0) <= day - written <= timedelta(days=60):
            return written
    return None


def _stated_days(text: str, month: date) -> list[date]:
    found = []
    for match in _STATED.finditer(text):
        name = match["month"] or match["month2"]
        if _MONTHS[key_of(name[:3])] != month.month or _AHEAD.search(text, max(0, match.start() - 60), match.start()):
            continue
        for digits in (match["day"], match["to"], match["day2"], match["to2"]):
            if digits and 1 <= int(digits) <= calendar.monthrange(month.year, month.month)[1]:
                found.append(month.replace(day=int(digits)))
    return found


def _lead_weekday(story: StoryText) -> int | None:
    for sentence in story.sentences[:_LEAD_SENTENCES]:
        if match := _WEEKDAY.search(sentence.text):
            return _WEEKDAYS[match[1]]
    return None
