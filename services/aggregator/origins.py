"""Who gathered it: stories that copy one another, or credit one wire, are one origin (design section 5.2)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from schemas.event import StoryReference
from services.chassis.agencies import normalise_agency
from services.chassis.sketch import containment, resemblance

COPY_RESEMBLANCE = 0.3
COPY_CONTAINMENT = 0.5
"""Measured on reprints and rewrites: a copy, cut and edited, keeps 0.6 and more of the shorter text; two accounts of one event in
own words share 0.1 at most; a story that quotes one old dispatch lies between and is no copy."""
COPY_DAYS = 4
"""A copy is printed within days of what it copies. The limit keeps a long-lived ledger from comparing each story with all others."""
_FEWEST_SHARED = 5
"""Shared hashes below which a short text proves nothing."""

Teller = tuple[str, int, datetime, str, str, tuple[int, ...]]
"""A story revision, told apart by all that its origin depends on: a careless producer may send two texts under one revision."""


def teller(story: StoryReference) -> Teller:
    return story.story_id, story.revision, story.published_at, story.credit or "", story.source.name or story.source.id, story.sketch


def credited(story: StoryReference) -> str:
    """The normalised name of who gathered the story, as it says itself: its credit, else the outlet that published it; else ''."""
    if story.credit and (name := normalise_agency(story.credit)):
        return name
    outlet = story.source.name or ("" if story.source.id == "unknown" else story.source.id)
    return normalise_agency(outlet) if outlet else ""


class Copies:
    """Which stories of a ledger are near copies of one another: a relation between two texts, whatever else is known.

    Kept as an index from shingle hash and day of publication to stories, so that a new story meets only those it shares text with.
    """

    def __init__(self) -> None:
        self._stories: dict[Teller, StoryReference] = {}
        self._uses: Counter[Teller] = Counter()
        self._index: dict[date, dict[int, set[Teller]]] = defaultdict(lambda: defaultdict(set))
        self._links: dict[Teller, set[Teller]] = defaultdict(set)

    def add(self, story: StoryReference) -> set[Teller]:
        """Take in one more use of the story; the stories it was found to be a copy of, if it is new here."""
        key = teller(story)
        self._uses[key] += 1
        if self._uses[key] > 1:
            return set()
        self._stories[key] = story
        day = story.published_at.date()
        shared: Counter[Teller] = Counter()
        for other_day in (day + timedelta(days=n) for n in range(-COPY_DAYS, COPY_DAYS + 1)):
            if (postings := self._index.get(other_day)) is not None:
                for word_triple in story.sketch:
                    shared.update(postings.get(word_triple, ()))
        found = {other for other, count in shared.items() if count >= _FEWEST_SHARED and _copy(story, self._stories[other])}
        for other in found:
            self._links[other].add(key)
        self._links[key] = found
        for word_triple in story.sketch:
            self._index[day][word_triple].add(key)
        return set(found)

    def remove(self, story: StoryReference) -> set[Teller]:
        """Take out one use; the stories it was a copy of, if it was the last use."""
        key = teller(story)
        self._uses[key] -= 1
        if self._uses[key] > 0:
            return set()
        del self._uses[key], self._stories[key]
        day = story.published_at.date()
        postings = self._index[day]
        for word_triple in story.sketch:
            postings[word_triple].discard(key)
            if not postings[word_triple]:
                del postings[word_triple]
        if not postings:
            del self._index[day]
        links = self._links.pop(key, set())
        for other in links:
            self._links[other].discard(key)
        return links

    def of(self, story: Teller) -> set[Teller]:
        return self._links.get(story, set())


def _copy(one: StoryReference, other: StoryReference) -> bool:
    return resemblance(one.sketch, other.sketch) >= COPY_RESEMBLANCE or containment(one.sketch, other.sketch) >= COPY_CONTAINMENT


def origins(stories: Iterable[StoryReference], copies: Copies) -> dict[Teller, str]:
    """The origin of each story, told by name: the wire it credits, else the outlet, else the story itself.

    Copies take the name of their group: of the earliest text that credits somebody, else of the earliest. The same stories give the
    same names in any order. That one outlet once reprinted another does not make their other stories one origin.
    """
    known = {teller(story): story for story in stories}
    names: dict[Teller, str] = {}
    for start in sorted(known):
        if start in names:
            continue
        group, todo = {start}, [start]
        while todo:
            for other in copies.of(todo.pop()):
                if other in known and other not in group:
                    group.add(other)
                    todo.append(other)
        earliest = min(group, key=lambda key: (not credited(known[key]), known[key].published_at, key))
        name = credited(known[earliest]) or f"story:{earliest[0]}"
        names.update(dict.fromkeys(group, name))
    return names
