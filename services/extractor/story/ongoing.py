"""What shows that a figure is of strife that goes on, and not of one day of it: the toll of the protests, a surge of violence, a party's
losses so far, fighting that broke out weeks ago.
"""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.keyed import keyed
from services.extractor.story.campaigns import AT_ONCE, has_been_done, is_beyond_the_happening, is_of_these_days
from services.extractor.story.case import OTHER_CLAUSE, Case

_MANY = 20
"""So many are not killed on one day of protests without the story naming the day."""
_REACH = 140
"""Characters of a sentence in which strife is named before the number of its toll."""
_BEHIND = 70
"""Characters before the words of a toll, or behind its number, in which strife is named."""
_LOSSES = keyed(
    r"(?:\b(?:its|their)|['’]s?) (?:own )?(?:(?:overall|total|combat|military|battlefield|civilian) )?"
    r"(?:losses|casualties|death toll|casualty toll|dead|fatalities|deaths)\b",
    re.I,
)
"""*The rebels' losses*, *its casualties*: what a war costs one side."""
_SURGES = frozenset(
    "surge flare-up flareup upsurge escalation spike wave resurgence cycle spiral bout spate upswing outbreak eruption spasm".split()
)
"""Of strife: *a surge in violence has left 77 dead*."""


def is_of_what_goes_on(case: Case) -> bool:
    """*The death toll in the clashes has reached 600*, *the unrest's toll passed 150*; *the toll of Monday's clashes* is of a day, and
    *the toll of a bombing amid the unrest* of the bombing.
    """
    if not case.is_harm_done or (case.time.when is not None and not case.time.vague):
        return False
    if "toll" in case.reading.notes:
        if not (_names_strife(case) or _is_of_a_party(case)):
            return False
    elif not (has_been_done(case) and case.state.going_on_since is not None and case.incident is None):
        return False
    return not is_of_these_days(case) or is_beyond_the_happening(case)


def _names_strife(case: Case) -> bool:
    """Whether the words of the toll say that it is one of strife: before the number, else right behind it."""
    words, number = case.state.bank.happenings, case.passage.local(case.reading.number.span)
    trigger = case.reading.trigger
    start = max(0, min(number.start, case.passage.local(trigger).start if trigger is not None else number.start) - _BEHIND)
    start = max(start, number.start - _REACH)
    before = case.text[start : number.start]
    found = words.toll_of_lasting.search(before) or words.lasting_toll.search(before)
    if found is not None:
        return words.single.search(before) is None or words.single.search(words.lasting.sub(" ", before)) is None
    after = words.toll_of_lasting.match(case.text[number.end : number.end + _BEHIND])
    return after is not None and OTHER_CLAUSE.search(after[0]) is None


def is_of_a_force(case: Case) -> bool:
    """*The number of guerrillas killed in the area has risen to 26*, *the total toll on the Indian side is 14*; *the number of soldiers
    killed in the raid* is of the raid.
    """
    if not case.is_harm_done or (case.time.when is not None and not case.time.vague) or case.state.context.cause in AT_ONCE:
        return False
    start, end = case.passage.local(case.reading.number.span).start, case.passage.local(case.reading.number.span).end
    found = _FORCE.search(case.text, max(0, start - _REACH), end + _REACH)
    return found is not None and case.state.bank.happenings.single.search(case.text) is None


_FORCE = keyed(
    r"\bnumber of (?:[\w-]+ ){0,2}(?:guerrillas|rebels|insurgents|militants|fighters|soldiers|troops|policemen|gunmen) "
    r"(?:killed|slain|dead)\b|"
    r"\b(?:total|overall) (?:death )?toll (?:on|for) the [\w-]+ side\b",
    re.I,
)


def is_as_of_a_day(case: Case) -> bool:
    """*As of Friday, nine had been killed in the clashes*, *as of 18 August, a total of 1,006*; *as of noon* a quake's toll rises."""
    if case.is_up_to_now and _IN_TOTAL_AS_OF.search(case.text, 0, case.passage.local(case.reading.number.span).start) is not None:
        return case.status == "happened" and case.state.context.cause not in AT_ONCE
    if not case.is_harm_done or case.state.context.cause in AT_ONCE or _AS_OF.match(case.text) is None:
        return False
    start, end = case.passage.local(case.reading.number.span).start, case.passage.local(case.reading.number.span).end
    words = case.state.bank.happenings
    if _A_TOTAL.search(case.text, 0, start) is not None and words.single.search(case.text) is None:
        return True
    return any(OTHER_CLAUSE.search(case.text, end, found.start()) is None for found in words.by_and_by.finditer(case.text, end)) or any(
        OTHER_CLAUSE.search(case.text, end, found.start()) is None for found in _IN_CLASHES.finditer(case.text, end)
    )


_AS_OF = re.compile(r"(?:As of|By) (?:\w+day|yesterday|today|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})\b")
_IN_TOTAL_AS_OF = re.compile(
    r"\b[Aa]s of (?:\w+day|today|[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}), (?:a total of|altogether|in all,?) \Z"
)
"""*Said that as of 3 May, a total of 940 people have been arrested*."""
_A_TOTAL = re.compile(r"\ba total of \Z")
_IN_CLASHES = re.compile(r"\bin (?:the |these )?(?:[\w-]+ ){0,2}(?:clashes|protests|riots|demonstrations)\b")


def _is_of_a_party(case: Case) -> bool:
    """*Media have put the rebels' losses at more than 200*, in the story of a clash that killed three."""
    start = case.passage.local(case.reading.number.span).start
    named = _LOSSES.search(case.text, max(0, start - _BEHIND), start) is not None
    return named and (is_beyond_the_happening(case) or (case.incident is None and case.is_up_to_now))


def is_in_strife_of_no_day(case: Case) -> bool:
    """*Police have killed 244 protesters in demonstrations*, where the story gives no day on which they did."""
    if not has_been_done(case) or case.reading.number.low < _MANY or (case.incident is not None and case.incident.sure):
        return False
    end = case.passage.local(case.reading.number.span).end
    found = case.state.bank.happenings.toll_of_lasting.search(case.text, end)
    return found is not None and OTHER_CLAUSE.search(case.text, end, found.start()) is None


def is_by_surge(case: Case) -> bool:
    """*The flare-up of violence has killed 43 policemen*: a surge is of many happenings."""
    tree, doer, words = case.passage.tree, case.doer, case.state.bank.happenings
    if tree is None or doer is None or not has_been_done(case) or tree.lower[doer] not in _SURGES:
        return False
    of = [child for prep in tree.children(doer, "prep") for child in tree.children(prep, "pobj")]
    return any(tree.lower[noun] in words.campaigns | words.many for noun in of)


def is_since_a_deed(case: Case) -> bool:
    """*A total of 61 policemen have been killed since the army moved in, after an attack on Dec. 16*: by now, whatever day is said of the
    beginning; *have died since the ferry sank*, *since gunmen attacked a hotel on Sunday* is of that.
    """
    tree, at = case.passage.tree, case.passage.at(case.reading)
    if tree is None or at is None or not case.is_harm_done or not case.is_up_to_now or case.state.context.cause in AT_ONCE:
        return False
    start = case.time.when.start if case.time.when is not None else None
    if start is not None and case.state.context.day - start <= _DAYS:
        return False
    opened = (verb for verb in tree.children(tree.clause(at), "advcl") if verb > at and any(True for _ in tree.children(verb, "dobj")))
    return any(tree.lower[mark] == "since" for verb in opened for mark in tree.children(verb, "mark"))


_DAYS = timedelta(days=4)
"""What was done so lately may have killed them all by itself."""
