"""How long a killed service is away: SIGKILL, a successor at once, seconds until it is ready with its state.

    python -m bench.recovery [--claims 100000] [--quick]

The extractor and the board come back to what a day of stories left, the aggregator to so many standing claims, two an event, which it
reads from its changelog and reconciles. A successor also waits until the broker takes its predecessor for dead (the session's time-out).
"""

from __future__ import annotations

import asyncio
import random
import sys
from collections.abc import Iterable, Iterator, Sequence

from bench.aggregate import war
from bench.report import Section, Table, arguments_of, tell
from bench.system import System, running
from bench.wire import stories
from schemas.event import Event
from schemas.topics import EVENTS
from services.chassis.kafka import Outgoing, Publisher

STORIES = 100
PARCEL = 500


async def publish(system: System, events: Iterable[Event]) -> None:
    """Straight to the event topic, in parcels."""
    publisher = Publisher(system.settings.kafka, system.settings.topics, "bench")
    await publisher.start()
    parcel: list[Outgoing] = []
    for event in events:
        parcel.append(Outgoing(EVENTS, event.ledger, event, event.event_id, event.story.published_at))
        if len(parcel) == PARCEL:
            await publisher.publish(parcel)
            parcel = []
    await publisher.publish(parcel)
    await publisher.stop()


def with_stories(count: int) -> Iterator[list[str]]:
    """One row of the table for the extractor and one for the board."""
    with running() as system:
        system.feed(stories(6, count))
        system.settle()
        for member in ("extractor", "board"):
            yield [member, f"{count} stories", f"{system.restart(member):.1f}"]


def with_claims(claims: int) -> list[str]:
    with running(("aggregator", "board")) as system:
        asyncio.run(publish(system, war(claims, random.Random(1))))
        system.settle()
        return ["aggregator", f"{claims:,} claims", f"{system.restart('aggregator'):.1f}"]


def main(arguments: Sequence[str]) -> int:
    parser = arguments_of(__doc__)
    parser.add_argument("--claims", type=int, default=100_000, help="and a tenth of them")
    options = parser.parse_args(arguments)
    claims, count = (2_000, 20) if options.quick else (options.claims, STORIES)
    section = Section(
        "Recovery",
        "Seconds from SIGKILL with a successor at once until that is ready, its state rebuilt; up to ten of them pass until the broker "
        "gives it its predecessor's partitions.",
        [Table(["killed", "comes back to", "s"], [*with_stories(count), with_claims(claims // 10), with_claims(claims)])],
    )
    return tell(section, options)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
