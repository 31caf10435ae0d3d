"""What killed and hurt: the kinds of happening that a story names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from schemas.event import EventType
from services.extractor.bank import Bank, alternation
from services.extractor.keyed import keyed
from services.extractor.lowered import lowered
from services.extractor.passage import Passage

_CAUSES: tuple[EventType, ...] = ("air_attack", "shelling", "bombing", "shooting", "ground_attack", "disaster", "accident")


class Causes:
    """Tells what killed and hurt from the words near a number."""

    def __init__(self, bank: Bank) -> None:
        kinds = [(kind, bank.events[kind].triggers) for kind in _CAUSES if kind in bank.events]
        self._kind_of = {word: kind for kind, words in reversed(kinds) for word in words}
        self._pattern = keyed(rf"(?<![\w-])(?:{alternation(self._kind_of)})s?\b")

    def near(self, text: str, at: int) -> EventType | None:
        """The kind of happening named closest to offset ``at`` of ``text``."""
        best: tuple[int, EventType] | None = None
        for match in self._pattern.finditer(lowered(text)):
            word = match[0]
            kind = self._kind_of.get(word) or self._kind_of.get(word.removesuffix("s"))
            gap = abs(match.start() - at) - 4 * len(word.split())
            if kind is not None and (best is None or gap < best[0]):
                best = (gap, kind)
        return best[1] if best else None

    def at(self, text: str, start: int) -> bool:
        """Whether a kind of happening is named within 120 characters from offset ``start``."""
        return self._pattern.search(lowered(text), start, start + 120) is not None

    def main(self, passages: Iterable[Passage]) -> EventType | None:
        """What headline and first sentences are about: the kind they name most."""
        counted: Counter[EventType] = Counter()
        for passage in passages:
            for match in self._pattern.finditer(lowered(passage.sentence.text)):
                word = match[0]
                if kind := self._kind_of.get(word) or self._kind_of.get(word.removesuffix("s")):
                    counted[kind] += 3 if passage.sentence.kind == "headline" else 1
        return counted.most_common(1)[0][0] if counted else None
