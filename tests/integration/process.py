"""`ServiceProcess`: a service of ours as an operator runs it, under a test's control."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from services.chassis.errors import BrokerUnavailable

PATIENCE_S = 120
"""For everything that comes about by itself. A test on a busy machine waits; it never sleeps a fixed time."""


class Waited(AssertionError):
    """What should come about by itself did not."""


def eventually(condition: Callable[[], Any], what: str) -> Any:
    """The first true value of ``condition``; Waited naming ``what`` when it takes too long.

    A condition that finds no broker is not true yet: one that was killed may still choose who leads a partition.
    """
    deadline, cause = time.monotonic() + PATIENCE_S, ""
    while True:
        try:
            if found := condition():
                return found
        except BrokerUnavailable as error:
            cause = f" ({error})"
        if time.monotonic() > deadline:
            raise Waited(f"not within {PATIENCE_S} s: {what}{cause}")
        time.sleep(0.05)


class ServiceProcess:
    """``python -m MODULE ARGUMENTS`` with ``environment``. A context manager: it never outlives its block."""

    def __init__(self, module: str, environment: dict[str, str], arguments: Sequence[str] = ()) -> None:
        self._module = module
        self._arguments = arguments
        self.environment = environment
        self._folder = tempfile.TemporaryDirectory()
        self.out = Path(self._folder.name) / "out"
        self.err = Path(self._folder.name) / "err"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start without waiting; what it writes is appended to what an earlier life wrote."""
        with self.out.open("ab") as out, self.err.open("ab") as err:
            command = [sys.executable, "-m", self._module, *self._arguments]
            self._process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=err)
        return self

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.kill()
        if kind is not None:
            print(f"--- {self._module}\n{self.log()[-8000:]}\n--- standard output\n{self.out.read_text()[-2000:]}")
        self._folder.cleanup()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process is not None
        return self._process

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.environment['WIRETALLY_HTTP__PORT']}"

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    def terminate(self) -> int:
        """SIGTERM; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """The exit status, once it ends by itself."""
        return self.process.wait(PATIENCE_S)

    def log(self) -> str:
        """All it wrote on standard error."""
        return self.err.read_text(errors="replace")

    def said(self) -> list[dict[str, Any]]:
        """What it wrote on standard output, a JSON object a line."""
        return [json.loads(line) for line in self.out.read_text().splitlines()]

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of its HTTP port; status 0 where it does not listen."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait_ready(self) -> Self:
        def ready() -> bool:
            assert self.process.poll() is None, f"{self._module} ended with {self.process.returncode}"
            return self.get("/readyz")[0] == 200

        eventually(ready, f"{self._module} is ready")
        return self


def is_running(pid: int) -> bool:
    """Whether a process of that id runs (one that ended and was not waited for does not)."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
