"""`Preparation`: making right after a rebalance what it made stale: in memory before the next message, on the broker as soon as can be."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.kafka import Outgoing

Rebuild = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Corrections:
    """How a rebuilt state puts the broker right: what must stand there is looked for and published, while the process ``holds`` its
    partitions and all their state."""

    find: Callable[[], Awaitable[Sequence[Outgoing]]]
    holds: Callable[[], bool]
    publish: Callable[[Sequence[Outgoing]], Awaitable[None]]


class Preparation:
    """Runs ``rebuild`` once after every rebalance, before the next message; then what must stand on the broker where something else does is
    published (``corrections``).

    ``turn`` is held by whoever works with the state, rebuilds it or compares it with the broker: what the old state decided must be on the
    broker before it is read, and nothing may be decided on a half-made one. Without that an older row was published over a newer one.

    Corrections are for a worker that has all its state and keeps its partitions: what a rebalance overtakes is not published, and a
    rebalance waits for what is being published. Without that a worker retracted what its successor had published meanwhile.
    """

    def __init__(self, rebuild: Rebuild, corrections: Corrections | None = None) -> None:
        self.turn = asyncio.Lock()
        self._rebuild = rebuild
        self._corrections = corrections
        self._publishing = asyncio.Lock()
        self._rebalances = 1
        self._rebuilt = 0
        self._corrected = 0

    @property
    def due(self) -> bool:
        """Until the state has been rebuilt since the last rebalance."""
        return self._rebuilt != self._rebalances

    @property
    def unfinished(self) -> bool:
        """Until the broker, too, has what the rebuilt state says."""
        return self.due or (self._corrections is not None and self._corrected != self._rebalances)

    async def upset(self, *_: Any, **__: Any) -> None:
        """There was a rebalance. Returns when nothing that was found before it is on its way to the broker any more."""
        self._rebalances += 1
        async with self._publishing:
            pass

    async def done(self) -> None:
        """Return once the state has been rebuilt since the last rebalance. For whoever holds ``turn``."""
        while self.due:
            rebalances = self._rebalances
            await self._rebuild()
            self._rebuilt = rebalances

    async def put_right(self) -> int:
        """Publish the corrections of a rebuilt state, once, and say how many; none by one who does not hold it, and none where a rebalance
        came meanwhile. For whoever holds ``turn``."""
        rebalances, corrections = self._rebalances, self._corrections
        if corrections is None or self.due or not self.unfinished or not corrections.holds():
            return 0
        found = await corrections.find()
        async with self._publishing:
            if rebalances != self._rebalances or not corrections.holds():
                return 0
            await corrections.publish(found)
            self._corrected = rebalances
            return len(found)
