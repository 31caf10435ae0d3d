"""What a number word allows: low, best and high (design: the event model's ``low, best, high``). Integer arithmetic, rounded inwards."""

from __future__ import annotations

from typing import NamedTuple

from schemas.figure import Qualifier


class Bounds(NamedTuple):
    """``high`` is None where the words leave it open, ``best`` where no single number is said."""

    low: int
    best: int | None
    high: int | None


def bounds(said: int, qualifier: Qualifier) -> Bounds:
    """The bounds of a number that is said with ``qualifier``.

    >>> bounds(164, "up_to"), bounds(50, "about"), bounds(60, "more_than")
    (Bounds(low=148, best=164, high=164), Bounds(low=45, best=50, high=55), Bounds(low=61, best=60, high=None))
    """
    nine_tenths = -(-9 * said // 10)
    match qualifier:
        case "at_least":
            return Bounds(said, said, None)
        case "more_than":
            return Bounds(said + 1, said, None)
        case "about":
            return Bounds(nine_tenths, said, 11 * said // 10)
        case "nearly":
            high = max(0, said - 1)
            return Bounds(min(nine_tenths, high), said, high)
        case "up_to":
            return Bounds(nine_tenths, said, said)
        case _:
            return Bounds(said, said, said)


def share(numerator: int, denominator: int, whole: int) -> Bounds:
    """``numerator/denominator`` of a stated whole; exact where it comes out even, else the two whole numbers around it, inwards if equal.

    >>> share(1, 2, 40), share(1, 3, 100)
    (Bounds(low=20, best=20, high=20), Bounds(low=33, best=33, high=34))
    """
    exact, rest = divmod(numerator * whole, denominator)
    if not rest:
        return Bounds(exact, exact, exact)
    nearest = exact + (2 * rest >= denominator)
    return Bounds(exact, nearest, exact + 1)


def percentage(tenths: int, whole: int) -> Bounds:
    """``tenths/10`` per cent of a stated whole. A whole percentage is rounded by whoever printed it: half a point either way.

    >>> percentage(700, 300)
    Bounds(low=209, best=210, high=211)
    """
    slack = 5 if tenths % 10 == 0 else 0
    low = -(-(tenths - slack) * whole // 1000)
    high = (tenths + slack) * whole // 1000
    best = (2 * tenths * whole + 1000) // 2000
    return Bounds(min(max(0, low), best), best, max(min(whole, high), best))
