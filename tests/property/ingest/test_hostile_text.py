"""Any bytes are a story or are refused in words: never another error, never a stall."""

from __future__ import annotations

import string
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.credit_lines import credit_line, find_dateline
from services.chassis.errors import PermanentError
from services.ingest.formats.article_json import parse_articles
from services.ingest.formats.text import parse_text
from services.ingest.notices import kill_target, kind_of
from services.ingest.revisions import StoryIndex, accept

PIECES = st.sampled_from(
    [
        *(
            "date 2025-05-23 ",
            "KYIV",
            "Ab",
            " (Tern) ",
            " - ",
            "--",
            "— ",
            ", ",
            "May 23",
            "\n",
            "\n\n",
            "By ",
            "with ",
            "/",
            ".",
            "|",
            "'",
        ),
        *(
            "© ",
            "Copyright 2025 ",
            "kill the story headlined ",
            '"',
            "“",
            "”",
            "UPDATE 1-",
            "CORRECTION: ",
            "contributed to this report",
            "Live",
        ),
        *("\u2028", "\x00", "\u202e"),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)


@settings(deadline=None)
@given(st.binary(max_size=400) | TEXTS.map(lambda text: ("date 2025-05-23 " + text).encode("utf-8", "replace")))
def test_any_bytes_are_a_story_or_are_refused_with_what_to_do(data: bytes) -> None:
    try:
        article = parse_text(data, name="story.txt")
    except PermanentError as refusal:
        assert refusal.message  # noqa: PT017 - being refused is one of two right answers
        return
    assert article.headline or article.body
    assert article.text.strip()
    assert accept(StoryIndex(), article).outcome in ("published", "waiting")
    assert type(article).read(article.to_json()) == article


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet='{}[]":,0123456789ate\\u \n', max_size=200).map(str.encode), st.booleans())
def test_any_bytes_are_articles_or_are_refused(data: bytes, ndjson: bool) -> None:
    try:
        parse_articles(data, ndjson=ndjson)
    except PermanentError as refusal:
        assert refusal.message  # noqa: PT017 - being refused is one of two right answers


@settings(deadline=None)
@given(TEXTS)
def test_a_dateline_lies_in_the_body_and_never_swallows_it(body: str) -> None:
    found = find_dateline(body)
    if found is not None:
        assert body[found.start : found.end].startswith(found.text)
        assert 0 <= found.start < found.end <= len(body)


@pytest.mark.parametrize(
    "unit",
    [
        *("A", "A.", "A ", "A-", "A, ", "A/", "N'", "May 1 ", "(x", "By A and ", "x with ", "“a” ", '"a" ', "kill the story ", "KYIV - "),
        *("a\n", "A\n\n", "copyright © ", "this story supplied by the ", "A and ", "— ", "Ab cd ", "KILL ", "UPDATE ", " ", "1"),
        *string.punctuation,
    ],
)
def test_a_long_run_of_anything_is_read_in_a_moment(unit: str) -> None:
    hostile = unit * (300_000 // len(unit))
    began = process_time()
    for headline, body in (
        (hostile[:250], hostile),
        ("", f"kill the story headlined {hostile}"),
        ("x", f"By Jane\n\n{hostile}\n\n{hostile}"),
    ):
        credit_line(headline, body)
        kind_of(headline, body)
        kill_target(headline, body)
    assert process_time() - began < 2, "a story of this kind would hold up every story behind it"
