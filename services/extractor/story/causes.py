"""What killed and hurt: the kinds of happening that a story names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy

from schemas.event import EventType
from services.extractor.bank import Bank, alternation
from services.extractor.keyed import keyed
from services.extractor.lowered import lowered
from services.extractor.passage import Passage

_LEAD = 5
"""Sentences, the headline's among them, in which a story says what blew up."""
_BLASTS = ("blast", "explosion")
_BLEW_UP = keyed(
    r"\b(?:gas|methane|propane|boilers?|fireworks?|firecrackers?|coal ?mines?|coal|mine ?shafts?|miners?|colliery|factory|factories|plant|"
    r"refinery|chemicals?|petrol|gasoline|fuel|cylinders?|pipelines?|tankers?|transformers?|silos?|steelworks|smelter|welding|"
    r"ammonium nitrate|pressure|workshop|power station|furnace)\b",
    re.I,
)
_MEANT = keyed(
    r"\b(?:bomb\w*|attack\w*|militants?|suicide|insurgents?|rebels?|terror\w*|IEDs?|explosive devices?|explosives|detonat\w+|grenades?|"
    r"land ?mines?|missiles?|rockets?|drones?|air ?strikes?|strikes?|shell(?:s|ed|ing)|war|sabotage|gunmen|claimed responsibility|army|"
    r"troops)\b",
    re.I,
)
"""Whoever did it on purpose, or a war in which somebody may have: then a blast stays a bomb's."""
_CAUSES: tuple[EventType, ...] = ("air_attack", "shelling", "bombing", "shooting", "ground_attack", "disaster", "accident")


class Causes:
    """Tells what killed and hurt from the words near a number."""

    def __init__(self, bank: Bank) -> None:
        kinds = [(kind, bank.events[kind].triggers) for kind in _CAUSES if kind in bank.events]
        self._kind_of = {word: kind for kind, words in reversed(kinds) for word in words}
        self._pattern = keyed(rf"(?<![\w-])(?:{alternation(self._kind_of)})s?\b")
        self._by_itself = False

    def of_story(self, passages: Sequence[Passage]) -> Causes:
        """These, or, where a story's first sentences tell of what blows up by itself (*a boiler*, *methane in a coal mine*) and of nobody
        who meant it, those for which its blasts and explosions are accidents.
        """
        lead = [passage.sentence.text for passage in passages[:_LEAD]]
        if not any(_BLEW_UP.search(text) for text in lead) or any(_MEANT.search(text) for text in lead):
            return self
        other = copy(self)
        other._by_itself = True
        return other

    def _kind(self, word: str, text: str) -> EventType | None:
        word = word if word in self._kind_of else word.removesuffix("s")
        if self._by_itself and word in _BLASTS and not _MEANT.search(text):
            return "accident"
        return self._kind_of.get(word)

    def near(self, text: str, at: int) -> EventType | None:
        """The kind of happening named closest to offset ``at`` of ``text``."""
        best: tuple[int, EventType] | None = None
        for match in self._pattern.finditer(lowered(text)):
            kind = self._kind(match[0], text)
            gap = abs(match.start() - at) - 4 * len(match[0].split())
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
                if kind := self._kind(match[0], passage.sentence.text):
                    counted[kind] += 3 if passage.sentence.kind == "headline" else 1
        return counted.most_common(1)[0][0] if counted else None
