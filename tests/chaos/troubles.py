"""What may befall the services while a wire comes in, each a kind that a seed draws.

A trouble begins when its block is entered and ends with it. Whom it strikes and how hard is drawn from the seed, never from the moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from random import Random

from schemas.topics import ARTICLES, EVENTS
from services.cli.local_kafka import LocalBroker
from tests.chaos.fleet import STREAMS, Fleet, limit_files
from tests.chaos.network import Link, Weather
from tests.chaos.stranger import Stranger

SESSION_TIMEOUT_S = 4.0
"""Of the services under fire; ten would let a seed wait for the dead most of its time."""
AT_WORK = 0.75
"""Share of the strikes that wait until the service is at work again: struck while it starts, it has nothing to lose."""
READ = {"extractor": ARTICLES, "aggregator": EVENTS}
"""What a stream service reads that others may write."""
FLOODS = (60, 2000)
"""Below what opens a breaker, and far above it."""
AT_ONCE = 3


@dataclass
class Ground:
    """All that can be struck. ``links`` holds the way to the broker of every member of the fleet."""

    fleet: Fleet
    broker: LocalBroker
    links: Mapping[str, Link]
    stranger: Stranger
    patient: bool = True
    """Whether a strike may wait for its victim to be at work: not while other troubles last."""

    def victim(self, noise: Random, among: Sequence[str] = ()) -> str:
        """One of the members (of ``among``, where given), mostly at work."""
        chosen = noise.choice(among or self.fleet.members)
        if noise.random() < AT_WORK and self.patient:
            self.fleet.wait_ready(chosen)
        return chosen

    def ways(self, noise: Random) -> list[Link]:
        """The way of one member, or those of all."""
        chosen = [noise.choice(self.fleet.members)] if noise.random() < 0.6 else self.fleet.members
        return [self.links[name] for name in chosen]


Strike = Callable[[Ground, Random], AbstractContextManager[None]]


@dataclass(frozen=True)
class Trouble:
    """``lasts`` are the shortest and the longest time from its begin to its end, seconds."""

    kind: str
    strike: Strike
    lasts: tuple[float, float] = (0, 0)


@contextmanager
def repeat(ground: Ground, noise: Random) -> Iterator[None]:
    """Everything on a topic is delivered a second time, in another order."""
    ground.stranger.repeat(noise.choice((ARTICLES, EVENTS)), noise)
    yield


@contextmanager
def poison(ground: Ground, noise: Random) -> Iterator[None]:
    """A flood of messages that nobody can use, among the good ones."""
    ground.stranger.flood(noise.choice((ARTICLES, EVENTS)), noise.choice(FLOODS), noise)
    yield


@contextmanager
def rewind(ground: Ground, noise: Random) -> Iterator[None]:
    """A stream service is stopped in order and begins again with the first message of all."""
    service = noise.choice(STREAMS)
    stopped = ground.fleet.stop_all(service)
    ground.stranger.rewind(service, READ[service])
    ground.fleet.start_again(stopped)
    yield


@contextmanager
def storm(ground: Ground, noise: Random) -> Iterator[None]:
    """Workers are made to leave their group again and again, and two more join and go while that lasts."""
    service = noise.choice(STREAMS)
    joined = [ground.fleet.join(service, number) for number in (8, 9)]
    for _ in range(noise.randrange(2, 6)):
        ground.stranger.evict(service)
    yield
    orderly = noise.random() < 0.5
    for name in joined:
        ground.fleet.leave(name, orderly)
        orderly = not orderly
    ground.stranger.evict(service)


@contextmanager
def kill(ground: Ground, noise: Random) -> Iterator[None]:
    """SIGKILL of a service."""
    ground.fleet.kill(ground.victim(noise))
    yield


@contextmanager
def freeze(ground: Ground, noise: Random) -> Iterator[None]:
    """SIGSTOP of a service, and SIGCONT."""
    victim = ground.victim(noise)
    pid = ground.fleet.freeze(victim)
    yield
    ground.fleet.thaw(victim, pid)


@contextmanager
def full_log(ground: Ground, noise: Random) -> Iterator[None]:
    """No file of a service can grow: neither its log nor its scratch."""
    victim = ground.victim(noise)
    ground.fleet.fill_disk(victim, full=True)
    yield
    ground.fleet.fill_disk(victim, full=False)


@contextmanager
def cut(ground: Ground, noise: Random) -> Iterator[None]:
    """Connections to the broker are reset, new ones refused."""
    with _mended(ground.ways(noise)) as ways:
        for way in ways:
            way.cut()
        yield


@contextmanager
def stall(ground: Ground, noise: Random) -> Iterator[None]:
    """Connections to the broker stand and carry nothing; afterwards they go on, or are found to be dead."""
    dead = noise.random() < 0.5
    with _bad(Weather(stalled=True), ground.ways(noise)) as ways:
        yield
        if dead:
            for way in ways:
                way.reset()


@contextmanager
def slow(ground: Ground, noise: Random) -> Iterator[None]:
    """A long and narrow way to the broker."""
    weather = Weather(delay_s=noise.uniform(0.05, 0.4), bytes_per_s=noise.uniform(20_000, 200_000))
    with _bad(weather, ground.ways(noise)):
        yield


@contextmanager
def resets(ground: Ground, noise: Random) -> Iterator[None]:
    """Connections to the broker break again and again, with requests and answers under way."""
    weather = Weather(reset_share=noise.uniform(0.02, 0.2))
    with _bad(weather, ground.ways(noise)):
        yield


@contextmanager
def full_disk(ground: Ground, _noise: Random) -> Iterator[None]:
    """The disk of the broker, which is the store of every service, is full; it is started again when there is space."""
    limit_files(ground.broker.pid, full=True)
    yield
    ground.broker.kill()
    ground.broker.start()


@contextmanager
def kill_broker(ground: Ground, _noise: Random) -> Iterator[None]:
    """SIGKILL of the broker, and a start on what its disk holds."""
    ground.broker.kill()
    ground.broker.start()
    yield


@contextmanager
def at_once(ground: Ground, noise: Random) -> Iterator[None]:
    """Several troubles together."""
    chosen = noise.sample(SINGLE, AT_ONCE)
    ground.patient = False
    try:
        with ExitStack() as stack:
            # In the order of the list: what needs the broker to begin comes before what takes it away.
            for trouble in sorted(chosen, key=SINGLE.index):
                stack.enter_context(trouble.strike(ground, noise))
            yield
    finally:
        ground.patient = True


@contextmanager
def _bad(weather: Weather, ways: list[Link]) -> Iterator[list[Link]]:
    with _mended(ways):
        for way in ways:
            way.weather = weather
        yield ways


@contextmanager
def _mended(ways: list[Link]) -> Iterator[list[Link]]:
    try:
        yield ways
    finally:
        for way in ways:
            way.mend()


KILL = Trouble("kill", kill)
SINGLE = (
    Trouble("repeat", repeat),
    Trouble("poison", poison),
    Trouble("rewind", rewind),
    Trouble("storm", storm, (0.5, 4)),
    KILL,
    Trouble("freeze", freeze, (0.3, 0.7 * SESSION_TIMEOUT_S)),
    Trouble("long freeze", freeze, (1.2 * SESSION_TIMEOUT_S, 2 * SESSION_TIMEOUT_S)),
    Trouble("full log", full_log, (1, 4)),
    Trouble("cut", cut, (0.5, 6)),
    Trouble("stall", stall, (0.5, 8)),
    Trouble("slow", slow, (2, 6)),
    Trouble("resets", resets, (2, 6)),
    Trouble("full disk", full_disk, (1, 5)),
    Trouble("broker kill", kill_broker),
)
AT_ONCE_TROUBLE = Trouble("all at once", at_once, (1, 8))
DECK = (*SINGLE, KILL, KILL, KILL, AT_ONCE_TROUBLE, AT_ONCE_TROUBLE)
"""What a seed draws from: each once before any comes again; kills of services more often than the rest."""


def drawn(noise: Random, count: int) -> list[Trouble]:
    """So many of the deck, in a new order every round."""
    rounds = [noise.sample(DECK, len(DECK)) for _ in range(-(-count // len(DECK)))]
    return [trouble for turn in rounds for trouble in turn][:count]
