"""`GoldStory`: what a labelled story is known to say, as `gold.json` of a set holds it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from schemas.figure import Mode

Scope = Literal["event", "part", "total"]

MODE_OF_SCOPE: dict[Scope, Mode] = {"event": "increment", "part": "part", "total": "cumulative"}


class GoldFact(BaseModel):
    """One counted figure. A name, day or phase that is null was not labelled and is not scored.

    ``optional`` facts are neither required nor errors; ``repeat`` marks a claim that the story has made before; ``mixed`` one that
    counts several kinds of weapon together.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    measure: str
    item: str
    low: int | None
    high: int | None
    who: str | None = None
    by: str | None = None
    category: str | None = None
    date: str | None = None
    date_end: str | None = None
    place: str | None = None
    status: str
    scope: Scope
    phase: int | None = None
    claimant: str | None = None
    anchor: str = ""
    optional: bool = False
    repeat: bool = False
    mixed: bool = False


class GoldStory(BaseModel):
    """One file of the set: `STORY.txt`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    story: str
    facts: tuple[GoldFact, ...]


_STORIES = TypeAdapter(tuple[GoldStory, ...])


def load_gold(path: Path) -> tuple[GoldStory, ...]:
    """The stories of a `gold.json`. Raises FileNotFoundError, or pydantic.ValidationError naming the story and field that do not fit."""
    return _STORIES.validate_json(path.read_bytes())
