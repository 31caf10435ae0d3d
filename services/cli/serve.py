"""`wiretally serve`: one service in the foreground."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import threading
from enum import StrEnum
from typing import Annotated

import typer


class Service(StrEnum):
    ingest = "ingest"
    extractor = "extractor"
    aggregator = "aggregator"
    board = "board"


def serve(
    service: Annotated[Service, typer.Argument(help="Which.", show_default=False)],
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True, help="Stop when standard input closes.")] = False,
) -> None:
    """Run one service until Ctrl-C or SIGTERM. Settings come from WIRETALLY_... variables.

    Example: WIRETALLY_KAFKA__BOOTSTRAP_SERVERS=localhost:9092 WIRETALLY_HTTP__PORT=8081 wiretally serve board
    """
    if with_parent:
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    status: int | None = importlib.import_module(f"services.{service}.app").main()
    raise typer.Exit(status or 0)


def _stop_with_parent() -> None:
    """A pipe that only the parent holds ends when the parent does, however it went: no service outlives its demo."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
