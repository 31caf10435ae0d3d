"""`record`: a dataclass that no code may change, made in less than half the time of a frozen one.

A frozen dataclass sets each of its fields by a call; the nouns of extraction are made some thousand times a story. So that they stay as
they are is left to mypy, which takes a record for the frozen dataclass that it says it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["record"]

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen, slots, order=False):
        """``frozen`` is for mypy alone."""
        return dataclass(slots=slots, order=order, unsafe_hash=frozen)
