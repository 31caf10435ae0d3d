"""sources.yaml, the watched folder, and who may push."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr
from starlette.requests import Request

from services.chassis.errors import ConfigurationError
from services.chassis.problems import Problem
from services.ingest.access import Access
from services.ingest.metrics import IngestMetrics
from services.ingest.sources.catalogue import FeedSource, FolderSource, PageSource, read_sources
from services.ingest.sources.folder import FolderWatch
from services.ingest.sources.intake import Receiver
from tests.unit.ingest.test_desk import Recorder, desk
from tests.unit.ingest.test_poll import Letters

NOW = datetime(2025, 5, 23, 12, tzinfo=UTC)


def written(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text)
    return path


def test_the_kinds_of_sources_are_read(tmp_path: Path) -> None:
    text = """sources:
  - {id: rss, name: Northlight Wire, feed: "https://northlight.example/rss", poll_s: 60, quiet_after_s: 3600}
  - {id: live, page: "https://northlight.example/live"}
  - {id: drop, folder: /var/spool/wire}
  - {id: old, feed: "https://northlight.example/old", enabled: false}
"""
    sources = read_sources(written(tmp_path, text))
    assert [type(each) for each in sources] == [FeedSource, PageSource, FolderSource]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources:\n  - id: a\n    feed: https://x.example\n    pol_s: 5\n", "line 4: pol_s: Extra inputs"),
        ("sources:\n  - id: a\n    feed: ftp://x.example\n", "line 3: feed: Value error, must begin with http"),
        ("sources:\n  - id: a\nsources:\n  - {id: b, folder: /b}\n  - id: c\n", "line 5: a source has exactly one of: feed, page, folder"),
        ("sources:\n  - id: a\n    feed: https://x.example\n  - id: b\n    feed: https://x.example\n    poll_s: 1\n", "line 6: poll_s: "),
        (
            "sources:\n  - id: a\n  - id: b\n    feed: https://x.example\n    page: https://x.example\n",
            "line 2: a source has exactly one of",
        ),
        ("sources:\n  - {id: a, feed: 'https://x.example'}\n  - {id: a, feed: 'https://y.example'}\n", "two sources are called 'a'"),
        ("feeds: []\n", "line 1: write one list called `sources:`"),
        ("sources: [\n", "no YAML"),
    ],
)
def test_a_file_that_does_not_fit_says_where(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        read_sources(written(tmp_path, text))
    assert told in str(error.value)


async def test_a_file_dropped_in_is_taken_in_and_moved_away(tmp_path: Path) -> None:
    outbox, letters = Recorder(), Letters()
    (tmp_path / "flood.txt").write_text("date 2025-05-23\nTwo ships sank.\n")
    (tmp_path / "noise.bin").write_bytes(b"\0\1\2")
    (tmp_path / "half.txt.part").write_text("date 2025-05-23\nHalf a st")
    (tmp_path / ".hidden.txt").write_text("date 2025-05-23\nHidden.\n")
    os.symlink("/etc/passwd", tmp_path / "link.txt")
    async with desk(outbox) as taking:
        metrics = IngestMetrics(CollectorRegistry())
        receiver = Receiver(taking, letters, metrics, lambda: NOW)
        source = FolderSource(id="drop", folder=tmp_path, settle_s=0)
        watch = FolderWatch(source, receiver, letters, max_bytes=1000, max_items=10, now=lambda: NOW, metrics=metrics)
        assert await watch.scan() == 2
        assert await watch.scan() == 0
    assert outbox.stories() == [("flood", 0)]
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["flood.txt"]
    assert sorted(path.name for path in (tmp_path / "failed").iterdir()) == ["noise.bin"]
    assert [reason for reason, _ in letters.kept] == ["binary"]
    assert (tmp_path / "half.txt.part").exists()
    assert (tmp_path / "link.txt").is_symlink()


async def test_a_file_still_being_written_is_left_until_it_rests(tmp_path: Path) -> None:
    outbox = Recorder()
    path = tmp_path / "flood.txt"
    path.write_text("date 2025-05-23\nTwo")
    written_at = path.stat().st_mtime
    now = datetime.fromtimestamp(written_at + 100, UTC)
    async with desk(outbox, now=lambda: now) as taking:
        metrics = IngestMetrics(CollectorRegistry())
        receiver = Receiver(taking, Letters(), metrics, lambda: now)
        source = FolderSource(id="drop", folder=tmp_path, settle_s=10)
        watch = FolderWatch(source, receiver, Letters(), max_bytes=1000, max_items=10, now=lambda: now, metrics=metrics)
        assert await watch.scan() == 0, "seen once: it may still grow"
        path.write_text("date 2025-05-23\nTwo ships sank.\n")
        os.utime(path, (written_at, written_at))
        assert await watch.scan() == 0, "it grew"
        assert await watch.scan() == 1
    assert outbox.stories() == [("flood", 0)]


async def test_a_name_that_was_there_before_overwrites_nothing(tmp_path: Path) -> None:
    async with desk(Recorder()) as taking:
        metrics = IngestMetrics(CollectorRegistry())
        receiver = Receiver(taking, Letters(), metrics, lambda: NOW)
        source = FolderSource(id="drop", folder=tmp_path, settle_s=0)
        watch = FolderWatch(source, receiver, Letters(), max_bytes=1000, max_items=10, now=lambda: NOW, metrics=metrics)
        for number in range(3):
            (tmp_path / "flood.txt").write_text(f"date 2025-05-23\n{number} ships sank.\n")
            await watch.scan()
    assert sorted(path.name for path in (tmp_path / "done").iterdir()) == ["flood.txt", "flood.txt.1", "flood.txt.2"]


def request(token: str | None = None, host: str = "192.0.2.1") -> Request:
    headers = [(b"authorization", token.encode())] if token is not None else []
    return Request({"type": "http", "headers": headers, "client": (host, 1)})


def test_without_a_valid_token_nothing_may_be_pushed() -> None:
    access = Access([SecretStr("wire-one"), SecretStr("wire-two")], 0, 1, lambda: 0.0)
    for good in ("Bearer wire-one", "bearer wire-two"):
        access.check(request(good))
    for bad in (None, "", "Bearer", "Bearer wire-three", "Basic wire-one", "Bearer wire-on\u00e9"):
        with pytest.raises(Problem) as refused:
            access.check(request(bad))
        assert refused.value.status_code == 401


def test_a_client_that_sends_too_fast_is_told_when_to_come_back() -> None:
    time = [0.0]
    access = Access([], 2, 3, lambda: time[0])
    for _ in range(3):
        access.check(request())
    with pytest.raises(Problem) as refused:
        access.check(request())
    assert (refused.value.status_code, refused.value.headers) == (429, {"Retry-After": "1"})
    access.check(request(host="192.0.2.2"))
    time[0] = 0.5
    access.check(request())
