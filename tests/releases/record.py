"""Records what this version leaves on its topics, for its successors' tests: `make release-fixtures`.

It runs the four services on a Kafka of their own, feeds them the wire in this folder, and writes every message of every topic, the
changelogs too, and the schemas as they are now. A version that is released already is left alone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.compat import RELEASED, breaks_between, last_release
from schemas.export import GENERATED
from schemas.tally import Tally
from schemas.topics import ARTICLES, DEAD_LETTERS, FETCH_STATE, TALLIES
from services.chassis.kafka import Record
from services.chassis.read_topic import read_all
from services.chassis.settings import KafkaSettings, ServiceSettings, TopicSettings
from services.cli.local_kafka import local_kafka
from services.cli.settling import wait_settled
from tests.integration.flow import FLOW, services, wiretally
from tests.integration.process import eventually
from tests.integration.topic_access import TopicAccess
from tests.releases.fixtures import FEED, FOLDER, PARTITIONS, WIRE, Recorded, standing, topic_names

SETTLED_WITHIN_S = 120
NO_ARTICLE = b'{"story_id": "stranger/no-text"}'
"""Becomes a dead letter."""


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = FEED.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served_feed() -> Iterator[str]:
    """Address of the feed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/rss"
    finally:
        server.shutdown()
        server.server_close()


def run_wire(settings: ServiceSettings, folder: Path) -> None:
    """Put the wire through all services until everything is tallied."""
    with served_feed() as feed, ExitStack() as stack:
        (folder / "sources.yaml").write_text(json.dumps({"sources": [{"id": "harbour", "feed": feed}]}))
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WIRETALLY_")},
            "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": str(settings.kafka.bootstrap_servers),
            "WIRETALLY_TOPICS__PARTITIONS": str(PARTITIONS),
            "WIRETALLY_FETCH__SOURCES": str(folder / "sources.yaml"),
            "WIRETALLY_FETCH__ALLOWED_NETWORKS": '["127.0.0.0/8"]',
        }
        running = services(stack, environment, FLOW)
        for service in running.values():
            service.wait_ready()
        access = TopicAccess(settings.kafka, settings.topics)
        eventually(lambda: access.read(FETCH_STATE), "the feed was fetched")
        fed = wiretally({**environment, "WIRETALLY_INGEST_URL": running["ingest"].url}, "feed", str(WIRE))
        assert fed.returncode == 0, fed.stderr
        access.put(ARTICLES, NO_ARTICLE)
        settled = wait_settled(settings, running["board"].url, SETTLED_WITHIN_S, check=lambda: None, tell=lambda _: None)
        asyncio.run(settled)
        eventually(lambda: access.read(DEAD_LETTERS), "the message that is no article was put aside")
        for name in FLOW:
            assert running[name].terminate() == 0, running[name].log()


def recorded(record: Record) -> Recorded:
    """All of ours is text; bytes that are none are refused with UnicodeDecodeError."""
    headers = tuple((name, value.decode()) for name, value in record.headers)
    key, value = (None if part is None else part.decode() for part in (record.key, record.value))
    return Recorded(record.partition, key, value, headers)


def write(settings: ServiceSettings, target: Path) -> int:
    """Write all topics and the tallies to ``target``; how many messages."""

    async def everything(topic: str) -> list[Record]:
        return [record async for record in read_all(settings.kafka, topic)]

    count = 0
    for topic in topic_names():
        found = [recorded(record) for record in asyncio.run(everything(topic))]
        assert found, f"nothing lies on {topic}"
        (target / f"{topic}.jsonl").write_text("".join(message.line() + "\n" for message in found))
        count += len(found)
    rows = [Tally.read(record.value or b"") for record in asyncio.run(everything(TALLIES.name))]
    (target / "tallies.json").write_text(json.dumps(standing(rows), indent=1) + "\n")
    return count


def is_released(name: str) -> bool:
    """Whether the version has its tag."""
    tags = subprocess.run(["git", "tag", "--list", f"v{name}"], cwd=FOLDER, capture_output=True, text=True, check=True).stdout
    return bool(tags.strip())


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="make release-fixtures", description="Record what this version leaves on its topics.")
    parser.parse_args(arguments)
    name = version("wiretally")
    if is_released(name):
        print(f"{name} is released (tag v{name}) and its messages lie on other people's topics: raise the version in pyproject.toml")
        return 1
    if (before := last_release(but=name)) is not None and (faults := list(breaks_between(before, GENERATED))):
        print(*faults, f"{len(faults)} breaks since {before.name}: those need a new major version of their topic", sep="\n")
        return 1
    settings = ServiceSettings(topics=TopicSettings(partitions=PARTITIONS))
    with TemporaryDirectory() as scratch, local_kafka() as broker:
        settings = settings.model_copy(update={"kafka": KafkaSettings(bootstrap_servers=broker.bootstrap_servers)})
        run_wire(settings, Path(scratch))
        target = FOLDER / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        count = write(settings, target)
    shutil.rmtree(RELEASED / name, ignore_errors=True)
    shutil.copytree(GENERATED, RELEASED / name, ignore=lambda _, names: [one for one in names if not one.endswith(".schema.json")])
    print(f"{name}: {count} messages in {target}, schemas in {RELEASED / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
