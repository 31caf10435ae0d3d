"""Sums that no words give away: of a war or a wave of violence, by all that is known of the figure at once."""

from __future__ import annotations

import re
from datetime import timedelta

from services.extractor.story.campaigns import AT_ONCE
from services.extractor.story.case import Case
from services.extractor.story.traits import is_simple_past, traits_of

SUM = "likelier a sum than not, by all that is known of it"
_DAY = timedelta(days=1)


def may_be_sum(case: Case) -> bool:
    """Whether the weights were learned for such a case: the toll of a disaster is one, and swaps and the nights of an air war have rules of
    their own.
    """
    return case.family in ("harm", "movement") and case.state.context.cause not in AT_ONCE


def is_likely_sum(case: Case) -> bool:
    """*Thousands have been hurt in the campaign*, *the rebels are thought to have killed more than 700*; what is told in the simple past
    (*the army killed 200*), or counted over a day, was mostly done at once.
    """
    if not may_be_sum(case) or _is_by_one(case) or is_simple_past(case) or _is_reported_at_once(case) or _is_of_one_day(case):
        return False
    sums = case.state.bank.sums
    return sums.of(traits_of(case)) >= sums.sure


def _is_reported_at_once(case: Case) -> bool:
    """The headline *Turkey detains 300 guards*: the present in which headlines tell what was just done."""
    tree, at = case.passage.tree, case.passage.at(case.reading)
    return case.passage.sentence.kind == "headline" and tree is not None and at is not None and tree.tag[tree.clause(at)] == "VBZ"


def _is_by_one(case: Case) -> bool:
    """*Launched an airstrike this month, killing 130*: one happening did it."""
    start = case.passage.local(case.reading.number.span).start
    return any(
        _ONE.search(case.text, max(0, found.start() - _BEFORE), found.start()) is not None
        and _KILLING.fullmatch(case.text, found.end(), start) is not None
        for found in case.state.bank.happenings.single.finditer(case.text, 0, start)
    )


_ONE = re.compile(r"\b(?:an?|one|another) (?:[\w’'-]+ ){0,3}\Z", re.I)
_BEFORE = 60
"""Characters of *a* and three words."""
_KILLING = re.compile(
    r"[^.;:]{0,80}(?:, killing|, wounding|, leaving| (?:that|which) (?:killed|left|wounded|claimed))"
    r"(?: (?:at least|about|some|nearly|over|more than))? "
)


def _is_of_one_day(case: Case) -> bool:
    """*Fighting over the last 24 hours has killed three*: its sentence gives it a day or a night."""
    return case.time.when is not None and case.length is not None and case.length <= _DAY
