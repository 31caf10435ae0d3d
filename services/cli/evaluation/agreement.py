"""When an extracted figure agrees with a gold fact: by number, and attribute by attribute."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.cli.evaluation.gold import MODE_OF_SCOPE, GoldFact

Attribute = Literal["side", "by", "group", "date", "place", "status", "mode", "phase", "claimant"]

READY: tuple[Attribute, ...] = ("side", "status", "mode", "date")
"""What a figure must also have right before it may be tallied."""

_CODE = re.compile(r"[A-Z]{3}\Z")
_CODE_OF_NAME = {
    "ukraine": "UKR",
    "ukrainian": "UKR",
    "ukrainians": "UKR",
    "russia": "RUS",
    "russian": "RUS",
    "israel": "ISR",
    "israeli": "ISR",
    "palestinian": "PSE",
    "palestinians": "PSE",
    "palestine": "PSE",
    "thailand": "THA",
    "thai": "THA",
    "iran": "IRN",
    "lebanon": "LBN",
    "yemen": "YEM",
    "united states": "USA",
    "us": "USA",
    "u.s.": "USA",
    "india": "IND",
    "pakistan": "PAK",
    "armenia": "ARM",
    "azerbaijan": "AZE",
    "germany": "DEU",
    "nigeria": "NGA",
    "indonesia": "IDN",
    "philippines": "PHL",
    "sudan": "SDN",
    "myanmar": "MMR",
    "belarus": "BLR",
    "nepal": "NPL",
    "houthis": "houthis",
    "houthi": "houthis",
    "hamas": "hamas",
    "hezbollah": "hezbollah",
}
"""Names that gold sets written before the codes use for a side."""

_CLAIMANT_TITLES = frozenset("the of s ministry president foreign minister mr head spokesman official".split())
"""Words that two spellings of one speaker may differ in."""


_IDENTITY = "measure unit low high side by group start end status mode".split()


class FigureRow(BaseModel):
    """One line of the flat view `extract --figures`, as far as it is scored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    story: str
    measure: str | None = None
    unit: str | None = None
    low: int | None = None
    high: int | None = None
    side: str | None = None
    by: str | None = None
    group: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    status: str | None = None
    mode: str | None = None
    phase: int | None = None
    claimant: str | None = None
    confidence: float | None = None

    @property
    def identity(self) -> tuple[object, ...]:
        """Rows equal in this are one row: a story that repeats itself is scored once."""
        return tuple(getattr(self, name) for name in _IDENTITY)


def plain(text: str | None) -> str:
    """Lower-case ASCII words, digits and stops, for comparing names across spellings."""
    ascii_text = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9. ]+", " ", ascii_text).strip()


def side_id(name: str | None) -> str | None:
    """A side's code or slug from any of its names; None if there is none."""
    key = plain(name)
    if not key:
        return None
    if code := _CODE_OF_NAME.get(key):
        return code
    return name if name and _CODE.match(name) else key.removeprefix("the ")


def same_kind(fact: GoldFact, row: FigureRow) -> bool:
    """Measure and unit agree; a fact that mixes weapons takes any unit."""
    return fact.measure == row.measure and (fact.mixed or fact.item == row.unit)


def same_number(fact: GoldFact, row: FigureRow) -> bool:
    """Exact numbers must be equal, open bounds may be N or N+1, ranges must overlap by half of the wider one."""
    if fact.low == row.low and fact.high == row.high:
        return True
    if fact.low is None or row.low is None:
        return fact.low is None and row.low is None and fact.high == row.high
    if fact.high is None or row.high is None:
        return fact.high is None and row.high is None and abs(fact.low - row.low) <= 1
    if fact.low == fact.high or row.low == row.high:
        return False
    overlap = min(fact.high, row.high) - max(fact.low, row.low)
    return overlap >= 0.5 * max(fact.high - fact.low, row.high - row.low)


def attributes(fact: GoldFact, row: FigureRow) -> dict[Attribute, bool]:
    """Which attributes the row has right, of those that the fact labels."""
    agreed: dict[Attribute, bool] = {}
    if fact.who:
        agreed["side"] = side_id(fact.who) == side_id(row.side)
    if fact.by:
        agreed["by"] = side_id(fact.by) == side_id(row.by)
    if fact.category:
        agreed["group"] = fact.category == (row.group or "all")
    if fact.date is not None:
        agreed["date"] = _same_days(fact.date, fact.date_end or fact.date, row)
    if fact.place:
        agreed["place"] = _same_place(fact.place, row.place)
    agreed["status"] = fact.status == row.status
    agreed["mode"] = MODE_OF_SCOPE[fact.scope] == row.mode
    if fact.phase:
        agreed["phase"] = fact.phase == row.phase
    if fact.claimant:
        agreed["claimant"] = _same_claimant(fact.claimant, row.claimant)
    return agreed


def _same_days(start: str, end: str, row: FigureRow) -> bool:
    return (row.start or "")[:10] == start and (row.end or row.start or "")[:10] == end


def _same_place(gold: str, said: str | None) -> bool:
    a, b = plain(gold), plain(said)
    return bool(a and b) and (a in b or b in a)


def _same_claimant(gold: str, said: str | None) -> bool:
    a, b = (set(plain(name).split()) - _CLAIMANT_TITLES for name in (gold, said))
    return bool(a & b) or not (a or b)
