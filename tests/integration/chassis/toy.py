"""A stream service for tests: it copies stories' headlines into retractions, and misbehaves on demand. Run as a process.

A story's headline tells it what to do: ``raise``, ``refuse``, ``hang`` (until ended), ``transient``, ``gate`` (wait for the file that
TOY_GATE names, then copy); anything else is copied. Every message it takes up is written to standard output, one JSON line each, before
anything else happens. With TOY_ECHO set a second stage takes up the copies, and says so.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path

from schemas.article import Article
from schemas.base import EventId, Ledger
from schemas.event import Event, StoryReference
from schemas.topics import ARTICLES, EVENTS
from services.chassis.errors import PermanentError, TransientError
from services.chassis.handling import Effects
from services.chassis.kafka import Outgoing, Record
from services.chassis.lifecycle import begin, ending_clearly
from services.chassis.settings import ServiceSettings
from services.chassis.stream_service import StreamService


def main() -> None:
    settings = begin(ServiceSettings, "toy")
    with ending_clearly():
        service = StreamService("toy", settings)
        seen = service.table("seen", ARTICLES, lambda value, held: True)

        async def handle(article: Article, record: Record) -> Effects:
            before = seen.get(record.partition, article.story_id.encode())
            took = {"story": article.story_id, "offset": record.offset, "before": before.decode() if before else None}
            os.write(1, json.dumps(took).encode() + b"\n")
            if article.headline == "raise":
                raise ZeroDivisionError("as told")
            if article.headline == "refuse":
                raise PermanentError("refused", "as told")
            if article.headline == "transient":
                raise TransientError("as told")
            if article.headline == "hang":
                await asyncio.sleep(3600)
            if article.headline == "gate":
                await asyncio.to_thread(wait_for, Path(os.environ["TOY_GATE"]))
            story = StoryReference(story_id=article.story_id, published_at=article.published_at)
            event = Event(event_id=EventId(article.story_id), happening="", ledger=Ledger("harm/XX"), op="retract", story=story)
            out = Outgoing(EVENTS, event.ledger, event, id=event.event_id, time=article.published_at)
            return Effects(publish=[out], state=[seen.planned(record.partition, article.story_id.encode(), article.headline.encode())])

        async def echo(event: Event, record: Record) -> Effects:
            os.write(1, json.dumps({"echo": event.event_id}).encode() + b"\n")
            return Effects()

        service.stage("copy", ARTICLES, Article, handle)
        if "TOY_ECHO" in os.environ:
            service.stage("echo", EVENTS, Event, echo)
        service.run()


def wait_for(file: Path) -> None:
    while not file.exists():
        time.sleep(0.02)


if __name__ == "__main__":
    main()
