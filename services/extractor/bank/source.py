"""YAML of the bank, read so that every word still knows its file and line: a mistake in a bank file is told where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


class BankError(ValueError):
    """A bank file that does not fit; the message begins with ``file:line:`` and says what to write instead."""


class Text(str):
    """A word of a bank file with the line it stands on."""

    __slots__ = ("file", "line")
    file: str
    line: int

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"


class _Loader(yaml.SafeLoader):
    """Scalars stay text, except ``true``, ``false`` and nothing at all: YAML 1.1 would read the word *no* as false."""


_Loader.yaml_implicit_resolvers = {
    "t": [("tag:yaml.org,2002:bool", re.compile(r"true\Z"))],
    "f": [("tag:yaml.org,2002:bool", re.compile(r"false\Z"))],
    "n": [("tag:yaml.org,2002:null", re.compile(r"null\Z"))],
}


def _text(loader: _Loader, node: yaml.ScalarNode) -> Text:
    text = Text(node.value)
    text.file, text.line = Path(node.start_mark.name).name, node.start_mark.line + 1
    return text


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise BankError(f"{key.where}: {key!s} stands twice; keep one")
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_constructor("tag:yaml.org,2002:str", _text)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> dict[Text, Any]:
    """The mapping in ``path``. Raises BankError if it is not readable YAML, or no mapping."""
    try:
        with path.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BankError(f"{path.name}:{line}: not readable as YAML: {error.problem}") from error
    if not isinstance(content, dict):
        raise BankError(f"{path.name}:1: expected `name: ...` lines")
    return content


def one_of(text: Text, allowed: tuple[str, ...], what: str) -> str:
    """``text``, if it is one of ``allowed``; else BankError naming what may stand there."""
    if text not in allowed:
        raise BankError(f"{text.where}: {what} {str(text)!r} is unknown; write one of {', '.join(allowed)}")
    return str(text)


def texts(value: Any, key: Text) -> Iterator[Text]:
    """The words of a list (or the one word) under ``key``; BankError if there is anything else in it."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, Text) or not item.strip():
            raise BankError(f"{key.where}: {key!s} must be a list of words; quote {item!r} if it is meant as a word")
        yield item
