"""`Preparation`: rebuilding what a stage holds in memory where a rebalance made it stale, while nobody works with it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any


class Preparation:
    """Runs ``prepare`` once after every rebalance, before the next message.

    ``turn`` is held by whoever works with the state or rebuilds it: what the old state decided must be on the broker before it is read to
    make the new one, and nothing may be decided on a half-made one. Without that an older row was published over a newer one.
    """

    def __init__(self, prepare: Callable[[], Awaitable[None]]) -> None:
        self.turn = asyncio.Lock()
        self._prepare = prepare
        self._rebalances = 1
        self._prepared = 0

    @property
    def due(self) -> bool:
        """Until it has been run to its end since the last rebalance."""
        return self._prepared != self._rebalances

    async def upset(self, *_: Any, **__: Any) -> None:
        """There was a rebalance."""
        self._rebalances += 1

    async def done(self) -> None:
        """Return once it has run since the last rebalance. For whoever holds ``turn``."""
        while self.due:
            rebalances = self._rebalances
            await self._prepare()
            self._prepared = rebalances
