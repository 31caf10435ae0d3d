"""Who is said to be among others: *the dead include 19 children*, *20 of them were among the freed*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.within import exceeds, text_between

WORDS: dict[str, re.Pattern[str]] = {
    "killed": re.compile(r"dead|deaths|fatalities|killed|victims|casualties|those|them|these|they|toll|tally", re.I),
    "injured": re.compile(r"wounded|injured|injuries|hurt|victims|casualties|those|them|these|they|toll|tally", re.I),
    "detained": re.compile(r"arrested|detain|those|them|these|they|prisoners", re.I),
    "missing": re.compile(r"missing|those|them", re.I),
    "released": re.compile(r"freed|released|prisoners|captives|hostages|those|them", re.I),
    "abducted": re.compile(r"abducted|hostages|captives|those|them", re.I),
    "evacuated": re.compile(r"evacuees|those|them", re.I),
    "rescued": re.compile(r"survivors|those|them", re.I),
}

_OF_OTHERS = re.compile(r", including\Z|\b(?:prisoners|captives|hostages|abducted|detainees)\Z|\A(?:these|they|those)\b", re.I)
"""Words that name no figure of the measure: some of them may be all who were freed or hurt."""
_AMONG = keyed(
    r"\b(?:among|of) the(?: (?!were|was|are|is|had|have)\w+){0,1} (?:dead|killed|wounded|injured|hurt|victims|casualties|freed|released|"
    r"missing|evacuees|survivors|prisoners|captives|hostages|abducted|arrested|detained|detainees)\b"
    r"|\b(?:dead|deaths|fatalities|victims|wounded|injured|injuries|casualties|survivors|hostages|prisoners|detainees|toll|tally) "
    r"(?:also |mostly )?includ(?:e|ed|es|ing)\b|"
    r"\b(?:freed|released|returned|repatriated|liberated)(?: (?!by\b|and\b|on\b)[\w-]+){0,2} includ(?:e|ed|es|ing)\b|"
    r"\b(?:killed|dead|victims|casualties|wounded|injured|arrested|detained|freed|released|returned)"
    r"(?: (?:by|on|in|from|at) (?:[\w’'-]+ ){0,3}?[\w’'-]+){1,3}? include[ds]?\b|"
    r"\b(?:killed|wounded|injured|arrested|detained|freed|released)(?: (?:by|on) [\w’'-]+){1,2}, including\b|"
    r"\bamong (?:those|them)\b|\A(?:These|They|Those) (?:also |mostly )?include[ds]?\b",
    re.I,
)


def is_among_number(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Seven of the village are among eight men arrested*: the seven are some of the eight."""
    return _IS_AMONG.search(fact.sentence.text) is not None and any(_are_among(fact, other) for other in facts)


_IS_AMONG = keyed(r"\b(?:among|one of|part of)\b", re.I)


def _are_among(some: Fact, whole: Fact) -> bool:
    if some.sentence.index != whole.sentence.index or some.span.start >= whole.span.start or whole.mode == "cumulative":
        return False  # "the 84 pupils are among thousands abducted over the years": they were one deed
    return (
        some.reading.measure == whole.reading.measure
        and exceeds(whole, some)
        and _AMONG_NUMBER.search(text_between(some, whole)) is not None
    )


_AMONG_NUMBER = re.compile(
    r"^[^.;:,]{0,60}\b(?:is|are|was|were|being) (?:also )?(?:among|one of|part of) (?:at least |about |some |the )?\Z", re.I
)


def is_among(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*The dead include 19 children*, *20 of them were among the freed*. The 90 of *60 of the 90 killed* are no part of anything, and
    *nine of the hostages were freed* no part but of others who were.
    """
    text = fact.sentence.text
    words = WORDS.get(fact.reading.measure)
    whole = text[: fact.at].endswith(" of the ")
    if whole or "toll" in fact.reading.notes or words is None:
        return False
    return any(
        words.search(match[0])
        and (_OF_OTHERS.search(match[0]) is None or has_whole(fact, facts))
        and _holds_number(fact, match)
        and not _counts_them(fact, match)
        and not _tells_deed(fact, match)
        and not _names_others(fact, match)
        and not _is_of_the_past_day(fact)
        for match in _AMONG.finditer(text)
        if (abs(match.start() - (fact.span.start - fact.sentence.span.start)) < 90 or text.startswith(":", match.end()))
        and ";" not in text[min(match.start(), fact.span.start - fact.sentence.span.start) : fact.span.start - fact.sentence.span.start]
    )


def _is_of_the_past_day(fact: Fact) -> bool:
    """*The toll includes 40 deaths in the past 24 hours*: what the last day brought is a happening's count, beside the sum it went into."""
    text, end = fact.sentence.text, fact.end
    return _IN_THE_PAST_DAY.match(text, end) is not None


_IN_THE_PAST_DAY = re.compile(
    r"(?: (?!and\b|of\b)[\w-]+){1,4} (?:in|over|during|within|from) the (?:past|last|previous|preceding) (?:24 hours|day|48 hours)\b"
)


def _holds_number(fact: Fact, match: re.Match[str]) -> bool:
    """Whether the number is one of those among whom it is said to be.

    *Among them are 12 women* and *16 women and three children among them* tell it of what stands on the one side, *five soldiers were
    among those killed* of what stands before the verb; *the cities, the capital among them, ... killing 12* of neither.
    """
    text, number, base = fact.sentence.text, fact.reading.number.span, fact.sentence.span.start
    start, end = number.start - base, number.end - base
    closes = match[0].lower() == "among them" and _CLOSED.match(text, match.end()) is not None
    if match.start() < end:
        return not closes
    fronted = _TELLS_WHO.match(text, match.end()) is not None  # "12 were hurt: among the injured were two soldiers"
    if (match[0].lower().startswith("among the ") and not fronted) or (not closes and match.start() < fact.span.end - base):
        return True
    between = text[end : match.start()]
    if not closes:
        return _ARE.search(between) is not None and _ONE_WHO.search(between) is None
    return "," not in between or ("," not in _LISTED.sub("", between) and text[:start].endswith(", "))


_TELLS_WHO = re.compile(r" (?:is|are|was|were)\b|:")
_CLOSED = re.compile(r"[,.;)\u2014]|\Z")
_ARE = re.compile(r"\b(?:is|are|was|were|been|being) (?:also |reportedly |said to be )?\Z", re.I)
_ONE_WHO = re.compile(r"\bwho (?:was|is) (?:also |reportedly )?\Z", re.I)
"""*Killing three, including the patrol's leader, who was among those shot*: said of him alone."""
_LISTED = re.compile(r",(?= (?:\d|and|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|an?\b))")
"""A comma of a list of numbers goes on with the next of them."""


def _counts_them(fact: Fact, match: re.Match[str]) -> bool:
    """*Many of the 30 injured*, *16 prisoners including a pianist*: the number is that of the whole."""
    number = fact.at
    return match.start() <= number < match.end() or (number < match.start() and _INCLUDING.search(match[0]) is not None)


_INCLUDING = re.compile(r"\bincluding\Z", re.I)


def _tells_deed(fact: Fact, match: re.Match[str]) -> bool:
    """*A bomb in the east of the city killed five*: the word is the sentence's verb, unless another follows (*killed five were*)."""
    base, number = fact.sentence.span.start, fact.reading.number.span
    between, after = fact.sentence.text[match.end() : number.start - base], fact.sentence.text[number.end - base :]
    return _DEED.search(match[0]) is not None and _BARELY.fullmatch(between) is not None and _SUFFERS.match(after) is None


_DEED = re.compile(
    r"\bof the (?!(?:people|persons|civilians|\w+s) )\w+ (?:killed|wounded|injured|hurt|freed|released|abducted|arrested|detained)\Z"
)
_BARELY = re.compile(r" (?:(?:at least|about|around|some|nearly|almost|more than|as many as|up to|over|another|just|only) )?")


def _names_others(fact: Fact, match: re.Match[str]) -> bool:
    """*Five people, among them an infant, died and 29 were hurt*: a comma and a verb end what is told of those among them. A list that
    has no verb of its own (*among the injured were six pilots, three porters and a cook*) or stands after a colon goes on.
    """
    base, trigger = fact.sentence.span.start, fact.reading.trigger
    between, after = fact.sentence.text[match.end() : fact.span.start - base], fact.sentence.text[fact.reading.number.span.end - base :]
    if between.startswith(":") or (trigger is not None and match.start() <= trigger.start - base < match.end()):
        return False
    own_clause = _VERB.search(between[between.rfind(",") + 1 :]) is not None or _SUFFERS.match(after) is not None
    return "," in between and own_clause and re.search(r"\band\b", between) is not None


_VERB = re.compile(r"\b(?:\w{2,}ed|were|was|left|hurt|shot|had|have|has)\b", re.I)
_SUFFERS = re.compile(
    r"(?: (?!of\b|in\b|with\b)[\w-]+){0,3} (?:were|was|are|is|had|have|has|suffered|sustained|died|perished|drowned)\b", re.I
)
"""*And 29 were hurt*: the number begins a clause of its own."""


def has_whole(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether the story counts more by the same measure."""
    return any(
        other is not fact
        and (other.reading.measure, other.status) == (fact.reading.measure, fact.status)
        and (other.reading.number.high is None or other.reading.number.high > fact.reading.number.low)
        for other in facts
    )
