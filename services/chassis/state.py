"""State of a stream service: a Faust table whose every write is on the broker before the message that caused it is acked.

Faust's own table writes are sent and not awaited, and its memory store does not know a written key's partition, so that keys of a
partition that moved away stay behind (faust-streaming 0.15.3, ``stores/memory.py``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import faust
from faust.stores.base import Store
from faust.types import TP

from services.chassis.kafka import Publisher, Raw

Overtakes = Callable[[bytes, bytes], bool]
"""Whether a value may stand in the place of one that was written before it."""


class PartitionedStore(Store[bytes, bytes]):
    """Key -> bytes per partition, in memory; filled from the changelog by Faust, dropped with the partition.

    In the changelog a later value ``overtakes`` an earlier one or is passed over: a worker that stood still until it was taken for dead
    writes what it had in hand after its successor has written more.
    """

    mundane_level = "debug"

    def __post_init__(self) -> None:
        self.partitions: dict[int, dict[bytes, bytes]] = {}
        self.overtakes: Overtakes = lambda value, held: True

    def put(self, partition: int, key: bytes, value: bytes | None) -> None:
        """Set, or forget where ``value`` is None."""
        held = self.partitions.setdefault(partition, {})
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value

    def apply_changelog_batch(self, batch: Iterable[Any], to_key: Callable[[Any], bytes], to_value: Callable[[Any], bytes]) -> None:
        for event in batch:
            partition, key, value = event.message.partition, event.message.key, event.message.value
            held = self.partitions.get(partition, {}).get(key)
            if held is None or value is None or value == held or self.overtakes(value, held):
                self.put(partition, key, value)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        kept = {partition for _, partition in active_tps | standby_tps}
        self.partitions = {partition: held for partition, held in self.partitions.items() if partition in kept}

    def persisted_offset(self, tp: TP) -> int | None:
        """None: nothing outlives the process, the changelog is read from its start."""
        return None

    def set_persisted_offset(self, tp: TP, offset: int) -> None:
        """Nothing to remember, see above."""

    async def backup_partition(self, tp: TP | int, flush: bool = True, purge: bool = False, keep: int = 1) -> None:
        """The changelog is the backup."""

    def restore_backup(self, tp: TP | int, latest: bool = True, backup_id: int = 0) -> None:
        """The changelog is the backup."""

    def reset_state(self) -> None:
        self.partitions.clear()

    def __getitem__(self, key: bytes) -> bytes:
        for held in self.partitions.values():
            if key in held:
                return held[key]
        raise KeyError(key)

    def __setitem__(self, key: bytes, value: bytes) -> None:
        raise TypeError("write with StateTable.write_out, which waits for the broker")

    def __delitem__(self, key: bytes) -> None:
        raise TypeError("write with StateTable.write_out, which waits for the broker")

    def __iter__(self) -> Iterator[bytes]:
        for held in self.partitions.values():
            yield from held

    def __len__(self) -> int:
        return sum(map(len, self.partitions.values()))


class _FaustTable(faust.Table[bytes, bytes]):
    """A Faust table on our store."""

    mundane_level = "debug"

    overtakes: Overtakes

    def _new_store(self) -> Any:
        store = PartitionedStore("memory://", self.app, self, table_name=self.name, key_type=bytes, value_type=bytes, loop=self.loop)
        store.overtakes = self.overtakes
        return store


@dataclass(frozen=True, slots=True, eq=False)
class StateWrite:
    """One write that a message causes: made by :meth:`StateTable.planned`, done by :meth:`StateTable.write_out`."""

    table: StateTable
    partition: int
    key: bytes
    value: bytes | None


class StateTable:
    """State of one stage, parted as its source topic is. Keys and values are bytes; ``None`` as value forgets the key.

    A planned write is seen by :meth:`get` at once, so that the next message may be decided on before the broker has it; whoever plans
    one writes it out before that message is acked, or takes it back. ``overtakes`` is the order of values where two workers wrote.
    """

    def __init__(self, app: faust.App, name: str, partitions: int, publisher: Publisher, overtakes: Overtakes) -> None:
        self._table = _FaustTable(app, name=name, partitions=partitions, key_type=bytes, value_type=bytes)
        self._table.overtakes = overtakes
        app.tables.add(self._table)
        self._publisher = publisher
        self._planned: dict[tuple[int, bytes], StateWrite] = {}

    @property
    def changelog(self) -> str:
        """Name of the compacted topic that holds it."""
        name: str = self._table.changelog_topic.get_topic_name()
        return name

    def get(self, partition: int, key: bytes) -> bytes | None:
        """What was last planned there, or written, also in an earlier life."""
        if (ahead := self._planned.get((partition, key))) is not None:
            return ahead.value
        return self._store.partitions.get(partition, {}).get(key)

    def find(self, key: bytes) -> bytes | None:
        """What :meth:`get` gives of whichever partition has the key."""
        for partition in {*self._store.partitions, *(partition for partition, _ in self._planned)}:
            if (found := self.get(partition, key)) is not None:
                return found
        return None

    def values(self) -> Iterator[bytes]:
        """All values of all partitions that this process holds, as written."""
        for held in self._store.partitions.values():
            yield from held.values()

    def planned(self, partition: int, key: bytes, value: bytes | None) -> StateWrite:
        """A write to be done once what the message publishes is on the broker."""
        write = self._planned[partition, key] = StateWrite(self, partition, key, value)
        return write

    def take_back(self, write: StateWrite) -> None:
        """Forget a planned write that will not be done."""
        if self._planned.get((write.partition, write.key)) is write:
            del self._planned[write.partition, write.key]

    async def write_out(self, writes: Sequence[StateWrite]) -> None:
        """Write in this order; return once the broker has all. Raises TransientError or TooLarge, and then has changed nothing here."""
        await self._publisher.publish_raw([Raw(self.changelog, one.key, one.value, partition=one.partition) for one in writes])
        for write in writes:
            self._store.put(write.partition, write.key, write.value)
            self.take_back(write)

    @property
    def _store(self) -> PartitionedStore:
        return cast(PartitionedStore, self._table.data)
