"""W3C trace context: passed on as it came, so that a story can be followed through all services. No library, no exporter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.envelope import header

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def traceparent_of(headers: Sequence[tuple[str, bytes]]) -> str | None:
    """The ``traceparent`` header where it is well formed (W3C Trace Context, section 3.2.2), else None."""
    return checked_traceparent(header(headers, "traceparent"))


def checked_traceparent(value: str | None) -> str | None:
    """``value`` where it is well formed, else None: a stranger's header goes no further than it can be trusted."""
    return value if value is not None and _TRACEPARENT.fullmatch(value) else None
