"""`BrokerWatch`: does the broker answer now? An idle service would not notice, and would stay ready without one."""

from __future__ import annotations

import asyncio

from services.chassis.errors import BrokerUnavailable
from services.chassis.kafka import Publisher

EVERY_S = 3.0
"""Small against the half minute after which an orchestrator looks again; a metadata request costs a millisecond."""


class BrokerWatch:
    """Asks for metadata every few seconds. ``trouble`` is what came back instead, None while the broker answers."""

    def __init__(self, publisher: Publisher, every_s: float = EVERY_S) -> None:
        self._publisher = publisher
        self._every_s = every_s
        self._task: asyncio.Task[None] | None = None
        self.trouble: str | None = "the broker was not asked yet"

    async def start(self) -> None:
        self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _watch(self) -> None:
        while True:
            try:
                await self._publisher.ask()
                self.trouble = None
            except BrokerUnavailable as error:
                self.trouble = str(error)
            await asyncio.sleep(self._every_s)
