"""Several happenings that a story counts together first and tells one by one after: the first number is a sum, the others are counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from schemas.figure import Measure, Mode, When
from services.extractor.dates.almanac import plus
from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.sinces import is_past_day
from services.extractor.story.splits import RANKED
from services.extractor.story.within import exceeds, own_place

_COUNT = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}|several|multiple|separate|various|different|simultaneous|twin|"
    r"a (?:series|string|spate) of)"
)
_SOME_FEW = r"(?:two|three|four|five|six|[2-9]|several|different|separate|various)"
_WORD_COUNT = _COUNT.replace(r"|\d{1,2}|", "|")
"""*The October 7 attacks* are not seven."""
_KIND = (
    r"(?:attacks|strikes|airstrikes|bombings|blasts|explosions|raids|shootings|ambushes|assaults|incidents|accidents|crashes|clashes|"
    r"massacres|robberies|kidnappings)"
)
_FIGHTS = (
    r"(?:attacks|raids|ambushes|operations|encounters|clashes|battles|gunfights|gun ?battles|firefights|skirmishes|shootings|incidents|"
    r"accidents|massacres)"
)
"""Of these two are two; two bombs or two strikes may fall on one house."""
_SEVERAL = keyed(rf"(?<!latest of )(?<!latest in )(?<!part of )\b{_COUNT} (?:(?!of |in |and )[\w-]+ ){{0,3}}{_KIND}\b", re.I)
"""*Two attacks in Colombia*, *three separate blasts*; a night's drones over two cities, a wave of strikes, are one attack."""
_OF_DAYS = keyed(
    rf"\b(?:{_COUNT} (?:(?:straight|consecutive|successive|more) )?(?:days|nights) of (?:[\w-]+ ){{0,3}}?|weekend (?:[\w-]+ ){{0,3}}?)"
    rf"(?:{_KIND}|bombing|bombardment|shelling|fighting|violence|unrest|protests|rioting)\b|"
    rf"\b{_KIND} (?:over|at|during) the weekend\b",
    re.I,
)
"""*Three nights of air strikes*, *weekend raids*: a sum where the story tells the nights or the days one by one."""
_NTH = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|last|final) (?:night|day|evening|morning)\b(?! of (?:the|a) (?:truce|cease))", re.I
)
_IN_SEVERAL = keyed(
    r"\b(?:(?:car |truck |suicide )?bomb(?:s|ers|ings)|attacks|blasts|explosions|shootings|ambushes|gunmen|clashes|assaults|accidents|"
    rf"crashes|massacres)\b[^.;]{{0,40}}? in {_SOME_FEW} (?:[\w-]+ ){{0,2}}"
    r"(?:towns|cities|villages|provinces|districts|regions|states|countries)\b",
    re.I,
)
"""*Bombs kill 16 in two Somali towns*."""
_BY_WORDS = keyed(
    rf"(?<!latest of )(?<!latest in )(?<!part of )(?<!first of )(?<!one of )\b"
    rf"(?:{_WORD_COUNT} (?:(?!(?:of|in|and|during|by|from|after|the)\b)[\w-]+ ){{0,3}}{_FIGHTS}|"
    rf"(?:separate|different|various) (?:[\w-]+ ){{0,2}}{_KIND})\b|"
    rf"\b(?:3[2-9]|[4-9]\d|\d{{3}}|dozens of|a total of \d{{2,3}}) (?:(?!(?:of|in|and|by|from|after|the)\b)[\w-]+ ){{0,2}}{_FIGHTS}\b|"
    rf"\b(?:operations|clashes|battles|ambushes|raids|shootings|massacres|bombings|bombs|bombers|gunmen)"
    r"(?: and an? \w+)?(?: (?:have |has )?(?:left|leave|killed|kill|claimed|claim) (?:(?!in\b)[\w-]+ ){1,7}?)? ?"
    r"(?:\b(?:across|throughout|around) (?:the (?:country|region|province|north|south|east|west)|(?-i:[A-Z]))|"
    rf"\bin {_SOME_FEW} (?:[\w-]+ ){{0,2}}(?:cities|districts|regions|states|countries))|"
    rf"\bin {_SOME_FEW} (?:[\w-]+ ){{0,2}}(?:towns|villages|provinces)\b|"
    r"\b(?:raids|attacks|bombings|ambushes) (?:on|in|at) [^.;,]{3,60} and (?:on|in|at) |"
    r"\b(?:attacks|blasts|explosions|bombings|raids|ambushes|shootings|clashes)\b[^.;,]{0,60}? (?:in|on|at) (?-i:[A-Z])[\w’'-]{2,20} and "
    r"(?-i:[A-Z])|\b(?:shootings|raids|ambushes|attacks) and (?:[\w-]+ )?(?:bombings|explosions|blasts|attacks|shootings|ambushes)\b|"
    rf"\b(?:total of|recorded|registered|counted|documented|reported|verified) \d{{1,3}} (?:[\w-]+ ){{0,2}}{_KIND}\b|"
    rf"\b(?:{_FIGHTS}|{_KIND}|bombs)\b[^.;]{{0,40}}? (?:push|pushed|brought|bring|took|take|raised|raise) "
    r"(?:the|[\w-]{2,20}[’']s) (?:[\w-]+ ){0,2}(?:tolls?|figures?|count)\b|"
    r"\bin (?:[\w-]+ ){0,2}(?:firefights|gun ?battles|gunfights|skirmishes|shootouts)\b|"
    r"\b(?:attacks|assaults|bombings|raids|ambushes|shootings),? (?:mainly|mostly|many|largely|chiefly|primarily|some) "
    r"(?:of them )?(?:aimed|targeting|targeted|on|against|by|directed|claimed|blamed)\b|"
    r"\b(?:attacked|struck|raided|opened fire) (?:twice|(?:two|three|four|five|several) (?:times|places))\b",
    re.I,
)
"""*In two operations*, *bombings across Iraq*, *attacked three times*, *attacks mainly aimed at the police*: several, whether the story
tells them one by one or not. *The October 31 attacks* are not 31: below 32 only words count.
"""
_IN_LAND = keyed(r"\b(?:attacks|assaults|bombings|ambushes|shootings) in (?=[A-Z])")
"""*eleven died in attacks in Chad*: what no town is said of happened in more than one."""
_TOLL_OF_DAY = keyed(
    r"\b(?:the day[’']s|daily|(?:one|single)[- ]day) (?:(?:death|casualty|overall|total) ){0,2}(?:toll|count)\b|"
    r"\b(?:on )?(?:that|the) day,? (?:altogether|in all|in total)\b|"
    r"\b(?:number|total|tally) of (?:[\w-]+ ){1,3}(?:killed|dead|wounded|injured) (?:[^.;,]{0,40} )?"
    r"(?:during|on|over|for) (?:the|that) day\b",
    re.I,
)
"""*The day's toll is 31*, *the number of villagers killed during the day rose to nine*: a day has many happenings."""
_OF_A_DAY = keyed(r"\b\w+day[’']s (?:(?:death|casualty|overall|total) ){0,2}(?:toll|count)\b", re.I)
"""*Put Monday's toll at 31*: a sum where the story tells what happened on Monday one by one."""
_OTHER_NUMBER = re.compile(r"\d|[;:]")
_TELLING = 4
"""Fewer may be as many in two happenings."""
_LEAST = 2
"""One person is killed by one happening."""
_OVER_LAND = keyed(rf"\b(?:across|throughout|in {_SOME_FEW}) (?:[\w-]+ ){{0,2}}(?:provinces|regions|states|country)\b", re.I)
"""*41 were killed in operations in several provinces in the past 24 hours*; two raids of a day are its daily count."""
_APART = re.compile(r"[;:]|\b(?:who|whom|where|while|when|because|after|before|since|following)\b", re.I)
_REACH = 120
"""Characters between a number and the several happenings that it is said of."""
_SEPARATE = keyed(rf"\bseparate (?:[\w-]+ ){{0,2}}{_KIND}\b", re.I)
_NEW = re.compile(
    r"\b(?:when|after) (?:a|an|two|the) |\bin (?:a|an|one|another|the (?:first|second|third|other))\b|"
    r"\A(?:A|An|Another|Later|Earlier|Elsewhere)\b"
)
"""*Later a motorcycle bomb went off, killing nine*: told as a happening of its own, though the town is the same."""
_COUNTRIES = re.compile(
    r"\b(?:in|across) [A-Z][\w-]{2,20}(?: [A-Z][\w-]{2,20})?(?:, [A-Z][\w-]{2,20}(?: [A-Z][\w-]{2,20})?){0,6},? and [A-Z]"
)
"""*Arrested in France, Belgium and Germany*: the police of each acted for itself."""
_IN_ONE = r"(?:In (?:one|another) [\w-]{1,20}(?: [\w-]{1,20})?,? (?:an?|one)|An?|One|Another) (?:[\w-]{1,20} ){0,3}"
_ONE_OF_THEM = {
    "bomb": re.compile(rf"{_IN_ONE}(?:bomb|bomber|blast|explosion|car bomb|truck bomb|mine)\b"),
    "strike": re.compile(rf"{_IN_ONE}(?:strike|airstrike|raid|missile|rocket|bombardment)\b"),
}
"""*A suicide bomber killed 35*, of the 178 whom the day's bombs killed; what a mine did is none of what air strikes did."""
OWN_DEED = keyed(
    r"\b(?:an?|another|(?:an?|the) (?:first|second|third)|two|three|four|five|several) (?:(?!of\b|in\b|and\b|the\b)[\w-]+ ){0,4}?"
    r"(?:bomb(?:s|er|ers|ing|ings)?|booby[ -]traps?|(?:land)?mines?|grenades?|(?:car|vehicle|truck|lorry|motorcycle|motorbike|van) "
    r"(?:loaded|packed|laden|rigged|filled)|ambush|gun ?battle|gunfight|firefight|shoot-?out|clash)\b|"
    r"\banother (?:[\w-]+ ){0,3}?(?:attack|assault|shooting|raid)\b|"
    r"\b(?:a|the) (?:first|second|third|fourth) (?:attack|assault|shooting|raid|strike)\b|"
    r"(?<!the )(?<!these )\b(?:gunmen|armed men|assailants) (?:had )?(?:opened fire|stormed|attacked|raided|ambushed|burst|shot)\b|"
    r"\bby (?:unidentified |unknown |masked )?gunmen\b|\b(?:during|in) clashes\b|"
    r"\A(?:Unidentified |Unknown |Masked )?(?:Gunmen|Bombs|Mortars|Insurgents|Militants) (?!(?:have|had)\b)[\w-]+",
    re.I,
)
"""*A roadside bomb in Hilla killed two*, *three were shot dead by gunmen in Mosul*: who is named for it did it there and then."""
MOST_OF_THEM = keyed(r"\bmost (?:of (?:the|them|those)|casualties|deaths|victims|injuries)\b", re.I)
_OF_BOMBS = re.compile(r"\b(?:bombs|bombers|bombings|blasts|explosions)\b", re.I)
_OF_STRIKES = re.compile(r"\b(?:strikes|airstrikes|raids|missiles|rockets)\b", re.I)
_HARM = ("killed", "injured", "abducted", "detained")
_SOME = frozenset({"partial", "definite", "anaphor", "part of antecedent", "of them"})
_PLACES = 2
_MAX_WHOLES = 20
"""Figures of several happenings that are looked at; who gives more sends a table."""
Told = tuple[int, date | None, date | None]
"""A sentence, and the days that it tells of."""


def settle_attacks(facts: Sequence[Fact]) -> list[Fact]:
    """*Two attacks killed 18 on Thursday*, of whom the story tells 12 in one town and six in another, are no happening of their own.

    Each town's dead are then what a happening did, and 18 the sum. Attacks that the story tells no places of stay one happening: two bombs
    at one church are.
    """
    wholes = [i for i, fact in enumerate(facts) if _is_of_several(fact)][:_MAX_WHOLES]
    shares = {i: [j for j, fact in enumerate(facts) if j != i and _is_told_of_one(fact, facts[i])] for i in wholes}
    places: dict[Told, set[object]] = defaultdict(set)
    for i, members in shares.items():
        each = _SEPARATE.search(facts[i].sentence.text) is not None
        days = _OF_DAYS.search(facts[i].sentence.text) is not None
        places[_told(facts[i])].update(
            facts[j].sentence.index if each else (days and _day_of(facts[j])) or _place(facts[j]) for j in members
        )
    apart = {told for told, named in places.items() if len(named) >= _PLACES}
    sums = {i for i in shares if _told(facts[i]) in apart or _is_sum_by_words(facts[i])}
    counts = {j for i in sums if not is_past_day(facts[i].when.phrase) for j in shares[i]}
    counts = {j for j in counts if MOST_OF_THEM.search(facts[j].sentence.text) is None}
    same = {(facts[i].reading.measure, facts[i].reading.number.low) for i in sums if facts[i].reading.number.low >= _TELLING}
    told_in: dict[Told, list[Fact]] = defaultdict(list)
    for i in sums:
        told_in[_told(facts[i])].extend(facts[j] for j in shares[i])
    return [
        fact.with_(mode="cumulative", when=_over_days(fact, told_in.get(_told(fact), ())))
        if i in sums or _is_told_again(fact, same)
        else fact.with_(mode=_mode_of_count(fact))
        if i in counts
        else fact
        for i, fact in enumerate(facts)
    ]


def _mode_of_count(fact: Fact) -> Mode:
    """Of a sum's shares, *a raid left six dead* is a count; *worst hit was Kut, where three raids left six dead* is a share."""
    if not _is_sum_by_words(fact):
        return "increment"
    return "part" if fact.mode == "part" and RANKED.search(fact.sentence.text) is not None else "cumulative"


def _is_of_several(fact: Fact) -> bool:
    if fact.reading.measure not in _HARM or fact.mode != "increment" or fact.status != "happened" or fact.superseded:
        return False
    text, number, base = fact.sentence.text, fact.reading.number.span, fact.sentence.span.start
    of_land = _OVER_LAND.search(text) is not None or _TOLL_OF_DAY.search(text) is not None
    if is_past_day(fact.when.phrase) and not (of_land and _is_sum_by_words(fact)):
        return False  # "killed 17 in two raids in the last 24 hours": a daily count
    counted = any(not number.start <= found.start() + base < number.end for found in _SEVERAL.finditer(text))  # "seven killed in strikes"
    counted = counted or _OF_DAYS.search(text) is not None or _IN_SEVERAL.search(text) is not None
    counted = counted or _OF_A_DAY.search(text) is not None or _is_sum_by_words(fact)
    return fact.type != "disaster" and (counted or (fact.reading.measure == "detained" and _COUNTRIES.search(text) is not None))


def _is_sum_by_words(fact: Fact) -> bool:
    """*Killed 34 in two operations*, *the day's toll is 31*: no more need be told for it to be of several happenings."""
    text, start, end = fact.sentence.text, fact.at, fact.end
    if fact.reading.number.low < _LEAST or fact.type == "disaster":
        return False
    for found in _TOLL_OF_DAY.finditer(text):
        between = text[end : found.start()] if found.start() >= end else text[found.end() : start]
        if len(between) <= _REACH and _OTHER_NUMBER.search(between) is None:
            return True
    land = fact.where.name if fact.where is not None and fact.where.kind == "country" else None
    for found in _IN_LAND.finditer(text, end):
        if land is not None and _names(text, land, found.end()) and _APART.search(text[end : found.start()]) is None:
            return True
    for found in _BY_WORDS.finditer(text):
        behind = found.start() >= end
        if not behind and found.start() <= start < found.end():
            return found.start() < start  # "bombs kill 16 in two towns"; "seven killed in raids" counts no raids
        between = text[end : found.start()] if behind else text[found.end() : start]
        if len(between) <= _REACH and _APART.search(between) is None:
            return True
    return False


def _names(text: str, land: str, at: int) -> bool:
    """Whether the land is named there; *Nigeria* does not name *Niger*."""
    end = at + len(land)
    return text.startswith(land, at) and not text[end : end + 1].isalpha()


def _is_told_again(fact: Fact, sums: set[tuple[Measure, int]]) -> bool:
    """The sum in the headline or further below."""
    return fact.mode == "increment" and fact.status == "happened" and (fact.reading.measure, fact.reading.number.low) in sums


def _is_told_of_one(fact: Fact, whole: Fact) -> bool:
    """Whether the figure is of one of the whole's happenings: smaller, of the same people and days, in a place, day or night of its own."""
    if fact.reading.measure != whole.reading.measure or fact.status != "happened" or fact.mode == "cumulative" or fact.superseded:
        return False
    if not _SOME.isdisjoint(fact.reading.notes) or not exceeds(whole, fact) or fact.sentence.index == whole.sentence.index:
        return False
    if None not in (whole.side, fact.side) and whole.side != fact.side:
        return False
    if _OF_DAYS.search(whole.sentence.text) is not None and _SEVERAL.search(whole.sentence.text) is None:
        if fact.span.start < whole.span.start or _day_of(fact) is None:
            return False
        return _same_days(whole, fact) or _in_week_before(whole, fact)
    place = _place(fact)
    if _SEPARATE.search(whole.sentence.text) is not None and _NEW.search(fact.sentence.text) is not None:
        return _same_days(whole, fact)
    return place is not None and (whole.where is None or whole.where.name != place) and _same_days(whole, fact)


def _told(fact: Fact) -> Told:
    return fact.sentence.index, fact.when.start, fact.when.end


def _place(fact: Fact) -> str | None:
    return fact.where.name if fact.where is not None else None


def _day_of(fact: Fact) -> object:
    """The night that the figure is said to be of (*the second night left eight dead*), else its own day."""
    nths = [nth[1].lower() for nth in _NTH.finditer(fact.sentence.text, 0, fact.at)]
    if nths:
        return nths[-1]
    return fact.when.start if fact.when.phrase and fact.when.start == fact.when.end else None


def _in_week_before(whole: Fact, fact: Fact) -> bool:
    """*Two days of protests left 17 dead*, which only the report dates: the days are told below."""
    start, end = fact.when.start, whole.when.end
    return not whole.when.phrase and start is not None and end is not None and plus(end, -7) < start <= end


def _over_days(whole: Fact, shares: Sequence[Fact]) -> When:
    """The days of a sum: from the first that its counts are told of to the last."""
    days = [day for fact in shares if (day := fact.when.start) is not None and fact.when.phrase and day == fact.when.end]
    when = whole.when
    if _OF_DAYS.search(whole.sentence.text) is None or len(set(days)) < _PLACES or when.start is None or when.start != when.end:
        return when
    return when.model_copy(update={"start": min(days), "end": max(days), "precision": "span"})


def _same_days(whole: Fact, fact: Fact) -> bool:
    first, last, start = whole.when.start, whole.when.end, fact.when.start
    return first is not None and last is not None and start is not None and first <= start <= plus(last, 1)


def tells_own_deed(fact: Fact) -> bool:
    """*Gunmen killed three in Mosul*, below *attacks across the country kill 13*: what one bomb, one clash or some gunmen did at a place of
    its own is a happening's count, and no share of the round-up. A wave of strikes or shells is one deed, and so is a disaster.
    """
    if fact.type == "disaster" or fact.reading.measure not in _HARM or own_place(fact) is None:
        return False
    if MOST_OF_THEM.search(fact.sentence.text) is not None:
        return False  # "most of the casualties were in Kaya, where a second bomb went off"
    return _SOME.isdisjoint(fact.reading.notes) and OWN_DEED.search(fact.sentence.text) is not None


def is_sum_of_several(whole: Fact) -> bool:
    """*Killed 58 people in three attacks over the weekend*: a sum, of which each attack's dead are a count of their own."""
    return whole.mode == "cumulative" and whole.type != "disaster" and _SEVERAL.search(whole.sentence.text) is not None


def is_one_of_them(whole: Fact, share: Fact) -> bool:
    """Whether the share opens its sentence with one happening of the kind that the whole has several of."""
    bombs, strikes = (pattern.search(whole.sentence.text) is not None for pattern in (_OF_BOMBS, _OF_STRIKES))
    text = share.sentence.text
    return (bombs and _ONE_OF_THEM["bomb"].match(text) is not None) or (strikes and _ONE_OF_THEM["strike"].match(text) is not None)
