"""What ingest remembers of stories: a plain mapping of entries by key, with two look-ups by headline beside it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from schemas.article import Article, PublishedPrecision
from schemas.base import StoryId
from schemas.story_index import StoryIndexEntry
from services.chassis.agencies import clean_agency, same_agency


def story_key(story_id: StoryId) -> str:
    """Key of the last revision published under an id."""
    return f"story|{story_id}"


def alias_key(headline: str, agency: str, article: Article) -> str:
    """Key of one name of a story: normalised headline, agency, date, id. Several stories may share headline and agency (reprints), and
    a story its headline over several dates (revisions): a kill may reach one of them and not the other."""
    return f"alias|{headline}|{_printed(agency)}|{article.published_at:%Y%m%dT%H%M%SZ}|{article.story_id}"


def kill_key(headline: str, agency: str, kill: Article) -> str:
    """Key of a kill that names its story: normalised headline, agency, date, hash of the notice."""
    return f"kill|{headline}|{_printed(agency)}|{kill.published_at:%Y%m%dT%H%M%SZ}|{kill.content_hash}"


def _printed(agency: str) -> str:
    """The name as printed, since initials are compared with it; without the key's own separator."""
    return clean_agency(agency.replace("|", " "))


def embargo_key(article: Article) -> str:
    """Key of one embargoed text of a story."""
    return f"embargo|{article.story_id}|{article.content_hash}"


def latest(moment: datetime, precision: PublishedPrecision) -> datetime:
    """The last instant a date of that precision can mean."""
    days = {"time": 0, "day": 1, "month": monthrange(moment.year, moment.month)[1]}[precision]
    return moment + timedelta(days=days) - timedelta(microseconds=1 if days else 0)


Undo = dict[str, StoryIndexEntry | None]


class StoryIndex:
    """Entries by key. Deciding (:func:`services.ingest.revisions.accept`) reads it; only :meth:`apply`,
    :meth:`undo` and :meth:`absorb` change it."""

    def __init__(self, entries: Iterable[StoryIndexEntry] = ()) -> None:
        self._entries: dict[str, StoryIndexEntry] = {}
        self._aliases: dict[str, dict[str, None]] = {}
        self._kills: dict[str, dict[str, None]] = {}
        self._embargoes: dict[str, None] = {}
        self.apply(entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[StoryIndexEntry]:
        return iter(self._entries.values())

    def get(self, key: str) -> StoryIndexEntry | None:
        return self._entries.get(key)

    def story(self, story_id: StoryId) -> StoryIndexEntry | None:
        """The last revision published under that id."""
        return self.get(story_key(story_id))

    def aliases_of(self, headline: str, agency: str) -> tuple[StoryIndexEntry, ...]:
        """The stories of that normalised headline and that agency; an agency unsaid on either side fits any."""
        return self._named(self._aliases, headline, agency)

    def kills_of(self, headline: str, agency: str) -> tuple[StoryIndexEntry, ...]:
        """The kills that name that normalised headline and agency, alike."""
        return self._named(self._kills, headline, agency)

    def due(self, now: datetime) -> tuple[StoryIndexEntry, ...]:
        """Embargoed stories whose time has come, in the order of their times."""
        entries = [self._entries[key] for key in self._embargoes]
        timed = [(entry.article.embargoed_until, entry.key, entry) for entry in entries if entry.article and entry.article.embargoed_until]
        return tuple(entry for until, _, entry in sorted(timed, key=lambda each: each[:2]) if until <= now)

    def apply(self, changes: Iterable[StoryIndexEntry], forgotten: Iterable[str] = ()) -> Undo:
        """Takes in what a decision changes; the answer, given to :meth:`undo`, takes it back."""
        changes, forgotten = tuple(changes), tuple(forgotten)
        before = {key: self._entries.get(key) for key in (*(entry.key for entry in changes), *forgotten)}
        for entry in changes:
            self._put(entry)
        for key in forgotten:
            self._drop(key)
        return before

    def undo(self, before: Undo) -> None:
        """Puts back what :meth:`apply` replaced: for a decision that could not be carried out."""
        for key, entry in before.items():
            if entry is None:
                self._drop(key)
            else:
                self._put(entry)

    def absorb(self, key: str, entry: StoryIndexEntry | None) -> None:
        """Takes in a record of the index topic, ours read back or another ingest's: None deletes; a story never goes back to a lower
        revision, and comes back from a kill only by being released."""
        if entry is None:
            self._drop(key)
            return
        known = self._entries.get(entry.key)
        if known is None or entry.entry != "story" or _rank(entry) >= _rank(known):
            self._put(entry)

    def _put(self, entry: StoryIndexEntry) -> None:
        self._entries[entry.key] = entry
        if (names := self._look_up(entry.key, entry.entry)) is not None:
            names[entry.key] = None

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None and (names := self._look_up(key, entry.entry)) is not None:
            names.pop(key, None)

    def _look_up(self, key: str, kind: str) -> dict[str, None] | None:
        if kind == "embargo":
            return self._embargoes
        if kind in ("alias", "waiting_kill"):
            return (self._aliases if kind == "alias" else self._kills).setdefault(key.split("|")[1], {})
        return None

    def _named(self, names: dict[str, dict[str, None]], headline: str, agency: str) -> tuple[StoryIndexEntry, ...]:
        if not headline:
            return ()
        keys = names.get(headline, {})
        return tuple(self._entries[key] for key in keys if not agency or not (said := key.split("|")[2]) or same_agency(said, agency))


def _rank(entry: StoryIndexEntry) -> tuple[int, bool, int, int]:
    return (entry.releases, entry.kind == "kill", entry.revision, len(entry.seen))
