"""Faust's tables, mended where a rebalance meets a start, an end or another rebalance (faust-streaming 0.15.3).

What the first of these leads to was seen in a group whose members were thrown out again and again while others came and went: a worker that
was given messages without their state retracted what another had published. The others stand in Faust's code.

* A worker that is told to stop while it starts still joins the group, without its tables (``TableManager.wait_until_tables_registered``
  returns at the stop, ``Conductor._subscriber`` goes on). Faust's assignor keeps together only topics that the same workers want: while one
  worker does not want the changelogs, every other may be given messages of one partition and the changelog of another.
* A recovery whose rebalance is overtaken just before its end still declares the tables ready and the rebalance over
  (``Recovery.on_recovery_completed`` asks for the generation, then awaits, then declares). From then on the tables of the next one count as
  ready before they have been read.
* A message of a changelog that arrives late, for a partition that is this worker's no more, leaves its offset among those that are read to
  (``_slurp_changelogs``, *recovery unknown topic*). When the partition comes back it is read from there and not from its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import faust
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.types import TP
from mode import Service

from services.chassis.errors import TransientError
from services.chassis.kafka import Record

_STOP_CHECK_S = 0.1
"""How soon a worker that waits to join sees that it is to end: a small part of any shutdown deadline."""


class FaithfulRecovery(Recovery):
    """Knows of which rebalance the tables are whole, and reads those of a partition that comes anew from their start."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._revocations = 0
        self._begun: tuple[int, int] | None = None
        """The generation whose tables were last asked for, and how many revocations there had been."""
        self._whole: tuple[int, int] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether this worker has its partitions and all their state: since it got them none was revoked."""
        return self._whole is not None and self._whole == self._begun and self._whole[1] == self._revocations

    def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """From here on nothing is this worker's until the next recovery is at its end."""
        self._revocations += 1
        super().on_partitions_revoked(revoked)

    async def on_rebalance(self, assigned: set[TP], revoked: set[TP], newly_assigned: set[TP], generation_id: int = 0) -> None:
        """Begin the recovery of what is assigned. Only of a partition that was this worker's all along is a part known already."""
        for tp in self.active_offsets.keys() - self.active_tps:
            del self.active_offsets[tp]
        self._begun = generation_id, self._revocations
        await super().on_rebalance(assigned, revoked, newly_assigned, generation_id)

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """The tables of a generation are read; its messages come from now on."""
        self._note_whole(generation_id)
        await super().on_recovery_completed(generation_id)

    async def _resume_streams(self, generation_id: int = 0) -> None:
        self._note_whole(generation_id)
        await super()._resume_streams(generation_id)

    def _note_whole(self, generation_id: int) -> None:
        if self._begun == (generation_id, self._revocations) and self.app.consumer_generation_id == generation_id:
            self._whole = self._begun


class FaithfulTables(TableManager):
    """Faust's tables with our recovery."""

    _recovery: FaithfulRecovery | None = None

    @property
    def recovery(self) -> FaithfulRecovery:
        """Made when it is first asked for, as Faust's own is."""
        if self._recovery is None:
            self._recovery = FaithfulRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    async def wait_until_tables_registered(self) -> None:
        """Return when the worker may join its group: with all its tables, or once whoever waits to join is being stopped too."""
        await super().wait_until_tables_registered()
        joining = cast(Service, self.app.topics)
        while self._changelogs and not self._tables_registered.is_set() and not joining.should_stop:
            await joining.sleep(_STOP_CHECK_S)


def is_whole(app: faust.App) -> bool:
    """Whether it has its partitions and their state: true before the first message comes, and until a rebalance begins."""
    return cast(FaithfulTables, app.tables).recovery.is_whole


def require_state(app: faust.App, changelogs: Iterable[str], record: Record) -> None:
    """Raises TransientError where a worker was given the record's partition and not the state that goes with it: the process must end with
    nothing more acked, and start again. So it is while workers of a group want different topics (two versions side by side), or where a
    broker just started did not know the changelog yet."""
    held = cast(FaithfulTables, app.tables).recovery.active_tps
    for changelog in changelogs:
        if TP(changelog, record.partition) not in held:
            raise TransientError(f"{record.topic}/{record.partition} came without its state, {changelog}/{record.partition}")


def is_settled(app: faust.App) -> bool:
    """Whether it is whole and its messages come: no rebalance, nothing to recover."""
    return is_whole(app) and app.tables.actives_ready and not app.rebalancing
