"""`ToldNumbers`: the numbers that a story has told so far, by what they count, in the order of their size."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.figure import Measure, Mode, Unit
from services.extractor.fact import Fact

Kind = tuple[Measure, Unit, Mode | None]


@dataclass(slots=True)
class ToldNumbers:
    """An index of a list of facts that grows at its end. Without it every figure of a long story is compared with all before it."""

    _facts: Sequence[Fact] = ()
    _read: int = 0
    _by_kind: defaultdict[Kind, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, facts: Sequence[Fact], measure: Measure, unit: Unit, mode: Mode | None = None) -> Sequence[tuple[int, int]]:
        """The least of each number of ``facts`` and where it stands, the smallest first; in ``mode``, if one is given. Nobodies
        (*no one was hurt*) are left out. Another list than the last time is read from its start.
        """
        if facts is not self._facts:
            self._facts, self._read = facts, 0
            self._by_kind.clear()
        for fact in facts[self._read :]:
            reading = fact.reading
            if reading.number.high != 0:
                for kind in (None, fact.mode):
                    insort(self._by_kind[reading.measure, reading.unit, kind], (reading.number.low, fact.span.start))
        self._read = len(facts)
        return self._by_kind.get((measure, unit, mode), ())
