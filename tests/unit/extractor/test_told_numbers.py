"""The numbers a story has told so far, by size: the same whether the index grows with the facts or is made at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from services.extractor.fact import Fact
from services.extractor.story.told_numbers import ToldNumbers


def _fact(measure: str, mode: str, low: int, high: int | None, start: int) -> Fact:
    reading = SimpleNamespace(measure=measure, unit="persons", number=SimpleNamespace(low=low, high=high))
    return cast(Fact, SimpleNamespace(reading=reading, mode=mode, span=SimpleNamespace(start=start)))


FACTS = st.lists(
    st.builds(
        _fact,
        st.sampled_from(["killed", "injured"]),
        st.sampled_from(["increment", "cumulative"]),
        st.integers(0, 9),
        st.sampled_from([0, 9, None]),
        st.integers(0, 5),
    )
)


@given(FACTS)
def test_the_index_grows_with_the_facts(told: list[Fact]) -> None:
    numbers, facts = ToldNumbers(), list[Fact]()
    for fact in told:
        facts.append(fact)
        counted = [(f.reading.number.low, f.span.start) for f in facts if f.reading.measure == "killed" and f.reading.number.high != 0]
        assert list(numbers.of(facts, "killed", "persons")) == sorted(counted)


@given(FACTS, FACTS)
def test_another_list_is_read_from_its_start(first: list[Fact], second: list[Fact]) -> None:
    numbers = ToldNumbers()
    numbers.of(first, "killed", "persons")
    found = numbers.of(second, "injured", "persons", "increment")
    assert list(found) == list(ToldNumbers().of(second, "injured", "persons", "increment"))
    assert len(found) == sum((f.reading.measure, f.mode) == ("injured", "increment") and f.reading.number.high != 0 for f in second)
