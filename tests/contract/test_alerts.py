"""The alert rules and scrape settings speak of metrics and services that exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"][0]["rules"]
DECLARED = {name for file in (ROOT / "services").rglob("metrics.py") for name in re.findall(r'"(wiretally_\w+)"', file.read_text())}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_queries_declared_metrics_only(rule: dict[str, Any]) -> None:
    queried = set(re.findall(r"wiretally_\w+", rule["expr"]))
    assert queried <= DECLARED
    assert queried or rule["expr"].startswith("up{")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_how_urgent_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["action"]


def test_prometheus_scrapes_the_services_of_the_compose_file_at_their_port() -> None:
    composed = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    scraped = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["scrape_configs"]
    targets = {job["job_name"]: job["static_configs"][0]["targets"] for job in scraped}
    assert targets == {name: [f"{name}:8080"] for name, service in composed.items() if "ports" in service and name != "kafka"}
