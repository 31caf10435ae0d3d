"""`alternation`: what a tree of letters matches is what a list of the words, longest first, matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.bank import alternation

WORDS = st.lists(st.text(alphabet="ab .-", min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, st.text(alphabet="ab .-c", max_size=20))
def test_it_matches_what_a_list_longest_first_matches(words: list[str], text: str) -> None:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    for frame in ("{}", r"(?<!\w)(?:{})(?!\w)", "({}) ?"):
        spans = [[match.span() for match in re.finditer(frame.format(tree), text)] for tree in (f"(?:{listed})", alternation(words))]
        assert spans[0] == spans[1]


@pytest.mark.parametrize(
    ("text", "found"), [("they shot dead two", "shot dead"), ("they shot deadly birds", "shot"), ("shots", None), ("a bullet", None)]
)
def test_the_longest_that_fits_is_found(text: str, found: str | None) -> None:
    match = re.search(rf"\b(?:{alternation(['shot', 'shot dead', 'shelled'])})\b", text)
    assert (match and match[0]) == found


def test_none_of_no_words_is_anywhere() -> None:
    assert re.search(alternation([]), "anything") is None
