"""Where an account lies: by the day it names, by the sort of time it leaves open, or among those that look for their day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal

from services.aggregator.claims import Account
from services.aggregator.cluster import Cluster

ONE_DAY = timedelta(days=1)
SLOW_TOLL = timedelta(days=7)
"""Tolls of disasters and accidents run for days: an account without a day of its own may be this much younger than its incident."""
FOLLOW_UP = timedelta(days=3)
"""So much younger a story may be that names no day for an attack which it only brings up to date; one that says that the toll has risen,
as much as that of a disaster."""

Key = tuple[object, ...]
Shelf = Literal["bucket", "denial", "share", "sure", "loose"]
"""By the day it names (a denial and a share apart), by the sort of time it leaves open, or it looks for its day."""


def shelf_of(account: Account) -> Shelf:
    if account.standing in ("planned", "hypothetical") or account.period or account.end is None:
        return "bucket"
    if account.standing == "denied":
        return "denial"
    if account.share_only:
        return "share"
    return "sure" if account.one_day and account.sure else "loose"


def bucket(account: Account) -> Key:
    """Accounts without a day are one only if they say the same period, plan or scene."""
    place = account.place.key if account.place else None
    if account.period:
        return ("period", account.start or account.since, account.end, place)
    if account.standing in ("planned", "hypothetical"):
        if account.programme:
            return (account.standing, account.programme)
        if account.end is not None:
            return (account.standing, account.start, account.end, account.phase, place)
    sizes = tuple(sorted((s.measure, s.unit, s.side or "", s.low) for s in account.sizes))
    return ("undated", account.standing, place, account.kin, sizes)


def bucket_cluster(key: Key, accounts: Iterable[Account]) -> Cluster:
    cluster = Cluster(None, period=key[0] == "period")
    for account in sorted(accounts, key=attrgetter("order")):
        if account.standing == "denied":
            cluster.deny(account, "a denial without a day")
        else:
            cluster.join(account, f"same {key[0] if key[0] != 'undated' else 'scene and numbers'}")
    return cluster


def span(start: date, end: date) -> Iterator[date]:
    """The days from ``start`` to ``end``, both included."""
    for number in range(start.toordinal(), end.toordinal() + 1):
        yield date.fromordinal(number)


def shifted(day: date, by: timedelta) -> date:
    """``day`` moved, stopped at the ends of the calendar: producers write 9999-12-31 for a day they do not know."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def follow_up(account: Account) -> timedelta:
    """How much older the attack may be that the account brings up to date."""
    return SLOW_TOLL if account.risen else FOLLOW_UP


def window(account: Account) -> Iterator[date]:
    """The days that an account without a day of its own looks at."""
    day = account.end
    assert day is not None
    first = last = day
    if account.one_day:
        first, last = shifted(day, -(follow_up(account) if account.strand == "harm" else ONE_DAY)), shifted(day, ONE_DAY)
    elif account.start is not None:
        first = account.start
    if account.slow:
        first = min(first, shifted(day, -SLOW_TOLL))
    return span(first, last)
