"""A second Kafka beside a local one, in its cluster: for what needs more than one replica."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

from services.cli.kafka_jars import KAFKA_FILES
from services.cli.local_kafka import LocalBroker
from tests.conftest import free_port


class SecondBroker:
    """A node that is a broker only; the first one is its controller."""

    def __init__(self, first: LocalBroker, folder: Path) -> None:
        self._first = first
        self._properties = folder / "second.properties"
        self._log = folder / "second.log"
        template = Template((KAFKA_FILES / "server.properties").read_text())
        controller = _property(first.data_dir / "server.properties", "controller.quorum.bootstrap.servers").rpartition(":")[2]
        port = free_port()
        said = template.substitute(port=port, controller_port=controller, data=folder / "second")
        own = {"process.roles": "broker", "node.id": "2", "listeners": f"PLAINTEXT://127.0.0.1:{port}"}
        own["advertised.listeners"] = own["listeners"]
        # Of a name that stands twice the last holds.
        self._properties.write_text(said + "\n" + "\n".join(f"{name}={value}" for name, value in own.items()) + "\n")
        cluster = _property(first.data_dir / "data" / "meta.properties", "cluster.id")
        formatting = ("kafka.tools.StorageTool", "format", "--no-initial-controllers", "-t", cluster, "-c", self._properties)
        subprocess.run(first._java(*formatting), check=True, capture_output=True)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(self._first._java("kafka.Kafka", self._properties), stdout=log, stderr=subprocess.STDOUT)

    def kill(self) -> None:
        """SIGKILL; does nothing where it is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@contextmanager
def second_broker(first: LocalBroker, folder: Path) -> Iterator[SecondBroker]:
    """It is started and ends with the block."""
    second = SecondBroker(first, folder)
    second.start()
    try:
        yield second
    finally:
        second.kill()


def _property(file: Path, name: str) -> str:
    return next(line.partition("=")[2].strip().replace("\\", "") for line in file.read_text().splitlines() if line.startswith(f"{name}="))
