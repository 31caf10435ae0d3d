"""What shows that a figure is of many happenings and not of the story's one: campaigns, spates, months of fighting."""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.readers.tree import Tree
from services.extractor.story.case import OTHER_CLAUSE, Case
from services.extractor.story.families import MOVES
from services.extractor.story.sinces import is_past_day
from services.extractor.story.state import State

_FAR = 2
"""So many times what the story's own happening did, and the number is of more than that."""
_DAYS = timedelta(days=4)
"""A clash is told of within these; after them one has become many."""
_LED_WITH = frozenset({"killed", "injured", "detained", "displaced", "launched"})
_WEEKS = timedelta(weeks=13)
"""Unrest of so many weeks is told of as one."""
_NEAR = 80
"""Characters on either side of a number in which its clause says how many happenings it is of."""
_LONG = frozenset({"war", "conflict", "insurgency", "rebellion", "uprising", "invasion", "epidemic", "outbreak", "drought", "famine"})
"""Of these no single day is told: *the war has killed 40,000*."""
_IN_ITS_WEEKS = re.compile(
    r"\b(?:in|entering|entered|into) (?:its|their|the|a) (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"\d{1,2}(?:st|nd|rd|th)) (?:week|month|year)\b",
    re.I,
)
"""*The operation, now in its third week*."""
_ONE_OF_THEM = re.compile(
    r"\b(?:the (?:latter|former|first|second|last|deadliest|worst)|one)(?: of (?:them|which|these))? "
    r"(?:(?:had|has) )?(?:kill|claim|wound|injur|leav|left|tak|took)\w*"
    r"(?: (?:at least|more than|about|some|nearly|around|up to|over|almost))? \Z",
    re.I,
)
_STRIFE = "war|conflict|invasion|insurgency|rebellion|uprising|revolt|crackdown|offensive|campaign|violence|unrest|fighting|hostilities"
_ROUGHLY = "at least|about|around|some|nearly|almost|more than|over|up to|an estimated"
_WAGED = keyed(
    rf"\b(?:{_STRIFE}|"
    r"siege|epidemic|outbreak|drought|famine|heatwave|cholera|ebola)\b[^.;:\u201c\u201d\"]{0,70}?\b(?:that|which) "
    r"(?:(?:[\w-]+ ){1,4}(?:say|says|said) )?(?:has|have) (?:(?:already|so far|since|now|reportedly|also) )?"
    r"(?:killed|claimed|cost|left|wounded|injured|taken|caused|resulted in)"
    rf"(?: (?:the lives of|{_ROUGHLY})){{0,3}} \Z",
    re.I,
)
"""*Launched an offensive last week which has killed dozens*: by and by, whatever stands between the campaign and what it did."""
_HUNDRED = 100
_IN_CRACKDOWN = re.compile(
    r"\b(?:in|during|by) (?:the|a|that|its|their) (?:[\w-]+ ){0,3}(?:crackdown|repression|unrest|uprising|purge|revolt)\b", re.I
)
"""*More than 500 people were killed and 20,000 arrested in the crackdown*: day by day, said in whatever tense."""
_IN_WHICH = keyed(
    rf"\b(?:{_STRIFE}|protests|"
    r"demonstrations|riots)\b(?: (?:between|in|across|against|over|by) [^.;:]{1,60}?)?,? (?:in|during) which "
    rf"(?:(?:{_ROUGHLY}) )?\Z",
    re.I,
)
"""*Unrest in which 160 died*: over its days or weeks."""
AT_ONCE = frozenset({"disaster", "accident"})
"""Causes of what has one toll, however it rises."""
_IN_MANY = re.compile(
    r"\b(?:in|from|by) (?:(?:\w+ )?(?:separate|several|various|different|multiple|road|traffic|car|gang|armed) |[a-z]+-related )?"
    r"(?:attacks|clashes|ambushes|skirmishes|shootings|stabbings|killings|homicides|murders|accidents|crashes|shipwrecks|wrecks|sinkings|capsizings|collisions|drownings|incidents|robberies|lynchings|beatings)\b",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:that|who|whom|which|where|while|as|when|because)\b", re.I)
_DURING = re.compile(r"\b(?:in|during|over|from)(?: (?:more than|over|almost|nearly|about|the|these))? (?:[\w-]+ )?\Z", re.I)
"""*In three months of fighting*, *during a week of unrest*."""
_ALL_TOLD = re.compile(r"(?:In all|All told|Altogether|In total|Overall|Together)\b")
_FAR_BEHIND = 150
"""Characters behind a number in which it is said in what people were killed."""
_VAGUE = frozenset({"month", "year", "unknown"})


_SWEEP = r"(?:crackdown|sweep|operation|manhunt|dragnet|purge|round-?up|campaign)"
_SWEPT = re.compile(
    rf"[^.;:]{{1,60}} in (?:an?|the) (?:[\w-]+ ){{0,3}}{_SWEEP} (?:that|which) (?:has |had |have )?(?:netted|led to|brought in|seen?|saw) "
)
_SWEEPING = frozenset({"crackdown", "purge"})


def is_some_of_sweep(case: Case) -> bool:
    """*Arrested three men in a sweep that has netted 40*: the three are some of the 40."""
    if case.reading.measure != "detained":
        return False
    swept = _SWEPT.match(case.text, case.passage.local(case.reading.number.span).end)
    readings = case.passage.readings
    return swept is not None and any(r.measure == "detained" and r.number.low > case.reading.number.low for r in readings)


def is_netted_by_crackdown(case: Case) -> bool:
    """*A crackdown that netted over 80 men*: day by day."""
    tree, doer = case.passage.tree, case.passage.hit(case.reading)
    if case.reading.measure != "detained" or case.time.when is not None or tree is None or doer is None:
        return False
    subject = tree.subject(doer.at)
    subject = tree.head[doer.at] if subject is not None and tree.lower[subject] in ("that", "which") else subject
    return subject is not None and tree.lower[subject] in _SWEEPING


def is_of_weeks(case: Case) -> bool:
    """*A month of clashes has left 215 dead*, *died in a week of unrest, two on Friday*; not *killed on Friday after weeks of raids*."""
    if not case.is_harm_done:
        return False
    if (case.time.when is None or case.time.vague) and _IN_WHICH.search(
        case.text, 0, case.passage.local(case.reading.number.span).start
    ) is not None:
        return True
    found = case.state.bank.happenings.weeks_of.search(case.text)
    if found is None or case.time.when is None:
        return found is not None
    end = case.passage.local(case.reading.number.span).end
    between = case.text[end : found.start()]
    beside = end <= found.start() <= end + _NEAR and _DURING.search(between) is not None and _CLAUSE.search(between) is None
    return beside and case.when.phrase not in between


def is_of_several(case: Case) -> bool:
    """*In May bombers killed 100 in two different incidents*, *killed by the three recent cyclones*; those of one day: `attacks.py`."""
    if not case.is_harm_done:
        return False
    when = case.time.when
    found = case.state.bank.happenings.several.search(case.around(_NEAR, _NEAR))
    if found is None:
        return when is not None and when.precision in _VAGUE and _are_counted(case)
    if when is None:
        return found["recent"] is not None or _ALL_TOLD.match(case.text) is not None
    return when.precision in _VAGUE


def _are_counted(case: Case) -> bool:
    """*Two bombings in May killed 23*: so many happenings did it."""
    if case.state.bank.happenings.counted.search(case.text, 0, case.passage.local(case.reading.number.span).start) is not None:
        return True
    tree, doer = case.passage.tree, case.doer
    if tree is None or doer is None or tree.lower[doer] not in case.state.bank.happenings.many:
        return False
    return any(tree.dep[child] == "nummod" or tree.lower[child] in _SEPARATE for child in tree.children(doer, "nummod", "amod"))


_SEPARATE = frozenset({"several", "separate", "various", "multiple", "different", "numerous", "repeated"})


def is_beyond_the_past_day(case: Case) -> bool:
    """*23 were killed in the last 24 hours. The total toll is now 12,300*: of many days; of a disaster it is the one toll."""
    if not case.is_harm_done or case.state.context.cause in AT_ONCE or not ("toll" in case.reading.notes or case.is_up_to_now):
        return False
    if case.time.when is not None and not is_past_day(case.time.when.phrase):
        return False
    start = case.reading.number.span.start
    before = any(is_past_day(m.phrase) and m.span.end <= start for m in case.passage.dates)
    return any(
        is_past_day(fact.when.phrase) or (before and fact.sentence is case.passage.sentence)
        for fact in _far_below(case)
        if fact.sentence is not case.passage.sentence or fact.reading.trigger != case.reading.trigger  # "killed a soldier and 23 rebels"
    )


def is_of_one_of_several(case: Case) -> bool:
    """*Two bombings last year, the latter killing more than 100*: one of them did it."""
    start = case.passage.local(case.reading.number.span).start
    return case.family == "harm" and _ONE_OF_THEM.search(case.text, max(0, start - _NEAR), start) is not None


def is_in_campaign(case: Case) -> bool:
    """*24 have died during recent nationwide protests*, *80 had been killed in recent fighting*, *312 have been killed in the crackdown*
    that the story tells one raid of.
    """
    if not (case.is_harm_done and case.time.when is None):
        return False
    end = case.passage.local(case.reading.number.span).end
    if case.reading.number.low >= _HUNDRED and _IN_CRACKDOWN.search(case.text, end):
        return True
    found = case.state.bank.happenings.under_way.search(case.text, end)
    if found is None or OTHER_CLAUSE.search(case.text, end, found.start()):
        return False
    if not has_been_done(case):
        return _RECENT.match(found[0]) is not None  # "a strike killed nine amid ongoing fighting" did so at once
    if _AT_IT.search(case.state.told_last) is not None and case.state.bank.happenings.kinds_named(case.state.lead):
        return True  # "Its forces have been battling gunmen. Nine have died in close combat", in the story of an air strike
    return found["recent"] is not None or is_beyond_the_happening(case)


_AT_IT = re.compile(r"\b(?:has|have) been (?:\w+ )?(?:fighting|battling|clashing|skirmishing|locked in|engaged in|advancing)\b")
_RECENT = re.compile(r"(?:in|during|by) (?:the )?recent\b", re.I)


def led_with(state: State) -> Fact | None:
    """The figure that a story of harm leads with, be it of what was fired (*900 shells have been fired since Monday*)."""
    return next((f for f in state.facts if f.reading.measure in _LED_WITH and f.status == "happened"), None)


def is_of_the_time_led_with(case: Case) -> bool:
    """*At least 106 have been killed since Friday. About 1,000 people have been arrested*: of the same days."""
    lead = led_with(case.state)
    if lead is None or lead.mode != "cumulative" or not has_been_done(case):
        return False
    if case.state.context.live or case.state.context.cause in AT_ONCE or any(p.kind != "country" for p in case.passage.places):
        return False
    start, end = lead.when.start, lead.when.end
    return case.reading.measure != "missing" and (start is None or end is None or end - start <= _WEEKS)


def is_driven_out_by_war(case: Case) -> bool:
    """*The conflict has forced more than 350,000 from their homes*."""
    tree, doer = case.passage.tree, case.doer
    return case.reading.measure in MOVES and tree is not None and doer is not None and tree.lower[doer] in _LONG and case.is_up_to_now


def is_done_by_campaign(case: Case) -> bool:
    """*The protests have resulted in 361 injuries*, *attacks have claimed 700 lives*; *a police operation has killed 12* is one raid."""
    tree, doer, happenings = case.passage.tree, case.doer, case.state.bank.happenings
    if tree is None or doer is None or not has_been_done(case):
        return False
    word = tree.lower[doer]
    if word in _LONG or (word in happenings.campaigns and _IN_ITS_WEEKS.search(case.text) is not None):
        return True
    if word in happenings.campaigns or word in happenings.many:
        known = word in happenings.campaigns and _is_known(tree, doer) and not is_of_these_days(case)
        return known or is_beyond_the_happening(case) or _goes_on_summing(case)
    return False


def _goes_on_summing(case: Case) -> bool:
    """*Debris that fell earlier in the war killed one. The attacks have killed four*: all that was told of the dead was a sum."""
    alike = [
        f.mode for f in case.state.facts if f.reading.measure == case.reading.measure and f.reading.number.high != 0 and f.mode != "part"
    ]
    return bool(alike) and all(mode == "cumulative" for mode in alike)


def has_killed(case: Case) -> bool:
    """*The army launched an offensive early this week which has killed 40*: what goes on, whenever it began."""
    return case.is_harm_done and _WAGED.search(case.text, 0, case.passage.local(case.reading.number.span).start) is not None


def is_one_of_its_deeds(case: Case) -> bool:
    """*The pirates have now burned two ships, seized a third and killed nine*: deed by deed; *the quake has now killed 46* at once."""
    tree, at = case.passage.tree, case.passage.at(case.reading)
    if tree is None or at is None or not case.is_harm_done or case.time.when is not None or tree.dep[at] != "conj":
        return False
    first = at
    while tree.dep[first] == "conj" and first != tree.head[first]:
        first = tree.head[first]
    now = any(tree.lower[child] in _BY_NOW for child in tree.children(first, "advmod"))
    return now and any(tree.lower[child] in ("have", "has") for child in tree.children(first, "aux"))


_BY_NOW = frozenset({"now", "already"})


def _is_known(tree: Tree, noun: int) -> bool:
    """*the protests*, *these clashes*, *its offensive*: the story has told of them, or everybody knows."""
    return any(tree.lower[child] in ("the", "these", "this") or tree.dep[child] == "poss" for child in tree.children(noun, "det", "poss"))


def is_of_these_days(case: Case) -> bool:
    """Whether the story is about one happening of the last days: *the clashes have killed nine* is then said of it."""
    incident = case.incident
    if incident is None or not incident.sure or incident.when.start is None:
        return False
    return case.state.context.day - incident.when.start <= _DAYS


def has_been_done(case: Case) -> bool:
    """In the perfect, and at no time of its own."""
    return case.is_harm_done and case.time.when is None and (case.is_up_to_now or case.is_counted_up)


def is_beyond_the_happening(case: Case) -> bool:
    """Whether the story has told of a happening that did much less of the same."""
    return bool(_far_below(case))


def _far_below(case: Case) -> list[Fact]:
    """The happenings told so far that did much less of the same."""
    reading = case.reading
    return [
        fact
        for fact in case.state.facts
        if fact.reading.measure == reading.measure
        and (fact.status, fact.mode) == ("happened", "increment")
        and _FAR * (fact.reading.number.high or fact.reading.number.low) < reading.number.low
    ]


def is_of_many_days(case: Case) -> bool:
    """*Killed in shootings across the city from Friday to Monday*, *in accidents over the weekend*: many, each with its day."""
    if case.family != "harm" or case.time.when is None or case.length is None:
        return False
    if case.length <= timedelta(days=1) and not any(word in case.when.phrase for word in ("weekend", " days")):
        return False
    end = case.passage.local(case.reading.number.span).end
    found = _IN_MANY.search(case.text, end, end + _FAR_BEHIND)
    return found is not None and _CLAUSE.search(case.text, end, found.start()) is None


def is_by_fire(case: Case) -> bool:
    """*In January Russian fire killed 78 residents*; *a 2012 fire that killed 112* is one happening."""
    tree, doer = case.passage.tree, case.doer
    return tree is not None and doer is not None and tree.lower[doer] in _FIRE and not any(True for _ in tree.children(doer, "det"))


_FIRE = frozenset("fire gunfire shelling shells bombardment bombardments airstrikes drones mines landmines snipers".split())
