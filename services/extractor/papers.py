"""Statements, bulletins and reports that a story quotes: *an army statement*."""

from __future__ import annotations

import re

from services.extractor.model import Span
from services.extractor.speakers import Speaker

_PAPER = re.compile(
    r"(?:an? )?((?!(?:official|joint|new|earlier|later|recent|separate|preliminary|initial|local|media|press|news|written|the)\b)"
    r"[\w\u2019'-]+(?: [\w\u2019'-]+){0,3}) (?:statement|communique|bulletin|report)"
)
_POINTS_BACK = re.compile(r"(?:the|its|his|her|their|this|that|him|it|them)\b")


def whose_paper(name: str) -> str:
    """*a ministry statement* is the ministry's; *an official statement* is nobody's by name."""
    paper = _PAPER.fullmatch(name)
    return paper[1] if paper is not None else name


def is_plain_paper(text: str, span: Span, found: Speaker) -> bool:
    """*according to official data* names its source as far as it will be named; *according to the statement* points back."""
    return not found.name and _POINTS_BACK.match(text, span.start, span.end) is None
