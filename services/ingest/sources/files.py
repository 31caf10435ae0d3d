"""Files and folders as parcels to send: a story or a document of any wire format each, of NDJSON so many lines at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from services.chassis.errors import PermanentError, TooLarge
from services.ingest.formats.text import story_name

JSON_SUFFIXES = {".json"}
NDJSON_SUFFIXES = {".jsonl", ".ndjson"}
WIRE_SUFFIXES = {".xml", ".nitf", ".rss", ".atom", ".ninjs", ".eml", ".html", ".htm"}
FOLDER_SUFFIXES = {".txt", *NDJSON_SUFFIXES, *WIRE_SUFFIXES}
"""What a folder is searched for; other JSON beside stories is more often their labels or settings than articles: name it to send it."""

MAX_PARCEL_BYTES = 8 * 1024 * 1024
"""Below what ingest takes in one request."""
MAX_PARCEL_LINES = 500

Kind = Literal["text", "json", "ndjson"]


@dataclass(frozen=True)
class Parcel:
    """What goes in one request. ``label`` is the file for a reader, ``name`` its bare name, ``first_line`` where the parcel begins,
    ``content_type`` what its sender says of it, if anything."""

    label: str
    name: str
    kind: Kind
    data: bytes
    first_line: int = 1
    content_type: str = ""


def story_files(path: Path) -> tuple[Path, ...]:
    """The file, or of a folder its stories at any depth in the order of their names, hidden ones left out.

    Raises PermanentError ``not_found`` for what is not there, and for a folder without any.
    """
    if path.is_dir():
        found = sorted((inner for inner in path.rglob("*") if _is_story(inner, path)), key=_place)
        if not found:
            raise PermanentError(
                "not_found", f"{path}: no story in this folder; stories are files ending in {', '.join(sorted(FOLDER_SUFFIXES))}"
            )
        return tuple(found)
    if not path.exists():
        raise PermanentError("not_found", f"{path}: no such file or folder; check the path")
    return (path,)


def _is_story(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
    return not hidden and file.suffix.lower() in FOLDER_SUFFIXES and file.is_file()


def _place(file: Path) -> tuple[Path, str, int]:
    """By name, the revisions of a story in their order: ``NAME.r1.txt`` alone would come before ``NAME.txt``."""
    try:
        story, revision = story_name(file.name)
    except PermanentError:
        return (file.parent, file.name, 0)
    return (file.parent, story, revision or 0)


def file_parcels(path: Path) -> Iterator[Parcel]:
    """The parcels of one file. Raises PermanentError where it cannot be read or is too large."""
    suffix = path.suffix.lower()
    try:
        if suffix in NDJSON_SUFFIXES:
            with path.open("rb") as lines:
                yield from line_parcels(lines, label=str(path), name=path.name)
            return
        if (size := path.stat().st_size) > MAX_PARCEL_BYTES:
            raise TooLarge(f"{path}: {size:,} bytes; at most {MAX_PARCEL_BYTES:,} go in one request, so split it")
        yield Parcel(str(path), path.name, "json" if suffix in JSON_SUFFIXES else "text", path.read_bytes())
    except OSError as error:
        raise PermanentError("unreadable", f"{path}: cannot be read: {error.strerror or error}") from error


def stream_parcels(stream: IO[bytes], *, name: str | None) -> Iterator[Parcel]:
    """What comes on standard input: NDJSON where its first line is a whole object, a JSON document where it begins as one, else a text."""
    label = name or "standard input"
    first = stream.readline(MAX_PARCEL_BYTES)
    start = first.removeprefix(b"\xef\xbb\xbf").strip()
    if start.startswith(b"{") and start.endswith(b"}"):
        yield from line_parcels(_after(first, stream), label=label, name=label)
        return
    data = first + stream.read(MAX_PARCEL_BYTES)
    if len(data) > MAX_PARCEL_BYTES:
        raise TooLarge(f"{label}: more than {MAX_PARCEL_BYTES:,} bytes; send it in parts, or as one article a line")
    yield Parcel(label, name or "", "json" if start[:1] in (b"{", b"[") else "text", data)


def line_parcels(lines: Iterable[bytes], *, label: str, name: str) -> Iterator[Parcel]:
    """NDJSON in parcels of bounded size; line ends are kept, so that a line's number in its parcel plus ``first_line`` is its number."""
    batch, size, begins = list[bytes](), 0, 1
    for number, line in enumerate(lines, 1):
        if batch and (len(batch) >= MAX_PARCEL_LINES or size + len(line) > MAX_PARCEL_BYTES):
            yield Parcel(label, name, "ndjson", b"".join(batch), begins)
            batch, size, begins = [], 0, number
        batch.append(line)
        size += len(line)
    if b"".join(batch).strip():
        yield Parcel(label, name, "ndjson", b"".join(batch), begins)


def _after(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
