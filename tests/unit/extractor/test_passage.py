"""What is asked of a sentence's words between two places of the story."""

from __future__ import annotations

import pytest

from services.extractor.keyed import keyed
from services.extractor.model import Sentence, Span
from services.extractor.passage import Passage

_TEXT = "The hurt were taken to Abuja, and the talks in Kano went on."
_BASE = 40
_PASSAGE = Passage(Sentence(_TEXT, Span(_BASE, _BASE + len(_TEXT)), 1, 0))
_TAKEN = keyed(r"\btaken to \Z")


@pytest.mark.parametrize(("before", "found"), [("Abuja", True), ("Kano", False)])
def test_words_are_sought_up_to_a_place(before: str, *, found: bool) -> None:
    at = _BASE + _TEXT.index(before)
    assert _PASSAGE.says(_TAKEN, at - 20, at) is found


def test_what_lies_before_the_sentence_is_cut_off() -> None:
    assert _PASSAGE.says(keyed(r"\AThe hurt\b"), 0, _BASE + 10)


def test_a_word_that_the_reach_cuts_is_no_other_word() -> None:
    at = _BASE + _TEXT.index("Abuja")
    assert not _PASSAGE.says(keyed(r"\bken to \Z"), at - len("ken to "), at)
