"""Tally definitions: what `tallies.yaml` says, checked at start, each fault with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from schemas.event import EventType
from schemas.figure import Group, Measure, Unit
from services.chassis.errors import PermanentError

SHIPPED = Path(__file__).with_name("tallies.yaml")

GroupBy = Literal["theatre", "programme", "phase", "date", "place", "side", "group"]
GROUP_BY: tuple[GroupBy, ...] = get_args(GroupBy)
"""All keys a tally may be kept by, in the order they stand in a row's key."""
LEDGERS = ("exchange", "harm", "movement", "air")
PAIR = "pair"
ANY = "any"

_WORDS: dict[str, tuple[str, ...] | None] = {
    "ledger": LEDGERS, "type": get_args(EventType), "group": get_args(Group),
    "theatre": None, "side": None, "by": None, "place": None, "programme": None,
}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_FIELDS = ("name", "about", "count", "where", "by", "agreed")
_NEEDED = ("name", "count", "by")


class DefinitionError(PermanentError):
    """A definition that cannot be used; the message names file, line and what to write instead."""

    def __init__(self, source: str, line: int, problem: str) -> None:
        super().__init__("bad_definition", f"{source}, line {line}: {problem}")
        self.line = line


@dataclass(frozen=True)
class Definition:
    """One tally: count what, where, by what."""

    name: str
    measures: frozenset[str]
    units: frozenset[str]
    by: tuple[GroupBy, ...]
    where: dict[str, frozenset[str]] = field(default_factory=dict)
    agreed: bool = False
    about: str = ""


@dataclass(frozen=True)
class Definitions:
    """All tallies kept, by name."""

    tallies: tuple[Definition, ...]

    def __iter__(self) -> Any:
        return iter(self.tallies)

    def named(self, name: str) -> Definition | None:
        return next((d for d in self.tallies if d.name == name), None)


def load_definitions(path: Path | str | None = None) -> Definitions:
    """The definitions in the file, the shipped ones by default. Raises DefinitionError; OSError where the file cannot be read."""
    file = Path(path) if path is not None else SHIPPED
    return parse_definitions(file.read_text(encoding="utf-8"), source=str(file) if path is not None else file.name)


def parse_definitions(text: str, *, source: str = "definitions") -> Definitions:
    """The definitions in ``text`` (YAML)."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise DefinitionError(source, mark.line + 1 if mark else 1, f"not YAML: {error.problem}") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise DefinitionError(source, line, f"not YAML: the character U+{ord(text[error.position]):04X} may not stand in it") from error
    reader = _Reader(source)
    top = reader.mapping(root, "the file")
    reader.only(top, ("tallies",), "the file")
    if "tallies" not in top:
        raise DefinitionError(source, 1, 'the file has no list "tallies"')
    tallies = [reader.definition(node) for node in reader.items(top["tallies"][1], '"tallies"')]
    seen: dict[str, int] = {}
    for definition, line in tallies:
        if definition.name in seen:
            raise DefinitionError(source, line, f'the tally "{definition.name}" is already defined in line {seen[definition.name]}')
        seen[definition.name] = line
    return Definitions(tuple(definition for definition, _ in tallies))


Pairs = dict[str, tuple[yaml.Node, yaml.Node]]


@dataclass(frozen=True)
class _Reader:
    """YAML nodes to definitions; nodes keep their lines."""

    source: str

    def fail(self, node: yaml.Node | None, problem: str) -> DefinitionError:
        return DefinitionError(self.source, node.start_mark.line + 1 if node is not None else 1, problem)

    def mapping(self, node: yaml.Node | None, what: str) -> Pairs:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{what} must be a mapping (key: value)")
        pairs: Pairs = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self.fail(key, f"a key of {what} must be a word")
            if key.value in pairs:
                raise self.fail(key, f'"{key.value}" stands twice in {what}')
            pairs[key.value] = (key, value)
        return pairs

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{what} must be a list")
        return list(node.value)

    def only(self, pairs: Pairs, known: Iterable[str], what: str) -> None:
        for name, (key, _) in pairs.items():
            if name not in known:
                raise self.fail(key, f'{what} has no field "{name}"; known: {", ".join(known)}')

    def words(self, node: yaml.Node, what: str, known: tuple[str, ...] | None) -> frozenset[str]:
        """One word or a list of them."""
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for item in nodes:
            if not isinstance(item, yaml.ScalarNode) or not item.value:
                raise self.fail(item, f"{what} must be a word or a list of words")
            if known is not None and item.value not in known:
                raise self.fail(item, f'{what} cannot be "{item.value}"; known: {", ".join(known)}')
        if not nodes:
            raise self.fail(node, f"{what} is empty")
        return frozenset(item.value for item in nodes)

    def definition(self, node: yaml.Node) -> tuple[Definition, int]:
        pairs = self.mapping(node, "a tally")
        self.only(pairs, _FIELDS, "a tally")
        for name in _NEEDED:
            if name not in pairs:
                raise self.fail(node, f'this tally has no "{name}"')
        name_node = pairs["name"][1]
        name = name_node.value if isinstance(name_node, yaml.ScalarNode) else ""
        if not _NAME.match(name):
            raise self.fail(name_node, "a name is lower case letters, digits and underscores, a letter first")
        count = self.mapping(pairs["count"][1], '"count"')
        self.only(count, ("measure", "unit"), '"count"')
        if "measure" not in count:
            raise self.fail(pairs["count"][1], '"count" has no "measure"')
        where = self.where(pairs["where"][1]) if "where" in pairs else {}
        definition = Definition(
            name=name,
            measures=self.words(count["measure"][1], "measure", get_args(Measure)),
            units=self.words(count["unit"][1], "unit", get_args(Unit)) if "unit" in count else frozenset(get_args(Unit)),
            by=self.by(pairs["by"][1]),
            where=where,
            agreed=self.flag(pairs["agreed"][1]) if "agreed" in pairs else False,
            about=str(pairs["about"][1].value) if "about" in pairs else "",
        )
        if definition.agreed and not {"programme", "side"} <= set(definition.by):
            raise self.fail(pairs["by"][1], "what was agreed is known by programme and side: keep the tally by both")
        return definition, node.start_mark.line + 1

    def where(self, node: yaml.Node) -> dict[str, frozenset[str]]:
        pairs = self.mapping(node, '"where"')
        self.only(pairs, _WORDS, '"where"')
        return {name: self.words(value, name, _WORDS[name]) for name, (_, value) in pairs.items()}

    def by(self, node: yaml.Node) -> tuple[GroupBy, ...]:
        said = self.words(node, '"by"', GROUP_BY) if not (isinstance(node, yaml.SequenceNode) and not node.value) else frozenset()
        return tuple(key for key in GROUP_BY if key in said)

    def flag(self, node: yaml.Node) -> bool:
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return bool(node.value == "true")
        raise self.fail(node, '"agreed" is true or false')
