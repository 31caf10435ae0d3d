"""The tracer that records: OpenTelemetry's SDK, sending by OTLP over HTTP. Imported only where tracing is on.

Spans go into a bounded queue that a thread of the SDK empties: a collector that is away, or hangs, costs spans and nothing else. Pace,
size, sampling, headers and further attributes are the SDK's own ``OTEL_*`` variables.
"""

from __future__ import annotations

from importlib.metadata import version
from threading import Thread
from types import TracebackType

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_NAMESPACE, SERVICE_VERSION, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span as RecordedSpan
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from services.chassis.tracing import Span, Tracer

_LAST_SENT_WITHIN_S = 2.0
"""At the end of a process. The SDK would wait 30 s for a collector that hangs; the orchestrator kills us by then."""


class OtlpTracer(Tracer):
    """Records spans of ``service``. Reads the ``OTEL_*`` variables of this process."""

    def __init__(self, service: str) -> None:
        resource = Resource.create(
            {SERVICE_NAME: f"wiretally-{service}", SERVICE_NAMESPACE: "wiretally", SERVICE_VERSION: version("wiretally")}
        )
        # Not at exit: the SDK's own end has no deadline that fits ours.
        self._provider = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._exporter = OTLPSpanExporter()
        self._provider.add_span_processor(BatchSpanProcessor(self._exporter))
        self._tracer = self._provider.get_tracer("wiretally", version("wiretally"))
        self._propagator = TraceContextTextMapPropagator()

    def answering(self, method: str, route: str, parent: str | None) -> Span:
        return self._open(f"{method} {route}", SpanKind.SERVER, parent, {"http.request.method": method, "http.route": route})

    def receiving(self, source: str) -> Span:
        return self._open("receive", SpanKind.INTERNAL, None, {"wiretally.source": source})

    def sending(self, topic: str, messages: int, parent: str) -> Span:
        attributes = _messaging(topic, "send") | {"messaging.batch.message_count": messages}
        return self._open(f"send {topic}", SpanKind.PRODUCER, parent, attributes)

    def processing(self, topic: str, parent: str | None) -> Span:
        return self._open(f"process {topic}", SpanKind.CONSUMER, parent, _messaging(topic, "process"))

    def close(self) -> None:
        closing = Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        closing.join(_LAST_SENT_WITHIN_S)

    def _open(self, name: str, kind: SpanKind, parent: str | None, attributes: dict[str, str | int]) -> Span:
        # An empty context, not the current one: what is a span's cause is always said, never in the air.
        carrier = {"traceparent": parent} if parent is not None else {}
        context = self._propagator.extract(carrier, Context())
        return _Recorded(self._tracer.start_span(name, context, kind, attributes))


class _Recorded(Span):
    """A span of OpenTelemetry. It may still not be sampled; then its context says so to all that follows from it."""

    def __init__(self, span: RecordedSpan) -> None:
        context = span.get_span_context()
        super().__init__(f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}")
        self._span = span

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if kind is not None:
            self.failed(kind.__name__)
        self._span.end()

    def note(self, name: str, value: str | int) -> None:
        self._span.set_attribute(name, value)

    def failed(self, why: str) -> None:
        self._span.set_attribute("error.type", why)
        self._span.set_status(Status(StatusCode.ERROR))


def _messaging(topic: str, operation: str) -> dict[str, str | int]:
    """OpenTelemetry's names for what is done with a message."""
    return {
        "messaging.system": "kafka",
        "messaging.destination.name": topic,
        "messaging.operation.name": operation,
        "messaging.operation.type": operation,
    }
