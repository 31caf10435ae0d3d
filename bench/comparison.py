"""The price of the transport: the same stories through the same extraction, bare and on three kinds of transport, one after the other.

    python -m bench.comparison [--stories 150] [--quick]

The bare loop reads no broker. A bare aiokafka loop and Quix Streams read stories from a topic and put events on another, at least once; so
does our extractor, which also keeps each story's state, can end a story that hangs, and sets aside what will never do. Each has a fresh
broker to itself. Time runs from the first story sent to the last event read back.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from bench.report import Section, Table, arguments_of, tell
from bench.rivals.bare import WARM_UP
from bench.system import Usage, running, usage_of
from bench.wire import stories
from schemas.topics import ARTICLES, EVENTS
from services.chassis.kafka import Publisher, Raw, client_options, new_consumer
from services.chassis.settings import ServiceSettings

SEED = 7
PARTITIONS = 4
LOADED_WITHIN_S = 120
QUIET_S = 5.0
"""So long without an event after one: all have come."""
ROOT = Path(__file__).parents[1]
QUIX_PYTHON = ROOT / ".bench" / "bin" / "python"
OVERHEAD = 0.8


@dataclass(frozen=True)
class Run:
    """Seconds by the clock and of CPU for so many stories, the process of the loop with all that it started."""

    stories: int
    seconds: float
    cpu_s: float
    events: int

    def row(self, name: str, bare: Run) -> list[str]:
        rate, cpu = self.stories / self.seconds, 1000 * self.cpu_s / self.stories
        ratio = rate * bare.seconds / bare.stories
        return [name, f"{rate:.1f}", f"{ratio:.2f}", f"{cpu:.1f}", f"{self.cpu_s / bare.cpu_s:.2f}", f"{self.events:,}"]


def bare(count: int) -> Run:
    command = [sys.executable, "-m", "bench.rivals.bare", str(count), str(SEED)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    return Run(count, **json.loads(done.stdout))


def ours(count: int) -> Run:
    with running(("extractor",)) as system:
        names = system.settings.topics
        used = Loop(system.settings, names.name(ARTICLES), names.name(EVENTS), lambda: system.usage()["extractor"])
        return asyncio.run(used.run(count))


def rival(count: int, module: str, python: str = sys.executable) -> Run:
    with running(()) as system:
        topic, out = f"bench.{module}.stories", f"bench.{module}.events"
        asyncio.run(_create(system.settings, topic, out))
        command = [python, "-m", f"bench.rivals.{module}", system.broker.bootstrap_servers, topic, out]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as process:
            try:
                return asyncio.run(Loop(system.settings, topic, out, lambda: usage_of(process.pid)).run(count))
            finally:
                process.kill()


@dataclass
class Loop:
    """A loop under test: stories go to ``topic``, events come on ``out``."""

    settings: ServiceSettings
    topic: str
    out: str
    usage: Callable[[], Usage]

    async def run(self, count: int) -> Run:
        publisher = Publisher(self.settings.kafka, self.settings.topics, "bench")
        reader = new_consumer(self.settings.kafka, "bench")
        await publisher.start()
        await reader.start()
        reader.assign([TopicPartition(self.out, number) for number in range(PARTITIONS)])
        try:
            await self._send(publisher, 1, WARM_UP)
            await self._events(reader)
            before, began = self.usage().cpu_s, time.monotonic()
            await self._send(publisher, SEED, count)
            events, last = await self._events(reader)
            return Run(count, last - began, self.usage().cpu_s - before, events)
        finally:
            await reader.stop()
            await publisher.stop()

    async def _send(self, publisher: Publisher, seed: int, count: int) -> None:
        await publisher.publish_raw([Raw(self.topic, one.story_id.encode(), one.to_json()) for one in stories(seed, count)])

    async def _events(self, reader: AIOKafkaConsumer) -> tuple[int, float]:
        """How many events come until none comes any more, and the moment of the last, by the monotonic clock."""
        seen, last, within = 0, 0.0, float(LOADED_WITHIN_S)
        while fetched := await reader.getmany(timeout_ms=int(within * 1000)):
            seen += sum(map(len, fetched.values()))
            last, within = time.monotonic(), QUIET_S
        if not seen:
            raise AssertionError(f"no event came within {LOADED_WITHIN_S} s on {self.out}")
        return seen, last


async def _create(settings: ServiceSettings, *topics: str) -> None:
    admin = AIOKafkaAdminClient(**client_options(settings.kafka))
    await admin.start()
    await admin.create_topics([NewTopic(name, PARTITIONS, 1) for name in topics])
    await admin.close()


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--stories", type=int, default=150)
    options = parser.parse_args(arguments)
    count = 20 if options.quick else options.stories
    loop, aio, us = bare(count), rival(count, "aio"), ours(count)
    rows = [loop.row("bare loop, no broker", loop), aio.row("bare aiokafka loop", loop)]
    notes = [
        "Quix Streams needs an older pydantic, so it runs in an environment of its own (requirements/bench.lock), all else being equal."
    ]
    if QUIX_PYTHON.exists():
        rows.append(rival(count, "quix", str(QUIX_PYTHON)).row("Quix Streams", loop))
    else:
        notes.append("Quix Streams was left out: its environment is missing; `make bench-comparison` makes it.")
    rows.append(us.row("our extractor", loop))
    section = Section(
        "Comparison",
        f"{count} stories, each through the same extraction in one process. Ratios are to the bare loop of this run. CPU is the loop's own "
        "with its child processes, the broker's not counted.",
        [Table(["", "stories/s", "ratio", "CPU ms a story", "ratio", "events"], rows)],
        notes=notes,
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
