"""The four services as processes, and one story from the first to the last."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any
from urllib.request import Request, urlopen

from tests.conftest import free_port
from tests.integration.process import PATIENCE_S, ServiceProcess

FLOW = ("ingest", "extractor", "aggregator", "board")
SWAP = {
    "story_id": "northlight/swap",
    "published_at": "2025-05-23",
    "headline": "Russia and Ukraine begin large prisoner swap",
    "body": "KYIV, May 23 - Russia and Ukraine each released 390 prisoners on Friday, the two sides said.",
}


def services(stack: ExitStack, environment: Mapping[str, str], order: tuple[str, ...] = FLOW) -> dict[str, ServiceProcess]:
    """All four started in that order, none waited for."""
    return {
        name: stack.enter_context(
            ServiceProcess(f"services.{name}.app", {**environment, "WIRETALLY_HTTP__PORT": str(free_port())}),
        )
        for name in order
    }


def push(ingest: ServiceProcess, article: Mapping[str, Any] = SWAP, headers: Mapping[str, str] | None = None) -> str:
    """What ingest did with the article."""
    request = Request(f"{ingest.url}/v1/articles", json.dumps(article).encode(), {"Content-Type": "application/json", **(headers or {})})
    with urlopen(request, timeout=PATIENCE_S) as answer:
        outcome: str = json.load(answer)["outcome"]
        return outcome


def bearing(token: str) -> dict[str, str]:
    """The headers of who has that token."""
    return {"Authorization": f"Bearer {token}"}


def is_tallied(board: ServiceProcess) -> bool:
    """Whether the board shows what the story says, and nothing else, of prisoners exchanged."""
    status, body = board.get("/v1/tallies?tally=prisoners_exchanged")
    return status == 200 and {row["best"] for row in json.loads(body)["tallies"]} == {390}


def wiretally(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line, as its user runs it."""
    command = [sys.executable, "-m", "services.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
