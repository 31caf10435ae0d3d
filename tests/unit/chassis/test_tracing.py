"""Trace context goes on only where it is well formed."""

from __future__ import annotations

import pytest

from services.chassis.tracing import traceparent_of

GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_a_well_formed_traceparent_is_found() -> None:
    assert traceparent_of([("other", b"x"), ("traceparent", GOOD.encode())]) == GOOD


@pytest.mark.parametrize("value", [b"", b"\xff", GOOD.upper().encode(), GOOD.encode() + b"\n", b"00-0-0-0"])
def test_anything_else_is_left_out(value: bytes) -> None:
    assert traceparent_of([("traceparent", value)]) is None
