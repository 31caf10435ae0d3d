"""Messages for the board's tests: two made-up countries swap prisoners, two made-up wires write about it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from schemas.article import Source
from schemas.base import EventId, IncidentId, Ledger, StoryId
from schemas.event import Event, StoryReference
from schemas.figure import Claimant, Figure
from schemas.incident import Claim, Incident, Slot
from schemas.tally import Tally, TallyChange, TallyValue

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
DAY = date(2025, 3, 4)


def story(id: str = "harbour-1", *, revision: int = 0, at: datetime = NOON, headline: str = "Forty go home") -> StoryReference:
    return StoryReference(
        story_id=StoryId(id),
        revision=revision,
        source=Source(id="harbour", name="Harbour Wire"),
        headline=headline,
        published_at=at,
        received_at=at,
        sketch=(1, 2, 3),
    )


def figure(number: int = 40, *, side: str = "AAA", by: str = "BBB", sentence: str | None = None) -> Figure:
    return Figure(
        measure="released",
        unit="persons",
        low=number,
        best=number,
        high=number,
        side=side,
        by=by,
        claimant=Claimant(name="the interior ministry", role="party", side=side),
        sentence=sentence if sentence is not None else f"Each side let {number} prisoners go on Tuesday.",
        text=f"{number} prisoners",
    )


def claim(number: int = 40, *, of: StoryReference | None = None, sentence: str | None = None, side: str = "AAA") -> Claim:
    return Claim(
        claim=f"claim-{number}-{(of or story()).story_id}",
        event_id=EventId("event-1"),
        story=of or story(),
        figure=figure(number, sentence=sentence, side=side),
        type="prisoner_exchange",
        origin="harbour",
    )


def incident(id: str = "incident-1", *, number: int = 40, claims: tuple[Claim, ...] | None = None, **changes: object) -> Incident:
    slot = Slot(
        measure="released",
        unit="persons",
        side="AAA",
        by="BBB",
        low=number,
        best=number,
        high=number,
        claims=claims if claims is not None else (claim(number),),
    )
    values: dict[str, object] = {
        "incident": IncidentId(id),
        "ledger": Ledger("exchange/AAA/BBB"),
        "type": "prisoner_exchange",
        "theatre": "AAA-BBB",
        "start": DAY,
        "end": DAY,
        "slots": (slot,),
        "updated_at": NOON,
    }
    return Incident.model_validate({**values, **changes})


def tally(key: str = "prisoners_exchanged|AAA-BBB|||2025-03-04||AAA|all", *, best: int | None = 40, **changes: object) -> Tally:
    values: dict[str, object] = {
        "key": key,
        "tally": "prisoners_exchanged",
        "theatre": "AAA-BBB",
        "date": DAY,
        "side": "AAA",
        "group": "all",
        "low": best,
        "best": best,
        "high": best,
        "origins": 1,
        "stories": (StoryId("harbour-1"),),
        "incidents": (IncidentId("incident-1"),),
        "updated_at": NOON,
    }
    return Tally.model_validate({**values, **changes})


def event(id: str = "event-1", *, of: StoryReference | None = None, **changes: object) -> Event:
    values: dict[str, object] = {
        "event_id": EventId(id),
        "happening": "happening-1",
        "ledger": Ledger("exchange/AAA/BBB"),
        "type": "prisoner_exchange",
        "figures": (figure(),),
        "story": of or story(),
    }
    return Event.model_validate({**values, **changes})


def change(key: str, before: int | None, after: int, *, at: datetime = NOON) -> TallyChange:
    return TallyChange(
        key=key,
        tally=key.partition("|")[0],
        before=TallyValue(low=before, best=before, high=before),
        after=TallyValue(low=after, best=after, high=after),
        story_id=StoryId("harbour-1"),
        revision=0,
        changed_at=at,
    )
