"""`wiretally feed` against a running ingest."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.integration.ingest.conftest import IngestProcess, Wire
from tests.integration.process import PATIENCE_S

pytestmark = pytest.mark.kafka

STORY = "date 2025-05-23\nShips sink\n\nPORT SABLE (Tern) - {} ships went down on Friday, harbour officials said.\n"


async def feed(ingest: IngestProcess, *arguments: str, given: bytes | None = None) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of ``wiretally feed``."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "services.cli.main", "feed", "--ingest", ingest.url, *arguments),
        env=ingest.environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE_S):
        out, error = await process.communicate(given)
    return process.returncode or 0, out.decode(), error.decode()


async def test_a_folder_is_fed_and_feeding_it_again_changes_nothing(ingest: IngestProcess, wire: Wire, tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(20):
        (folder / f"s{number}.txt").write_text(STORY.format(number + 2))
    (folder / "s0.r1.txt").write_text(STORY.format("No"))
    (folder / "gold.json").write_text("{}")
    assert await feed(ingest, str(folder)) == (0, "21 stories sent: 21 published\n", "")
    assert await feed(ingest, str(folder)) == (0, "21 stories sent: 21 duplicate\n", "")
    assert len(await wire.articles()) == 21


async def test_bad_stories_are_named_with_file_and_line_and_the_rest_is_fed(ingest: IngestProcess, wire: Wire, tmp_path: Path) -> None:
    bad, lines, good = tmp_path / "bad.txt", tmp_path / "lines.jsonl", tmp_path / "good.txt"
    bad.write_text("Ships sink")
    lines.write_text('{"story_id": "a", "body": "Two sank.", "published_at": "2025-05-23"}\n\n{bad\n')
    good.write_text(STORY.format("Two"))
    status, out, error = await feed(ingest, str(bad), str(lines), str(good))
    assert (status, out) == (1, "4 stories sent: 2 published, 2 refused\n")
    assert f"wiretally: {bad}: line 1 has no date" in error
    assert f"wiretally: {lines}: line 3: no JSON" in error
    assert sorted(article.story_id for article in await wire.articles()) == ["a", "good"]


async def test_standard_input_is_fed(ingest: IngestProcess, wire: Wire) -> None:
    assert (await feed(ingest, "-", "--name", "ships.r1.txt", given=STORY.format("Two").encode()))[0] == 0
    (article,) = await wire.articles()
    assert (article.story_id, article.revision) == ("ships", 1)


@pytest.mark.parametrize("arguments", [["/no/such/file"], ["--ingest", "nowhere", "-"]])
async def test_what_cannot_be_fed_ends_with_one_line_and_a_status(ingest: IngestProcess, arguments: list[str]) -> None:
    status, out, error = await feed(ingest, *arguments, given=STORY.format("Two").encode())
    assert (status, out) == (1, "")
    assert error.count("\n") == 1
