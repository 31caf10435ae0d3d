"""The sample wire: the exchange of 23 to 25 May 2025 in our own words, and how the demo feeds it."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from services.cli.failures import CommandFailed
from services.ingest.formats.text import parse_text

SAMPLE_WIRE = Path(__file__).parent / "sample_wire"
_ANSWER_WITHIN_S = 60


def feed_sample(ingest: str) -> str:
    """Push every sample story in the order of publication; says what became of them. Raises CommandFailed where ingest refuses one."""
    stories = [(path, path.read_bytes()) for path in sorted(SAMPLE_WIRE.glob("*.txt"))]
    stories.sort(key=lambda story: parse_text(story[1], name=story[0].name).published_at)
    outcomes = Counter(_push(ingest, path.name, data) for path, data in stories)
    told = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    return f"fed {len(stories)} stories of the sample wire: {told}"


def _push(ingest: str, name: str, data: bytes) -> str:
    request = urllib.request.Request(f"{ingest}/v1/wire?name={name}", data, {"Content-Type": "text/plain; charset=utf-8"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=_ANSWER_WITHIN_S) as answer:
            outcome: str = json.load(answer)["outcome"]
            return outcome
    except urllib.error.HTTPError as error:
        raise CommandFailed(f"ingest refused {name} with status {error.code}: {error.read().decode(errors='replace')}") from None
    except OSError as error:
        raise CommandFailed(f"ingest did not answer at {ingest}: {error}") from None
