"""What holds of places, parties and claimants for any text at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.actors import find_actors, parties_of
from services.extractor.bank import load_bank
from services.extractor.claimants import find_claimants
from services.extractor.introductions import in_full
from services.extractor.places import load_gazetteer

BANK = load_bank()
GAZETTEER = load_gazetteer(BANK)

_PIECES = (
    *"Kyiv Odesa said the of in near , . ; : ' \" “ ” — -- - ( ) region Region Gov. U.S. Ivan Petrov 12 police ministry's according to who "
    "which and that put at told Lake Front Army (TSF) rebels Chad al-Shabaab KYIV N'Djamena Ukraine's reported quoted by citing".split(),
    "\n",
)
wire_like = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)
any_text = st.one_of(st.text(max_size=300), wire_like)


@given(any_text, st.integers(0, 10_000))
def test_places_lie_inside_the_text_in_order_and_apart(text: str, offset: int) -> None:
    at = offset
    for mention in GAZETTEER.find(text, offset=offset):
        assert at <= mention.span.start < mention.span.end <= offset + len(text)
        assert mention.name
        at = mention.span.end


@given(any_text, st.integers(0, 10_000))
def test_parties_lie_inside_the_text_in_order_and_apart(text: str, offset: int) -> None:
    at = offset
    for mention in find_actors(text, BANK, offset=offset, local=parties_of(text, BANK)):
        assert at <= mention.span.start < mention.span.end <= offset + len(text)
        at = mention.span.end


@given(any_text, st.integers(0, 10_000))
def test_claimants_and_their_claims_lie_inside_the_text(text: str, offset: int) -> None:
    mentions = find_claimants(text, BANK, offset=offset)
    for mention in mentions:
        assert offset <= mention.span.start < mention.span.end <= offset + len(text)
        assert offset <= mention.scope.start <= mention.scope.end <= offset + len(text)
        assert mention.name == text[mention.span.start - offset : mention.span.end - offset]
    assert len(in_full(mentions, text, BANK)) == len(mentions)


@given(wire_like)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    assert find_claimants(text, BANK) == find_claimants(text, BANK)
    assert GAZETTEER.find(text) == GAZETTEER.find(text)


BAIT = [
    "A" * 20_000,
    "Aa " * 7_000,
    "Aa, " * 5_000,
    "said " * 4_000,
    ", said the " * 2_000,
    "\"" * 20_000,
    "the the " * 5_000,
    "(((((" * 4_000,
    "Kyiv, " * 3_000,
    "of Aa of Bb " * 2_000,
    " " * 20_000,
    "in Aaa Bbb, " * 1_500,
    "'s estimate " * 1_500,
    "regions " * 3_000,
    '"said the ' * 3_000,
    "Aa and Bb and " * 3_000,
    "near Foo district of " * 2_000,
    ", who told Aa, which said " * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("text", BAIT, ids=range(len(BAIT)))
def test_hostile_text_takes_bounded_time(text: str) -> None:
    """Tens of kilobytes in a few seconds at most: hostile text must not stall a partition."""
    began = time.process_time()
    GAZETTEER.find(text)
    find_actors(text, BANK, local=parties_of(text, BANK))
    find_claimants(text, BANK)
    assert time.process_time() - began < 5
