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
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.conftest import free_port
from tests.contract.test_watching import dashboard_queries
from tests.integration.process import ServiceProcess, eventually
from tests.integration.test_pipeline import SWAP
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

PROMETHEUS = shutil.which("prometheus")
DEPLOY = Path(__file__).parents[2] / "deploy" / "prometheus"
SERVICES = ("ingest", "extractor", "aggregator", "board")
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def ports() -> dict[str, int]:
    return {name: free_port() for name in SERVICES}


@pytest.fixture
def access(
    kafka: KafkaSettings, topics: TopicSettings, service_environment: dict[str, str], ports: dict[str, int]
) -> Iterator[TopicAccess]:
    """The topics, with all services running on them."""
    access = TopicAccess(kafka, topics)
    access.apply()
    with ExitStack() as running:
        started = [
            running.enter_context(ServiceProcess(f"services.{name}.app", {**service_environment, "WIRETALLY_HTTP__PORT": str(port)}))
            for name, port in ports.items()
        ]
        for service in started:
            service.wait_ready()
        yield access


def push(port: int, article: dict[str, Any]) -> None:
    """Push one article to ingest, inside a trace."""
    headers = {"Content-Type": "application/json", "traceparent": TRACE}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/v1/articles", json.dumps(article).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 202


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
def prometheus(folder: Path, ports: dict[str, int]) -> Iterator[Prometheus]:
    """Prometheus with the settings and rules as they are deployed, but for the addresses and the pace."""
    if PROMETHEUS is None:
        pytest.skip("no Prometheus here, so nothing scrapes the services: install it (Debian: apt-get install prometheus)")
    settings = yaml.safe_load((DEPLOY / "prometheus.yml").read_text())
    settings["global"] = {"scrape_interval": "500ms", "scrape_timeout": "500ms", "evaluation_interval": "1s"}
    for job in settings["scrape_configs"]:
        job["static_configs"] = [{"targets": [f"127.0.0.1:{ports[job['job_name']]}"]}]
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
    access: TopicAccess, ports: dict[str, int], tmp_path: Path
) -> None:
    with prometheus(tmp_path, ports) as watching:
        eventually(lambda: watching.values("sum(up)") == [4.0], "all four services are scraped")
        push(ports["ingest"], SWAP)
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
