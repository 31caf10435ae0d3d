"""How commands fail: one clear line on standard error, a status other than 0, no traceback."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.cli.main import app


@pytest.fixture(autouse=True)
def _nobody_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No broker in the settings and no demo of this user."""
    monkeypatch.delenv("WIRETALLY_KAFKA__BOOTSTRAP_SERVERS", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("services.cli.snapshot.CONNECT_WITHIN_S", 0.2)
    monkeypatch.setattr("services.cli.topics.CONNECT_WITHIN_S", 0.2)
    monkeypatch.setattr("services.cli.dead_letters.CONNECT_WITHIN_S", 0.2)
    monkeypatch.setattr("services.cli.replay.CONNECT_WITHIN_S", 0.2)


def failing(*arguments: str, input: bytes | None = None) -> str:
    """What the command says on standard error; it must fail with status 1 and print nothing else."""
    result: Result = CliRunner().invoke(app, list(arguments), input=input)
    assert result.exit_code == 1, (result.exit_code, result.stderr, result.exception)
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    return result.stderr


@pytest.mark.parametrize("command", ["extract", "run"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty; the first line must be"),
        (b"   \n\n ", "empty; the first line must be"),
        (b"No date stands here.\n\nTwo were hurt.", "line 1 has no date; write"),
        (b"date 2025-02-31\n\nTwo were hurt.", "2025-02-31 is no date"),
        (b"date 2025-05-23", "nothing after the date"),
        (b"date 2025-05-23\n\nCaf\xe9 closed.", "line 3 (byte 20) is not UTF-8; save the file as UTF-8"),
        (b"\xff\xfed\x00a\x00", "UTF-16; save it as UTF-8"),
        (b"\x00\x01\x02", "binary data, not a text"),
    ],
)
def test_a_story_that_is_none_is_named_with_what_to_do(tmp_path: Path, command: str, content: bytes, said: str) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(content)
    told = failing(command, str(story))
    assert f"wiretally: {story}: " in told
    assert said in told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "an empty list"),
        (b'{"story_id": "a", "body": "Two were hurt."}', "published_at: it must be there"),
        (b'{"story_id": "a", "body": "x", "published_at": "2025-05-23", "headlin": "y"}', "headlin: no such field"),
    ],
)
def test_article_json_that_does_not_fit_is_named_with_the_field(tmp_path: Path, content: bytes, said: str) -> None:
    article = tmp_path / "article.json"
    article.write_bytes(content)
    told = failing("extract", str(article))
    assert f"wiretally: {article}: " in told
    assert said in told


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path: Path) -> None:
    assert f"{tmp_path}/missing.txt: no such file or folder; check the path" in failing("run", str(tmp_path / "missing.txt"))


def test_a_folder_without_stories_is_told(tmp_path: Path) -> None:
    assert "no story in this folder" in failing("run", str(tmp_path))


def test_standard_input_without_a_story_is_told() -> None:
    assert "stdin: empty" in failing("extract", "-", input=b"")


@pytest.mark.parametrize(
    "command",
    [["tallies"], ["tallies", "--watch"], ["events"], ["explain", "killed"], ["topics", "apply"], ["topics", "list"],
     ["dead-letters", "list"], ["replay", "--from", "2025-05-23"]],
)  # fmt: skip
def test_without_a_broker_a_command_says_how_to_name_one(command: list[str]) -> None:
    assert "give --broker HOST:PORT, set WIRETALLY_KAFKA__BOOTSTRAP_SERVERS, or start `wiretally demo`" in failing(*command)


@pytest.mark.parametrize(
    "command",
    [["tallies"], ["events"], ["explain", "killed"], ["topics", "apply"], ["topics", "list"], ["dead-letters", "list"],
     ["replay", "--from", "2025-05-23"]],
)  # fmt: skip
def test_a_broker_that_is_not_there_is_told_with_its_address(command: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    told = failing(*command, "--broker", address)
    assert f"no broker answers at {address}" in told
    assert told.count("\n") == 1


def test_settings_that_do_not_fit_are_named_by_their_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRETALLY_KAFKA__SECURITY_PROTOCOL", "MAGIC")
    assert "WIRETALLY_KAFKA__SECURITY_PROTOCOL" in failing("tallies", "--broker", "localhost:9092")


def test_watching_is_only_for_the_table() -> None:
    assert "--watch draws a table" in failing("tallies", "--watch", "--format", "json", "--broker", "localhost:9092")


def test_a_demo_on_a_taken_port_is_refused_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"port {port} is taken: give another to --port" in failing("demo", "--port", str(port))


def test_a_second_demo_is_refused_with_the_process_of_the_first(tmp_path: Path) -> None:
    import fcntl

    folder = tmp_path / "cache" / "wiretally" / "demo"
    folder.mkdir(parents=True)
    with (folder / "lock").open("w") as lock:
        lock.write("4711")
        lock.flush()
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "a demo runs here already (process 4711)" in failing("demo")


@pytest.mark.parametrize("content", ["", "{}", '{"tallies": [{}], "incidents": []}', "[1]", '{"tallies": 3, "incidents": []}'])
def test_a_file_that_is_no_output_of_run_is_told(tmp_path: Path, content: str) -> None:
    run = tmp_path / "run.json"
    run.write_text(content)
    assert f"{run}: not the output of `wiretally run --format json`" in failing("explain", "killed", "--from-run", str(run))


def test_a_file_of_a_run_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert f"{tmp_path}/none.json" in failing("explain", "killed", "--from-run", str(tmp_path / "none.json"))


def test_tally_definitions_that_do_not_fit_are_named_by_their_line(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("date 2025-05-23\n\nTwo people were hurt in Northport.")
    definitions = tmp_path / "tallies.yaml"
    definitions.write_text("tallies:\n  - name: hurt\n    count: {measure: wounded}\n    by: [date]\n")
    told = failing("run", str(tmp_path / "story.txt"), "--tallies", str(definitions))
    assert f"{definitions}, line 3" in told


def test_wrong_usage_has_status_2() -> None:
    for arguments in (["tallies", "--date", "someday"], ["serve", "kitchen"], ["extract"], ["no-such-command"]):
        assert CliRunner().invoke(app, arguments).exit_code == 2
