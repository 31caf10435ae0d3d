"""The benchmark's page: what it tells of targets, and that nothing of a part is lost on the way there."""

from __future__ import annotations

from pathlib import Path

from bench.__main__ import page
from bench.capacity import NEEDED, capacity
from bench.report import Section, Table, Target

SLOW = Target("pace", ">= 2", "1.5", False)
LOAD = Section("Load", "How.", [Table(["", "stories/s"], [["one", "9.5"]])], [SLOW], ["A note."], {"events": 14.0})


def test_a_section_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    LOAD.save(tmp_path / "load.json")
    assert Section.read(tmp_path / "load.json").text() == LOAD.text()
    assert Section.read(tmp_path / "load.json").facts == LOAD.facts


def test_a_missed_target_stands_in_capitals_at_the_head_of_the_page() -> None:
    told = page([LOAD], ["commit abc"])
    head = told[: told.index("## Load")]
    assert "- commit abc" in head
    assert "| pace" in head
    assert "MISSED" in head


def test_a_target_that_cannot_be_judged_here_is_neither_met_nor_missed() -> None:
    assert Target("pace", ">= 2", "on two cores", None).verdict == "not judged"


def test_the_columns_of_a_table_are_aligned() -> None:
    assert Table(["a", "b"], [["long", "1"]]).text() == "| a    | b |\n| ---- | - |\n| long | 1 |"


def test_a_million_stories_of_86_milliseconds_a_day_keep_one_core_busy() -> None:
    section = capacity({**dict.fromkeys(NEEDED, 0.0), "cpu_ms.extractor": 86.4})
    assert section is not None
    row = next(row for row in section.tables[0].rows if row[0] == "extractor")
    assert row == ["extractor", "86.4", "1.0", "8.6"]


def test_nothing_is_reckoned_from_a_run_that_left_a_part_out() -> None:
    assert capacity({"events": 1.0}) is None
