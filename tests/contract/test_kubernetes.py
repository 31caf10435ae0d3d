"""The Kubernetes objects are what the API takes, and say of each service what its image and its chassis need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

BASE = Path(__file__).parents[2] / "deploy" / "kubernetes" / "base"
API = "1.34"
SERVICES = ("ingest", "extractor", "aggregator", "board")


def objects() -> list[tuple[str, dict[str, Any]]]:
    files = sorted(path for path in BASE.glob("*.yaml") if path.name != "kustomization.yaml")
    return [(f"{path.stem}/{each['kind']}", each) for path in files for each in yaml.safe_load_all(path.read_text())]


@pytest.mark.parametrize("given", [each for _, each in objects()], ids=[name for name, _ in objects()])
def test_an_object_fits_the_schema_of_the_api(given: dict[str, Any]) -> None:
    kubernetes_validate.validate(given, API, strict=True)


def test_the_kustomization_names_every_file() -> None:
    listed = yaml.safe_load((BASE / "kustomization.yaml").read_text())["resources"]
    assert sorted(listed) == sorted(path.name for path in BASE.glob("*.yaml") if path.name != "kustomization.yaml")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_runs_as_nobody_on_a_root_that_cannot_be_written(service: str) -> None:
    spec = workload(service)["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["automountServiceAccountToken"] is False
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"]["limits"]["memory"]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_its_three_probes_and_time_to_end(service: str) -> None:
    spec = workload(service)["spec"]["template"]["spec"]
    (container,) = spec["containers"]
    paths = {probe: container[probe]["httpGet"]["path"] for probe in ("startupProbe", "readinessProbe", "livenessProbe")}
    assert paths == {"startupProbe": "/healthz", "readinessProbe": "/readyz", "livenessProbe": "/healthz"}
    assert spec["terminationGracePeriodSeconds"] >= 30, "the services take up to 25 s to end in order"


@pytest.mark.parametrize("service", SERVICES)
def test_every_selector_meets_its_pods(service: str) -> None:
    labels = workload(service)["spec"]["template"]["metadata"]["labels"]
    for kind in ("Service", "PodDisruptionBudget", workload(service)["kind"]):
        (found,) = [each for name, each in objects() if name == f"{service}/{kind}"]
        selector = found["spec"]["selector"]
        assert (selector.get("matchLabels") or selector).items() <= labels.items()


def test_the_aggregator_keeps_its_names() -> None:
    assert workload("aggregator")["kind"] == "StatefulSet"


def workload(service: str) -> dict[str, Any]:
    (found,) = [each for name, each in objects() if name in (f"{service}/Deployment", f"{service}/StatefulSet")]
    return found
