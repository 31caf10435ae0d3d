"""Figures that their own sentence splits off from a whole: by deed (*of whom 14 were killed and 36 hurt*), by percentage, by rank among
provinces, out of a running total.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from services.extractor.fact import Fact
from services.extractor.keyed import keyed
from services.extractor.story.families import TRANSFERS
from services.extractor.story.sinces import is_past_day
from services.extractor.story.within import exceeds, own_place

_PEOPLE = frozenset({"killed", "injured", "missing", "detained", "captured", "abducted", "displaced", "released", "escaped"})
_LOST = _PEOPLE - TRANSFERS
_OPENS = keyed(
    r"\b(?:of|among(?! them)|out of) (?:whom|these|those|them|(?:the|that) (?:total|number|figure|tally)(?: (?:number|figure))?|"
    r"(?:the|a) (?:total (?:of )?)?\d[\d,]* [^.;:,\d]{2,60}?(?:, [^.;:,\d]{2,30}, |(?: since [^.;:,]{4,24})?))(?:,| [a-z]+ said,)? "
    r"(?:(?:about|some|at least|only|nearly|around) )?\Z",
    re.I,
)
"""*Of whom*, *of the total number*, *of the 80 rebels caught or killed*: what the first number of a list splits off from."""
_GOES_ON = re.compile(r"[^.;:\d]{1,60}?(?:,| and|, and) (?:(?:about|some|another|at least|the (?:other|remaining)) ){0,2}")
_PAIR = 2
_MAX_WHOLES = 100
"""Figures of one kind that may be wholes; a live page of a day has fewer."""
_NEAR = 40
"""Characters behind a number within which a place is its own."""

Wholes = Mapping[tuple[object, ...], Sequence[Fact]]


def split_by_deed(facts: Sequence[Fact]) -> dict[int, Fact | None]:
    """*They lost 61, of whom 18 died, 39 were hurt and four seized*: each is some of the 61, though what befell them is another
    measure. One deed alone (*of the 40 hostages nine were freed*) counts all to whom it was done.
    """
    found: dict[int, Fact | None] = {}
    for members in _sentences(facts):
        first = next((at for at, i in enumerate(members) if _is_opened(facts[i])), None)
        if first is None:
            continue
        chain = [members[first]]
        whole = facts[members[first - 1]].reading.number.low if first else 0
        for i in members[first + 1 :]:
            if whole and whole < sum(facts[k].reading.number.low for k in (*chain, i)):
                break  # "four farmers died, of whom two were brothers, and 29 people were hurt"
            if _GOES_ON.fullmatch(_between(facts[chain[-1]], facts[i])) is None:
                break
            chain.append(i)
        if len(chain) >= _PAIR:
            found.update(dict.fromkeys(chain))
    return found


def _is_opened(fact: Fact) -> bool:
    return _OPENS.search(fact.sentence.text, 0, fact.at) is not None


_PERCENT = r"(?:\d{1,3}(?:\.\d{1,2})?|[a-z]{3,9}(?:-[a-z]{3,5})?) ?(?:%|per ?cent\b)"
_WITH = re.compile(
    rf"\b{_PERCENT}[^.;:]{{0,70}},? with (?:(?:about|some|at least|the|nearly) )?(?:[^.;:]{{1,40}} and (?:another )?)?\Z", re.I
)
_OR_PERCENT = re.compile(
    rf"(?: (?!and\b)[\w-]+){{0,4}}(?:,? or |, | \()(?:about |some |nearly |almost )?{_PERCENT} of (?:all|the|total|those|civilian)\b",
    re.I,
)


def by_percentage(facts: Sequence[Fact], wholes: Wholes) -> dict[int, Fact | None]:
    """*A third or 32 percent were children, with 468 killed*, *219 women, or 14 percent of all the dead*, of more whom the story counts."""
    return _shares(facts, wholes, _is_percentage)


def _is_percentage(fact: Fact) -> bool:
    return _WITH.search(fact.sentence.text, 0, fact.at) is not None or _OR_PERCENT.match(fact.sentence.text, fact.end) is not None


RANKED = keyed(
    r"\b(?:accounted for|second only to|followed by|(?:most|worst|hardest|least)[ -](?:affected|hit)|"
    r"(?:the )?(?:most|highest|largest|biggest) (?:number|share|toll|count)(?: of [a-z]+){0,2}|"
    r"(?:saw|witnessed|recorded|registered) the (?:most|killings?|deaths?|highest|worst))\b",
    re.I,
)


def by_rank(facts: Sequence[Fact], wholes: Wholes) -> dict[int, Fact | None]:
    """*Bari was worst hit, with 39 killed, followed by Sool with 30*: provinces ranked by what they had of a country's running total."""
    return _shares(facts, wholes, lambda fact: RANKED.search(fact.sentence.text) is not None, sums_only=True)


_MOST_OF_THEM = keyed(
    r"\bmost of (?:the (?:dead|deaths|victims|wounded|injured|casualties)|them|those)\b[^.;:]{2,60}\b(?:when|where)\b", re.I
)


def most_of_them(facts: Sequence[Fact], wholes: Wholes) -> dict[int, Fact | None]:
    """*Most of the dead fell on Friday, when 25 soldiers and 27 rebels were killed*, of the 65 told of before."""
    return _shares(facts, wholes, lambda fact: _MOST_OF_THEM.search(fact.sentence.text, 0, fact.at) is not None)


_IN_ALL = re.compile(r"\b[Aa] total of (?:at least )?\Z")


def kinds_in_all(facts: Sequence[Fact]) -> dict[int, Fact | None]:
    """*A total of 27 troops and ten civilians were killed*: two kinds of one total."""
    found: dict[int, Fact | None] = {}
    for members in _sentences(facts):
        for i, k in pairwise(members):
            one, other = facts[i], facts[k]
            alike = one.reading.measure == other.reading.measure and one.mode == other.mode == "increment"
            total = _IN_ALL.search(one.sentence.text, 0, one.at) is not None
            if alike and total and _ITEM.fullmatch(_between(one, other)) is not None:
                found.update({i: None, k: None})
    return found


_OF_THE = re.compile(r"(?:\A|[,;] )[\"“]?(?:out )?(?:of|among) the (?:total (?:of )?)?\Z", re.I)


def of_the_number(facts: Sequence[Fact]) -> dict[int, Fact | None]:
    """*Out of the 256 rebels killed last year, the south had 127*: what is told of a number that opens the sentence."""
    found: dict[int, Fact | None] = {}
    for members in _sentences(facts):
        for at, i in enumerate(members[:-1]):
            whole = facts[i]
            if _OF_THE.search(whole.sentence.text, 0, whole.at) is None:
                continue
            shares = [k for k in members[at + 1 :] if facts[k].reading.measure == whole.reading.measure and exceeds(whole, facts[k])]
            if sum(facts[k].reading.number.low for k in shares) <= whole.reading.number.low:
                found.update(dict.fromkeys(shares, whole))
    return found


_PUTS_AT = keyed(
    r"\b(?:puts?|putting|placed?|set) (?:the |its |their )?(?:[\w-]+ ){0,3}?(?:toll|number|tally|count|figure)\b[^.;:]{0,40}? at "
    r"(?:an? |the )?(?:(?:much )?(?:lower|higher|smaller) )?(?:at least |about |some |around |over |more than |up to )?\Z",
    re.I,
)


def puts_toll_at(fact: Fact) -> bool:
    """*A mayor put the death toll at a lower 50*: another count of the same people, and no share of theirs unless a place is named."""
    own = own_place(fact)
    here = own is not None and own.span.start < fact.span.end + _NEAR
    return not here and _PUTS_AT.search(fact.sentence.text, 0, fact.at) is not None


_INCLUDING = re.compile(r"\b(?:including|comprising|among them|consisting of) (?:at least |about |some )?\Z", re.I)
_ITEM = re.compile(r" (?:[\w’'-]{1,20} ){0,3}[\w’'-]{1,20}(?:,| and|, and) (?:the |about |some |at least )?")


def out_of_sum(facts: Sequence[Fact]) -> dict[int, Fact | None]:
    """*68 people, including 44 rebels, 14 soldiers and ten farmers, have died this year*: shares of the sum that they are told beside."""
    found: dict[int, Fact | None] = {}
    for members in _sentences(facts):
        for at, i in enumerate(members[:-1]):
            whole = facts[i]
            if whole.mode != "cumulative":
                continue
            chain: list[int] = []
            for k in members[at + 1 :]:
                fact = facts[k]
                if is_past_day(fact.when.phrase) or fact.reading.measure != whole.reading.measure or not exceeds(whole, fact):
                    break
                text = fact.sentence.text
                starts = not chain and _INCLUDING.search(text, 0, fact.at) is not None
                if not starts and not (chain and _ITEM.fullmatch(_between(facts[chain[-1]], fact))):
                    break
                chain.append(k)
            if sum(facts[k].reading.number.low for k in chain) <= (whole.reading.number.high or whole.reading.number.low * 2):
                found.update(dict.fromkeys(chain, whole))
    return found


_INCLUDE = re.compile(
    r"\b(?:dead|deaths|fatalities|victims|killed|casualties|wounded|injured|toll|tally) (?:also )?includ(?:e|ed|es) "
    r"(?:at least |about |some )?\Z",
    re.I,
)


def among_sum(facts: Sequence[Fact], wholes: Wholes) -> dict[int, Fact | None]:
    """*The dead include 31 villagers*, after *55 were killed in May*: who is among the dead of a month is some of the month's sum."""
    found: dict[int, Fact | None] = {}
    for members in _sentences(facts):
        for at, i in enumerate(members):
            fact, last = facts[i], members[at - 1] if at else None
            goes_on = last is not None and last in found and _ITEM.fullmatch(_between(facts[last], fact)) is not None
            if fact.mode != "cumulative" or not (goes_on or _INCLUDE.search(fact.sentence.text, 0, fact.at) is not None):
                continue
            if (whole := _whole(fact, wholes, sums_only=True)) is not None:
                found[i] = whole
    return found


_BRINGS_TO = keyed(
    r"\b(?:bringing|taking|raising|pushing|lifting|brought|brings|took|takes|so that) (?:the |its |their )?(?:[\w-]+ ){0,3}?"
    r"(?:toll|total|number|tally|count|figure)\b[^.;:]{0,60}? to (?:at least |about |nearly |almost |more than )?\d",
    re.I,
)


def added_to_toll(facts: Sequence[Fact]) -> dict[int, Fact | None]:
    """*Nine more died of the heat on Sunday, taking the total to 76*: who makes the toll of one disaster rise is in it."""
    return {
        i: None
        for i, fact in enumerate(facts)
        if _may_be_share(fact)
        and fact.type == "disaster"
        and "toll" not in fact.reading.notes
        and _BRINGS_TO.search(fact.sentence.text, fact.end) is not None
    }


def settle_splits(facts: Sequence[Fact]) -> list[Fact]:
    """Marks what a sentence splits off from a whole, and gives shares of a sum the time of the sum where they have none of their own."""
    wholes = _wholes(facts)
    found = {
        **split_by_deed(facts),
        **added_to_toll(facts),
        **kinds_in_all(facts),
        **most_of_them(facts, wholes),
        **by_rank(facts, wholes),
        **by_percentage(facts, wholes),
        **of_the_number(facts),
        **out_of_sum(facts),
        **among_sum(facts, wholes),
    }
    return [_as_share(fact, found[i]) if i in found and fact.mode != "part" else fact for i, fact in enumerate(facts)]


def _as_share(fact: Fact, whole: Fact | None) -> Fact:
    if whole is None or fact.says_when or whole.mode != "cumulative":
        return fact.with_(mode="part")
    return fact.with_(mode="part", when=whole.when.model_copy(update={"phrase": ""}))


def _shares(facts: Sequence[Fact], wholes: Wholes, says: Callable[[Fact], bool], *, sums_only: bool = False) -> dict[int, Fact | None]:
    """The figures whose sentence ``says`` that they are some of more, with what they are some of."""
    return {
        i: whole
        for i, fact in enumerate(facts)
        if _may_be_share(fact) and says(fact) and (whole := _whole(fact, wholes, sums_only=sums_only)) is not None
    }


def _may_be_share(fact: Fact) -> bool:
    return fact.status == "happened" and fact.reading.measure in _LOST and not fact.superseded and fact.reading.number.low > 0


def _wholes(facts: Sequence[Fact]) -> Wholes:
    """The story's largest figures of each kind that are no parts, the least first."""
    found: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: fact.reading.number.low):
        if fact.mode in ("cumulative", "increment"):
            found[_kind(fact)].append(fact)
    return {kind: members[-_MAX_WHOLES:] for kind, members in found.items()}


def _kind(fact: Fact) -> tuple[object, ...]:
    return fact.reading.measure, fact.reading.unit, fact.status


def _whole(fact: Fact, wholes: Wholes, *, sums_only: bool = False) -> Fact | None:
    """The least of the wholes that exceeds the figure and is told in another sentence."""
    return next(
        (
            other
            for other in wholes.get(_kind(fact), ())
            if (other.mode == "cumulative" or not sums_only) and other.sentence.index != fact.sentence.index and exceeds(other, fact)
        ),
        None,
    )


def _sentences(facts: Sequence[Fact]) -> list[list[int]]:
    """The figures of people of each sentence in the order of the text."""
    told: dict[int, list[int]] = {}
    for i, fact in enumerate(facts):
        if fact.reading.measure in _PEOPLE and fact.status == "happened" and not fact.superseded and fact.reading.number.low:
            told.setdefault(fact.sentence.index, []).append(i)
    return [sorted(members, key=lambda i: facts[i].span.start) for members in told.values()]


def _between(one: Fact, other: Fact) -> str:
    return one.sentence.text[one.end : other.at]
