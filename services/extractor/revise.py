"""What a new revision of a story changes: upserts of what it says, retractions of what no longer stands. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pydantic import Field

from schemas.article import Article
from schemas.base import EventId, Ledger, Message, StoryId
from schemas.event import Event, StoryReference


class Standing(Message):
    """One event that stands: its Kafka key and a hash of all it says."""

    ledger: Ledger
    happening: str = ""
    said: str


class StoryState(Message):
    """What the extractor remembers of one story: its last revision and the events that revision gave."""

    story_id: StoryId
    revision: int = 0
    killed: bool = False
    events: dict[EventId, Standing] = Field(default_factory=dict)


def overtakes(value: bytes, held: bytes) -> bool:
    """Whether a written state may follow ``held``: it is not of an older revision."""
    return StoryState.read(value).revision >= StoryState.read(held).revision


def _said(event: Event) -> str:
    return hashlib.blake2b(event.to_json(), digest_size=16).hexdigest()


def reference(article: Article, *, credit: str | None = None, sketch: tuple[int, ...] = ()) -> StoryReference:
    """The story revision as events carry it."""
    return StoryReference(
        story_id=article.story_id,
        revision=article.revision,
        kind=article.kind,
        source=article.source,
        credit=article.credit or credit,
        headline=article.headline,
        url=article.url,
        published_at=article.published_at,
        published_precision=article.published_precision,
        received_at=article.received_at,
        sketch=sketch,
    )


def _retraction(event_id: EventId, standing: Standing, story: StoryReference) -> Event:
    return Event(event_id=event_id, happening=standing.happening or event_id, ledger=standing.ledger, op="retract", story=story)


def revise(previous: StoryState | None, article: Article, events: Iterable[Event]) -> tuple[StoryState, tuple[Event, ...]]:
    """The state after ``article``, and the messages that bring the event topic there.

    ``events`` is what the article says (ignored for a kill). A revision older than the one known changes nothing; the same
    revision again gives nothing new; after a kill nothing stands, and only a higher revision could bring the story back.
    """
    if previous is not None and (article.revision < previous.revision or (article.revision == previous.revision and previous.killed)):
        return previous, ()
    standing = {} if previous is None else previous.events
    said = {} if article.kind == "kill" else {event.event_id: event for event in events}
    new = {event_id: Standing(ledger=event.ledger, happening=event.happening, said=_said(event)) for event_id, event in said.items()}
    story = reference(article)
    messages = [_retraction(event_id, old, story) for event_id, old in sorted(standing.items()) if event_id not in new]
    messages += [said[event_id] for event_id, now in new.items() if standing.get(event_id) != now]
    state = StoryState(story_id=article.story_id, revision=article.revision, killed=article.kind == "kill", events=new)
    return state, tuple(messages)
