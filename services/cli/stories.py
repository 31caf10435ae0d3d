"""Story files as articles: what `extract` and `run` read. A bad file is told and passed over, as a dead letter would be."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from schemas.article import Article
from services.chassis.errors import PermanentError
from services.cli.failures import CommandFailed, tell
from services.ingest.formats.article_json import Unfit, parse_articles
from services.ingest.formats.text import parse_text

STDIN = "-"
JSON_SUFFIXES = {".json", ".jsonl", ".ndjson"}
MAX_ARTICLES = 1_000_000
"""In one file: the limit of ingest protects a service; here the reader's own memory is the limit."""

StoriesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Text stories (.txt), article JSON (.json, .jsonl), folders of text stories, or - for a story on standard input.",
        show_default=False,
    ),
]


@dataclass
class Stories:
    """The articles that could be read, each with the name of its file's stem, and how many could not."""

    articles: list[tuple[str, Article]] = field(default_factory=list)
    refused: int = 0

    def finish(self) -> None:
        """Ends the command with status 1 if any story was refused; each was told when it was read."""
        if self.refused:
            tell(f"{self.refused} of {self.refused + len(self.articles)} stories were refused (see above)")
            raise typer.Exit(1)


def story_files(names: Iterable[str]) -> list[Path]:
    """The files named, in order; of a folder its .txt files at any depth, by name. Raises CommandFailed for what is not there."""
    files: list[Path] = []
    for name in names:
        path = Path(name)
        if path.is_dir():
            found = sorted(inner for inner in path.rglob("*.txt") if inner.is_file())
            if not found:
                raise CommandFailed(f"{name}: no .txt story in this folder; name the files, or a folder that holds some")
            files += found
        elif path.is_file() or name == STDIN:
            files.append(path)
        elif path.exists():
            raise CommandFailed(f"{name}: neither a file nor a folder; name a story file")
        else:
            raise CommandFailed(f"{name}: no such file or folder; check the path")
    return files


def read_stories(names: Sequence[str]) -> Stories:
    """Every story in the files named. Raises CommandFailed if not one of them can be read."""
    stories = Stories()
    for path in dict.fromkeys(story_files(names)):
        try:
            stories.articles += _read(path)
        except PermanentError as error:
            stories.refused += 1
            tell(error.message)
    if not stories.articles:
        raise CommandFailed("no story could be read")
    return stories


def _read(path: Path) -> list[tuple[str, Article]]:
    if str(path) == STDIN:
        return [("stdin", parse_text(sys.stdin.buffer.read(), name="stdin"))]
    data = path.read_bytes()
    if path.suffix.lower() not in JSON_SUFFIXES:
        try:
            return [(path.stem, parse_text(data, name=path.name))]
        except PermanentError as error:
            # The parser knows the story's name; a reader with a thousand folders needs the path.
            raise PermanentError(error.reason, error.message.replace(path.name, str(path), 1)) from error
    articles: list[tuple[str, Article]] = []
    for item in parse_articles(data, ndjson=path.suffix.lower() != ".json", max_items=MAX_ARTICLES):
        if isinstance(item, Unfit):
            raise PermanentError(item.error.reason, f"{path}: {item.error.message}") from item.error
        articles.append((item.story_id, item))
    return articles
