"""Traces from the push of a story to its tally: W3C trace context goes on from message to message, and spans are made where asked for.

Off until the environment names a collector as OpenTelemetry does (``OTEL_EXPORTER_OTLP_ENDPOINT``): then no tracing library is imported
and the context goes on as it came. Spans are made here and not by ``faust.contrib.opentelemetry``: that one puts the message's key, which
a foreign producer chooses, into the span, calls a message that became a dead letter a success, and knows Faust's agents only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from schemas.envelope import header
from services.chassis.errors import ConfigurationError

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")


def traceparent_of(headers: Sequence[tuple[str, bytes]]) -> str | None:
    """The ``traceparent`` header where it is well formed (W3C Trace Context, section 3.2.2), else None."""
    return checked_traceparent(header(headers, "traceparent"))


def checked_traceparent(value: str | None) -> str | None:
    """``value`` where it is well formed, else None: a stranger's header goes no further than it can be trusted."""
    return value if value is not None and _TRACEPARENT.fullmatch(value) else None


class Span:
    """A piece of work in a trace, open while its ``with`` block runs; what is caused by it goes out under :attr:`traceparent`.

    This one is not recorded: its ``traceparent`` is that of what caused it.
    """

    def __init__(self, traceparent: str | None) -> None:
        self.traceparent = traceparent

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """The end of the work. Of an error only the name is kept: its message may quote a story."""

    def note(self, name: str, value: str | int) -> None:
        """Add an attribute. Names of things and counts only: no text of a story, no key, no id that a foreign producer chose."""

    def failed(self, why: str) -> None:
        """Mark the work as failed. ``why`` is one word of our error vocabulary."""


class Tracer:
    """Opens spans; this one opens none that is recorded. ``parent`` is the ``traceparent`` of the cause, None where there is none."""

    def answering(self, method: str, route: str, parent: str | None) -> Span:
        """Answering an HTTP request."""
        return Span(parent)

    def receiving(self, source: str) -> Span:
        """Taking in what a source of ours brought."""
        return Span(None)

    def sending(self, topic: str, messages: int, parent: str) -> Span:
        """Publishing ``messages`` of one cause on ``topic``, until the broker has them."""
        return Span(parent)

    def processing(self, topic: str, parent: str | None) -> Span:
        """Handling a message of ``topic``."""
        return Span(parent)

    def close(self) -> None:
        """Send what was not sent yet, in bounded time."""


NO_TRACER = Tracer()


def tracer_of(service: str, environment: Mapping[str, str]) -> Tracer:
    """The tracer that the ``OTEL_*`` variables ask for; it must be closed at the end.

    Raises ConfigurationError where they ask for another protocol than OTLP over HTTP, or the libraries are not installed.
    """
    asked = any(environment.get(name) for name in _ENDPOINTS)
    if not asked or environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none":
        return NO_TRACER
    for name in _PROTOCOLS:
        if environment.get(name, "http/protobuf") != "http/protobuf":
            raise ConfigurationError(f"{name}={environment[name]}: traces are sent by http/protobuf only; leave it out")
    try:
        from services.chassis.otlp import OtlpTracer
    except ImportError as error:
        raise ConfigurationError(
            f"OTEL_EXPORTER_OTLP_ENDPOINT asks for traces, and {error.name} is not installed: install wiretally[tracing]"
        ) from error
    return OtlpTracer(service)
