"""Who may import what, who may touch the broker: proven on the source, and the walls proven to hold by pushing at them."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = Path(sys.executable).parent / "lint-imports"
SOURCES = sorted(path for folder in ("schemas", "services") for path in (ROOT / folder).rglob("*.py"))

ACKS_OR_COMMITS = {".ack", ".noack", ".commit", ".commit_transaction", ".send_offsets_to_transaction"}
SENDS = {".send", ".send_and_wait", ".send_batch", ".send_soon", ".forward", ".cast", ".ask_nowait"}
CLIENTS = {"AIOKafkaProducer", "AIOKafkaConsumer"}


def lint_imports(tree: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=tree, capture_output=True, text=True, check=False)


def test_the_walls_of_the_project_stand() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def copied_source(tmp_path: Path) -> Path:
    """The project's modules without its data, to build a breach in."""
    for path in SOURCES:
        (tmp_path / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, tmp_path / path.relative_to(ROOT))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("services/aggregator/values.py", "import aiokafka"),
        ("services/extractor/events.py", "import structlog"),
        ("services/ingest/revisions.py", "from fastapi import FastAPI"),
        ("services/aggregator/brand_new.py", "import faust"),
        ("services/board/view.py", "import services.aggregator.values"),
        ("services/chassis/handling.py", "import services.ingest.desk"),
        ("schemas/event.py", "import services.chassis.errors"),
    ],
)
def test_a_breach_of_a_wall_is_seen(copied_source: Path, module: str, line: str) -> None:
    with (copied_source / module).open("a") as source:
        source.write(f"\n\ndef breach() -> None:\n    {line}\n")
    done = lint_imports(copied_source)
    assert done.returncode == 1
    assert module.removesuffix(".py").replace("/", ".") in done.stdout


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """Each call of a method (``.send``) or by name (``AIOKafkaProducer``), with its line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            line = f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node.func)}"
            if isinstance(node.func, ast.Attribute):
                yield f".{node.func.attr}", line
            elif isinstance(node.func, ast.Name):
                yield node.func.id, line


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


OUTSIDE = [path for path in SOURCES if not path.is_relative_to(ROOT / "services/chassis")]


def test_nothing_outside_the_chassis_acks_or_commits() -> None:
    assert [line for path in OUTSIDE for name, line in calls(path) if name in ACKS_OR_COMMITS] == []


def test_nothing_outside_the_chassis_produces() -> None:
    """``connection`` is the pipe to the extractor's own process."""
    sends = [line for path in OUTSIDE for name, line in calls(path) if name in SENDS | CLIENTS and "connection.send" not in line]
    assert sends == []
    imported = {name for path in OUTSIDE for name in imports(path) if name.startswith(("faust", "mode.", "aiokafka"))}
    assert imported <= {
        "aiokafka.TopicPartition",
        "aiokafka.admin.AIOKafkaAdminClient",
        "aiokafka.errors.KafkaError",
    }


def test_the_chassis_acks_and_sends_in_one_place_each_and_commits_only_to_set_a_group_back() -> None:
    inside = [found for path in SOURCES if path not in OUTSIDE for found in calls(path)]
    guarded = ACKS_OR_COMMITS | SENDS | {"AIOKafkaProducer"}
    where = {name: [line.split(":")[0] for found, line in inside if found == name] for name in guarded}
    assert {name: files for name, files in where.items() if files and name != ".cast"} == {
        ".ack": ["services/chassis/handling.py"],
        ".noack": ["services/chassis/handling.py"],
        # contact.py asks for metadata on a bare connection; messages go out by kafka.py alone, which has the only producer.
        ".send": ["services/chassis/contact.py", "services/chassis/kafka.py"],
        ".commit": ["services/chassis/rewind.py"],
        "AIOKafkaProducer": ["services/chassis/kafka.py"],
    }
