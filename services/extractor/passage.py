"""`Passage`: one sentence with everything found in it, before the story is consulted."""

from __future__ import annotations

from datetime import date

from services.extractor.keyed import Keyed
from services.extractor.model import ActorMention, ClaimantMention, DateMention, Number, PlaceMention, Reading, Sentence, Span
from services.extractor.readers.tree import Tree
from services.extractor.readers.triggers import Hit
from services.extractor.record import changed, record


@record(frozen=True, slots=True)
class Passage:
    """``tree`` and ``hits`` are there for parsed sentences only."""

    sentence: Sentence
    numbers: tuple[Number, ...] = ()
    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    scenes: tuple[PlaceMention, ...] = ()
    """Those of ``places`` that something can have happened at: the story settles them once it has all places (`story/grounds.py`)."""
    actors: tuple[ActorMention, ...] = ()
    claimants: tuple[ClaimantMention, ...] = ()
    readings: tuple[Reading, ...] = ()
    tree: Tree | None = None
    hits: tuple[Hit, ...] = ()
    day: date | None = None
    """The day of the reprinted report that the sentence stands in; None in the story's own text."""

    def with_(self, **changes: object) -> Passage:
        return changed(self, changes)

    def hit(self, reading: Reading) -> Hit | None:
        """The trigger that ``reading`` rests on."""
        if reading.trigger is None or self.tree is None:
            return None
        measure, span = reading.measure, reading.trigger
        longest: Hit | None = None
        for hit in self.hits:
            if hit.trigger.measure == measure and hit.overlaps(self.tree, span):
                longest = hit if longest is None or len(hit.tokens) > len(longest.tokens) else longest
        return longest

    def at(self, reading: Reading) -> int | None:
        """The token that says what happens: the trigger's, else the number's."""
        if self.tree is None:
            return None
        hit = self.hit(reading)
        if hit is not None:
            return hit.at
        if reading.trigger is not None and (top := self.tree.top(reading.trigger)) is not None:
            return top
        return self.tree.top(reading.number.span)

    def between(self, start: int, end: int) -> str:
        """The sentence's words from ``start`` to ``end`` of the story's text."""
        base = self.sentence.span.start
        return self.sentence.text[max(0, start - base) : max(0, end - base)]

    def before_number(self, reading: Reading) -> str:
        """The sentence's words before the number of a reading."""
        return self.between(self.sentence.span.start, reading.number.span.start)

    def after_number(self, reading: Reading) -> str:
        """The sentence's words after it."""
        return self.between(reading.number.span.end, self.sentence.span.end)

    def says(self, words: Keyed, start: int, end: int) -> bool:
        """Whether ``words`` are found from ``start`` to ``end`` of the story's text, cut to the sentence."""
        base = self.sentence.span.start
        return words.search(self.sentence.text, max(0, start - base), max(0, end - base)) is not None

    def local(self, span: Span) -> Span:
        """The span counted from the sentence's own start."""
        return span.shifted(-self.sentence.span.start)
