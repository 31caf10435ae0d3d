"""One wire through Kafka while services are killed: what stands at the end must be what the pure function makes of it."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.client import HTTPException
from itertools import pairwise
from pathlib import Path
from random import Random
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from schemas.article import Article
from schemas.base import StoryId
from schemas.topics import ARTICLES, DEAD_LETTERS
from services.chassis.kafka import apply_topics, read_all
from services.chassis.settings import ServiceSettings
from services.cli.local_kafka import LocalBroker
from services.cli.settling import wait_settled
from services.cli.snapshot import read_view
from services.extractor.extract import Extractor
from tests.chaos.fleet import STREAMS, Fleet
from tests.chaos.observed import Deliveries
from tests.chaos.rows import differences, expected, standing
from tests.chaos.wires import Sent, wire

TAKEN_WITHIN_S = 300
"""A request to an ingest, or a broker behind it, that was killed: it is sent again until it is answered."""
SETTLED_WITHIN_S = 600
"""A killed worker is missed only when its session ends; one that is stuck says so after its liveness deadline of two minutes."""
LONGEST_WAIT_BEFORE_A_KILL_S = 0.8
"""From the first request of a burst on; what a stage handled in the last second is not committed yet."""
AT_WORK = 0.75
"""Share of the kills that wait until the service is at work again: killed while it starts, it has nothing to lose."""
BROKER = "broker"
CONTENT_TYPES = {"wire": "text/plain; charset=utf-8", "articles": "application/json"}


@dataclass
class Report:
    """How one seed went. ``faults`` is empty where all is equal."""

    seed: int
    requests: int
    stories: int = 0
    rows: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    sent_again: int = 0
    deliveries: Deliveries = field(default_factory=Deliveries)
    ended: Sequence[str] = ()
    seconds: float = 0
    faults: Sequence[str] = ()


class Feeder:
    """Sends a wire in its order, each request again until ingest has answered it."""

    def __init__(self, ingest: Callable[[], str], report: Report) -> None:
        self._ingest = ingest
        self._report = report

    def send(self, requests: Sequence[Sent]) -> None:
        for request in requests:
            self._report.answers[self._answer(request)] += 1

    def _answer(self, sent: Sent) -> str:
        deadline = time.monotonic() + TAKEN_WITHIN_S
        body = sent.body(datetime.now(UTC))
        while time.monotonic() < deadline:
            name = f"?name={sent.name}" if sent.route == "wire" else ""
            headers = {"Content-Type": CONTENT_TYPES[sent.route]}
            try:
                with urlopen(Request(f"{self._ingest()}/v1/{sent.route}{name}", body, headers, method="POST"), timeout=60) as answer:
                    outcome: str = json.load(answer)["outcome"]
                    return outcome
            except HTTPError as error:
                if error.code != 503:
                    raise AssertionError(f"{sent.name} was refused: {error.read().decode(errors='replace')}") from error
            except (OSError, HTTPException):
                pass
            self._report.sent_again += 1
            time.sleep(0.1)
        raise AssertionError(f"{sent.name} was not taken within {TAKEN_WITHIN_S} s")


def run_seed(seed: int, kills: int, settings: ServiceSettings, folder: Path, extractor: Extractor, broker: LocalBroker | None) -> Report:
    """Send the wire of ``seed``, kill each service (and ``broker``, where given) in turn at random moments, compare.

    ``settings`` name a broker and topics of this run's own. Logs stay in ``folder``. Every other seed has two workers a stream service.
    """
    requests, noise, began = wire(seed), Random(f"kills of {seed}"), time.monotonic()
    report = Report(seed, len(requests))
    asyncio.run(apply_topics(settings.kafka, settings.topics))
    fleet = Fleet(_environment(settings), folder, workers=2 - seed % 2)
    try:
        fleet.wait_ready()
        feeder = Feeder(lambda: fleet["ingest"].url, report)
        victims = _turns(noise, kills, (*fleet.members, *STREAMS, *([BROKER] if broker else [])))
        cuts = [0, *sorted(noise.sample(range(1, len(requests)), kills)), len(requests)]
        with ThreadPoolExecutor(1) as thread:
            for (start, end), victim in zip(pairwise(cuts), [*victims, None], strict=True):
                if victim in fleet.members and noise.random() < AT_WORK:
                    fleet.wait_ready(victim)
                sending = thread.submit(feeder.send, requests[start:end])
                if victim is not None:
                    # The one wait here that is no condition: the moment is what is tried out.
                    time.sleep(noise.uniform(0, LONGEST_WAIT_BEFORE_A_KILL_S))
                    _strike(victim, fleet, broker)
                while not sending.done():
                    fleet.tend()
                    time.sleep(0.1)
                sending.result()
        report.faults = asyncio.run(_compare(requests, settings, fleet, extractor, report))
    finally:
        report.kills, report.ended, report.deliveries = fleet.kills, fleet.ended, fleet.deliveries()
        fleet.stop()
    report.seconds = time.monotonic() - began
    return report


def _environment(settings: ServiceSettings) -> dict[str, str]:
    return {
        "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": str(settings.kafka.bootstrap_servers),
        "WIRETALLY_TOPICS__PREFIX": settings.topics.prefix,
        "WIRETALLY_TOPICS__PARTITIONS": str(settings.topics.partitions or 4),
        "WIRETALLY_INTAKE__EMBARGO_CHECK_S": "0.2",
    }


def _turns(noise: Random, kills: int, victims: Sequence[str]) -> list[str]:
    """So many of the victims, each in turn, in a new order every round."""
    rounds = [noise.sample(victims, len(victims)) for _ in range(-(-kills // len(victims)))]
    return [victim for turn in rounds for victim in turn][:kills]


def _strike(victim: str, fleet: Fleet, broker: LocalBroker | None) -> None:
    if broker is not None and victim == BROKER:
        broker.kill()
        broker.start()
        fleet.kills[BROKER] += 1
    else:
        fleet.kill(victim)


async def _compare(requests: Sequence[Sent], settings: ServiceSettings, fleet: Fleet, extractor: Extractor, report: Report) -> list[str]:
    articles = [sent.article() for sent in requests]
    stories = {article.story_id for article in articles}
    await _all_published(stories, settings, fleet)
    await wait_settled(settings, fleet["board"].url, SETTLED_WITHIN_S, check=fleet.tend, tell=lambda told: None)
    view, wanted = await read_view(settings), expected(articles, extractor)
    report.stories, report.rows = len(stories), len(wanted)
    faults = list(differences(standing(view.tallies(), view.incidents()), wanted))
    letters = [record async for record in read_all(settings.kafka, settings.topics.name(DEAD_LETTERS))]
    return faults + [f"dead letter: {letter.headers}" for letter in letters]


async def _all_published(stories: set[StoryId], settings: ServiceSettings, fleet: Fleet) -> None:
    """Return when every story is on the topic, the embargoed ones too; raises AssertionError naming those that are lost."""
    deadline = time.monotonic() + TAKEN_WITHIN_S
    while missing := stories - {
        Article.read(record.value or b"").story_id async for record in read_all(settings.kafka, settings.topics.name(ARTICLES))
    }:
        assert time.monotonic() < deadline, f"lost: {sorted(missing)}"
        fleet.tend()
        await asyncio.sleep(0.5)
