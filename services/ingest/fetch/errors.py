"""Why a fetch gave nothing."""

from __future__ import annotations

from typing import Literal

from services.chassis.errors import WiretallyError

Reason = Literal[
    "forbidden_address",
    "bad_url",
    "too_large",
    "bomb",
    "stacked_encoding",
    "unknown_encoding",
    "broken_encoding",
    "too_many_redirects",
    "too_slow",
    "unreachable",
    "truncated",
    "robots",
    "status",
]
"""Fixed words for counting."""


class FetchFailed(WiretallyError):
    """One fetch that gave no body. ``status`` is the server's, where it answered; ``retry_after_s`` what it asked for."""

    def __init__(self, reason: Reason, message: str, *, status: int | None = None, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.retry_after_s = retry_after_s
