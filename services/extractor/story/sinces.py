"""What a period says of a number: that it has run since then, that something else has, or that nothing has been like it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from schemas.figure import When
from services.extractor.model import DateMention, Reading
from services.extractor.passage import Passage
from services.extractor.readers.attach import counts_from
from services.extractor.readers.tree import Tree
from services.extractor.story.families import family_of

_RECORD = re.compile(
    r"\b(?:most|largest|biggest|highest|worst|deadliest|heaviest|record|rare|rarest|first|second|third|fourth|fifth|sixth|"
    r"seventh|eighth|ninth|tenth|only time|latest)\b(?:[^.;]{0,50}| time\b[^.;]{0,90}|"
    r"(?: [\w-]+){0,4} (?:exchange|swap|release|handover|attack|strike|raid|"
    r"bombing|massacre|shooting|crash|disaster|quake|earthquake|storm|typhoon|hurricane|cyclone|outbreak)\b[^.;]{0,90})\Z",
    re.I,
)
"""*the most in a single night so far*, *for the first time in two weeks*: the period is that of the record, not of the count."""
_BOTH_BY_NOW = re.compile(r"\A[^.;:]{0,60}\bha(?:ve|s)\b[^.;:]{1,120}\b(?:while|and|whereas)\b[^.;:]{1,60}\bha(?:ve|s)\b[^.;:]{0,120}\Z")
"""*23,000 have been killed, while 58,000 have been injured since Oct. 7*: the time of both."""
_SINCE_AND_TOLD = 2
"""Times of such a sentence: that one, and the day on which it was said."""
_BEGAN = re.compile(
    r"\b(?:war|conflict|fighting|clashes|hostilities|insurgency|uprising|rebellion|unrest|protests|violence|crisis|offensive|invasion|"
    r"outbreak|epidemic|pandemic|famine|drought|heatwave|heat wave|monsoon|rainy season|operations?|campaign|siege|battle|truce|"
    r"cease-?fire)\b"
    r"[^.;:]{0,60}\b(?:which|that|it) (?:first )?(?:began|started|erupted|broke out|flared up|took effect)"
    r"(?: (?:in|with|as|after) [^.;:,]{1,40}?)?"
    r"(?: (?:in|on|early|late|last|back)){0,4} \Z",
    re.I,
)
_NUMBER_OF = re.compile(r" the (?:\w+ )?(?:number|total|toll|count|tally) of [^.,;:\d]{1,60}\Z")
"""*to 29 the number of militants killed*, as far as the time."""
_SHOCK = re.compile(
    r"['\u2019]s (?:[\w.,-]+ ){0,4}?(?:quakes?|earthquakes?|tsunami|crash|derailment|collision|capsizing|sinking|shipwreck|blast|explosion|"
    r"collapse|stampede|crush|landslide|mudslide|avalanche|attack|bombing|accident|disaster)\b",
    re.I,
)
_WEEK = timedelta(days=7)
_REACH_BACK = 120
"""Characters before a date in which a war is named that began then."""
_PAST_DAY = re.compile(
    r"\b(?:past|last|previous|preceding) (?:day|24 hours|twenty-four hours|day and night)\b|\bin (?:24 hours|a day)\b", re.I
)
_OF_THEM = re.compile(r" of (?:them|whom|these|those)(?: alone| just)?,? (?:in |on |over |during |since )?")
_AS_MANY = re.compile(r",? ?(?:(?:more|fewer|less) than |at least |about |around |some |nearly |almost |over |up to |an estimated )?")
_IN_WHICH = re.compile(r",? (?:in|during) which\b")
"""*48 strikes since May, in which 465 people have been killed*."""


def is_past_day(phrase: str) -> bool:
    """*over the past 24 hours*, *in the last day*: the time of a daily count."""
    return _PAST_DAY.search(phrase) is not None


def is_of_daily_count(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*17 were killed in the past 24 hours, taking the toll to 43,391*: the time of the 17, and not of the toll."""
    if "toll" not in reading.notes or not is_past_day(mention.phrase) or mention.span.start > reading.number.span.start:
        return False
    return any(other.number.span.end <= mention.span.start and "toll" not in other.notes for other in passage.readings)


def is_of_some(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*More than 122,000 have left, 514 of them in the past 24 hours*: the time of the 514."""
    if mention.span.start < reading.number.span.end:
        return False
    some = [n for n in passage.numbers if reading.number.span.end < n.span.start < mention.span.start]
    return bool(some) and _OF_THEM.fullmatch(passage.between(some[-1].span.end, mention.span.start)) is not None


def is_of_beginning(passage: Passage, mention: DateMention) -> bool:
    """*Rebels bombed the port in a war that began two decades ago*: the time of the war, and not of the bombing."""
    return _BEGAN.search(passage.between(mention.span.start - _REACH_BACK, mention.span.start)) is not None


def is_of_what_goes_on(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Nine people died on Monday in the cold that has gripped the north over the past week*: how long the cold has lasted, where the
    number has a day of its own before it.
    """
    between = passage.between(reading.number.span.end, mention.span.start)
    if mention.span.start < reading.number.span.end or _GOES_ON.search(between) is None:
        return False
    days = (m for m in passage.dates if m.start is not None and m.precision == "day" and not (m.as_of or m.cumulative or m.forward))
    return any(m.span.end <= mention.span.start and m.start == m.end for m in days)


_GOES_ON = re.compile(
    r"\b(?:that|which) ha(?:s|ve) (?:been )?(?!killed|claimed|left|cost|taken|brought)[a-z]+(?:ed|ing|t|n) [^.,;:\d]{0,60}\Z"
)


def is_beginning(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Have been killed in the war, which began in April 2023*, *an outbreak that began in October has killed 66*: the day from which the
    number runs, or none of it.
    """
    if reading.dates or mention.cumulative or mention.start is None:
        return False
    if family_of(reading) == "exchange":
        return is_of_beginning(passage, mention) and _is_under_truce(passage, reading, mention)
    return family_of(reading) in ("harm", "movement") and (is_of_beginning(passage, mention) or _has_gone_on_since(passage, mention))


def _is_under_truce(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*Has handed over 19 bodies under a truce that began on May 3*: between that day and now; *handed over 19* may have done so then."""
    before = passage.before_number(reading)
    between = passage.between(reading.number.span.end, mention.span.start)
    return _HAS.search(before) is not None and _UNDER.search(between) is not None


def _has_gone_on_since(passage: Passage, mention: DateMention) -> bool:
    """*Fighting broke out on May 3 and has killed more than 900 people*: from that day on."""
    start, end = mention.span.start, mention.span.end
    has = _AND_HAS.match(passage.between(end, passage.sentence.span.end)) is not None
    return has and _BROKE_OUT.search(passage.between(start - _REACH_BACK, start)) is not None


_HAS = re.compile(r"\b(?:has|have) (?:(?:now|so far|already|since) )?\w+(?:ed|en)\b")
_UNDER = re.compile(r"\b(?:under|during) (?:the|an?|this) (?:[\w-]+ ){0,3}(?:truce|cease-?fire) (?:which|that) \w+[^.;:,]{0,20}\Z")
_AND_HAS = re.compile(
    r",? (?:and|but) (?:it )?(?:has|have) (?:(?:since|so far|already|now) )?(?:killed|left|claimed|cost|displaced|driven|forced|injured)\b"
)
_BROKE_OUT = re.compile(
    r"\b(?:war|conflict|fighting|clashes|hostilities|insurgency|uprising|rebellion|unrest|protests|violence|offensive|outbreak|epidemic)\b"
    r"[^.;:]{0,60}\b(?:began|started|erupted|broke out|flared up)(?: (?:in|on|early|late|last|back)){0,3} \Z",
    re.I,
)


def is_in_what_began(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*48 fighters were killed in the operation, which began on Feb. 10*: between that day and now."""
    between = passage.between(reading.number.span.end, mention.span.start)
    return mention.span.start > reading.number.span.end and _IN_WHAT.fullmatch(between) is not None


_IN_WHAT = re.compile(r"[^.;:]{0,60}\b(?:in|during|under) (?:the|an?|its|this) (?:[\w-]+,? ){1,4}?(?:which|that) [^,.;:]{1,40}")


def is_since_of_another(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*The airport, closed since 2016, received the 128 freed*."""
    tree, at = passage.tree, passage.at(reading)
    if tree is None or at is None or not mention.cumulative or "toll" in reading.notes:
        return False
    between = passage.between(mention.span.end, reading.number.span.start)
    if mention.span.start == passage.sentence.span.start and mention.span.end <= reading.number.span.start and _AS_MANY.fullmatch(between):
        return False  # "Since the start of the year 133 people have been killed", whatever the parser makes of it
    if mention.span.end < reading.number.span.start and _IN_WHICH.match(between):
        return False
    since = next((i for i in tree.tokens(mention.span) if tree.lower[i] == "since"), None)
    return since is not None and (not counts_from(tree, since, at) or _is_by_now_beside(tree, since, at))


def _is_by_now_beside(tree: Tree, since: int, at: int) -> bool:
    """*Gunmen seized six men and 40 people have been killed since May*: what has gone on, beside what was done once."""
    opened = tree.head[since] if tree.dep[since] == "mark" else since
    own, other = tree.clause(at), tree.clause(tree.head[opened])
    if own == other or at > since or tree.tag[own] != "VBD" or not any(True for _ in tree.children(other, "nsubj", "nsubjpass")):
        return False
    return _is_perfect(tree, other) and not _is_perfect(tree, own)


def _is_perfect(tree: Tree, verb: int) -> bool:
    return any(tree.lower[child] in ("have", "has") for child in tree.children(verb, "aux"))


def shared_since(passage: Passage, reading: Reading) -> DateMention | None:
    """The time since which both of two counts of a sentence run."""
    if (opening := _opening_since(passage, reading) or _opening_period(passage, reading)) is not None:
        return opening
    since = next((m for m in passage.dates if m.cumulative and m.start is not None and m.span.start > reading.number.span.end), None)
    if since is None or reading.dates or len(passage.dates) > _SINCE_AND_TOLD:
        return None
    return since if _BOTH_BY_NOW.search(passage.between(reading.number.span.end, since.span.start)) else None


def _opening_since(passage: Passage, reading: Reading) -> DateMention | None:
    """*Since Sunday morning 160 Ugandans and 95 Rwandans have been flown home*: of both, whoever said so and whenever."""
    first, trigger = (passage.dates[0] if passage.dates else None), reading.trigger
    if first is None or trigger is None or reading.dates or not first.cumulative or first.start is None:
        return None
    if first.span.start > passage.sentence.span.start + 1 or not first.phrase.lower().startswith("since "):
        return None
    between = passage.between(first.span.end, trigger.start)
    return first if trigger.start > reading.number.span.end and _BOTH_ARE.fullmatch(between) is not None else None


def _opening_period(passage: Passage, reading: Reading) -> DateMention | None:
    """*From January to October, 600 civilians had been killed, 260 soldiers and 856 rebels*: a period that opens a sentence is of all that
    the sentence counts, unless another time stands before the number.
    """
    first = passage.dates[0] if passage.dates else None
    if first is None or reading.dates or not first.cumulative or first.precision != "span" or first.start is None:
        return None
    if passage.local(first.span).start > _OPENS or _PERIOD.match(first.phrase) is None or "toll" in reading.notes:
        return None
    if passage.between(first.span.end, first.span.end + 1) not in (",", " "):
        return None
    between = passage.between(first.span.end, reading.number.span.start)
    others = any(first.span.end <= m.span.start < reading.number.span.start for m in passage.dates[1:])
    return None if others or first.span.end > reading.number.span.start or ";" in between else first


_OPENS = 11
"""Characters of *In total,* before the period that opens a sentence."""
_PERIOD = re.compile(r"(?:from|between|in the|during the|over the)\b", re.I)
_BOTH_ARE = re.compile(r",? (?:[\w’'-]+ ){1,8}?and (?:[\w’'-]+ ){1,8}?(?:have|has|had) been (?:\w+ly )?")


def since_of_toll(passage: Passage, reading: Reading) -> DateMention | None:
    """*Monday's deaths bring to 29 the number of militants killed since the operation began on Saturday*: the time right behind a toll."""
    if "toll" not in reading.notes or reading.dates:
        return None
    end = reading.number.span.end
    since = next((m for m in passage.dates if m.cumulative and m.start is not None and m.span.start > end), None)
    if since is None or is_of_record(passage, since) or not _NUMBER_OF.match(passage.between(end, since.span.start)):
        return None
    return since


def day_since_deed(passage: Passage, reading: Reading) -> When | None:
    """*Raids have plagued the north since gunmen took 276 girls there on April 14, 2014*: what stands within a time that runs from a deed
    is told of the deed, and was on its day; None where only a month or a year is said.
    """
    if reading.dates or "toll" in reading.notes:
        return None
    span = reading.number.span
    since = next((m for m in passage.dates if m.cumulative and m.start and m.span.start < span.start and span.end <= m.span.end), None)
    if since is None or not since.phrase.lower().startswith(("since", "ever since")) or _MONTH_ALONE.search(since.phrase):
        return None
    return When(start=since.start, end=since.start, precision="day", basis=since.basis, phrase=since.phrase)


_MONTH_ALONE = re.compile(r"\b(?:in|since|of) (?:early |late |mid-)?(?:[A-Z][a-z]+,? )?(?:\d{4})?\Z")


def is_since_shock(passage: Passage, reading: Reading, mention: DateMention) -> bool:
    """*At least 34 people have died since Tuesday's quake*: of it, and not one by one on the days after."""
    hurt = reading.measure in ("killed", "injured", "missing") and mention.cumulative and mention.start is not None
    return hurt and _SHOCK.match(passage.sentence.text, passage.local(mention.span).end) is not None


def is_of_record(passage: Passage, mention: DateMention) -> bool:
    """Whether a period is that of a record and of no count: *killing 70 on one of the deadliest days this year*."""
    this = mention.precision in ("month", "year") and mention.phrase.lower() in ("this year", "this month")
    return (mention.cumulative or this) and _RECORD.search(passage.between(passage.sentence.span.start, mention.span.start)) is not None


def day_of_shock(since: DateMention, latest: date | None) -> When:
    """The day of *since Tuesday's quake*, told on a Tuesday or later."""
    day = latest if latest is not None and since.start is not None and latest - since.start == _WEEK else since.start
    return When(start=day, end=day, precision="day", basis=since.basis, phrase=since.phrase)


def day_of_shock_named(since: DateMention) -> When | None:
    """The day of *searches since the raid on May 3 have found 30 bodies*: that of the attack."""
    if not since.cumulative or since.start is None or _SINCE_THE_SHOCK.match(since.phrase) is None:
        return None
    return When(start=since.start, end=since.start, precision="day", basis=since.basis, phrase=since.phrase)


_SINCE_THE_SHOCK = re.compile(
    r"since (?:the|that|this) (?:[\w-]+ ){0,2}?(?:attack|raid|ambush|strike|airstrike|bombing|massacre|assault|shooting|blast|explosion|"
    r"crash|quake|earthquake|collapse|sinking|fire|storm|disaster|accident) (?:of|on)\b(?! the )",
    re.I,
)
