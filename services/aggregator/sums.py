"""Sums of counts that stay counts, whatever producers send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import overload

from schemas.base import MOST_COUNTED


@overload
def sum_of(numbers: Iterable[int]) -> int: ...
@overload
def sum_of(numbers: Iterable[int | None]) -> int | None: ...
def sum_of(numbers: Iterable[int | None]) -> int | None:
    """None where one of them is not known. A sum of nonsense stops at the ceiling: refusing it would hold up the sums of all others."""
    result = 0
    for number in numbers:
        if number is None:
            return None
        result += number
    return min(result, MOST_COUNTED)
