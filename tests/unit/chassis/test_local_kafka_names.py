"""What is handed to Kafka's format tool."""

from __future__ import annotations

import uuid

import pytest

from services.cli import local_kafka


def test_a_cluster_id_never_begins_with_a_dash_which_the_format_tool_takes_for_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter([uuid.UUID(int=0b111110 << 122), uuid.UUID(int=1)])
    monkeypatch.setattr("uuid.uuid4", lambda: next(given))
    assert local_kafka._cluster_id() == "AAAAAAAAAAAAAAAAAAAAAQ"
