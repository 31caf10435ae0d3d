"""What is known of a case in plain yes and no: the traits that the weights of `bank/sums.yaml` are for.

None names a place, a party or an agency, so that what was learned of one war holds in another. Each is told by the sentence, by what the
rules made of its time, or by what the story has told before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import timedelta

from schemas.figure import Mode
from services.extractor.keyed import Keyed, keyed
from services.extractor.story.case import Case

Trait = Callable[[Case], bool]
JUST_PAST = "in the simple past"

_BESIDE = 70
"""Characters after a number in which a word is close to it."""
_DAY = timedelta(days=1)
_FIGHTING = keyed(
    r"\b(?:war|conflict|fighting|insurgency|invasion|offensive|campaign|crackdown|unrest|uprising|rebellion|genocide|siege)\b", re.I
)
_STILL = keyed(r"\b(?:still|remain\w{0,4}|unaccounted)\b", re.I)
_PERIOD = keyed(
    r"\b(?:(?:this|last|past|previous) (?:\w+ )?(?:year|month|week|decade|season|weeks|months|years|decades)|years|months|weeks|decades?|"
    r"annual(?:ly)?|every|each year|a year|per year)\b",
    re.I,
)
_RECORDS = keyed(
    r"\b(?:figures?|data|records?|according to|statistics|report|estimates?|estimated|documented|registered|recorded|monitor\w{0,6})\b",
    re.I,
)
_DAY_OF_NEWS = keyed(
    r"\b(?:yesterday|today|overnight|tonight|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|hours|morning|evening|afternoon|night)\b", re.I
)
_SINCE = keyed(r"\bsince\b", re.I)
_BEFORE = keyed(r"\b(?:earlier|previous(?:ly)?|before|prior|ago|last)\b", re.I)
_IN_ALL = keyed(r"\b(?:total|overall|altogether|in all|all told|combined|cumulative)\b", re.I)
_RECORD_HIGH = keyed(r"\b(?:deadliest|worst|biggest|largest|most|record)\b", re.I)


def _says(words: Keyed) -> Trait:
    return lambda case: words.search(case.text) is not None


def _says_after(words: Keyed) -> Trait:
    """In the words right behind the number."""

    def holds(case: Case) -> bool:
        end = case.passage.local(case.reading.number.span).end
        return words.search(case.text, end, end + _BESIDE) is not None

    return holds


def _at_least(low: int) -> Trait:
    return lambda case: case.reading.number.low >= low


def _long(days: int) -> Trait:
    return lambda case: case.length is not None and case.length >= days * _DAY


def _old(days: int) -> Trait:
    return lambda case: case.when.end is not None and case.state.context.day - case.when.end >= days * _DAY


def _helped_by(word: str) -> Trait:
    """The verb of the figure, or that of its clause, is helped by it."""

    def holds(case: Case) -> bool:
        tree, at = case.passage.tree, case.passage.at(case.reading)
        if tree is None or at is None:
            return False
        return any(tree.lower[child] == word for verb in (at, tree.clause(at)) for child in tree.children(verb, "aux", "auxpass"))

    return holds


def is_simple_past(case: Case) -> bool:
    """*The army killed 200*, *a blast left 12 dead*: no *have* and no *were* beside the verb of the clause."""
    tree, at = case.passage.tree, case.passage.at(case.reading)
    if tree is None or at is None:
        return False
    verb = tree.clause(at)
    return tree.tag[verb] == "VBD" and not any(True for _ in tree.children(verb, "aux", "auxpass"))


def _is_toll(case: Case) -> bool:
    return "toll" in case.reading.notes


def _is_of_sure_happening(case: Case) -> bool:
    return case.incident is not None and case.incident.sure


def _is_passive(case: Case) -> bool:
    tree, at = case.passage.tree, case.passage.at(case.reading)
    return tree is not None and at is not None and tree.is_passive(at)


def _told_before(case: Case, *, mode: Mode | None = None, greatest: bool = False) -> int | None:
    """The least number of its measure and unit that the story has told so far, or the ``greatest``; None where it has told none."""
    reading, state = case.reading, case.state
    told = state.numbers.of(state.facts, reading.measure, reading.unit, mode)
    return next((low for low, at in (reversed(told) if greatest else told) if at != reading.number.span.start), None)


def _is_above_another(case: Case) -> bool:
    least = _told_before(case)
    return least is not None and least < case.reading.number.low


def _is_below_another(case: Case) -> bool:
    greatest = _told_before(case, greatest=True)
    return greatest is not None and greatest > case.reading.number.low


def _times_the_happenings(times: int) -> Trait:
    """More than so many times the greatest number told before of one happening."""

    def holds(case: Case) -> bool:
        greatest = _told_before(case, mode="increment", greatest=True)
        return greatest is not None and case.reading.number.low > times * max(1, greatest)

    return holds


def _is_on_day_of_happening(case: Case) -> bool:
    happening = case.incident
    return happening is not None and happening.when.start is not None and happening.when.start == case.when.start


def _names_day(case: Case) -> bool:
    return any(mention.precision in ("day", "time") for mention in case.passage.dates)


def _names_long_time(case: Case) -> bool:
    return any(mention.precision in ("month", "year", "span") for mention in case.passage.dates)


def _names_town(case: Case) -> bool:
    return any(place.kind not in ("country", "admin1") for place in case.passage.places)


def _is_done_by_campaign(case: Case) -> bool:
    tree, doer = case.passage.tree, case.doer
    return tree is not None and doer is not None and tree.lower[doer] in case.state.bank.happenings.campaigns


def _is_done_by_name(case: Case) -> bool:
    tree, doer = case.passage.tree, case.doer
    return tree is not None and doer is not None and tree.tag[doer].startswith("NNP")


TRAITS: Mapping[str, Trait] = {
    "in the perfect": lambda case: case.is_up_to_now,
    "in the perfect, in the story of one happening": lambda case: case.is_up_to_now and case.incident is not None,
    "in the perfect, a hundred or more": lambda case: case.is_up_to_now and _at_least(100)(case),
    "in the perfect, with a word of fighting": lambda case: case.is_up_to_now and _says(_FIGHTING)(case),
    "helped by has": _helped_by("has"),
    "helped by had": _helped_by("had"),
    "in the passive": _is_passive,
    JUST_PAST: is_simple_past,
    "a toll": _is_toll,
    "a toll in the story of one sure happening": lambda case: _is_toll(case) and _is_of_sure_happening(case),
    "a word of fighting": _says(_FIGHTING),
    "a word of fighting right behind": _says_after(_FIGHTING),
    "in a campaign": lambda case: case.state.bank.happenings.under_way.search(case.text) is not None,
    "done by a campaign": _is_done_by_campaign,
    "done by somebody named": _is_done_by_name,
    "one happening named": lambda case: case.state.bank.happenings.single.search(case.text) is not None,
    "several happenings named": lambda case: case.state.bank.happenings.plural.search(case.text) is not None,
    "still or remaining": _says(_STILL),
    "weeks, months or years": _says(_PERIOD),
    "recorded or reported": _says(_RECORDS),
    "since": _says_after(_SINCE),
    "earlier or ago": _says(_BEFORE),
    "in all": _says(_IN_ALL),
    "a record": _says(_RECORD_HIGH),
    "a day or an hour": _says(_DAY_OF_NEWS),
    "a day or an hour right behind": _says_after(_DAY_OF_NEWS),
    "dated to a day by its sentence": lambda case: case.is_of_a_day,
    "a day in the sentence": _names_day,
    "a month, a year or a span in the sentence": _names_long_time,
    "three days or more": _long(2),
    "a week or more": _long(7),
    "over a span of days": lambda case: case.when.precision == "span",
    "more than a week old": _old(8),
    "more than a month old": _old(31),
    "no time said, a hundred or more": lambda case: case.time.when is None and _at_least(100)(case),
    "the story is of one sure happening": _is_of_sure_happening,
    "the story is of one happening": lambda case: case.incident is not None,
    "on the day of the story's happening": _is_on_day_of_happening,
    "a town or a site in the sentence": _names_town,
    "a country in the sentence": lambda case: any(place.kind == "country" for place in case.passage.places),
    "fifty or more": _at_least(50),
    "a hundred or more": _at_least(100),
    "a thousand or more": _at_least(1_000),
    "five thousand or more": _at_least(5_000),
    "a round number": lambda case: case.reading.number.low >= 100 and case.reading.number.low % 100 == 0,
    "a smaller number told before": _is_above_another,
    "a greater number told before": _is_below_another,
    "twice the greatest happening told before": _times_the_happenings(2),
    "five times the greatest happening told before": _times_the_happenings(5),
    "the first of its measure": lambda case: _told_before(case) is None,
    "in the headline": lambda case: case.passage.sentence.kind == "headline",
    "in the lead": lambda case: case.passage.sentence.index <= 1,
    "deep in the story": lambda case: case.passage.sentence.index > 5,
    "people held": lambda case: case.reading.measure == "detained",
    "people harmed": lambda case: case.family == "harm",
}
"""In the order of a reader's questions: verb, words, time, place, number, what was told before, what is counted."""


def traits_of(case: Case) -> tuple[str, ...]:
    """The names of the traits that hold, in the order of the table."""
    return tuple(name for name, holds in TRAITS.items() if holds(case))
