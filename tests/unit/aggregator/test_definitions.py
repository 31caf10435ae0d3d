"""Tally definitions: what is wrong is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.aggregator.definitions import DefinitionError, load_definitions, parse_definitions

GOOD = """tallies:
  - name: killed
    count: {measure: killed, unit: persons}
    by: [date, side]
"""


def test_the_shipped_definitions_load() -> None:
    names = {definition.name for definition in load_definitions()}
    assert {"prisoners_exchanged", "programme_progress", "bodies_returned", "killed", "injured", "missing", "evacuated"} <= names
    assert {f"{unit}_{measure}" for unit in ("drones", "missiles") for measure in ("launched", "intercepted", "hit")} <= names


def test_a_file_of_ones_own_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD)
    (definition,) = load_definitions(file)
    assert (definition.name, definition.by, definition.measures) == ("killed", ("date", "side"), {"killed"})


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("tallies: [", 1, "not YAML"),
        ("tallies:\n  - name: ki\x01lled", 2, "not YAML: the character U+0001"),
        ("- a", 1, "must be a mapping"),
        ("{}", 1, 'no list "tallies"'),
        ("tallies: 3", 1, "must be a list"),
        ("tallies: []\nextra: 1", 2, 'no field "extra"'),
        (GOOD.replace("    by: [date, side]\n", ""), 2, 'has no "by"'),
        (GOOD.replace("killed, unit", "kiled, unit"), 3, 'measure cannot be "kiled"'),
        (GOOD.replace("persons", "people"), 3, 'unit cannot be "people"'),
        (GOOD.replace("[date, side]", "[date, country]"), 4, '"country"'),
        (GOOD.replace("name: killed", "name: Killed!"), 2, "lower case letters"),
        (GOOD + "    wher: {}\n", 5, 'no field "wher"'),
        (GOOD + "    where: {colour: red}\n", 5, 'no field "colour"'),
        (GOOD + "    where: {ledger: sea}\n", 5, "exchange, harm, movement, air"),
        (GOOD + "    agreed: perhaps\n", 5, "true or false"),
        (GOOD + "    agreed: true\n", 4, "by both"),
        (GOOD + GOOD.replace("tallies:\n", ""), 5, "already defined in line 2"),
        (GOOD + "    by: [date]\n", 5, "stands twice"),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(text: str, line: int, says: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definitions(text, source="mine.yaml")
    assert caught.value.line == line
    assert f"mine.yaml, line {line}: " in str(caught.value)
    assert says in str(caught.value)
