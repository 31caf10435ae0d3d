"""Sums of counts that stay counts, whatever producers send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

MOST = 10**12
"""The ceiling of `schemas.base.Count`. A sum of nonsense stops there: refusing it would hold up the sums of all others."""


@overload
def sum_of(numbers: Iterable[int]) -> int: ...
@overload
def sum_of(numbers: Iterable[int | None]) -> int | None: ...
def sum_of(numbers: Iterable[int | None]) -> int | None:
    """None where one of them is not known."""
    result = 0
    for number in numbers:
        if number is None:
            return None
        result += number
    return min(result, MOST)
