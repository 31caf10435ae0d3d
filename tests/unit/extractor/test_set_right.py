"""What a sentence sets right: *not eight but eleven*, *seven, not nine*; and what it only sets apart, which denies nothing."""

from __future__ import annotations

import pytest

from tests.unit.extractor.conftest import Told, figures


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Not eight but eleven miners were freed on Friday.", [(11, "happened")]),
        ("Not eight miners, but 11, were freed on Friday.", [(11, "happened")]),
        ("Seven people died and not nine, the ministry said.", [(7, "happened")]),
        ("It was seven people who died and not the nine reported earlier.", [(7, "happened")]),
        # "not" behind the verb sets kinds and causes apart.
        ("Nine soldiers died, not civilians, the army said.", [(9, "happened")]),
        ("Nine people died, not only soldiers, the army said.", [(9, "happened")]),
        ("Nine people were wounded, not by shelling but by a mine, police said.", [(9, "happened")]),
        # Before the verb, or right behind a helping word, it denies.
        ("The blast did not kill nine people.", [(9, "denied")]),
        ("Nine people were not killed, the army said.", [(9, "denied")]),
    ],
)
def test_not_denies_the_verb_it_belongs_to_and_no_other_word(told: Told, body: str, expected: list[tuple[int, str]]) -> None:
    assert figures(told(body), "low", "status") == expected
