"""An ingest process of each test's own, on the real broker."""

from __future__ import annotations

import asyncio
import io
import json
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest

from schemas.article import Article
from schemas.topics import ARTICLES, DEAD_LETTERS, Topic
from services.chassis.kafka import Record, read_all
from services.chassis.settings import KafkaSettings, TopicSettings

T = TypeVar("T")

READY_WITHIN_S = 60
STOPPED_WITHIN_S = 30


async def eventually(ask: Callable[[], Awaitable[T]], within_s: float = 20) -> T:
    """The answer of ``ask`` once it is true of itself; asked again until then."""
    async with asyncio.timeout(within_s):
        while not (answer := await ask()):  # noqa: ASYNC110 - the broker and another process raise no event here
            await asyncio.sleep(0.05)
        return answer


@dataclass
class IngestProcess:
    """``python -m services.ingest.app`` and a client for it."""

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
                sys.executable, "-m", "services.ingest.app", env=self.environment, stdout=log, stderr=log
            )
        await eventually(self._ready, READY_WITHIN_S)

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None
        self.process.terminate()
        async with asyncio.timeout(STOPPED_WITHIN_S):
            return await self.process.wait()

    async def kill(self) -> None:
        """SIGKILL."""
        assert self.process is not None
        self.process.kill()
        await self.process.wait()

    async def post(self, path: str, data: bytes | dict[str, Any] | list[Any], content_type: str = "application/json") -> tuple[int, Any]:
        """Status and decoded answer."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.url + path, data=io.BytesIO(body), headers={"Content-Type": content_type}) as response,
        ):
            return response.status, await response.json(content_type=None)

    async def text(self, name: str, story: str) -> tuple[int, Any]:
        return await self.post(f"/v1/wire?name={name}", story.encode(), "text/plain")

    async def metrics(self) -> str:
        async with aiohttp.ClientSession() as session, session.get(f"{self.url}/metrics") as response:
            return await response.text()

    async def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.returncode is None, self.log.read_text()
        with suppress(aiohttp.ClientError):
            async with aiohttp.ClientSession() as session, session.get(f"{self.url}/readyz") as response:
                return response.status == 200
        return False


@pytest.fixture
async def ingest(service_environment: dict[str, str], tmp_path: Path) -> AsyncIterator[IngestProcess]:
    """A running ingest."""
    running = IngestProcess({**service_environment, "WIRETALLY_INTAKE__EMBARGO_CHECK_S": "0.1"}, tmp_path / "ingest.log")
    await running.start()
    yield running
    if running.process is not None and running.process.returncode is None:
        await running.kill()


@dataclass(frozen=True)
class Wire:
    """What lies on this test's topics."""

    kafka: KafkaSettings
    topics: TopicSettings

    async def records(self, topic: Topic) -> list[Record]:
        return [record async for record in read_all(self.kafka, self.topics.name(topic))]

    async def articles(self) -> list[Article]:
        return [Article.read(record.value) for record in await self.records(ARTICLES) if record.value is not None]

    async def letters(self) -> list[Record]:
        return await self.records(DEAD_LETTERS)

    async def first_article(self) -> Article:
        """The first article, as soon as there is one."""
        return (await eventually(self.articles))[0]


@pytest.fixture
def wire(kafka: KafkaSettings, topics: TopicSettings) -> Wire:
    return Wire(kafka, topics)
