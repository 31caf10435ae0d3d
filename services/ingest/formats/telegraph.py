"""What the two telegraphic formats share: text between STX and ETX, what follows it, and control characters on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.chassis.errors import PermanentError
from services.ingest.formats.charsets import decode, stated_charset
from services.ingest.formats.wire_format import Arrival

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TRAILER_BYTES = 300
"""After the text: service, source, date and time, on a line or two."""


@dataclass(frozen=True)
class Telegram:
    """The lines of the text, their leading blanks kept and control characters gone, and what stands after it."""

    lines: tuple[str, ...]
    trailer: str


def read_telegram(arrival: Arrival, start: int) -> Telegram:
    """The telegram whose text begins at ``start``. Raises PermanentError ``truncated`` where it has no end."""
    end = arrival.data.find(b"\x03", start)
    if end < 0:
        raise PermanentError("truncated", f"{arrival.name or 'message'}: its end (ETX) is missing; send it again whole")
    text = decode(arrival.data[start:end], stated_charset(arrival.content_type)).text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Telegram(
        tuple(_CONTROL.sub("", line) for line in lines),
        decode(arrival.data[end + 1 : end + 1 + _TRAILER_BYTES]).text,
    )
