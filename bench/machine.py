"""Where and on what the benchmark ran, so that its figures can be read."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

from services.cli.kafka_jars import KAFKA_VERSION

LIBRARIES = ("spacy", "faust-streaming", "aiokafka", "pydantic")


def facts() -> list[str]:
    """The machine and what runs on it, one line each."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"{os.cpu_count()} cores ({_processor()}), {psutil.virtual_memory().total / 2**30:.0f} GB, {platform.system()}",
        f"Python {platform.python_version()}, Apache Kafka {KAFKA_VERSION} on the same machine, {libraries}",
    ]


def commit() -> str:
    """The commit measured; the page itself is no change of it."""
    changed = [line for line in _git("status", "--porcelain").splitlines() if not line.endswith("bench/RESULTS.md")]
    return f"commit {_git('rev-parse', '--short=12', 'HEAD')}{' with changes' if changed else ''}"


def now() -> str:
    """To the minute, in UTC."""
    return f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def load() -> str:
    """The load averages of one, five and fifteen minutes."""
    return " ".join(f"{each:.1f}" for each in os.getloadavg())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip()
