"""No jar is used that is not the one the lock names."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from services.cli import kafka_jars
from services.cli.kafka_jars import Jar, JarsUnavailable, fetch_jars, read_lock

GOOD = b"the jar"
JAR = Jar("org.example", "thing", "1.0", hashlib.sha256(GOOD).hexdigest())


class Mirror:
    """Stands for a Maven repository: it gives ``served``, one after the other, and keeps what it gave as `jgo` does."""

    def __init__(self, file: Path, served: list[bytes | Exception]) -> None:
        self._file = file
        self.served = served

    def project(self, *_: str) -> Any:
        return SimpleNamespace(at_version=lambda _: SimpleNamespace(artifact=lambda: SimpleNamespace(resolve=self._resolve)))

    def _resolve(self) -> Path:
        if not self._file.exists():
            given = self.served.pop(0)
            if isinstance(given, Exception):
                raise given
            self._file.write_bytes(given)
        return self._file


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mirror:
    found = Mirror(tmp_path / "thing-1.0.jar", [])
    monkeypatch.setattr(kafka_jars, "_maven", lambda _repository: found)
    return found


def test_a_jar_that_differs_from_the_lock_is_refused_and_removed(mirror: Mirror, tmp_path: Path) -> None:
    mirror.served = [b"evil", b"evil"]
    with pytest.raises(JarsUnavailable, match=r"org\.example:thing:1\.0 .*sha256"):
        fetch_jars([JAR], tmp_path)
    assert not (tmp_path / "thing-1.0.jar").exists()


def test_a_download_that_was_cut_off_is_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "thing-1.0.jar").write_bytes(GOOD[:3])
    mirror.served = [GOOD]
    assert fetch_jars([JAR], tmp_path)[0].read_bytes() == GOOD


def test_without_a_network_the_error_says_what_to_do(mirror: Mirror, tmp_path: Path) -> None:
    mirror.served = [OSError("no route")]
    with pytest.raises(JarsUnavailable, match=r"HTTPS_PROXY.*WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"):
        fetch_jars([JAR], tmp_path)


def test_the_committed_lock_names_kafka_and_a_hash_for_each_jar() -> None:
    jars = read_lock()
    assert any(jar.coordinates == f"org.apache.kafka:kafka_2.13:{kafka_jars.KAFKA_VERSION}" for jar in jars)
    assert all(len(jar.sha256) == 64 for jar in jars)


def test_a_broken_line_of_the_lock_is_named(tmp_path: Path) -> None:
    lock = tmp_path / "jars.lock"
    lock.write_text("# comment\nnonsense\n")
    with pytest.raises(JarsUnavailable, match=r"jars\.lock:2: .*'nonsense'"):
        read_lock(lock)
