"""Small random worlds of events, dense enough that accounts meet, contradict, revise and deny one another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from schemas.article import Source
from schemas.base import EventId, Ledger, StoryId
from schemas.event import Event, Phase, Programme, StoryReference
from schemas.figure import Claimant, Figure, When, Where
from services.chassis.sketch import sketch

FIRST = date(2031, 3, 1)
TEXTS = [
    f"Officials in {town} said that {n} people were hurt there on the night {n} of the raid and {town} slept little"
    for town in ("Arn", "Bex", "Cul")
    for n in range(3)
]
HARM_PLACES: list[Where | None] = [
    None,
    Where(name="Arn", country="NOR", precision="city"),
    Where(name="Bex", country="NOR", admin1="Vest region", precision="city"),
    Where(name="Bex Nord", country="NOR", precision="city"),
    Where(name="Vest region", country="NOR", precision="admin1"),
    Where(name="Norland", country="NOR", precision="country"),
]


@st.composite
def days(draw: st.DrawFn) -> When:
    """A day, a night, a span, an open start, or no time at all."""
    start = FIRST + timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 9])))
    kind = draw(st.sampled_from(["day"] * 8 + ["published", "published", "weeks", "span", "period", "open", "none"]))
    if kind == "none":
        return When()
    if kind == "open":
        return When(end=start, precision="span", basis="stated")
    length = {"span": 1 + draw(st.integers(0, 1)), "period": 5}.get(kind, 0)
    basis = {"published": "publication", "weeks": "relative"}.get(kind, "stated")
    phrase = "a week after" if kind == "weeks" else ""
    return When(start=start, end=start + timedelta(days=length), precision="day" if not length else "span", basis=basis, phrase=phrase)


@st.composite
def figures(draw: st.DrawFn, ledger: str) -> Figure:
    kind = ledger.split("/")[0]
    measure, unit = draw(
        st.sampled_from(
            {
                "harm": [("killed", "persons"), ("injured", "persons"), ("missing", "persons")],
                "exchange": [("released", "persons"), ("released", "persons"), ("bodies_returned", "bodies")],
                "air": [("launched", "drones"), ("intercepted", "drones"), ("hit", "missiles")],
            }[kind]
        )
    )
    low = draw(st.sampled_from([0, 1, 2, 3, 10, 10, 10, 12, 12, 60, 70, 300]))
    shape = draw(st.sampled_from(["exact"] * 4 + ["least", "range"]))
    sides = st.sampled_from([None, "NOR", "NOR", "SWE"])
    claimant = draw(
        st.one_of(
            st.none(),
            st.builds(
                Claimant,
                name=st.sampled_from(["Mayor Dahl", "the ministry", "the rebels"]),
                role=st.sampled_from(["party", "local_official", "third_party", "eyewitness"]),
                side=sides,
            ),
        )
    )
    return Figure(
        measure=measure,
        unit=unit,
        low=low,
        best=low if shape != "range" else None,
        high={"exact": low, "least": None, "range": low + 5}[shape],
        qualifier={"exact": "exact", "least": "at_least", "range": "range"}[shape],
        side=draw(sides),
        by=draw(sides),
        group=draw(st.sampled_from(["all", "all", "military", "civilian", "child", "other"])),
        mode=draw(st.sampled_from(["increment"] * 5 + ["part", "part", "cumulative"])),
        as_of=draw(st.one_of(st.none(), st.integers(0, 40).map(lambda h: datetime(2031, 3, 2, tzinfo=UTC) + timedelta(hours=6 * h)))),
        superseded=draw(st.sampled_from([False] * 6 + [True])),
        denied_by=draw(st.sampled_from([None] * 6 + ["the other side"])),
        claimant=claimant,
        sentence=draw(st.sampled_from(["", "They fell.", "So many were found."])),
        start=draw(st.integers(0, 3)),
        end=9,
    )


@st.composite
def stories(draw: st.DrawFn) -> StoryReference:
    name = draw(st.integers(0, 7))
    return StoryReference(
        story_id=StoryId(f"story-{name}"),
        source=draw(st.sampled_from([Source(), Source(id="tern", name="Tern"), Source(id="skua", name="Skua")])),
        credit=draw(st.sampled_from([None, None, "Tern"])),
        published_at=datetime(2031, 3, 1, tzinfo=UTC) + timedelta(days=draw(st.integers(0, 14)), hours=draw(st.integers(0, 23))),
        published_precision=draw(st.sampled_from(["time", "day", "month"])),
        received_at=datetime(2031, 3, 20, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 99))),
        sketch=sketch(draw(st.sampled_from(TEXTS))),
    )


@st.composite
def events(draw: st.DrawFn) -> Event:
    """One message: mostly an upsert, of any of a few event ids, at any of three revisions."""
    number = draw(st.integers(0, 80))
    ledger = ("harm/NOR", "exchange/NOR/SWE", "air/SWE")[number % 3]  # an event id never changes its ledger
    story = draw(stories()).model_copy(update={"revision": draw(st.sampled_from([0, 0, 0, 1, 2]))})
    op = draw(st.sampled_from(["upsert"] * 9 + ["retract"]))
    base = {"event_id": EventId(f"event-{number}"), "happening": f"h{number}", "ledger": Ledger(ledger), "story": story}
    if op == "retract":
        return Event(op="retract", **base)
    status = draw(st.sampled_from(["happened"] * 12 + ["planned", "denied", "hypothetical", "ongoing"]))
    harm = ledger.startswith("harm")
    return Event(
        **base,
        type=draw(st.sampled_from(["casualty_report", "shelling", "disaster", "detention"] if harm else ["prisoner_exchange"])),
        status=status,
        when=draw(days()),
        where=draw(st.sampled_from(HARM_PLACES if not ledger.startswith("exchange") else HARM_PLACES[:2])),
        phase=draw(st.sampled_from([None, None, Phase(number=1), Phase(number=2)])) if not harm else None,
        programme=draw(st.sampled_from([None, None, Programme(label="300-for-300")])) if ledger.startswith("exchange") else None,
        figures=tuple(draw(st.lists(figures(ledger), min_size=1, max_size=4))),
    )


def worlds(max_size: int = 40) -> st.SearchStrategy[list[Event]]:
    """Messages as they may lie on the topic: several stories, revisions, retractions."""
    return st.lists(events(), min_size=8, max_size=max_size)
