"""JSON from strangers: decoded once, None where it is none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson


def decode_json(data: bytes) -> Any:
    """The value, or None where the bytes are no JSON; orjson itself refuses what is nested too deeply."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data.lstrip()[:1] not in (b"{", b"["):
        return None
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return None


def first_text(values: Iterable[Any]) -> str:
    """The first that is a non-empty text, or a whole number as text; empty if none is."""
    for value in values:
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""
