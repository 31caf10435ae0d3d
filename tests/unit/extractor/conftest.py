"""The extractor is loaded once for all tests of it: model, gazetteer and bank take two seconds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from schemas.article import Article
from schemas.event import Event
from services.extractor.extract import Extractor, load_extractor
from services.extractor.flat import flat_figures

Row = dict[str, Any]
Told = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture
def told(extractor: Extractor) -> Told:
    """Rows of the flat view of a story: ``told(body, headline=..., published="2025-05-24")``."""

    def rows(body: str, *, headline: str = "", published: str = "2025-05-24", **fields: Any) -> list[Row]:
        article = Article(story_id="story", headline=headline, body=body, published_at=published, **fields)
        return flat_figures(article, extractor.extract(article))

    return rows


def figures(rows: Iterable[Row], *keys: str, **having: Any) -> list[tuple[Any, ...]]:
    """The ``keys`` of the rows that have the given values, sorted, nothing before something."""
    chosen = (tuple(row[key] for key in keys) for row in rows if all(row[key] == value for key, value in having.items()))
    return sorted(chosen, key=lambda row: [(value is not None, value) for value in row])


def events_of(extractor: Extractor, body: str, **fields: Any) -> tuple[Event, ...]:
    return extractor.extract(Article(**{"story_id": "story", "body": body, "published_at": "2025-05-24", **fields}))
