"""The compose file: what runs by default and with which profile, and that nothing of it is open to the network."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
CORE = {"kafka", "topics", "ingest", "extractor", "aggregator", "board"}
OBSERVABILITY = {"prometheus", "grafana"}


def compose(*arguments: str) -> str:
    """What ``docker compose`` prints; fails the test where it refuses the file. It needs no engine for that."""
    if shutil.which("docker") is None or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker compose here, so the compose file is read as YAML only")
    told = subprocess.run(["docker", "compose", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_the_core_runs_without_a_profile_and_observability_is_asked_for() -> None:
    assert {name for name, service in SERVICES.items() if "profiles" not in service} == CORE
    assert {name for name, service in SERVICES.items() if service.get("profiles") == ["observability"]} == OBSERVABILITY


@pytest.mark.parametrize(("profiles", "expected"), [((), CORE), (("--profile", "observability"), CORE | OBSERVABILITY)])
def test_compose_takes_the_file_with_each_profile(profiles: tuple[str, ...], expected: set[str]) -> None:
    assert set(compose(*profiles, "config", "--services").split()) == expected


@pytest.mark.parametrize("name", SERVICES)
def test_a_port_is_published_on_the_loopback_interface_only_and_can_be_moved(name: str) -> None:
    for port in SERVICES[name].get("ports", []):
        assert re.fullmatch(rf"127\.0\.0\.1:\$\{{WIRETALLY_{name.upper()}_PORT:-\d+\}}:\d+", port)


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_of_others_is_of_one_version(name: str) -> None:
    service = SERVICES[name]
    assert "build" in service or re.search(r":v?\d+\.\d+\.\d+$", service["image"])


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"topics"}))
def test_what_runs_on_says_whether_it_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_mounted_from_this_folder_is_there_and_cannot_be_written(name: str) -> None:
    for volume in SERVICES[name].get("volumes", []):
        source, _, mode = volume.partition(":")
        if source.startswith("."):
            assert (ROOT / source).exists()
            assert mode.endswith(":ro")


def test_grafana_finds_its_dashboards_where_the_provisioning_says() -> None:
    provider = yaml.safe_load((ROOT / "deploy/grafana/provisioning/dashboards/wiretally.yml").read_text())["providers"][0]
    mounts = dict(volume.split(":")[1::-1] for volume in SERVICES["grafana"]["volumes"])
    assert mounts[provider["options"]["path"]] == "./deploy/grafana/dashboards"
    (source,) = yaml.safe_load((ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml").read_text())["datasources"]
    assert source["url"] == "http://prometheus:9090"
    home = SERVICES["grafana"]["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"]
    assert (ROOT / mounts[str(Path(home).parent)] / Path(home).name).exists()
