"""Asking the broker now and then, and the end of it."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest

from services.chassis.broker_watch import BrokerWatch
from services.chassis.kafka import Publisher


async def test_a_stop_that_meets_the_answer_ends_the_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = asyncio.get_running_loop().create_future()
    asked = asyncio.Event()

    async def fetch_all_metadata() -> None:
        asked.set()
        await answer

    client = SimpleNamespace(fetch_all_metadata=fetch_all_metadata)
    monkeypatch.setattr(Publisher, "_started", lambda _self: SimpleNamespace(client=client))
    watch = BrokerWatch(Publisher.__new__(Publisher))
    await watch.start()
    await asked.wait()
    answer.set_result(None)
    await asyncio.sleep(0)  # the answer is there, and whoever asked has not been told
    async with asyncio.timeout(2):
        await watch.stop()
