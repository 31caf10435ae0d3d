"""What holds of `read_idioms` for any sentence at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.extractor.bank import load_bank
from services.extractor.model import Sentence, Span
from services.extractor.numbers import find_numbers
from services.extractor.readers.idioms import read_idioms

BANK = load_bank()
_PIECES = (
    *"killed injured were and 12 1,000 40 drones people soldiers shot down of them the which each side for swap will not if".split(),
    *": , ; ( among dead".split(),
    *(
        "death toll",
        "rose to",
        "the number of",
        "no",
        "nobody",
        "another",
        "including",
        "of whom",
        "in exchange for",
        "two",
        "to free",
        "bodies of",
    ),
)
wire_like = st.lists(st.sampled_from(_PIECES), max_size=30).map(" ".join)


@given(st.one_of(st.text(max_size=200), wire_like), st.integers(0, 1000))
def test_any_sentence_gives_readings_of_its_own_numbers_inside_it(text: str, offset: int) -> None:
    numbers = find_numbers(text, offset)
    live = {number for number in numbers if number.distractor is None}
    span = Span(offset, offset + len(text))
    for reading in read_idioms(Sentence(text=text, span=span, index=0, paragraph=0), numbers, BANK):
        assert reading.number in live
        assert reading.trigger is not None
        assert reading.trigger in span
        assert reading.noun is None or reading.noun in span
        assert 0.5 <= reading.confidence <= 1


@given(wire_like)
def test_one_number_is_read_once_for_a_measure(text: str) -> None:
    readings = read_idioms(Sentence(text=text, span=Span(0, len(text)), index=0, paragraph=0), find_numbers(text), BANK)
    keys = [(reading.number.span, reading.measure) for reading in readings]
    assert len(keys) == len(set(keys))
