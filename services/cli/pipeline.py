"""The whole pipeline in this process, without a broker: articles to events, incidents and tallies, as the services would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from schemas.article import Article
from schemas.event import Event
from schemas.incident import Incident
from schemas.tally import Tally
from services.aggregator.definitions import Definitions
from services.aggregator.reconcile import evaluate, reconcile
from services.chassis.errors import PermanentError
from services.cli.failures import tell
from services.cli.progress import tracked
from services.extractor.extract import Extractor
from services.extractor.revise import revise
from services.ingest.revisions import settle


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a set of stories comes to."""

    events: tuple[Event, ...]
    incidents: tuple[Incident, ...]
    tallies: tuple[Tally, ...]


def run_pipeline(
    articles: Iterable[Article], extractor: Extractor, definitions: Definitions, *, refuse: Callable[[str], None] = tell
) -> Outcome:
    """What ``articles`` come to, whatever their order and however often each is given.

    Only the last revision of a story speaks; a killed story says nothing. Stories without a revision number are taken in the order of
    publication, which a live feed has by itself. ``refuse`` is told of each that the extractor will not read; it gives no events.
    """
    in_order = sorted(articles, key=lambda article: (article.published_at, article.story_id, article.revision, article.content_hash))
    standing = settle(in_order)
    events = events_of(standing, extractor, refuse)
    incidents = reconcile(events)
    return Outcome(events, incidents, evaluate(incidents, definitions))


def events_of(articles: Sequence[Article], extractor: Extractor, refuse: Callable[[str], None] = tell) -> tuple[Event, ...]:
    """The events that stand after one revision of each story."""
    events: list[Event] = []
    for article in tracked(articles, "extracting"):
        try:
            said = () if article.kind == "kill" else extractor.extract(article)
        except PermanentError as error:
            refuse(f"{article.story_id}: {error.message}")
            continue
        _, changes = revise(None, article, said)
        events += changes
    return tuple(events)
