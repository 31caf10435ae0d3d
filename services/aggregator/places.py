"""Places as reconciliation compares them: the same, one inside the other, or apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from math import cos, hypot, radians

from schemas.figure import Where

POINT, REGION, COUNTRY = 0, 1, 2
"""How wide a place is."""
NEARBY_KM = 5.0
"""Two named points closer than this are one scene: a village and the monastery beside it."""
_KM_PER_DEGREE = 111.2

_WIDTH = {"point": POINT, "city": POINT, "admin1": REGION, "country": COUNTRY}
_REGION_WORDS = frozenset("region oblast province governorate prefecture krai republic state department division".split())
_WIDE_WORDS = frozenset("township county prefecture governorate".split())
"""Of a name that no gazetteer has, and so no width: many villages lie in it."""
_IDLE_WORDS = frozenset(
    "the city town village district raion county municipality neighbourhood neighborhood quarter suburb borough area near of in "
    "northern southern eastern western central island islands".split()
)
_SITE_WORDS = frozenset(
    "mine quarry airport airfield base port harbour harbor station prison jail camp market bazaar hospital clinic school university "
    "monastery mosque church temple refinery plant factory depot dam bridge tunnel crossing checkpoint stadium square".split()
)
"""What a site is called after its town: *the Colquechaca mine* is at Colquechaca."""
_WATERS = frozenset("lake river sea strait gulf bay channel lagoon reservoir ocean".split())
_COMPASS = frozenset("north south east west upper lower central greater".split())
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """``parts`` are the names it is made of, normalised: *Solomianskyi district, Kyiv* has two. ``country`` is alpha-3 or None."""

    name: str
    parts: frozenset[str]
    width: int
    country: str | None
    region: str | None
    at: tuple[float, float] | None
    geonames_id: int | None
    key: str = field(init=False, compare=False, repr=False)
    """What equal places share, for grouping and for ids."""
    order: tuple[object, ...] = field(init=False, compare=False, repr=False)
    """A canonical order of places, whatever order they came in."""
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Once, since a busy day looks its places up and sorts them thousands of times."""
        put = object.__setattr__
        put(self, "key", "+".join(sorted(self.parts)) + ("*" if self.width == REGION else ""))
        put(self, "order", (self.key, self.country or "", self.region or "", self.geonames_id or 0, self.at or (), self.name))
        put(self, "_hash", hash((self.name, self.width, self.country, self.region, self.geonames_id)))

    def __hash__(self) -> int:
        return self._hash

    @property
    def is_water(self) -> bool:
        return not _WATERS.isdisjoint(_WORD.findall(self.name.casefold()))


def folded(name: str) -> str:
    """Lower case, no diacritics, no words that only say what kind of place it is.

    >>> folded("Odesa Oblast"), folded("northern Myanmar"), folded("Bardaï"), folded("Oruro airport")
    ('odesa', 'myanmar', 'bardai', 'oruro')
    """
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = _WORD.findall(plain)
    kept = [word for word in words if word not in _IDLE_WORDS and word not in _REGION_WORDS and word not in _SITE_WORDS]
    return " ".join(kept or words)


def place_of(where: Where | None) -> Place | None:
    """The place an event names, or None where it names none."""
    if where is None or not (parts := frozenset(filter(None, map(folded, where.name.split(","))))):
        return None
    width, words = _WIDTH.get(where.precision), set(_WORD.findall(where.name.casefold()))
    if width is None or (width == POINT and words & _WIDE_WORDS and where.lat is None):
        width = REGION if words & (_REGION_WORDS | _WIDE_WORDS) else POINT
    at = (where.lat, where.lon) if width == POINT and where.lat is not None and where.lon is not None else None
    region = folded(where.admin1) if where.admin1 else None
    return Place(where.name, parts, width, where.country, region, at, where.geonames_id)


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude), flat-earth: right to a per cent at the distances asked for."""
    north = (one[0] - other[0]) * _KM_PER_DEGREE
    east = ((one[1] - other[1] + 180) % 360 - 180) * _KM_PER_DEGREE * cos(radians((one[0] + other[0]) / 2))
    return hypot(north, east)


def same_place(one: Place, other: Place) -> bool:
    """Whether two names mean one place of the same width."""
    if one.width != other.width or (one.country and other.country and one.country != other.country):
        return False
    if one.geonames_id is not None and one.geonames_id == other.geonames_id:
        return True
    if one.region and other.region and one.region != other.region:
        return False
    if one.parts == other.parts or (one.width == POINT and (one.parts <= other.parts or other.parts <= one.parts)):
        return True  # a district and its city, or a list and one of it; two districts of one city are two places
    if one.parts & other.parts and min(len(one.parts), len(other.parts)) > 1:
        return False
    return one.at is not None and other.at is not None and distance_km(one.at, other.at) <= NEARBY_KM


def holds(outer: Place, inner: Place) -> bool:
    """Whether ``outer`` is wider than ``inner`` and contains it, as far as the names and the gazetteer say."""
    if outer.width <= inner.width or (outer.country and inner.country and outer.country != inner.country):
        return False
    if outer.width == COUNTRY:
        return True  # one ledger, one country: nothing here says otherwise
    if inner.region is not None:
        named = inner.region in outer.parts or _without_compass(inner.region) in outer.parts
        return named or (outer.region is not None and outer.region == inner.region)
    return bool(outer.parts & inner.parts)


def _without_compass(region: str) -> str:
    """The land that several regions share: North and South Darfur lie in Darfur.

    >>> _without_compass("north darfur"), _without_compass("darfur")
    ('darfur', 'darfur')
    """
    return " ".join(word for word in region.split() if word not in _COMPASS)


def may_hold(outer: Place, inner: Place) -> bool:
    """Whether ``outer`` may contain ``inner`` for all that is known: a village no gazetteer lists lies in some region."""
    if holds(outer, inner):
        return True
    unlisted = inner.width == POINT or (inner.width == REGION and inner.geonames_id is None and outer.region is not None)
    if outer.width != REGION or not unlisted or inner.region is not None:
        return False
    return not (outer.country and inner.country and outer.country != inner.country)


def extends(one: Place, other: Place) -> bool:
    """Whether one name begins with all of the other: *Al-Daraja* and *Al-Daraja Al-Oula*."""
    if one.width != other.width or (one.country and other.country and one.country != other.country):
        return False
    return any(a != b and f"{max(a, b)} ".startswith(f"{min(a, b)} ") for a in one.parts for b in other.parts)


def on_water(one: Place, other: Place) -> bool:
    """Whether one is a lake, a river or a sea, and the other a town that may lie on it: a boat sinks in the one and off the other."""
    if one.width != POINT or other.width != POINT or (one.country and other.country and one.country != other.country):
        return False
    return one.is_water != other.is_water


def related(one: Place, other: Place) -> bool:
    """Whether one happening could be placed by both."""
    if one.width == other.width:
        return same_place(one, other)
    return holds(one, other) or holds(other, one)
