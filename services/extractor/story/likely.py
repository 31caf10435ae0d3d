"""Sums that no words give away: of a war or a wave of violence, by all that is known of the figure at once."""

from __future__ import annotations

from services.extractor.story.case import Case
from services.extractor.story.traits import is_simple_past, traits_of

SUM = "likelier a sum than not, by all that is known of it"
_AT_ONCE = frozenset({"disaster", "accident"})
"""What has one toll, however it rises."""


def may_be_sum(case: Case) -> bool:
    """Whether the weights were learned for such a case: the toll of a disaster is one, and swaps and the nights of an air war have rules of
    their own.
    """
    return case.family in ("harm", "movement") and case.state.context.cause not in _AT_ONCE


def is_likely_sum(case: Case) -> bool:
    """*Hundreds have been killed and thousands hurt in the fighting*, *the rebels are thought to have killed more than 700 villagers*; what
    is told in the simple past (*the army killed 200*) was mostly done at once.
    """
    sums = case.state.bank.sums
    return may_be_sum(case) and not is_simple_past(case) and sums.of(traits_of(case)) >= sums.sure
