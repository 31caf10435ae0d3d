"""What a reader's score is worth: the share of figures with such a score whose measure, unit and number were right."""

from __future__ import annotations

from services.extractor.model import Reading

_MEASURED = ((0.88, 0.95), (0.82, 0.93), (0.75, 0.9), (0.0, 0.65))
"""Score from which on, and the share that is right: 1,860 figures of the labelled sets. `wiretally eval` prints how it holds."""
AGREED = 0.99
"""Both readers say the same: 1,363 of 1,380 were right."""


def confidence_of(reading: Reading) -> float:
    """The chance that the reading's measure, unit and number are right. Scores only rank readings of one number against each other."""
    if reading.reader == "both":
        return AGREED
    return next(share for score, share in _MEASURED if reading.confidence >= score)
