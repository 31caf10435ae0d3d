"""Services as processes, and waiting for what another process does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import aiohttp

T = TypeVar("T")

READY_WITHIN_S = 120
STOPPED_WITHIN_S = 30


async def eventually(ask: Callable[[], Awaitable[T]], within_s: float = 20) -> T:
    """The answer of ``ask`` once it is true of itself; asked again until then."""
    async with asyncio.timeout(within_s):
        while not (answer := await ask()):  # noqa: ASYNC110 - the broker and another process raise no event here
            await asyncio.sleep(0.05)
        return answer


@dataclass
class ServiceProcess:
    """``python -m services.NAME.app`` in ``environment``, with its output in ``log``."""

    name: str
    environment: dict[str, str]
    log: Path
    process: asyncio.subprocess.Process | None = field(default=None)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.environment['WIRETALLY_HTTP__PORT']}"

    async def start(self) -> None:
        """Start and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", f"services.{self.name}.app", env=self.environment, stdout=log, stderr=log
            )
        await eventually(self.is_ready, READY_WITHIN_S)

    async def is_ready(self) -> bool:
        """Whether it may get work. Fails the test where the process has ended."""
        assert self.process is not None
        assert self.process.returncode is None, self.log.read_text()
        with suppress(aiohttp.ClientError):
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as response:
                return response.status == 200
        return False

    async def metrics(self) -> str:
        """What ``/metrics`` says."""
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/metrics") as response:
            return await response.text()

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        self.process.terminate()
        async with asyncio.timeout(STOPPED_WITHIN_S):
            return await self.process.wait()

    async def kill(self) -> None:
        """SIGKILL, also where it has ended already."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()
