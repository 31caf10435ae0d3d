"""After a rebalance: what is rebuilt and what is corrected on the broker; nothing goes there that a later rebalance has overtaken."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from schemas.incident import Incident
from schemas.topics import INCIDENTS
from services.chassis.kafka import Outgoing
from services.chassis.preparation import Corrections, Preparation

RIGHT = Outgoing(INCIDENTS, "one", Incident(incident="one", ledger="harm/NOR", retracted=True), "one/1", datetime(2031, 3, 6, tzinfo=UTC))


class Worker:
    """A worker with one correction to make; the test holds up what it waits for."""

    def __init__(self) -> None:
        self.holds = True
        self.reading, self.read = asyncio.Event(), asyncio.Event()
        self.sending, self.sent = asyncio.Event(), asyncio.Event()
        self.refused = False
        self.steps = list[str]()
        self.preparation = Preparation(self.rebuild, Corrections(self.corrections, lambda: self.holds, self.publish))

    async def rebuild(self) -> None:
        self.steps.append("rebuild")

    async def corrections(self) -> Sequence[Outgoing]:
        self.reading.set()
        await self.read.wait()
        return [RIGHT]

    async def publish(self, found: Sequence[Outgoing]) -> None:
        self.sending.set()
        await self.sent.wait()
        if self.refused:
            raise ConnectionError
        self.steps += [f"publish {one.key}" for one in found]

    async def prepare(self) -> int:
        async with self.preparation.turn:
            await self.preparation.done()
            return await self.preparation.put_right()


async def test_what_is_found_is_published_once_after_the_state_was_rebuilt() -> None:
    worker = Worker()
    worker.read.set()
    worker.sent.set()
    assert await worker.prepare() == 1
    assert not worker.preparation.unfinished
    assert await worker.prepare() == 0
    assert worker.steps == ["rebuild", "publish one"]


async def test_a_worker_that_has_not_all_its_state_yet_corrects_when_it_has() -> None:
    """It was told to prepare by a message that came before Faust called its tables ready, and nobody asked again."""
    worker = Worker()
    worker.read.set()
    worker.sent.set()
    worker.holds = False
    assert await worker.prepare() == 0
    assert not worker.preparation.due
    assert worker.preparation.unfinished, "or nobody comes back for it"
    worker.holds = True
    assert await worker.prepare() == 1
    assert worker.steps == ["rebuild", "publish one"]


async def test_what_was_found_before_a_rebalance_is_not_published_after_it() -> None:
    """A worker that was reading the topic while its partitions went to another retracted what that one had published meanwhile."""
    worker = Worker()
    worker.sent.set()
    preparing = asyncio.create_task(worker.prepare())
    await worker.reading.wait()
    await worker.preparation.upset()
    worker.read.set()
    assert await preparing == 0
    assert worker.steps == ["rebuild"]
    assert await worker.prepare() == 1
    assert worker.steps == ["rebuild", "rebuild", "publish one"]


@pytest.mark.parametrize("overtaken", ["revoked", "thrown out"])
async def test_what_is_found_by_one_who_holds_nothing_any_more_is_not_published(overtaken: str) -> None:
    worker = Worker()
    worker.sent.set()
    preparing = asyncio.create_task(worker.prepare())
    await worker.reading.wait()
    if overtaken == "revoked":
        await worker.preparation.upset()
    else:
        worker.holds = False
    worker.read.set()
    assert await preparing == 0
    assert "publish one" not in worker.steps
    assert worker.preparation.unfinished


async def test_a_rebalance_waits_for_what_is_on_its_way_to_the_broker() -> None:
    """The next holder reads the topic once it has the partition: an older message may not come after that."""
    worker = Worker()
    worker.read.set()
    preparing = asyncio.create_task(worker.prepare())
    await worker.sending.wait()
    revoked = asyncio.create_task(worker.preparation.upset())
    await asyncio.wait({revoked}, timeout=0.05)
    assert not revoked.done()
    worker.sent.set()
    assert await preparing == 1
    await revoked
    assert worker.preparation.due


async def test_what_could_not_be_published_is_found_again() -> None:
    worker = Worker()
    worker.read.set()
    worker.sent.set()
    worker.refused = True
    with pytest.raises(ConnectionError):
        await worker.prepare()
    assert worker.preparation.unfinished
    worker.refused = False
    assert await worker.prepare() == 1
