"""Health says which check fails and why."""

from __future__ import annotations

from services.chassis.health import Health


def test_a_failing_check_is_named_with_its_reason_and_the_others_are_not() -> None:
    health = Health()
    health.ready_when("producer", lambda: "not connected")
    health.ready_when("partitions", lambda: None)
    health.live_when("progress", lambda: None)
    assert health.readiness() == {"producer": "not connected"}
    assert health.liveness() == {}
