"""A property that is found out once, when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazily(Generic[T]):  # a decorator, written like one
    """Like ``functools.cached_property``, for objects of one thread: that one takes a lock at each first access, which for accounts
    by the hundred thousand cost more than most of what was found out."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, of: None, owner: type) -> Self: ...
    @overload
    def __get__(self, of: object, owner: type) -> T: ...
    def __get__(self, of: object | None, owner: type) -> Self | T:
        if of is None:
            return self
        found = self._find(of)
        object.__setattr__(of, self._name, found)  # found there from now on, before this is asked
        return found
