"""`Collector`: what OpenTelemetry's collector does with traces, as far as a test needs it: takes OTLP over HTTP and keeps the spans."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True)
class Received:
    """A span as it came over the wire; ids in hex, ``parent`` empty for a trace's root, times in ns since 1970."""

    service: str
    name: str
    trace: str
    id: str
    parent: str
    start: int
    end: int
    failed: bool
    attributes: dict[str, str]

    @property
    def step(self) -> str:
        """Who did what."""
        return f"{self.service}: {self.name}"


class Collector:
    """The spans received so far."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.spans: list[Received] = []

    def take(self, request: ExportTraceServiceRequest) -> None:
        for resource in request.resource_spans:
            (service,) = (each.value.string_value for each in resource.resource.attributes if each.key == "service.name")
            for span in (span for scope in resource.scope_spans for span in scope.spans):
                self.spans.append(
                    Received(
                        service.removeprefix("wiretally-"),
                        span.name,
                        span.trace_id.hex(),
                        span.span_id.hex(),
                        span.parent_span_id.hex(),
                        span.start_time_unix_nano,
                        span.end_time_unix_nano,
                        span.status.code == span.status.STATUS_CODE_ERROR,
                        {each.key: each.value.string_value or str(each.value.int_value) for each in span.attributes},
                    )
                )

    def tree(self, parent: str, depth: int = 0) -> list[str]:
        """The steps under the span ``parent``, each indented by two blanks under its cause, in order of their names."""
        children = sorted((span for span in self.spans if span.parent == parent), key=lambda span: span.step)
        return [line for span in children for line in ("  " * depth + span.step, *self.tree(span.id, depth + 1))]


@contextmanager
def collector() -> Iterator[Collector]:
    """A collector on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/traces"
            assert self.headers["Content-Type"] == "application/x-protobuf"
            found.take(ExportTraceServiceRequest.FromString(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: pytest shows what failed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        found = Collector(f"http://127.0.0.1:{server.server_port}")
        serving = Thread(target=server.serve_forever, daemon=True)
        serving.start()
        try:
            yield found
        finally:
            server.shutdown()
            serving.join()
