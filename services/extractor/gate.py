"""Which sentences are worth a parse: the parser is what costs, and most sentences count nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.bank import Bank, alternation
from services.extractor.model import Number, Sentence


class Gate:
    """Passes sentences with a number that may count, and of the rest those that tell of talks, an agreement or a truce."""

    def __init__(self, bank: Bank) -> None:
        bare = [trigger for kind in bank.events.values() if not kind.numeric for trigger in kind.triggers]
        self._bare = re.compile(rf"\b(?:{alternation(bare)})\b", re.IGNORECASE) if bare else None

    def counts(self, sentence: Sentence, numbers: Sequence[Number]) -> bool:
        """Whether any number of the sentence may count; labels never do."""
        return sentence.kind != "label" and any(number.distractor is None for number in numbers)

    def tells(self, sentence: Sentence) -> bool:
        """Whether the sentence may make an event without a number."""
        return sentence.kind != "label" and self._bare is not None and self._bare.search(sentence.text) is not None
