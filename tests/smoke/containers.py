"""The compose file as a user would run it, with all it has: up, feed the sample wire, look at tallies, metrics and Prometheus, down again.

    python -m tests.smoke.containers

Needs a Docker engine and the compose plugin. The tallies must equal those of the pure function over the same stories. Where an image
cannot be pulled, Kafka's is made from the locked jars and Prometheus's from Debian's package; Grafana then stays out, and that is told.
Exit status 3 where there is no engine.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import yaml

from services.cli.ports import free_ports
from services.cli.sample import SAMPLE_WIRE
from tests.smoke.engine import ROOT, docker, ensured, kafka_from_jars, nothing, prometheus_from_debian

MADE_BY: dict[str, Callable[[str], bool]] = {"kafka": kafka_from_jars, "prometheus": prometheus_from_debian, "grafana": nothing}
SERVICES = ("ingest", "extractor", "aggregator", "board")
SETTLED_WITHIN_S = 120
NO_ENGINE = 3


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


def prometheus_faults(port: int) -> list[str]:
    """What Prometheus does not have: all services, all rules, the tallies."""

    def ask(path: str, **parameters: str) -> Any:
        return json.loads(fetched(f"http://127.0.0.1:{port}/api/v1/{path}?{urlencode(parameters)}"))["data"]

    def missing() -> list[str]:
        targets = {target["labels"]["job"]: target["health"] for target in ask("targets")["activeTargets"]}
        rules = [rule for group in ask("rules")["groups"] for rule in group["rules"]]
        tallies = ask("query", query="count(wiretally_tally)")["result"]
        lacks = [f"Prometheus has {name} as {targets.get(name)}" for name in SERVICES if targets.get(name) != "up"]
        lacks += [f"Prometheus has the rule {rule['name']} as {rule['health']}" for rule in rules if rule["health"] != "ok"]
        return lacks + ([] if rules else ["Prometheus has no rules"]) + ([] if tallies else ["Prometheus has no tally"])

    if not (lacks := lasting("Prometheus", missing)):
        print("Prometheus: scrapes all services, evaluates all rules, has the tallies")
    return lacks


def grafana_faults(port: int) -> list[str]:
    """Which dashboards Grafana did not take."""
    kept = {json.loads(file.read_text())["uid"] for file in (ROOT / "deploy/grafana/dashboards").glob("*.json")}

    def missing() -> list[str]:
        shown = {found["uid"] for found in json.loads(fetched(f"http://127.0.0.1:{port}/api/search?type=dash-db"))}
        return [f"Grafana does not show {uid}" for uid in sorted(kept - shown)]

    if not (lacks := lasting("Grafana", missing)):
        print(f"Grafana: shows {', '.join(sorted(kept))}")
    return lacks


def lasting(name: str, missing: Callable[[], list[str]]) -> list[str]:
    """What is missing of ``name`` and does not come; it may not listen yet, a container counts as up before its server does."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    while True:
        try:
            lacks = missing()
        except OSError as error:
            lacks = [f"{name} does not answer: {error}"]
        if not lacks or time.monotonic() > deadline:
            return lacks
        time.sleep(1)


WATCHED_BY: dict[str, Callable[[int], list[str]]] = {"prometheus": prometheus_faults, "grafana": grafana_faults}


def main() -> int:
    if shutil.which("docker") is None or docker("info", quiet=True).returncode:
        print("NOT RUN: no Docker engine answers here", file=sys.stderr)
        return NO_ENGINE
    composed = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    sources = {name: ensured(composed[name]["image"], build) for name, build in MADE_BY.items()}
    for name, source in sources.items():
        print(f"image of {name}: {source or 'NOT HAD, so it is NOT STARTED'}")
    if sources["kafka"] is None:
        raise SystemExit("the Kafka image could neither be pulled nor made; see above")
    started = [name for name in composed if sources.get(name, "built from this folder") is not None]
    names = ("KAFKA", "PROMETHEUS", "GRAFANA", *(service.upper() for service in SERVICES))
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    environment = {
        **os.environ,
        **{f"WIRETALLY_{name}_PORT": str(port) for name, port in ports.items()},
        "COMPOSE_PROJECT_NAME": f"wiretally-smoke-{os.getpid()}",
    }
    began = time.monotonic()
    try:
        up = ("--profile", "observability", "up", "--detach", "--build", "--wait", "--wait-timeout", "300")
        if docker("compose", *up, *started, environment=environment).returncode:
            docker("compose", "--profile", "*", "logs", "--tail", "40", environment=environment)
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
        faults = [fault for name, watch in WATCHED_BY.items() if name in started for fault in watch(ports[name.upper()])]
        print(*(f"FAULT {fault}" for fault in faults), sep="\n", end="\n" if faults else "")
        return 1 if differing or not found or faults else 0
    finally:
        docker("compose", "--profile", "*", "down", "--volumes", "--remove-orphans", environment=environment, quiet=True)


def is_ready(port: int) -> bool:
    try:
        return bool(fetched(f"http://127.0.0.1:{port}/readyz"))
    except (URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
