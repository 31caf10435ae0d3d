"""`Fact`: a reading with everything settled that its sentence left open."""

from __future__ import annotations

from datetime import date, datetime

from schemas.event import EventType, Programme
from schemas.figure import Claimant, Mode, Status, When
from services.extractor.model import PlaceMention, Reading, Sentence, Span
from services.extractor.record import changed, record

NEVER = When()
"""No time known."""


@record(frozen=True, slots=True)
class Fact:
    """One figure of the story, resolved; what is None is unknown to the whole story."""

    reading: Reading
    sentence: Sentence
    span: Span
    type: EventType = "unknown"
    side: str | None = None
    by: str | None = None
    parties: tuple[str, ...] = ()
    """The sides of the exchange it belongs to, alphabetical; empty outside exchanges."""
    status: Status = "happened"
    mode: Mode = "increment"
    when: When = NEVER
    where: PlaceMention | None = None
    phase: int | None = None
    phase_label: str = ""
    programme: Programme | None = None
    claimant: Claimant | None = None
    denied_by: str | None = None
    superseded: bool = False
    as_of: datetime | None = None
    since: date | None = None
    confidence: float = 0.8

    @property
    def at(self) -> int:
        """Where the number begins in its sentence."""
        return self.reading.number.span.start - self.sentence.span.start

    @property
    def end(self) -> int:
        """Where the number ends in its sentence."""
        return self.reading.number.span.end - self.sentence.span.start

    @property
    def says_when(self) -> bool:
        """Whether its own sentence gives the words of its time."""
        return self.when.phrase != "" and self.when.phrase in self.sentence.text

    def with_(self, **changes: object) -> Fact:
        return changed(self, changes)
