"""The demo's services as child processes: started with their own port and log, watched, and ended with the demo however it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.cli.failures import CommandFailed
from services.cli.ports import HOST

READY_WITHIN_S = 120
"""Measured 6 s on two idle cores; a cold disk under the language model took 40."""
STOPPED_WITHIN_S = 28
"""A service ends within its own deadline of 25 s; after this one it is killed. Nothing acked is lost by that."""
_ASK_EVERY_S = 0.1
_TAIL_LINES = 12


class ChildDied(CommandFailed):
    """A service ended by itself; the message holds the end of its log."""


@dataclass
class Child:
    """One running service."""

    name: str
    port: int
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def check_alive(self) -> None:
        """Raises ChildDied where the process has ended."""
        if (status := self.process.poll()) is not None:
            raise ChildDied(f"{self.name} ended with status {status}. The end of {self.log}:\n{tail(self.log)}")

    def why_not_ready(self) -> str | None:
        """What the service says against being ready; None where it is."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                return None
        except urllib.error.HTTPError as error:
            try:
                failing: Mapping[str, str] = json.load(error)["failing"]
            except (ValueError, KeyError, TypeError):
                return f"/readyz answers {error.code}"
            return "; ".join(f"{name}: {problem}" for name, problem in failing.items()) or f"/readyz answers {error.code}"
        except OSError:
            return "does not answer yet"


def start(name: str, port: int, log: Path, environment: Mapping[str, str], program: Sequence[str] | None = None) -> Child:
    """Start one service, or ``program`` in its place. Its log begins anew."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            program or [sys.executable, "-m", "services.cli", "serve", name, "--with-parent"],
            # The pipe closes when this process is gone, SIGKILL included, and the child then ends.
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment, "WIRETALLY_HTTP__PORT": str(port), "WIRETALLY_HTTP__HOST": HOST},
            # Ctrl-C reaches the demo alone, which stops its children in order.
            start_new_session=True,
        )
    return Child(name, port, log, process)


def wait_ready(children: Sequence[Child], on_ready: Callable[[Child], None]) -> None:
    """Return when all are ready, telling ``on_ready`` of each. Raises ChildDied, or CommandFailed after :data:`READY_WITHIN_S`."""
    deadline = time.monotonic() + READY_WITHIN_S
    waiting = list(children)
    while waiting:
        for child in children:
            child.check_alive()
        reasons = {child.name: reason for child in waiting if (reason := child.why_not_ready()) is not None}
        for child in [child for child in waiting if child.name not in reasons]:
            waiting.remove(child)
            on_ready(child)
        if waiting and time.monotonic() > deadline:
            told = ", ".join(f"{name} ({reason})" for name, reason in reasons.items())
            raise CommandFailed(f"not ready within {READY_WITHIN_S} s: {told}. Logs: {waiting[0].log.parent}")
        time.sleep(_ASK_EVERY_S)


def stop(children: Sequence[Child]) -> None:
    """End all, in order where they can: SIGTERM, and SIGKILL where one takes too long."""
    for child in children:
        if child.process.poll() is None:
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOPPED_WITHIN_S
    for child in children:
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
        assert child.process.stdin is not None
        child.process.stdin.close()


def tail(log: Path) -> str:
    """The last lines of a log, for an error."""
    lines = log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
    return "\n".join(f"| {line}" for line in lines) or "| (nothing)"
