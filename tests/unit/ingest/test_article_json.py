"""Article JSON: what is filled in, and how one bad item spoils no other."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest

from schemas.article import Article
from services.chassis.errors import PermanentError
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.wire_format import Unfit

LEAST = {"story_id": "tern/1", "body": "Two ships sank.", "published_at": "2025-05-23"}
NOW = datetime(2025, 6, 1, tzinfo=UTC)


def one(item: object) -> Article | Unfit:
    (parsed,) = parse_articles(orjson.dumps(item), now=NOW)
    return parsed


def test_three_fields_make_an_article() -> None:
    article = one(LEAST)
    assert isinstance(article, Article)
    assert (article.story_id, article.published_precision, article.revision) == ("tern/1", "day", 0)
    assert len(article.content_hash) == 64


def test_what_the_text_says_is_filled_in_and_what_the_producer_says_is_kept() -> None:
    body = 'PORT SABLE, May 23 (Tern) - Please kill the story headlined "Ships sink", sent today.'
    filled, kept = one({**LEAST, "body": body}), one({**LEAST, "body": body, "kind": "update", "credit": "Heron", "dateline": "HARROW"})
    assert isinstance(filled, Article)
    assert isinstance(kept, Article)
    assert (filled.kind, filled.credit, filled.dateline) == ("kill", "Tern", "PORT SABLE, May 23 (Tern)")
    assert (kept.kind, kept.credit, kept.dateline) == ("update", "Heron", "HARROW")


def test_a_hash_that_the_producer_sends_is_not_believed() -> None:
    article, honest = one({**LEAST, "content_hash": "0" * 64}), one(LEAST)
    assert isinstance(article, Article)
    assert isinstance(honest, Article)
    assert article.content_hash == honest.content_hash


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ({**LEAST, "headlin": "x"}, "headlin: no such field"),
        ({"story_id": "a", "body": "x"}, "published_at: it must be there"),
        ({**LEAST, "story_id": ""}, "story_id"),
        ({**LEAST, "body": " "}, "needs a headline or a body"),
        ({**LEAST, "revision": -1}, "revision"),
        ({**LEAST, "revision": "two"}, "revision"),
        ({**LEAST, "kind": "scoop"}, "kind"),
        ({**LEAST, "published_at": "soon"}, "published_at"),
        ({**LEAST, "published_at": "0001-01-01"}, "before 1980"),
        ({**LEAST, "published_at": "2025-06-03"}, "in the future"),
        (["x"], "it"),
        (7, "dictionary"),
        (None, "dictionary"),
    ],
)
def test_an_item_that_does_not_fit_says_which_field_and_why(item: object, told: str) -> None:
    first, second = parse_articles(orjson.dumps([item, LEAST]), now=NOW)
    assert isinstance(first, Unfit)
    assert told in first.error.message
    assert first.error.message.startswith("item 1: ")
    assert orjson.loads(first.value) == item
    assert isinstance(second, Article)


def test_a_bad_line_spoils_no_other_and_is_kept_as_it_came() -> None:
    lines = b"\n".join([orjson.dumps(LEAST), b"", b"{bad", b"\xff", orjson.dumps({**LEAST, "story_id": "tern/2"})])
    good, bad, not_utf8, last = parse_articles(lines, ndjson=True)
    assert isinstance(good, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, Unfit)
    assert isinstance(not_utf8, Unfit)
    assert bad.value == b"{bad"
    assert bad.error.message.startswith("line 3: no JSON")
    assert not_utf8.error.message.startswith("line 4: no JSON")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  ", "empty"),
        (b"[]", "empty"),
        (b"{", "invalid_json"),
        (b"\xff\xfe", "invalid_json"),
        (b"[" * 10_000 + b"]" * 10_000, "invalid_json"),
        (b'{"story_id": "\\ud800"}', "invalid_json"),
        (b"NaN", "invalid_json"),
        (b"[" + b",".join([b"1"] * 11) + b"]", "too_large"),
    ],
)
def test_a_request_that_is_no_json_is_refused_whole(data: bytes, reason: str) -> None:
    with pytest.raises(PermanentError) as refusal:
        parse_articles(data, max_items=10)
    assert refusal.value.reason == reason
