"""When the story came out: what every weekday and every *yesterday* in it counts from."""

from __future__ import annotations

from datetime import date
from typing import Self

from schemas.article import Article, PublishedPrecision
from services.extractor.record import record


@record(frozen=True, slots=True)
class Publication:
    """``day`` is None where only the month is known; ``time`` is ``HH:MM`` UTC, None where only the day is."""

    day: date | None
    month_start: date
    precision: PublishedPrecision = "day"
    time: str | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """What ``article`` says of its publication."""
        day = article.published_at.date()
        return cls(
            day=article.published_on,
            month_start=day.replace(day=1),
            precision=article.published_precision,
            time=f"{article.published_at:%H:%M}" if article.published_precision == "time" else None,
        )

    @classmethod
    def on(cls, day: date) -> Self:
        """Publication on a day that was worked out or is all that is known."""
        return cls(day=day, month_start=day.replace(day=1))

    @property
    def year(self) -> int:
        return self.month_start.year
