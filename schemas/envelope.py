"""CloudEvents 1.0 headers in Kafka binary mode (cloudevents.io, Kafka protocol binding 3.2), and W3C trace context.

Headers are for others: no consumer of ours needs one, so that a bare producer's message is as good as ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"

Headers = list[tuple[str, bytes]]


def cloud_event_headers(
    *, id: str, type: str, source: str, time: datetime, subject: str | None = None, traceparent: str | None = None
) -> Headers:
    """Headers of one message.

    ``id`` with ``source`` is unique per message; ``type`` is the model and its major version (``wiretally.event.v1``); ``time`` is when
    the thing was said (UTC).
    """
    pairs = {
        "ce_specversion": SPEC_VERSION,
        "ce_id": id,
        "ce_type": type,
        "ce_source": source,
        "ce_time": time.isoformat().replace("+00:00", "Z"),
        "content-type": CONTENT_TYPE,
    }
    if subject is not None:
        pairs["ce_subject"] = subject
    if traceparent is not None:
        pairs["traceparent"] = traceparent
    return [(name, value.encode()) for name, value in pairs.items()]


def header(headers: Sequence[tuple[str, bytes]] | Mapping[str, bytes] | None, name: str) -> str | None:
    """The first header of that name as text; None if absent or no UTF-8."""
    pairs = headers.items() if isinstance(headers, Mapping) else headers or ()
    for key, value in pairs:
        if key == name:
            try:
                return value.decode()
            except (UnicodeDecodeError, AttributeError):
                return None
    return None
