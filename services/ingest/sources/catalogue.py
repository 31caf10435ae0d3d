"""``sources.yaml``: where stories are fetched from. Checked whole before any of it is used; each fault is told with its line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import Discriminator, Field, Tag, TypeAdapter, ValidationError, field_validator

from services.chassis.errors import ConfigurationError
from services.chassis.settings import Section

MIN_POLL_S = 10
"""Asking a stranger's server more often is no polling but a nuisance."""


class Source(Section):
    """What every source has. ``quiet_after_s``: with no new story for so long it counts as quiet, and its metric says so."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    name: str = Field(default="", max_length=200, description="The outlet, where the stories do not say it themselves.")
    quiet_after_s: float = Field(default=86_400, gt=0)
    enabled: bool = True


class _Polled(Source):
    poll_s: float = Field(default=300, ge=MIN_POLL_S)

    @property
    def address(self) -> str:
        """What is fetched."""
        raise NotImplementedError


class FeedSource(_Polled):
    """A feed of any format, or any file of wire stories, fetched again and again."""

    feed: str

    @field_validator("feed")
    @classmethod
    def _is_web(cls, value: str) -> str:
        return _web(value)

    @property
    def address(self) -> str:
        return self.feed


class PageSource(_Polled):
    """A web page that holds one story, such as a live blog; its robots.txt is kept to."""

    page: str

    @field_validator("page")
    @classmethod
    def _is_web(cls, value: str) -> str:
        return _web(value)

    @property
    def address(self) -> str:
        return self.page


class FolderSource(Source):
    """A folder that a wire receiver drops files in. A file taken in moves to ``done/`` in it, one that is no story to ``failed/``."""

    folder: Path
    settle_s: float = Field(default=1, ge=0, description="A file that has not changed for so long has been written whole.")
    scan_s: float = Field(default=1, ge=0.05)


def _web(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return value


_KINDS = ("feed", "page", "folder")


def _kind(value: Any) -> str | None:
    given = [kind for kind in _KINDS if kind in value] if isinstance(value, dict) else []
    return given[0] if len(given) == 1 else None


AnySource = Annotated[
    Annotated[FeedSource, Tag("feed")] | Annotated[PageSource, Tag("page")] | Annotated[FolderSource, Tag("folder")],
    Discriminator(_kind, custom_error_type="kind", custom_error_message="a source has exactly one of: feed, page, folder"),
]
_SOURCES: TypeAdapter[list[AnySource]] = TypeAdapter(list[AnySource])


def read_sources(path: Path) -> tuple[FeedSource | PageSource | FolderSource, ...]:
    """The sources in the file, those switched off left out. Raises ConfigurationError naming the file and each line that does not fit."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path}: no YAML: {error}") from error
    if not isinstance(value, dict) or set(value) - {"sources"} or not isinstance(value.get("sources"), list):
        raise ConfigurationError(f"{path}: line 1: write one list called `sources:` and nothing beside it")
    try:
        sources = _SOURCES.validate_python(value["sources"])
    except ValidationError as error:
        told = [_told(root, each["loc"], each["msg"]) for each in error.errors(include_input=False, include_url=False)]
        raise ConfigurationError(f"{path}: sources do not fit:\n  " + "\n  ".join(told)) from None
    if twice := [name for name, count in Counter(each.id for each in sources).items() if count > 1]:
        raise ConfigurationError(f"{path}: two sources are called {twice[0]!r}; an id names one source, so give the other another")
    return tuple(each for each in sources if each.enabled)


def _told(root: yaml.Node | None, location: tuple[int | str, ...], message: str) -> str:
    """``location`` is the number of the source, its kind, and the field."""
    index, *field = (part for place, part in enumerate(location) if place != 1)
    names = ".".join(map(str, field))
    return f"line {_line(root, (index, *field))}: {f'{names}: ' if names else ''}{message}"


def _line(root: yaml.Node | None, location: tuple[int | str, ...]) -> int:
    """The line of the source that ``location`` lies in, or of the field itself where it is there."""
    node = _value(root, "sources")
    for part in location:
        inner = node.value[part] if isinstance(node, yaml.SequenceNode) and isinstance(part, int) else _value(node, str(part))
        node = inner if inner is not None else node
    return node.start_mark.line + 1 if node is not None else 1


def _value(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    # Of a name that stands twice YAML takes the last.
    return next((value for key, value in reversed(pairs) if key.value == name), None)


Kind = Literal["feed", "page", "folder"]


def kind_of(source: Source) -> Kind:
    """Which kind a source is, for metrics."""
    return "folder" if isinstance(source, FolderSource) else "page" if isinstance(source, PageSource) else "feed"
