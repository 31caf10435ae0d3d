"""`Figure`: one number claim, with what it counts, whom, how sure, who says so and where in the text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.base import Count, Message

Measure = Literal[
    "released",
    "killed",
    "injured",
    "missing",
    "captured",
    "detained",
    "abducted",
    "escaped",
    "evacuated",
    "displaced",
    "rescued",
    "bodies_returned",
    "launched",
    "intercepted",
    "lost",
    "hit",
    "unknown",
]
Unit = Literal["persons", "drones", "missiles", "bombs", "rockets", "shells", "bodies", "weapons", "unknown"]
Qualifier = Literal["exact", "at_least", "more_than", "about", "nearly", "up_to", "range", "vague"]
Group = Literal[
    "all",
    "military",
    "civilian",
    "child",
    "woman",
    "man",
    "police",
    "medic",
    "journalist",
    "aid_worker",
    "foreign",
    "other",
]
Mode = Literal["increment", "part", "cumulative"]
Perspective = Literal["given", "received"]
Status = Literal["happened", "ongoing", "planned", "denied", "hypothetical"]
ClaimantRole = Literal["party", "opponent", "local_official", "third_party", "un", "eyewitness", "outlet", "unknown"]
DatePrecision = Literal["time", "day", "span", "week", "month", "year", "unknown"]
DateBasis = Literal["stated", "weekday", "relative", "dateline", "publication", "unknown"]


class Claimant(Message):
    """Who says it. ``chain`` runs from the original speaker to the last who quotes, outlets included."""

    name: str = Field(examples=["Russian Defense Ministry"])
    role: ClaimantRole = "unknown"
    side: str | None = Field(default=None, description="The party the claimant speaks for, if any.", examples=["RUS"])
    chain: tuple[str, ...] = ()


class When(Message):
    """When it happened, as days (both ends included). ``start`` is null where only the end of a period is known."""

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "unknown"
    phrase: str = Field(default="", description="The words that say so.", examples=["overnight"])


class Where(Message):
    """Where it happened. ``country`` is ISO 3166 alpha-3."""

    name: str = Field(examples=["Odesa"])
    country: str | None = Field(default=None, examples=["UKR"])
    admin1: str | None = Field(default=None, examples=["Odesa Oblast"])
    lat: float | None = Field(default=None, ge=-90, le=90)
    lon: float | None = Field(default=None, ge=-180, le=180)
    geonames_id: int | None = None
    precision: Literal["point", "city", "admin1", "country", "unknown"] = "unknown"


class Figure(Message):
    """One number claim of one story.

    ``low`` and ``high`` bound what the words allow, ``high`` null where they leave it open; ``best`` is the number said and null
    for vague words (*dozens*). ``start`` and ``end`` are offsets in ``Article.text``, in characters, end excluded.
    When, where, status and phase are the event's: figures that differ in them belong to different events.
    """

    measure: Measure
    unit: Unit
    low: Count
    best: Count | None = None
    high: Count | None = None
    qualifier: Qualifier = "exact"
    side: str | None = Field(default=None, description="Whom the counted belong to: alpha-3 or slug.", examples=["UKR", "hamas"])
    by: str | None = Field(default=None, description="Releaser, attacker, launcher or interceptor.", examples=["RUS"])
    group: Group = "all"
    mode: Mode = "increment"
    since: date | None = Field(default=None, description="Cumulative only: first day counted, if said.")
    as_of: datetime | None = Field(
        default=None, description="When the number stood so, UTC, where the text says one; a day alone is its last second."
    )
    superseded: bool = Field(default=False, description="The same story gives a newer number for the same thing.")
    perspective: Perspective | None = None
    claimant: Claimant | None = None
    denied_by: str | None = Field(default=None, description="Who denies it in the same story.")
    sentence: str = ""
    text: str = Field(default="", description="The words that state the number.", examples=["270 Russian soldiers"])
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)
    confidence: float = Field(default=1.0, ge=0, le=1)

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Self:
        if self.high is not None and self.high < self.low:
            raise ValueError(f"high {self.high} is below low {self.low}")
        if (
            self.best is not None
            and (self.best < self.low or (self.high is not None and self.best > self.high))
            and self.qualifier not in ("more_than", "nearly")
        ):
            raise ValueError(f"best {self.best} lies outside {self.low}..{self.high}")
        return self
