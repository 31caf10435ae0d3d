"""The services under fire: started, killed or frozen without warning, and tended as an orchestrator would."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from services.cli import children
from services.cli.children import Child
from services.cli.ports import free_ports
from tests.chaos.observed import Deliveries, read_journals

STREAMS = ("extractor", "aggregator")
SERVICES = ("ingest", *STREAMS, "board")
_ASK_HEALTH_EVERY_S = 1.0
"""Of one worker; it says that it is stuck after two minutes."""


class Fleet:
    """The four services on one broker, each on a port of its own, so that a successor takes a killed one's place.

    The stream services have so many ``workers`` each: a second is called ``extractor.2``. ``environment`` names the topics and the broker;
    ``brokers`` has another address of it for some members. Logs and journals go to ``folder``.
    """

    def __init__(self, environment: Mapping[str, str], folder: Path, workers: int, brokers: Mapping[str, str] | None = None) -> None:
        self._environment = {**environment, "WIRETALLY_LOGGING__FORMAT": "json"}
        self._brokers = brokers or {}
        self._folder = folder
        self.members = (*SERVICES, *(f"{name}.{number}" for name in STREAMS for number in range(2, workers + 1)))
        self._ports = dict(zip(self.members, free_ports(len(self.members)), strict=True))
        self._lives = 0
        self._asked = dict[str, float]()
        self._running = {name: self._start(name) for name in self.members}
        self.kills = Counter[str]()
        """Of each service, its workers together."""
        self.ended = list[str]()
        """What ended by itself or was stuck, and so had to be started again: allowed, since nothing may be lost by it, and told."""

    def __getitem__(self, name: str) -> Child:
        return self._running[name]

    def workers(self, service: str) -> list[str]:
        """Those of the service that run."""
        return [name for name in self._running if service_of(name) == service]

    def wait_ready(self, *names: str) -> None:
        """Return when the named (all where none is) are ready, whoever has to be started again for that."""
        waiting = list(names or self.members)
        while waiting:
            self.tend()
            with suppress(children.ChildDied):
                children.wait_ready([self._running[name] for name in waiting], lambda child: waiting.remove(child.name))

    def kill(self, name: str) -> None:
        """SIGKILL, and a successor at once."""
        self._end(name)
        self.kills[service_of(name)] += 1
        self._running[name] = self._start(name)

    def freeze(self, name: str) -> int:
        """SIGSTOP; the process that :meth:`thaw` lets go on."""
        process = self._running[name].process
        process.send_signal(signal.SIGSTOP)
        return process.pid

    def thaw(self, name: str, pid: int) -> None:
        """SIGCONT, unless another has taken its place meanwhile."""
        process = self._running[name].process
        if process.pid == pid:
            process.send_signal(signal.SIGCONT)

    def fill_disk(self, name: str, full: bool) -> None:
        """Let no file of the process grow, as if its disk were full; or let them grow again."""
        process = self._running[name].process
        if process.poll() is None:
            limit_files(process.pid, full)

    def stop_all(self, service: str) -> list[str]:
        """SIGTERM to every worker of the service; the names, to be given to :meth:`start_again`."""
        names = self.workers(service)
        children.stop([self._running.pop(name) for name in names])
        return names

    def start_again(self, names: list[str]) -> None:
        self._running |= {name: self._start(name) for name in names}

    def join(self, service: str, number: int) -> str:
        """One more worker; it is not tended."""
        name = f"{service}.{number}"
        self._ports.setdefault(name, free_ports(1)[0])
        self._running[name] = self._start(name)
        return name

    def leave(self, name: str, orderly: bool) -> None:
        """End a worker that joined, and have no successor."""
        if orderly:
            self._running[name].process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._running[name].process.wait(children.STOPPED_WITHIN_S)
        self._end(name)
        del self._running[name]

    def tend(self) -> None:
        """Start again what ended by itself or says that it is stuck."""
        for name in self.members:
            if (child := self._running.get(name)) is None:
                continue
            if (status := child.process.poll()) is not None:
                self.ended.append(f"{name} ended with status {status}: {_last_line(child)}")
            elif service_of(name) in STREAMS and self._is_stuck(child):
                self.ended.append(f"{name} was killed, /healthz said that it is stuck: {_last_line(child)}")
                self._end(name)
            else:
                continue
            self._running[name] = self._start(name)

    def stop(self) -> None:
        for child in self._running.values():
            child.process.send_signal(signal.SIGCONT)
        children.stop(list(self._running.values()))

    def deliveries(self) -> Deliveries:
        """What came twice over all lives so far."""
        return read_journals(self._folder.glob("*.journal"))

    def _end(self, name: str) -> None:
        process = self._running[name].process
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()

    def _start(self, name: str) -> Child:
        self._lives += 1
        life, service = f"{self._folder}/{self._lives:03}-{name}", service_of(name)
        observed = [sys.executable, "-m", "tests.chaos.observed", f"{life}.journal", service] if service in STREAMS else None
        broker = self._brokers.get(name, self._brokers.get(service))
        own = {"WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": broker} if broker is not None else {}
        child = children.start(service, self._ports[name], Path(f"{life}.log"), {**self._environment, **own}, observed)
        return replace(child, name=name)

    def _is_stuck(self, child: Child) -> bool:
        if (now := time.monotonic()) - self._asked.get(child.name, 0) < _ASK_HEALTH_EVERY_S:
            return False
        self._asked[child.name] = now
        try:
            with urlopen(f"{child.url}/healthz", timeout=2):
                return False
        except HTTPError as error:
            return error.code == 503
        except OSError:
            return False


def service_of(member: str) -> str:
    """``extractor`` of ``extractor.2``."""
    return member.partition(".")[0]


def limit_files(pid: int, full: bool) -> None:
    """What the disk says when it is full, the kernel says of every write of the process that would let a file grow."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 if full else resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _last_line(child: Child) -> str:
    return (child.log.read_text(errors="replace").splitlines() or ["(nothing)"])[-1]
