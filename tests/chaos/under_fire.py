"""One wire through Kafka while troubles befall the services: what stands at the end must be what the pure function makes of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from threading import Lock

from schemas.article import Article
from schemas.base import StoryId
from schemas.topics import ARTICLES, DEAD_LETTERS
from services.chassis.dead_letters import read_letter
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from services.chassis.topics import apply_topics
from services.cli.local_kafka import LocalBroker, local_kafka
from services.cli.ports import free_ports
from services.cli.settling import wait_settled
from services.cli.snapshot import read_view
from services.extractor.extract import Extractor
from tests.chaos.feeder import TAKEN_WITHIN_S, Feeder
from tests.chaos.fleet import SERVICES, STREAMS, Fleet
from tests.chaos.network import Link, network, properties
from tests.chaos.report import Report
from tests.chaos.rows import differences, expected, standing
from tests.chaos.stranger import Stranger
from tests.chaos.troubles import SESSION_TIMEOUT_S, Ground, Trouble, drawn
from tests.chaos.wires import Sent, wire

SETTLED_WITHIN_S = 600
"""A killed worker is missed only when its session ends; one that is stuck says so after its liveness deadline of two minutes."""
LONGEST_WAIT_BEFORE_A_STRIKE_S = 0.8
"""From the first request of a burst on; what a stage handled in the last second is not committed yet."""
PARTITIONS = 4
BREAKER = 400
"""Dead letters in a row that stop a service here: with the usual hundred a flood of two thousand would mean twenty restarts."""
EVENTS_IN_MEMORY = 10
"""So few that the aggregator puts days away and reads them back all the time."""
MEMBERS = (*SERVICES, *(f"{name}.2" for name in STREAMS))


@dataclass
class Lane:
    """Where seeds run, one after the other: a broker, and a way to it for each member of a fleet."""

    broker: LocalBroker
    links: dict[str, Link]
    extractor: Extractor
    lock: Lock
    """Held while the extractor works: lanes share it."""


class Diary:
    """What happened when, in a file beside the logs: for whoever looks into a seed that failed."""

    def __init__(self, file: Path, began: float) -> None:
        self._file = file
        self._began = began

    def note(self, told: str) -> None:
        with self._file.open("a") as file:
            file.write(f"{datetime.now(UTC):%H:%M:%S} {time.monotonic() - self._began:6.1f} s: {told}\n")


@contextmanager
def lane(folder: Path, extractor: Extractor, lock: Lock) -> Iterator[Lane]:
    """A lane with a broker of its own; its data is in ``folder``."""
    with network(free_ports(len(MEMBERS)), Random("network")) as links, local_kafka(folder, properties=properties(links)) as broker:
        yield Lane(broker, dict(zip(MEMBERS, links, strict=True)), extractor, lock)


def run_seed(seed: int, troubles: int, where: Lane, prefix: str, folder: Path) -> Report:
    """Send the wire of ``seed`` amid so many troubles, compare. Logs stay in ``folder``.

    ``prefix`` gives the run topics of its own. Every other seed has two workers a stream service.
    """
    requests, noise, began = wire(seed), Random(f"troubles of {seed}"), time.monotonic()
    kafka = KafkaSettings(bootstrap_servers=where.broker.bootstrap_servers)
    settings = ServiceSettings(kafka=kafka, topics=TopicSettings(prefix=prefix, partitions=PARTITIONS))
    report = Report(seed, len(requests))
    asyncio.run(apply_topics(settings.kafka, settings.topics))
    brokers = {name: link.address for name, link in where.links.items()}
    fleet = Fleet(_environment(settings), folder, 2 - seed % 2, brokers)
    feeder, stranger = Feeder(lambda: fleet["ingest"].url), Stranger(settings)
    diary = Diary(folder / "troubles.log", began)
    try:
        fleet.wait_ready()
        diary.note("all services are ready")
        ground = Ground(fleet, where.broker, where.links, stranger)
        cuts = [0, *sorted(noise.sample(range(1, len(requests)), troubles)), len(requests)]
        with ThreadPoolExecutor(1) as thread:
            for number, ((start, end), trouble) in enumerate(zip(pairwise(cuts), [*drawn(noise, troubles), None], strict=True)):
                sending = thread.submit(feeder.send, requests[start:end])
                if trouble is not None:
                    report.troubles[trouble.kind] += 1
                    _befall(trouble, ground, Random(f"{seed}, {number}"), diary)
                _tend_while(fleet, sending)
        diary.note("all is sent")
        report.faults = asyncio.run(_compare(requests, settings, fleet, stranger, where, report))
        diary.note("compared")
    finally:
        fleet.stop()
        report.answers, report.sent_again, report.put_again = feeder.answers, feeder.sent_again, stranger.put_again
        report.kills, report.ended, report.deliveries = fleet.kills, fleet.ended, fleet.deliveries()
        diary.note("all services are stopped")
    report.seconds = time.monotonic() - began
    return report


def _environment(settings: ServiceSettings) -> dict[str, str]:
    return {
        "WIRETALLY_TOPICS__PREFIX": settings.topics.prefix,
        "WIRETALLY_TOPICS__PARTITIONS": str(settings.topics.partitions),
        "WIRETALLY_KAFKA__SESSION_TIMEOUT_S": str(SESSION_TIMEOUT_S),
        "WIRETALLY_BREAKER__CONSECUTIVE": str(BREAKER),
        "WIRETALLY_BREAKER__WINDOW": str(BREAKER * 2),
        "WIRETALLY_INTAKE__EMBARGO_CHECK_S": "0.2",
        "WIRETALLY_AGGREGATOR__EVENTS_IN_MEMORY": str(EVENTS_IN_MEMORY),
    }


def _befall(trouble: Trouble, ground: Ground, noise: Random, diary: Diary) -> None:
    """Let it begin at some moment of the burst, last, and end."""
    # The two waits here are no conditions: the moment is what is tried out.
    time.sleep(noise.uniform(0, LONGEST_WAIT_BEFORE_A_STRIKE_S))
    lasts = noise.uniform(*trouble.lasts)
    diary.note(f"{trouble.kind} begins")
    with trouble.strike(ground, noise):
        diary.note(f"{trouble.kind} lasts {lasts:.1f} s")
        until = time.monotonic() + lasts
        while time.monotonic() < until:
            ground.fleet.tend()
            time.sleep(0.1)
    diary.note(f"{trouble.kind} is over")


def _tend_while(fleet: Fleet, sending: Future[None]) -> None:
    while not sending.done():
        fleet.tend()
        time.sleep(0.1)
    sending.result()


async def _compare(
    requests: Sequence[Sent], settings: ServiceSettings, fleet: Fleet, stranger: Stranger, where: Lane, report: Report
) -> list[str]:
    articles = [sent.article() for sent in requests]
    stories = {article.story_id for article in articles}
    await _all_published(stories, settings, fleet, stranger.poison)
    # What a rebalance still has to correct is corrected by who is ready, and has to pass on.
    for _ in range(2):
        await wait_settled(settings, fleet["board"].url, SETTLED_WITHIN_S, check=fleet.tend, tell=lambda told: None)
        fleet.wait_ready()
    view = await read_view(settings)
    with where.lock:
        wanted = expected(articles, where.extractor)
    report.stories, report.rows, report.poison = len(stories), len(wanted), len(stranger.poison)
    faults = list(differences(standing(view.tallies(), view.incidents()), wanted))
    letters = [read_letter(record.headers) async for record in read_all(settings.kafka, settings.topics.name(DEAD_LETTERS))]
    report.letters = len(letters)
    faults += [f"dead letter of a good message: {letter}" for letter in letters if letter.origin not in stranger.poison]
    missing = stranger.poison - {letter.origin for letter in letters}
    return faults + ([f"{len(missing)} messages of poison have no dead letter: {sorted(missing)[:5]}"] if missing else [])


async def _all_published(stories: set[StoryId], settings: ServiceSettings, fleet: Fleet, poison: set[str]) -> None:
    """Return when every story is on the topic, the embargoed ones too; raises AssertionError naming those that are lost."""
    deadline = time.monotonic() + TAKEN_WITHIN_S
    topic = settings.topics.name(ARTICLES)
    while missing := stories - {
        Article.read(record.value or b"").story_id async for record in read_all(settings.kafka, topic) if record.origin not in poison
    }:
        assert time.monotonic() < deadline, f"lost: {sorted(missing)}"
        fleet.tend()
        await asyncio.sleep(0.5)
