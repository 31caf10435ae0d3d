"""Files, folders and streams as parcels."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from services.chassis.errors import PermanentError
from services.ingest.sources.files import MAX_PARCEL_BYTES, file_parcels, line_parcels, story_files, stream_parcels


def test_a_folder_gives_its_stories_in_order_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b.txt", "a.r10.txt", "a.r2.txt", "a.txt", "gold.json", "deep/c.jsonl", "deep/d.xml", ".git/x.txt", "README.md"):
        (tmp_path / name).write_text("x")
    assert [str(path.relative_to(tmp_path)) for path in story_files(tmp_path)] == [
        "a.txt",
        "a.r2.txt",
        "a.r10.txt",
        "b.txt",
        "deep/c.jsonl",
        "deep/d.xml",
    ]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(PermanentError, match=str(path)):
            story_files(path)


def test_lines_are_parcelled_with_their_place_in_the_file() -> None:
    parcels = list(line_parcels([b"{}\n"] * 1200, label="a", name="a"))
    assert [(parcel.first_line, parcel.data.count(b"\n")) for parcel in parcels] == [(1, 500), (501, 500), (1001, 200)]


def test_a_file_too_large_for_a_request_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_PARCEL_BYTES + 1)
    with pytest.raises(PermanentError, match="split it"):
        list(file_parcels(path))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"date 2025-05-23\nShips sink", "text"),
        (b'{"a": 1}\n{"a": 2}\n', "ndjson"),
        (b'{\n"a": 1}', "json"),
        (b'[{"a": 1}]', "json"),
        (b"", "text"),
    ],
)
def test_standard_input_is_known_by_how_it_begins(data: bytes, kind: str) -> None:
    (parcel,) = stream_parcels(io.BytesIO(data), name=None)
    assert (parcel.kind, parcel.data) == (kind, data)
