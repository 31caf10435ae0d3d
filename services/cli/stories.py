"""Story files as articles: what `extract` and `run` read. A bad story is told and passed over, as a dead letter would be."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from schemas.article import Article
from services.chassis.errors import PermanentError
from services.cli.failures import CommandFailed, tell
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.wire_format import Arrival, Dispatch, Unfit
from services.ingest.sources.files import Parcel, file_parcels, story_files, stream_parcels

STDIN = "-"
STDIN_NAME = "stdin"

StoriesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Stories in any wire format (text, NITF, NewsML, ninjs, feeds, mail, pages, article JSON), folders, or - for standard input.",
        show_default=False,
    ),
]


@dataclass
class Stories:
    """The articles that could be read, each with its name (a file's stem, or the story id of article JSON), and how many could not."""

    articles: list[tuple[str, Article]] = field(default_factory=list)
    refused: int = 0
    unread: int = 0
    """Those of the refused that are not among the articles."""

    def refuse(self, message: str) -> None:
        """A story that is no article."""
        self.unread += 1
        self.give_up(message)

    def give_up(self, message: str) -> None:
        """An article that the extractor will not read."""
        self.refused += 1
        tell(message)

    def finish(self) -> None:
        """Ends the command with status 1 if any story was refused; each was told when it was read."""
        if self.refused:
            tell(f"{self.refused} of {self.unread + len(self.articles)} stories were refused (see above)")
            raise typer.Exit(1)


def read_stories(names: Sequence[str]) -> Stories:
    """Every story in the files and folders named, each file once.

    Raises CommandFailed for a path that is not there, before anything is read, and where not one story can be read.
    """
    stories = Stories()
    for source in list(_sources(names)):
        try:
            for parcel in [*stream_parcels(sys.stdin.buffer, name=STDIN_NAME)] if source is None else file_parcels(source):
                _read(parcel, stories)
        except PermanentError as error:
            stories.refuse(error.message)
    if not stories.articles:
        raise CommandFailed("no story could be read")
    return stories


def _sources(names: Sequence[str]) -> Iterator[Path | None]:
    """Files in order, each once; None is standard input."""
    seen = set[Path | None]()
    for name in names:
        try:
            found = (None,) if name == STDIN else story_files(Path(name))
        except PermanentError as error:
            raise CommandFailed(error.message) from error
        for path in found:
            if path not in seen:
                seen.add(path)
                yield path


def _read(parcel: Parcel, stories: Stories) -> None:
    if parcel.kind == "ndjson":
        _read_lines(parcel, stories)
        return
    # Only where a story is read: the images of the other services have no parsers of markup, and a start of any command would be slow.
    from services.ingest.formats.detect import parse_wire

    try:
        reading = parse_wire(Arrival(parcel.data, name=parcel.name, max_items=sys.maxsize))
    except PermanentError as error:
        # The parser knows the bare name; a reader with many folders needs the path.
        told = error.message
        stories.refuse(
            f"{parcel.label}{told.removeprefix(parcel.name)}" if told.startswith(f"{parcel.name}:") else f"{parcel.label}: {told}"
        )
        return
    for item in reading.items:
        if isinstance(item, Unfit):
            stories.refuse(f"{parcel.label}: {item.error.message}")
        elif isinstance(item, Dispatch):
            name = Path(parcel.name).stem if reading.format == "text" else item.article.story_id
            stories.articles.append((name, item.article))


def _read_lines(parcel: Parcel, stories: Stories) -> None:
    for item in parse_articles(parcel.data, ndjson=True, max_items=sys.maxsize):
        if isinstance(item, Unfit):
            stories.refuse(f"{parcel.label}: {item.error.message}")
        else:
            stories.articles.append((item.story_id, item))
