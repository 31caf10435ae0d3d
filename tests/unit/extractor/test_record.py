"""A record with changes is another record of its kind, all else as it was."""

from __future__ import annotations

import pytest

from services.extractor.model import Span
from services.extractor.record import changed


def test_only_what_changes_changes() -> None:
    span = Span(3, 9)
    assert changed(span, {"end": 7}) == Span(3, 7)
    assert span == Span(3, 9)


def test_a_field_that_it_has_not_is_refused() -> None:
    with pytest.raises(KeyError, match="length"):
        changed(Span(3, 9), {"length": 6})
