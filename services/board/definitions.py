"""The tallies' definitions as the board shows them: the aggregator's file, read as data. What they mean is checked where they are used."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import yaml

from services.board.forms import Form
from services.chassis.errors import ConfigurationError


def load_definitions(path: Path | None) -> list[Form]:
    """The entries of a ``tallies.yaml``, the shipped one where ``path`` is None. Raises ConfigurationError where it cannot be read."""
    source = path or files("services.aggregator") / "tallies.yaml"
    try:
        read = yaml.safe_load(source.read_text("utf-8"))
        return [dict(entry) for entry in read["tallies"]]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, TypeError, KeyError, ValueError) as error:
        raise ConfigurationError(f"WIRETALLY_BOARD__DEFINITIONS: {source} is no file of tally definitions: {error}") from None
