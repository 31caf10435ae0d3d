"""The life of a story: what becomes of a revision, a kill or a copy that arrives, given what arrived before.

Pure. What stands in the end does not depend on the order of arrival, with one exception that nothing can mend: two different texts of
one story without revision numbers and of overlapping dates are taken in the order they come.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from schemas.article import Article
from schemas.base import StoryId
from schemas.story_index import StoryIndexEntry
from services.ingest.formats.text import content_hash
from services.ingest.formats.wire_format import Release
from services.ingest.notices import is_release, kill_target, normalise_headline
from services.ingest.story_index import StoryIndex, alias_key, embargo_key, kill_key, latest, story_key

__all__ = ["Accepted", "Outcome", "StoryIndex", "accept", "end_embargo", "late_kills", "settle"]

KILL_REACH = timedelta(days=30)
"""A kill by headline reaches stories published within so many days before it: a standing title (*World in brief*) of last year stays."""
SEEN_LIMIT = 100
"""Revisions of one story whose hashes are kept: a resent old text is then known as old. A live page may have a hundred."""

Outcome = Literal["published", "duplicate", "stale", "killed", "withheld", "embargoed", "waiting"]


@dataclass(frozen=True)
class Accepted:
    """What one arrival comes to.

    ``articles`` are to be published, in this order, before ``changes`` are written to the index and ``forgotten`` keys deleted from
    it: a crash between the two repeats a story and never loses one. ``refused`` says in words why the text itself is not published;
    None if it is, or if it waits.
    """

    outcome: Outcome
    articles: tuple[Article, ...] = ()
    changes: tuple[StoryIndexEntry, ...] = ()
    forgotten: tuple[str, ...] = ()
    refused: str | None = None
    traceparent: str | None = None
    """The trace that its articles go on in."""


def accept(
    index: StoryIndex, article: Article, *, now: datetime | None = None, release: Release = "usable", traceparent: str | None = None
) -> Accepted:
    """What becomes of ``article``; the index is not changed (see :meth:`StoryIndex.apply`).

    ``release`` is what its wire says of its use: a ``withheld`` story (its kind is ``kill``) is taken back until its next version comes,
    a ``released`` one is let out even after a kill. Without ``now`` an embargo is not looked at. Revision numbers count only where the
    producer set them; else a different text of a known story is its next revision, unless it was certainly published before the one
    that stands. ``traceparent`` is the trace that the article came in; what follows from it goes on in it, after an embargo too.
    """
    return replace(_accepted(index, article, now, release, traceparent), traceparent=traceparent)


def _accepted(index: StoryIndex, article: Article, now: datetime | None, release: Release, traceparent: str | None) -> Accepted:
    if not article.content_hash:
        article = article.model_copy(update={"content_hash": content_hash(article.headline, article.body)})
    if article.kind == "kill":
        return _withhold(index, article) if release == "withheld" else _kill(index, article)
    if now is not None and article.embargoed_until is not None and article.embargoed_until > now:
        return _hold(index, article, traceparent)
    return _revision(index, article, _stated(article), released=release == "released" or is_release(article.headline, article.body))


def end_embargo(index: StoryIndex, held: StoryIndexEntry) -> Accepted:
    """What becomes of an embargoed story (an entry of :meth:`StoryIndex.due`) now that its time has come."""
    assert held.article is not None
    return replace(_revision(index, held.article, held.stated), forgotten=(held.key,), traceparent=held.traceparent)


def late_kills(index: StoryIndex, absorbed: StoryIndexEntry) -> tuple[Article, ...]:
    """The kills to be taken in once more after ``absorbed`` came from another ingest.

    A kill by headline and its story may reach two ingests at once: neither knew of the other's when it decided.
    """
    if absorbed.entry == "waiting_kill" and absorbed.article is not None:
        kills: tuple[StoryIndexEntry, ...] = (absorbed,)
    elif absorbed.entry == "alias":
        _, headline, agency, *_ = absorbed.key.split("|")
        kills = index.kills_of(headline, agency)
    else:
        kills = ()
    return tuple(kill.article for kill in kills if kill.article is not None and _kill(index, kill.article).articles)


def settle(articles: Iterable[Article]) -> tuple[Article, ...]:
    """What stands after all of ``articles``, whatever their order: of each story its last published revision, killed ones as kills."""
    index, last = StoryIndex(), dict[StoryId, Article]()
    for article in articles:
        verdict = accept(index, article)
        index.apply(verdict.changes, verdict.forgotten)
        last.update({published.story_id: published for published in verdict.articles})
    return tuple(last.values())


def _revision(index: StoryIndex, article: Article, stated: int | None, *, released: bool = False) -> Accepted:
    standing = index.story(article.story_id)
    back = standing is not None and standing.kind == "kill"
    if standing is not None and back and not (standing.withheld or released):
        return Accepted(
            "killed", refused=f"{article.story_id} was killed; a kill is final, so send the story under a new id, or as released"
        )
    aliases = _aliases(index, article)
    for kill in () if released else index.kills_of(normalise_headline(article.headline), article.credit or article.source.name):
        if kill.article is not None and reaches(kill.article, article):
            return _killed_on_arrival(standing, article, kill.article, aliases)
    if standing is None:
        entry = _entry(article, stated)
        return Accepted("published", (article,), (entry, *aliases))
    if article.content_hash in standing.seen and not back:
        return Accepted("duplicate", refused=f"{article.story_id}: this text was taken in before")
    if reason := _stale(standing, article, stated):
        seen = standing.model_copy(update={"seen": (*standing.seen, article.content_hash)[-SEEN_LIMIT:]})
        return Accepted("stale", changes=(seen, *aliases), refused=reason)
    revision = max(article.revision, standing.revision + 1)
    kind = "update" if article.kind == "original" else article.kind
    published = article.model_copy(update={"revision": revision, "kind": kind})
    entry = _entry(published, stated, standing).model_copy(update={"releases": standing.releases + back})
    return Accepted("published", (published,), (entry, *aliases))


def _stale(standing: StoryIndexEntry, article: Article, stated: int | None) -> str | None:
    """Why ``article`` is older than what stands; None if it is newer. Numbers decide where both have one, else dates."""
    if standing.stated is not None:
        if stated is None:
            return f"{article.story_id}: has no revision number, and revision {standing.stated} stands; number it higher to replace that"
        if stated != standing.stated:
            return (
                None
                if stated > standing.stated
                else f"{article.story_id}: revision {stated} is older than revision {standing.stated}, which stands"
            )
    elif stated is not None:
        return None
    if standing.published_at is not None and latest(article.published_at, article.published_precision) < standing.published_at:
        return f"{article.story_id}: published before the revision that stands; give it a revision number if it is to replace that"
    return None


def _kill(index: StoryIndex, kill: Article) -> Accepted:
    """A kill withdraws the story of its own id and every story, come or to come, of the agency and headline it names."""
    articles, changes = list[Article](), list[StoryIndexEntry]()
    target = kill_target(kill.headline, kill.body)
    victims = dict.fromkeys((kill.story_id,))
    if target is not None:
        key = kill_key(target.headline, target.agency, kill)
        if index.get(key) is None:
            changes.append(StoryIndexEntry(key=key, entry="waiting_kill", kind="kill", content_hash=kill.content_hash, article=kill))
        for alias in index.aliases_of(target.headline, target.agency):
            if alias.story_id is not None and alias.published_at is not None and _within_reach(kill, alias):
                victims[alias.story_id] = None
    for story_id in victims:
        standing = index.story(story_id)
        if _falls_to(kill, standing):
            withdrawn = _withdrawal(kill, story_id, standing)
            articles.append(withdrawn)
            changes.append(_entry(withdrawn, None, standing))
    if not changes:
        return Accepted("duplicate", refused=f"{kill.story_id}: this kill was taken in before")
    found = target is None or len(victims) > 1
    return Accepted("published" if found else "waiting", tuple(articles), tuple(changes))


def _falls_to(kill: Article, standing: StoryIndexEntry | None) -> bool:
    """Whether ``kill`` withdraws what stands: not twice, and not a story that was let out since this very kill took it back."""
    if standing is None:
        return True
    if standing.releases and kill.content_hash in standing.seen:
        return False
    return standing.kind != "kill" or standing.withheld


def _withhold(index: StoryIndex, article: Article) -> Accepted:
    """A withhold takes a story back as a kill does, of its own id alone and only until its next version."""
    standing, stated = index.story(article.story_id), _stated(article)
    if standing is not None and standing.kind == "kill":
        return Accepted("duplicate", refused=f"{article.story_id}: it is withdrawn already")
    if standing is not None and (reason := _stale(standing, article, stated)):
        return Accepted("stale", refused=reason)
    withdrawn = _withdrawal(article, article.story_id, standing)
    entry = _entry(withdrawn, stated, standing).model_copy(update={"withheld": True})
    return Accepted("withheld", (withdrawn,), (entry,))


def _killed_on_arrival(standing: StoryIndexEntry | None, article: Article, kill: Article, aliases: tuple[StoryIndexEntry, ...]) -> Accepted:
    withdrawn = _withdrawal(kill, article.story_id, standing, at_least=article.revision + 1)
    entry = _entry(withdrawn, None, standing, also_seen=(article.content_hash,))
    reason = f"{article.story_id}: a kill that came before withdraws it; published as killed"
    return Accepted("killed", (withdrawn,), (entry, *aliases), refused=reason)


def _withdrawal(kill: Article, story_id: StoryId, standing: StoryIndexEntry | None, *, at_least: int = 0) -> Article:
    revision = max(at_least, kill.revision, standing.revision + 1 if standing else 0)
    return kill.model_copy(update={"story_id": story_id, "revision": revision, "embargoed_until": None})


def _hold(index: StoryIndex, article: Article, traceparent: str | None) -> Accepted:
    standing, key = index.story(article.story_id), embargo_key(article)
    if index.get(key) is not None or (standing is not None and article.content_hash in standing.seen):
        return Accepted("duplicate", refused=f"{article.story_id}: this text was taken in before")
    held = StoryIndexEntry(
        key=key,
        entry="embargo",
        story_id=article.story_id,
        kind=article.kind,
        content_hash=article.content_hash,
        stated=_stated(article),
        article=article,
        traceparent=traceparent,
    )
    return Accepted("embargoed", changes=(held,))


def reaches(kill: Article, story: Article) -> bool:
    """Whether a kill by headline can mean ``story``: sent before it, and not longer ago than :data:`KILL_REACH`."""
    return _reach(kill, story.published_at, latest(story.published_at, story.published_precision))


def _within_reach(kill: Article, alias: StoryIndexEntry) -> bool:
    assert alias.published_at is not None
    return _reach(kill, alias.published_at, latest(alias.published_at, alias.published_precision))


def _reach(kill: Article, earliest: datetime, last: datetime) -> bool:
    return earliest <= latest(kill.published_at, kill.published_precision) and last >= kill.published_at - KILL_REACH


def _aliases(index: StoryIndex, article: Article) -> tuple[StoryIndexEntry, ...]:
    headline = normalise_headline(article.headline)
    key = alias_key(headline, article.credit or article.source.name, article)
    if not headline or index.get(key) is not None:
        return ()
    return (
        StoryIndexEntry(
            key=key,
            entry="alias",
            story_id=article.story_id,
            published_at=article.published_at,
            published_precision=article.published_precision,
        ),
    )


def _entry(
    article: Article, stated: int | None, standing: StoryIndexEntry | None = None, *, also_seen: tuple[str, ...] = ()
) -> StoryIndexEntry:
    return StoryIndexEntry(
        key=story_key(article.story_id),
        entry="story",
        story_id=article.story_id,
        revision=article.revision,
        kind=article.kind,
        content_hash=article.content_hash,
        stated=stated,
        seen=(*(standing.seen if standing else ()), *also_seen, article.content_hash)[-SEEN_LIMIT:],
        releases=standing.releases if standing else 0,
        published_at=article.published_at,
        published_precision=article.published_precision,
    )


def _stated(article: Article) -> int | None:
    return article.revision if "revision" in article.model_fields_set else None
