"""A stream service of ours that writes a line for each message it handled: ``python -m tests.chaos.observed JOURNAL SERVICE``.

The line is written when the message is handled to the end and not acked yet, so one that stands twice, in whatever lives of the service,
was delivered twice. Nothing of the service is changed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.chassis.handling import Stage
from services.cli.main import app


@dataclass(frozen=True)
class Deliveries:
    """Messages that came again after they were handled, and how many of those were recognised and caused nothing."""

    again: int = 0
    skipped: int = 0


def read_journals(paths: Iterable[Path]) -> Deliveries:
    """What the journals of all lives of all workers say; a line that a SIGKILL or a full disk cut off is left out."""
    lines = [line for path in paths for text in path.read_text().splitlines() if (line := _read(text)) is not None]
    seen, again, skipped = set[str](), 0, 0
    for handled in sorted(lines, key=lambda line: line["at"]):
        if handled["origin"] in seen:
            again += 1
            skipped += handled["caused"] == 0
        seen.add(handled["origin"])
    return Deliveries(again, skipped)


def _read(text: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(text)
    except ValueError:
        return None
    return found


def observe(journal: int) -> None:
    """Write a line to ``journal`` for each message that a stage of this process carries out."""
    carry_out = Stage._carry_out

    async def told(stage: Stage[Any], works: Sequence[Any], concluded: Sequence[Any]) -> None:
        await carry_out(stage, works, concluded)
        # What came of several together may have come of any of them.
        lines = [{"at": time.time(), "origin": work.record.origin, "caused": len(work.effects.publish) + len(concluded)} for work in works]
        # A journal that cannot grow (a full disk is one of the troubles) must not become a fault of the service.
        with suppress(OSError):
            os.write(journal, b"".join(json.dumps(line).encode() + b"\n" for line in lines))

    Stage._carry_out = told  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    observe(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    app(["serve", sys.argv[2], "--with-parent"])
