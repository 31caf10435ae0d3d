"""An expression finds the same with its keys as without them, and is not tried where it cannot be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.keyed import keyed, keys_of

EXPRESSIONS = (
    r"\b(?:exchang|swap|trad(?:e|es|ed|ing)\b|in return for|for-\d|POW)",
    r"\b(?:shot|gunned) (?:dead|down)\b",
    r"\b(?:at least |some )?(?:forty|40) (?:were|are) (?:still )?missing\b",
    r"(?<![\w-])(?:air ?strikes?|raids?)(?![\w-])",
    r"[Tt]he (?:mayor|governor)(?:'s|\u2019s)? office\b",
    r"\bof (?:them|those) (?:\w+ ){0,3}killed\b",
    r"\b(?:[A-Z][a-z]+ ){1,2}(?:hospital|clinic)s?\b",
    r"(?:day|night)s? of\b",
)
WORDS = (
    "exchanges Swapped traded in return for-3 POWs shot dead gunned down at least some forty 40 are still missing airstrike air raids "
    "raid-proof The mayor's office governor\u2019s of them those later killed Al Noor hospital clinics days nights Of"
).split()


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(words=st.lists(st.sampled_from(WORDS), max_size=12), joint=st.sampled_from([" ", "-", ", "]))
def test_the_same_is_found(expression: str, words: list[str], joint: str) -> None:
    text = joint.join(words)
    for flags in (0, re.IGNORECASE):
        plain, pattern = re.compile(expression, flags), keyed(expression, flags)
        found = [match.span() for match in plain.finditer(text)]
        assert [match.span() for match in pattern.finditer(text)] == found
        assert (pattern.search(text) is not None) == bool(found)
        assert pattern.sub("#", text) == plain.sub("#", text)


@pytest.mark.parametrize(
    ("expression", "keys"),
    [
        (r"\b(?:kidnap|hostages?)\b", {"kidnap", "hostag"}),
        (r"\bthe (?:north|south) of\b", {"north", "south"}),
        (r"\bin custody\b", {"custod"}),
        (r"(?:up )?to (?:men|women)\b", {"men", "women"}),
    ],
)
def test_the_rarest_words_are_the_keys(expression: str, keys: set[str]) -> None:
    assert keys_of(re.compile(expression)) == frozenset(keys)


@pytest.mark.parametrize("expression", [r"\d+", r"\w+ing\b", r"[.;]\s", r"ending", r"\bthe\b|\bof\b|\bin\b", r"(?!)", r"\b(?:x|y)*"])
def test_an_expression_that_needs_no_word_is_tried_on_all_texts(expression: str) -> None:
    assert keys_of(re.compile(expression)) is None
