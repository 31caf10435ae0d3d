"""Where the command line keeps what can be fetched or made again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_dir() -> Path:
    """``$XDG_CACHE_HOME/wiretally``, else ``~/.cache/wiretally``."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "wiretally"
