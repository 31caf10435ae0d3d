"""The demo, as a newcomer starts it, but on the test's broker: four services, the sample wire, the tallies."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from httpx import get

from services.cli.sample import SAMPLE_WIRE
from tests.integration.process import PATIENCE_S, eventually

pytestmark = pytest.mark.kafka

WITHIN_S = 180
COMMAND = [sys.executable, "-m", "services.cli"]

Environment = dict[str, str]


@pytest.fixture
def environment(service_environment: Environment, tmp_path: Path) -> Environment:
    """The test's broker and topics, and a cache folder of its own: no other demo of this user is in the way."""
    return {**service_environment, "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONUNBUFFERED": "1"}


def wiretally(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], env=environment, capture_output=True, text=True, timeout=WITHIN_S, check=False)


def without_clock(form: Any) -> Any:
    """The form without what depends on when a story was received."""
    if isinstance(form, dict):
        return {name: without_clock(value) for name, value in form.items() if name not in ("updated_at", "received_at")}
    return [without_clock(value) for value in form] if isinstance(form, list) else form


def test_once_it_tallies_the_sample_wire_as_the_pure_function_does_and_again_changes_nothing(environment: Environment) -> None:
    first = wiretally(environment, "demo", "--once")
    assert first.returncode == 0, first.stdout + first.stderr
    assert "17 published" in first.stdout
    on_kafka = json.loads(wiretally(environment, "tallies", "--format", "json").stdout)
    in_process = json.loads(wiretally(environment, "run", str(SAMPLE_WIRE), "--format", "json").stdout)
    assert without_clock(on_kafka)["tallies"] == without_clock(in_process)["tallies"]

    exchanged = [row for row in on_kafka["tallies"] if row["programme"] == "1,000-for-1,000" and row["group"] == "all"]
    phases = {(row["side"], row["phase"]): row["best"] for row in exchanged if row["tally"] == "prisoners_exchanged"}
    assert phases == {(side, phase): best for side in ("RUS", "UKR") for phase, best in ((1, 390), (2, 307), (3, 303))}
    progress = {row["side"]: (row["best"], row["agreed"]) for row in exchanged if row["tally"] == "programme_progress"}
    assert progress == {"RUS": (1000, 1000), "UKR": (1000, 1000)}
    assert re.search(r"390\s+390\b.*corroborated|390\s+390\b.*agreed", first.stdout)

    second = wiretally(environment, "demo", "--once")
    assert second.returncode == 0, second.stdout + second.stderr
    assert "17 duplicate" in second.stdout
    assert table(second.stdout) == table(first.stdout)


def table(text: str) -> list[str]:
    return [line for line in text.splitlines() if "RUS-UKR" in line]


@contextmanager
def staying_up(environment: Environment) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A demo that shows its tallies, and where its page is."""
    with subprocess.Popen([*COMMAND, "demo"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        # One that says nothing more would be waited for without end.
        killer = Timer(WITHIN_S, process.kill)
        killer.start()
        try:
            page = ""
            for line in process.stdout:
                if found := re.match(r"page\s+(http\S+)", line):
                    page = found[1]
                if "Ctrl-C stops" in line:
                    break
            else:
                raise AssertionError("the demo did not come up")
            killer.cancel()
            yield process, page
        finally:
            killer.cancel()
            process.kill()


def children(environment: Environment) -> list[int]:
    """Processes of this test's topics: each service carries the prefix in its environment."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                carries = environment["WIRETALLY_TOPICS__PREFIX"].encode() in (process / "environ").read_bytes()
                serves = b"serve" in (process / "cmdline").read_bytes()
            except OSError:
                continue
            if carries and serves:
                found.append(int(process.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for left-over processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_no_service_outlives_it(environment: Environment, number: signal.Signals) -> None:
    with staying_up(environment) as (process, page):
        assert get(page, timeout=PATIENCE_S).status_code == 200
        assert get(f"{page}v1/tallies", timeout=PATIENCE_S).json()["tallies"]
        assert len(children(environment)) == 4
        assert "a demo runs here already" in wiretally(environment, "demo", "--once").stderr
        unnamed = {name: value for name, value in environment.items() if name != "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"}
        assert json.loads(wiretally(unnamed, "tallies", "--format", "json").stdout)["tallies"], "commands find the demo by themselves"
        process.send_signal(number)
        process.wait(PATIENCE_S)
    assert process.returncode == (-signal.SIGKILL if number is signal.SIGKILL else 0)
    eventually(lambda: not children(environment), "no service is left")


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for the service's process in /proc")
def test_a_service_that_dies_ends_the_demo_with_the_end_of_its_log(environment: Environment) -> None:
    with staying_up(environment) as (process, _):
        (extractor,) = [pid for pid in children(environment) if b"extractor" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        os.kill(extractor, signal.SIGKILL)
        said = process.stdout.read() if process.stdout else ""
        assert process.wait(PATIENCE_S) == 1
    assert "extractor ended with status -9. The end of" in said
    eventually(lambda: not children(environment), "no service is left")


def test_a_deadline_that_passes_is_told_and_everything_is_stopped(environment: Environment) -> None:
    result = wiretally(environment, "demo", "--once", "--deadline", "1")
    assert result.returncode == 1
    assert re.search(r"not (tallied|shown) within 1 s: the \w+ is \d+ messages behind", result.stderr)
