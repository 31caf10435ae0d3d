"""What one event costs the aggregator, as claims pile up: microseconds of CPU per event, memory, and what a start takes over all of them.

    python -m bench.aggregate [--claims 100000] [--in-memory 50000]

A made-up war: ten countries, each day of each forty accounts of five towns by two dozen outlets, a quarter of them dated by publication
only.
CPU time, not wall time, so that other load on the machine matters less.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock

import psutil

from bench.report import Section, Table, Target, arguments_of, tell
from schemas.article import Source
from schemas.base import EventId, Ledger, StoryId
from schemas.event import Event, StoryReference
from schemas.figure import Figure, When, Where
from services.aggregator.app import collect_seldom
from services.aggregator.definitions import load_definitions
from services.aggregator.reconcile import Bound, Ledgers, TallyBook
from services.aggregator.settings import AggregatorSettings

LEDGERS, ACCOUNTS_A_DAY, TOWNS, OUTLETS, EVENTS_A_STORY = 10, 40, 5, 24, 4
TARGET = 1_000
"""Events a second and core (design section 10)."""
LATE = 40
"""Events of the first half of the war, told after its end."""
FLAT = 2.0
"""The cost at the end may be so many times that of the first thousand."""


def war(claims: int, rng: random.Random) -> Iterator[Event]:
    """Two claims an event, in the order the stories come in."""
    words: tuple[int, ...] = ()
    for n in range(claims // 2):
        if n % EVENTS_A_STORY == 0:
            words = tuple(sorted(rng.sample(range(2**32), 128)))
        day = date(2030, 1, 1) + timedelta(days=n // (LEDGERS * ACCOUNTS_A_DAY))
        country = chr(65 + n % LEDGERS) * 3
        outlet = f"Outlet {n // EVENTS_A_STORY % OUTLETS}"
        published = datetime.combine(day, clock(rng.randrange(24), rng.randrange(60)), UTC)
        killed = rng.randrange(3, 60)
        yield Event(
            event_id=EventId(f"e{n}"),
            happening=f"h{n}",
            ledger=Ledger(f"harm/{country}"),
            type="shelling",
            when=When(start=day, end=day, precision="day", basis="publication" if rng.random() < 0.25 else "stated"),
            where=Where(name=f"Town {rng.randrange(TOWNS)}", country=country, precision="city"),
            figures=tuple(
                Figure(measure=measure, unit="persons", low=number, best=number, high=number, side=country, by="XYZ", sentence="x" * 120)
                for measure, number in (("killed", killed), ("injured", 2 * killed))
            ),
            story=StoryReference(
                story_id=StoryId(f"s{n // EVENTS_A_STORY}"), source=Source(id=outlet, name=outlet), published_at=published, sketch=words
            ),
        )


class Rows:
    """The store as it lies in the service: the newest message of each event in bytes."""

    def __init__(self) -> None:
        self._rows: dict[bytes, bytes] = {}

    def put(self, event: Event) -> None:
        self._rows[f"{event.ledger}|{event.event_id}".encode()] = event.to_json()

    def read(self, ledger: Ledger, event: EventId) -> Event | None:
        row = self._rows.get(f"{ledger}|{event}".encode())
        return None if row is None else Event.read(row)

    def ledgers(self, in_memory: int) -> Ledgers:
        """Ledgers over all rows, as a start makes them."""
        ledgers = Ledgers(Bound(in_memory, self.read))
        ledgers.recover(map(Event.read, self._rows.values()))
        return ledgers


def late(ledgers: Ledgers, rows: Rows, claims: int) -> float:
    """Seconds of CPU for an event of a day that was put away, the mean of LATE."""
    stories = claims // 2 // LATE
    told = [event for n, event in enumerate(war(claims // 2, random.Random(1))) if n % max(1, stories // 2) == 0][:LATE]
    began = time.process_time()
    for event in told:
        ledgers.apply(event.model_copy(update={"event_id": EventId(f"late {event.event_id}")}))
    return (time.process_time() - began) / len(told)


def resident() -> int:
    found: int = psutil.Process().memory_info().rss
    return found


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--in-memory", type=int, default=AggregatorSettings().events_in_memory)
    options = parser.parse_args(arguments)
    claims = 2_000 if options.quick else options.claims
    collect_seldom()
    rows, before = Rows(), resident()
    ledgers, book = Ledgers(Bound(options.in_memory, rows.read)), TallyBook(load_definitions())
    incidents = tallies = 0.0  # CPU seconds since the start
    laps: list[tuple[int, float]] = []
    lap, lap_done, mark = 0.0, 0, 1_000
    done = 0
    for done, event in enumerate(war(claims, random.Random(1)), 1):
        began = time.process_time()
        changed = ledgers.apply(event)
        between = time.process_time()
        for incident in changed:
            book.apply(incident)
        incidents += between - began
        tallies += time.process_time() - between
        rows.put(event)
        if 2 * done in (mark, claims):
            laps.append((2 * done, (incidents + tallies - lap) / (done - lap_done) * 1e6))
            lap, lap_done, mark = incidents + tallies, done, mark * 10
    held = (resident() - before) / (2 * done)
    rate, steeper = done / (incidents + tallies), laps[-1][1] / laps[0][1]
    afterwards = late(ledgers, rows, claims)
    del ledgers, book
    began = time.process_time()
    rows.ledgers(options.in_memory)
    start = time.process_time() - began
    section = Section(
        "Aggregation",
        f"CPU of one core, no broker: events of a made-up war, two claims each; of {done:,}, {options.in_memory:,} stay decoded. "
        f"A start over {claims:,} claims takes {start:.1f} s.",
        [
            Table(["standing claims", "us of CPU an event"], [[f"{mark:,}", f"{cost:,.0f}"] for mark, cost in laps]),
            Table(
                ["", "figure"],
                [
                    ["of that for tallies", f"{tallies / (incidents + tallies):.0%}"],
                    ["bytes a claim", f"{held:,.0f}"],
                    ["ms of CPU for a late event", f"{afterwards * 1e3:,.1f}"],
                ],
            ),
        ],
        [
            Target("events/s a core of the aggregator", f">= {TARGET:,}", f"{rate:,.0f}", rate >= TARGET),
            Target("cost of the last events, of the first", f"<= {FLAT:.0f}", f"{steeper:.1f} to {claims:,} claims", steeper <= FLAT),
        ],
        facts={"claim_bytes": held},
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
