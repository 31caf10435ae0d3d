"""Which sentences are worth a parse: the parser is what costs, and most sentences count nothing."""

from __future__ import annotations

from collections.abc import Sequence

from services.extractor.model import Number, Sentence


def may_count(sentence: Sentence, numbers: Sequence[Number]) -> bool:
    """Whether any number of the sentence may count; labels never do."""
    return sentence.kind != "label" and any(number.distractor is None for number in numbers)
