"""The jars of Apache Kafka: which, with which sha256, and how they come here (Maven Central, by `jgo`, with Python alone).

``python -m services.cli.kafka_jars lock`` resolves the coordinates below and writes ``deploy/kafka/jars.lock``;
``python -m services.cli.kafka_jars fetch`` fetches and checks what the lock names.
"""

from __future__ import annotations

import fcntl
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jgo
from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import MavenContext

from services.chassis.errors import WiretallyError
from services.cli.cache import cache_dir

KAFKA_VERSION = "4.3.1"
COORDINATES = (
    f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}",
    # Binds Kafka's slf4j calls to the log4j it brings: without it a broker that fails says nothing.
    "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4",
)
KAFKA_FILES = Path(__file__).parents[2] / "deploy" / "kafka"
LOCK = KAFKA_FILES / "jars.lock"

_DOWNLOADS_AT_ONCE = 6
"""Enough to fill a home connection; few enough that no mirror takes us for an attack."""
_DOWNLOAD_TIMEOUT_S = 60
"""Between two packets. jgo's 10 s gave up on slow links in the middle of a 6 MB jar."""


class JarsUnavailable(WiretallyError):
    """The jars could not be fetched, or are not the ones that the lock names."""


@dataclass(frozen=True, slots=True)
class Jar:
    """One locked jar: Maven coordinates and sha256, hex."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def coordinates(self) -> str:
        return f"{self.group}:{self.artifact}:{self.version}"


def read_lock(path: Path = LOCK) -> tuple[Jar, ...]:
    """The locked jars. Raises JarsUnavailable where the file is missing or a line is no ``sha256 group:artifact:version``."""
    try:
        lines = path.read_text().splitlines()
    except OSError as error:
        raise JarsUnavailable(f"cannot read the lock of Kafka's jars: {error}; it is in the repository, so check it out again") from error
    jars = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            sha256, coordinates = line.split()
            group, artifact, version = coordinates.split(":")
        except ValueError:
            raise JarsUnavailable(f"{path}:{number}: expected `sha256 group:artifact:version`, found {line!r}") from None
        jars.append(Jar(group, artifact, version, sha256))
    if not jars:
        raise JarsUnavailable(f"{path} names no jar; make it anew with `python -m services.cli.kafka_jars lock`")
    return tuple(jars)


def fetch_jars(jars: Sequence[Jar], repository: Path) -> tuple[Path, ...]:
    """The files of ``jars``, fetched into ``repository`` where absent, every one checked against its sha256 every time.

    A cached file that does not match (a download that was cut off) is fetched once more. Raises JarsUnavailable where the
    network fails or a jar differs from the lock. Two processes at once wait for each other.
    """
    repository.mkdir(parents=True, exist_ok=True)
    maven = _maven(repository)
    with _locked(repository / ".lock"), ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
        return tuple(pool.map(lambda jar: _fetch(jar, maven), jars))


def write_lock(path: Path = LOCK) -> tuple[Jar, ...]:
    """Resolve the coordinates at the top anew and write what they come to, with its sha256, to ``path``."""
    with tempfile.TemporaryDirectory() as scratch:
        maven = _maven(Path(scratch))
        found = {artifact.component: artifact for endpoint in COORDINATES for artifact in jgo.resolve(endpoint)}
        jars = []
        for artifact in sorted(found.values(), key=str):
            here = maven.project(artifact.groupId, artifact.artifactId).at_version(artifact.version).artifact()
            jars.append(Jar(artifact.groupId, artifact.artifactId, artifact.version, _sha256(here.resolve())))
    header = f"# Jars of {' and '.join(COORDINATES)}: sha256 and coordinates.\n# Made by `python -m services.cli.kafka_jars lock`.\n"
    path.write_text(header + "".join(f"{jar.sha256}  {jar.coordinates}\n" for jar in jars))
    return tuple(jars)


def _maven(repository: Path) -> MavenContext:
    """Maven Central, and before it the mirrors of jgo's own configuration file: behind a firewall that is where they are named."""
    mirrors = dict(GlobalSettings.load().repositories)
    return MavenContext(repo_cache=repository, remote_repos={**mirrors, "central": MAVEN_CENTRAL_URL}, timeout=_DOWNLOAD_TIMEOUT_S)


def _fetch(jar: Jar, maven: MavenContext) -> Path:
    artifact = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    try:
        path: Path = artifact.resolve()
        if _sha256(path) != jar.sha256:
            path.unlink()
            path = artifact.resolve()
    # RuntimeError is jgo's "not found in any repository", OSError covers requests' errors and a full disk.
    except (RuntimeError, OSError) as error:
        raise JarsUnavailable(
            f"cannot fetch {jar.coordinates}: {error}. Kafka's jars come from Maven Central once: check the network (HTTPS_PROXY is "
            "respected), or name a broker of yours in WIRETALLY_KAFKA__BOOTSTRAP_SERVERS"
        ) from error
    if (found := _sha256(path)) != jar.sha256:
        path.unlink()
        raise JarsUnavailable(
            f"{jar.coordinates} as fetched has sha256 {found}, but {LOCK.name} says {jar.sha256}. It was removed and not used: the "
            "download was altered on its way, or the lock is wrong"
        )
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: Sequence[str]) -> int:
    """``lock`` or ``fetch``; exit status 0 where it worked."""
    try:
        if list(arguments) == ["lock"]:
            print(f"{LOCK}: {len(write_lock())} jars")
        elif list(arguments) == ["fetch"]:
            print(f"{len(fetch_jars(read_lock(), jar_repository()))} jars in {jar_repository()}")
        else:
            print("usage: python -m services.cli.kafka_jars lock|fetch", file=sys.stderr)
            return 2
    except JarsUnavailable as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def jar_repository() -> Path:
    """Where the fetched jars are kept, laid out as a Maven repository."""
    return cache_dir() / "maven"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
