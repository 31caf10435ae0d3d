"""Kill -9 the extractor and the aggregator again and again while stories come in, over a real Kafka; then hold the tallies against those
of the pure function over the same stories. They must be equal: nothing lost, nothing counted twice.

    python -m tests.chaos.kill_services [--kills 6] [--seed 1] [FOLDER ...]

Exit status 1 and the rows that differ if they are not.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import load_definitions
from services.board.forms import incident_form, tally_form
from services.chassis.kafka import apply_topics
from services.chassis.settings import KafkaSettings, ServiceSettings
from services.cli import children
from services.cli.children import Child
from services.cli.local_kafka import broker
from services.cli.pipeline import run_pipeline
from services.cli.sample import SAMPLE_WIRE
from services.cli.settling import wait_settled
from services.cli.snapshot import read_view
from services.extractor.extract import load_extractor
from services.ingest.formats.text import parse_text

VICTIMS = ("extractor", "aggregator")
SETTLED_WITHIN_S = 300
"""A killed member is missed only when its session ends; one that is stuck says so after its liveness deadline of two minutes."""

Rows = dict[str, dict[str, Any]]


class Fleet:
    """The four services on one broker, each on a port of its own, so that one can be killed and started again in its place."""

    def __init__(self, bootstrap_servers: str, logs: Path) -> None:
        self._environment = {"WIRETALLY_KAFKA__BOOTSTRAP_SERVERS": bootstrap_servers, "WIRETALLY_LOGGING__FORMAT": "json"}
        self._logs = logs
        names = ("ingest", *VICTIMS, "board")
        self._ports = dict(zip(names, children.free_ports(len(names)), strict=True))
        self._lives = Counter[str]()
        self._running = {name: self._start(name) for name in names}
        children.wait_ready(list(self._running.values()), lambda child: None)

    def __getitem__(self, name: str) -> Child:
        return self._running[name]

    def kill(self, name: str) -> None:
        """SIGKILL at work, never while it starts, and a successor at once, as an orchestrator would."""
        children.wait_ready([self._running[name]], lambda child: None)
        process = self._running[name].process
        process.kill()
        process.wait()
        self._running[name] = self._start(name)

    def tend(self) -> None:
        """Start again what ended by itself or says that it is stuck, as an orchestrator would; say so, since it costs time."""
        for name, child in self._running.items():
            if (status := child.process.poll()) is not None:
                print(f"started the {name} again: it ended with status {status}\n{children.tail(child.log)}")
            elif name in VICTIMS and _is_stuck(child):
                print(f"killed the {name}: /healthz says that it is stuck")
                child.process.kill()
                child.process.wait()
            else:
                continue
            self._running[name] = self._start(name)

    def stop(self) -> None:
        children.stop(list(self._running.values()))

    def _start(self, name: str) -> Child:
        self._lives[name] += 1
        return children.start(name, self._ports[name], self._logs / f"{name}.{self._lives[name]}.log", self._environment)


def _is_stuck(child: Child) -> bool:
    try:
        with urlopen(f"{child.url}/healthz", timeout=2):
            return False
    except HTTPError as error:
        return error.code == 503
    except OSError:
        return False


def standing(tallies: Iterable[Tally], incidents: Iterable[Incident]) -> Rows:
    """All that stands, by key. When it came in is no part of what it says, so that is left out at every depth."""
    rows = {f"tally {row.key}": tally_form(row) for row in tallies}
    rows |= {f"incident {one.incident}": incident_form(one) for one in incidents}
    return {key: _timeless(row) for key, row in rows.items()}


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(part) for name, part in value.items() if name not in ("updated_at", "received_at")}
    return [_timeless(part) for part in value] if isinstance(value, list | tuple) else value


def expected(files: Sequence[Path]) -> Rows:
    """What the pure function makes of the files."""
    articles = [parse_text(file.read_bytes(), name=file.name) for file in files]
    outcome = run_pipeline(articles, load_extractor(), load_definitions(None))
    return standing(outcome.tallies, outcome.incidents)


def feed(ingest: str, file: Path) -> None:
    """Return once ingest says that the broker has the story."""
    request = Request(f"{ingest}/v1/wire?name={file.name}", file.read_bytes(), {"Content-Type": "text/plain; charset=utf-8"}, method="POST")
    with urlopen(request, timeout=60):
        pass


def tallied_under_fire(files: Sequence[Path], kills: int, noise: random.Random) -> Rows:
    """What stands on the broker after all files went in and the victims were killed so many times on the way."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wiretally-chaos-")))
        running = stack.enter_context(broker(KafkaSettings(), folder / "kafka"))
        print(f"broker: {running.about}")
        settings = ServiceSettings(kafka=KafkaSettings(bootstrap_servers=running.bootstrap_servers))
        asyncio.run(apply_topics(settings.kafka, settings.topics))
        fleet = Fleet(running.bootstrap_servers, folder)
        stack.callback(fleet.stop)
        # Some kills may fall after the same story: two at once are allowed too.
        after = Counter(noise.randrange(len(files)) for _ in range(kills))
        for number, file in enumerate(files):
            feed(fleet["ingest"].url, file)
            for _ in range(after[number]):
                victim = noise.choice(VICTIMS)
                print(f"killed the {victim} after {file.name}")
                fleet.kill(victim)
        began = time.monotonic()
        settled = wait_settled(settings, fleet["board"].url, SETTLED_WITHIN_S, check=fleet.tend, tell=lambda told: None)
        asyncio.run(settled)
        print(f"settled {time.monotonic() - began:.1f} s after the last story")
        view = asyncio.run(read_view(settings))
        return standing(view.tallies(), view.incidents())


def differences(got: Rows, wanted: Rows) -> list[str]:
    lines = [f"missing {key}: {wanted[key]}" for key in sorted(wanted.keys() - got.keys())]
    lines += [f"too many {key}: {got[key]}" for key in sorted(got.keys() - wanted.keys())]
    for key in sorted(got.keys() & wanted.keys()):
        if unequal := {name: (got[key][name], value) for name, value in wanted[key].items() if got[key][name] != value}:
            lines += [f"differs {key}, {name}: got {value!r:.300}, wanted {right!r:.300}" for name, (value, right) in unequal.items()]
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=[SAMPLE_WIRE], metavar="FOLDER")
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1, help="Which service is killed after which story.")
    options = parser.parse_args(arguments)
    files = [file for folder in options.folders for file in sorted(folder.glob("*.txt"))]
    wanted = expected(files)
    got = tallied_under_fire(files, options.kills, random.Random(options.seed))
    faults = differences(got, wanted)
    print(*faults, sep="\n", end="\n" if faults else "")
    verdict = "differ from" if faults else "equal"
    print(f"chaos: {len(files)} stories, {options.kills} kills (seed {options.seed})")
    print(f"chaos: {len(got)} tallies and incidents {verdict} the {len(wanted)} of the pure function")
    return bool(faults) or not wanted


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
