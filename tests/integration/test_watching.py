"""A real Prometheus over all four services, and a trace from the push to the tally."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.envelope import header
from schemas.topics import TALLIES
from tests.conftest import free_port
from tests.contract.test_watching import dashboard_queries
from tests.integration.flow import push, services
from tests.integration.process import ServiceProcess, eventually
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

PROMETHEUS = shutil.which("prometheus")
DEPLOY = Path(__file__).parents[2] / "deploy" / "prometheus"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def running(access: TopicAccess, service_environment: dict[str, str]) -> Iterator[dict[str, ServiceProcess]]:
    """All services, on topics that are there."""
    with ExitStack() as stack:
        started = services(stack, service_environment)
        for service in started.values():
            service.wait_ready()
        yield started


class Prometheus:
    """A running Prometheus and its answers."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/api/v1"

    def ask(self, path: str, **parameters: str) -> Any:
        """The data of an answer; None while it does not listen."""
        try:
            with urllib.request.urlopen(f"{self._address}/{path}?{urllib.parse.urlencode(parameters)}", timeout=10) as answer:
                return json.load(answer)["data"]
        except OSError:
            return None

    def values(self, query: str) -> list[float]:
        return [float(sample["value"][1]) for sample in (self.ask("query", query=query) or {"result": []})["result"]]


@contextmanager
def prometheus(folder: Path, running: dict[str, ServiceProcess]) -> Iterator[Prometheus]:
    """Prometheus with the settings and rules as they are deployed, but for the addresses and the pace."""
    if PROMETHEUS is None:
        pytest.skip("no Prometheus here, so nothing scrapes the services: install it (Debian: apt-get install prometheus)")
    settings = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())
    settings["global"] = {"scrape_interval": "500ms", "scrape_timeout": "500ms", "evaluation_interval": "1s"}
    for job in settings["scrape_configs"]:
        job["static_configs"] = [{"targets": [running[job["job_name"]].url.removeprefix("http://")]}]
    shutil.copy(DEPLOY / "alerts.yml", folder)
    (folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
    port = free_port()
    storage = f"--storage.tsdb.path={folder}/data"
    command = [PROMETHEUS, f"--config.file={folder}/prometheus.yml", storage, f"--web.listen-address=127.0.0.1:{port}"]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            yield Prometheus(port)
        finally:
            process.terminate()


def test_prometheus_scrapes_every_service_evaluates_the_rules_and_finds_the_tallies(
    access: TopicAccess, running: dict[str, ServiceProcess], tmp_path: Path
) -> None:
    with prometheus(tmp_path, running) as watching:
        eventually(lambda: watching.values("sum(up)") == [4.0], "all four services are scraped")
        push(running["ingest"], headers={"traceparent": TRACE})
        tally = 'max without (instance, job) (wiretally_tally{tally="prisoners_exchanged", side="UKR", group="all", bound="best"})'
        eventually(lambda: watching.values(tally) == [390.0], "the tally is in Prometheus")
        assert watching.values('count(wiretally_tally{job="aggregator"})') == []
        eventually(lambda: watching.values("sum(wiretally_board_latency_seconds_count)"), "the latency was measured")
        groups = eventually(lambda: _evaluated(watching), "every rule was evaluated")
        assert [rule["name"] for rule in groups if rule["health"] != "ok"] == []
        for title, query in dashboard_queries():
            asked = query.replace("$__rate_interval", "1m").replace("$tally", ".*").replace("$theatre", ".*")
            assert watching.ask("query", query=asked) is not None, title
    tallied = access.read(TALLIES)
    assert tallied
    assert {header(record.headers, "traceparent") for record in tallied} == {TRACE}


def _evaluated(watching: Prometheus) -> list[dict[str, Any]]:
    """The rules, once each was evaluated."""
    rules = [rule for group in (watching.ask("rules") or {"groups": []})["groups"] for rule in group["rules"]]
    return rules if all(rule["health"] != "unknown" for rule in rules) else []
