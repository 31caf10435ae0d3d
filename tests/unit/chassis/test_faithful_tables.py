"""When a worker has its partitions and all their state: what Faust says of it while one rebalance overtakes another, and what is so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest
from faust.types import TP
from mode import Service

from services.chassis.errors import TransientError
from services.chassis.faithful_tables import FaithfulRecovery, FaithfulTables, is_settled, require_state
from services.chassis.faust_app import new_app
from services.chassis.kafka import Publisher, Record
from services.chassis.settings import KafkaSettings, ServiceSettings
from services.chassis.state import StateTable

SETTINGS = ServiceSettings(kafka=KafkaSettings(bootstrap_servers="nowhere:1"))


class Consumer:
    """A consumer that holds what it is told to."""

    def __init__(self) -> None:
        self.held: set[TP] = set()

    def assignment(self) -> set[TP]:
        return self.held

    def resume_partitions(self, tps: Iterable[TP]) -> None: ...

    async def perform_seek(self) -> None: ...

    def resume_flow(self) -> None: ...


class Fetcher:
    """A fetcher whose start the test holds up."""

    def __init__(self) -> None:
        self.starting, self.start = asyncio.Event(), asyncio.Event()
        self.start.set()

    async def maybe_start(self) -> None:
        self.starting.set()
        await self.start.wait()


class Group:
    """A worker's app in a group: partitions come and go as the test says, in the order in which Faust tells of it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.app = app = new_app(SETTINGS, "test", folder)
        self.table = StateTable(app, "events", 4, Publisher(SETTINGS.kafka, SETTINGS.topics, "test"), lambda value, held: True)
        self.consumer, self.fetcher = Consumer(), Fetcher()
        self._mine: set[TP] = set()
        monkeypatch.setattr(type(app), "consumer", self.consumer)
        monkeypatch.setattr(type(app), "_fetcher", self.fetcher)
        monkeypatch.setattr(app.assignor, "assigned_actives", lambda: self._mine)
        monkeypatch.setattr(app.assignor, "assigned_standbys", set)

    @property
    def recovery(self) -> FaithfulRecovery:
        return cast(FaithfulTables, self.app.tables).recovery

    def changelog(self, *partitions: int) -> set[TP]:
        return {TP(self.table.changelog, number) for number in partitions}

    def revoke(self) -> None:
        self.app.on_rebalance_start()
        self.recovery.on_partitions_revoked(self._mine)

    async def assign(self, generation: int, *partitions: int) -> None:
        before, self._mine = self._mine, self.changelog(*partitions)
        self.consumer.held = self._mine
        self.app.consumer_generation_id = generation
        await self.recovery.on_rebalance(self._mine, before - self._mine, self._mine - before, generation)

    async def recover(self, generation: int) -> None:
        """The end of a recovery, which began as Faust begins it."""
        self.recovery.signal_recovery_start.clear()
        await self.recovery.on_recovery_completed(generation)

    def settled(self) -> bool:
        return is_settled(self.app)


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Group:
    return Group(tmp_path, monkeypatch)


async def test_a_worker_is_settled_from_the_end_of_its_recovery_to_the_next_rebalance(group: Group) -> None:
    assert not group.settled()
    group.revoke()
    await group.assign(1, 0, 1)
    assert not group.settled()
    await group.recover(1)
    assert group.settled()
    group.revoke()
    assert not group.settled()
    await group.assign(2, 0)
    assert not group.settled()
    await group.recover(2)
    assert group.settled()


@pytest.mark.parametrize("end", ["revoked", "assigned"])
async def test_a_recovery_that_a_rebalance_overtakes_at_its_end_settles_nothing(group: Group, end: str) -> None:
    """Faust then says that the tables of the next one are ready, which nobody has read."""
    group.revoke()
    await group.assign(1, 0)
    group.fetcher.start.clear()
    ending = asyncio.create_task(group.recover(1))
    await group.fetcher.starting.wait()
    group.revoke()
    if end == "assigned":
        await group.assign(2, 1)
    group.fetcher.start.set()
    await ending
    assert group.app.tables.actives_ready, "or Faust has mended it, and this module may go"
    assert not group.app.rebalancing
    assert not group.settled()
    if end == "revoked":
        await group.assign(2, 1)
    assert not group.settled()
    await group.recover(2)
    assert group.settled()


async def test_a_partition_that_comes_back_is_read_from_its_start_whatever_was_heard_of_it_meanwhile(group: Group) -> None:
    group.revoke()
    await group.assign(1, 0, 1)
    (ours,), (theirs,) = group.changelog(0), group.changelog(1)
    known = cast(dict[TP, int | None], group.recovery.active_offsets)
    known[ours] = known[theirs] = 40
    group.revoke()
    await group.assign(2, 0)
    known[theirs] = 55  # a message that was under way
    group.revoke()
    await group.assign(3, 0, 1)
    assert known[ours] == 40, "ours all along: what was read of it is still here"
    assert known[theirs] is None, "Faust's word for: from its start"


async def test_a_message_without_the_state_that_goes_with_it_is_refused(group: Group) -> None:
    """A worker that was given them apart took every earlier event for gone."""
    group.revoke()
    await group.assign(1, 0)
    (changelog,) = {tp.topic for tp in group.changelog(0)}
    require_state(group.app, [changelog], Record("events", 0, 7, b"key", b"value"))
    with pytest.raises(TransientError, match="events/1 came without its state"):
        require_state(group.app, [changelog], Record("events", 1, 7, b"key", b"value"))


@pytest.mark.parametrize("told", ["to stop", "nothing"])
async def test_a_worker_joins_its_group_with_all_its_tables_or_not_at_all(group: Group, told: str) -> None:
    """Told to stop while it starts, Faust's joins without them, and then the others' tables are dealt out apart from their messages."""
    tables, topics = cast(FaithfulTables, group.app.tables), cast(Service, group.app.topics)
    joining = asyncio.create_task(tables.wait_until_tables_registered())
    if told == "to stop":
        tables._stopped.set()
    await asyncio.wait({joining}, timeout=0.3)
    assert not joining.done()
    if told == "to stop":
        topics._stopped.set()
    else:
        tables._tables_registered.set()
    await asyncio.wait_for(joining, 5)
