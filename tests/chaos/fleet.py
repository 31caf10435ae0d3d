"""The services under fire: started, killed without warning, started again in their place, and tended as an orchestrator would."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from services.cli import children
from services.cli.children import Child
from tests.chaos.observed import Deliveries, read_journals

STREAMS = ("extractor", "aggregator")
SERVICES = ("ingest", *STREAMS, "board")


class Fleet:
    """The four services on one broker, each on a port of its own, so that a successor takes a killed one's place.

    The stream services have so many ``workers`` each: a second is called ``extractor.2``. ``environment`` names the broker and the topics;
    logs and journals go to ``folder``.
    """

    def __init__(self, environment: dict[str, str], folder: Path, workers: int) -> None:
        self._environment = {**environment, "WIRETALLY_LOGGING__FORMAT": "json"}
        self._folder = folder
        self.members = (*SERVICES, *(f"{name}.{number}" for name in STREAMS for number in range(2, workers + 1)))
        self._ports = dict(zip(self.members, children.free_ports(len(self.members)), strict=True))
        self._lives = 0
        self._running = {name: self._start(name) for name in self.members}
        self.kills = Counter[str]()
        """Of each service, its workers together."""
        self.ended = list[str]()
        """What ended by itself or was stuck, and so had to be started again: allowed, since nothing may be lost by it, and told."""

    def __getitem__(self, name: str) -> Child:
        return self._running[name]

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
        self.kills[_service(name)] += 1
        self._running[name] = self._start(name)

    def tend(self) -> None:
        """Start again what ended by itself or says that it is stuck."""
        for name, child in self._running.items():
            if (status := child.process.poll()) is not None:
                self.ended.append(f"{name} ended with status {status}: {_last_line(child)}")
            elif _service(name) in STREAMS and _is_stuck(child):
                self.ended.append(f"{name} was killed, /healthz said that it is stuck: {_last_line(child)}")
                self._end(name)
            else:
                continue
            self._running[name] = self._start(name)

    def stop(self) -> None:
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
        life, service = f"{self._folder}/{self._lives:03}-{name}", _service(name)
        observed = [sys.executable, "-m", "tests.chaos.observed", f"{life}.journal", service] if service in STREAMS else None
        child = children.start(service, self._ports[name], Path(f"{life}.log"), self._environment, observed)
        return replace(child, name=name)


def _service(member: str) -> str:
    return member.partition(".")[0]


def _last_line(child: Child) -> str:
    return (child.log.read_text(errors="replace").splitlines() or ["(nothing)"])[-1]


def _is_stuck(child: Child) -> bool:
    try:
        with urlopen(f"{child.url}/healthz", timeout=2):
            return False
    except HTTPError as error:
        return error.code == 503
    except OSError:
        return False
