"""A time expression while it is being resolved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from schemas.figure import DateBasis, DatePrecision
from services.extractor.model import DateMention, Span
from services.extractor.record import record


@record(frozen=True, slots=True)
class Found:
    """Like :class:`DateMention`, with offsets in the sentence. ``ahead`` is true where the clause's tense points forward."""

    start: int
    end: int
    first: date | None
    last: date | None
    precision: DatePrecision
    basis: DateBasis
    cumulative: bool = False
    as_of: bool = False
    time: str | None = None
    ahead: bool = False
    forward: bool = False

    @property
    def one_day(self) -> date | None:
        """The single day it names, if it does."""
        return self.last if self.first == self.last and self.precision in ("day", "time") and not self.forward else None

    def starting_at(self, start: int, **changes: object) -> Found:
        return replace(self, start=start, **changes)  # type: ignore[arg-type]

    def mention(self, text: str, offset: int) -> DateMention:
        return DateMention(
            span=Span(self.start + offset, self.end + offset),
            phrase=text[self.start : self.end],
            start=self.first,
            end=self.last,
            precision=self.precision,
            basis=self.basis,
            cumulative=self.cumulative,
            as_of=self.as_of,
            time=self.time,
            forward=self.forward,
        )
