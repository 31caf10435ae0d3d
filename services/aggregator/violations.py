"""Numbers that must fit one another inside one incident, and what is said where they do not. A violation is shown, never mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from schemas.figure import Group, Measure, Mode, Unit
from services.aggregator.values import Value

DISJOINT: tuple[Group, ...] = ("military", "civilian")
"""Groups that never overlap: together they are a whole where nobody states one."""
FATES: tuple[Measure, ...] = ("intercepted", "lost", "hit")
"""What becomes of what was launched; the rest is open."""


class SlotKey(NamedTuple):
    """What a number is of. ``place`` is set for a breakdown by place; ``lot`` tells apart parts that nothing else does."""

    measure: Measure
    unit: Unit
    side: str | None
    by: str | None
    group: Group
    place: str | None = None
    part: bool = False
    mode: Mode = "increment"
    lot: tuple[int, int | None] | None = None

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(str(x if x is not None else "") for x in (
            self.measure, self.unit, self.side, self.by, self.group, self.part, self.mode, self.place, self.lot,
        ))  # fmt: skip


Values = Mapping[SlotKey, Value | None]


def violations(values: Values, swaps_alike: bool) -> list[str]:
    """Each identity that does not hold among the ``values``, which come in the order of their keys, in words.

    Parts and groups against their whole, fates against launches, and, where the programme gives both sides the same number
    (``swaps_alike``), side against side.
    """
    ordered = [(k, v) for k, v in values.items() if v is not None and k.mode == "increment"]
    found = list(dict.fromkeys(_parts(ordered)))
    found += _fates(ordered)
    if swaps_alike:
        found += _sides(ordered)
    return found


Ordered = list[tuple[SlotKey, Value]]


def _parts(ordered: Ordered) -> Iterator[str]:
    own = {key[:5]: value for key, value in ordered if not key.part and key.place is None}
    for key, value in ordered:
        whose = key[:4]
        whole = own.get((*whose, "all"))
        if whole is not None and whole is not value and whole.high is not None and value.low > whole.high:
            yield f"{_name(key)}: the part {key.place or key.group} {value.low} is above the whole {whole.high}"
        if key.group == "all" and not key.part and key.place is None and value.best is not None:
            groups = [own.get((*whose, group)) for group in DISJOINT]
            bests = [g.best for g in groups if g is not None and g.best is not None]
            if len(bests) == len(DISJOINT) and sum(bests) != value.best:
                yield f"{_name(key)}: {' + '.join(map(str, bests))} by group is not {value.best}"


def _name(key: SlotKey) -> str:
    return f"{key.measure} {key.unit} of {key.side or 'unsaid side'}"


def _fates(ordered: Ordered) -> Iterator[str]:
    """Launched is intercepted, lost, hit and open: the first three together are never more."""
    for key, value in ordered:
        if key.measure != "launched" or key.part or key.place is not None or value.high is None:
            continue
        fates = {
            other.measure: fate.low
            for other, fate in ordered
            if other.measure in FATES and (other.unit, other.side, other.group) == (key.unit, key.side, key.group)
            and not other.part and other.place is None
        }  # fmt: skip
        if sum(fates.values()) > value.high:
            told = " + ".join(f"{fates[measure]} {measure}" for measure in FATES if measure in fates)
            yield f"{key.unit} of {key.side or 'unsaid side'}: {told} is more than {value.high} launched"


def _sides(ordered: Ordered) -> Iterator[str]:
    whole = [(k, v) for k, v in ordered if k.measure == "released" and k.group == "all" and not k.part]
    freed = {key.side: value.best for key, value in whole if key.side and value.best is not None}
    if len(set(freed.values())) > 1:
        yield "released persons: " + ", ".join(f"{best} of {side}" for side, best in sorted(freed.items())) + ", in a swap of like for like"
