"""What a part of the benchmark found, as text for people and as a file for the one page that holds all parts."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Target:
    """One line of what is to hold. ``met`` is None where it cannot be judged here; ``measured`` then says why."""

    what: str
    wanted: str
    measured: str
    met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "met", False: "MISSED", None: "not judged"}[self.met]


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def text(self) -> str:
        """Markdown, its columns aligned: read as it stands."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [self.columns, ["-" * width for width in widths], *self.rows]
        return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines)


@dataclass(frozen=True)
class Section:
    """One part: what was done, what came out, what it says of the targets."""

    title: str
    how: str
    tables: Sequence[Table]
    targets: Sequence[Target] = ()
    notes: Sequence[str] = ()
    facts: Mapping[str, float] = field(default_factory=dict)
    """What other parts reckon with, by name; the names are in ``bench/capacity.py``."""
    measured: str = ""
    """Of which commit, when, and what load the machine had, where that is known."""

    def text(self) -> str:
        parts = [f"## {self.title}", self.how, *(table.text() for table in self.tables)]
        if self.measured:
            parts.append(f"Measured: {self.measured}.")
        if lines := [f"- {note}" for note in self.notes]:
            parts.append("\n".join(lines))
        if lines := [f"- {one.what}: {one.measured} (to hold: {one.wanted}): {one.verdict}" for one in self.targets]:
            parts.append("\n".join(lines))
        return "\n\n".join(parts)

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1))

    @classmethod
    def read(cls, path: Path) -> Section:
        """What :meth:`save` wrote."""
        held = json.loads(path.read_text())
        tables = [Table(**each) for each in held.pop("tables")]
        targets = [Target(**each) for each in held.pop("targets")]
        return cls(**held, tables=tables, targets=targets)


def arguments_of(about: str | None) -> argparse.ArgumentParser:
    """What every part understands: ``--quick`` for a try-out, whose figures say little, and ``--save`` for the page of all parts."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a small size, to see that it runs")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the findings there too, as JSON")
    return parser


def tell(section: Section, options: argparse.Namespace) -> int:
    """Print and perhaps save; the exit status says whether every target holds."""
    print(section.text())
    if options.save is not None:
        section.save(options.save)
    return 1 if any(target.met is False for target in section.targets) else 0
