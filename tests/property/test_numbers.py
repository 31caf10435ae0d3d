"""What holds of `find_numbers` for any text at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.extractor.numbers import find_numbers

_PIECES = (
    *"one twenty hundred a dozen and of for to - – , . 12 1,000 3.5 2022 May half no nobody".split(),
    *"another % $ km -for- between drones ٣٤ ²".split(),
    *("all but", "at least", "up to", "more than", "per cent", "\u00a0", "\u202f"),
)
wire_like = st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=300), wire_like), st.integers(0, 10_000))
def test_any_text_gives_ordered_numbers_inside_it_with_ordered_bounds(text: str, offset: int) -> None:
    numbers = find_numbers(text, offset)
    at = offset
    for number in numbers:
        assert at <= number.span.start
        assert number.span.start < number.span.end <= offset + len(text)
        assert text[number.span.start - offset : number.span.end - offset] == number.text
        assert number.low >= 0
        assert number.high is None or number.low <= number.high
        at = number.span.end


@given(wire_like)
def test_the_offset_changes_nothing_but_the_spans(text: str) -> None:
    plain, shifted = find_numbers(text), find_numbers(text, 7)
    assert [(n.text, n.low, n.high, n.distractor) for n in plain] == [(n.text, n.low, n.high, n.distractor) for n in shifted]
