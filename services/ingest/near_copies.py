"""Near copies among what came in lately: marked for whoever reads the topic, never dropped, since a reprint is no repeat."""

from __future__ import annotations

from collections import OrderedDict, defaultdict

from schemas.article import Article
from schemas.base import StoryId
from services.chassis.sketch import INDEXED, is_near_copy, sketch

REMEMBERED = 5_000
"""Stories compared with: a busy day of a large wire, in some 20 MB. A copy of an older one, or of one from before a restart, is not
marked; origins are counted by the aggregator, which forgets nothing that stands."""


class NearCopies:
    """The sketches of the newest stories. Another revision of a story is no copy of it."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._sketches: OrderedDict[StoryId, tuple[int, ...]] = OrderedDict()
        self._index: defaultdict[int, set[StoryId]] = defaultdict(set)

    def marked(self, article: Article) -> Article:
        """The article, with the earlier story that it repeats, the first of them in the order of ids; and it is remembered."""
        own = sketch(article.body)
        near = {story for triple in own[:INDEXED] for story in self._index.get(triple, ())} - {article.story_id}
        copied = min((story for story in near if is_near_copy(own, self._sketches[story])), default=None)
        self._remember(article.story_id, own)
        return article if copied is None else article.model_copy(update={"near_copy_of": copied})

    def _remember(self, story: StoryId, own: tuple[int, ...]) -> None:
        if story in self._sketches:
            self._forget(story)
        self._sketches[story] = own
        for triple in own[:INDEXED]:
            self._index[triple].add(story)
        if len(self._sketches) > self._remembered:
            self._forget(next(iter(self._sketches)))

    def _forget(self, story: StoryId) -> None:
        for triple in self._sketches.pop(story)[:INDEXED]:
            self._index[triple].discard(story)
            if not self._index[triple]:
                del self._index[triple]
