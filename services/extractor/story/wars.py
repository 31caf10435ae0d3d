"""Sums of a war: said of it as a whole, over weeks of fighting, by more than one attack."""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.model import TAKEN
from services.extractor.story.campaigns import is_by_fire
from services.extractor.story.case import OTHER_CLAUSE, Case
from services.extractor.story.families import MOVES

_LONG = timedelta(days=20)
_MANY = 1000
"""No single happening kills so many but the greatest disasters, and those are dated."""
_A_WAR = 5000
"""No single attack kills so many; a catastrophe may."""
_WAR = re.compile(r"\b(?:war|clashes|fighting|insurgency|conflict|invasion|crackdown|violence|army takeover|coup)\b", re.I)
_IN_WAR = re.compile(
    r"\b(?:in|during|throughout|since) (?:the|this|its|their|\w+[’']s) (?:[\w-]+ ){0,2}"
    r"(?:war|conflict|invasion|insurgency|offensive|flare-up|escalation|hostilities)\b",
    re.I,
)
_IN_WHOLE_WAR = re.compile(
    r"\b(?:in|during|throughout) (?:the|this|that) (?:[\w-]+ ){0,2}(?:war|conflict|insurgency|hostilities)\b"
    r"(?![ -](?:zone|torn|area|region|hit))",
    re.I,
)
"""*90 of its soldiers were killed in the hostilities*: over or not, it is known."""
_EARLIER_IN_WAR = re.compile(
    r"\b(?:earlier|previously|before|so far) in (?:the|this) (?:[\w-]+ ){0,2}(?:war|conflict|campaign|offensive|siege|hostilities)\b", re.I
)
_HEADED_IN_WAR = re.compile(r"\bin (?:[A-Z][\w-]+ ){0,2}(?:war|conflict|flare-up)\b(?![ -](?:zone|torn|area|region|hit))", re.I)
"""*410 Killed in War as Talks Resume*: headlines leave the article out."""
_LONG_WAR = re.compile(
    r"\b(?:in|during|throughout|by) (?:the|this|its|their|a|\w+[’']s) (?:[\w-]+ ){0,2}?"
    r"(?:(?:\d{1,2}|\w{3,9})[- ](?:years?|months?|days?)(?:[- ](?:long|old))?|(?:years|months|decades?)-?long|\d{4}[-–](?:\d{4}|\d\d)) "
    r"(?:[\w-]+ ){0,2}(?:war|conflict|insurgency|rebellion|uprising|campaign|siege|occupation|genocide|invasion)\b",
    re.I,
)

_UNDER_RULER = re.compile(
    r"\b(?:under|during|throughout) (?:[\w’'.-]+ ){0,4}?(?:rule|regime|dictatorship|reign|apartheid|junta)\b|"
    r"\bunder (?:[A-Z][\w’'-]+ ?){1,3},? who (?:ruled|governed|led the country) (?:for|from)\b"
)


def is_in_war(case: Case) -> bool:
    """*Have been killed in the conflict*, *were killed in the hostilities*."""
    headed = case.passage.sentence.kind == "headline"
    if case.reading.measure not in ("killed", "injured", *MOVES) or case.time.when is not None:
        return False
    reading = case.reading
    start = max(case.passage.local(span).end for span in (reading.number.span, reading.trigger or reading.number.span))
    war = _IN_WAR if headed or case.is_up_to_now else _IN_WHOLE_WAR
    if war is _IN_WHOLE_WAR and _is_no_more(case):
        return False
    found = war.search(case.text, start) or (_HEADED_IN_WAR.search(case.text, start) if headed else None)
    return found is not None and OTHER_CLAUSE.search(case.text, start, found.start()) is None


def _is_no_more(case: Case) -> bool:
    """*Five were killed in a firefight on Friday. "Four men were killed in the conflict," an officer said*: a whole war costs more."""
    reading = case.reading
    alike = (f for f in case.state.facts if f.reading.measure == reading.measure and f.mode == "increment")
    return any(f.reading.number.low >= reading.number.low for f in alike)


def is_in_long_war(case: Case) -> bool:
    """*Were killed in the 13-year conflict*, *died during the 1992-95 war*: a whole war, over or not."""
    if case.reading.measure not in ("killed", "injured", *MOVES) or (case.time.when is not None and not case.time.vague):
        return False
    fronted = _LONG_WAR.match(case.text) is not None  # "During the 20-year war 2,461 soldiers were killed"
    return fronted or _LONG_WAR.search(case.text, case.passage.local(case.reading.number.span).end) is not None


def is_under_ruler(case: Case) -> bool:
    """*Some 3,200 people were killed under the dictatorship*, *12,000 were executed during his rule*: year by year."""
    if case.reading.measure not in ("killed", "missing", "detained") or (case.time.when is not None and not case.time.vague):
        return False
    end = case.passage.local(case.reading.number.span).end
    found = _UNDER_RULER.search(case.text, end)
    return found is not None and OTHER_CLAUSE.search(case.text, end, found.start()) is None


def is_earlier_in_war(case: Case) -> bool:
    """*Debris that fell on the city earlier in the war killed seven*: of many days; *a shell that hit a bus earlier in the war* is one."""
    tree, doer = case.passage.tree, case.doer
    if case.reading.measure not in ("killed", "injured") or case.time.when is not None or tree is None or doer is None:
        return False
    found = _EARLIER_IN_WAR.search(case.text, 0, case.passage.local(case.reading.number.span).start)
    return found is not None and not any(tree.lower[child] in ("a", "an", "one") for child in tree.children(doer, "det", "nummod"))


def is_as_many_as_in_war(case: Case) -> bool:
    """*Tens of thousands have been killed*, *thousands have been jailed*, and no day is said: more than one attack kills."""
    if case.reading.measure in TAKEN and case.time.when is None and case.reading.number.low >= _MANY and case.is_up_to_now:
        return True
    if case.family != "harm" or case.time.when is not None or case.reading.number.low < _MANY:
        return False
    if case.reading.number.low >= _MANY and _is_by_fighting(case):
        return True
    context = case.state.context
    war = len(context.foes) == 2 and context.cause not in ("disaster", "accident")
    if war and (case.reading.number.low >= _A_WAR or case.is_counted_up):
        return True
    return case.is_up_to_now and not (case.incident is not None and case.incident.sure)


def _is_by_fighting(case: Case) -> bool:
    """*Fighting between rebels and the army killed thousands*, *air strikes killed 2,000*."""
    tree, doer = case.passage.tree, case.doer
    return tree is not None and doer is not None and tree.lower[doer] in _FIGHTING | _ATTACKS


def is_driven_out_by_attacks(case: Case) -> bool:
    """*The strikes have driven 400,000 from their homes*, *led to the displacement of 90,000*: strike by strike."""
    if case.reading.measure not in MOVES or case.time.when is not None or case.reading.number.low < _A_WAR:
        return False
    return _is_by_fighting(case)


_ATTACKS = frozenset("attacks strikes airstrikes raids bombings bombardments assaults clashes battles".split())
"""One after another; *floods* and *bombs* may kill so many at once."""
_FIGHTING = frozenset("fighting war conflict clashes violence insurgency rebellion uprising hostilities bloodshed crackdown".split())


def is_war_over_weeks(case: Case) -> bool:
    """*Clashes this year left several dozen dead*."""
    if case.reading.measure not in ("killed", "injured") or case.when.precision == "day":
        return False
    if _WAR.search(case.text) is None and not (case.time.vague and is_by_fire(case)):
        return False
    return case.length is None or case.length > _LONG
