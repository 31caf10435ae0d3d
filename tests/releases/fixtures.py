"""What a release left on its topics, as files: `tests/releases/VERSION/TOPIC.jsonl`, a message a line, and the tallies it came to.

`TOPIC` is the topic's whole name; changelogs lie beside the topics of the catalogue. `record.py` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.incident import Incident
from schemas.tally import Tally
from schemas.topics import ARTICLES, CATALOGUE, EVENTS, INCIDENTS, Topic
from services.board.forms import tally_form

FOLDER = Path(__file__).parent
WIRE = FOLDER / "wire"
"""The stories that every release is fed; a feed's document lies in ``feed/``."""
FEED = FOLDER / "feed" / "rss.xml"
PARTITIONS = 2
CHANGELOGS: tuple[tuple[str, Topic], ...] = (
    ("wiretally-extractor-stories-changelog", ARTICLES),
    ("wiretally-aggregator-events-changelog", EVENTS),
)
"""Each with the topic whose partitions it has."""
GROUPS: tuple[tuple[str, tuple[Topic, ...]], ...] = (("wiretally-extractor", (ARTICLES,)), ("wiretally-aggregator", (EVENTS, INCIDENTS)))
"""Who has read what to its end when the messages were recorded."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One message as it lay on its topic."""

    partition: int
    key: str | None
    value: str | None
    headers: tuple[tuple[str, str], ...]

    def line(self) -> str:
        """For the file."""
        return json.dumps({"partition": self.partition, "key": self.key, "value": self.value, "headers": dict(self.headers)})

    @classmethod
    def of_line(cls, line: str) -> Recorded:
        told = json.loads(line)
        return cls(told["partition"], told["key"], told["value"], tuple(told["headers"].items()))


def releases() -> list[str]:
    """The versions that were recorded."""
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / "tallies.json").exists())


def topic_names() -> list[str]:
    """All topics that are recorded."""
    return [*(topic.name for topic in CATALOGUE), *(name for name, _ in CHANGELOGS)]


def messages(version: str, topic: str) -> list[Recorded]:
    """What lay on the topic, in the order of each partition."""
    return [Recorded.of_line(line) for line in (FOLDER / version / f"{topic}.jsonl").read_text().splitlines()]


def tallies(version: str) -> list[dict[str, Any]]:
    """The tallies the release came to, in the form of `wiretally tallies --format json`."""
    found: list[dict[str, Any]] = json.loads((FOLDER / version / "tallies.json").read_text())
    return found


def standing(rows: Sequence[Tally]) -> list[dict[str, Any]]:
    """The newest of each row, in that form, without those that stand no more. In the order of their keys."""
    newest = {row.key: row for row in rows}
    return [json.loads(json.dumps(tally_form(newest[key]), default=str)) for key in sorted(newest) if not newest[key].retracted]


def numbers(forms: Sequence[dict[str, Any]]) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """What a row is about -> what it says. Fields that a later version adds to the form are left out."""
    about = ("tally", "theatre", "programme", "phase", "date", "place", "side", "group")
    says = ("low", "best", "high", "grade", "origins")
    return {tuple(str(form[name]) for name in about): tuple(form[name] for name in says) for form in forms}


def incidents(version: str) -> list[Incident]:
    """The newest of each incident."""
    read = (Incident.read(message.value or "") for message in messages(version, INCIDENTS.name))
    return list({incident.incident: incident for incident in read}.values())
