"""Which figures go together: transfers between sides, the air war, people who move, people harmed."""

from __future__ import annotations

from typing import Literal

from schemas.figure import Measure, Unit
from services.extractor.model import Reading

Family = Literal["exchange", "air", "movement", "harm"]
FAMILIES: tuple[Family, ...] = ("exchange", "air", "movement", "harm")
TRANSFERS: frozenset[Measure] = frozenset({"released", "bodies_returned"})
AIR: frozenset[Measure] = frozenset({"launched", "intercepted", "hit", "lost"})
MOVES: frozenset[Measure] = frozenset({"evacuated", "displaced"})
WEAPONS: frozenset[Unit] = frozenset({"drones", "missiles", "bombs", "rockets", "shells"})


def family_of(reading: Reading) -> Family:
    """The family whose sides, times and places the reading shares."""
    if reading.measure in TRANSFERS:
        return "exchange"
    if reading.measure in AIR:
        return "air"
    return "movement" if reading.measure in MOVES else "harm"
