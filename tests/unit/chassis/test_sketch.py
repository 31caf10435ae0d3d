"""Sketches of texts, and what two of them say of each other."""

from __future__ import annotations

import random

from services.chassis.sketch import SIZE, containment, overlap, resemblance, sketch

WORDS = [f"{a}{b}" for a in "bcdfghklmnprst" for b in ("arn", "eld", "iss", "orm", "und")]


def text(seed: int, length: int) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(WORDS) for _ in range(length)]


def test_case_spacing_and_punctuation_do_not_count() -> None:
    assert sketch("The crane fell, at dawn.") == sketch("the CRANE   fell — at dawn")


def test_a_sketch_is_sorted_bounded_and_in_32_bits() -> None:
    full = sketch(" ".join(text(1, 5000)))
    assert len(full) == SIZE
    assert list(full) == sorted(set(full))
    assert all(0 <= word_triple < 2**32 for word_triple in full)


def test_no_words_resemble_nothing() -> None:
    assert sketch(" ... ") == ()
    assert resemblance((), ()) == containment((), sketch("a b c d")) == 0.0


def test_the_same_text_is_wholly_itself() -> None:
    full = sketch(" ".join(text(2, 900)))
    assert resemblance(full, full) == containment(full, full) == 1.0


def test_a_cut_copy_is_contained_in_the_whole_though_it_hardly_resembles_it() -> None:
    whole = text(3, 1200)
    copy = sketch(" ".join(whole[:300]))
    assert containment(copy, sketch(" ".join(whole))) > 0.85
    assert resemblance(copy, sketch(" ".join(whole))) < 0.45


def test_half_a_copy_is_measured_as_half_within_a_tenth_or_so() -> None:
    whole, own = text(4, 1000), text(5, 500)
    half = sketch(" ".join(whole[:500] + own))
    assert 0.38 < containment(half, sketch(" ".join(whole))) < 0.62


def test_two_texts_of_their_own_share_next_to_nothing() -> None:
    assert containment(sketch(" ".join(text(6, 800))), sketch(" ".join(text(7, 800)))) < 0.05


def test_the_comparison_is_symmetric() -> None:
    one, other = sketch(" ".join(text(8, 700))), sketch(" ".join(text(8, 300)))
    shared, first, second = overlap(one, other)
    assert overlap(other, one) == (shared, second, first)
    assert containment(one, other) == containment(other, one)
