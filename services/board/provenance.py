"""Where numbers come from: the stories behind a view, what each says and what rests on it, and the outlets that published them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from schemas.article import Source
from schemas.event import Event, StoryReference
from schemas.incident import Incident
from schemas.tally import Tally


@dataclass
class StoryTold:
    """A story in its last revision, with the ids of what it says and of what rests on it."""

    story: StoryReference
    events: set[str] = field(default_factory=set)
    incidents: set[str] = field(default_factory=set)
    tallies: set[str] = field(default_factory=set)


@dataclass
class Outlet:
    """A source by its id: how many stories of it speak here, and from when to when they were published."""

    source: Source
    stories: int
    first: datetime
    last: datetime


def stories_told(events: Iterable[Event], incidents: Iterable[Incident], tallies: Iterable[Tally]) -> list[StoryTold]:
    """Every story that an event, a claim or a tally rests on, the newest first."""
    told: dict[str, StoryTold] = {}

    def of(story: StoryReference) -> StoryTold:
        held = told.setdefault(story.story_id, StoryTold(story))
        if story.revision > held.story.revision:
            held.story = story
        return held

    for event in events:
        of(event.story).events.add(event.event_id)
    for incident in incidents:
        for slot in incident.slots:
            for claim in slot.claims:
                one = of(claim.story)
                one.events.add(claim.event_id)
                one.incidents.add(incident.incident)
    for row in tallies:
        for id in row.stories:
            # A tally may name a story before its incident has come: it is listed once there is more of it than an id.
            if (found := told.get(id)) is not None:
                found.tallies.add(row.key)
    return sorted(told.values(), key=lambda one: (one.story.published_at, one.story.story_id), reverse=True)


def outlets(stories: Iterable[StoryTold]) -> list[Outlet]:
    """The sources of those stories, by id."""
    found: dict[str, Outlet] = {}
    for one in stories:
        story = one.story
        outlet = found.setdefault(story.source.id, Outlet(story.source, 0, story.published_at, story.published_at))
        outlet.stories += 1
        outlet.first = min(outlet.first, story.published_at)
        outlet.last = max(outlet.last, story.published_at)
    return [found[id] for id in sorted(found)]
