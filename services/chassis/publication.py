"""What a date of publication can be. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.chassis.errors import PermanentError

FIRST_YEAR = 1980
"""Before that no wire was digital: such a date is a slip."""
FUTURE = timedelta(days=1)
"""A story dated later than this from now is dated wrongly; a day allows for zones and for clocks that are off."""


def check_date(when: datetime, now: datetime | None, where: str) -> None:
    """Raises PermanentError ``impossible_date`` for a publication before 1980 or more than a day after ``now``."""
    if when.year < FIRST_YEAR:
        raise PermanentError("impossible_date", f"{where} is before {FIRST_YEAR}; give the date of publication")
    if now is not None and when > now + FUTURE:
        raise PermanentError("impossible_date", f"{where} is in the future; give the date of publication")
