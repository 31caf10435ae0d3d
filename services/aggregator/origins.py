"""Who gathered it: stories that copy one another, or credit one wire, are one origin (design section 5.2)."""

from __future__ import annotations

from collections import Counter
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


@dataclass
class Copies:
    """Which stories of a ledger are near copies of one another: a relation between two texts, whatever else is known.

    Kept as an index from shingle hash and stretch of days to stories, so that a new story meets only those it shares text with.
    """

    names: dict[Teller, str] = field(default_factory=dict)
    """What each known story says of who gathered it."""
    _stories: dict[Teller, StoryReference] = field(default_factory=dict)
    _uses: Counter[Teller] = field(default_factory=Counter)
    _index: dict[int, dict[int, tuple[Teller, ...]]] = field(default_factory=dict)
    """Tuples, since nearly every hash is of one story: sets took four times the memory."""
    _links: dict[Teller, set[Teller]] = field(default_factory=dict)

    def add(self, story: StoryReference) -> None:
        """Take in one more use of the story."""
        key = teller(story)
        self._uses[key] += 1
        if self._uses[key] > 1:
            return
        self.names[key] = credited(story)
        self._stories[key] = story
        stretch = _stretch(key)
        others: set[Teller] = set()
        for near in (stretch - 1, stretch, stretch + 1):
            if (postings := self._index.get(near)) is not None:
                others.update(*(postings[word_triple] for word_triple in key[-1][:INDEXED] if word_triple in postings))
        found = {other for other in others if _copy(key, other)}
        for other in found:
            self._links.setdefault(other, set()).add(key)
        if found:
            self._links[key] = found
        postings = self._index.setdefault(stretch, {})
        for word_triple in key[-1][:INDEXED]:
            postings[word_triple] = (*postings.get(word_triple, ()), key)

    def remove(self, story: StoryReference) -> None:
        """Take out one use."""
        key = teller(story)
        self._uses[key] -= 1
        if self._uses[key] > 0:
            return
        del self._uses[key], self.names[key], self._stories[key]
        stretch = _stretch(key)
        postings = self._index.get(stretch, {})  # a text of few words has no triple, and no posting
        for word_triple in key[-1][:INDEXED]:
            if rest := tuple(other for other in postings[word_triple] if other != key):
                postings[word_triple] = rest
            else:
                del postings[word_triple]
        if not postings:
            self._index.pop(stretch, None)
        for other in self._links.pop(key, ()):
            self._links[other].discard(key)

    def known(self, story: StoryReference) -> StoryReference:
        """The equal reference that is held already, else the given: events of one story need not each keep its sketch."""
        held = self._stories.get(teller(story))
        return held if held is not None and held == story else story

    def of(self, story: Teller) -> Iterable[Teller]:
        return self._links.get(story, ())


def _stretch(key: Teller) -> int:
    """Which stretch of days the story is of: what lies within COPY_DAYS lies in the same or the next one."""
    return key[2].toordinal() // (COPY_DAYS + 1)


def _copy(one: Teller, other: Teller) -> bool:
    return abs(one[2].toordinal() - other[2].toordinal()) <= COPY_DAYS and is_near_copy(one[-1], other[-1])


def origins(stories: Iterable[Teller], copies: Copies) -> dict[Teller, str]:
    """The origin of each story, told by name: the wire it credits, else the outlet, else the story itself.

    Copies take the name of their group: of the earliest text that credits somebody, else of the earliest. Only the given stories and
    what ties them counts, so the same stories give the same names in any order and whatever else is known. That one outlet once
    reprinted another does not make their other stories one origin.
    """
    known = set(stories)
    names: dict[Teller, str] = {}
    for start in known:
        if start in names:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in copies.of(todo.pop()):
                if other in known and other not in group:
                    group.add(other)
                    todo.append(other)
        earliest = min(group, key=lambda key: (not copies.names[key], key[2], key))
        name = copies.names[earliest] or f"story:{earliest[0]}"
        names.update(dict.fromkeys(group, name))
    return names
