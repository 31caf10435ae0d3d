"""The flat view of what was extracted: one row per figure, with the keys that other programs rely on (design section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from schemas.article import Article
from schemas.event import Event
from schemas.figure import Group

_PRINTED: Mapping[Group, Group] = {
    "man": "other", "woman": "other", "police": "other", "medic": "other", "journalist": "other", "aid_worker": "other", "foreign": "all",
}  # fmt: skip
"""The flat view tells soldiers, civilians, children and other kinds apart; figures of events keep the finer groups."""


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def flat_figures(article: Article, events: Iterable[Event], *, story: str | None = None) -> list[dict[str, Any]]:
    """Rows in the order of the text. ``story`` names the story in the rows (a file's stem); the article's id where left out."""
    rows = [
        {
            "story": story or article.story_id,
            "measure": figure.measure,
            "unit": figure.unit,
            "low": figure.low,
            "best": figure.best,
            "high": figure.high,
            "qualifier": figure.qualifier,
            "side": figure.side,
            "by": figure.by,
            "group": _PRINTED.get(figure.group, figure.group),
            "start": _day(event.when.start),
            "end": _day(event.when.end),
            "place": event.where.name if event.where else None,
            "status": event.status,
            "mode": figure.mode,
            "phase": event.phase.number if event.phase else None,
            "claimant": figure.claimant.name if figure.claimant else None,
            "sentence": figure.sentence,
            "offset_start": figure.start,
            "offset_end": figure.end,
            "confidence": figure.confidence,
            "type": event.type,
            "kind": figure.group,
            "denied_by": figure.denied_by,
            "superseded": figure.superseded,
            "event": event.event_id,
        }
        for event in events
        if event.op == "upsert"
        for figure in event.figures
    ]
    return sorted(rows, key=lambda row: (row["offset_start"], row["offset_end"], row["measure"], row["side"] or ""))
