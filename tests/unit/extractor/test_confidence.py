"""What a figure's confidence says: the chance that it is right, by how it was read."""

from __future__ import annotations

from services.extractor.confidence import AGREED, confidence_of
from services.extractor.model import Number, Reading, Span

READING = Reading("idiom", 0, "killed", "persons", Number(Span(0, 1), "3", 3, 3, 3))


def test_a_better_score_is_never_worth_less_and_agreement_is_worth_most() -> None:
    worth = [confidence_of(READING.with_(confidence=score / 100)) for score in range(101)]
    assert worth == sorted(worth)
    assert all(0.5 <= share < AGREED for share in worth)
    assert confidence_of(READING.with_(reader="both", confidence=0.5)) == AGREED
