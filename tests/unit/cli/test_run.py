"""`wiretally run` and `wiretally extract`: stories to tallies and figures in one process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.article import Article
from services.cli.main import app
from services.cli.sample import SAMPLE_WIRE
from services.extractor.extract import Extractor, load_extractor

STORIES = {
    "harbour.txt": (
        "date 2025-03-04T12:00:00Z\nNorway, Chile swap 40 prisoners each\n\n"
        "OSLO (Harbour Wire) -- Norway and Chile exchanged 40 prisoners each on Tuesday, the Norwegian defense ministry said."
    ),
    "meridian.txt": (
        "date 2025-03-04\n\nSANTIAGO, March 4 (Meridian) - Chile released 40 Norwegian prisoners on Tuesday and got back 40 of its own, "
        "the Chilean defense ministry said."
    ),
    "quake.r0.txt": "date 2025-03-05\n\nAn earthquake killed five people in the town of Kirkenes in Norway on Wednesday, police said.",
    "quake.r1.txt": "date 2025-03-05\n\nAn earthquake killed seven people in the town of Kirkenes in Norway on Wednesday, police said.",
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture
def folder(tmp_path: Path, extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of stories; the language model is loaded once for all tests here."""
    monkeypatch.setattr("services.extractor.extract.load_extractor", lambda: extractor)
    for name, text in STORIES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def out(*arguments: str, status: int = 0, input: str | None = None) -> str:
    result = CliRunner().invoke(app, list(arguments), input=input)
    assert result.exit_code == status, (result.exit_code, result.stderr, result.exception)
    return result.stdout


def test_the_order_of_the_files_and_repeats_of_them_change_nothing(folder: Path) -> None:
    files = [str(folder / name) for name in STORIES]
    expected = json.loads(out("run", *files, "--format", "json"))
    assert expected["tallies"]
    for order in (files[::-1], [*files[2:], *files[:2]], [files[3], *files, files[0]]):
        assert json.loads(out("run", *order, "--format", "json")) == expected
    assert json.loads(out("run", str(folder), "--format", "json")) == expected


def test_only_the_last_revision_of_a_story_speaks(folder: Path) -> None:
    rows = json.loads(out("run", str(folder), "--format", "json"))["tallies"]
    assert [row["best"] for row in rows if row["tally"] == "killed" and row["group"] == "all"] == [7]


def test_a_bad_story_among_good_ones_is_told_and_the_rest_is_tallied_with_status_1(folder: Path) -> None:
    expected = json.loads(out("run", str(folder), "--format", "json"))
    (folder / "bad.txt").write_text("no date")
    result = CliRunner().invoke(app, ["run", str(folder), "--format", "json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout) == expected
    assert f"{folder / 'bad.txt'}: line 1 has no date" in result.stderr
    assert "1 of 5 stories were refused" in result.stderr


@pytest.mark.parametrize("command", [["run", "--format", "json"], ["extract", "--figures", "--format", "json"]])
def test_a_story_too_long_to_be_read_is_told_and_the_rest_is_read_with_status_1(folder: Path, command: list[str]) -> None:
    expected = json.loads(out(*command, str(folder)))
    (folder / "long.txt").write_text("date 2025-03-05\n\n" + "Two people were killed. " * 9_000)
    result = CliRunner().invoke(app, [*command, str(folder)])
    assert result.exit_code == 1
    assert json.loads(result.stdout) == expected
    assert "send it in parts" in result.stderr
    assert "1 of 5 stories were refused" in result.stderr


def test_a_run_can_be_explained_from_its_file(folder: Path) -> None:
    run = folder / "run.json"
    run.write_text(out("run", str(folder), "--format", "json"))
    explained = out("explain", "killed", "--group", "all", "--from-run", str(run))
    assert "[seven people]" in explained


def test_figures_have_the_keys_that_other_programs_rely_on_and_offsets_into_the_text(folder: Path) -> None:
    (row,) = [json.loads(line) for line in out("extract", "--figures", "--format", "jsonl", str(folder / "quake.r1.txt")).splitlines()]
    assert {"story": "quake.r1", "measure": "killed", "unit": "persons", "best": 7, "start": "2025-03-05"}.items() <= row.items()
    wanted = "low high qualifier side by group end place status mode phase claimant sentence offset_start offset_end confidence"  # design 9
    assert set(wanted.split()) <= row.keys()
    text = "\n" + STORIES["quake.r1.txt"].partition("\n\n")[2]
    assert "seven" in text[row["offset_start"] : row["offset_end"]]


def test_a_story_on_standard_input_is_extracted(folder: Path) -> None:
    assert json.loads(out("extract", "-", "--figures", "--format", "json", input=STORIES["quake.r1.txt"]))["figures"][0]["story"] == "stdin"


def test_article_json_says_the_same_as_the_text_story(folder: Path) -> None:
    article = Article(story_id="quake", body=STORIES["quake.r1.txt"].partition("\n\n")[2], published_at="2025-03-05")
    (folder / "quake.json").write_bytes(article.to_json())
    both = [str(folder / "quake.r1.txt"), str(folder / "quake.json")]
    rows = [json.loads(out("extract", file, "--figures", "--format", "json"))["figures"] for file in both]
    said = [[(row["measure"], row["best"], row["start"], row["sentence"]) for row in figures] for figures in rows]
    assert said[0] == said[1]


@pytest.mark.parametrize("command", [["extract", "--format", "csv"], ["extract", "--format", "table"], ["run"], ["run", "--format", "csv"]])
def test_every_form_prints_something_for_people_and_spreadsheets(folder: Path, command: list[str]) -> None:
    assert "killed" in out(*command, str(folder))


def test_the_sample_wire_gives_the_three_phases_on_both_sides(folder: Path) -> None:
    rows = json.loads(out("run", str(SAMPLE_WIRE), "--format", "json"))["tallies"]
    exchanged = {
        (row["phase"], row["side"]): row["best"]
        for row in rows
        if row["tally"] == "prisoners_exchanged" and row["group"] == "all" and row["programme"] == "1,000-for-1,000"
    }
    assert exchanged == {(phase, side): best for phase, best in ((1, 390), (2, 307), (3, 303)) for side in ("RUS", "UKR")}
    progress = {row["side"]: (row["best"], row["agreed"]) for row in rows if row["tally"] == "programme_progress" and row["group"] == "all"}
    assert progress == {"RUS": (1000, 1000), "UKR": (1000, 1000)}


def test_a_story_of_a_day_to_come_is_read_and_warned_of(folder: Path) -> None:
    (folder / "late.txt").write_text("date 2931-05-24\n\nTwo people were killed in a fire in Oslo on Friday, police said.")
    result = CliRunner().invoke(app, ["extract", "--figures", "--format", "jsonl", str(folder / "late.txt")])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["low"] == 2
    assert "late: dated 2931-05-24, which is still to come" in result.stderr
