"""When to ask a source again. Pure: the time and the jitter come from outside.

The rules are Miniflux's: never sooner than the operator, the feed (``ttl``), the cache headers and Retry-After ask, and never later than
a day; failures double the wait.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

JITTER = 0.15
"""Of the wait, either way: sources that were added together must not be asked together for ever."""
MAX_WAIT_S = 86_400.0
"""However long a server asks to be left alone, it is asked once a day."""
MAX_DOUBLINGS = 8

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"\b(?:no-store|no-cache)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Hints:
    """What an answer says of when to come again, in seconds; 0 where it says nothing."""

    ttl_s: float = 0
    cache_s: float = 0
    retry_after_s: float = 0


def wait_s(poll_s: float, hints: Hints, failures: int, jitter: float) -> float:
    """Seconds until the next check. ``failures`` are those in a row; ``jitter`` is a number in -1..1.

    >>> wait_s(300, Hints(), 0, 0), wait_s(300, Hints(ttl_s=1800), 0, 0), wait_s(300, Hints(), 3, 0), wait_s(300, Hints(cache_s=1e9), 0, 0)
    (300.0, 1800.0, 2400.0, 86400.0)
    """
    asked = max(poll_s, hints.ttl_s, hints.cache_s)
    backed_off = asked * float(1 << min(failures, MAX_DOUBLINGS))
    return min(max(backed_off, hints.retry_after_s), MAX_WAIT_S) * (1 + JITTER * jitter)


def hints_of(headers: Mapping[str, str], now: datetime, *, ttl_s: float = 0, retry_after_s: float = 0) -> Hints:
    """The hints of an answer's headers (names in lower case). ``Expires`` counts only without ``max-age``; ``Expires: 0`` means nothing."""
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return Hints(ttl_s, 0, retry_after_s)
    if match := _MAX_AGE.search(control):
        return Hints(ttl_s, float(match[1]), retry_after_s)
    try:
        expires = parsedate_to_datetime(headers.get("expires", ""))
    except (ValueError, TypeError, IndexError, OverflowError):
        return Hints(ttl_s, 0, retry_after_s)
    expires = expires if expires.tzinfo else expires.replace(tzinfo=UTC)
    return Hints(ttl_s, max(0.0, (expires - now) / timedelta(seconds=1)), retry_after_s)
