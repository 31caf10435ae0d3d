"""Shares of a whole that the story gives first: tolls by place and by attack, kinds that add up, bodies found of all the dead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from services.extractor.fact import Fact
from services.extractor.story.attacks import is_one_of_them, is_sum_of_several, tells_own_deed
from services.extractor.story.breakdowns import broken_down, by_town, go_both_ways, listed, with_one_more
from services.extractor.story.carriers import by_carrier, by_goal, by_one_goal
from services.extractor.story.countries import SPREAD
from services.extractor.story.families import AIR, TRANSFERS
from services.extractor.story.found import is_found
from services.extractor.story.grounds import may_hold
from services.extractor.story.hurt_beside import WIDE, beside_shares
from services.extractor.story.sinces import is_past_day
from services.extractor.story.sites import by_site
from services.extractor.story.splits import puts_toll_at
from services.extractor.story.turns import PLAIN, by_turns
from services.extractor.story.within import (
    are_apart,
    are_rivals,
    are_told_by_foes,
    encloses,
    exceeds,
    is_of_one_of_its_days,
    may_have_quarter,
    of_one_moment,
    own_place,
    same_days,
    text_between,
)

_PLURAL = re.compile(
    r"\b(?:attacks|strikes|airstrikes|air strikes|bombings|blasts|explosions|bombs|bombers|raids|shootings|clashes|incidents|accidents|"
    r"storms|cyclones|typhoons|floods|landslides|fires|wildfires|earthquakes|quakes|tornadoes|assaults|ambushes|barrages|bombardments)\b",
    re.I,
)
"""A whole that is said of several happenings: what one of them did is a share of it."""
_SEPARATE = re.compile(
    r"\b(?:separate(?:ly)?|another|one of the|elsewhere|a second|a third|(?:minutes|moments|(?:an )?hours?) (?:earlier|later|before)|"
    r"the (?:bloodiest|deadliest|worst|biggest|heaviest) (?:blast|bombing|bomb|attack|strike|explosion|raid|shooting))\b",
    re.I,
)
_LIST = 3
_MOST = 2
"""A whole that is so many times what its regions add up to, or more, is of something else."""
_PLACES = 2
_NATIONAL = re.compile(r"\b(?:nationwide|countrywide|statewide|national|overall|across the (?:country|nation|region))\b", re.I)
"""A whole that says so may be told after its shares."""
_ALONE = re.compile(r"\b(?:alone|itself|hardest|worst)\b", re.I)
_SEASON = timedelta(days=200)
"""The longest that the toll of one flood, heatwave or outbreak runs."""
_FEW_DAYS = timedelta(days=8)
_OF_PLACE = re.compile(
    r"(?:In|At|Around|From) (?!Total\b|All\b)[A-Z][\w'’-]{2,20}(?: [A-Z][\w'’-]{2,20})?"
    r"(?: (?:district|province|county|state|region|town|city|alone|itself)){0,2},? |"
    r"(?:The |[A-Z]\w+['’]s )?[A-Z][\w'’-]{2,20}(?: and [A-Z][\w'’-]{2,20})?(?: (?:district|neighbou?rhood|quarter|area)s?)? "
    r"(?:is|was|were|has been|suffered|saw|bore|reported|recorded) (?:the )?(?:\w+[ -]){0,3}(?:worst|hardest|brunt|most)\b"
)
_OF_REGION = re.compile(r"\b(?:in|of|from) the (?:[\w-]+ ){0,2}(?:province|district|region|state|county|town|village) of [A-Z]")
"""*The toll in the central province of Southern Leyte rose to 102*."""
_FURTHER = re.compile(r"\b(?:another|the (?:other|remaining)|plus|further)\W{0,2}\Z", re.I)
_FURTHER_REACH = 2
"""Sentences after a share in which *another 12* goes on from it."""
_NO_CHANCE = 3
"""So many numbers and more that add up to another do so whatever days they are given."""
_MAX_KINDS = 12
"""Members of one sentence that are added up; more make a table."""
_MAX_WHOLES = 100
"""Among so many of a story's figures, the greatest, the wholes of the others are looked for; who gives more sends a table."""
_OF_A_NIGHT = frozenset({"launched", "intercepted"})
"""Sent and stopped all over a country in one night, and told of region by region."""
_SHARED = frozenset({"killed", "injured", "missing", "rescued", "evacuated", "displaced", "abducted", "detained", *AIR})
_EXCEEDING = frozenset({"killed", "injured"})
"""Harm that a whole may count more of than its shares by place do."""
_GOING_ON = _SHARED - AIR | {"intercepted"}


def settle_shares(facts: Sequence[Fact]) -> list[Fact]:
    """Marks as parts the figures that a whole of the same story counts already. Nothing is a part of what it exceeds."""
    found = (i for i, fact in enumerate(facts) if is_found(fact, facts))
    by_place = _by_place(facts)
    parts = {
        *by_place,
        *beside_shares(by_place, facts),
        *_by_regions(facts),
        *by_goal(facts),
        *by_one_goal(facts),
        *_by_kind(facts),
        *by_carrier(facts),
        *by_turns([_as_part(fact) if i in by_place else fact for i, fact in enumerate(facts)]),
        *listed(facts),
        *broken_down(facts),
        *by_town(facts),
        *by_site(facts),
        *with_one_more(facts),
        *found,
    }
    shared = _going_on([_as_part(fact) if i in parts else fact for i, fact in enumerate(facts)])
    return [fact.with_(mode="increment") if is_of_one_of_its_days(fact, shared) else fact for fact in shared]


def _going_on(facts: Sequence[Fact]) -> list[Fact]:
    """*Of the 90 dead 60 were from here. The other 30 ...*, *200 died in one hospital. Another 67 died in a second*: what goes on from a
    share is one too, as long as the whole told of before has room for both.
    """
    settled = list(facts)
    last: dict[tuple[object, ...], int] = {}
    for i in sorted(range(len(facts)), key=lambda i: facts[i].span.start):
        fact = settled[i]
        if fact.reading.measure not in _GOING_ON or fact.sentence.kind == "headline":
            continue
        key = (fact.reading.measure, fact.reading.unit, fact.status, fact.side)
        before = settled[last[key]] if key in last else None
        if before is not None and before.mode == "part" and fact.mode == "increment" and _goes_on_from(before, fact, settled):
            settled[i] = fact.with_(mode="part")
        if fact.mode == "part" or not _is_told_before(fact, settled):  # "60 of the 90 killed" names the whole again
            last[key] = i
    return settled


def _is_told_before(fact: Fact, facts: Sequence[Fact]) -> bool:
    return any(other.span.start < fact.span.start and other.reading.number.low == fact.reading.number.low for other in facts)


def _goes_on_from(before: Fact, fact: Fact, facts: Sequence[Fact]) -> bool:
    start = fact.at
    listed = fact.sentence.index == before.sentence.index and ("by place" in fact.reading.notes or _same_word(before, fact))
    further = fact.reading.number.additional or _FURTHER.search(fact.sentence.text[:start]) is not None
    if listed and "of them" in before.reading.notes and text_between(before, fact).endswith(", and "):
        return False  # "18 tourists, 14 of them Danes, and three guides"
    if fact.superseded or not (listed or further) or fact.sentence.index - before.sentence.index > _FURTHER_REACH:
        return False
    if _are_told_by_two(before, fact) or tells_own_deed(fact):
        return False
    if fact.reading.measure in TRANSFERS and (before.when, before.status) != (fact.when, fact.status):
        return False  # "another 307 came home on Saturday": of another day than the 120 of Friday
    if fact.reading.measure == "intercepted" and fact.when.phrase not in ("", before.when.phrase):
        return False  # "another four were shot down in the evening"
    both = before.reading.number.low + fact.reading.number.low
    own = own_place(fact)
    return any(
        whole.mode != "part"
        and (own is None or whole.where is None or own.name == whole.where.name or encloses(whole.where, own))
        and (whole.reading.measure, whole.reading.unit, whole.status, whole.side)
        == (fact.reading.measure, fact.reading.unit, fact.status, fact.side)
        and whole.span.start < before.span.start
        and whole.reading.number.low >= both
        and (fact.reading.measure not in TRANSFERS or whole.when == fact.when)
        for whole in facts
    )


def _are_told_by_two(before: Fact, fact: Fact) -> bool:
    """*Three were hurt, the army said. A doctor spoke of eight others*: two counts, and the one does not go on from the other."""
    names = {told.claimant.name for told in (before, fact) if told.claimant is not None}
    return len(names) > 1 and before.sentence.index != fact.sentence.index


def _same_word(one: Fact, other: Fact) -> bool:
    """*80 were taken to one morgue and 71 were taken to another*."""
    base = one.sentence.span.start
    words = [
        one.sentence.text[r.trigger.start - base : r.trigger.end - base].lower() if r.trigger is not None else ""
        for r in (one.reading, other.reading)
    ]
    return words[0] == words[1] != ""


def _by_place(facts: Sequence[Fact]) -> set[int]:
    """*Four people were killed across the country ... In the coastal region two died*: as long as the places add up to no more."""
    members: dict[int, list[int]] = defaultdict(list)
    wholes = sorted(range(len(facts)), key=lambda j: facts[j].reading.number.low, reverse=True)[:_MAX_WHOLES]
    wholes = [j for j in wholes if not _is_repeated_below(facts[j], facts)]
    for i, fact in enumerate(facts):
        if fact.mode != "increment" or fact.reading.measure not in _SHARED or fact.superseded:
            continue
        covering = [j for j in wholes if j != i and _covers(facts[j], fact)]
        if covering:
            members[min(covering, key=lambda j: (facts[j].reading.number.low, j))].append(i)
    found: set[int] = set()
    for j, shares in members.items():
        ceiling = facts[j].reading.number.high
        counted: dict[tuple[str | None, int], int] = {}
        for i in shares:
            place = facts[i].where
            counted[(place.name if place else None, facts[i].reading.number.low)] = facts[i].reading.number.low
        places = {name for name, _ in counted} | _places_within(facts[j], facts)
        whole = facts[j].sentence.text
        if (
            facts[j].reading.measure != "intercepted"
            and not is_past_day(facts[j].when.phrase)
            and facts[j].type != "disaster"
            and len(places) < _PLACES
            and not (_PLURAL.search(whole) or WIDE.search(whole) or _ALONE.search(facts[shares[0]].sentence.text))
        ):
            continue  # one town of a country: the same happening told more closely, or before
        if ceiling is None or sum(counted.values()) <= ceiling:
            found.update(shares)
    return found


def _places_within(whole: Fact, facts: Sequence[Fact]) -> set[str]:
    """The places of fewer of the whole's, whenever counted: *two bodies were found in Durres this morning*, of 31 dead."""
    key = (whole.reading.measure, whole.reading.unit, whole.status)
    fewer = (f for f in facts if (f.reading.measure, f.reading.unit, f.status) == key and f.mode != "cumulative" and exceeds(whole, f))
    return {place.name for f in fewer if (place := own_place(f)) is not None and encloses(whole.where, place) and same_days(whole, f)}


def _by_regions(facts: Sequence[Fact]) -> set[int]:
    """*Seven have died in Kano, five in Kaduna and three in Niger*, of the 37 whom the season has killed: regions told one after another
    are some of what the country counts, sum or not.
    """
    lists: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        own = fact.where is not None and fact.where.kind == "admin1" and fact.reading.number.low
        if own and fact.mode == "increment" and fact.reading.measure in _SHARED - AIR and not fact.superseded:
            lists[(fact.reading.measure, fact.reading.unit, fact.status, fact.where.country if fact.where else None)].append(i)
    found: set[int] = set()
    for (measure, unit, status, country), members in lists.items():
        listed = {facts[i].sentence.index for i in members if sum(facts[k].sentence.index == facts[i].sentence.index for k in members) > 1}
        members = [i for i in members if any(abs(facts[i].sentence.index - at) <= _FURTHER_REACH for at in listed)]
        names = {(place.name, facts[i].reading.number.low) for i in members if (place := facts[i].where) is not None}
        total = sum(facts[i].reading.number.low for i in members)
        if len(names) >= _LIST and any(
            (whole.reading.measure, whole.reading.unit, whole.status) == (measure, unit, status)
            and whole.mode != "part"
            and (whole.where is None or (whole.where.country == country and (whole.where.kind == "country" or whole.mode == "cumulative")))
            and total <= whole.reading.number.low <= _MOST * total
            for whole in facts
        ):
            found.update(members)
    return found


def _is_repeated_below(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether a headline's number (*17 killed in Syria air strike*) is one that the body gives a place, be it as *at least 17*:
    it holds no other place's dead.
    """
    return (
        fact.sentence.kind == "headline"
        and WIDE.search(fact.sentence.text) is None
        and any(
            other.sentence.kind != "headline"
            and (other.reading.measure, other.reading.unit, other.mode) == (fact.reading.measure, fact.reading.unit, fact.mode)
            and other.reading.number.low == fact.reading.number.low
            and other.where is not None
            and other.where.kind != "country"
            for other in facts
        )
    )


def _counts_for_itself(whole: Fact, share: Fact) -> bool:
    """Whether the share is another count of the same, or of one of the happenings that the whole adds up."""
    if puts_toll_at(share) or (own_place(share) is not None and is_sum_of_several(whole)):
        return True
    town = own_place(whole)
    one_town = town is not None and town.kind == "city" and (town.name in share.sentence.text or may_have_quarter(town, own_place(share)))
    if one_town and WIDE.search(whole.sentence.text) is None:
        return False  # what one of two bombs in a town did is some of what both did there
    return tells_own_deed(share)


def _covers(whole: Fact, share: Fact) -> bool:
    if (
        whole.superseded
        or not (exceeds(whole, share) or _is_worst_of(whole, share))
        or are_rivals(whole, share)
        or are_told_by_foes(whole, share)
    ):
        return False
    if whole.reading.number.additional and whole.span.start > share.span.start:
        return False  # "three in the night. Seven more were shot down by day"
    if whole.mode != "increment" and not (_is_season(whole) and whole.sentence.entry == share.sentence.entry):
        return False
    if (whole.reading.measure, whole.status) != (share.reading.measure, share.status):
        return False
    if whole.reading.unit != share.reading.unit or whole.reading.group not in ("all", "civilian", share.reading.group):
        return False
    if None not in (whole.side, share.side) and whole.side != share.side:
        return False
    after = whole.sentence.kind != "headline" and whole.span.start > share.span.start and share.reading.measure != "intercepted"
    if after and share.reading.number.qualifier == "vague":
        return False  # "hurt dozens ... more than 100 were hurt across the country": the same, told more closely
    if after and _NATIONAL.search(whole.sentence.text) is None and SPREAD.search(whole.sentence.text) is None:
        return False
    if not same_days(whole, share) or not of_one_moment(whole, share) or _counts_for_itself(whole, share):
        return False
    place = own_place(share)
    if encloses(whole.where, place) or (whole.where is not None and _names_its_place(share) and may_have_quarter(whole.where, place)):
        return True
    if (whole.where is not None and place is not None and may_hold(whole.where, place)) or _is_village_of(whole, share):
        return True
    if whole.sentence.entry != share.sentence.entry:
        return False
    if share.reading.measure in _OF_A_NIGHT and not share.reading.number.additional and place is not None and place.kind != "country":
        return whole.where is None or whole.where.kind == "country"  # what one region shot down of what the country did
    several = _PLURAL.search(whole.sentence.text) is not None and whole.sentence.index != share.sentence.index
    if several and (place is None or place.country is None) and (_SEPARATE.search(share.sentence.text) or is_one_of_them(whole, share)):
        return True
    if are_apart(whole, share):
        return False
    return several and place is not None and place.kind != "country" and (whole.where is None or whole.where.country == place.country)


def _is_village_of(whole: Fact, share: Fact) -> bool:
    """*844 died on the island ... 34 in Sigi*, a place that the map does not know, in the same country and the same disaster."""
    place, where = own_place(share), whole.where
    if place is None or where is None or whole.type != "disaster" or where.kind != "district":
        return False
    return place.kind == "city" and place.admin1 is None and place.country == where.country


def _is_worst_of(whole: Fact, share: Fact) -> bool:
    """*160 have died in Thailand. In Songkhla at least 145 died*: however open, one region's dead of a disaster are its country's."""
    more = whole.type == "disaster" and whole.reading.number.low > share.reading.number.low
    return more and share.reading.number.qualifier == "at_least" and encloses(whole.where, own_place(share))


def _names_its_place(share: Fact) -> bool:
    """*In Bardiya, 17 have died*, *Surkhet is the worst hit with 28 deaths*: a place that no gazetteer lists is still one of several."""
    before = share.sentence.text[: share.span.start - share.sentence.span.start]
    return _OF_PLACE.match(before) is not None or _OF_REGION.search(before) is not None


def _is_season(whole: Fact) -> bool:
    """The toll of a disaster that goes on for weeks: *61 dead in floods since Friday*, or of a few days of violence: *31 killed in three
    prisons since Friday*. A war's running total holds no district's dead.
    """
    first, last = whole.when.start, whole.when.end
    if whole.mode != "cumulative" or first is None or last is None or whole.reading.measure in AIR:
        return False
    return last - first <= (_SEASON if whole.type == "disaster" else _FEW_DAYS)


def _by_kind(facts: Sequence[Fact]) -> set[int]:
    """*24 students, six teachers and eight relatives* are the 38 of the lead: numbers of one sentence that add up to another. Of
    transfers also those of one side: *each has so far freed 270 soldiers and 120 civilians*, where each let go 390 on Friday.
    """
    sentences: dict[tuple[object, ...], list[int]] = defaultdict(list)
    wholes: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        wholes[_sought(fact.reading.measure, fact.reading.unit, fact.status, fact.reading.number.best or fact.reading.number.low)].append(i)
        number, transfer = fact.reading.number, fact.reading.measure in TRANSFERS
        own = fact.mode in ("increment", "part") or (transfer and _is_of_one_day(fact))
        if own and "outdated" not in fact.reading.notes and number.qualifier in PLAIN and number.low:
            key = (fact.reading.measure, fact.reading.unit, fact.status, fact.sentence.index, fact.when.start)
            sentences[(*key, None)].append(i)
            if fact.side is not None and (transfer or fact.reading.measure in _EXCEEDING):
                sentences[(*key, fact.side)].append(i)
    found: set[int] = set()
    for (measure, unit, status, _, _, side), members in sentences.items():
        if not 2 <= len(members) <= _MAX_KINDS or (measure in TRANSFERS and side is None and go_both_ways([facts[i] for i in members])):
            continue
        shares = [facts[i] for i in members]
        if any(are_rivals(shares[0], share) for share in shares):
            continue  # "killing three, police said, although the army spoke of two"
        total = sum(share.reading.number.low for share in shares)
        if any(
            i not in members
            and "sum" not in facts[i].reading.notes
            and side in (None, facts[i].side)
            and _makes(facts[i], total, shares)
            and (len(members) > _NO_CHANCE or same_days(facts[i], shares[0]) or _ends_with(shares[0], facts[i]))
            for i in wholes.get(_sought(measure, unit, status, total), ())
        ):
            found.update(members)
    return found


def _sought(measure: object, unit: object, status: object, number: int) -> tuple[object, ...]:
    """What the wholes are kept under that shares may add up to: a whole may exceed its shares of some measures (`_makes`)."""
    return (measure, unit, status, None if measure in _EXCEEDING else number)


def _as_part(fact: Fact) -> Fact:
    if fact.mode == "cumulative" and fact.when.start is None:
        day = fact.when.model_copy(update={"start": fact.when.end, "precision": "day"})  # a sum that is its one day's
        return fact.with_(mode="part", when=day)
    return fact.with_(mode="part")


def _is_of_one_day(fact: Fact) -> bool:
    """A sum *so far* of which no first day is said: it may be that of the one day it ends with."""
    return fact.mode == "cumulative" and fact.since is None and fact.when.start in (None, fact.when.end)


def _ends_with(fact: Fact, whole: Fact) -> bool:
    return _is_of_one_day(fact) and whole.mode == "increment" and fact.when.end == whole.when.end is not None


def _makes(whole: Fact, total: int, shares: Sequence[Fact]) -> bool:
    """Whether the shares add up to the whole, or are of several places that the whole, said elsewhere, exceeds."""
    if (whole.reading.number.best or whole.reading.number.low) == total:
        return True
    elsewhere = whole.sentence.index != shares[0].sentence.index and whole.mode == "increment" and not whole.superseded
    if not elsewhere or whole.reading.measure not in _EXCEEDING or whole.reading.number.low < total:
        return False
    places = {fact.where.name for fact in shares if fact.where is not None and fact.where.span in fact.sentence.span}
    return len(places) == len(shares) > 1
