"""Parts and wholes: which figures count some of those that another counts already."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Sequence
from heapq import heappop, heappush

from services.extractor.fact import Fact
from services.extractor.story.among import WORDS, has_whole, is_among, is_among_number
from services.extractor.story.attacks import tells_own_deed
from services.extractor.story.families import TRANSFERS
from services.extractor.story.retold import is_bare_of_whole, tells_new
from services.extractor.story.severity import LEFT_HOSPITAL, is_severe
from services.extractor.story.within import are_apart, are_of_no, are_rivals, covers, exceeds, may_exceed, noun_of

_NEAR_SENTENCES = 4


def settle_subsets(facts: Sequence[Fact]) -> list[Fact]:
    """Marks parts: *six of the missiles*, *290 of those released*, and the soldiers and civilians that a transfer is split into."""
    settled = list(facts)
    tolls = _Tolls(settled)
    for i, fact in enumerate(settled):
        if (
            _stands_alone(fact, settled)
            or _was_whole(fact)
            or _is_of_own(fact, settled)
            or _is_of_promised(fact, settled)
            or _lacks_whole(fact, settled)
        ):
            settled[i] = fact = fact.with_(mode="increment")
            tolls.note(i)
        if fact.mode != "increment" or "outdated" in fact.reading.notes:
            continue
        if (freed := _those_freed(fact, settled)) is not None:
            settled[i] = fact.with_(
                mode="part", when=freed.when.model_copy(update={"phrase": ""}), phase=freed.phase, phase_label=freed.phase_label
            )
            continue
        if (
            _is_some_of(fact, settled)
            or _is_share(fact, settled)
            or _is_of_total(fact, settled)
            or _is_of_days_whole(fact, settled)
            or is_among(fact, settled)
            or is_among_number(fact, settled)
            or _is_first_of(fact, settled)
            or is_bare_of_whole(fact, settled)
            or _is_rise(fact, tolls)
            or _is_kind_of(fact, settled)
            or _is_told_again(fact, settled)
            or is_severe(fact, settled)
        ):
            settled[i] = fact.with_(mode="part")
    return settled


def _is_some_of(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Said of a known whole, and the whole was counted in the sentences before, by the same measure."""
    of_them = "anaphor" in fact.reading.notes or _OF_PRONOUN.match(fact.sentence.text, fact.end)
    if not (of_them or "definite" in fact.reading.notes) or _counts_its_own(fact):
        return False
    # "On Wednesday 76 drones came, 63 of which were shot down": none of those of Friday, though of something else
    apart = bool(of_them) and (whole := _antecedent(fact, facts)) is not None and whole.reading.measure != fact.reading.measure
    return any(
        other.reading.measure == fact.reading.measure
        and other.reading.unit == fact.reading.unit
        and other.span.start < fact.span.start
        and (fact.sentence.index - other.sentence.index <= _NEAR_SENTENCES or fact.reading.measure == "released")
        and other.side == fact.side
        and exceeds(other, fact)
        and (other.status == fact.status or not of_them)  # "four of them": of those promised, all who came
        and not (_has_own_days(fact) and _of_other_days(other, fact))
        and not (apart and _of_other_days(other, fact))
        for other in facts
    )


_THOSE_FREED = re.compile(
    r"(?:Those|The [\w-]{3,20}) (?:who (?:were|had been) )?(?:freed|released|let go|handed over|returned|exchanged|swapped)\b"
    r"[^.,;:]{0,40} (?:were|was|are|included?|comprised?|consisted of)\b"
)


def _those_freed(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The whole of *Those freed in the enclave were 13 Israelis and 10 Thais*: the last told before that exceeds them."""
    if fact.reading.measure not in TRANSFERS or _THOSE_FREED.match(fact.sentence.text, 0, fact.at) is None:
        return None  # not "The government freed 12 soldiers who were captured in May"
    before = (
        other
        for other in reversed(facts)
        if other.span.start < fact.span.start and 0 < fact.sentence.index - other.sentence.index <= _NEAR_SENTENCES
    )
    return next(
        (
            other
            for other in before
            if (other.reading.measure, other.status, other.mode) == (fact.reading.measure, fact.status, "increment")
            and (other.by == fact.by or None in (other.by, fact.by))
            and exceeds(other, fact)
        ),
        None,
    )


def _has_own_days(fact: Fact) -> bool:
    """*Last week about 100 of the pupils were let go*: whoever was let go on days of their own is none of those of another day."""
    return fact.reading.measure == "released" and fact.says_when


def _of_other_days(one: Fact, other: Fact) -> bool:
    """Whether both have days, and none in common."""
    first, last, start, end = one.when.start, one.when.end, other.when.start, other.when.end
    return first is not None and last is not None and start is not None and end is not None and (last < start or end < first)


def _antecedent(fact: Fact, facts: Sequence[Fact]) -> Fact | None:
    """What *63 of which*, *two of them* is said of in its own sentence: the nearest greater number of the same things before it."""
    before = [
        other
        for other in facts
        if other.sentence.index == fact.sentence.index
        and other.span.start < fact.span.start
        and other.reading.unit == fact.reading.unit
        and other.side == fact.side
        and exceeds(other, fact)
    ]
    return max(before, key=lambda other: other.span.start, default=None)


def _stands_alone(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Eight are in hospital* counts all the injured where the story counts no more of them there."""
    notes = fact.reading.notes
    if fact.mode != "part" or fact.reading.measure != "injured" or "partial" not in notes or {"definite", "anaphor"} & set(notes):
        return False
    if _OF_THOSE.match(fact.sentence.text):
        return False  # "37 have been rescued. Of those, 32 are in critical condition"
    if any(_are_saved_before(other, fact) for other in facts):
        return False  # "104 were saved and brought to the port, where 30 were taken to hospital"
    end = fact.end
    if _REMAIN.match(fact.sentence.text, end) or LEFT_HOSPITAL.match(fact.sentence.text, end):
        return False
    return not any(
        other is not fact
        and other.reading.measure == "injured"
        and (other.reading.number.low > fact.reading.number.low or may_exceed(other, fact))
        and other.when.start == fact.when.start
        and other.side == fact.side
        and not are_apart(other, fact)
        for other in facts
    )


_REMAIN = re.compile(r"[^,;:]{0,50}?\b(?:remain(?:s|ed)?|were still|are still|still being|intensive care|critical|life support)\b")
"""*Ten patients remain in intensive care*: of more who were hurt, whether or not the story counts them."""


def _is_of_own(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Got back 104 of its fighters*, *lost 12 of their soldiers*: an army is no figure that they could be part of."""
    if fact.mode != "part" or fact.reading.group not in ("all", "military") or _is_some_of(fact, facts):
        return False
    return _counts_its_own(fact)


def _counts_its_own(fact: Fact) -> bool:
    return _OF_OWN.match(fact.sentence.text, fact.end) is not None


def _are_saved_before(other: Fact, fact: Fact) -> bool:
    same = other.reading.measure == "rescued" and other.sentence.index == fact.sentence.index and other.side == fact.side
    return same and other.span.start < fact.span.start and exceeds(other, fact)


_OF_THOSE = re.compile(r"(?:Of|Among) (?:them|these|those)\b(?! who\b)")
_OF_PRONOUN = re.compile(r" of (?:them|these|whom|which)\b", re.I)
_OF_OWN = re.compile(r" of (?:its|their|his) (?:own )?(?!(?:\w+ )?(?:dead|wounded|victims|number)\b)", re.I)


def _is_of_promised(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*33 hostages are to be freed. Four of them were let go on Saturday*: all that the day brought, of those who are still to come."""
    if fact.mode != "part" or fact.status != "happened" or fact.reading.measure not in TRANSFERS or fact.reading.group != "all":
        return False
    if fact.sentence.kind == "headline" or not {"of them", "definite", "anaphor", "part of antecedent"} & set(fact.reading.notes):
        return False
    wholes = [other for other in facts if other.reading.measure == fact.reading.measure and other.mode != "part" and exceeds(other, fact)]
    return bool(wholes) and all(whole.status == "planned" for whole in wholes)


def _was_whole(fact: Fact) -> bool:
    """*Lowered to 22, from 26, after four listed among the dead were found alive*: the old level is no part of the new one."""
    return fact.mode == "part" and "outdated" in fact.reading.notes and fact.reading.group == "all"


def _lacks_whole(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*15 nuns were seized in May. Four of them were freed on Friday*, *two of the hostages were killed*: all who were, as those of whom it
    is said are counted by another measure.
    """
    notes = fact.reading.notes
    if fact.mode != "part" or fact.status != "happened" or {"definite", "anaphor", "of them"}.isdisjoint(notes):
        return False
    words = WORDS.get(fact.reading.measure)
    end = fact.end
    of_its_own = (named := _OF_THEM.match(fact.sentence.text, end)) is not None and (words is None or words.search(named[0]) is not None)
    return not of_its_own and not has_whole(fact, facts)


_OF_THEM = re.compile(
    r" of (?:the|those) (?:[\w-]+ ){0,3}?(?:dead|deaths|killed|wounded|injured|hurt|victims|casualties|freed|released)\b", re.I
)


def _is_kind_of(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Only the first group contained civilians, 120 from each country*: civilians among all that the day freed; children among a
    place's dead, and *18 of its soldiers*.
    """
    kind = fact.reading.group
    if (
        kind in ("all", "other", "foreign")
        or fact.when.start is None
        or fact.reading.number.additional
        or tells_own_deed(fact)
        or (fact.reading.measure == "released" and _BESIDES.search(fact.sentence.text) is not None)
        or (kind == "military" and fact.reading.measure != "released" and not _counts_its_own(fact))
    ):
        return False
    return any(
        other.reading.group == "all"
        and other.mode != "cumulative"
        and "sum" not in other.reading.notes
        and (fact.reading.measure != "released" or (other.span.start < fact.span.start and not _is_rough_headline(other)))
        and other.reading.measure == fact.reading.measure
        and (other.side, other.status, other.when.start, other.when.end) == (fact.side, fact.status, fact.when.start, fact.when.end)
        and exceeds(other, fact)
        and (
            fact.reading.measure == "released"
            or (
                kind != "civilian"
                and covers(other.where, fact.where)
                and not are_of_no(kind, other, facts)
                and not (other.sentence.index < fact.sentence.index and tells_new(fact))
            )
        )
        for other in facts
    )


def _is_rough_headline(fact: Fact) -> bool:
    """*Over 200 come home*, over a story of 185 soldiers and 20 civilians: the sum of what is told, in round numbers."""
    return fact.sentence.kind == "headline" and fact.reading.number.low != fact.reading.number.high


def _is_told_again(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*372 were exchanged, nearly two dozen of them badly wounded ... Moscow said it had let go 22 wounded*: the same some again; so are
    *the ten foreigners* of whom the story has told.
    """
    number, noun = fact.reading.number, noun_of(fact)
    if fact.reading.measure not in TRANSFERS or number.low != number.high:
        return False
    return any(
        other.mode == "part"
        and other.span.start < fact.span.start
        and (other.reading.measure, other.status) == (fact.reading.measure, fact.status)
        and (_is_same_kind(other, fact, noun) or _are_the_same(other, fact))
        for other in facts
    )


def _is_same_kind(other: Fact, fact: Fact, noun: str) -> bool:
    return noun != "" and (other.reading.number.low, noun_of(other)) == (fact.reading.number.low, noun)


def _are_the_same(other: Fact, fact: Fact) -> bool:
    low = fact.reading.number.low
    same = (other.when.start, other.when.end) == (fact.when.start, fact.when.end) and other.side in (fact.side, None)
    return same and low >= _CHANCE and other.reading.number.low <= low <= (other.reading.number.high or 0)


_CHANCE = 5
"""Below it two numbers are alike by chance."""


def _is_rise(fact: Fact, tolls: _Tolls) -> bool:
    """*Two more have died, raising the toll to 36*: those who make the toll rise are in it, also where it stands in another sentence."""
    if fact.reading.measure not in ("killed", "injured", "missing") or {"toll", "outdated"} & set(fact.reading.notes):
        return False
    here = tolls.greatest(_in_sentence(fact))
    greatest = [None if here is not None and are_rivals(here, fact) else here]
    if fact.reading.number.additional and not _is_elsewhere(fact):
        greatest.append(tolls.greatest(_in_story(fact)))
    return any(toll is not None and exceeds(toll, fact) for toll in greatest)


def _is_elsewhere(fact: Fact) -> bool:
    """*Another three died in hospital*: of the happening whose toll the story gives, unless they died in a place of their own."""
    return fact.where is not None and fact.where.span in fact.sentence.span


def _in_sentence(fact: Fact) -> Hashable:
    return fact.reading.measure, fact.sentence.index


def _in_story(fact: Fact) -> Hashable:
    return fact.reading.measure, fact.side, fact.status


class _Tolls:
    """The greatest toll that is no part, by sentence, and by side and status: whether a number exceeds others is for the greatest to say,
    so that a story of thousands of figures need not hold each against all.

    The modes of ``facts`` may change while this is in use; :meth:`note` tells of those that are parts no longer.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._heaps: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
        for n in range(len(facts)):
            self.note(n)

    def note(self, n: int) -> None:
        fact = self._facts[n]
        if "toll" in fact.reading.notes and fact.mode == "increment":
            for key in (_in_sentence(fact), _in_story(fact)):
                heappush(self._heaps[key], (-fact.reading.number.low, n))

    def greatest(self, key: Hashable) -> Fact | None:
        heap = self._heaps.get(key)
        while heap:
            fact = self._facts[heap[0][1]]
            if fact.mode == "increment":
                return fact
            heappop(heap)  # it has become a part
        return None


_ANEW = re.compile(
    r"\b(?:also|another|more|further|additional(?:ly)?|other|separate(?:ly)?|second|later|meanwhile|return|exchange)\b", re.I
)
_BESIDES = re.compile(r"\b(?:gestures?|also|in addition|additionally|separately|in return for)\b", re.I)
"""*As a goodwill gesture, 31 wounded soldiers were handed over in return for 15*: on top of all that the exchange freed."""
_IN_THE_LEAD = 4


def _is_of_days_whole(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Sixteen hostages were freed. Ten Israelis and four Thais were handed to the Red Cross*: some of all that one party has let go on a
    day, told below them and with no word of a second batch.
    """
    if fact.reading.measure != "released" or fact.status != "happened" or fact.sentence.kind == "headline" or fact.when.start is None:
        return False
    if (
        fact.by is None
        or fact.reading.number.additional
        or fact.reading.both_sides
        or fact.reading.each_side
        or _ANEW.search(fact.sentence.text) is not None
    ):
        return False
    return any(_is_days_whole(other, fact) for other in facts)


def _is_days_whole(whole: Fact, fact: Fact) -> bool:
    if not fact.sentence.index - whole.sentence.index > 0 or whole.sentence.index > _IN_THE_LEAD or whole.reading.both_sides:
        return False
    if whole.sentence.kind == "headline" or whole.reading.each_side:
        return False
    alike = (whole.reading.measure, whole.status, whole.mode, whole.by) == ("released", "happened", "increment", fact.by)
    same_day = (whole.when.start, whole.when.end) == (fact.when.start, fact.when.end)
    one_side = whole.side in (None, fact.side) or not (fact.by or "").isupper()  # hostages are of several nations
    one_voice = whole.claimant is None or fact.claimant is None or whole.claimant.name == fact.claimant.name
    one_kind = whole.reading.group in ("all", fact.reading.group)
    return alike and same_day and one_side and one_voice and one_kind and exceeds(whole, fact)


_TOTAL_OF = re.compile(r"\b(?:a|the) total of \Z", re.I)


def _is_of_total(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*Let go a total of 17 rebels, of whom three women were handed over separately*: three of the 17."""
    if fact.reading.measure not in TRANSFERS:
        return False
    return any(
        other.sentence.index == fact.sentence.index
        and other.span.start < fact.span.start
        and (other.reading.measure, other.side, other.status) == (fact.reading.measure, fact.side, fact.status)
        and exceeds(other, fact)
        and _TOTAL_OF.search(other.sentence.text, 0, other.at) is not None
        for other in facts
    )


def _is_first_of(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*The first two men arrested*, of 37 whom the story counts. The first hostages to be freed are a day's whole."""
    if fact.reading.measure in TRANSFERS or _THE_FIRST.search(fact.sentence.text[: fact.at]) is None:
        return False
    return any(
        other.reading.measure == fact.reading.measure
        and other.status == fact.status
        and exceeds(other, fact)
        and not are_apart(other, fact)
        for other in facts
    )


_THE_FIRST = re.compile(r"\bthe (?:first|last|other|remaining)(?: batch of| group of)? \Z", re.I)


def _is_share(fact: Fact, facts: Sequence[Fact]) -> bool:
    """*270 soldiers and 120 civilians* were handed over: two kinds of one group whose number the story gives (*390*, and not a headline's
    *over 350*), or of the first of more who are still to come.
    """
    kinds = {"military": "civilian", "civilian": "military"}
    other_kind = kinds.get(fact.reading.group)
    if fact.reading.measure != "released" or other_kind is None:
        return False
    alike = [f for f in facts if f.reading.measure == "released" and f.side == fact.side]
    whole = {f.reading.number.low for f in alike if f.status == fact.status and f.reading.number.low == f.reading.number.high}
    to_come = max((f.reading.number.low for f in alike if f.status == "planned" != fact.status), default=0)
    together = [
        fact.reading.number.low + other.reading.number.low
        for other in alike
        if other.sentence.index == fact.sentence.index and other.status == fact.status and other.reading.group == other_kind
    ]
    return any(number in whole or number < to_come for number in together)
