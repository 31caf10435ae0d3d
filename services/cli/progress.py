"""Progress of long work, on standard error and only where someone watches."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def tracked(items: Sequence[T], doing: str) -> Iterable[T]:
    """``items``, with a bar while they are taken."""
    if not sys.stderr.isatty() or len(items) < 2:
        return items
    return track(items, doing, console=Console(stderr=True), transient=True)


@contextmanager
def waiting(doing: str) -> Iterator[None]:
    """A sign of life for work whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(doing):
        yield
