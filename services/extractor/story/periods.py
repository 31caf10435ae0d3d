"""What shows that dead and injured are those of a whole period: a year, a quarter, the months between two dates, a week of attacks."""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.keyed import Keyed, keyed
from services.extractor.story.case import OTHER_CLAUSE, Case

_DAYS = timedelta(days=3)
"""The longest that one happening takes."""
_A_DAY = timedelta(days=1)
_NUMBERS = r"(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|few|recent)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DATE = rf"(?:(?:the )?(?:start|beginning|middle|end) of |(?:early|mid|late)[ -])?(?:\d{{1,2}} )?(?:{_MONTH}|(?:19|20)\d\d\b)"
_BETWEEN = keyed(rf"\b(?:between {_DATE}[^.;]{{0,16}} and {_DATE}|from {_DATE}[^.;]{{0,16}} (?:to|through|until|till) {_DATE})", re.I)
"""*Between August 2015 and 23 January 2016*, *from 2009 to 2013*: longer than a happening takes, and no day."""
_STRETCH = keyed(
    rf"\b(?:in|during|over|within|for) (?:the )?(?:(?:first|second|third|fourth|last|past|previous|preceding|final) ){{1,2}}"
    rf"(?:quarter|half|{_NUMBERS} (?:weeks|months|years|decades)|(?:decade|century))\b|\b(?:in|over) recent (?:weeks|months|years)\b",
    re.I,
)
"""*In the first quarter*, *over the past six months*."""
_PERIOD = keyed(
    r"\b(?:(?:this|last|past|previous|same|that|following|preceding) (?:week|month|year|summer|winter|spring|autumn|season)|"
    r"the (?:week|month|year) (?:before|earlier|after)|a (?:week|month|year)\b(?!['’]s)|in (?:19|20)\d\d)\b",
    re.I,
)
_OF_MANY = re.compile(
    r"\b(?:in|by|from|during|of|with)(?: (?:the|these|a (?:series|spate|string|wave) of))? (?:(?!in |by |of )[\w-]+ ){0,3}\Z", re.I
)
_SUFFERED = re.compile(
    r"\b(?:were|was|been) (?:\w+ )?(?:killed|murdered|injured|wounded|slain|shot dead)\b|"
    r"\b(?:died|deaths?|(?:lost|lose) (?:their|his|her) li[fv]es?)\b",
    re.I,
)
"""Said of those who died, and not of what killed them."""
_KILL_BY_AND_BY = re.compile(
    r"\b(?:crashes|accidents|collisions|floods|fires|wildfires|storms|landslides|avalanches|drownings|landmines|heatwaves) "
    r"(?:have |had |also )?(?:killed|claimed|cost|took|injured)\b",
    re.I,
)
"""*Road crashes killed 682 people last year*."""
_SAME_PERIOD = keyed(r"\b(?:in|over|during|for|within) the same (?:period|months|year|weeks)\b", re.I)
_WHEN = re.compile(r"\b(?:when|after|while(?! (?:(?:about|some|only|another) )?\d)|as)\b", re.I)
"""*While 157 died the year before* goes on counting."""
_YEAR = keyed(r"\b(?:last year|the year before|the previous year|in (?:19|20)\d\d)\b", re.I)
_MONTH_ALONE = re.compile(rf"(?:in |of |from |since )?{_MONTH}(?:,? (?:19|20)\d\d)?", re.I)
_BY_MONTH = keyed(
    r"\b(?:monthly|month-on-month|up from|"
    r"(?:compared|down|a (?:rise|fall|drop|decrease|decline|increase)|rose|fell|dropped|declined|increased) (?:\w+ly )?(?:with|to|from)|"
    r"(?:were|was|been) (?:recorded|documented|verified|registered)|recorded|documented|verified)\b",
    re.I,
)
"""*At least 146 were killed in June, the mission said in its monthly update*, *down from May, when 174 were killed*."""
_DEADLIEST = keyed(
    r"\b(?:(?:deadliest|bloodiest|worst) (?:week|month|year)|(?:highest|heaviest) (?:monthly |yearly |annual )?toll)\b[^.;]{0,80}?,? "
    r"(?:as|with|when|after) (?:\D{0,30} )?\Z",
    re.I,
)
"""*March was the deadliest month in a decade, as 190 people were killed*."""
_THROUGH = keyed(r"\b(?:during|throughout|over) the (?:week|month|quarter|year)\b", re.I)
_SHORTER = re.compile(r"\b(?:over|in|within|during) (?:\w+ )?(?:days|hours)\b", re.I)
_MANY = 10
"""So few who died in a month may have died at once."""
_FOR_DAYS = re.compile(r"for (?:the (?:past|last) )?(?:more than |over |almost |nearly |about )?(?:\w+ )?days\b", re.I)
_STILL_GOING = re.compile(
    r"\b(?:fire|wildfire|bushfire|blaze|storm|cyclone|siege|stand-?off|rampage|eruption|flood|hijacking|mutiny|riot)s? "
    r"(?:that|which) (?:has|have|had) (?:been )?(?:\w+ ){1,8}?for \b"
)


def is_of_deadliest(case: Case) -> bool:
    """*May was the bloodiest month in years, with 80 killed in attacks*, *214 were killed nationwide during the month*."""
    if not case.is_harm_done or case.is_of_a_day:
        return False
    start, end = case.passage.local(case.reading.number.span).start, case.passage.local(case.reading.number.span).end
    through = _THROUGH.search(case.text, end)
    if through is not None and OTHER_CLAUSE.search(case.text, end, through.start()) is None:
        return True
    return _DEADLIEST.search(case.text, 0, start) is not None


def is_going_on(case: Case) -> bool:
    """*Killed in a wildfire that has burned on the island for five days*: one happening, which is not over."""
    single = case.family == "harm" and case.time.cumulative and _FOR_DAYS.match(case.when.phrase) is not None
    return single and _STILL_GOING.search(case.text) is not None


def is_between_dates(case: Case) -> bool:
    """*Between August and January 82 people died*, *in the first quarter 400 were killed*."""
    short = case.length is not None and timedelta(0) < case.length <= _DAYS  # of "between August and 23 January" the end alone is known
    dated = case.time.when is not None and case.time.when.precision in ("day", "time")  # "after years of raids 250 were taken last Friday"
    spans = _has_other_than(case, _BETWEEN) or (not dated and _has_other_than(case, _STRETCH))
    return not short and case.is_harm_done and spans and not _is_in_one_happening(case)


def is_of_attacks_in_period(case: Case) -> bool:
    """*About 40 people died in attacks this week*, *the week before, 50 were killed in several raids*; not on one day, nor in 24 hours."""
    if not case.is_harm_done or (case.time.when is not None and (case.time.when.precision in ("day", "time") or _is_short(case))):
        return False
    if _PERIOD.search(case.text) is None:
        return False
    many = case.state.bank.happenings.plural
    if _have_done_this_week(case) or _is_done_this_week(case):
        return True
    return any(_OF_MANY.search(case.text, 0, found.start()) for found in many.finditer(case.text))


def _have_done_this_week(case: Case) -> bool:
    """*Clashes between soldiers and rebels have killed 31 this week*: by and by."""
    tree, doer, happenings = case.passage.tree, case.doer, case.state.bank.happenings
    if tree is None or doer is None or case.time.when is None or case.time.when.precision == "day" or not case.is_up_to_now:
        return False
    return tree.lower[doer] in happenings.many or tree.lower[doer] in happenings.campaigns


def _is_done_this_week(case: Case) -> bool:
    """*Fighting on the island this week has left 57 dead*, *the strikes of last month that killed 80*: up to the number."""
    start = case.passage.local(case.reading.number.span).start
    return any(
        _THIS_WEEK_HAS.fullmatch(case.text, found.end(), start) is not None
        for found in case.state.bank.happenings.by_and_by.finditer(case.text)
    )


_THIS_WEEK_HAS = re.compile(
    r"(?: (?!(?:a|an|one)\b)[^.;:]{0,90})? (?:this|last|past|previous) (?:week|month|year)(?: (?:that|which))?(?: (?:has|have|had))? "
    r"(?:killed|left|claimed|wounded|injured|cost|taken)(?: (?:at least|more than|about|around|some|nearly|almost|over|up to))?"
    r"[^.;:,]{0,40} ?"
)


def is_of_year(case: Case) -> bool:
    """*Last year 2,300 people were killed in the northwest*: of a year as a whole, no happening and no town being named."""
    if _is_taken_in_year(case):
        return True
    if not case.is_harm_done or case.reading.measure not in ("killed", "injured") or _YEAR.search(case.text) is None:
        return False
    if _SUFFERED.search(case.text) is None and _KILL_BY_AND_BY.search(case.text) is None:
        return False
    said = next((m.span.start for m in case.passage.dates if m.precision == "year" and m.phrase == case.when.phrase), 0)
    near = [p for p in case.passage.places if case.reading.number.span.start < said or p.span.start > said]
    local = any(place.kind not in ("country", "admin1") for place in near)
    return not local and case.time.vague and case.when.precision == "year" and not _is_in_one_happening(case)


def _is_taken_in_year(case: Case) -> bool:
    """*Some 280 people were kidnapped in the country last year*: more than one deed takes, and no town is named."""
    if case.reading.measure not in ("abducted", "detained") or case.reading.number.low < _MANY_TAKEN or not case.time.vague:
        return False
    local = any(place.kind not in ("country", "admin1") for place in case.passage.places)
    return case.when.precision == "year" and not local and _KIND.search(case.text) is None


_MANY_TAKEN = 50
_KIND = re.compile(
    r"\b(?:an?|the|one|single) (?:[\w-]+ ){0,2}(?:raid|attack|school|college|kidnapping|abduction|sweep|operation|swoop|village|bus|"
    r"church|camp)\b"
)


def is_of_same_period(case: Case) -> bool:
    """*32,000 have landed so far this year. At least 512 have died in the same period*."""
    return case.is_harm_done and case.state.last_since is not None and _SAME_PERIOD.search(case.text) is not None


_BY_COUNT = frozenset({"killed", "injured", "abducted"})


def is_of_month(case: Case) -> bool:
    """*In June 146 civilians were killed*: of a month as a whole, no happening and no town being named."""
    if not case.is_harm_done or case.reading.measure not in _BY_COUNT or not case.time.vague or case.when.precision != "month":
        return False
    if _MONTH_ALONE.fullmatch(case.when.phrase) is None or case.state.bank.happenings.single.search(case.text) is not None:
        return False
    compared = _BY_MONTH.search(case.text) is not None
    local = any(place.kind != "country" and place.kind != "admin1" for place in case.passage.places)
    told_of = _WHEN.sub(" ", case.text, count=1) if compared else case.text  # "down from May, when 174 were killed"
    if case.reading.measure == "abducted" and not compared:
        return False
    local = local and not compared
    return not local and _WHEN.search(told_of) is None and (compared or (case.reading.number.low >= _MANY and _suffered(case)))


def _suffered(case: Case) -> bool:
    """Whether the sentence tells of the dead alone: of nothing that struck or fell, no violence, nobody who did it."""
    happenings = case.state.bank.happenings
    own = _SUFFERED.search(case.text)
    trigger = case.reading.trigger
    if own is None or trigger is None or not own.start() <= case.passage.local(trigger).start < own.end():
        return False
    if case.reading.by is not None or happenings.under_way.search(case.text) or _SHORTER.search(case.text):
        return False
    return all(own.start() <= start < own.end() for start, _, cue in happenings.found(case.text) if cue == "happened")


def _is_short(case: Case) -> bool:
    """*In the past 24 hours*, *overnight into Tuesday*: whatever month or year the sentence goes on to speak of."""
    return not case.time.cumulative and case.length is not None and case.length <= _A_DAY


_AT_ONE_PLACE = keyed(
    r"\b(?:in|on|at|aboard) an? (?:[\w-]+ ){0,2}(?:tunnel|mine|club|nightclub|hotel|ferry|boat|bus|train|plane|hospital|factory|stadium|"
    r"church|mosque|temple|school|theatre|cinema|market|mall|prison|station|building|tower|bridge)\b",
    re.I,
)
"""*In 1990, 1,426 pilgrims died in a tunnel*."""


def _is_in_one_happening(case: Case) -> bool:
    """*Last year 68 died when a flight went down*, *a boat sinking in 2019 claimed eleven*."""
    happenings = case.state.bank.happenings
    if _AT_ONE_PLACE.search(case.text) is not None:
        return True
    return _WHEN.search(case.text) is not None or happenings.single.search(case.text) is not None


def _has_other_than(case: Case, *patterns: Keyed) -> bool:
    """Whether one of the patterns is met outside the number itself (*between 20 and 25 people*)."""
    number = case.passage.local(case.reading.number.span)
    return any(not number.start <= found.start() < number.end for pattern in patterns for found in pattern.finditer(case.text))


_FROM_DAY = re.compile(r"since (?:early |on )?\w+(?: (?:morning|noon|midday|afternoon))?\Z", re.I)
_TWO_DAYS = re.compile(r"\band\b|\bdays\b", re.I)


def is_since_last_night(case: Case) -> bool:
    """*Since late Thursday* is one night; *on Friday and Saturday* is two happenings. Nobody frees by night: *since Saturday morning* a
    swap has run for two days.
    """
    if case.family == "exchange" and _FROM_DAY.match(case.when.phrase) is not None and case.length == _A_DAY:
        return False
    short = case.time.cumulative and case.length is not None and case.length <= _A_DAY
    return short and _TWO_DAYS.search(case.when.phrase) is None


_IN_PAST_DAY = re.compile(
    r"(?: (?!and\b)[\w-]+){0,4},? (?:in|over|during|within|from) the (?:past|last|previous|preceding) (?:24 hours|day|48 hours)\b", re.I
)
_OF_WAR = keyed(r"\b(?:war|conflict|offensive|invasion|fighting|bombardment|cease-?fire|truce|genocide|intifada|uprising)\b", re.I)
_FAR_MORE = 10


def is_last_day_of_war(case: Case) -> bool:
    """*42,000 have been killed since the war began, including 62 in the past 24 hours*: the 62 are what the last day brought, and no mere
    share of a sum of years.
    """
    reading, text = case.reading, case.text
    if reading.mode != "part" or not case.is_harm_done or _OF_WAR.search(text, 0, case.passage.local(reading.number.span).start) is None:
        return False
    before = [number.low for number in case.passage.numbers if number.span.end <= reading.number.span.start]
    last_day = _IN_PAST_DAY.match(text, case.passage.local(reading.number.span).end)
    return last_day is not None and max(before, default=0) > _FAR_MORE * reading.number.low


_ONE_PLACE_ALONE = re.compile(
    r"[^.;:]{0,60}? in (?:(?:one|a single) (?:[a-z]+ )?(?:town|city|village|county|parish|district|province|region|state|area),? )?"
    r"(?:(?:the )?(?:[A-Z][\w'’-]+ ){0,3}[A-Z][\w'’-]+(?: [a-z]+)?,? )?alone\b"
)


def is_at_one_place_alone(case: Case) -> bool:
    """*1,100 were rescued in one parish alone*, *30 died in Sofala alone*: some of those of all places, be the others counted or not."""
    if case.family not in ("harm", "movement") or "toll" in case.reading.notes:
        return False
    return _ONE_PLACE_ALONE.match(case.text, case.passage.local(case.reading.number.span).end) is not None


_ALONE = re.compile(r" alone\b", re.I)


def is_in_a_month_alone(case: Case) -> bool:
    """*Last month alone 208 died*."""
    return case.time.vague and case.when.precision != "unknown" and _ALONE.match(case.text, _end_of_time(case)) is not None


def _end_of_time(case: Case) -> int:
    """Where the words that say the time end in the sentence."""
    at = case.text.find(case.when.phrase) if case.when.phrase else -1
    return at + len(case.when.phrase) if at >= 0 else 0
