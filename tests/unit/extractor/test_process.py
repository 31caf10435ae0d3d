"""The extractor in a process of its own: what it refuses, what takes too long, what breaks, each a dead letter that says why."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime

import pytest

from schemas.article import Article
from schemas.event import Event
from services.chassis.errors import PermanentError, TimeBudgetExceeded, TooLarge
from services.extractor.process import ExtractorProcess

LOADER = f"{__name__}:load_difficult"


class Difficult:
    """Does with a story what its body says."""

    def extract(self, article: Article) -> tuple[Event, ...]:
        match article.body:
            case "refuse":
                raise TooLarge("send it in parts")
            case "break":
                raise ValueError("a fault of ours")
            case "dawdle":
                time.sleep(60)
        return ()


def load_difficult() -> Difficult:
    return Difficult()


async def extract(*bodies: str) -> list[tuple[Event, ...] | PermanentError]:
    process = ExtractorProcess(0.5, LOADER)
    await process.start()
    answers: list[tuple[Event, ...] | PermanentError] = []
    try:
        for body in bodies:
            try:
                answers.append(await process.extract(Article(story_id="s", body=body, published_at=datetime(2025, 5, 23, tzinfo=UTC))))
            except PermanentError as error:
                answers.append(error)
    finally:
        await process.stop()
    return answers


@pytest.mark.parametrize(
    ("body", "reason", "said"),
    [
        ("refuse", "too_large", "send it in parts"),
        ("break", "internal_error", "ValueError: a fault of ours"),
    ],
)
def test_a_story_that_cannot_be_read_says_why_and_the_next_is_read(body: str, reason: str, said: str) -> None:
    error, answer = asyncio.run(extract(body, "read"))
    assert isinstance(error, PermanentError)
    assert (error.reason, said in error.message) == (reason, True)
    assert answer == ()


def test_a_story_beyond_its_time_is_ended_and_the_next_is_read() -> None:
    error, answer = asyncio.run(extract("dawdle", "read"))
    assert isinstance(error, TimeBudgetExceeded)
    assert answer == ()
