"""Who gathered it: stories that copy one another, or credit one wire, are one origin (design section 5.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from schemas.event import StoryReference
from services.chassis.agencies import normalise_agency
from services.chassis.sketch import INDEXED, is_near_copy

COPY_DAYS = 4
"""A copy is printed within days of what it copies. The limit keeps a long-lived ledger from comparing each story with all others."""


class Teller(NamedTuple):
    """A story revision, told apart by all that its origin depends on: a careless producer may send two texts under one revision."""

    story: str
    revision: int
    published: datetime
    credit: str
    outlet: str
    sketch: tuple[int, ...]

    def __hash__(self) -> int:
        """Of the first five: a sketch has hundreds of numbers, and seldom tells apart what they do not."""
        return hash(self[:-1])


def teller(story: StoryReference) -> Teller:
    return Teller(
        story.story_id, story.revision, story.published_at, story.credit or "", story.source.name or story.source.id, story.sketch
    )


def credited(story: StoryReference) -> str:
    """The normalised name of who gathered the story, as it says itself: its credit, else the outlet that published it; else ''."""
    if story.credit and (name := normalise_agency(story.credit)):
        return name
    outlet = story.source.name or ("" if story.source.id == "unknown" else story.source.id)
    return normalise_agency(outlet) if outlet else ""


@dataclass(eq=False, slots=True)
class Text:
    """A story revision of the ledger: what it says of who gathered it, its near copies, and how many accounts there are of it."""

    teller: Teller
    story: StoryReference
    credit: str
    uses: int = 1
    near: tuple[Text, ...] = ()


@dataclass
class Copies:
    """Which stories of a ledger are near copies of one another: a relation between two texts, whatever else is known.

    Kept as an index from shingle hash and stretch of days to texts, so that a new story meets only those it shares text with.
    """

    _texts: dict[Teller, Text] = field(default_factory=dict)
    _index: dict[int, dict[int, tuple[Text, ...]]] = field(default_factory=dict)
    """Tuples, since nearly every hash is of one story: sets took four times the memory. Those of one text alone are one tuple."""

    def add(self, story: StoryReference) -> None:
        """Take in one more use of the story."""
        key = teller(story)
        if (known := self._texts.get(key)) is not None:
            known.uses += 1
            return
        text = self._texts[key] = Text(key, story, credited(story))
        stretch, words = _stretch(key), key.sketch[:INDEXED]
        others: set[Text] = set()
        for near in (stretch - 1, stretch, stretch + 1):
            if (postings := self._index.get(near)) is not None:
                others.update(*(postings[word_triple] for word_triple in postings.keys() & words))
        for other in others:
            if _copy(key, other.teller):
                text.near += (other,)
                other.near += (text,)
        postings, alone = self._index.setdefault(stretch, {}), (text,)
        for word_triple in words:
            if (held := postings.setdefault(word_triple, alone)) is not alone:
                postings[word_triple] = held + alone

    def remove(self, story: StoryReference) -> None:
        """Take out one use."""
        key = teller(story)
        text = self._texts[key]
        text.uses -= 1
        if text.uses > 0:
            return
        del self._texts[key]
        stretch = _stretch(key)
        postings = self._index.get(stretch, {})  # a text of few words has no triple, and no posting
        for word_triple in key.sketch[:INDEXED]:
            if rest := _without(text, postings[word_triple]):
                postings[word_triple] = rest
            else:
                del postings[word_triple]
        if not postings:
            self._index.pop(stretch, None)
        for other in text.near:
            other.near = _without(text, other.near)

    def known(self, story: StoryReference) -> StoryReference:
        """The equal reference that is held already, else the given: events of one story need not each keep its sketch."""
        held = self._texts.get(teller(story))
        return held.story if held is not None and held.story == story else story

    def text(self, story: Teller) -> Text:
        """The story as it is known. Raises KeyError if it is not."""
        return self._texts[story]


def _without(text: Text, texts: tuple[Text, ...]) -> tuple[Text, ...]:
    return tuple(other for other in texts if other is not text)


def _stretch(key: Teller) -> int:
    """Which stretch of days the story is of: what lies within COPY_DAYS lies in the same or the next one."""
    return key.published.toordinal() // (COPY_DAYS + 1)


def _copy(one: Teller, other: Teller) -> bool:
    return abs(one.published.toordinal() - other.published.toordinal()) <= COPY_DAYS and is_near_copy(one.sketch, other.sketch)


def origins(stories: Iterable[Teller], copies: Copies) -> dict[Teller, str]:
    """The origin of each story, told by name: the wire it credits, else the outlet, else the story itself.

    Copies take the name of their group: of the earliest text that credits somebody, else of the earliest. Only the given stories and
    what ties them counts, so the same stories give the same names in any order and whatever else is known. That one outlet once
    reprinted another does not make their other stories one origin.
    """
    known = set(map(copies.text, stories))
    names: dict[Teller, str] = {}
    named: set[Text] = set()
    for text in known:
        if not text.near:
            names[text.teller] = _name(text)
        elif text not in named:
            group = _hang_together(text, known)
            name = _name(min(group, key=_earliest_credited))
            named |= group
            names.update((member.teller, name) for member in group)
    return names


def _name(text: Text) -> str:
    return text.credit or f"story:{text.teller.story}"


def _hang_together(start: Text, known: set[Text]) -> set[Text]:
    """The texts that are copies of one another, over others if need be."""
    group, todo = {start}, [start]
    while todo:
        new = known.intersection(todo.pop().near) - group
        group |= new
        todo += new
    return group


def _earliest_credited(text: Text) -> tuple[bool, datetime, Teller]:
    return not text.credit, text.teller.published, text.teller
