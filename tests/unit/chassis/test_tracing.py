"""Trace context goes on only where it is well formed; spans are made only where a collector is named."""

from __future__ import annotations

import subprocess
import sys

import pytest

from services.chassis.errors import ConfigurationError
from services.chassis.tracing import NO_TRACER, traceparent_of, tracer_of

GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_well_formed_traceparent_is_found() -> None:
    assert traceparent_of([("other", b"x"), ("traceparent", GOOD.encode())]) == GOOD


@pytest.mark.parametrize("value", [b"", b"\xff", GOOD.upper().encode(), GOOD.encode() + b"\n", b"00-0-0-0"])
def test_anything_else_is_left_out(value: bytes) -> None:
    assert traceparent_of([("traceparent", value)]) is None


def test_without_a_collector_the_context_goes_on_as_it_came_and_no_tracing_library_is_loaded() -> None:
    imports = "import services.extractor.app, services.aggregator.app, services.ingest.app, services.board.app, sys"
    check = f"{imports}; print([name for name in sys.modules if name.startswith(('opentelemetry.sdk', 'opentelemetry.exporter'))])"
    assert subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout == "[]\n"
    tracer = tracer_of("extractor", {})
    with tracer.processing("articles", GOOD) as span, tracer.sending("events", 3, GOOD) as sent:
        assert (span.traceparent, sent.traceparent) == (GOOD, GOOD)
    with tracer.processing("articles", None) as span:
        assert span.traceparent is None


@pytest.mark.parametrize("off", [{"OTEL_SDK_DISABLED": "TRUE"}, {"OTEL_TRACES_EXPORTER": "none"}, {"OTEL_EXPORTER_OTLP_ENDPOINT": ""}])
def test_opentelemetrys_own_switches_turn_it_off(off: dict[str, str]) -> None:
    assert tracer_of("extractor", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", **off}) is NO_TRACER


def test_a_protocol_that_is_not_spoken_is_an_error_and_not_silence() -> None:
    with pytest.raises(ConfigurationError, match="OTEL_EXPORTER_OTLP_PROTOCOL=grpc"):
        tracer_of("extractor", {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"})
