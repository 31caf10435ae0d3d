"""Alerts, dashboards and scrape settings speak of metrics, labels and services that exist; the alerts fire when they should."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard

from deploy.prometheus.catalogue import PAGE, catalogue, page

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy" / "prometheus"
RULES: list[dict[str, Any]] = yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"][0]["rules"]
SERIES = {name: labels for metric in catalogue() for name, labels in metric.series().items()}
TARGET_LABELS = {"job", "instance"}
PROMTOOL = shutil.which("promtool")

_SELECTOR = re.compile(r"(wiretally_\w+)(?:\{([^}]*)\})?")
_GROUPING = re.compile(r"(?:by|without|ignoring) \(([^)]*)\)")


DASHBOARDS = sorted((ROOT / "deploy" / "grafana" / "dashboards").glob("*.json"))


def dashboard_queries() -> Iterator[tuple[str, str]]:
    """Title of the panel, query."""
    for file in DASHBOARDS:
        dashboard = json.loads(file.read_text())
        for panel in dashboard["panels"]:
            yield from ((panel["title"], target["expr"]) for target in panel["targets"])


QUERIES = [*dashboard_queries(), *((rule["alert"], rule["expr"]) for rule in RULES)]


def promtool(*arguments: str) -> str:
    """What promtool says; fails the test where it finds a fault."""
    if PROMTOOL is None:
        pytest.skip("no promtool here, so no rule is evaluated: install it (Debian: apt-get install prometheus)")
    told = subprocess.run([PROMTOOL, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.mark.parametrize(("title", "query"), QUERIES)
def test_a_query_names_metrics_and_labels_of_the_catalogue_only(title: str, query: str) -> None:
    known: set[str] = {"le"} if "histogram_quantile" in query else set()
    named = _SELECTOR.findall(query)
    assert named or query.startswith(("up{", "sum by (job) (up{"))
    for name, matchers in named:
        assert name in SERIES
        known |= SERIES[name] | TARGET_LABELS
        assert set(re.findall(r"(\w+)=", matchers)) <= SERIES[name] | TARGET_LABELS
    for grouping in _GROUPING.findall(query):
        assert set(grouping.split(", ")) <= known | TARGET_LABELS


@pytest.mark.parametrize(("title", "query"), [one for one in QUERIES if re.search(r"wiretally_tally\b", one[1])])
def test_a_tally_is_never_added_over_the_services_that_export_it(title: str, query: str) -> None:
    assert query.count("max without (instance, job) (wiretally_tally{") == len(re.findall(r"wiretally_tally\b", query))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_how_urgent_it_is_and_what_to_do(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["action"]


def test_every_alert_fires_when_it_should_and_not_before() -> None:
    tests = yaml.safe_load((PROMETHEUS / "alerts.test.yml").read_text())["tests"]
    fired = {check["alertname"] for test in tests for check in test["alert_rule_test"] if check.get("exp_alerts")}
    assert fired == {rule["alert"] for rule in RULES}
    promtool("test", "rules", str(PROMETHEUS / "alerts.test.yml"))


def test_prometheus_takes_its_settings_the_rules_and_every_query_of_the_dashboards(tmp_path: Path) -> None:
    promtool("check", "config", str(PROMETHEUS / "prometheus.yml"))
    queries = [query.replace("$__rate_interval", "5m") for _, query in dashboard_queries()]
    rules = [{"record": f"query:{number}", "expr": query} for number, query in enumerate(queries)]
    (tmp_path / "queries.yml").write_text(yaml.safe_dump({"groups": [{"name": "dashboards", "rules": rules}]}))
    assert f"{len(queries)} rules found" in promtool("check", "rules", str(tmp_path / "queries.yml"))


def test_prometheus_scrapes_the_services_of_the_compose_file_at_their_port() -> None:
    composed = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    scraped = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())["scrape_configs"]
    targets = {job["job_name"]: job["static_configs"][0]["targets"] for job in scraped}
    assert targets == {name: [f"{name}:8080"] for name, service in composed.items() if service.get("build", {}).get("target") == name}


def lost(written: Any, read: Any, place: str = "") -> Iterator[str]:
    """Where ``read`` lacks, or has otherwise, what was ``written``."""
    if isinstance(written, dict) and isinstance(read, dict):
        for key, value in written.items():
            yield from lost(value, read[key], f"{place}.{key}") if key in read else [f"{place}.{key}"]
    elif isinstance(written, list) and isinstance(read, list) and len(written) == len(read):
        for number, (one, other) in enumerate(zip(written, read, strict=True)):
            yield from lost(one, other, f"{place}[{number}]")
    elif written != read:
        yield place


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_grafanas_own_types_know_everything_that_a_dashboard_says(file: Path) -> None:
    register_default_plugins()
    known = Dashboard.from_json(json.loads(file.read_text()))
    assert list(lost(json.loads(file.read_text()), json.loads(JSONEncoder().encode(known)))) == []


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_the_panels_of_a_dashboard_lie_side_by_side_in_its_24_columns(file: Path) -> None:
    cells = set[tuple[int, int]]()
    for panel in json.loads(file.read_text())["panels"]:
        at = panel["gridPos"]
        own = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert at["x"] + at["w"] <= 24
        assert not own & cells, panel["title"]
        cells |= own


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_every_variable_of_a_query_is_declared(file: Path) -> None:
    dashboard = json.loads(file.read_text())
    declared = {variable["name"] for variable in dashboard["templating"]["list"]} | {"__rate_interval", "__all"}
    assert set(re.findall(r"\$\{?(\w+)", json.dumps([dashboard["panels"], dashboard["templating"]]))) <= declared


def test_the_page_of_metrics_is_the_catalogue_as_it_is() -> None:
    assert PAGE.read_text() == page(), "the metrics changed: run `make metrics` and commit docs/metrics.md"


def test_metric_names_follow_the_convention() -> None:
    for metric in catalogue():
        assert metric.name.endswith("_total") == (metric.kind == "counter"), metric.name
        assert metric.about.endswith("."), metric.name
