"""The programs of docs/consume.md, run as they stand there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from schemas.topics import EVENTS, TALLIES
from services.chassis.settings import KafkaSettings, TopicSettings
from tests.integration.process import PATIENCE_S, eventually
from tests.integration.topic_access import TopicAccess
from tests.unit.board.messages import event, tally

pytestmark = pytest.mark.kafka

PAGE = Path(__file__).parents[2] / "docs" / "consume.md"


def program(language: str, holding: str, topics: TopicSettings) -> str:
    """The program of the page that holds that word, reading this test's topics in a group of its own."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(), re.DOTALL)
    (found,) = [block for block in blocks if holding in block]
    text: str = found
    return text.replace("wiretally.", f"{topics.prefix}wiretally.").replace("my-desk", f"{topics.prefix}desk")


@contextmanager
def running(command: list[str], kafka: KafkaSettings, folder: Path) -> Iterator[Path]:
    """The command, and the file that its output goes to."""
    output = folder / "output"
    environment = {**os.environ, "KAFKA": str(kafka.bootstrap_servers)}
    with output.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=folder) as process:
        try:
            yield output
        finally:
            process.kill()


@pytest.fixture
def access(access: TopicAccess) -> TopicAccess:
    """Topics with two rows and two events on them."""
    row = tally("a")
    access.put(TALLIES, row.to_json(), row.model_copy(update={"retracted": True}).to_json(), tally("b", best=41).to_json(), key=b"a")
    access.put(EVENTS, event().to_json(), event("event-2", op="retract", figures=()).to_json(), key=b"exchange/AAA/BBB")
    return access


@pytest.mark.usefixtures("access")
def test_the_aiokafka_program_prints_the_tallies(kafka: KafkaSettings, topics: TopicSettings, tmp_path: Path) -> None:
    (tmp_path / "tallies.py").write_text(program("python", "AIOKafkaConsumer", topics))
    with running([sys.executable, "tallies.py"], kafka, tmp_path) as output:
        eventually(lambda: "prisoners_exchanged 2025-03-04 AAA 41 41 41 single" in output.read_text(), "the second row is printed")
    assert len(output.read_text().splitlines()) == 2


@pytest.mark.usefixtures("access")
def test_the_faust_program_prints_the_events(kafka: KafkaSettings, topics: TopicSettings, tmp_path: Path) -> None:
    (tmp_path / "desk.py").write_text(program("python", "faust.App", topics))
    with running([sys.executable, "desk.py", "worker", "--loglevel", "warn"], kafka, tmp_path) as output:
        eventually(lambda: "taken back: event-2" in output.read_text(), "the retraction is printed")
        assert "prisoner_exchange: released 40 AAA | Each side let 40 prisoners go on Tuesday." in output.read_text()


@pytest.mark.usefixtures("access")
def test_the_kcat_line_prints_keys_and_rows(kafka: KafkaSettings, topics: TopicSettings, tmp_path: Path) -> None:
    if shutil.which("kcat") is None:
        pytest.skip("no kcat here: install it (Debian: apt-get install kcat)")
    line = program("sh", "kcat", topics)
    environment = {**os.environ, "KAFKA": str(kafka.bootstrap_servers)}
    told = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=PATIENCE_S, check=True)
    assert [row.partition(" ")[0] for row in told.stdout.splitlines()] == ["a", "a", "a"]
    assert '"best":41' in told.stdout
