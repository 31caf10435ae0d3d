"""The whole of it on this machine for a benchmark: a fresh Kafka, the services beside it, and what each of them uses."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import Request, urlopen

import psutil

from schemas.article import Article
from services.chassis.logging import configure
from services.chassis.settings import KafkaSettings, LoggingSettings, ServiceSettings, TopicSettings
from services.chassis.topics import apply_topics
from services.cli import children
from services.cli.children import Child
from services.cli.local_kafka import LocalBroker, local_kafka
from services.cli.ports import free_ports
from services.cli.settling import wait_settled

ALL = ("ingest", "extractor", "aggregator", "board")
SETTLED_WITHIN_S = 900
PARCEL = 100
"""Stories in one request."""


@dataclass(frozen=True)
class Usage:
    """Of one service with the processes it started: seconds of CPU since its start, and resident megabytes now."""

    cpu_s: float
    resident_mb: float


class System:
    """Running services on a broker; members are named ``extractor``, ``extractor.2`` and so on."""

    def __init__(self, broker: LocalBroker, folder: Path, members: Sequence[str]) -> None:
        self.broker = broker
        self.settings = ServiceSettings(kafka=KafkaSettings(bootstrap_servers=broker.bootstrap_servers), topics=TopicSettings())
        self._folder = folder
        self._lives = 0
        self._ports = dict(zip(members, free_ports(len(members)), strict=True))
        self._running: dict[str, Child] = {}

    def __getitem__(self, member: str) -> Child:
        return self._running[member]

    def start(self, *members: str) -> None:
        """Start so many, or all that do not run, and return when they are ready."""
        started = [self._start(member) for member in members or [name for name in self._ports if name not in self._running]]
        children.wait_ready(started, lambda child: None)

    def restart(self, member: str) -> float:
        """SIGKILL, and a successor at once; seconds until that is ready."""
        process = self._running[member].process
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()
        began = time.monotonic()
        self.start(member)
        return time.monotonic() - began

    def stop(self) -> None:
        children.stop(list(self._running.values()))

    def feed(self, articles: Iterable[Article]) -> None:
        """To ingest over HTTP, in parcels, as fast as it takes them."""
        parcel: list[bytes] = []
        for article in articles:
            parcel.append(article.to_json())
            if len(parcel) == PARCEL:
                self._post(parcel)
                parcel = []
        if parcel:
            self._post(parcel)

    def settle(self) -> dict[str, float]:
        """Return when all that is on the topics stands on the board; the moment at which each stage was last seen at work, and ``board``,
        the moment at which all was done."""
        moments: dict[str, float] = {}

        def note(told: str) -> None:
            moments[told.partition(":")[0]] = time.monotonic()

        asyncio.run(wait_settled(self.settings, self["board"].url, SETTLED_WITHIN_S, check=self._check, tell=note))
        return {**moments, "board": time.monotonic()}

    def usage(self) -> dict[str, Usage]:
        """Of every service, its workers together, and of the ``broker``."""
        found: dict[str, Usage] = {"broker": usage_of(self.broker.pid)}
        for member, child in self._running.items():
            service, own = member.partition(".")[0], usage_of(child.process.pid)
            before = found.get(service, Usage(0, 0))
            found[service] = Usage(before.cpu_s + own.cpu_s, before.resident_mb + own.resident_mb)
        return found

    def disk(self) -> dict[str, int]:
        """Bytes on the broker's disk by topic, state included."""
        found: dict[str, int] = {}
        for segment in self.broker.data_dir.glob("data/*/*.log"):
            topic = segment.parent.name.rpartition("-")[0]
            found[topic] = found.get(topic, 0) + segment.stat().st_size
        return found

    def metric(self, member: str, name: str) -> float:
        """The sum of a metric over its labels."""
        with urlopen(f"{self[member].url}/metrics", timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith((f"{name} ", f"{name}{{")))

    def _start(self, member: str) -> Child:
        self._lives += 1
        environment = {
            "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": self.broker.bootstrap_servers,
            "WIRETALLY_LOGGING__LEVEL": "WARNING",
            "WIRETALLY_INTAKE__MAX_WAITING": "1000000",
        }
        log = self._folder / f"{self._lives:02}-{member}.log"
        child = replace(children.start(member.partition(".")[0], self._ports[member], log, environment), name=member)
        self._running[member] = child
        return child

    def _check(self) -> None:
        for child in self._running.values():
            child.check_alive()

    def _post(self, parcel: list[bytes]) -> None:
        headers = {"Content-Type": "application/x-ndjson"}
        with urlopen(Request(f"{self['ingest'].url}/v1/articles", b"\n".join(parcel), headers), timeout=120) as answer:
            refused = [story for story in json.load(answer)["stories"] if "error" in story]
        if refused:
            raise AssertionError(f"ingest refused {len(refused)} stories: {refused[0]}")


@contextmanager
def running(services: Sequence[str] = ALL, *, extractors: int = 1) -> Iterator[System]:
    """``services`` with so many extractors, ready, on a broker and topics of their own."""
    configure(LoggingSettings(level="ERROR"), "bench")
    # What the clients here say of topics that are a moment old is no news.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    members = [*services, *(f"extractor.{number}" for number in range(2, extractors + 1))]
    folder = Path(tempfile.mkdtemp(prefix="wiretally-bench-"))
    try:
        with local_kafka(folder / "kafka") as broker:
            system = System(broker, folder, members)
            asyncio.run(apply_topics(system.settings.kafka, system.settings.topics))
            try:
                system.start()
                yield system
            finally:
                system.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def usage_of(pid: int) -> Usage:
    """Of a process with those it started."""
    first = psutil.Process(pid)
    processes = [first, *first.children(recursive=True)]
    times = [process.cpu_times() for process in processes]
    return Usage(sum(each.user + each.system for each in times), sum(process.memory_info().rss for process in processes) / 2**20)
