"""One happening told twice, the second time of fewer: *a bomb killed eight people ... three policemen died in the attack*."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.passage import Passage
from services.extractor.story.attacks import OWN_DEED
from services.extractor.story.nationals import is_of_nationals
from services.extractor.story.within import are_apart, covers, exceeds, noun_of, own_place, same_days

_HARM = frozenset({"killed", "injured"})
_COUNTED_ONCE = frozenset({"killed", "injured", "missing", "rescued", "evacuated", "detained", "abducted", "released", "intercepted"})
_ANYONE = frozenset(
    "people persons person lives life souls others casualties victims civilians individuals dead deaths fatalities injured wounded bodies "
    "drones uavs missiles prisoners captives detainees hostages suspects passengers residents".split()
)
"""Nouns that tell no kind of people or weapon apart: of these others may be some."""
_ATTACKERS = frozenset(
    "attackers attacker assailants assailant gunmen gunman militants militant bombers bomber rebels rebel insurgents insurgent terrorists "
    "terrorist fighters fighter hijackers hijacker extremists jihadists bandits raiders robbers suspects".split()
)
"""Who did it is seldom counted with whom it harmed."""
_HAPPENING = (
    r"(?:attack|assault|raid|strike|airstrike|air strike|blast|explosion|bombing|bomb|shooting|shelling|ambush|siege|clash|"
    r"gun ?battle|firefight|battle|massacre|stampede|crush|crash|accident|collision|derailment|wreck|sinking|capsizing|fire|blaze|inferno|"
    r"collapse|landslide|mudslide|avalanche|earthquake|quake|tsunami|storm|cyclone|typhoon|hurricane|tornado|flood|floods|"
    r"flooding|eruption|"
    r"disaster|tragedy|incident|rampage)"
)
_IN_IT = keyed(
    rf"\b(?:in|by|during|from|when|after|of) (?:the|that|this) (?:(?!{_HAPPENING})[\w-]+ ){{0,2}}{_HAPPENING}\b|"
    rf"^(?:The|That|This) (?:[\w-]+ ){{0,2}}{_HAPPENING} (?:also )?(?:killed|claimed|injured|wounded|left|took|hurt)\b",
    re.I,
)
"""*In the attack*, *the blast killed*: the happening told of before."""
_NEW_ONE = keyed(rf"\b(?:in|by|during) (?:an?|another) (?:[\w-]+ ){{0,3}}{_HAPPENING}\b", re.I)
_ANY = keyed(rf"\ban? (?:[\w-]+ ){{0,3}}{_HAPPENING}\b|\b{_HAPPENING}s\b", re.I)
_OTHER = re.compile(
    r"\b(?:another|separate(?:ly)?|elsewhere|second|third|other|earlier|previous|also|meanwhile|later|last (?:week|month|year)|"
    r"a (?:day|week|month|year) (?:ago|earlier|before))\b",
    re.I,
)
_ONE_OF_THEM = re.compile(r"\b(?:one|two|three|some) of (?:them|these|those)\b", re.I)
_ANEW = re.compile(
    r"\b(?:separate(?:ly)?|elsewhere|later|meanwhile|between|in the (?:morning|afternoon|evening)|\d{1,2}[:.]\d\d|"
    r"(?:another|second|different) (?:attack|strike|incident|blast|raid))\b",
    re.I,
)
"""What is told of a time or a happening of its own."""
_REACH = 6
"""Sentences within which a happening is told of again as *the attack*."""
_OPENING = re.compile(r"(?:[\"“'‘]?(?:At least|About|Around|Some|Nearly|Almost|More than|Only|Just) )?\Z", re.I)
_ONLY = re.compile(r"\b(?:said|says|claimed|insisted|maintained|spoke of) (?:that )?(?:only|just) \Z", re.I)
_CONFIRMED_DEAD = re.compile(r" (?:(?:people|persons) )?(?:(?:were|are|was|have|had|been|now|so|far) ){0,4}confirmed (?:dead|killed)\b")
_KILLED_THEM = re.compile(
    r"\b(?:troops|soldiers|forces|police|policemen|officers|army|marines|commandos|guards) (?:\w+ )?(?:killed|shot dead|wounded) "
)
"""*Soldiers killed 22 of them ... Seven soldiers lost their lives*: who killed the ones is none of them."""
_IDENTIFIED = re.compile(
    r"[^.;:,]{0,40}\b(?:(?:had|has|have|were|was|are|been|be) (?:so far |already |now |since |been |positively |formally )*identified\b)|"
    r"[^.;:,]{0,12} (?:dead|bodies|victims) (?:\w+ )?identified\b",
    re.I,
)
_IDENTIFIES = re.compile(r"\bidentified (?:the (?:bodies|remains) of )?(?:only |just |at least |some |about )?\Z", re.I)
_WORST = keyed(
    r"\b(?:hardest|hard|worst|worse|badly)[ -](?:hit|affected|struck|stricken)\b|\b(?:was|is) (?:the )?(?:hardest|worst) hit\b|"
    r"\b(?:hit|struck|affected|suffered) (?:the )?(?:hardest|worst|most)\b",
    re.I,
)
"""A place that was hit hardest is one of several."""
_THERE = re.compile(r"\b(?:there|in the (?:province|region|state|district|city|town|county|area))\b", re.I)


def settle_retold(facts: Sequence[Fact], passages: Sequence[Passage]) -> list[Fact]:
    """Marks as parts what is said of fewer, and of a kind, of those whom the story has counted in the same happening."""
    settled = list(facts)
    texts = {passage.sentence.index: passage.sentence.text for passage in passages}
    for i in sorted(range(len(facts)), key=lambda i: facts[i].span.start):
        fact = settled[i]
        if fact.mode != "increment" or fact.status != "happened" or not fact.reading.number.low or fact.reading.number.high == 0:
            continue
        again = (
            _is_kind_in_it(fact, settled)
            or _is_beside_kind(fact, settled)
            or _is_next_of_several(fact, settled, texts)
            or is_of_nationals(fact, settled)
            or _is_death_there(fact, settled)
        )
        if (again and not fact.superseded) or _is_identified(fact, settled) or _is_of_worst_hit(fact, settled, texts):
            settled[i] = fact.with_(mode="part")
    return settled


def _is_kind_in_it(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Two guards died in the raid*, *the blast killed nine workers*: of the eight and of the 14 people it killed."""
    noun = noun_of(fact)
    if fact.reading.measure not in _HARM or fact.reading.number.additional or not noun or noun in _ANYONE or noun in _ATTACKERS:
        return False
    text = fact.sentence.text
    if _OTHER.search(text) is not None or (_IN_IT.search(text) is None and _may_be_elsewhere(fact)):
        return False
    if _ONLY.search(text, 0, fact.at) is not None:
        return False  # "the army said only two civilians were killed in the blast": another count of all
    whole = _told_last(fact, facts)
    return whole is not None and (noun_of(whole) in _ANYONE or not noun_of(whole)) and whole.reading.group == "all"


def _may_be_elsewhere(fact: Fact) -> bool:
    """Whether the sentence names a place or a day, or a happening as a new one: *three policemen died on Saturday in a clash*."""
    return own_place(fact) is not None or fact.says_when or any(p.search(fact.sentence.text) for p in (_ANY, OWN_DEED))


def tells_new(fact: Fact) -> bool:
    """*Three policemen were killed in an ambush*: in a happening that the story has not told of before."""
    return _NEW_ONE.search(fact.sentence.text) is not None


def _told_last(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The last figure before of the same measure that is no part, if it is of one happening and counts more."""
    at = fact.sentence.index
    before = [
        other
        for other in facts
        if at - _REACH <= other.sentence.index < at
        and other.reading.measure == fact.reading.measure
        and other.reading.unit == fact.reading.unit
        and other.sentence.entry == fact.sentence.entry
        and other.sentence.kind != "headline"
        and not (other.mode == "part" and noun_of(other) not in _ANYONE and noun_of(other))
    ]
    last = max(before, key=lambda other: other.span.start, default=None)
    return last if last is not None and _may_hold(last, fact) else None


def _may_hold(whole: Fact, fact: Fact) -> bool:
    """Whether the two are of one happening, in which the one counts more and the counted are no party to the fight against the others."""
    alike = whole.mode != "cumulative" and whole.status == fact.status and not whole.superseded
    foes = fact.side is not None and (fact.side == whole.by or (whole.side is not None and fact.by == whole.side))
    foes = foes or (_KILLED_THEM.search(whole.sentence.text) is not None and fact.reading.group in ("military", "police"))
    return alike and exceeds(whole, fact) and not foes and same_days(whole, fact) and not are_apart(whole, fact)


def is_bare_of_whole(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*14 people died. Nine were killed at the scene*: a number alone that opens the next sentence is of those just counted."""
    if fact.reading.measure not in _COUNTED_ONCE or noun_of(fact) or fact.reading.group != "all" or fact.sentence.kind != "body":
        return False
    text, at = fact.sentence.text, fact.at
    if _CONFIRMED_DEAD.match(text, fact.end) is not None:
        return False  # "200 are feared lost. At least 28 were confirmed dead": the toll
    if _OPENING.match(text[:at]) is None or _OTHER.search(text) is not None or {"toll", "outdated"} & set(fact.reading.notes):
        return False
    whole = _told_last(fact, facts)
    if whole is None or fact.sentence.index - whole.sentence.index > 1:
        return False
    return fact.claimant is None or whole.claimant is None or fact.claimant.name == whole.claimant.name


def _is_beside_kind(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Two guards died in the raid and five were hurt*: five of the guards, as the two are some of all."""
    if fact.reading.measure not in _HARM or noun_of(fact):
        return False
    beside = [other for other in facts if other.sentence.index == fact.sentence.index and other.span.start < fact.span.start]
    kinds = [other for other in beside if other.reading.measure in _HARM]
    if not kinds or any(other.mode != "part" or not noun_of(other) or noun_of(other) in _ANYONE for other in kinds):
        return False
    if any(other.reading.measure == fact.reading.measure for other in kinds):
        return False
    whole = _told_last(fact, facts)
    return whole is not None and whole.reading.group == "all"


def _is_next_of_several(fact: Fact, facts: Sequence[Fact], texts: Mapping[int, str]) -> bool:
    """*Seven drones were shot down ... one of them fell on a village ... two other drones were downed*: the two are of the seven too."""
    if fact.reading.measure not in _COUNTED_ONCE or not fact.reading.number.additional or _ANEW.search(fact.sentence.text) is not None:
        return False
    wholes = [
        other
        for other in facts
        if (other.reading.measure, other.reading.unit, other.mode) == (fact.reading.measure, fact.reading.unit, "increment")
        and 0 < fact.sentence.index - other.sentence.index <= _REACH
        and _may_hold(other, fact)
        and fact.when.phrase in ("", other.when.phrase)
    ]
    between = (texts.get(at, "") for whole in wholes for at in range(whole.sentence.index + 1, fact.sentence.index))
    return any(_ONE_OF_THEM.search(text) is not None for text in between)


_DIED_THERE = re.compile(
    r"[^.;:,]{0,40}\b(?:died|killed|dead|perished|pronounced dead)\b(?: [\w-]+){0,2} (?:(?:at|on) the (?:scene|spot|site)|instantly|"
    r"(?:on the way to|en route to|in|at) (?:the |a )?(?:[\w-]+ )?hospitals?|in an ambulance|"
    r"(?:of|from) (?:their|serious|severe) (?:injuries|wounds|burns))\b"
)


def _is_death_there(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Sixteen were killed ... Fifteen died at the scene and one in hospital*: where or of what some of all died."""
    if fact.reading.measure != "killed" or fact.sentence.kind == "headline" or {"toll", "outdated"} & set(fact.reading.notes):
        return False
    if _DIED_THERE.match(fact.sentence.text, fact.end) is None:
        return False
    before = [other for other in facts if other.reading.measure == "killed" and other.span.start < fact.span.start]
    return any(
        fact.sentence.index - other.sentence.index <= _REACH and _may_hold(other, fact) and not _is_in_another_town(other, fact)
        for other in before
    )


def _is_in_another_town(whole: Fact, fact: Fact) -> bool:
    """*Ten sailors died off Delft. In Colombo a bomb went off ... One soldier died in hospital*."""
    towns = (whole.where, fact.where)
    return all(town is not None and town.kind == "city" for town in towns) and not (covers(*towns) or covers(*reversed(towns)))


def _is_identified(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*97 of the bodies have been identified*, where the story's toll is or was higher."""
    if fact.reading.measure != "killed":
        return False
    text, base = fact.sentence.text, fact.sentence.span.start
    number = fact.reading.number.span
    named = _IDENTIFIED.match(text, number.end - base) is not None or _IDENTIFIES.search(text[: number.start - base]) is not None
    return named and _is_less_than_some(fact, facts)


def _is_of_worst_hit(fact: Fact, facts: Sequence[Fact], texts: Mapping[int, str]) -> bool:
    """*The toll in the hard-hit coastal region fell to 61*: some of all that the country counts, or has counted. So is *the toll
    there* after a sentence about the place that was hit hardest.
    """
    if fact.reading.measure not in _HARM or (fact.where is not None and fact.where.kind == "country"):
        return False
    text = fact.sentence.text
    if _THERE.search(text) is not None:
        text = texts.get(fact.sentence.index - 1, "") + text
    return _WORST.search(text) is not None and _is_less_than_some(fact, facts)


def _is_less_than_some(fact: Fact, facts: Sequence[Fact]) -> bool:
    return any(
        other.reading.measure == fact.reading.measure
        and other.status == "happened"
        and other.mode != "part"
        and other.sentence.index != fact.sentence.index
        and exceeds(other, fact)
        and (other.side == fact.side or None in (other.side, fact.side))
        for other in facts
    )
