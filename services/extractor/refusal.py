"""`Refusal`: why a story gives no events, as the extractor's process sends it over the pipe (an exception does not pickle)."""

from __future__ import annotations

from typing import NamedTuple


class Refusal(NamedTuple):
    """``reason`` and ``message`` of a `PermanentError`."""

    reason: str
    message: str
