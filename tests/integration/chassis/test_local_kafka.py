"""The broker on this machine: real, lasting, alone on its data, and gone with its parent however that goes."""

from __future__ import annotations

import signal as signals
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.topics import ARTICLES
from services.chassis.errors import BrokerUnavailable
from services.chassis.settings import KafkaSettings, TopicSettings
from services.cli.local_kafka import LocalKafkaFailed, broker, local_kafka
from tests.conftest import free_port
from tests.integration.process import PATIENCE_S, eventually, is_running
from tests.integration.topic_access import TopicAccess

pytestmark = pytest.mark.kafka

FOREGROUND = [sys.executable, "-m", "services.cli.local_kafka"]


def access_to(address: str) -> TopicAccess:
    found = TopicAccess(KafkaSettings(bootstrap_servers=address), TopicSettings())
    found.apply()
    return found


def heed_sigint() -> None:
    """A shell without job control starts its background work, and all that comes of it, with SIGINT ignored."""
    signals.signal(signals.SIGINT, signals.default_int_handler)


@pytest.fixture
def foreground(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [*FOREGROUND, "--data-dir", str(tmp_path / "kafka"), "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=heed_sigint) as process:
        yield process
        process.kill()


def broker_of(tmp_path: Path) -> int:
    """Process id of the broker whose configuration is in ``tmp_path``."""
    listed = subprocess.run(["ps", "-eww", "-o", "pid,args"], capture_output=True, text=True, check=True).stdout
    config = str(tmp_path / "kafka" / "server.properties")
    return next((int(line.split()[0]) for line in listed.splitlines() if line.endswith(config) and "kafka.Kafka" in line), 0)


def test_what_was_acknowledged_outlives_sigkill_a_restart_and_another_port(tmp_path: Path) -> None:
    with local_kafka(tmp_path) as first:
        access_to(first.bootstrap_servers).put(ARTICLES, b"one")
        first.kill()
        first.start()
        access = access_to(first.bootstrap_servers)
        access.put(ARTICLES, b"two")
        first.restart()
        assert {record.value for record in access.read(ARTICLES)} == {b"one", b"two"}
        old = first.pid
    assert not is_running(old)
    with local_kafka(tmp_path) as second:
        assert {record.value for record in access_to(second.bootstrap_servers).read(ARTICLES)} == {b"one", b"two"}


def test_a_second_broker_on_the_same_data_is_refused_and_told_whose_it_is(tmp_path: Path) -> None:
    with (
        local_kafka(tmp_path),
        pytest.raises(LocalKafkaFailed, match=r"another wiretally \(process \d+\) .*WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"),
        local_kafka(tmp_path),
    ):
        pass


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with local_kafka(tmp_path / "one") as running:
        port = int(running.bootstrap_servers.rpartition(":")[2])
        with pytest.raises(LocalKafkaFailed, match=f"port {port} is taken"), local_kafka(tmp_path / "two", port):
            pass


def test_a_broker_that_cannot_start_shows_the_end_of_its_log(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "meta.properties").write_text("version=999\n")
    with pytest.raises(LocalKafkaFailed, match=r"(?s)ended with status 1.*\| .*remove "), local_kafka(tmp_path):
        pass


@pytest.mark.parametrize("signal", ["SIGTERM", "SIGINT", "SIGKILL"])
def test_the_broker_ends_with_its_parent(foreground: subprocess.Popen[str], tmp_path: Path, signal: str) -> None:
    assert foreground.stdout is not None
    foreground.stdout.readline()
    assert foreground.stdout.readline().startswith("export WIRETALLY_KAFKA__BOOTSTRAP_SERVERS=127.0.0.1:")
    pid = broker_of(tmp_path)
    assert is_running(pid)
    subprocess.run(["kill", f"-{signal}", str(foreground.pid)], check=True)
    eventually(lambda: not is_running(pid), "the broker is gone")
    foreground.wait(PATIENCE_S)  # it holds the folder until its own end, a moment after its broker's
    # And what the crash left behind is no hindrance.
    with local_kafka(tmp_path / "kafka"):
        pass


def test_a_named_broker_that_does_not_answer_is_an_error_that_names_address_and_setting() -> None:
    address = f"127.0.0.1:{free_port()}"
    named = KafkaSettings(bootstrap_servers=address, startup_deadline_s=0.5)
    with pytest.raises(BrokerUnavailable, match=f"{address} .WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"), broker(named):
        pass


def test_a_named_broker_is_used_as_it_is(kafka: KafkaSettings) -> None:
    with broker(kafka) as used:
        assert used.bootstrap_servers == kafka.bootstrap_servers
        assert "WIRETALLY_KAFKA__BOOTSTRAP_SERVERS names" in used.about
