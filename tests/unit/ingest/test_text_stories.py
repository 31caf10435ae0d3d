"""Plain text stories: where the date, the headline and the body are, and what is refused."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime

import pytest

from services.chassis.errors import PermanentError
from services.ingest.formats import opening, text
from services.ingest.formats.text import MAX_BYTES, parse_text

SENTENCE = "Two ships went down in a squall off Port Sable on Friday, harbour officials said."
NOW = datetime(2025, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "published_at", "precision"),
    [
        ("date 2025-05", datetime(2025, 5, 1, tzinfo=UTC), "month"),
        ("date 2025-05-23", datetime(2025, 5, 23, tzinfo=UTC), "day"),
        (" Date: 2025-05-23", datetime(2025, 5, 23, tzinfo=UTC), "day"),
        ("date 2025-05-23T19:10:00Z", datetime(2025, 5, 23, 19, 10, tzinfo=UTC), "time"),
        ("date 2025-05-23T19:10", datetime(2025, 5, 23, 19, 10, tzinfo=UTC), "time"),
        ("date 2025-05-23T19:10:00.250+03:00", datetime(2025, 5, 23, 16, 10, 0, 250_000, tzinfo=UTC), "time"),
        ("date 2025-05-23 19:10:00Z", datetime(2025, 5, 23, 19, 10, tzinfo=UTC), "time"),
    ],
)
def test_the_date_is_a_month_a_day_or_a_moment(line: str, published_at: datetime, precision: str) -> None:
    article = parse_text(f"{line}\nShips sink\n\n{SENTENCE}", name="ships.txt")
    assert (article.published_at, article.published_precision) == (published_at, precision)
    assert (article.headline, article.body) == ("Ships sink", SENTENCE)


@pytest.mark.parametrize(
    ("story", "headline", "body"),
    [
        (f" date 2025-05 {SENTENCE}\n\n{SENTENCE}", "", f"{SENTENCE}\n\n{SENTENCE}"),
        (f" date 2025-05-23 Ships sink, more feared\n\nLONDON -- {SENTENCE}", "Ships sink, more feared", f"LONDON -- {SENTENCE}"),
        (f"date 2025-05-23\n\nShips sink\nPORT SABLE (Tern) — {SENTENCE}", "Ships sink", f"PORT SABLE (Tern) — {SENTENCE}"),
        (f"date 2025-05-23\nShips sink\n{SENTENCE}", "Ships sink", SENTENCE),
        (f"date 2025-05-23\nShips sink\nBy Jane Roe\n\n{SENTENCE}", "Ships sink", f"By Jane Roe\n\n{SENTENCE}"),
        (f"date 2025-05-23\nShips sink. Hundreds drown.\n\nLONDON -- {SENTENCE}", "Ships sink. Hundreds drown.", f"LONDON -- {SENTENCE}"),
        (f"date 2025-05-23\nWho drowned in the U.S.\n\n{SENTENCE}", "Who drowned in the U.S.", SENTENCE),
        (f"date 2025-05-23\nPORT SABLE (Tern) — {SENTENCE}", "", f"PORT SABLE (Tern) — {SENTENCE}"),
        (f"date 2025-05-23\nWorld news in brief, May 23\n{SENTENCE}", "World news in brief, May 23", SENTENCE),
        (f"date 2025-05-23\nPuerto de la Cruz, May 23\n\n{SENTENCE}", "", f"Puerto de la Cruz, May 23\n\n{SENTENCE}"),
        (f"date 2025-05-23\n(2nd LD) Ships sink in gale\n\n{SENTENCE}", "(2nd LD) Ships sink in gale", SENTENCE),
        (f"date 2025-05-23\nBy Jane Roe\n\n{SENTENCE}", "", f"By Jane Roe\n\n{SENTENCE}"),
        (f"date 2025-05-23\nSource: Coast Guard\n\n{SENTENCE}", "", f"Source: Coast Guard\n\n{SENTENCE}"),
        ("date 2025-05-23\nShips sink", "Ships sink", ""),
        (f"date 2025-05-23\n{SENTENCE}", "", SENTENCE),
        (f"date 2025-05-23\nShips sink\nas squall hits\n\n{SENTENCE}", "Ships sink as squall hits", SENTENCE),
        (f"date 2025-05-23\r\nShips sink\r\n\r\n{SENTENCE}\r\n", "Ships sink", SENTENCE),
        (f"date 2025-05-23\nShips sink\n  \n{SENTENCE}", "Ships sink", SENTENCE),
    ],
)
def test_headline_and_body_are_told_apart(story: str, headline: str, body: str) -> None:
    article = parse_text(story, name="ships.txt")
    assert (article.headline, article.body) == (headline, body)


def test_a_wrapped_first_paragraph_has_no_headline_in_it() -> None:
    wrapped = (
        "Two ships went down in a squall off Port Sable on Friday and\n"
        "Harbour officials said that the Coast Guard had not been able\n"
        "to reach them."
    )
    article = parse_text(f"date 2025-05-23 {wrapped}\n\n{SENTENCE}", name="ships.txt")
    assert article.headline == ""
    assert article.body == f"{wrapped}\n\n{SENTENCE}"


def test_the_name_gives_story_and_revision() -> None:
    story = f"date 2025-05-23\nShips sink\n\n{SENTENCE}"
    first, second = parse_text(story, name="wire/ships.txt"), parse_text(story, name="ships.r2.txt")
    assert (first.story_id, first.revision, first.kind) == ("ships", 0, "original")
    assert "revision" not in first.model_fields_set
    assert (second.story_id, second.revision, second.kind) == ("ships", 2, "update")


def test_credit_dateline_and_source_come_from_the_text() -> None:
    article = parse_text(f"date 2025-05-23\nShips sink\n\nPORT SABLE, May 23 (Tern News Agency) - {SENTENCE}", name="ships.txt")
    assert (article.credit, article.source.id) == ("Tern News Agency", "tern")
    assert article.dateline == "PORT SABLE, May 23 (Tern News Agency)"


def test_two_stories_that_credit_nobody_do_not_share_a_source() -> None:
    one, other = (parse_text(f"date 2025-05-23\nShips sink\n\n{SENTENCE}", name=name) for name in ("a.txt", "b.txt"))
    assert one.credit is None
    assert one.source.id != other.source.id


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert parse_text(f"date 2025-05-23\n{SENTENCE}".encode("utf-8-sig"), name="ships.txt").body == SENTENCE


def test_the_hash_is_of_the_text_alone() -> None:
    one = parse_text(f"date 2025-05-23\nShips sink\n\n{SENTENCE}", name="a.txt")
    other = parse_text(f"date 2025-05-24\n\nShips sink\n\n\n{SENTENCE}\n", name="b.txt")
    assert one.content_hash == other.content_hash
    assert len(one.content_hash) == 64


@pytest.mark.parametrize(
    ("data", "reason", "told"),
    [
        (b"", "empty", "date 2025-05-23"),
        (b" \n\n", "empty", "empty"),
        ("\ufeff".encode(), "empty", "empty"),
        (b"Ships sink", "no_date", "line 1"),
        (b"date yesterday Ships sink", "no_date", "line 1"),
        (b"Ships sink\ndate 2025-05-23", "no_date", "line 1"),
        (b"date 2025", "no_date", "line 1"),
        (b"date 2025-05-23", "no_text", "headline or a body"),
        (b"date 2025-13-01 Ships", "impossible_date", "2025-13-01"),
        (b"date 2025-02-30 Ships", "impossible_date", "2025-02-30"),
        (b"date 0001-01-01 Ships", "impossible_date", "before 1980"),
        (b"date 99999-01-01 Ships", "impossible_date", "99999-01-01"),
        (b"date 2025-06-03 Ships", "impossible_date", "future"),
        (b"date 2025-05-23T25:00Z Ships", "impossible_date", "25:00"),
        (b"date 2025-05T12:00Z Ships", "impossible_date", "no day"),
        (b"date 2025-05-23\nSh\xefps", "not_utf8", "line 2"),
        ("date 2025-05-23 Ships".encode("utf-16"), "not_utf8", "UTF-16"),
        (b"date 2025-05-23 \x00\x01", "binary", "plain UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "binary", "binary"),
        (b"date 2025-05-23 bell \x07", "binary", "control characters"),
        (b"date 2025-05-23 " + b"a" * MAX_BYTES, "too_large", "500,000"),
    ],
)
def test_bad_input_is_refused_with_the_place_and_what_to_do(data: bytes, reason: str, told: str) -> None:
    with pytest.raises(PermanentError) as refusal:
        parse_text(data, name="ships.txt", now=NOW)
    assert refusal.value.reason == reason
    assert refusal.value.message.startswith("ships.txt")
    assert told in refusal.value.message


@pytest.mark.parametrize("name", ["", ".txt", "a" * 600 + ".txt"])
def test_a_name_that_names_no_story_is_refused(name: str) -> None:
    with pytest.raises(PermanentError) as refusal:
        parse_text("date 2025-05-23 Ships", name=name)
    assert refusal.value.reason == "bad_name"


def test_without_a_clock_no_date_is_in_the_future() -> None:
    assert parse_text("date 2999-01-01 Ships", name="ships.txt").published_at.year == 2999


def test_a_name_cannot_climb_out_of_its_folder() -> None:
    assert parse_text("date 2025-05-23 Ships", name="../../etc/passwd").story_id == "passwd"
    assert parse_text("date 2025-05-23 Ships", name="..\\..\\boot.txt").story_id == "boot"


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (text, opening):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0
