"""An ingest process of each test's own, on the real broker."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from schemas.article import Article
from schemas.topics import ARTICLES, DEAD_LETTERS, Topic
from services.chassis.kafka import Record, read_all
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.processes import ServiceProcess, eventually


class IngestProcess(ServiceProcess):
    """A running ingest and a client for it."""

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


@pytest.fixture
async def ingest(service_environment: dict[str, str], tmp_path: Path) -> AsyncIterator[IngestProcess]:
    """A running ingest."""
    running = IngestProcess("ingest", {**service_environment, "WIRETALLY_INTAKE__EMBARGO_CHECK_S": "0.1"}, tmp_path / "ingest.log")
    await running.start()
    yield running
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
