"""Facts of one happening become one event: ledger, ids, actors, codes. Pure."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from schemas.base import EventId, Ledger
from schemas.event import Actor, ActorRole, Codes, Event, Phase, StoryReference
from schemas.figure import Figure, Where
from services.extractor.fact import Fact
from services.extractor.model import PlaceMention
from services.extractor.story.diplomacy import Dealing

Family = Literal["exchange", "harm", "movement", "air", "diplomacy"]
UNPLACED = "XX"
"""Ledger of what names neither side nor country: metered and shown, never guessed."""

_FAMILY: Mapping[str, Family] = {
    "released": "exchange", "bodies_returned": "exchange",
    "evacuated": "movement", "displaced": "movement",
    "launched": "air", "intercepted": "air", "hit": "air", "lost": "air",
}  # fmt: skip
_WHERE_PRECISION: Mapping[str, Literal["point", "city", "admin1", "country", "unknown"]] = {
    "city": "city", "district": "city", "site": "point", "admin1": "admin1", "country": "country", "unknown": "unknown",
}  # fmt: skip


def family(fact: Fact) -> Family:
    """The family of ledgers the figure belongs to (design section 2); all that is not listed does harm."""
    return _FAMILY.get(fact.reading.measure, "harm")


def _country(code: str | None) -> str | None:
    """``code`` if it is a state's alpha-3."""
    return code if code is not None and len(code) == 3 and code.isupper() else None


def ledger(fact: Fact) -> Ledger:
    """Where the figure must meet others that may be about the same happening."""
    kind = family(fact)
    if kind == "exchange":
        sides = sorted({side for side in (fact.side, fact.by) if side}) if not fact.parties else sorted(fact.parties)
        return Ledger("/".join(("exchange", *(sides or [UNPLACED]))))
    if kind == "air":
        launcher = fact.side or (fact.by if fact.reading.measure in ("launched", "hit") else None)
        return Ledger(f"air/{launcher or UNPLACED}")
    country = (fact.where.country if fact.where else None) or _country(fact.side)
    return Ledger(f"{kind}/{country or UNPLACED}")


def _digest(*parts: object) -> str:
    return hashlib.blake2b("\x1f".join("" if part is None else str(part) for part in parts).encode(), digest_size=12).hexdigest()


def where(place: PlaceMention | None) -> Where | None:
    """The place as an event carries it: *Karrada district, Baghdad* where the story tells the quarter's town."""
    if place is None:
        return None
    return Where(
        name=place.name if place.within is None else f"{place.name}, {place.within}",
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonames_id=place.geonames_id,
        precision=_WHERE_PRECISION.get(place.kind, "unknown"),
    )


def figure(fact: Fact, text: str) -> Figure:
    """The fact as the contract's figure; ``text`` is ``Article.text``, whose characters it quotes unchanged."""
    reading = fact.reading
    number = reading.number
    return Figure(
        measure=reading.measure,
        unit=reading.unit,
        low=number.low,
        best=number.best,
        high=number.high,
        qualifier=number.qualifier,
        side=fact.side,
        by=fact.by,
        group=reading.group,
        mode=fact.mode,
        since=fact.since,
        as_of=fact.as_of,
        superseded=fact.superseded,
        perspective=reading.perspective,
        claimant=fact.claimant,
        denied_by=fact.denied_by,
        sentence=text[fact.sentence.span.start : fact.sentence.span.end],
        text=text[fact.span.start : fact.span.end],
        start=fact.span.start,
        end=fact.span.end,
        confidence=round(fact.confidence, 3),
    )


def _key(fact: Fact) -> tuple[object, ...]:
    """What an event says apart from its numbers, claimants and words: the same happening in the same state."""
    place = fact.where
    return (
        ledger(fact), fact.type, fact.status, fact.when.start, fact.when.end, place.name if place else None,
        place.country if place else None, fact.phase, fact.programme.label if fact.programme else None,
    )  # fmt: skip


def _roles(fact: Fact) -> Iterable[tuple[str, ActorRole]]:
    kind = family(fact)
    if kind == "exchange":
        yield from ((side, "side") for side in fact.parties or tuple(side for side in (fact.side, fact.by) if side))
    elif kind == "air":
        if fact.side:
            yield fact.side, "launcher"
        if fact.by and fact.by != fact.side:
            yield fact.by, "interceptor" if fact.reading.measure == "intercepted" else "target"
    else:
        if fact.by:
            yield fact.by, "attacker"
        if fact.side:
            yield fact.side, "target"


def build_events(
    facts: Iterable[Fact], *, text: str, story: StoryReference, codes: Mapping[str, Codes], names: Mapping[str, str], version: str
) -> tuple[Event, ...]:
    """One event per happening and ledger, in the order of their first figures.

    An event's id is a hash of the story's id and of what the event says but for its numbers, claimants and words. So a correction
    that changes a number changes the event and keeps its id; one that changes date, place, phase or status retracts the old event
    and makes another. ``happening`` leaves out the ledger and the type too: what one story says of one time and place shares it.
    ``codes`` maps event types to code books, ``names`` actor ids to names.
    """
    grouped: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in sorted(facts, key=lambda f: (f.span.start, f.span.end, f.reading.measure, f.side or "")):
        grouped[_key(fact)].append(fact)
    return tuple(_event(key, members, text, story, codes, names, version) for key, members in grouped.items())


def _event(
    key: tuple[object, ...],
    facts: list[Fact],
    text: str,
    story: StoryReference,
    codes: Mapping[str, Codes],
    names: Mapping[str, str],
    version: str,
) -> Event:
    first = facts[0]
    actors = dict.fromkeys(pair for fact in facts for pair in _roles(fact))
    figures = tuple(dict.fromkeys(figure(fact, text) for fact in facts))
    label = next((fact.phase_label for fact in facts if fact.phase_label), "")
    return Event(
        event_id=EventId(_digest(story.story_id, *key)),
        happening=_digest(story.story_id, first.status, first.when.start, first.when.end, key[5], first.phase),
        ledger=ledger(first),
        type=first.type,
        status=first.status,
        when=first.when,
        where=where(first.where),
        actors=tuple(Actor(id=actor, name=names.get(actor, actor), role=role) for actor, role in actors),
        phase=Phase(number=first.phase, label=label) if first.phase is not None or label else None,
        programme=next((fact.programme for fact in facts if fact.programme), None),
        figures=figures,
        story=story,
        codes=codes.get(first.type, Codes()),
        confidence=round(sum(f.confidence for f in figures) / len(figures), 3),
        extractor=version,
    )


def diplomacy_ledger(sides: Iterable[str]) -> Ledger:
    return Ledger("/".join(("diplomacy", *(sorted(set(sides)) or [UNPLACED]))))


def bare_event(dealing: Dealing, *, story: StoryReference, codes: Mapping[str, Codes], names: Mapping[str, str], version: str) -> Event:
    """An event without figures: talks, an agreement, a ceasefire."""
    place = dealing.where.name if dealing.where else None
    said = (dealing.status, dealing.when.start, dealing.when.end, place)
    return Event(
        event_id=EventId(_digest(story.story_id, dealing.kind, *said, *dealing.sides)),
        happening=_digest(story.story_id, *said, None),
        ledger=diplomacy_ledger(dealing.sides),
        type=dealing.kind,
        status=dealing.status,
        when=dealing.when,
        where=where(dealing.where),
        actors=tuple(Actor(id=side, name=names.get(side, side), role="side") for side in dealing.sides),
        story=story,
        codes=codes.get(dealing.kind, Codes()),
        confidence=dealing.confidence,
        extractor=version,
    )
