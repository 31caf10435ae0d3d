"""An ingest process of each test's own, on the real broker."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import aiohttp
import pytest

from schemas.article import Article
from schemas.topics import ARTICLES, DEAD_LETTERS, Topic
from services.chassis.kafka import Record
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.process import PATIENCE_S, ServiceProcess

T = TypeVar("T")


async def eventually(ask: Callable[[], Awaitable[T]], what: str) -> T:
    """The first true answer of ``ask``; AssertionError naming ``what`` when it takes too long."""
    deadline = time.monotonic() + PATIENCE_S
    while not (answer := await ask()):
        assert time.monotonic() < deadline, f"not within {PATIENCE_S} s: {what}"
        await asyncio.sleep(0.05)
    return answer


class IngestProcess(ServiceProcess):
    """An ingest and a client for it."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__("services.ingest.app", environment)

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
def ingest(service_environment: dict[str, str]) -> Iterator[IngestProcess]:
    """A running ingest."""
    with IngestProcess({**service_environment, "WIRETALLY_INTAKE__EMBARGO_CHECK_S": "0.1"}) as running:
        yield running.wait_ready()


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
        return (await eventually(self.articles, "an article"))[0]


@pytest.fixture
def wire(kafka: KafkaSettings, topics: TopicSettings) -> Wire:
    return Wire(kafka, topics)
