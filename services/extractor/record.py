"""`record`: a dataclass that no code may change, made in less than half the time of a frozen one.

A frozen dataclass sets each of its fields by a call; the nouns of extraction are made some thousand times a story. So that they stay as
they are is left to mypy, which takes a record for the frozen dataclass that it says it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["changed", "record"]

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots, order=False):
        """``frozen`` is for mypy alone."""
        return dataclass(slots=slots, order=order, unsafe_hash=frozen)


def changed(one: T, changes: dict[str, object]) -> T:
    """The record with ``changes``, as `dataclasses.replace` makes it, in a quarter of its time. Raises KeyError for a field it has not."""
    places, values_of = _fields(type(one))  # type: ignore[arg-type]
    values = list(values_of(one))
    for name, value in changes.items():
        values[places[name]] = value
    return type(one)(*values)


@cache
def _fields(kind: type) -> tuple[dict[str, int], Callable[[object], tuple[Any, ...]]]:
    """The place of each of a record's fields, of which it has two at least, and what reads them all at once."""
    names = [field.name for field in fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
