"""`Article` as JSON: one object, an array of them, or one a line (NDJSON)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError

from schemas.article import Article
from services.chassis.errors import InvalidMessage, PermanentError, TooLarge
from services.chassis.publication import check_date
from services.ingest.formats.completed import completed
from services.ingest.formats.wire_format import Unfit

_PROBLEMS_TOLD = 5
_HINTS = {
    "missing": "it must be there",
    "extra_forbidden": "no such field; see schemas/generated/article.schema.json for those there are",
}


def parse_articles(data: bytes, *, ndjson: bool = False, max_items: int = 1000, now: datetime | None = None) -> tuple[Article | Unfit, ...]:
    """The articles in ``data``, in order; an item that does not fit is an :class:`Unfit` and spoils no other.

    Strict where a consumer is tolerant: an unknown field is refused, since a misspelt one would be lost without a word. What the
    producer leaves out and the text says (kind, credit, dateline) is filled in. Raises PermanentError if the whole is no JSON, is empty
    or holds more than ``max_items``.
    """
    if not data.strip():
        raise PermanentError("empty", "nothing was sent; send an article as JSON with story_id, body and published_at")
    items = list(_lines(data)) if ndjson else _items(data)
    if len(items) > max_items:
        raise TooLarge(f"{len(items):,} articles at once; send at most {max_items:,} in a request")
    return tuple(item if isinstance(item, Unfit) else _article(item, where, now) for where, item in items)


def _items(data: bytes) -> list[tuple[str, Any]]:
    decoded = _decoded(data, "")
    if not isinstance(decoded, list):
        return [("", decoded)]
    if not decoded:
        raise PermanentError("empty", "an empty list was sent; send at least one article")
    return [(f"item {number}: ", item) for number, item in enumerate(decoded, 1)]


def _lines(data: bytes) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                yield f"line {number}: ", _decoded(line, f"line {number}: ")
            except PermanentError as error:
                yield f"line {number}: ", Unfit(line, error)


def _decoded(data: bytes, where: str) -> Any:
    try:
        return orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise PermanentError("invalid_json", f"{where}no JSON: {error}; send an article as JSON, UTF-8") from error


def _article(item: Any, where: str, now: datetime | None) -> Article | Unfit:
    try:
        article = Article.model_validate(item)
        check_date(article.published_at, now, f"{where}published_at {article.published_at.isoformat()}")
    except ValidationError as error:
        return Unfit(orjson.dumps(item), InvalidMessage(f"{where}no article: {_told(error)}"))
    except PermanentError as error:
        return Unfit(orjson.dumps(item), error)
    return completed(article)


def _told(error: ValidationError) -> str:
    problems = error.errors(include_input=False, include_url=False)
    return "; ".join(
        f"{'.'.join(map(str, problem['loc'])) or 'it'}: {_HINTS.get(problem['type'], problem['msg'])}"
        for problem in problems[:_PROBLEMS_TOLD]
    )
